"""读出的值：每种形状一个冻结类，都带原文、种类与说明。"""

import calendar
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfxl.grammar.glyphs import fold
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.units import MULTIPLIERS, UNITS, lookup

# 数字后面的倍数；千米、千克、千瓦的千不是。
_SCALE = Pattern(
    rf"[\d０-９]\s*({'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))})(?![米克瓦])"
)

# 只说了往哪一边的约数：100余人、二十多户、九成多；近百人。
_DIGIT = "[0-9０-９零〇一二两三四五六七八九十百千万亿半]"
_SOMEWHAT_MORE = Pattern(rf"(?:{_DIGIT}|成|[%％])\s*[余多]")
_SAVING = Pattern(rf"^(?:(?!{_DIGIT}).)*?(?:提前|节约|节省|缩短|压缩|压减)")
_NEARLY = Pattern(rf"近\s*{_DIGIT}|接近")

# 不是单位说的几种：一件也没有、两个数的比、几分之几、名次、前百分之几；units.yaml 里的量纲不能叫这些名字。
NOTHING, RATIO, SHARE = "none", "ratio", "share"
RANK, RANK_PERCENT = "rank", "rank_percent"
RANKS = (RANK, RANK_PERCENT)


# 台(套)、场（次）：单位后面括着另一种叫法。
_BRACKETED = Pattern(r"\d[百千万亿]*[^\d()]{1,4}\(([^\d()]{1,4})\)")


class Kind(StrEnum):
    """取值种类；``per_head`` 是标准，即每一单位的钱（元/人、元/年/人）。"""

    QUANTITY = "quantity"
    PERCENT = "percent"
    MONEY = "money"
    PER_HEAD = "per_head"
    DURATION = "duration"
    DEADLINE = "deadline"
    COMPOUND = "compound"
    QUALITATIVE = "qualitative"
    PLACEHOLDER = "placeholder"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """给人看的中文。"""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    Kind.QUANTITY: "数量",
    Kind.PERCENT: "百分比",
    Kind.MONEY: "金额",
    Kind.PER_HEAD: "标准",
    Kind.DURATION: "时长",
    Kind.DEADLINE: "时限",
    Kind.COMPOUND: "一格多值",
    Kind.QUALITATIVE: "定性",
    Kind.PLACEHOLDER: "没有填",
    Kind.UNREADABLE: "读不懂",
}


class Operator(StrEnum):
    """比较符号。"""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="
    ABOVE = ">"
    BELOW = "<"
    ABOUT = "≈"


