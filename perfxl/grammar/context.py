"""一格的话照表上别处写的来读：名称说了方向，性质单列，年份写在标题里。"""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.glyphs import compact, fold
from perfxl.grammar.nearer import is_nearer
from perfxl.grammar.numerals import numeral
from perfxl.grammar.other_than_done import other_than_done
from perfxl.grammar.parsing import parse
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.reported import reported
from perfxl.grammar.standings import said_none
from perfxl.grammar.values import Compound, Deadline, Kind, Measured, Operator, Unreadable, Value
from perfxl.grammar.words import FALLING, RATES, RISING

# 指标性质单列写字的：正向就是越多越好。
_RISES = ("正向", "正向指标", "正指标", "越大越好", "越高越好", "趋高")
_FALLS = (
    "反向",
    "反向指标",
    "负向",
    "负向指标",
    "逆向",
    "逆向指标",
    "负指标",
    "越小越好",
    "越低越好",
    "趋低",
)
DIRECTIONS = dict.fromkeys(_RISES, Operator.AT_LEAST) | dict.fromkeys(_FALLS, Operator.AT_MOST)


class RowContext(NamedTuple):
    """一行各格在表上的上下文；表里没有写的为空。

    ``name`` 是三级指标；``direction`` 是单列的指标性质；``unit`` 是单列的度量单位；``year`` 是表的年度；
    ``money_unit`` 是表的金额单位，元、万元一类；``percent`` 是指标值、完成值的栏名写着百分号（指标值（%）），
    而这一行说的是比率；``expected`` 是完成值取自“全年预计”一栏，“预计”“计划”多少就是它。
    """

    name: str = ""
    direction: str = ""
    unit: str = ""
    year: int | None = None
    money_unit: str | None = None
    percent: bool = False
    expected: bool = False

    @property
    def measured_in(self) -> str:
        """只写了数的照哪个单位：单列的度量单位；没有单列的，栏名、名称末尾写着的百分号；都没有为 ``""``。

        >>> RowContext("验收合格率（%）").measured_in, RowContext("培训人数（人）").measured_in
        ('%', '')
        """
        percent = self.percent or ends_with_percent(self.name)
        return self.unit or ("%" if percent else "")

    @property
    def falls(self) -> bool:
        """名称说的就是下降（交通事故下降率）：没有写方向的数都是降幅。

        >>> RowContext("交通事故下降率").falls, RowContext("降低成本提升率").falls
        (True, False)
        """
        return _says_falling(self.name)


# 名称、栏名末尾括号里的百分号。
_PERCENT_AFTER = Pattern(r"[(（](?:单位[:：]?)?(?:[%％]|百分比|百分数|百分号)[)）]$")


@lru_cache(maxsize=8192)
def ends_with_percent(text: str) -> bool:
    """栏名、名称末尾括号里写着百分号。

    >>> ends_with_percent("指标值（%）"), ends_with_percent("合格率（单位：%）："), ends_with_percent("指标值")
    (True, True, False)
    """
    return _PERCENT_AFTER.search("".join(text.split()).rstrip(":：")) is not None


@lru_cache(maxsize=8192)
def says_ratio(name: str) -> bool:
    """名称说的是比率。

    >>> says_ratio("抽检合格率"), says_ratio("培训人数")
    (True, False)
    """
    return compact(name).endswith(RATES)


@lru_cache(maxsize=8192)
def _says_falling(name: str) -> bool:
    return any(word in name for word in FALLING) and not any(word in name for word in RISING)


NO_CONTEXT = RowContext()


