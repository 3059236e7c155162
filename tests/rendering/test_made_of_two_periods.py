"""实施期资金与年度资金并列的申报表：写成的各种表、跨表核对、执行率，都只用年度的。"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from command_line import perfxl
from docx import Document
from gridtext import parse_rows, to_workbook
from making import only_table_in
from odd_layouts import PERIODS
from openpyxl import load_workbook

from perfxl.actions.forms_made import made_form
from perfxl.actions.outcome import MadeSheet
from perfxl.many_files.making import (
    made_sheets,
    sources_of,
    write_sheets,
)
from perfxl.many_files.results import checked, process
from perfxl.model.finding import Finding
from perfxl.model.table import Period

APPLICATION = """
项目支出绩效申报表（2024年度） | < | < | < | <
项目名称 | 公共文化服务
主管部门 | 云溪县文化局 | | 实施单位 | 云溪县图书馆
{funds}
总体目标 | 实施期目标（2024年-2026年） | | 年度目标 |
 | 建成36个 | | 建成12个 |
一级指标 | 二级指标 | 三级指标 | 指标值 |
产出指标 | 数量指标 | 建成图书室数量 | ≥12个 |
 | 质量指标 | 验收合格率 | '=100% |
 | 时效指标 | 完成时间 | 12月底前 |
 | 成本指标 | 建设成本 | ≤100万元 |
效益指标 | 社会效益指标 | 丰富群众文化生活 | 有效丰富 |
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% |
"""
LEFT = """
项目资金（万元） | 实施期资金总额 | 300 | 年度资金总额 | 100
 | 其中：财政拨款 | 300 | 其中：财政拨款 | 100
 | 其他资金 | 0 | 其他资金 | 0
"""
LAYOUTS = {
    "左": LEFT,
    "右": """
项目资金（万元） | 年度资金总额 | 100 | 实施期资金总额 | 300
 | 其中：财政拨款 | 100 | 其中：财政拨款 | 300
 | 其他资金 | 0 | 其他资金 | 0
""",
    "上": """
项目资金（万元） | 实施期资金总额 | 300
 | 其中：财政拨款 | 300
 | 其他资金 | 0
 | 年度资金总额 | 100
 | 其中：财政拨款 | 100
 | 其他资金 | 0
""",
    "项目资金总额": LEFT.replace("实施期资金总额", "项目资金总额"),
    "当年资金总额": LEFT.replace("实施期资金总额", "资金总额").replace("年度", "当年"),
    "项目总投资": LEFT.replace("实施期资金总额", "项目总投资").replace("年度资金总额", "年度预算"),
    "实施周期": LEFT.replace("实施期资金", "实施周期资金"),
    "两栏": """
资金情况（万元） | 资金来源 | 实施期金额 | 年度金额
 | 资金总额 | 300 | 100
 | 财政拨款 | 300 | 100
 | 其他资金 | 0 | 0
""",
    "合计在末行": """
