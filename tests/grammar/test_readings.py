"""逐条写明的读法：近似而不同的写法放在一起。"""

from datetime import date
from decimal import Decimal

import pytest

from perfxl.grammar import (
    Attainment,
    Compound,
    Deadline,
    Kind,
    Measured,
    Operator,
    Qualitative,
    Unreadable,
    amount,
    as_contract,
    parse,
    show,
)


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        # 比较词
        ("不少于三次", "quantity", "≥3次"),
        ("≥1万人以上", "quantity", "≥10000人"),
        ("控制在5%以内", "percent", "≤5%"),
        ("控制在90%以上", "percent", "≥90%"),
        ("低于5%", "percent", "<5%"),
        ("2万元以下", "money", "≤20000元"),
        ("达到100%", "percent", "≥100%"),
        ("≥约90%", "percent", "≈90%"),
        ("100余人", "quantity", "≈100人"),
        ("100人（含）以上", "quantity", "≥100人"),
        ("满意度不低于90%", "percent", "≥90%"),
        # 数
        ("1,000人", "quantity", "1000人"),
        ("10～15人", "quantity", "10~15人"),
        ("1-2万人", "quantity", "10000~20000人"),
        ("5000-1万元", "money", "5000~10000元"),
        ("5%-10%", "percent", "5~10%"),
        ("-5%", "percent", "-5%"),
        ("一百二十人", "quantity", "120人"),
        ("百分之九十五", "percent", "95%"),
        ("3千米", "quantity", "3千米"),
        ("2个百分点", "percent", "2个百分点"),
        ("0.2万元/人", "per_head", "2000元/人"),
        ("5个乡镇", "quantity", "5个"),
        # 否定的比较：不能超过就是 ≤
        ("不能超过5%", "percent", "≤5%"),
        ("不应低于90%", "percent", "≥90%"),
        ("未超过3次", "quantity", "≤3次"),
        ("超100人", "quantity", ">100人"),
        ("超市100家", "quantity", "100家"),
        # 按什么算的标准
        ("人均300元", "per_head", "300元/人"),
        ("每人每月不超过300元", "per_head", "≤300元/人/月"),
        ("每期5万元", "per_head", "50000元/期"),
        # 括注里的数不是这个值
        ("3个（其中：省级1个）", "quantity", "3个"),
        ("≥10%（较2023年）", "percent", "≥10%"),
        # 写法少见、意思清楚的
        ("壹佰万元", "money", "1000000元"),
        ("￥5,000.00元", "money", "5000元"),
        ("九成以上", "percent", "≥90%"),
        ("七成五", "percent", "75%"),
        ("一成不变", "qualitative", "一成不变"),
        ("100人+", "quantity", "≥100人"),
        ("500m2", "quantity", "500m2"),
        ("≥30dB", "quantity", "≥30dB"),
        ("不低于80分且不高于100分", "compound", "≥80分；≤100分"),
        ("低于或等于5%", "percent", "≤5%"),
        ("高于等于90%", "percent", "≥90%"),
        ("没超过5%", "percent", "≤5%"),
        ("上限100万元", "money", "≤1000000元"),
        ("100万元封顶", "money", "≤1000000元"),
        ("90%以上（不含）", "percent", ">90%"),
        ("超过90%（含）", "percent", "≥90%"),
        ("》=90%", "percent", "≥90%"),
        ("节约3万元", "money", "30000元"),
        ("签约3家", "quantity", "3家"),
        ("最近3年", "duration", "3年"),
        ("3（人）", "quantity", "3人"),
        ("3000元每人", "per_head", "3000元/人"),
        ("300人，其中女性120人", "quantity", "300人"),
        ("（≥95%）", "percent", "≥95%"),
        ("还差20人", "qualitative", "还差20人"),
        ("12345热线办结率≥98%", "percent", "≥98%"),
        ("80%～90%", "percent", "80~90%"),
        ("≥95%（力争98%）", "percent", "≥95%"),
        ("80%（120/150）", "percent", "80%"),
        ("二○二四年12月", "deadline", "2024年12月"),
        ("550元/人.天", "per_head", "550元/人·天"),
        ("2024年全年", "deadline", "2024年"),
        ("2024年6月初", "deadline", "2024年6月上旬"),
        ("2024年≥90%", "percent", "≥90%"),
        ("24年12月底前", "deadline", "2024年12月底前"),
        ("12.31前", "deadline", "12月31日前"),
        ("2024年12月31日(已完成)", "deadline", "2024年12月31日"),
        ("一年半", "duration", "1.5年"),
        ("百分之百", "percent", "100%"),
        ("千分之五", "percent", "5‰"),
        # 增长、下降是值的一部分
        ("同比增长≥5%", "percent", "增长≥5%"),
        ("比上年下降3%", "percent", "下降3%"),
        ("次年3月底前", "deadline", "次年3月底前"),
        ("2024-12-20 0:00:00", "deadline", "2024年12月20日"),
        ("5人份", "quantity", "5人份"),
        ("0人", "quantity", "0人"),
        ("1次/年", "quantity", "1次/年"),
        # 日期与时长
        ("12月", "deadline", "12月"),
        ("24月", "duration", "24个月"),
        ("≤12月", "duration", "≤12月"),
        ("15日前", "deadline", "15日前"),
        ("15日内", "duration", "≤15日"),
        ("5个工作日内办结", "duration", "≤5个工作日"),
        ("三个月内", "duration", "≤3个月"),
        ("一年内", "duration", "≤1年"),
        ("半年", "duration", "0.5年"),
        ("20241231", "deadline", "2024年12月31日"),
        ("≥20241231", "quantity", "≥20241231"),
        ("2024.12", "quantity", "2024.12"),
        ("2024.12底前", "deadline", "2024年12月底前"),
        ("二〇二四年十二月三十一日前", "deadline", "2024年12月31日前"),
        ("不晚于2024年12月", "deadline", "≤2024年12月"),
        ("年底前完成", "deadline", "年底前"),
        ("每季度1次", "deadline", "每季度1次"),
        ("当日", "deadline", "当日"),
        ("活动结束次日", "deadline", "活动结束次日"),
        ("次日12时前", "deadline", "次日12时前"),
        ("每季度末", "deadline", "每季度末"),
        ("每月底前发放", "deadline", "每月底前发放"),
        ("不晚于次日", "deadline", "不晚于次日"),
        ("每日18时前", "deadline", "每日18时前"),
        ("未当日办结", "qualitative", "未当日办结"),
        ("做到当日事当日毕", "qualitative", "做到当日事当日毕"),
        ("四十二所", "quantity", "42所"),
        ("不少于三轮", "quantity", "≥3轮"),
        ("一起", "qualitative", "一起"),
        ("一块", "qualitative", "一块"),
        ("每年开展5次", "quantity", "5次"),
        # 一格多值
        ("100、200", "compound", "100；200"),
        ("≥10人≤20人", "compound", "≥10人；≤20人"),
        ("按时完成，满意度≥90%", "compound", "按时完成；≥90%"),
        ("≈13000件、次", "quantity", "≈13000件、次"),
        # 文字与占位
        ("十分满意", "qualitative", "十分满意"),
        ("零事故完成", "qualitative", "零事故完成"),
        ("2024年中央1号文件", "qualitative", "2024年中央1号文件"),
        ("第3批", "qualitative", "第3批"),
        ("增长率-5%", "qualitative", "增长率-5%"),
        ("未在2024年12月底前完成", "qualitative", "未在2024年12月底前完成"),
        (
            "1.已完成1人补助。2.已完成2人安家费。",
            "qualitative",
            "1.已完成1人补助。2.已完成2人安家费。",
        ),
        ("……", "placeholder", "/"),
        ("XXX项目", "placeholder", "/"),
        ("指标1：", "placeholder", "/"),
        ("0万", "placeholder", "0"),
    ],
)
def test_reads_as(text: str, kind: str, shown: str) -> None:
    value = parse(text)
    assert (value.kind.value, show(value)) == (kind, shown)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("≥😀人", "不认识的符号“😀”"),
        ("10²", "不认识的符号“²”"),
        ("①", "不认识的符号“①”"),
        ("10,20人", "逗号不在千分位上"),
        ("1000,000人", "逗号不在千分位上"),
        ("=90%以上", "“=”与“以上”互相矛盾"),
        ("≥≤5", "比较符号重叠"),
        ("≥很好", "比较符号后面没有数"),
        ("2月30日前", "没有2月30日这一天"),
        ("13月底前", "没有13月"),
        ("15-10人", "区间的前一个数大于后一个数"),
        ("2024.0年", "看不出“年”是日期还是时长"),
        ("1" * 21 + "人", "数字过长，超过20位"),
        ("10\n20", "数字被换行隔开，看不出是一个数还是两个"),
        ("≥1↑，5人", "不认识的符号“↑”"),
        ("不≥90%", "否定的话和比较符号连用，看不出方向"),
        ("不等于0", "否定的话和比较符号连用，看不出方向"),
        ("1/3", "分数、比例没有读，请写成百分数"),
        ("≥4/3", "分数、比例没有读，请写成百分数"),
        ("3/20", "分数、比例没有读，请写成百分数"),
        ("1e5", "科学计数的显示，原来的数已经看不全"),
        ("有效提升" * 2500, "文字过长，超过1000字"),
    ],
)
def test_refuses_and_says_why(text: str, reason: str) -> None:
    value = parse(text)
    assert isinstance(value, Unreadable)
    assert value.note == reason


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("达成预期指标", Attainment.MET),
        ("达成年度指标", Attainment.MET),
        ("全部或基本达成预期指标", Attainment.MET),
        ("全部或基本完成年度目标", Attainment.MET),
        ("已按时完成。", Attainment.MET),
        ("达成预期指标且效果显著", Attainment.MET),
        ("部分达成预期指标并\n具有一定效果", Attainment.PARTIAL),
        ("未全部完成", Attainment.PARTIAL),
        ("未完成预期指标且效果较", Attainment.UNMET),
        ("未达成年度指标", Attainment.UNMET),
        ("未开展", Attainment.UNMET),
        ("未完成100人", Attainment.UNMET),
        ("基本达成", None),
        ("部分或基本达成", None),
        ("完成预期指标且效果转", None),
        ("未发生安全事故", None),
        ("有效提升", None),
    ],
)
def test_grade_of_attainment(text: str, level: Attainment | None) -> None:
    value = parse(text)
    assert isinstance(value, Qualitative)
    assert value.level == level


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024年12月前", date(2024, 12, 31)),
        ("2024年12月20日前", date(2024, 12, 20)),
        ("2024年2月底前", date(2024, 2, 29)),
        ("2024年", date(2024, 12, 31)),
        ("≤2024年末", date(2024, 12, 31)),
        ("≥2024年", None),
        ("2024年5月中旬", date(2024, 5, 20)),
        ("2024年2月下旬", date(2024, 2, 29)),
        ("2024年第三季度末", date(2024, 9, 30)),
        ("2024年上半年", date(2024, 6, 30)),
        ("2024年1-6月", date(2024, 6, 30)),
        ("2023-2025年", date(2025, 12, 31)),
        ("12月底前", date(2025, 12, 31)),
        ("年底前", date(2025, 12, 31)),
        ("次年3月底前", date(2026, 3, 31)),
        ("15日前", None),
        ("即时办理", None),
    ],
)
def test_last_day(text: str, last: date | None) -> None:
    value = parse(text)
    assert isinstance(value, Deadline)
    assert value.last_day(2025) == last


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("9.8万人", "98000名", True),
        ("12个月", "1年", True),
        ("24小时", "1天", True),
        ("15亩", "1公顷", True),
        ("5‰", "0.5%", True),
        ("6000元/年/人", "6000元/人/年", True),
        ("0.6万元/人/年", "6000元/人/年", True),
        ("6000元/人/月", "6000元/人/年", False),
        ("1个月", "30天", False),
        ("5人", "5人次", False),
        ("5个", "5项", False),
        ("7*24小时", "168小时", False),
    ],
)
def test_only_one_dimension_compares(left: str, right: str, same: bool) -> None:
    one, other = parse(left), parse(right)
    assert isinstance(one, Measured)
    assert isinstance(other, Measured)
    assert (one.dimension == other.dimension) == same
    if same:
        assert one.base_number == other.base_number