@lru_cache(maxsize=16384)
def read_target(text: str, context: RowContext) -> Value:
    """指标值：没有写符号的，照单列的性质；没有写年份的时限，是表的年度的。

    >>> read_target("95%", RowContext(direction="正向")).operator
    <Operator.AT_LEAST: '≥'>
    >>> read_target("12月底前", RowContext(year=2024)).last_day()
    datetime.date(2024, 12, 31)
    >>> read_target("≥5%", RowContext("交通事故下降率")).trend
    -1
    >>> read_target("95", RowContext("验收合格率（%）")).unit
    '%'
    >>> [read_target("无", RowContext(name)).number for name in ("违规收费", "培训人数")]
    [Decimal('0'), None]
    """
    if (none := said_none(text, context.name)) is not None:
        return none
    sign = DIRECTIONS.get(context.direction.strip())
    value = parse(text)
    if sign is not None and isinstance(value, Measured) and value.operator is None:
        signed = parse(sign.value + text)
        value = signed if isinstance(signed, Measured) else value
    if context.measured_in.strip() in _PERCENT_SIGNS:
        value = _in_percent(value, text)
    value = _in_year(_as_month(value, context.name), context.year)
    if context.falls and isinstance(value, Measured) and value.trend == 0:
        return replace(value, trend=-1)
    return value


# 度量单位一栏写的百分号；是比率的单位，后面接不接要看数。
_PERCENT_SIGNS = ("%", "％", "百分比", "百分号")
# 乘了 100 比上限高出这么多以内的，可能真是高出一点。
_A_LITTLE_OVER = Decimal("1.3")


@lru_cache(maxsize=16384)
def read_actual(text: str, context: RowContext, target: Value | None = None) -> Value:
    """实际完成值：没有写年份的时间，是表的年度的；度量单位单列而只写了数的，照那一栏的单位。

    单位是百分号的不照：0.95 可能就是 95%，由比较的人定；与“≤1%”（``target``）相比的 0.03 照字面是 0.03%。

    >>> read_actual("42", RowContext(unit="万元")).number
    Decimal('420000')
    >>> read_actual("420000", RowContext(unit="万元")).unit is None
    True
    >>> limit = read_target("≥0.06万人", RowContext(unit="万人"))
    >>> read_actual("500", RowContext(unit="万人"), limit).number
    Decimal('500')
    >>> limit = read_target("≤1%", RowContext(unit="%"))
    >>> read_actual("0.03", RowContext(unit="%"), limit).unit, read_actual("0.95", RowContext(unit="%")).unit
    ('%', None)
    """
    if (none := said_none(text, context.name)) is not None:
        return none
    if _is_whole_coverage(text, target, context.name):
        return replace(parse("100%"), raw=text, note=f"“{text.strip()}”按100%读")
    if _is_ahead(text, target, context.name):
        return replace(parse("提前完成"), raw=text)
    told = _without_name(_by_each_month(text, target), target, context.name)
    value = _deadline_in_unit(text, context) or parse(with_unit(told, context.unit, target))
    if told != text:
        value = replace(value, raw=text)
    if context.measured_in.strip() in _PERCENT_SIGNS and _is_within(value, target):
        value = parse(f"{text}%")
    if isinstance(target, Measured):
        value = _each_alike(_said_done(text, value, target, context), target)
    return _in_year(_as_month(value, context.name), context.year)


_WHOLE_COVERAGE = Pattern(
    "(?:已经?|均|全部|实现|做到|达到|完成|了|应保尽保|应享尽享)*(?:全覆盖|全面覆盖|全部覆盖|全员覆盖)[。;]?"
)


def _is_whole_coverage(text: str, target: Value | None, name: str) -> bool:
    """覆盖率问的是百分之几，答“全覆盖”的就是 100%；问别的不是。

    >>> of_share = parse("≥95%")
    >>> [_is_whole_coverage("实现全覆盖", of_share, name) for name in ("参保覆盖率", "验收合格率")]
    [True, False]
    """
    share = isinstance(target, Measured) and target.kind is Kind.PERCENT and not target.trend
    if not share or "覆盖" not in name + (target.raw if target else ""):
        return False
    return _WHOLE_COVERAGE.fullmatch("".join(text.split())) is not None


_EACH_MONTH = Pattern("(每个?月(?:[1-9]|[12][0-9]|3[01])[日号])(?!.*[前后内])")


def _by_each_month(text: str, target: Value | None) -> str:
    """每月25日前发放的，答“每月20日发放”就是 20 日前做了；别的照旧。

    >>> _by_each_month("每月20日发放", parse("每月25日前发放"))
    '每月20日前发放'
    """
    monthly = isinstance(target, Deadline) and "每" in target.raw and "月" in target.raw
    return _EACH_MONTH.sub(r"\1前", text) if monthly else text


