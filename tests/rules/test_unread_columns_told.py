"""有一栏写着数而没有认出来的：说没有读，靠它的几条不下结论。"""

from gridtext import changed, parse_rows, to_grid

from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

PROFILE = load_profile()
FORM = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度）金额单位：万元 | < | < | < | < | < | < | <
项目名称 | 农村厕所改造 | < | < | < | < | < | <
项目资金 |  | 年初预算数 | 全年执行数 | 各方筹措 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 60 | 80 | 10 | 75% | 7.5
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标 | 数量指标 | 新建厕所 | ≥10座 | 10座 | 30 | 30 |
产出指标 | 成本指标 | 改造成本 | ≤80万元 | 60万元 | 20 | 20 |
效益指标 | 社会效益指标 | 受益户 | ≥10户 | 10户 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 95% | 10 | 10 |
总分 | < | < | < | < | 100 | 97.5 |
自评等级 | < | < | 优 | < | < | < | <
""")


def read(changes: dict[str, str | None]) -> Table:
    [table] = read_sheet("书.xlsx", to_grid(changed(FORM, changes))).tables
    return table


def told(changes: dict[str, str | None]) -> list[str]:
    """报了的规则和格；说没有读的（参考）在内，没有填完的一类不在内。"""
    table = read(changes)
    found = check_table(table, score_table(table, PROFILE), PROFILE)
    return [f"{each.rule} {each.cells}" for each in found if each.rule in _ASKED]


_ASKED = {
    *("PX107", "PX108", "PX116", "PX130", "PX133"),
    *("PX304", "PX308", "PX401", "PX403", "PX404", "PX405", "PX406", "PX408", "PX410"),
}


def test_no_rate_is_taken_of_the_initial_budget() -> None:
    assert told({}) == ["PX107 E4", "PX116 E4"]
    assert told({"E4": "全年预算数"}) == []
    assert "PX403 G5" in told({"E4": "全年预算数", "G5": "60%"})


def test_no_grade_is_judged_without_the_scores() -> None:
    unlike = {"G6": "经办意见", "G7": "7", "G8": "8", "G9": "7", "G10": "9", "E4": "全年预算数"}
    assert told(unlike) == ["PX116 G6"]
    assert told(unlike | {"D12": "良"}) == ["PX116 G6"]
    assert told({"G6": "自评打分", "D12": "良", "E4": "全年预算数"}) == ["PX308 D12"]
