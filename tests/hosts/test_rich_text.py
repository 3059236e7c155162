"""富文本的格改几个字：上标、红字、注音跟着字走，没有变的字照旧。"""

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from edits import edit_at
from gridtext import changed, to_workbook
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from rule_case import sound
from saved_by_excel import save_as_excel

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.editor.rich_text import replaced_text
from perfxl.hosts.editor.xml_tree import etree
from perfxl.hosts.file_book import write_changes
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.copies import fill_scores, fix_copy
from perfxl.many_files.results import process

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RED = InlineFont(color="FFFF0000")
SUPERSCRIPT = InlineFont(vertAlign="superscript")


def item(xml: str) -> etree._Element:
    return etree.fromstring(f'<is xmlns="{MAIN}">{xml}</is>')


def replaced(xml: str, new: str, *, keep_blanks: bool = True) -> str:
    """换好以后的 XML，不带命名空间。"""
    held = item(xml)
    replaced_text(held, new, visible=visible_text, keep_blanks=keep_blanks)
    written = etree.tostring(held, encoding="UTF-8").decode()
    return re.sub(r"^<is[^>]*>|</is>$|^<is[^>]*/>$", "", written).replace(
        ' xml:space="preserve"', ""
    )


SUP = '<rPr><vertAlign val="superscript"/></rPr>'
AREA = f"<r><t>≥ 100m</t></r><r>{SUP}<t>2</t></r>"


@pytest.mark.parametrize(
    ("xml", "new", "written"),
    [
        (AREA, "≥100m2", f"<r><t>≥100m</t></r><r>{SUP}<t>2</t></r>"),
        (AREA, "≥100m3", f"<r><t>≥ 100m</t></r><r>{SUP}<t>3</t></r>".replace("≥ ", "≥")),
        (AREA, "≥100m", "<r><t>≥100m</t></r>"),
        # 换的字在两段中间：归前一段，后一段照旧。
        ("<r><t>≧</t></r><r><rPr><b/></rPr><t>90%</t></r>", "≥90%",
         "<r><t>≥</t></r><r><rPr><b/></rPr><t>90%</t></r>"),
        ("<r><t>&gt;</t></r><r><rPr><b/></rPr><t>=90%</t></r>", "≥90%",
         "<r><t>≥</t></r><r><rPr><b/></rPr><t>90%</t></r>"),
        ("<r><t>１２</t></r><r><rPr><i/></rPr><t>个</t></r>", "12个",
         "<r><t>12</t></r><r><rPr><i/></rPr><t>个</t></r>"),
        # 看上去一样的不换：康熙部首、零宽空格。
        ("<t>　　优。⼀级\u200b指标</t>", "良。一级指标", "<t>　　良。⼀级\u200b指标</t>"),
        ("<t>完成_xD83D__xDE00_  优</t>", "完成😀  良", "<t>完成😀  良</t>"),
        ("<r><t>_x0041_优</t></r><r><t>好</t></r>", "A优良",
         "<r><t>_x0041_优</t></r><r><t>良</t></r>"),
        ("", "新", "<t>新</t>"),
    ],
)  # fmt: skip
def test_only_what_differs_is_written(xml: str, new: str, written: str) -> None:
    assert replaced(xml, new) == written


def test_placeholders_over_several_runs_take_the_font_of_the_first() -> None:
    xml = (
        "<r><rPr><b/></rPr><t>项目名称：</t></r><r><t>{{名</t></r><r><rPr><i/></rPr><t>称}}</t></r>"
    )
    assert replaced(xml, "项目名称：读者服务名称", keep_blanks=False) == (
        "<r><rPr><b/></rPr><t>项目名称：</t></r><r><t>读者服务名称</t></r>"
    )


def test_phonetic_marks_follow_their_words() -> None:
    xml = (
        "<r><t>≥ 100 東京</t></r>"
        '<rPh sb="6" eb="8"><t>とうきょう</t></rPh><rPh sb="0" eb="1"><t>x</t></rPh>'
        '<phoneticPr fontId="1"/>'
    )
    assert replaced(xml, "≥100東京") == (
        "<r><t>≥100東京</t></r>"
        '<rPh sb="4" eb="6"><t>とうきょう</t></rPh><rPh sb="0" eb="1"><t>x</t></rPh>'
        '<phoneticPr fontId="1"/>'
    )
    assert "rPh" not in replaced('<t>東京</t><rPh sb="0" eb="2"><t>と</t></rPh>', "大京")