class Attainment(StrEnum):
    """定性指标的完成等级。"""

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """各种值的共同部分：原文、种类、说明（无话可说时为空）。"""

    raw: str
    kind: Kind
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Value):
    """有数的值：数量、百分比、金额、标准、时长。

    数已展开（9.8万人 是 98000 人，95% 是 95，钱一律为元）；``upper`` 是区间上限；
    ``second`` 是 7*24小时 的 24、1:15 的 15、三分之一 的 3；``trend`` 是数前写的方向：增长 1，下降 -1，没有写 0。
    """

    operator: Operator | None
    number: Decimal
    unit: str | None
    dimension: str | None
    approximate: bool = False
    upper: Decimal | None = None
    second: Decimal | None = None
    trend: int = 0

    @property
    def needs_no_unit(self) -> bool:
        """比例（1:15）、几分之几、零投诉：没有单位也说清了是什么。"""
        return self.unit is None and self.dimension is not None

    @property
    def leaning(self) -> int:
        """约数往哪一边：“余”“多”只会多是 1，“近”只会少是 -1，“约”“左右”和不是约数的是 0。

        >>> from perfxl.grammar import parse
        >>> [parse(raw).leaning for raw in ("100余人", "九成多", "近100人", "约100人", "多于100人")]
        [1, 1, -1, 0, 0]
        """
        if self.operator is not Operator.ABOUT:
            return 0
        if _SOMEWHAT_MORE.search(self.raw):
            return 1
        return -1 if _NEARLY.search(self.raw) else 0

    @property
    def is_saving(self) -> bool:
        """说的是提前、节约多少：越多越好。

        >>> from perfxl.grammar import parse
        >>> [parse(raw).is_saving for raw in ("提前5天", "节约≥3万元", "≤5天")]
        [True, True, False]
        """
        return _SAVING.search(self.raw) is not None

    @property
    def printed_scale(self) -> Decimal:
        """数后写着的倍数：``9.8万人`` 是一万，``3千米`` 的千是单位的一部分，没有写是一。

        >>> def scale(raw: str) -> Decimal:
        ...     return Measured(raw=raw, kind=Kind.QUANTITY, operator=None, number=Decimal(1),
        ...                     unit=None, dimension=None).printed_scale
        >>> scale("≥9.8万人"), scale("2 亿元"), scale("3千米"), scale("12人")
        (Decimal('10000'), Decimal('100000000'), Decimal('1'), Decimal('1'))
        """
        found = _SCALE.search(self.raw)
        return MULTIPLIERS[found[1]] if found else Decimal(1)

    @property
    def printed_unit(self) -> str:
        """照写的单位，连同数后的倍数：``≥2.5万平方米`` 是 万平方米；没有单位的为 ``""``。

        >>> Measured(raw="≥2.5万平方米", kind=Kind.QUANTITY, operator=None, number=Decimal(25000),
        ...          unit="平方米", dimension="area").printed_unit
        '万平方米'
        """
        found = _SCALE.search(self.raw)
        if not self.unit or found is None or self.unit.startswith(found[1]):
            return self.unit or ""
        return f"{found[1]}{self.unit}"

    @property
    def bracketed(self) -> frozenset[str]:
        """单位后面括着另一种叫法的（台(套)、场(次)），说的是哪几个量纲，没有括着的只是自己的；照数折算的单位不算。

        >>> from perfxl.grammar import parse
        >>> sorted(parse("≥5台（套）").bracketed), parse("5套").bracketed
        (['machine', 'set'], frozenset({'set'}))
        """
        own = lookup(self.unit) if self.unit else None
        if own is None or own.factor != 1:
            return frozenset()
        found = _BRACKETED.search(fold(self.raw))
        said = (found[1], f"{self.unit}{found[1]}") if found else ()
        units = [own, *(UNITS[each] for each in said if each in UNITS)]
        return frozenset(unit.dimension for unit in units if unit.factor == 1)

    @property
    def base_number(self) -> Decimal:
        """折成量纲基本单位的数；同一 ``dimension`` 的两个值可据此比较。

        >>> Measured(raw="3公里", kind=Kind.QUANTITY, operator=None, number=Decimal(3),
        ...          unit="公里", dimension="length").base_number
        Decimal('3000')
        """
        if self.dimension in (RATIO, SHARE) and self.second is not None:
            return self.number / self.second
        if self.second is not None:
            return self.number * self.second
        unit = lookup(self.unit) if self.unit else None
        return self.number * unit.factor if unit else self.number


_LAST_MONTH = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_LAST_TEN_DAYS = {"上旬": 10, "中旬": 20}


