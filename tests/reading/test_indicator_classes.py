"""一条指标属于哪一类：照二级，二级没有说的照一级；猜的说是猜的，不认得的不猜。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.indicator_class import IndicatorClass, LevelClass
from perfxl.model.table import Indicator
from perfxl.reading.indicator_classes import classified, level_class

QUANTITY, QUALITY = IndicatorClass.QUANTITY, IndicatorClass.QUALITY
COST, SATISFACTION = IndicatorClass.COST, IndicatorClass.SATISFACTION


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("产出指标（50分）", ["output"]),
        ("数量\n指标", ["quantity"]),
        ("1. 质量指标", ["quality"]),
        ("一、时效", ["timeliness"]),
        ("成本指标", ["cost"]),
        ("经济成本指标", ["economic_cost"]),
        ("社会成本", ["social_cost"]),
        ("生态环境成本指标", ["ecological_cost"]),
        ("效果指标", ["benefit"]),
        ("经济效益", ["economic_benefit"]),
        ("社会效益 指标", ["social_benefit"]),
        ("环境效益指标", ["ecological_benefit"]),
        ("可持续发展指标", ["sustainability"]),
        ("社会公众或服务对象满意度指标", ["satisfaction"]),
        ("受益对象满意", ["satisfaction"]),
        ("经济效益和社会效益", ["economic_benefit", "social_benefit"]),
        ("数量、质量及时效指标", ["quantity", "quality", "timeliness"]),
        ("决策", ["decision"]),
        ("过程指标", ["process"]),
        ("管理指标", ["management"]),
        ("投入", ["input"]),
        ("预算执行率（10分）", ["execution"]),
    ],
)
def test_usual_names(text: str, kinds: list[str]) -> None:
    assert level_class(text) == (tuple(map(IndicatorClass, kinds)), True)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("工作数量目标", ["quantity"]),
        ("项目产出数量与质量要求", ["quantity", "quality"]),
        ("预算成本控制", ["cost"]),
        ("时效成本指标", ["cost"]),
        ("社会成本节约", ["social_cost"]),
        ("项目经济效益目标", ["economic_benefit"]),
        ("其他效益", ["benefit"]),
        ("满意率", ["satisfaction"]),
        ("服务对像满意度", ["satisfaction"]),
    ],
)
def test_what_a_name_contains_is_a_guess(text: str, kinds: list[str]) -> None:
    assert level_class(text) == (tuple(map(IndicatorClass, kinds)), False)


@pytest.mark.parametrize("text", ["", "特色指标", "社会公众", "很长的一段话" * 20 + "数量"])
def test_what_says_nothing_is_of_no_class(text: str) -> None:
    assert level_class(text) == LevelClass((), False)


@pytest.mark.parametrize(
    ("level1", "level2", "kind", "guessed"),
    [
        ("产出指标", "数量指标", QUANTITY, False),
        ("成本指标", "经济成本指标", IndicatorClass.ECONOMIC_COST, False),
        ("成本指标", "", COST, False),
        ("成本指标", "经费投入", COST, False),
        ("满意度指标", "社会公众", SATISFACTION, False),
        ("产出指标", "", IndicatorClass.OUTPUT, False),
        ("产出指标", "工作数量目标", QUANTITY, True),
        ("效益指标", "特色指标", IndicatorClass.BENEFIT, False),
        ("特色指标", "数量指标", QUANTITY, False),
        ("数量指标", "产出", QUANTITY, False),
        ("产出指标", "数量和质量指标", IndicatorClass.UNKNOWN, False),
        ("特色指标", "自设", IndicatorClass.UNKNOWN, False),
        ("", "", IndicatorClass.UNKNOWN, False),
        ("预算执行率", "", IndicatorClass.EXECUTION, False),
        ("产出指标", "预算执行指标", IndicatorClass.EXECUTION, False),
    ],
)
def test_the_second_level_comes_before_the_first(
    level1: str, level2: str, kind: IndicatorClass, guessed: bool
) -> None:
    said = classified(level1, level2)
    assert (said.indicator_class, said.is_guessed) == (kind, guessed)


@pytest.mark.parametrize(
    "level3", ["预算执行率", "预算资金执行进度", "资金执行率", "资金执行率达到95%"]
)
def test_the_execution_rate_may_stand_on_any_level(level3: str) -> None:
    assert classified("产出指标", "质量指标", level3).indicator_class is IndicatorClass.EXECUTION


@pytest.mark.parametrize(
    "level3",
    [
        *("“三公”经费控制率", "结转结余率", "预算调整率", "政府采购执行率", "政府采购预算执行率"),
        *("预算执行偏差率", "项目支出预算执行率"),
    ],
)
@pytest.mark.parametrize("heading", ["预算执行", "预算执行率", "预算执行情况"])
def test_what_stands_under_execution_is_itself(heading: str, level3: str) -> None:
    assert classified("管理", heading, level3).indicator_class is IndicatorClass.MANAGEMENT
    assert classified(heading, "", level3).indicator_class is IndicatorClass.UNKNOWN


@pytest.mark.parametrize(
    "level3", ["", "—", "执行率", "执行率（%）", "部门预算执行率", "全年预算执行率", "1.预算执行率"]
)
def test_the_rate_of_all_under_execution_is_the_execution_rate(level3: str) -> None:
    assert classified("管理", "预算执行", level3).indicator_class is IndicatorClass.EXECUTION


@pytest.mark.parametrize(
    ("level3", "kind", "guessed"),
    [
        ("数量指标：培训人数", QUANTITY, True),
        ("（质量）验收合格率", QUALITY, True),
        ("时效指标1:完成时间", IndicatorClass.TIMELINESS, True),
        ("培训数量：100人", IndicatorClass.OUTPUT, False),
        ("培训数量", IndicatorClass.OUTPUT, False),
    ],
)
def test_without_a_second_level_the_name_may_say_it(
    level3: str, kind: IndicatorClass, guessed: bool
) -> None:
    said = classified("产出指标", "", level3, has_level2=False)
    assert (said.indicator_class, said.is_guessed) == (kind, guessed)
    assert classified("产出指标", "", level3).indicator_class is IndicatorClass.OUTPUT


def test_kinds_of_cost() -> None:
    costs = [kind for kind in IndicatorClass if kind.is_cost]
    assert {str(kind) for kind in costs} == {
        *("cost", "economic_cost", "social_cost", "ecological_cost"),
    }
    assert [str(kind) for kind in costs if kind.is_money_cost] == ["cost", "economic_cost"]
    assert all(kind.label for kind in IndicatorClass)


def rows(header: str, *body: str) -> tuple[Indicator, ...]:
    text = "\n".join(["项目支出绩效目标表", "项目名称 | 图书室", header, *body])
    return only_table(parse_rows(text)).indicators


def test_classes_are_kept_on_the_rows_of_a_table() -> None:
    read = rows(
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出 | 数量 | 图书室 | ≥12个",
        "^ | 时效 | 工期 | ≤24月",
        "^ | | 同上的时效 | ≤12月",
        "成本 | 社会成本 | 噪声 | ≤3次",
        "预算执行率 | | 预算执行率 | =100%",
    )
    assert [str(row.indicator_class) for row in read] == [
        *("quantity", "timeliness", "timeliness", "social_cost", "execution"),
    ]
    assert [row.is_timeliness for row in read] == [False, True, True, False, False]
    assert [row.is_cost for row in read] == [False, False, False, True, False]
    assert [row.is_execution for row in read] == [False, False, False, False, True]


def test_a_table_without_a_second_level_is_read_by_its_names() -> None:
    read = rows(
        "一级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标：图书室 | ≥12个",
        "满意度指标 | 读者 | ≥90%",
    )
    assert [(row.indicator_class, row.classified.is_guessed) for row in read] == [
        (QUANTITY, True),
        (SATISFACTION, False),
    ]