实施期资金（万元） | 财政拨款 | 300
^ | 其他资金 | 0
^ | 合计 | 300
年度资金（万元） | 财政拨款 | 100
^ | 其他资金 | 0
^ | 合计 | 100
""",
}
BUDGET = """
2024年项目支出批复表
单位：万元
项目名称 | 年初预算数 | 调整预算数 | 增减数
合计 | 100 | 100 | 0
公共文化服务 | 100 | 100 | 0
"""


def application(funds: str, path: Path, kind: str = "申报表") -> Path:
    text = APPLICATION.format(funds=funds).replace("申报表", kind)
    return to_workbook(parse_rows(text), path)


def make(name: str, *sources: Path, target: Path) -> list[MadeSheet]:
    form = made_form(name)
    assert form is not None
    groups = [[process(source, check=False)] for source in sources]
    sheets = made_sheets(sources_of(form, groups), made=form)
    write_sheets(sheets, target, sources=sources)
    return sheets


def findings(*paths: Path) -> list[Finding]:
    results = checked([process(path) for path in paths])
    return [finding for result in results for finding in result.findings]


@pytest.mark.parametrize("name", LAYOUTS)
def test_lists_and_lines_take_the_year(name: str, tmp_path: Path) -> None:
    source = application(LAYOUTS[name], tmp_path / "申报.xlsx")
    made: dict[str, Any] = {}
    for form in ("批复清单", "项目支出批复表"):
        [sheet] = make(form, source, target=tmp_path / f"{form}.xlsx")
        blank = [said for said in sheet.cautions if "没有写项目类别" not in said]
        assert blank == []
        lines = only_table_in(tmp_path / f"{form}.xlsx").lines
        made[form] = [line.initial.total.number for line in lines if "公共" in line.name.text]
    assert made == {"批复清单": [100], "项目支出批复表": [100]}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_self_evaluation_takes_the_year_and_says_what_it_left_out(
    name: str, tmp_path: Path
) -> None:
    source = application(LAYOUTS[name], tmp_path / "申报.xlsx")
    [sheet] = make("自评表", source, target=tmp_path / "自评.xlsx")
    read = only_table_in(tmp_path / "自评.xlsx")
    assert [(fund.initial.number, fund.adjusted.number) for fund in read.funds] == [
        (100, 100),
        (100, 100),
        (0, 0),
    ]
    assert read.annual_total is read.funds[0]
    assert read.funds[0].weight.number == 10
    assert [name for name in sheet.left if "资金" in name] == [
        "实施期资金.名称",
        "实施期资金.年初预算数",
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_application_is_made_anew_period_by_period(name: str, tmp_path: Path) -> None:
    source = application(LAYOUTS[name], tmp_path / "申报.xlsx")
    make("申报表", source, target=tmp_path / "新.xlsx")
    read = only_table_in(tmp_path / "新.xlsx")
    assert [read.annual_total, read.whole_period_total] == [
        next(fund for fund in read.funds if fund.is_total and fund.period is period)
        for period in Period
    ]
    for total, amount in ((read.annual_total, 100), (read.whole_period_total, 300)):
        assert total is not None
        assert total.initial.number == amount
    assert len(read.fund_groups) == 2


@pytest.mark.parametrize("name", LAYOUTS)
def test_budgets_are_compared_by_the_year(name: str, tmp_path: Path) -> None:
    source = application(LAYOUTS[name], tmp_path / "目标.xlsx", kind="目标表")
    budget = to_workbook(parse_rows(BUDGET), tmp_path / "批复.xlsx")
    told = {finding.rule for finding in findings(source, budget)}
    assert told & {"PX401", "PX402", "PX408", "PX425", "PX426", "PX430", "PX611"} == set()
    other = BUDGET.replace("公共文化服务 | 100 | 100", "公共文化服务 | 90 | 100")
    wrong = to_workbook(parse_rows(other), tmp_path / "批复.xlsx")
    [found] = [each for each in findings(source, wrong) if each.rule == "PX611"]
    assert found.message.startswith("年初预算数是 100 万元，项目支出批复表")


def test_an_adjustment_pairs_the_totals_of_the_year_whatever_they_are_called(
    tmp_path: Path,
) -> None:
    old = application(LAYOUTS["左"], tmp_path / "年初.xlsx")
    less = LAYOUTS["当年资金总额"].replace("100", "80").replace("300", "280")
    new = application(less, tmp_path / "调整.xlsx")
    make("调整批复表", old, new, target=tmp_path / "批复.xlsx")
    read = only_table_in(tmp_path / "批复.xlsx")
    amounts = [(fund.name, fund.initial.number, fund.adjusted.number) for fund in read.funds]
    assert amounts == [
        ("当年资金总额", 100, 80),
        ("财政拨款", 100, 80),
        ("其他资金", 0, 0),
    ]


NO_TOTAL = """
项目资金（万元） | 财政拨款 | 90
 | 其他资金 | 10
