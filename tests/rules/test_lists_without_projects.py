"""清单里不知道属于哪个项目的各行：说没有写，不当成一个项目加总、对名称。"""

from gridtext import only_table, parse_rows

from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

_LIST = """
2024年部门预算项目支出绩效目标批复表 | < | < | < | < | < | <
{above} | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 | {heads}
产出指标 | 数量指标 | 修缮图书室数量 | ≥12个 | 50 | 乡镇图书室建设 | 20
效益指标 | 社会效益指标 | 到馆人次 | ≥9000人次 | 30 | 乡镇图书室建设 | 20
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 10 | 乡镇图书室建设 | 20
产出指标 | 数量指标 | 开展活动场次 | ≥24场 | 50 | 群众活动经费 | 10
效益指标 | 社会效益指标 | 参加人次 | ≥2000人次 | 30 | 群众活动经费 | 10
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 10 | 群众活动经费 | 10
"""


def rules_of(above: str, heads: str = "项目名称 | 预算数") -> set[str]:
    table, profile = only_table(parse_rows(_LIST.format(above=above, heads=heads))), load_profile()
    return {each.rule for each in check_table(table, score_table(table, profile), profile)}


def test_rows_of_unknown_projects_are_not_added_up() -> None:
    rules = rules_of("单位：万元")
    assert "PX122" in rules
    assert rules & {"PX114", "PX115", "PX318", "PX501", "PX517"} == set()


def test_a_list_of_one_project_named_above_is_added_up() -> None:
    assert "PX318" in rules_of("项目名称：乡镇图书室建设")
