"""成表写成 Word：内容与工作簿一样，一级、二级指标合并得对，模板写错的说一句。"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from command_line import perfxl
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from gridtext import Rows, changed, parse_rows, to_workbook
from openpyxl.comments import Comment
from rule_case import sound
from word_documents import with_indicators, written

from perfxl.hosts.word_cells import row_cells
from perfxl.many_files.results import read_file
from perfxl.plans.document_template import MERGED_UP
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
    assert "180,000.00" in whole
    assert "95.00%" in whole
    assert ["总分", "100", "98.50", "等级：优"] in rows
    assert MERGED_UP not in whole
    assert "{" not in whole


def tables_of(rows: Rows, folder: Path) -> list[WordTable]:
    """写成 Word 以后，各页上的表。"""
    source = to_workbook(rows, folder / "评.xlsx")
    made("自评表", source, folder / "评.docx")
    return list(Document(str(folder / "评.docx")).tables)


def all_texts(table: WordTable) -> list[list[str]]:
    return [texts(table, n) for n in range(len(table._tbl.findall(qn("w:tr"))))]


def test_the_head_and_the_labels_are_written_again_on_every_page(tmp_path: Path) -> None:
    first, *following = tables_of(with_indicators(60), tmp_path)
    assert following
    assert ["总分", "700", "98.50", "等级：优"] in all_texts(following[-1])
    for table in following:
        head, row = all_texts(table)[:2]
        assert head[1:5] == ["一级指标", "二级指标", "三级指标", "年度指标值（A）"]
        assert row[:3] == ["绩效指标", "产出指标（50分）", "质量指标"]
        assert "图书验收合格率之" in row[3]
        assert [merge_of(table, 1, column) for column in range(3)] == ["restart"] * 3
    assert all_texts(first)[-1][:3] == ["", "", ""]


def test_a_head_of_two_rows_is_written_again_as_it_was(tmp_path: Path) -> None:
    """科目编码、科目名称两行合并的，下一页也合并，字还在。"""
    rows = sound("功能分类")
    first = next(n for n, row in enumerate(rows) if row[0] == "2070109")
    more = [[f"207{n:04d}", f"科目{n}", *rows[first][2:]] for n in range(60)]
    source = to_workbook([*rows[: first + 1], *more, *rows[first + 1 :]], tmp_path / "类.xlsx")
    made("功能分类批复表", source, tmp_path / "类.docx")
    first_page, *following = Document(str(tmp_path / "类.docx")).tables
    assert following
    for table in following:
        assert all_texts(table)[:2] == all_texts(first_page)[:2]
        assert [merge_of(table, row, 0) for row in range(3)] == ["restart", "continue", ""]
        assert all_texts(table)[0][:2] == ["科目编码", "科目名称"]


def test_no_row_is_cut_by_a_page(tmp_path: Path) -> None:
    for table in tables_of(with_indicators(30), tmp_path):
        rows = table._tbl.findall(qn("w:tr"))
        assert all(row.find(f"./{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_a_row_higher_than_a_page_is_continued_on_the_next(tmp_path: Path) -> None:
    reason = "根据新出台的资金管理办法，本年工作安排作了调整，改进措施：提前谋划。" * 60
    tables = tables_of(changed(sound(), {"I16": reason}), tmp_path)
    assert len(tables) > 1
    rows = [row for table in tables for row in all_texts(table)]
    reasons = [row[8] for row in rows if len(row) == 10 and "三级指标" not in row]
    assert reason in "".join(reasons).replace("（接上页）", "")
    # 三级指标、得分只写一遍，接着的一段左边重写一级、二级。
    assert sum("配置图书册数" in row for row in rows) == 1
    continued = all_texts(tables[-1])[1]
    assert continued[:8] == ["绩效指标", "产出指标（50分）", "数量指标", *[""] * 5]


def test_a_conclusion_on_a_page_of_its_own_has_no_head_of_indicators(tmp_path: Path) -> None:
    rows = changed(with_indicators(17), {"B40": "优。" + "图书室已全部开放，读者满意。" * 90})
    last = all_texts(tables_of(rows, tmp_path)[-1])
    assert last[-1][0] == "自评结论"
    heads = [row for row in last if "三级指标" in row]
    assert bool(heads) == any("读者满意度" in row for row in last)


def test_an_evaluation_with_room_keeps_its_size_and_a_long_one_is_smaller(tmp_path: Path) -> None:
    sizes = []
    for count in (0, 8):
        [table] = tables_of(with_indicators(count), tmp_path)
        found = {int(each.get(qn("w:val"))) for each in table._tbl.iter(qn("w:sz"))}
        sizes.append(found)
        (tmp_path / "评.docx").unlink()
    assert sizes[0] == {20}
    assert len(sizes[1]) == 1
    assert 15 <= min(sizes[1]) < 20


def test_numbers_are_written_as_in_the_workbook(tmp_path: Path) -> None:
    [table] = tables_of(changed(sound(), {"F7": "171000.5"}), tmp_path)
    rows = all_texts(table)
    total = next(row for row in rows if "年度资金总额" in row)
    assert total[2:] == ["200,000.00", "180,000.00", "171,000.50", "10", "95.00%", "9.50"]
    assert next(row for row in rows if "建成图书室数量" in row)[6:8] == ["10", "10.00"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # 一行比一页还高；每一行都是“重复标题行”；列窄得一个字也写不下。
        ('w:trHeight w:val="340"', 'w:trHeight w:val="20000"'),
        ("<w:cantSplit/>", "<w:cantSplit/><w:tblHeader/>"),
        ('w:gridCol w:w="1474"', 'w:gridCol w:w="1"'),
    ],
)
def test_an_odd_template_of_ones_own_still_makes_a_form(old: str, new: str, tmp_path: Path) -> None:
    own = replaced(
        shipped_folder("templates") / "自评表.docx", tmp_path / "自评表怪.docx", old, new
    )
    source = to_workbook(with_indicators(12), tmp_path / "评.xlsx")
    made("自评表", source, tmp_path / "评.docx", "--template", own)
    rows = [row for t in Document(str(tmp_path / "评.docx")).tables for row in all_texts(t)]
    assert sum("图书验收合格率之7" in row for row in rows) == 1
    assert any("总分" in row for row in rows)


def test_a_template_whose_table_cannot_be_measured_is_laid_out_by_word(tmp_path: Path) -> None:
    source = shipped_folder("templates") / "自评表.docx"
    own = replaced(source, tmp_path / "自评表宽.docx", 'w:gridCol w:w="680"', 'w:gridCol w:w="5%"')
    given = to_workbook(with_indicators(60), tmp_path / "评.xlsx")
    made("自评表", given, tmp_path / "评.docx", "--template", own)
    assert len(Document(str(tmp_path / "评.docx")).tables) == 1


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


def test_what_is_printed_around_the_table_is_in_the_document_too(tmp_path: Path) -> None:
    """附件号在标题以上，另起一页的是它；填表说明在表下。"""
    wide = ["<"] * 9
    note = "注：本表一式两份，随决算报送。"
    rows = [["附件4", *wide], *sound(), [note, *wide]]
    source = to_workbook(rows, tmp_path / "评.xlsx")
    made("自评表", source, tmp_path / "评.docx")
    document = Document(str(tmp_path / "评.docx"))
    said = [each.text for each in document.paragraphs if each.text]
    assert said[:2] == ["附件4", "项目支出绩效自评表"]
    assert note in said
    breaks = [each.text for each in document.paragraphs if each.paragraph_format.page_break_before]
    assert breaks == ["附件4"]


def test_several_projects_make_one_document_each_on_its_own_page(tmp_path: Path) -> None:
    made("自评表", WORKBOOKS / "自评表", tmp_path / "评.docx")
    document = Document(str(tmp_path / "评.docx"))
    count = len(list((WORKBOOKS / "自评表").glob("*.xlsx")))
    assert sum("项目名称" in texts(table, 0) for table in document.tables) == count
    breaks = [each for each in document.paragraphs if each.paragraph_format.page_break_before]
    assert sum("自评表" in each.text for each in breaks) == count
    # 别的都是一张表里换页的空段。
    assert len(document.tables) == len(breaks)
    assert all(not each.text for each in breaks if "自评表" not in each.text)


def test_an_application_and_a_folder_of_documents(tmp_path: Path) -> None:
    table = made("申报表", APPLICATION, tmp_path / "申.docx")
    rows = [texts(table, n) for n in range(len(table._tbl.findall(qn("w:tr"))))]
    assert ["项目名称", "公益性岗位补贴"] in rows
    assert any("预算资金" in row and "40.00" in row for row in rows)
    done = perfxl("make", "申报表", "--from", APPLICATION, "--word", "-o", tmp_path / "夹")
    assert done.code == 0, done.err
    assert [each.suffix for each in (tmp_path / "夹").iterdir()] == [".docx"]


# 由哪一份写成：批复表由申报表得来，别的照原样。
SOURCES = {
    "自评表": EVALUATION,
    "申报表": APPLICATION,
    "批复表": APPLICATION,
    "目标表": WORKBOOKS / "目标表" / "000_10_就业补助资金.xlsx",
    "部门整体目标表": WORKBOOKS / "申报表" / "002_01_部门整体支出绩效目标表.xlsx",
    "监控表": WORKBOOKS / "监控表" / "基层文化活动经费.xlsx",
}


@pytest.mark.parametrize("form", SOURCES)
def test_a_word_template_is_taken_checked_and_used(form: str, tmp_path: Path) -> None:
    own = tmp_path / f"我的{form}.docx"
    assert perfxl("template", "new", form, "-o", own).code == 0
    done = perfxl("template", "check", own)
    assert done.code == 0, done.out + done.err
    made(form, SOURCES[form], tmp_path / "成.docx", "--template", own)


def in_the_workbook(path: Path) -> list[str]:
    """成表的工作簿里写着的字（数不在内）。"""
    sheets = openpyxl.load_workbook(path).worksheets
    cells = (cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return ["".join(each.split()) for each in cells if isinstance(each, str)]


@pytest.mark.parametrize("form", [*SOURCES, "部门整体自评"])
def test_a_document_says_all_the_workbook_says(form: str, tmp_path: Path) -> None:
    """工作簿里的每一格都在；没有写进的说得一样。"""
    source = SOURCES.get(form, SOURCES["部门整体目标表"])
    name = form if form in SOURCES else "自评表"
    said = []
    for path in (tmp_path / "成.xlsx", tmp_path / "成.docx"):
        done = perfxl("make", name, "--from", source, "-o", path)
        assert done.code == 0, done.err
        lines = done.err.splitlines()[1:]
        said.append([line for each in lines if (line := each.partition("没有写进：")[2])])
    assert said[0] == said[1]
    whole = written(tmp_path / "成.docx")
    labels = in_the_workbook(shipped_folder("templates") / f"{name}.xlsx")
    missing = [
        each
        for each in in_the_workbook(tmp_path / "成.xlsx")
        if each not in labels and each.removesuffix("（万元）") not in whole
    ]
    assert missing == []


def with_more_columns() -> Rows:
    """有分值、说明、实施期指标的申报表。"""
    return parse_rows("""\