"""


@pytest.mark.parametrize("funds", [NO_TOTAL, "项目资金（万元） | 实施期资金总额 | 300"])
def test_what_is_not_known_is_left_blank_and_said(funds: str, tmp_path: Path) -> None:
    source = application(funds, tmp_path / "申报.xlsx")
    [sheet] = make("批复清单", source, target=tmp_path / "清单.xlsx")
    [line] = only_table_in(tmp_path / "清单.xlsx").lines
    assert line.initial.total.number is None
    assert [said for said in sheet.cautions if "预算数空着" in said]
    [evaluation] = make("自评表", source, target=tmp_path / "自评.xlsx")
    total = only_table_in(tmp_path / "自评.xlsx").funds[0]
    assert (total.name, total.adjusted.number, total.weight.number) == ("年度资金总额", None, 10)
    assert [said for said in evaluation.cautions if "全年预算数空着" in said]
    assert [each.rule for each in findings(source) if each.rule.startswith("PX4")] == ["PX430"]


def test_an_adjustment_does_not_write_zero_for_a_total_that_is_not_known(tmp_path: Path) -> None:
    old = application(NO_TOTAL, tmp_path / "年初.xlsx")
    new = application(LAYOUTS["左"], tmp_path / "调整.xlsx")
    make("调整批复表", old, new, target=tmp_path / "批复.xlsx")
    total = only_table_in(tmp_path / "批复.xlsx").funds[0]
    assert (total.initial.number, total.adjusted.number) == (None, Decimal(100))


def test_amounts_of_the_whole_period_alone_are_not_this_years(tmp_path: Path) -> None:
    """只写了实施期资金的：写成批复表再读回来，哪一行也不是今年的。"""
    funds = """
项目资金（万元） | 实施期资金总额 | 300
 | 其中：财政拨款 | 300
"""
    source = application(funds, tmp_path / "申报.xlsx")
    make("批复表", source, target=tmp_path / "批复.xlsx")
    read = only_table_in(tmp_path / "批复.xlsx")
    assert [(fund.name, fund.initial.number, fund.period) for fund in read.funds] == [
        ("实施期资金总额", 300, Period.WHOLE),
        ("实施期财政拨款", 300, Period.WHOLE),
    ]
    assert read.annual_total is None


def test_indicators_of_the_whole_period_have_their_place(tmp_path: Path) -> None:
    source = to_workbook(PERIODS, tmp_path / "长期.xlsx")
    for name in ("目标表", "批复表"):
        [sheet] = make(name, source, target=tmp_path / f"{name}.xlsx")
        assert sheet.left == ()
        table = only_table_in(tmp_path / f"{name}.xlsx")
        years = [(row.level3.text, row.target.text) for row in table.indicators]
        whole = [(row.level3.text, row.target.text) for row in table.period_indicators]
        assert years == [("道路", "10公里"), ("出行", "部分改善")]
        assert whole == [("道路", "88公里"), ("出行", "有效改善")]


@pytest.mark.parametrize("label", ["实施期目标（2024—2026年）", "长期目标"])
@pytest.mark.parametrize("form", ["目标表", "批复表", "申报表"])
def test_the_goal_of_the_whole_period_keeps_its_printed_name(
    form: str, label: str, tmp_path: Path
) -> None:
    rows = [
        *("2025年项目支出绩效目标申报表 | < | < | <", "项目名称 | 平台 | 实施单位 | 某中心"),
        *("项目资金（万元） | 年度资金总额 | < | 900", f"{label} | 建成平台 | < | <"),
        *("年度目标 | 部署30个县 | < | <", "一级指标 | 二级指标 | 三级指标 | 指标值"),
        "产出指标 | 数量指标 | 接入机构 | ≥400家",
    ]
    source = to_workbook([row.split(" | ") for row in rows], tmp_path / "书.xlsx")
    done = perfxl("make", form, "--from", source, "-o", tmp_path / "成.xlsx")
    assert done.code == 0, done.err
    cells = load_workbook(tmp_path / "成.xlsx").active.iter_rows(values_only=True)
    texts = [str(each) for row in cells for each in row if each is not None]
    assert texts[texts.index("建成平台") - 1] == label


def test_the_printed_name_of_the_goal_is_in_word_too(tmp_path: Path) -> None:
    rows = [
        *("2025年项目支出绩效目标申报表 | < | < | <", "项目名称 | 平台 | 实施单位 | 某中心"),
        *("项目资金（万元） | 年度资金总额 | < | 900", "长期目标 | 建成平台 | < | <"),
        *("年度目标 | 部署30个县 | < | <", "一级指标 | 二级指标 | 三级指标 | 指标值"),
        "产出指标 | 数量指标 | 接入机构 | ≥400家",
    ]
    source = to_workbook([row.split(" | ") for row in rows], tmp_path / "书.xlsx")
    done = perfxl("make", "申报表", "--from", source, "-o", tmp_path / "成.docx")
    assert done.code == 0, done.err
    cells = [
        cell.text
        for table in Document(str(tmp_path / "成.docx")).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert cells[cells.index("建成平台") - 1] == "长期目标"
