"""由去年的表写新一年待填的：名称、类别、符号照去年，指标值在上年度一栏，要填的空着，都说出来。"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import perfxl
from gridtext import parse_rows, to_workbook
from making import only_table_in

from perfxl.actions.form_sources import sources_of
from perfxl.actions.forms_made import known_form
from perfxl.actions.next_year import next_year_sources
from perfxl.actions.outcome import MadeSheet
from perfxl.many_files.file_result import assessments_of
from perfxl.many_files.making import made_sheets, write_sheets
from perfxl.many_files.results import process, read_file
from perfxl.rendering.derived.errors import NotDerivableError

APPLICATION = """
云溪县2024年项目支出绩效目标申报表 | < | < | < | < | < | <
项目名称 | 2024年公共文化服务 | < | < | < | < | <
项目负责人 | 张某 | 项目计划实施时间 | 2024年1月至12月 | < | < | <
项目资金（万元） | 实施期资金总额 | 300 | 年度资金总额 | 100 | < | <
^ | 其中：财政拨款 | 300 | 其中：财政拨款 | 100 | < | <
年度总体目标 | 建成12个图书室 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 指标解释及计算公式 | 上年度指标值或实际水平 | 分值
产出指标 | 数量指标 | 建成图书室数量 | ≥12个 | 验收的个数 | 8个 | 30
^ | 质量指标 | 验收合格率 | '=100% | 合格数÷总数 | | 20
^ | 时效指标 | 完成时间 | 12月底前 | | | 10
效益指标 | 社会效益指标 | 丰富群众文化生活 | 有效丰富 | | | 30
满意度指标 | 服务对象满意度指标 | 读者满意度 | 90% | | | 10
"""
EVALUATION = """
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 公共文化服务 | < | < | < | < | < | <
项目资金（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 100 | 90 | 10 | 90% | 9
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 未完成原因分析
产出指标 | 数量指标 | 建成图书室数量 | ≥12个 | 11个 | 50 | 45.83 | 原因：停工。改进措施：早开工。
效益指标 | 社会效益指标 | 丰富群众文化生活 | 有效丰富 | 达成预期指标 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 92% | 10 | 10 |
总分 | < | < | < | < | 100 | 94.83 |
"""
LIST = """
2024年部门预算项目支出绩效目标批复表 | < | < | < | < | < | < | < | < | < | < | <
单位：万元 | | | | | | | | | | |
单位名称 | 项目名称 | 项目类别 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 绩效指标性质 | 指标值 | 度量单位 | 分值
甲局 | 001-培训 | 特定目标类 | 10 | 办好培训 | 产出指标 | 数量指标 | 培训人数 | ≥ | 190 | 人 | 50
^ | ^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 满意度 | ≥ | 90 | % | 40
"""


def book(text: str, path: Path) -> Path:
    return to_workbook(parse_rows(text), path)


def renew(name: str, *paths: Path, year: int | None = None, target: Path) -> list[MadeSheet]:
    made = known_form(name)
    results = assessments_of([process(path) for path in paths])
    sheets = made_sheets(next_year_sources(made, results, year), made=made)
    write_sheets(sheets, target)
    return sheets


def test_last_years_application_is_opened_for_the_next_year(tmp_path: Path) -> None:
    source = book(APPLICATION, tmp_path / "去年.xlsx")
    [sheet] = renew("申报表", source, year=2025, target=tmp_path / "新.xlsx")
    new = only_table_in(tmp_path / "新.xlsx")
    assert (new.title.text, new.year) == ("云溪县2025年项目支出绩效目标申报表", 2025)
    assert new.project == "2024年公共文化服务"
    assert new.fields["项目负责人"].text == "张某"
    assert "项目计划实施时间" not in new.fields
    assert new.goals["expected"].text == ""
    rows = [
        (r.level2.text, r.level3.text, r.target.text, r.last_year.text, r.weight.number)
        for r in new.indicators
    ]
    # 没有写符号的（90%、12月底前），不替它补。
    assert rows == [
        ("数量指标", "建成图书室数量", "≥", "≥12个", 30),
        ("质量指标", "验收合格率", "=", "=100%", 20),
        ("时效指标", "完成时间", "", "12月底前", 10),
        ("社会效益指标", "丰富群众文化生活", "", "有效丰富", 30),
        ("服务对象满意度指标", "读者满意度", "", "90%", 10),
    ]
    assert new.indicators[0].explanation.text == "验收的个数"
    assert new.annual_total is not None
    assert new.annual_total.initial.number is None
    assert new.whole_period_total is not None
    assert new.whole_period_total.initial.number == 300
    filled, checked, *_ = sheet.cautions
    assert filled == (
        "还要填：资金 2 行的金额；年度总体目标；5 条指标值（2 条的符号照去年的）；项目计划实施时间"
    )
    assert "“2024年公共文化服务”写着年份" in checked
    assert "实施期的目标、资金照去年的没有改" in checked


def test_what_was_reached_is_the_level_of_last_year(tmp_path: Path) -> None:
    source = book(EVALUATION, tmp_path / "自评.xlsx")
    renew("申报表", source, target=tmp_path / "新.xlsx")
    new = only_table_in(tmp_path / "新.xlsx")
    assert new.form.value == "application"
    assert new.year == 2025
    assert [(r.target.text, r.last_year.text) for r in new.indicators] == [
        ("≥", "11个"),
        ("", "有效丰富（指标值）"),  # 没有做到的数，不当作做到的
        ("≥", "92%"),
    ]
    assert [fund.initial.number for fund in new.funds] == [None]


def test_the_basis_of_a_project_stands_in_another_kind_of_form(tmp_path: Path) -> None:
    """目标表的立项依据写进新一年的申报表；写着去年的钱的、审核的意见不带，说出来。"""
    text = APPLICATION.replace("申报表", "表").replace(
        "年度总体目标",
        "立项依据 | 《公共文化服务保障法》 | < | < | < | < | <\n"
        "项目预算 | 设备购置60，活动40 | < | < | < | < | <\n年度总体目标",
    )
    text += "主管部门审核意见 | 同意 | < | < | < | < | <\n"
    source = book(text, tmp_path / "去年.xlsx")
    [sheet] = renew("申报表", source, year=2025, target=tmp_path / "新.xlsx")
    new = only_table_in(tmp_path / "新.xlsx")
    assert {name: each.text for name, each in new.details.items()} == {
        "立项依据": "《公共文化服务保障法》"
    }
    assert not any("设备购置" in each.text for each in new.fields.values())
    assert "主管部门审核意见" in sheet.left
    assert any("项目预算" in each for each in sheet.cautions)  # 空着的一栏，要人填


def test_a_list_keeps_signs_and_units_in_their_columns(tmp_path: Path) -> None:
    source = book(LIST, tmp_path / "批复.xlsx")
    renew("目标表", source, target=tmp_path / "新.xlsx")
    new = only_table_in(tmp_path / "新.xlsx")
    assert "批复" not in new.title.text
    assert [(r.nature.text, r.value.text, r.unit.text) for r in new.indicators] == [
        ("≥", "", "人"),
        ("≥", "", "%"),
    ]
    [sheet] = openpyxl.load_workbook(tmp_path / "新.xlsx").worksheets
    lists = {str(v.formula1) for v in sheet.data_validations.dataValidation}
    assert '"≥,≤,=,>,<,定性"' in lists
    assert any(each.startswith('"%,人,') for each in lists)


@pytest.mark.parametrize("name", ["申报表", "目标表"])
def test_joined_targets_leave_signs_and_units_in_three_columns(name: str, tmp_path: Path) -> None:
    text = APPLICATION.replace("完成时间 | 12月底前", "服务成本 | ≤2000元/人")
    text = text.replace(
        "产出指标 | 数", "产出指标 | 时效指标 | 完成时间 | 12月底前 | | | 10\n^ | 数"
    )
    source = book(text, tmp_path / "去年.xlsx")
    done = perfxl(
        *("make", name, "--blank", "--from", source, "--year", "2025", "--template", "三栏"),
        *("-o", tmp_path / "新.xlsx"),
    )
    assert done.code == 0, done.err
    new = only_table_in(tmp_path / "新.xlsx")
    assert {r.level3.text: (r.nature.text, r.value.text, r.unit.text) for r in new.indicators} == {
        "完成时间": ("定性", "", ""),
        "建成图书室数量": ("≥", "", "个"),
        "验收合格率": ("=", "", "%"),
        "服务成本": ("≤", "", "元/人"),
        "丰富群众文化生活": ("定性", "", ""),
        "读者满意度": ("", "", "%"),
    }


def test_only_the_latest_year_is_taken_and_the_other_said(tmp_path: Path) -> None:
    last = book(APPLICATION, tmp_path / "去年.xlsx")
    older = book(APPLICATION.replace("2024", "2023"), tmp_path / "前年.xlsx")
    made = known_form("申报表")
    results = assessments_of([process(path) for path in (older, last)])
    [source] = next_year_sources(made, results)
    assert (source.table.year, source.file) == (2025, last)
    assert source.instead_of == ("2023年度的表没有用，只用 2024 年度的",)


@pytest.mark.parametrize(
    ("form", "options", "said"),
    [
        ("申报表", {"year": 2024}, "给出的表是 2024 年度的，写不成 2024 年的"),
        ("批复清单", {}, "批复清单不能照去年的表留空"),
        ("部门整体目标表", {}, "要部门整体去年的"),
    ],
)
def test_what_cannot_be_opened_is_said(
    form: str, options: dict[str, Any], said: str, tmp_path: Path
) -> None:
    source = book(APPLICATION, tmp_path / "去年.xlsx")
    with pytest.raises(NotDerivableError, match=said):
        renew(form, source, target=tmp_path / "新.xlsx", **options)
    assert not (tmp_path / "新.xlsx").exists()


def test_the_list_of_what_is_left_names_the_cells(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(APPLICATION), tmp_path / "去年.xlsx")
    made = known_form("申报表")
    found = next_year_sources(made, assessments_of([process(source, check=False)]), 2025)
    sheets = made_sheets(found, made=made)
    write_sheets(sheets, tmp_path / "新.xlsx", checklist=True)
    book = openpyxl.load_workbook(tmp_path / "新.xlsx")
    form, wanted = book.worksheets
    assert wanted.title == "填写清单"
    rows = list(wanted.iter_rows(min_row=3, values_only=True))
    said = {row[2]: row for row in rows}
    # 每一条指标值都有一行：写着符号的说接在后面，去年的在旁边。
    first = said["“建成图书室数量”的指标值，接在“≥”后面写"]
    assert first[3] == "≥12个"
    assert form[first[1]].value == "≥"
    assert said["“丰富群众文化生活”的指标值"][3] == "有效丰富"
    assert sum("的指标值" in row[2] for row in rows) == 5
    assert "“年度资金总额”的金额" in said
    assert not any("实施期" in row[2] and "金额" in row[2] for row in rows)
    # 列着的格，除了符号和栏名，都还空着。
    for row in rows:
        if row[1]:
            value = form[row[1]].value
            assert value in (None, "≥", "=") or str(value).endswith("："), row
    assert any(row[2].startswith("请核对：") for row in rows)
    link = wanted.cell(3, 2).hyperlink
    assert link is not None
    place = f"'{form.title}'!{wanted.cell(3, 2).value}"
    assert place in (link.location or link.target)
    # 读的时候略过清单。
    document = read_file(tmp_path / "新.xlsx").document
    assert document is not None
    assert document.result_sheets == ("填写清单",)


def test_choices_stand_on_levels_and_signs(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(APPLICATION), tmp_path / "去年.xlsx")
    made = known_form("申报表")
    found = next_year_sources(made, assessments_of([process(source, check=False)]), 2025)
    write_sheets(made_sheets(found, made=made), tmp_path / "新.xlsx")
    form = openpyxl.load_workbook(tmp_path / "新.xlsx").worksheets[0]
    choices = {each.formula1: str(each.sqref) for each in form.data_validations.dataValidation}
    levels = next(cells for formula, cells in choices.items() if "数量指标" in formula)
    signs = next(cells for formula, cells in choices.items() if formula.startswith('"≥'))
    # 五条指标，每条都有。
    for cells in (levels, signs):
        first, last = (int("".join(filter(str.isdigit, each))) for each in cells.split(":"))
        assert last - first == 4


SIGNED = APPLICATION.replace(
    "项目负责人 | 张某 | 项目计划实施时间 | 2024年1月至12月 | < | < | <",
    "项目负责人 | 张某 | 保障措施 | 专班每月调度，安排工作经费2万元 | < | < | <\n"
    "测算依据 | 12个×8.33万元/个=100万元 | < | < | < | < | <",
) + (
    "单位负责人（签字）：李某　　审核人：王某　　填表人：赵某　　联系电话：0736-5324500"
    " | < | < | < | < | < | <\n"
)
APPROVED = """
公开07表 | | | |
云溪县2024年项目支出绩效目标批复表 | < | < | <
项目名称 | 岸线整治 | 实施单位 | 河湖中心
年度资金总额（万元） | 320 | 其中：财政拨款 | 300
实施期目标 | 三年整治岸线12公里 | < | <
年度总体目标 | 整治岸线4公里 | < | <
二级指标 | 三级指标 | 指标值 | 备注
数量指标 | 整治长度 | ≥4公里 |
质量指标 | 合格率 | ≥95% |
满意度指标 | 居民满意度 | ≥90% |
审核人：王某　　批准人：黄某 | < | < | <
"""

HALVES = """
云溪县2024年项目支出绩效目标批复表 | < | < | < | < | < | <
项目名称 | 岸线整治 | < | 实施单位 | 河湖中心 | < | <
总体目标 | 实施期目标 | < | < | 年度目标 | < | <
^ | 三年整治岸线12公里 | < | < | 整治岸线4公里 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 整治长度 | ≥12公里 | 数量指标 | 整治长度 | ≥4公里
满意度指标 | 服务对象满意度 | 居民满意度 | ≥95% | 服务对象满意度 | 居民满意度 | ≥90%
"""


def test_who_signed_and_the_sums_of_last_year_are_not_carried(tmp_path: Path) -> None:
    source = book(SIGNED, tmp_path / "去年.xlsx")
    made = known_form("申报表")
    found = next_year_sources(made, assessments_of([process(source, check=False)]), 2025)
    [sheet] = made_sheets(found, made=made)
    write_sheets([sheet], tmp_path / "新.xlsx", checklist=True)
    form, wanted = openpyxl.load_workbook(tmp_path / "新.xlsx").worksheets
    printed = " ".join(str(c.value) for row in form.iter_rows() for c in row if c.value)
    assert not [each for each in ("李某", "王某", "赵某", "5324500", "8.33") if each in printed]
    assert "张某" in printed  # 项目负责人是项目的
    assert "审核人：" in printed
    filled, checked, *_ = sheet.cautions
    for name in ("单位负责人", "审核人", "填表人", "联系电话", "测算依据"):
        assert name in filled
    assert "“保障措施”里的金额照去年的没有改" in checked
    cells = {row[2]: row[1] for row in wanted.iter_rows(min_row=3, values_only=True)}
    assert str(form[cells["“填表人”"]].value).startswith("填表人：")
    assert str(form[cells["“联系电话”"]].value).startswith("联系电话：")
    assert cells["“测算依据”"]


def test_who_approved_last_years_form_is_said_and_left_behind(tmp_path: Path) -> None:
    source = book(APPROVED, tmp_path / "批复.xlsx")
    [sheet] = renew("申报表", source, year=2025, target=tmp_path / "新.xlsx")
    form = openpyxl.load_workbook(tmp_path / "新.xlsx").worksheets[0]
    printed = " ".join(str(c.value) for row in form.iter_rows() for c in row if c.value)
    assert "王某" not in printed
    assert "审核人" not in printed
    assert sheet.left_out["审核人"].cells
    # 实施期的不止一年，照旧，请人核对。
    assert "三年整治岸线12公里" in printed
    assert "实施期的目标、资金照去年的没有改" in sheet.cautions[1]


@pytest.mark.parametrize("form", ["自评表", "监控表", "批复清单"])
def test_what_is_of_the_whole_period_is_told_where_a_form_leaves_it(
    form: str, tmp_path: Path
) -> None:
    source = book(HALVES, tmp_path / "批复.xlsx")
    made = known_form(form)
    [sheet] = made_sheets(sources_of(made, [assessments_of([process(source)])]), made=made)
    assert sheet.left_out["实施期目标"].cells
    assert len(sheet.left_out["实施期指标"].cells) == 2


def test_a_form_with_room_for_the_whole_period_leaves_nothing(tmp_path: Path) -> None:
    source = book(HALVES, tmp_path / "批复.xlsx")
    [sheet] = renew("申报表", source, year=2025, target=tmp_path / "新.xlsx")
    assert not [name for name in sheet.left_out if "实施期" in name]
    new = only_table_in(tmp_path / "新.xlsx")
    assert [row.target.text for row in new.period_indicators] == ["≥12公里", "≥95%"]
    assert "实施期的目标、指标、资金照去年的没有改" in sheet.cautions[1]


def left_in(form: str, path: Path) -> dict[str, tuple[str, ...]]:
    """新一年的一张没有带过来的各样，各在哪几格。"""
    results = assessments_of([process(path)])
    [source] = next_year_sources(known_form(form), results)
    return dict(source.left)


def test_what_the_new_form_leaves_out_is_named_with_its_cells(tmp_path: Path) -> None:
    """指标的备注、去年的审核意见不带；各说在哪一格。"""
    text = APPLICATION.replace("上年度指标值或实际水平", "备注").replace("8个", "含乡镇")
    text += "财政部门审核意见 | 同意安排100万元。 | < | < | < | < | <\n"
    left = left_in("申报表", book(text, tmp_path / "去年.xlsx"))
    assert left["指标的备注"] == ("F8",)
    assert left["财政部门审核意见"] == ("B13",)


def test_an_execution_row_is_kept_where_it_is_scored_and_else_named(tmp_path: Path) -> None:
    """执行率印成一行指标的：写自评表的照旧，各行分值合计还是总分；写目标表的不带，说是哪一行。"""
    rows = EVALUATION.replace("100 | 100 | 90 | 10 | 90% | 9", "100 | 100 | 90 | | |").replace(
        "产出指标 | 数量",
        "预算管理 | 预算执行 | 预算执行率 | ≥95% | 90% | 10 | 9 |\n产出指标 | 数量",
    )
    source = book(rows, tmp_path / "自评.xlsx")
    assert left_in("目标表", source)["预算执行率一行"] == ("C6",)
    assert "预算执行率一行" not in left_in("自评表", source)
    renew("自评表", source, target=tmp_path / "新.xlsx")
    new = only_table_in(tmp_path / "新.xlsx")
    assert new.indicators[0].level3.text == "预算执行率"
    assert sum(row.weight.number or 0 for row in new.indicators) == new.total.weight.number == 100


def test_a_date_and_a_word_reached_are_the_level_of_last_year(tmp_path: Path) -> None:
    """做到的是日期、一句短话的，写做到的，不写指标值；要填的清单连签名、印着的空栏都列。"""
    rows = parse_rows(
        """
        2025年度项目支出绩效自评表 | < | < | < | < | < | <
        项目名称 | 管网延伸 | < | 实施单位 | 某站 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 时效指标 | 完工时间 | 2025年10月底前 | 2025年12月18日 | 50 | 40
        效益指标 | 可持续影响指标 | 管护机制 | 健全 | 基本健全 | 30 | 20
        效益指标 | 社会效益指标 | 宣传工作 | 完成 | 已完成 | 20 | 20
        审核人： | < | < | 财务负责人： | < | < | <
        """
    )
    source = to_workbook(rows, tmp_path / "自评.xlsx", "自评表")
    done = perfxl("make", "申报表", "--blank", "--checklist", source, "-o", tmp_path / "新.xlsx")
    assert done.code == 0, done.err
    new = only_table_in(tmp_path / "新.xlsx")
    assert [row.last_year.text for row in new.indicators] == [
        "2025年12月18日",
        "基本健全",
        "完成（指标值）",
    ]
    sheet = openpyxl.load_workbook(tmp_path / "新.xlsx").worksheets[1]
    wanted = " ".join(str(row[2]) for row in sheet.iter_rows(values_only=True))
    assert "“财务负责人”" in wanted
    assert "“项目类别”" in wanted