_AFTER_NAME = Pattern("([\u4e00-\u9fff]{2,12}?)[为:：]?([0-9][0-9.]*)")


def _without_name(text: str, target: Value | None, name: str) -> str:
    """只写了名称和数的（人数120），去掉名称里也有的字，照只写了数的读。

    >>> wanted = parse("≥100人")
    >>> [_without_name(text, wanted, "培训人数") for text in ("人数120", "期数12", "2024年")]
    ['120', '期数12', '2024年']
    """
    bare = "".join(text.split())
    found = _AFTER_NAME.fullmatch(bare) if isinstance(target, Measured) else None
    said = compact(name) + (compact(target.raw) if target is not None else "")
    return found[2] if found is not None and found[1] in said else text


# “人均500元”的钱，完成值少写“人均”的，差不到这么多倍；更多的多半是总数。
_ALIKE = 10


def _each_alike(value: Value, target: Measured) -> Value:
    """指标值的“人均”“每户”写成话的（人均≤500元），完成值只写了钱（480元），也是人均的；写成 元/人 的不猜。

    >>> limit = parse("人均≤500元")
    >>> [read_actual(text, RowContext(), limit).unit for text in ("480元", "480元/户", "4.8万元")]
    ['元/人', '元/户', '元']
    """
    said_before = target.kind is Kind.PER_HEAD and "/" not in target.raw
    if not said_before or not isinstance(value, Measured) or value.kind is not Kind.MONEY:
        return value
    low, high = sorted((value.number, target.number))
    if high > low * _ALIKE:
        return value
    return replace(value, kind=target.kind, unit=target.unit, dimension=target.dimension)


def _said_done(text: str, value: Value, target: Measured, context: RowContext) -> Value:
    """几句话里做到多少的那一个数；说的不是做到多少的读不懂。"""
    several = not isinstance(value, Measured)
    if several:
        value = reported(text, target) or value
    if not isinstance(value, Measured):
        return value
    meaning = other_than_done(
        value, target, context.name, several=several, expected=context.expected
    )
    return Unreadable(raw=text, note=f"说的是{meaning}，不是做到多少") if meaning else value


_AHEAD = Pattern(
    "(?:[比较][^0-9]{0,6})?提前了?[0-9.]+(?:多|余)?个?(?:工作日|月|天|日|周|小时|年)"
    "(?:完成|完工|竣工|办结|发放|到位|交付|结束)?"
)


def _is_ahead(text: str, target: Value | None, name: str) -> bool:
    """提前了多久：时限、用时都是做到了。

    >>> _is_ahead("比计划提前5天完成", parse("≤30天"), "工期"), _is_ahead("提前5天", parse("≥3天"), "提前公示")
    (True, False)
    """
    timed = isinstance(target, Deadline) or (
        isinstance(target, Measured) and target.kind is Kind.DURATION
    )
    if not timed or target is None or "提前" not in text or "提前" in target.raw + name:
        return False
    return _AHEAD.fullmatch("".join(fold(text).split())) is not None


def _in_percent(value: Value, text: str) -> Value:
    """只写了数的，是百分之几；写着单位的、不是数的照旧。"""
    bare = isinstance(value, Measured) and value.kind is Kind.QUANTITY and value.unit is None
    percent = parse(f"{text.strip()}%") if bare else value
    return percent if isinstance(percent, Measured) else value


def _is_within(value: Value, limit: Value | None) -> bool:
    """只写了数，照字面是百分之几就没有超过上限；乘上 100 只高出上限一点的，看不出，不算。"""
    if not isinstance(value, Measured) or not isinstance(limit, Measured):
        return False
    bare = value.kind is Kind.QUANTITY and value.unit is None
    capped = limit.operator in (Operator.AT_MOST, Operator.BELOW) and limit.kind is Kind.PERCENT
    a_little_over = limit.number < value.number * 100 <= limit.number * _A_LITTLE_OVER
    return bare and capped and 0 <= value.number <= limit.number and not a_little_over


