"""几步之间的指标怎样对：印着的序号、写着取消的、换了一级指标的成本，随预算走的上限。"""

from pathlib import Path

from gridtext import parse_rows, to_workbook

from perfxl.actions.compare import Comparison, compare
from perfxl.many_files.results import read_file
from perfxl.matching.comparison import EasedAt
from perfxl.matching.followed_projects import RENAMED
from perfxl.rendering.comparison_words import project_words

APPLIED = """
项目支出绩效目标申报表 | < | < | < | < | <
编制单位：云溪县图书馆 | < | < | < | < | 单位：元
项目名称 | < | 图书室建设 | 项目负责人 | ××× | <
主管部门 | < | 云溪县文化局 | 联系电话 | 0000000 | <
预算资金 | < | 200000 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 指标解释及计算公式 | 上年度指标值或实际水平
产出指标 | 数量指标 | 指标1：建成图书室数量 | ≥12个 | 年内 | 8个
^ | ^ | 指标2：配置图书册数 | ≥2万册 | 年内 | 1.5万册
^ | 成本指标 | 指标1：图书室建设成本 | ≤200000元 | 全年支出 | 150000元
"""
ADJUSTED = """
2024年部门预算调整项目支出绩效目标批复表 | < | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | < | <
项目名称 | < | 图书室建设 | < | 主管部门 | 云溪县文化局 | 实施单位 | 云溪县图书馆
项目资金 | < | 年初预算数 | < | < | 调整预算数 | < | <
年度资金总额 | < | 20 | < | < | {budget} | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值 | 说明
^ | 产出指标 | 数量指标 | 建成图书室数量 | ≥12个 | 建成图书室数量 | ≥12个 |
^ | ^ | ^ | 配置图书册数 | ≥2万册 | {struck} | {struck} |
^ | 成本指标 | 经济成本指标 | 图书室建设成本 | ≤20万元 | 图书室建设成本 | ≤25万元 |
"""
REPORTED = """
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | <
项目名称 | < | 图书室建设 | < | 实施单位 | 云溪县图书馆 | < | <
项目资金（万元） | < |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
^ | < | 年度资金总额 | 20 | 25 | 25 | 10 | 10
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
产出指标（50分） | 数量 | 建成图书室数量 | ≥12个 | 12个 | 25 | 25 |
^ | 成本 | 图书室建设成本 | ≤250000元 | 25万元 | 25 | 25 |
"""


def comparison(folder: Path, *texts: str) -> Comparison:
    paths = [to_workbook(parse_rows(text), folder / f"{n}.xlsx") for n, text in enumerate(texts, 1)]
    documents = [read_file(path).document for path in paths]
    return compare([each for each in documents if each is not None])


def told(folder: Path, *, budget: str = "25", struck: str = "/") -> list[tuple[str, str, str]]:
    adjusted = ADJUSTED.format(budget=budget, struck=struck)
    [project] = comparison(folder, APPLIED, adjusted, REPORTED).projects
    return [(each.name, each.match, each.change) for each in project.indicators]


def test_printed_numbers_and_another_level1_do_not_make_another_indicator(tmp_path: Path) -> None:
    assert told(tmp_path) == [
        ("建成图书室数量", "same", ""),
        ("指标2：配置图书册数", "dropped", ""),
        ("图书室建设成本", "same", "raised"),
    ]


def test_what_is_struck_out_is_dropped(tmp_path: Path) -> None:
    for struck in ("—", "取消", "/"):
        assert told(tmp_path, struck=struck)[1][1] == "dropped"


def test_a_cap_raised_with_the_budget_is_not_called_lowered_early(tmp_path: Path) -> None:
    def eased(budget: str) -> tuple[list[str], bool]:
        adjusted = ADJUSTED.format(budget=budget, struck="/")
        [project] = comparison(tmp_path, APPLIED, adjusted, REPORTED).projects
        cost = project.indicators[-1]
        said = "".join(project_words(project))
        return [cost.eased_at(step) for step in cost.target_steps], "预算也增加了" in said

    assert eased("25") == ([EasedAt.NONE], True)
    assert eased("20") == ([EasedAt.ADJUSTMENT], False)