# 只做了一步、一部分：完成一半、拨付首批、完成招标、验收不合格、自哪一天起。
_PARTLY_DONE = Pattern(
    "一半|过半|大半|(?<!全)[大小]?部分|首批|首期|第[一二三]批|前期|初稿|初步|初验|仅|只完成|不合格"
    "|主体|基础(?:工程|施工)|招投?标|设计|可研|立项|签订|签约|开工|动工|启动|试运行|预付款|进度款|^自(?!评)(?![^\n]*[至到~—-])"
)
# 还只是打算：预计、计划哪一天。
_PLANNED = Pattern("(?<![按照原如])计划|预计|(?<!虚)拟|应于|力争|争取")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Value):
    """期限。没写年份的，``year`` 为 None；没有日期的（即时办理），原话在 ``note``。

    ``period`` 是 上旬、第三季度、上半年、年 一类的时段，``bound`` 是 前、底前、末 一类的界限词。
    ``next_year`` 是写着“次年”，年份要在表的年度上加一；``began`` 是起止都写的，从哪一年起，
    ``began_on`` 是从几月几日起（没有写日的是 1 日）。
    """

    kind: Kind = field(default=Kind.DEADLINE, init=False)
    year: int | None = None
    month: int | None = None
    day: int | None = None
    period: str = ""
    bound: str = ""
    operator: Operator | None = None
    next_year: bool = False
    began: int | None = None
    began_on: tuple[int, int] | None = None

    @property
    def dated(self) -> bool:
        """写明了年、月、日或时段中的任一项。"""
        return bool(self.year or self.month or self.day or self.period)

    @property
    def is_each_month(self) -> bool:
        """每月的哪一天（每月25日前）。"""
        return "每" in self.raw and bool(self.day) and not (self.month or self.period)

    def in_month(self, month: int) -> "Deadline":
        """放在某一个月里的同一天，好比先后。"""
        return replace(self, month=month)

    def last_day(self, default_year: int | None = None) -> date | None:
        """仍算按期的最后一天；年份没写用 ``default_year``，定不下来为 None。

        “12月前”按实际填报习惯含12月当月，“12月31日前”含31日；“≥2024年”没有最后一天。

        >>> Deadline(raw="2024年12月前", year=2024, month=12, bound="前").last_day()
        datetime.date(2024, 12, 31)
        >>> Deadline(raw="2月底前", month=2, bound="底前").last_day(2024)
        datetime.date(2024, 2, 29)
        >>> Deadline(raw="第三季度", period="第三季度").last_day() is None
        True
        """
        year = self.year or (default_year and default_year + self.next_year)
        if year is None or not self.dated or self.operator in (Operator.AT_LEAST, Operator.ABOVE):
            return None
        if self.day and not self.month:
            return None
        month = self.month or 12
        if self.period == "上半年":
            month = 6
        elif self.period.endswith("季度"):
            month = _LAST_MONTH[self.period[-3]]
        last = calendar.monthrange(year, month)[1]
        return date(year, month, min(self.day or _LAST_TEN_DAYS.get(self.period, last), last))

    def first_day(self, default_year: int | None = None) -> date | None:
        """起止都写的，从哪一天起；只写了止的、年份定不下来的为 None。

        >>> from perfxl.grammar import parse
        >>> parse("2024年3月-10月").first_day(), parse("2024年10月底前").first_day()
        (datetime.date(2024, 3, 1), None)
        """
        year = self.began or self.year or default_year
        return date(year, *self.began_on) if year and self.began_on else None

    @property
    def partly_done(self) -> str:
        """日期以外的话里，说只做了一步、一部分的词；没有为 ``""``。

        >>> [Deadline(raw=raw).partly_done for raw in ("2024年11月完成一半", "11月全部分发到位", "11月完成招标")]
        ['一半', '', '招标']
        """
        found = _PARTLY_DONE.search(self.raw)
        return found[0] if found else ""

    @property
    def planned(self) -> str:
        """日期以外的话里，说还只是打算的词；没有为 ``""``。

        >>> Deadline(raw="预计10月完成").planned, Deadline(raw="按计划10月完成").planned
        ('预计', '')
        """
        found = _PLANNED.search(self.raw)
        return found[0] if found else ""

    def iso(self) -> str:
        """已知部分的 ISO 写法：2024-12-31、2024-12、--12；没有年月日的为空。"""
        if not (self.year or self.month or self.day):
            return ""
        parts = [f"{self.year:04}" if self.year else "-"]
        parts += [f"{self.month:02}" if self.month else "-"] if self.month or self.day else []
        parts += [f"{self.day:02}"] if self.day else []
        return "-".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound(Value):
    """一格多值，如 ≅4250人，平均2000元/年/人。"""

    kind: Kind = field(default=Kind.COMPOUND, init=False)
    parts: tuple[Value, ...]


class Standing(NamedTuple):
    """分档的等级（Ⅲ类以上、优）：在哪一种等级里是第几档（0 最好），和写着的 以上、优于。"""

    ranks: dict[str, int]
    operator: Operator | None = None

    def reaches(self, wanted: "Standing") -> bool | None:
        """做到了 ``wanted`` 没有；不是同一种等级、看不出的为 None。

        >>> Standing({"水质": 1}).reaches(Standing({"水质": 2}, Operator.AT_LEAST))
        True
        >>> Standing({"水质": 1}).reaches(Standing({"A级": 2})) is None
        True
        """
        shared = [name for name in self.ranks if name in wanted.ranks]
        if not shared or self.operator not in (None, wanted.operator):
            return None
        mine, theirs = self.ranks[shared[0]], wanted.ranks[shared[0]]
        if wanted.operator is Operator.ABOVE and mine == theirs:
            return None if self.operator is None else True
        return mine <= theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualitative(Value):
    """文字；``level`` 是认出的完成等级，``standing`` 是分档的等级，认不出为 None。"""

    kind: Kind = field(default=Kind.QUALITATIVE, init=False)
    level: Attainment | None = None
    standing: Standing | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder(Value):
    """占位：空、/、——、……、XXX、指标1：，以及不带单位的 0（``number`` 为 0）。"""

    kind: Kind = field(default=Kind.PLACEHOLDER, init=False)
    number: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Value):
    """读不出；``note`` 说明原因。"""

    kind: Kind = field(default=Kind.UNREADABLE, init=False)


def join_notes(*notes: str) -> str:
    """把几句说明连成一句，空的不计。"""
    return "；".join(note for note in notes if note)
