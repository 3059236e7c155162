"""成表写成 Word：内容与工作簿一样，一级、二级指标合并得对，模板写错的说一句。"""

import subprocess
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from command_line import perfxl
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from gridtext import changed, to_workbook
from printed_pages import office
from rule_case import sound

from perfxl.hosts.word_files import MERGED_UP
from perfxl.many_files.results import read_file
from perfxl.many_files.word_forms import WORD_FORMS
from perfxl.shipped import shipped_folder

WORKBOOKS = shipped_folder("workbooks")
EVALUATION = WORKBOOKS / "自评表" / "01_szyf_exam.xlsx"
APPLICATION = WORKBOOKS / "申报表" / "002_03_公益性岗位补贴.xlsx"


def made(form: str, source: Path, target: Path, *more: object) -> WordTable:
    done = perfxl("make", form, "--from", source, "-o", target, *more)
    assert done.code == 0, done.out + done.err
    return Document(str(target)).tables[0]


def merge_of(table: WordTable, row: int, column: int) -> str:
    """一格上下合并的头（restart）、接着的（continue）、没有合并（空）。"""
    cells = table._tbl.findall(qn("w:tr"))[row].findall(qn("w:tc"))
    place = 0
    for cell in cells:
        if place == column:
            found = cell.find(f"./{qn('w:tcPr')}/{qn('w:vMerge')}")
            return "" if found is None else str(found.get(qn("w:val")))
        span = cell.find(f"./{qn('w:tcPr')}/{qn('w:gridSpan')}")
        place += int(span.get(qn("w:val"))) if span is not None else 1
    raise AssertionError((row, column))


def texts(table: WordTable, row: int) -> list[str]:
    cells = table._tbl.findall(qn("w:tr"))[row].findall(qn("w:tc"))
    return ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in cells]


def test_an_evaluation_says_what_the_workbook_says(tmp_path: Path) -> None:
    source = to_workbook(sound(), tmp_path / "评.xlsx")
    table = made("自评表", source, tmp_path / "评.docx")
    document = read_file(source).document
    assert document is not None
    rows = [texts(table, n) for n in range(len(table._tbl.findall(qn("w:tr"))))]
    whole = "\n".join("|".join(row) for row in rows)
    for indicator in document.tables[0].indicators:
        said = (indicator.level3.text, indicator.target.text, indicator.actual.text)
        assert any(set(said) <= set(row) for row in rows), said
    assert "乡镇图书室建设" in whole
    assert "180,000" in whole
    assert "95%" in whole
    assert ["总分", "100", "98.5", "等级：优"] in rows
    assert MERGED_UP not in whole
    assert "{" not in whole


