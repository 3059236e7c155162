"""人看到的文字：看不见的字符去掉，兼容字形归并，看得见的一个不动。"""

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.grammar.visible_text import visible_text
from perfxl.model.cell import Cell, CellKind
from perfxl.model.grid import Grid

_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("⼀级指标", "一级指标"),  # 康熙部首：从 PDF 复制
        ("项⽬名称 全年执⾏数", "项目名称 全年执行数"),
        ("⻓期 ⻋辆 ⻚数 ⺠生 ⻔", "长期 车辆 页数 民生 门"),  # 部首补充
        ("\uf9e4\uf9b4", "理領"),  # 兼容汉字：韩国、台湾的旧码
        ("\u202d188480\u202c", "188480"),  # 计算器、通讯录
        ("\u200e≥95%\u200f", "≥95%"),
        ("三支\u200b一扶\ufeff考\u2060试\xad经费", "三支一扶考试经费"),
        ("招募\x0b人\x00数\x1b", "招募人数"),
        ("一\r\n二\r三\u2028四\x85五", "一\n二\n三\n四\n五"),
        ("188\u00a0480\u2009元", "188 480 元"),
        ("甲\u3164乙\u2800", "甲 乙 "),  # 微信的空白昵称
        ("\ufff9基\ufffa注\ufffb\ufffc", "基注"),
        ("葛\U000e0100城\ufe00", "葛城"),  # 字形变体
        ("cafe\u0301 \u212a", "café K"),
        ("\ud83d\ude00", "😀"),
        ("半\ud83d个\udc00", "半�个�"),
        ("\ufffe\uffff\ufdd0\U0001ffff", ""),
    ],
)
def test_what_a_person_sees(stored: str, shown: str) -> None:
    assert visible_text(stored) == shown


@pytest.mark.parametrize(
    "text",
    [
        "①10²㎡Ⅲ级　½ ℃ № ㈠ ＡＢＣ（１）",
        "第一行\n\t第二行",
        "❤️ 👨‍👩‍👧 ✔️",  # 连接符、变体选择符管着表情
        "می‌خواهم",  # 和连写的文字
        "（“”‘’【】—…·）",
        "�",
    ],
)
def test_what_can_be_seen_stays(text: str) -> None:
    assert visible_text(text) == text


@given(_ANY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = visible_text(text)
    assert visible_text(once) == once
    once.encode("utf-8")


def test_every_unseen_character_goes_wherever_it_stands() -> None:
    """快的判断不能放过该去的字符：单独一个和夹在字里的都去掉。"""
    # 阿拉伯文数字记号一类，是格式字符而看得见。
    seen = {*range(0x600, 0x606), 0x6DD, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if category(sign) in ("Cc", "Cf") and sign not in "\t\n\r\x85" and code not in seen:
            if 0x13430 <= code <= 0x13455:  # 埃及文字的排版记号
                continue
            assert visible_text(f"招{sign}募") == "招募", hex(code)


def test_cell_keeps_what_is_stored_and_shows_what_is_seen() -> None:
    cell = Cell(3, 2, CellKind.TEXT, " ⼀级\u200b指标 ")
    entry = Grid("表", {(3, 2): cell}).entry(3, 2)
    assert (cell.value, cell.shown) == (" ⼀级\u200b指标 ", " 一级指标 ")
    assert (entry.text, entry.raw) == ("一级指标", " ⼀级\u200b指标 ")
    plain = Grid("表", {(3, 2): Cell(3, 2, CellKind.TEXT, " 一级指标 ")}).entry(3, 2)
    assert (plain.text, plain.raw) == ("一级指标", "")
