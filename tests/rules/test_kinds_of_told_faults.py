"""文字、单位、方向的同类毛病：一样一处，报的是哪一条。"""

import pytest
from rule_case import Section, findings_of

SELF = "自评表"
# 执行率 50%。
LOW: dict[str, str | None] = {
    "F7": "90000",
    "F8": "90000",
    "F9": "40000",
    "H7": "50.00%",
    "I7": "5",
    "F19": "90000元",
    "H22": "94",
    "J19": "",
}


def rules_of(table: str, changes: dict[str, str | None]) -> set[str]:
    return {each.rule for each in findings_of([Section(table, "书.xlsx", changes)])}


@pytest.mark.parametrize(
    ("table", "changes", "rule"),
    [
        # 名称的词倒着写、前面带形容词的，也是说这一条。
        (SELF, {"F13": "11个小型图书室建成并全部开放"}, "PX527"),
        # 其余多少，与差额不符。
        (SELF, {"F13": "已建成12个并开放，其余0.5万册图书未到货"}, "PX527"),
        # 原因栏只写了改进措施。
        (SELF, {"I16": "改进措施：提前签订合同。"}, "PX310"),
        # 名称的词换了次序；比率十倍于一百。
        ("目标表", {"D11": "免费开放图书室数量", "B9": "保障15个乡镇图书室免费开放"}, "PX526"),
        (SELF, {"D17": "优良图书率", "F17": "980%"}, "PX218"),
        # 元/册 与册数只凭单位对上，乘起来正好是预算的十分之一。
        ("目标表", {"D15": "采购补助标准", "E15": "≤1元/册"}, "PX437"),
        # 扣了几分，与分值减得分不符。
        (SELF, {"I16": "书商供货延迟，扣2分。改进措施：提前签订合同。"}, "PX342"),
        # 调减多少，与两个预算数之差不符；年初预算写错。
        (SELF, {"B23": "优。图书室已全部开放，年中调减3万元。"}, "PX436"),
        (SELF, {"B23": "优。图书室已全部开放，年初预算300000元。"}, "PX436"),
        # 数相同，一个数人、一个数东西。
        ("目标表", {"E11": "≥12人"}, "PX526"),
        # 户数写人，数量写钱。
        ("目标表", {"D11": "受益户数", "E11": "≥12人", "B9": "建成图书室并开放"}, "PX506"),
        ("目标表", {"E11": "≥12元"}, "PX506"),
        # 浓度、费用涨幅越低越好；建了多少越多越好。
        ("目标表", {"D16": "细颗粒物年均浓度", "E16": "≥35微克/立方米"}, "PX505"),
        ("目标表", {"D16": "借阅费用涨幅", "E16": "≥5%"}, "PX505"),
        ("目标表", {"D11": "建设乡镇图书室", "E11": "≤12个"}, "PX505"),
        # 占比不会超过全部。
        ("目标表", {"D16": "少儿读者占比", "E16": "≥320%"}, "PX218"),
        # 完工时间写百分数；面积写在质量下。
        ("目标表", {"D14": "图书室完工时间", "E14": "≥95%"}, "PX522"),
        ("目标表", {"D13": "图书室建设面积", "E13": "≥500平方米"}, "PX508"),
        # 执行率空着，得分填了。
        (SELF, {"H7": ""}, "PX403"),
        # 没有这一天。
        ("目标表", {"E14": "2024年2月30日前"}, "PX207"),
        # 某某时间写“按时”。
        ("目标表", {"E14": "按时完成"}, "PX512"),
        # 只说资金用得规范、追加过预算，没有说为什么没有用完。
        (SELF, LOW | {"B23": "优。图书室已全部开放，项目资金使用管理规范、专款专用。"}, "PX319"),
        (SELF, LOW | {"B23": "优。图书室已全部开放，年中追加预算2万元用于购书。"}, "PX319"),
        (SELF, LOW | {"B23": "优。图书室已全部开放，预算编制合理，经费支出合规。"}, "PX319"),
        # 实际完成情况写的是去年做完的。
        (SELF, {"F13": "已建成12个，2023年11月20日全部完工并开放"}, "PX521"),
        # 每公里的成本也是买来的价钱。
        ("目标表", {"D15": "每平方米改造成本", "E15": "=800元/平方米"}, "PX504"),
        ("目标表", {"D15": "单位面积建设成本", "E15": "=800元/平方米"}, "PX504"),
        # 清单里一个项目的目标，对它自己的指标；里程、面积写人、写次。
        ("批复清单", {"J5": "15"}, "PX526"),
        ("目标表", {"D11": "养护公路里程", "E11": "≥12人"}, "PX506"),
        ("目标表", {"D11": "新建图书室面积", "E11": "≥12次"}, "PX506"),
        # 划掉的字和剩下的写在一格里。
        (SELF, {"F15": "1\u03365\u033612个"}, "PX207"),
        # 生态效益下写的是收入。
        ("目标表", {"C16": "生态效益指标", "D16": "周边商户收入增长率", "E16": "≥5%"}, "PX531"),
    ],
)
def test_a_fault_is_told(table: str, changes: dict[str, str | None], rule: str) -> None:
    assert rule in rules_of(table, changes)


