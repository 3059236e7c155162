"""数字格式：一千多对格式 × 值，读 .xlsx 显示的字，与 LibreOffice 显示的比。"""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import calc
import pytest
from number_format_pairs import Pair, pairs, write_workbook

from perfxl.hosts.xlsx_reader import read_xlsx
from perfxl.model.number_format import show_number, show_text, stored_number

PAIRS = pairs()
# 每一类都要有，少了就是哪一类没有测到。
_KINDS = (
    *("位数", "百分", "缩放", "条件", "常规夹字", "夹字数位", "文字夹数", "会计", "科学", "分数"),
    *("日期", "星期月份", "时刻", "经过", "中文数字", "文字", "大小", "换行", "负日期"),
)


def test_every_kind_has_its_pairs() -> None:
    counted = Counter(pair.kind for pair in PAIRS)
    assert set(counted) == set(_KINDS)
    assert sum(counted.values()) >= 400
    assert len({(pair.code, repr(pair.value)) for pair in PAIRS}) == len(PAIRS)


def test_engine_shows_each_pair() -> None:
    wrong = []
    for pair in PAIRS:
        if isinstance(pair.value, str):
            shown = show_text(pair.value, pair.code).strip()
        else:
            shown = show_number(stored_number(pair.value) or Decimal(0), pair.code)
        if shown != pair.shown:
            wrong.append((pair, shown))
    assert not wrong


def test_reader_shows_each_pair(tmp_path: Path) -> None:
    write_workbook(tmp_path / "格式.xlsx", PAIRS, for_calc=False)
    cells = read_xlsx(tmp_path / "格式.xlsx").grids[0].cells
    assert [cells[row, 1].shown.strip() for row in range(1, len(PAIRS) + 1)] == [
        pair.shown for pair in PAIRS
    ]


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """没有列明的不同就是错；列明的不再不同了，也要从表里去掉。"""
    calc.require()
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    from calc.office import Office

    path = tmp_path / "formats.xlsx"  # 没有装中文区域的系统上，LibreOffice 打不开中文名
    write_workbook(path, PAIRS, for_calc=True)
    office = Office()
    try:
        sheet = office.open(path.as_uri()).Sheets.getByIndex(0)
        shown = [sheet.getCellByPosition(0, row).String.strip() for row in range(len(PAIRS))]
    finally:
        office.quit()
    differs = {pair for pair, text in zip(PAIRS, shown, strict=True) if text != pair.shown}
    assert differs - listed() == set(), "没有列明原因的不同"
    assert listed() - differs == set(), "已经相同的，从表里去掉"


def listed() -> set[Pair]:
    """列明与 LibreOffice 不同的；每个都有原因，写的也真是不同。"""
    different = {pair for pair in PAIRS if pair.reason or pair.calc}
    assert all(pair.reason and pair.calc != pair.shown for pair in different)
    return different


def test_differences_are_few_and_reasoned() -> None:
    assert len(listed()) * 5 < len(PAIRS)