def test_contract_of_a_range_a_compound_and_a_deadline() -> None:
    assert as_contract(parse("10-15人")) == {
        "text": "10-15人",
        "kind": "quantity",
        "operator": None,
        "number": Decimal(10),
        "unit": "人",
        "approximate": False,
        "note": "区间上限15",
    }
    compound = as_contract(parse("≅4250人，平均2000元/年/人"))
    assert (compound["kind"], compound["number"], compound["approximate"]) == (
        "compound",
        None,
        True,
    )
    assert compound["note"] == "一格多值：≈4250人，2000元/年/人"
    deadline = as_contract(parse("≤12月31日"))
    assert (deadline["operator"], deadline["number"], deadline["note"]) == ("≤", None, "--12-31")


def test_compound_part_keeps_its_own_words() -> None:
    value = parse("结案率≥90%，满意度≥95%")
    assert isinstance(value, Compound)
    assert [(part.raw, part.kind, part.note) for part in value.parts] == [
        ("结案率≥90%", Kind.PERCENT, "数前文字“结案率”"),
        ("满意度≥95%", Kind.PERCENT, "数前文字“满意度”"),
    ]


@pytest.mark.parametrize(
    ("sign", "typed"),
    [
        ("≥", ["≧", "⩾", "≽", ">=", "＞＝", "=>", "> =", r"$\geq$", r"$\ge$"]),
        ("≤", ["≦", "⩽", "≼", "<=", "＜＝", "=<", r"$\leqslant$"]),
        ("=", ["＝", "═", "﹦", "=="]),
        ("≈", ["≅", "≒", "≃", "~", "～", r"$\approx$"]),
    ],
)
def test_look_alike_signs(sign: str, typed: list[str]) -> None:
    for look_alike in typed:
        value = parse(f"{look_alike}95%")
        assert isinstance(value, Measured), look_alike
        assert (value.operator, value.number) == (sign, 95)


def test_approximate_by_sign_and_by_word_are_one() -> None:
    for text in ("≅700", "≒700", "~700", "约700", "700左右", "近700"):
        value = parse(text)
        assert isinstance(value, Measured)
        assert (value.operator, value.approximate, value.number) == (Operator.ABOUT, True, 700)


@pytest.mark.parametrize("text", ["1.2.3", "1万2千", "元", "1,2", "五百", "(5", "1" * 30])
def test_amount_refuses(text: str) -> None:
    assert amount(text) is None
