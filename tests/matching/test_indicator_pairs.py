"""两张表的指标对起来：同一类的先对，类别的写法不同不妨事。"""

from gridtext import only_table, parse_rows

from perfxl.matching.indicators import IndicatorPair, initial_sides, pair_indicators

HEAD = """
项目支出绩效目标表
项目名称 | 图书室
一级指标 | 二级指标 | 三级指标 | 指标值
"""


def pairs(old: str, new: str) -> list[tuple[str, str, bool]]:
    sides = [
        initial_sides(only_table(parse_rows(HEAD + "\n".join(text.split("/")))).indicators)
        for text in (old, new)
    ]

    def names(pair: IndicatorPair) -> tuple[str, str, bool]:
        one, other = pair.old, pair.new
        return one.target.text if one else "", other.target.text if other else "", pair.reworded

    return [names(pair) for pair in pair_indicators(*sides)]


def test_the_same_name_under_the_same_class_comes_first() -> None:
    old = "满意度指标 | 满意度 | 群众满意度 | ≥1%"
    new = (
        "效益指标 | 社会效益指标 | 群众满意度 | ≥2%/"
        "满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥3%"
    )
    assert pairs(old, new) == [("≥1%", "≥3%", False), ("", "≥2%", False)]


def test_a_reworded_name_is_more_alike_in_its_class() -> None:
    old = "满意度指标 | 服务对象满意度 | 参训群众的满意度 | ≥90%"
    new = "满意度指标 | 满意度指标 | 参加培训的群众满意程度 | ≥90%"
    assert pairs(old, new) == [("≥90%", "≥90%", True)]


def test_classes_that_are_not_known_are_compared_by_their_words() -> None:
    old = "产出指标 | 特色指标 | 建成图书室 | ≥1个"
    new = "产出指标 | 自设指标 | 建成图书室 | ≥2个/产出指标 | 特色 指标 | 建成图书室 | ≥3个"
    assert pairs(old, new) == [("≥1个", "≥3个", False), ("", "≥2个", False)]


def test_the_only_ones_left_of_a_class_with_the_same_target_are_reworded() -> None:
    old = "产出指标 | 数量指标 | 培训人数 | ≥1个/^ | 质量指标 | 补贴发放及时率 | ≥98%"
    new = "产出 | 数量 | 培训人数 | ≥1个/^ | 质量 | 按时发放补贴比例 | 不低于98%"
    assert pairs(old, new) == [("≥1个", "≥1个", False), ("≥98%", "不低于98%", True)]
    other = new.replace("不低于98%", "≥90%")
    assert pairs(old, other)[1:] == [("≥98%", "", False), ("", "≥90%", False)]
    unlike = new.replace("按时发放补贴比例", "设备验收合格")
    assert pairs(old, unlike)[1:] == [("≥98%", "", False), ("", "不低于98%", False)]


def test_costs_under_outputs_and_costs_of_their_own_level_are_alike() -> None:
    old = "产出指标 | 成本指标 | 项目建设总成本 | ≤10万元"
    new = "成本指标 | 经济成本指标 | 项目建设成本总额 | ≤100000元"
    assert pairs(old, new) == [("≤10万元", "≤100000元", True)]


def test_a_unit_in_brackets_behind_a_name_is_no_rewording() -> None:
    old = "产出指标 | 数量指标 | 培训人数（人） | ≥1人/^ | 成本指标 | 培训成本(万元) | ≤1万元"
    new = "产出指标 | 数量指标 | 培训人数 | ≥2人/^ | 成本指标 | 培训成本 | ≤2万元"
    assert pairs(old, new) == [("≥1人", "≥2人", False), ("≤1万元", "≤2万元", False)]