@pytest.mark.parametrize(
    ("table", "changes", "rule"),
    [
        (SELF, {"F13": "已建成12个并开放，其余0.2万册图书未到货"}, "PX527"),
        # 中间推迟过、没有晚；没有按期的已经补齐。
        (SELF, {"I18": "受暴雨影响推迟15天，已于11月完成。", "F18": "2024年11月8日"}, "PX342"),
        (SELF, {"F13": "已建成12个并开放，未按期完成的1个已于10月补齐", "H16": "10"}, "PX543"),
        (SELF, {"B23": "优。图书室已全部开放，年中调减2万元。"}, "PX436"),
        ("目标表", {"B9": "建成12座乡镇图书室并开放"}, "PX526"),
        ("目标表", {"D11": "建设用地规模", "E11": "≤12亩"}, "PX505"),
        ("目标表", {"D15": "建设总投资", "E15": "≤200000元"}, "PX505"),
        ("目标表", {"D14": "建设工期", "E14": "≤12个月"}, "PX505"),
        ("目标表", {"D16": "细颗粒物年均浓度下降比例", "E16": "≥3%"}, "PX505"),
        # 说到了为什么没有用完。
        (SELF, LOW | {"B23": "优。图书室已全部开放，资金使用规范，招标节约9万元。"}, "PX319"),
        (
            SELF,
            LOW | {"B23": "优。图书室已全部开放，年中追加预算，年底下达，未及时支付。"},
            "PX319",
        ),
        (SELF, LOW | {"B23": "优。图书室已全部开放，资金拨付不及时。"}, "PX319"),
        (SELF, LOW | {"B23": "优。图书室已全部开放，资金到位晚。"}, "PX319"),
        # 分几年做的、说到了本年的、往年的资金。
        (SELF, {"F13": "已建成12个并开放，续建项目2023年11月完成主体"}, "PX521"),
        (SELF, {"F13": "已建成12个，2023年11月完成招标，2024年10月开放"}, "PX521"),
        (SELF, {"F13": "已建成12个并开放，用完2023年省级补助资金"}, "PX521"),
        ("目标表", {"D15": "每人培训成本", "E15": "=800元/人"}, "PX504"),
        ("批复清单", {"J12": "12"}, "PX526"),
        ("目标表", {"D11": "养护公路里程", "E11": "≥12千米"}, "PX506"),
        # 系数没有单位。
        ("批复清单", {"H6": "农田灌溉水有效利用系数", "J6": "0.6", "K6": ""}, "PX224"),
    ],
)
def test_what_is_right_is_not(table: str, changes: dict[str, str | None], rule: str) -> None:
    assert rule not in rules_of(table, changes)


def test_a_date_that_does_not_exist_is_to_be_mended() -> None:
    [found] = findings_of([Section("目标表", "书.xlsx", {"E14": "2024年13月前"})])
    assert (found.rule, found.severity) == ("PX207", "warning")
    assert "真有的日期" in found.hint


def test_costs_a_power_of_ten_off_are_said_so() -> None:
    [found] = findings_of([Section("目标表", "书.xlsx", {"E15": "≤20000元"})])
    assert (found.rule, found.severity) == ("PX408", "warning")
    assert "正好是它的 1/10，多半写错了位" in found.message


def test_the_whole_cost_among_other_costs_is_compared_with_the_money_spent() -> None:
    """总投资另有一行社会成本的：指标值就是预算数，完成值没有写单位。"""
    changes: dict[str, str | None] = {"D19": "图书室总投资", "E19": "≤180000元", "F19": "117000"}
    changes |= {"C20": "社会成本指标", "B20": "成本指标（30分）"}
    found = findings_of([Section(SELF, "书.xlsx", changes)])
    assert "完成值 117,000 元，全年执行数却是 171,000 元" in "".join(
        each.message for each in found if each.rule == "PX409"
    )


def test_a_bare_ratio_is_told_whatever_the_name() -> None:
    """指标值是百分数的，完成值只写 0.9、95，都由 PX206 说，不看名称有没有“率”。"""
    for actual, meant in (("0.96", "96%"), ("96", "96%")):
        changes: dict[str, str | None] = {"D21": "读者评价", "F21": actual}
        [found] = findings_of([Section(SELF, "书.xlsx", changes)])
        assert (found.rule, found.expected) == ("PX206", meant)


def test_the_other_profile_named_is_one_whose_weights_match() -> None:
    """“=”没有做到而按比例给了分，分值是 50/30/10/10 的：说“全国”，不说分值不同的。"""
    changes: dict[str, str | None] = {"F17": "90%", "H17": "9", "I17": "返工。改进措施：加强验收。"}
    [found] = [
        each
        for each in findings_of([Section(SELF, "书.xlsx", changes | {"H22": "97.5"})])
        if each.rule == "PX306"
    ]
    assert "合口径“全国”" in found.hint


def test_no_hint_tells_an_absurd_rate() -> None:
    """执行率算出来高得离谱的，先核对预算数、执行数，不叫人改成几千。"""
    found = findings_of([Section(SELF, "书.xlsx", {"F7": "4710000", "F8": "4710000"})])
    [rate] = [each for each in found if each.rule == "PX403"]
    assert "请先核对 E7、F7" in rate.hint
    assert not rate.fixes


def test_a_rate_with_many_decimals_is_said_as_it_is_shown() -> None:
    found = findings_of([Section(SELF, "书.xlsx", {"H7": "90.0023629489603%"})])
    [rate] = [each for each in found if each.rule == "PX403"]
    assert rate.message.startswith("执行率填 90%，")
