"""原因栏、完成情况写的话与完成值、得分相反：各种说法都报，说的是别的事的不报。"""

import pytest
from rule_case import Section, findings_of

SELF = "自评表"


def rules_of(changes: dict[str, str | None]) -> set[str]:
    return {each.rule for each in findings_of([Section(SELF, "书.xlsx", changes)])}


@pytest.mark.parametrize(
    "reason",
    [
        "已按计划全部完成。",
        "已按计划完成。",
        "已经完成年度任务。",
        "按计划完成",
        "年度目标任务已全部完成。",
        "按要求完成各项工作，无偏差。",
        "已达到预期目标。",
        "全年工作任务圆满完成",
        "保质保量完成任务。",
        "已完成。偏差原因：无",
        "全部工作已完成",
        "已按合同约定完成",
        "按照计划完成",
        "已完成采购任务",
        "该项已完成",
    ],
)
def test_a_reason_that_says_done_is_told(reason: str) -> None:
    assert "PX340" in rules_of({"I16": reason})


@pytest.mark.parametrize(
    "reason",
    [
        "已完成九成，书商供货延迟。",
        "已经完成年度任务的87%，书商供货延迟。",
        "未按计划完成",
        "按计划完成前期工作，招标推迟",
        "已完成，但受疫情影响到货减少",
        "按计划完成，因书商停产少到0.2万册",
        "预计年底完成",
        "已完成1.8万册。",
        "已完成，剩余0.2万册下年到货",
        "已完成招标工作",
        "已完成前期任务",
        "完成七成任务",
        "完成大部分任务",
    ],
)
def test_a_reason_that_explains_is_not(reason: str) -> None:
    assert "PX340" not in rules_of({"I16": reason})


@pytest.mark.parametrize(
    "reason",
    [
        "因资金不到位，没有完成任务。",
        "因资金紧张，未按期完工。",
        "财政资金没有到位，图书室改造只完成一半。",
        "因资金不到位没有完成任务",
        "由于预算下达晚，未能开展。",
        "资金拨付滞后导致工程未按期竣工",
        "因经费不足，仅完成5个村",
        "资金年底才下达，项目尚未启动",
        "资金拨付不及时，施工进度滞后",
    ],
)
def test_money_as_the_cause_leaves_it_undone(reason: str) -> None:
    assert "PX343" in rules_of({"I15": reason})


@pytest.mark.parametrize(
    "reason",
    [
        "因资金紧张，部分尾款没有支付",
        "资金12月下达，未及时拨付",
        "项目资金未及时足额到位",
        "因资金不到位，尚未付款，工程已完工",
        "因预算调减，未开展",
        "财政资金紧张，进度滞后",
        "前期进度滞后，后期加快，全部完成",
        "不仅完成8个，还完成了2个追加任务",
        "因资金紧张，未按期完工，已于次年3月完工",
        "因财政资金未到位，补贴尚未发放",
        "没有未完成情况",
        "项目跨年实施，尚未竣工",
    ],
)
def test_money_itself_undone_is_not(reason: str) -> None:
    assert "PX343" not in rules_of({"I15": reason})


@pytest.mark.parametrize(
    ("told", "is_other"),
    [
        ("监测点数300个", True),
        ("全年共设监测点数300个", True),
        ("监测点数为87个", False),
        ("城东片区监测点数30个", False),
        ("一季度监测点数20个", False),
        ("新增监测点数30个", False),
        ("其中监测点数30个", False),
        ("监测点数比上年增加30个", False),
        ("计划监测点数100个", False),
    ],
)
def test_a_short_name_told_in_full(told: str, is_other: bool) -> None:
    changes = {"D15": "监测点数", "E15": "≥80个", "F15": "87个", "F13": told}
    assert ("PX527" in rules_of(changes)) is is_other