@pytest.mark.libreoffice
def test_an_ordinary_evaluation_is_one_page(tmp_path: Path) -> None:
    target = tmp_path / "评.docx"
    made("自评表", WORKBOOKS / "自评表", target)
    command = [office(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    document = pypdfium2.PdfDocument(target.with_suffix(".pdf"))
    try:
        said = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    single = [page for page in said if "填报单位" in page and "联系电话" in page]
    assert len(single) >= sum("填报单位" in page for page in said) * 3 / 4
    assert all("自评结论" in page for page in single)


def test_equal_levels_are_one_cell_and_different_ones_are_not(tmp_path: Path) -> None:
    source = to_workbook(sound(), tmp_path / "评.xlsx")
    table = made("自评表", source, tmp_path / "评.docx")
    count = len(table._tbl.findall(qn("w:tr")))
    first = next(n for n in range(count) if "建成图书室数量" in texts(table, n))
    # 产出指标五行一格；数量指标两行一格，质量、时效、成本各一格。
    assert [merge_of(table, first + n, 1) for n in range(7)] == [
        *("restart", "continue", "continue", "continue", "continue", "", "")
    ]
    assert [merge_of(table, first + n, 2) for n in range(5)] == ["restart", "continue", "", "", ""]
    # 左边的“绩效指标”从表头起一直到末一行。
    assert merge_of(table, first - 1, 0) == "restart"
    assert {merge_of(table, first + n, 0) for n in range(7)} == {"continue"}


def test_the_same_level2_under_another_level1_is_not_merged(tmp_path: Path) -> None:
    grid = changed(sound(), {"B20": "产出指标\n（50分）", "C20": "数量指标"})
    source = to_workbook(grid, tmp_path / "评.xlsx")
    table = made("自评表", source, tmp_path / "评.docx")
    rows = table._tbl.findall(qn("w:tr"))
    first = next(n for n in range(len(rows)) if "丰富群众文化生活" in texts(table, n))
    assert merge_of(table, first, 2) == ""


def test_several_projects_make_one_document_each_on_its_own_page(tmp_path: Path) -> None:
    made("自评表", WORKBOOKS / "自评表", tmp_path / "评.docx")
    document = Document(str(tmp_path / "评.docx"))
    assert len(document.tables) == len(list((WORKBOOKS / "自评表").glob("*.xlsx")))
    titles = [each for each in document.paragraphs if each.paragraph_format.page_break_before]
    assert len(titles) == len(document.tables)


def test_an_application_and_a_folder_of_documents(tmp_path: Path) -> None:
    table = made("申报表", APPLICATION, tmp_path / "申.docx")
    rows = [texts(table, n) for n in range(len(table._tbl.findall(qn("w:tr"))))]
    assert ["项目名称", "公益性岗位补贴"] in rows
    assert any("预算资金" in row and "40" in row for row in rows)
    done = perfxl("make", "申报表", "--from", APPLICATION, "--word", "-o", tmp_path / "夹")
    assert done.code == 0, done.err
    assert [each.suffix for each in (tmp_path / "夹").iterdir()] == [".docx"]


@pytest.mark.parametrize("form", WORD_FORMS)
def test_a_word_template_is_taken_checked_and_used(form: str, tmp_path: Path) -> None:
    own = tmp_path / f"我的{form}.docx"
    assert perfxl("template", "new", form, "-o", own).code == 0
    done = perfxl("template", "check", own)
    assert done.code == 0, done.out + done.err
    source = EVALUATION if form == "自评表" else APPLICATION
    made(form, source, tmp_path / "成.docx", "--template", own)


def replaced(source: Path, target: Path, old: str, new: str) -> Path:
    """换掉正文里的一段字，别的部件不动。"""
    with ZipFile(source) as package, ZipFile(target, "w") as made_package:
        for info in package.infolist():
            data = package.read(info)
            if info.filename == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            made_package.writestr(info, data)
    return target


def test_an_unknown_name_in_a_word_template_is_told(tmp_path: Path) -> None:
    source = shipped_folder("templates") / "自评表.docx"
    own = replaced(source, tmp_path / "自评表改.docx", "行.三级指标", "行.三极指标")
    done = perfxl("template", "check", own)
    assert done.code == 2
    assert "“指标”里没有“三极指标”" in done.err
    target = tmp_path / "成.docx"
    done = perfxl("make", "自评表", "--from", EVALUATION, "-o", target, "--template", own)
    assert done.code == 2
    assert not target.exists()


def test_a_loop_without_end_in_a_word_template_is_refused(tmp_path: Path) -> None:
    source = shipped_folder("templates") / "自评表.docx"
    own = replaced(source, tmp_path / "坏.docx", "{{表.标题}}", "{{ '长' * 10 ** 9 }}{{表.标题}}")
    target = tmp_path / "成.docx"
    done = perfxl("make", "自评表", "--from", EVALUATION, "-o", target, "--template", own)
    assert done.code == 2
    assert "算不成" in done.err
    assert not target.exists()


def test_what_does_not_go_into_word_is_said_before_reading(tmp_path: Path) -> None:
    for more, said in (
        (
            ("make", "监控表", "--from", APPLICATION, "-o", tmp_path / "a.docx"),
            "没有随带的 Word 模板",
        ),
        (("make", "自评表", "--blank", "-o", tmp_path / "a.docx"), "只写成 .xlsx"),
        (
            ("make", "自评表", "--from", EVALUATION, "--word", "-o", tmp_path / "a.xlsx"),
            "请把 -o 写成 .docx",
        ),
    ):
        done = perfxl(*more)
        assert done.code == 2
        assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_text_like_a_formula_or_a_tag_stays_text(tmp_path: Path) -> None:
    grid = changed(sound(), {"C4": "=1+1<b>{{表.标题}}</b>&"})
    source = to_workbook(grid, tmp_path / "评.xlsx")
    table = made("自评表", source, tmp_path / "评.docx")
    assert "=1+1<b>{{表.标题}}</b>&" in texts(table, 0)