@given(
    st.lists(st.text("ab 优１²\n", max_size=5), min_size=1, max_size=4),
    st.text("ab1优 \n", max_size=9),
)
def test_the_text_is_always_what_was_asked(runs: list[str], new: str) -> None:
    held = item("".join(f"<r><rPr><sz val='{n}'/></rPr><t/></r>" for n in range(9, 9 + len(runs))))
    for run, text in zip(held, runs, strict=True):
        run[-1].text = text
    replaced_text(held, new, visible=visible_text, keep_blanks=False)
    assert "".join(each.text or "" for each in held.iter("{*}t")) == new


def rich_case(tmp_path: Path, cells: dict[str, CellRichText], changes: dict[str, str]) -> Path:
    """一张自评表，几格是富文本。"""
    path = to_workbook(changed(sound(), dict(changes)), tmp_path / "富.xlsx")
    book = openpyxl.load_workbook(path)
    for cell, text in cells.items():
        book.worksheets[0][cell] = text
    book.save(path)
    return path


def runs(path: Path, cell: str) -> list[tuple[str, str]]:
    """一格各段的字，和那一段字体里要紧的。"""
    value = openpyxl.load_workbook(path, rich_text=True).worksheets[0][cell].value
    assert isinstance(value, CellRichText), value
    return [
        (part, "")
        if isinstance(part, str)
        else (part.text, part.font.vertAlign or (part.font.color.rgb if part.font.color else ""))
        for part in value
    ]


@pytest.mark.parametrize("shared", [False, True])
def test_fix_keeps_superscripts_and_red_words(tmp_path: Path, *, shared: bool) -> None:
    cells = {
        "E16": CellRichText("≧ 2", TextBlock(RED, "万"), "m", TextBlock(SUPERSCRIPT, "2")),
        "F16": CellRichText("1.8万m", TextBlock(SUPERSCRIPT, "2")),
        "B23": CellRichText(TextBlock(RED, "　　良"), "。已建成", TextBlock(RED, "12个"), "。"),
    }
    path = rich_case(tmp_path, cells, {})
    copy = fix_copy(process(save_as_excel(path) if shared else path), tmp_path / "改.xlsx")
    assert runs(copy.target, "E16") == [
        ("≥2", ""), ("万", "FFFF0000"), ("m", ""), ("2", "superscript")
    ]  # fmt: skip
    assert runs(copy.target, "B23") == [
        ("　　优", "FFFF0000"), ("。已建成", ""), ("12个", "FFFF0000"), ("。", "")
    ]  # fmt: skip
    assert runs(copy.target, "F16") == [("1.8万m", ""), ("2", "superscript")]


def test_a_score_in_a_rich_cell_keeps_the_colour(tmp_path: Path) -> None:
    path = rich_case(tmp_path, {"H16": CellRichText(TextBlock(RED, "8.5"), "")}, {})
    filled = fill_scores(process(path), tmp_path / "填.xlsx")
    cell = openpyxl.load_workbook(filled.target).worksheets[0]["H16"]
    assert (cell.value, cell.font.color.rgb) == (9, "FFFF0000")


def test_words_that_the_format_adds_are_not_written_twice(tmp_path: Path) -> None:
    path = to_workbook(changed(sound(), {"F15": "'１２"}), tmp_path / "格式.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["F15"].number_format = '@"个"'
    book.save(path)
    change = edit_at(book.worksheets[0].title, 15, 6, "１２个", "12个", "实际完成值")
    write_changes(path, [change], tmp_path / "改.xlsx")
    grid = read_workbook(tmp_path / "改.xlsx").grids[0]
    assert (grid.text(15, 6), grid.cells[15, 6].value) == ("12个", "12")


def test_numbers_and_empty_cells_as_before(tmp_path: Path) -> None:
    path = rich_case(tmp_path, {"J16": CellRichText("备", TextBlock(RED, "注"))}, {})
    name = openpyxl.load_workbook(path).worksheets[0].title
    changes = [
        edit_at(name, 16, 10, "备注", "", "备注"),
        edit_at(name, 16, 8, "9", Decimal("8.25"), "得分"),
        edit_at(name, 30, 2, "", "新", "备注"),
    ]
    write_changes(path, changes, tmp_path / "改.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "改.xlsx").worksheets[0]
    assert [sheet[cell].value for cell in ("J16", "H16", "B30")] == [None, 8.25, "新"]
