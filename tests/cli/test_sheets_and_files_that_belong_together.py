"""几张工作表上的一张表：评分、标注写进各自的工作表；汇总表与各项目的自评表：校验、审核意见都说。"""

import json
from pathlib import Path

from command_line import perfxl
from docx import Document
from gridtext import Rows, changed, to_grid
from openpyxl import Workbook, load_workbook
from rule_case import parse_case, sound

EVALUATION = sound("自评表")
RULES = Path(__file__).parent.parent / "rules"


def saved(path: Path, *sheets: tuple[str, Rows]) -> Path:
    book = Workbook()
    del book[book.active.title]
    for name, rows in sheets:
        sheet, grid = book.create_sheet(name), to_grid(rows, name)
        for (row, column), cell in grid.cells.items():
            sheet.cell(row, column, cell.value if isinstance(cell.value, str) else cell.number)
        for block in grid.merged:
            sheet.merge_cells(block.address)
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


def test_scores_and_marks_are_written_into_their_own_sheets(tmp_path: Path) -> None:
    rows = changed(EVALUATION, {"H16": "8.5", "H20": "31"})
    lower = [["" if cell == "^" else cell for cell in rows[18]], *rows[19:]]
    book = saved(tmp_path / "自评.xlsx", ("一", rows[:18]), ("续", lower))
    assert perfxl("score", book, "-o", tmp_path / "评分").code == 0
    [copy] = (tmp_path / "评分").iterdir()
    written = load_workbook(copy)
    assert (written["一"]["H16"].value, written["续"]["H2"].value) == (9, 30)
    assert written["一"]["H2"].value == load_workbook(book)["一"]["H2"].value
    perfxl("check", book, "--mark", "-o", tmp_path / "标注")
    [copy] = (tmp_path / "标注").iterdir()
    marked = load_workbook(copy)
    assert marked["续"]["H2"].comment is not None
    assert "PX305" in marked["续"]["H2"].comment.text
    assert marked["一"]["H2"].comment is None
    told = json.loads(perfxl("check", book, "--format", "json").out)["findings"]
    assert ("PX305", "续", "H2") in {(each["rule"], each["sheet"], each["cells"]) for each in told}


def folder(tmp_path: Path) -> Path:
    """三行的汇总表、两行的自评表，和没有列进去的一张。"""
    case = (RULES / "PX641" / "bad.case").read_text("utf-8")
    more = "\n[自评表 丁.xlsx]\nC4 = 红色文化展览\n"
    for number, section in enumerate(parse_case(case + more)):
        rows = changed(sound(section.base), section.changes)
        saved(tmp_path / "单位" / f"{number}.xlsx", (section.base, rows))
    return tmp_path / "单位"


def test_a_summary_and_the_forms_of_its_folder(tmp_path: Path) -> None:
    own = folder(tmp_path)
    told = json.loads(perfxl("check", own, "--format", "json").out)["findings"]
    places = {each["rule"]: each["cells"] for each in told if each["rule"].startswith("PX64")}
    assert places == {"PX641": "B6", "PX642": "C4"}
    alone = perfxl("check", own / "2.xlsx", own / "0.xlsx", "--format", "json")
    assert not [each for each in json.loads(alone.out)["findings"] if "PX64" in each["rule"]]
    perfxl("letter", own, "-o", tmp_path / "信")
    text = "\n".join(
        paragraph.text
        for letter in (tmp_path / "信").glob("*.docx")
        for paragraph in Document(str(letter)).paragraphs
    )
    assert "流动图书车" in text
    assert "红色文化展览" in text