def test_a_project_renamed_is_followed_when_only_one_is_there(tmp_path: Path) -> None:
    renamed = REPORTED.replace("图书室建设 |", "乡镇阅读空间提升工程 |")
    adjusted = ADJUSTED.format(budget="25", struck="/")
    [project] = comparison(tmp_path, adjusted, renamed).projects
    assert project.steps[1].ground == "名称不同，这两步各只有这一个项目"
    other = renamed.replace("图书室数量", "演出场次").replace("图书室建设成本", "演出成本")
    assert len(comparison(tmp_path, adjusted, other).projects) == 2


def test_a_project_renamed_is_followed_among_others_of_other_units(tmp_path: Path) -> None:
    """一个单位一年里名称对不上的，只有这两个的指标大半同名才算；同样像的有两个的不算。"""
    three = REPORTED.replace(
        "^ | 成本 |", "^ | 数量 | 配置图书册数 | ≥2万册 | 2万册 | 10 | 10 |\n^ | 成本 |"
    )
    renamed = three.replace("图书室建设 |", "公共阅读空间 |")
    approved = APPLIED.replace("申报表", "批复表")
    elsewhere = [
        text.replace("云溪县图书馆", "云溪县文化馆").replace("图书室建设 |", "文艺下乡 |")
        for text in (approved, three)
    ]
    found = comparison(tmp_path, approved, renamed, *elsewhere).projects
    assert sorted(len(each.steps) for each in found) == [2, 2]
    assert sorted(each.steps[1].ground for each in found) == [RENAMED, "名称相同"]
    again = renamed.replace("公共阅读空间", "阅读点")
    found = comparison(tmp_path, approved, renamed, again, *elsewhere).projects
    assert sorted(len(each.steps) for each in found) == [1, 1, 1, 2]


def test_the_same_name_in_another_unit_needs_the_same_indicators(tmp_path: Path) -> None:
    adjusted = ADJUSTED.format(budget="25", struck="/")
    elsewhere = REPORTED.replace("云溪县图书馆", "云溪县水务局")
    [project] = comparison(tmp_path, adjusted, elsewhere).projects
    assert project.steps[1].ground == "名称相同，单位写得不同"
    unlike = elsewhere.replace("建成图书室数量", "疏浚河道长度").replace(
        "图书室建设成本", "疏浚成本"
    )
    assert len(comparison(tmp_path, adjusted, unlike).projects) == 2


def test_an_adjustment_alone_is_compared_with_its_own_initial_side(tmp_path: Path) -> None:
    adjusted = ADJUSTED.format(budget="25", struck="/")
    [project] = comparison(tmp_path, adjusted).projects
    assert [step.stage.value for step in project.steps] == ["approval", "adjustment"]
    assert [fund.values for fund in project.funds] == [(200000, 250000)]
    assert [(each.name, each.match, each.change) for each in project.indicators] == [
        ("建成图书室数量", "same", ""),
        ("配置图书册数", "dropped", ""),
        ("图书室建设成本", "same", "raised"),
    ]
    assert project_words(project)[0] == "取消：“配置图书册数”（表!E8），年初有，调整没有了。"


def test_the_two_sides_of_one_row_are_one_indicator_when_their_words_are_alike(
    tmp_path: Path,
) -> None:
    row = "^ | ^ | 时效指标 | {} | 按期 | {} | 2024年底前 |\n"
    alike = ADJUSTED.format(budget="25", struck="/") + row.format(
        "补贴发放及时率", "按时发放补贴比例"
    )
    [project] = comparison(tmp_path, alike).projects
    assert [(each.match, each.sides[1] is not None) for each in project.indicators[-1:]] == [
        ("reworded", True)
    ]
    unlike = ADJUSTED.format(budget="25", struck="/") + row.format("补贴发放及时率", "设备验收合格")
    [project] = comparison(tmp_path, unlike).projects
    assert sorted(each.match for each in project.indicators)[:2] == ["added", "dropped"]