项目支出绩效目标申报表 | | | | | | |
编制单位（盖章）：云溪县图书馆 | | | | | | |
项目名称 | 乡镇图书室建设 | < | < | < | < | < | <
实施期目标 | 建成并开放全部图书室 | < | < | < | < | < | <
年度目标 | 建成图书室 | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 指标解释及计算公式 | 说明
^ | 产出指标 | 数量指标 | 建成图书室数量 | =10个 | 40 | 照验收单 | 含改建
^ | 效益指标 | 社会效益指标 | 借阅人次 | ≥2万人次 | 50 | 照系统 |
实施期绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 指标解释及计算公式 | 说明
^ | 产出指标 | 数量指标 | 三年建成图书室数量 | =30个 | 90 | 照规划 | 三年合计
""")


def test_an_application_has_every_column_the_data_have(tmp_path: Path) -> None:
    source = to_workbook(with_more_columns(), tmp_path / "申.xlsx")
    table = made("申报表", source, tmp_path / "成.docx")
    rows = all_texts(table)
    head = next(row for row in rows if "三级指标" in row)
    assert head[1:] == [
        *("一级指标", "二级指标", "三级指标", "指标值", "分值", "指标解释及计算公式"),
        *("上年度指标值或实际水平", "说明"),
    ]
    own = next(row for row in rows if "建成图书室数量" in row)
    assert own[3:] == ["建成图书室数量", "=10个", "40", "照验收单", "", "含改建"]
    assert next(row for row in rows if "三年建成图书室数量" in row)[3:] == [
        *("三年建成图书室数量", "=30个", "90", "照规划", "", "三年合计")
    ]
    assert any("实施期目标" in row and "建成并开放全部图书室" in row for row in rows)


def test_a_column_no_row_has_is_left_out_and_the_others_fill_the_page(tmp_path: Path) -> None:
    rows = [[cell for place, cell in enumerate(row) if place != 5] for row in with_more_columns()]
    source = to_workbook(rows, tmp_path / "申.xlsx")
    table = made("申报表", source, tmp_path / "成.docx")
    assert not any("分值" in row or "指标性质" in row for row in all_texts(table))
    widths = [int(each.get(qn("w:w"))) for each in table._tbl.iter(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx(9748, abs=20)
    for row in table._tbl.findall(qn("w:tr")):
        spans = [cell.right - cell.left + 1 for cell in row_cells(row)]
        assert sum(spans) == len(widths)


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
    assert done.code == 1
    assert "表格第 19 行第 4 格　“指标”里没有“三极指标”，是不是“三级指标”" in done.err
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
            ("make", "批复清单", "--from", APPLICATION, "-o", tmp_path / "a.docx"),
            "按项目重复，换不成 Word 的模板",
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


def test_what_a_word_template_has_no_place_for_is_told_as_for_a_workbook(tmp_path: Path) -> None:
    """附件号、说明、落款、批注……：没有写进的，两种模板说得一样，连同原来的格。"""
    wide = ["<"] * 9
    rows = [["附件4", *wide], *sound(), ["注：本表一式两份。", *wide], ["审核人：李四", *wide]]
    source = to_workbook(rows, tmp_path / "评.xlsx")
    book = openpyxl.load_workbook(source)
    book.worksheets[0]["D12"].comment = Comment("请补材料", "某人")
    book.save(source)
    own = openpyxl.load_workbook(shipped_folder("templates") / "自评表.xlsx")
    for place in ("A1", "A7", "C7", "I7", "J7", "A18", "A19", "A20", "M14", "C16"):
        own.worksheets[0][place] = None
    own.save(tmp_path / "自评表少.xlsx")
    said = []
    for suffix in (".xlsx", ".docx"):
        target = tmp_path / f"成{suffix}"
        given = ("make", "自评表", "--from", source, "-o", target)
        done = perfxl(*given, "--template", tmp_path / "自评表少.xlsx")
        assert done.code == 0, done.err
        said.append([line.partition("没有写进：")[2] or line for line in done.err.splitlines()[1:]])
    assert said[0] == said[1]
    left = "自评结论（B24）、附件号（A1）、附注（A26）、指标.备注（J20）、栏目（A25 等 2 格）"
    assert left in said[1]
    assert any("表!D12 的批注，没有写进" in line for line in said[1])
    assert "附件4" not in written(tmp_path / "成.docx")


def test_a_name_of_money_that_wraps_keeps_its_indent_and_a_head_its_bracket(tmp_path: Path) -> None:
    rows = changed(sound(), {"C8": "其中：当年一般公共预算财政拨款"})
    [table] = tables_of(rows, tmp_path)
    cells = ["".join(_lines(cell)) for cell in table._tbl.iter(qn("w:tc"))]
    name = next(each for each in cells if "一般公共预算" in each.replace("\n　", ""))
    assert name.startswith("　")
    assert all(line.startswith("　") for line in name.split("\n"))
    assert "全年预算数\n（A）" in cells


def _lines(cell: Any) -> Iterator[str]:
    for each in cell.iter(qn("w:t"), qn("w:br")):
        yield each.text or "" if each.tag == qn("w:t") else "\n"


def test_amounts_of_an_application_stand_at_the_right(tmp_path: Path) -> None:
    table = made("申报表", APPLICATION, tmp_path / "申.docx")
    amounts = [
        cell.paragraphs[0].alignment
        for row in table.rows
        for cell in row.cells
        if re.fullmatch(r"[\d,]+\.\d\d", cell.text)
    ]
    assert amounts
    assert {*amounts} == {WD_ALIGN_PARAGRAPH.RIGHT}
