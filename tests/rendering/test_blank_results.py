"""成的自评表还要人填哪几格：说的是写出的那一份里的格，不是原来那张表的。"""

from pathlib import Path

import openpyxl
from command_line import perfxl
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl import read
from perfxl.actions.forms_made import made_form
from perfxl.many_files.making import made_sheets, sources_of, template_path, write_sheets
from perfxl.many_files.results import process
from perfxl.model.table import Table


def _made(source: Path, target: Path) -> tuple[Table, tuple[str, ...]]:
    form = made_form("自评表")
    assert form is not None
    sheets = made_sheets(sources_of(form, [[process(source, check=False)]]), made=form)
    write_sheets(sheets, target)
    [table] = read(target).tables
    return table, sheets[0].cautions


def test_the_cells_named_are_those_of_the_made_form(tmp_path: Path) -> None:
    source = tmp_path / "收.xlsx"
    to_workbook(sound(), source)
    [table] = read(source).tables
    first, second = table.indicators[:2]
    blank = {first.target.cell: "明显改善", first.actual.cell: "部分改善", first.score.cell: ""}
    blank |= {second.actual.cell: "", table.goals["actual"].cell: ""}
    rows = changed(sound(), blank)
    to_workbook([[""] * len(rows[0]), [""] * len(rows[0]), *rows], source)  # 原表低两行
    made, said = _made(source, tmp_path / "成.xlsx")
    [blanks] = [each for each in said if each.startswith("写出的这一份里还空着：")]
    assert any(
        each.startswith(f"可得的分：{made.indicators[0].score.cell}“") and each.endswith("0—10 分")
        for each in said
    )
    row, other = made.indicators[:2]
    assert f"{row.score.cell} 得分" in blanks
    assert f"{other.actual.cell} 实际完成值" in blanks
    assert f"{made.goals['actual'].cell} 实际完成情况" in blanks
    assert other.score.cell not in blanks  # 漏填完成值的，不叫人去填分


def test_scores_that_even_out_are_still_said(tmp_path: Path) -> None:
    """一行填得不对、总分填对了：换了哪一行的得分照样说。"""
    source = tmp_path / "收.xlsx"
    to_workbook(sound(), source)
    [table] = read(source).tables
    row = table.indicators[0]
    to_workbook(changed(sound(), {row.score.cell: "1"}), source)
    _, said = _made(source, tmp_path / "成.xlsx")
    assert any(
        each.startswith(f"得分与原来填的不同：{row.score.cell} 填 1，应得 ") for each in said
    )


def test_a_default_printed_by_the_template_is_not_blank(tmp_path: Path) -> None:
    source, own = tmp_path / "收.xlsx", tmp_path / "我的.xlsx"
    to_workbook(changed(sound(), {"A3": "填报单位（盖章）：", "G5": ""}), source)
    held = openpyxl.load_workbook(template_path("自评表"))
    [cell] = [
        each
        for row in held.worksheets[0].iter_rows()
        for each in row
        if "{{填报单位}}" in str(each.value)
    ]
    cell.value = "填报单位（盖章）：{{填报单位 or '某县教育局'}}"
    held.save(own)
    form = made_form("自评表")
    assert form is not None
    sources = sources_of(form, [[process(source, check=False)]])
    for template, blank in ((None, True), (own, False)):
        [sheet] = made_sheets(sources, made=form, template=template)
        said = [each for each in sheet.cautions if each.startswith("写出的这一份里还空着：")]
        assert any("填报单位" in each for each in said) is blank


def test_a_word_form_to_fill_names_what_is_blank(tmp_path: Path) -> None:
    """由批复写成 Word 的：要填哪几样，和程序读不到 Word。"""
    rows = [
        "某县2025年项目支出绩效目标批复表 | < | < | <",
        "项目名称 | 助学 | 实施单位 | 某学校",
        "资金情况（万元） | 年度资金总额 | 100 | <",
        "年度总体目标 | 资助到位 | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | 资助人数 | ≥90人",
    ]
    source = to_workbook([row.split(" | ") for row in rows], tmp_path / "批.xlsx", "批复")
    done = perfxl("make", "自评表", "--from", source, "-o", tmp_path / "填.docx")
    assert done.code == 0, done.err
    [said] = [line for line in done.err.splitlines() if "还要填：" in line]
    for what in ("填报日期", "实际完成情况", "实际完成值", "全年执行数"):
        assert what in said
    assert "写成 .xlsx" in said