def _deadline_in_unit(text: str, context: RowContext) -> Deadline | None:
    """度量单位一栏接上只写了的数，指标值那样写（≤12月）说的是时限的，也是时限；说时长的、不是数的为 ``None``。

    >>> read_actual("12", RowContext("完成时间", unit="月", year=2025)).last_day()
    datetime.date(2025, 12, 31)
    >>> read_actual("12", RowContext("工期", unit="月")).kind.value
    'quantity'
    """
    unit, bare = context.unit.strip(), "".join(text.split())
    if not unit or not (bare.isdecimal() or numeral(bare) is not None):
        return None
    limit = _as_month(parse(f"{Operator.AT_MOST.value}{bare}{unit}"), context.name)
    value = parse(bare + unit)
    return value if isinstance(limit, Deadline) and isinstance(value, Deadline) else None


# 说的是哪一天做完，不是做多久。
_WHEN_DONE = Pattern(
    "(?:完工|完成|竣工|开工|动工|建成|验收|拨付|支付|下达|投入使用|投用|交付|上线|印发|发放|到位|启动|结束|截止)"
    "的?(?:时间|时限|日期|期限|时点|时间节点|月份)$"
)
_MONTHS_IN_YEAR = 12


def _as_month(value: Value, name: str) -> Value:
    """完工时间“≤｜6｜月”：是 6 月以前，不是六个月；写“个月”的照旧。

    >>> read_target("≤6月", RowContext("完工时间", year=2024)).last_day()
    datetime.date(2024, 6, 30)
    >>> read_target("≤6个月", RowContext("完工时间")).kind.value, read_target("≤6月", RowContext("工期")).kind.value
    ('duration', 'duration')
    """
    if not isinstance(value, Measured) or value.unit != "月" or value.upper is not None:
        return value
    loose = value.operator in (Operator.AT_LEAST, Operator.ABOVE, Operator.ABOUT)
    if loose or value.approximate or value.trend or not _WHEN_DONE.search(compact(name)):
        return value
    if value.number not in range(1, _MONTHS_IN_YEAR + 1):
        return value
    return Deadline(
        raw=value.raw, month=int(value.number), operator=value.operator, note=value.note
    )


def with_unit(text: str, unit: str, target: Value | None = None) -> str:
    """只写了数的，后面接上单列的度量单位；写着单位的、不是数的照旧。

    25000 在“万人”一栏里多半是已经展开的数，不当作 2.5 亿，照旧（给了指标值 ``target`` 的，看哪一种读法与它相近）；
    百分号也不接。

    >>> with_unit("42", "人"), with_unit("42人", "人"), with_unit("25000", "万人"), with_unit("0.95", "%")
    ('42人', '42人', '25000', '0.95')
    >>> with_unit("十三", "次"), with_unit("十分", "次")
    ('十三次', '十分')
    >>> with_unit("1500", "万元"), with_unit("1500", "万元", parse("≤2000万元"))
    ('1500', '1500万元')
    """
    unit = unit.strip()
    if unit and numeral("".join(text.split())) is not None:  # 十三｜次
        spelt = parse("".join(text.split()) + unit)
        return "".join(text.split()) + unit if isinstance(spelt, Measured) else text
    value = parse(text)
    if not isinstance(value, Measured) or value.kind is not Kind.QUANTITY or value.unit is not None:
        return text
    if not unit or unit.endswith(("‰", *_PERCENT_SIGNS)):
        return text
    counted = parse(text + unit)
    if not isinstance(counted, Measured) or _is_expanded(value, counted, target):
        return text
    return text + unit


def _is_expanded(value: Measured, counted: Measured, target: Value | None) -> bool:
    """写的数已经乘过单位里的“万”。"""
    scale = counted.printed_scale
    if scale == 1:
        return False
    if (
        isinstance(target, Measured)
        and target.unit is not None
        and min(value.number, target.number) > 0
    ):
        return not is_nearer(counted.number, value.number, target.number)
    return abs(value.number) >= scale / 10


def _in_year(value: Value, year: int | None) -> Value:
    """没有写年份的时限补上年度；“次年”在年度上加一。"""
    if year is None:
        return value
    if isinstance(value, Deadline) and value.dated and value.year is None:
        return replace(value, year=year + value.next_year, next_year=False)
    if isinstance(value, Compound):
        return replace(value, parts=tuple(_in_year(part, year) for part in value.parts))
    return value
