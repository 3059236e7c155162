"""指标库：许多批复（申报）表里用过的指标，同一条的合在一起：通常的指标值、单位，用过几回，在哪里。"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, overload

from perfxl.grammar import Kind, Measured, Placeholder, Value, show
from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.glyphs import compact
from perfxl.matching.followed_projects import FollowedProject, Step
from perfxl.matching.indicators import Side
from perfxl.matching.project_names import without_code
from perfxl.model.form_spec import Stage
from perfxl.model.table import IndicatorClass, Table

_APPROVED = (Stage.APPROVAL, Stage.ADJUSTMENT)


class UsedIn(NamedTuple):
    """用在哪里：单位，项目，年度，哪一步的表，哪个文件。一张表的各条共用一份。"""

    unit: str
    project: str
    year: int | None
    stage: Stage
    book: str

    @classmethod
    def of(cls, step: Step, unit: str) -> "UsedIn":
        """``step`` 的表，``unit`` 是哪个单位的。"""
        project = without_code(step.project.name.text)
        return cls(unit, project, step.year, step.stage, step.table.book)


class Use(NamedTuple):
    """用过一回：哪个项目的表，哪一条；只有写得出来的几样。

    ``name`` 是三级指标照印，``bare`` 去掉了序号；``target`` 是指标值照印；``sheet``、``cell`` 是在哪一格。
    """

    name: str
    bare: str
    level1: str
    level2: str
    target: str
    value: Value
    where: UsedIn
    sheet: str
    cell: str

    @classmethod
    def of(cls, side: Side, value: Value, where: UsedIn, table: Table) -> "Use":
        """``table`` 上的一条；``value`` 是读出的指标值。"""
        entry = side.target if side.target.exists else side.level3
        level1, level2 = (compact(each.text) for each in (side.row.level1, side.row.level2))
        return cls(
            name=side.level3.text,
            bare=side.bare.strip(),
            level1=level1,
            level2=level2,
            target=side.target.text,
            value=value,
            where=where,
            sheet=table.sheet_of(entry),
            cell=entry.address,
        )


class UseParts:
    """各回里的字、值、在哪里：一样的只留一份，各有号码。"""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def number(self, each: Any) -> int:
        """第几个；没有见过的留下。"""
        number = self._numbers.setdefault(each, len(self.kept))
        if number == len(self.kept):
            self.kept.append(each)
        return number

    def settle(self) -> None:
        """不再添了：找号码用的不留。"""
        self._numbers.clear()


class Uses(Sequence[Use]):
    """一条指标用过的各回。几十万回的都要留着，所以一回只记各样的号码，几十个字节；问到了再拼成 ``Use``。

    ``shared`` 是各条指标共用的一份：各样的号码是其中的第几个。
    """

    __slots__ = ("_numbers", "_shared")

    def __init__(self, shared: UseParts) -> None:
        self._shared, self._numbers = shared, array("I")

    def add(self, use: Use) -> None:
        """再添一回。"""
        self._numbers.extend(map(self._shared.number, use))

    def __len__(self) -> int:
        return len(self._numbers) // _ITEMS

    @overload
    def __getitem__(self, place: int) -> Use: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Use]: ...
    def __getitem__(self, place: int | slice) -> Use | Sequence[Use]:
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        return self._use(range(len(self))[place])

    def __iter__(self) -> Iterator[Use]:
        return map(self._use, range(len(self)))

    def _use(self, place: int) -> Use:
        kept, start = self._shared.kept, place * _ITEMS
        return Use._make([kept[each] for each in self._numbers[start : start + _ITEMS]])


_ITEMS = len(Use._fields)


@dataclass(frozen=True)
class LibraryIndicator:
    """一条指标；``uses`` 是用过的各回，照给的先后。"""

    indicator_class: IndicatorClass
    uses: Sequence[Use]

    @cached_property
    def name(self) -> str:
        """用得最多的写法，一样多的取在前的。"""
        return _commonest([use.bare for use in self.uses])

    @property
    def level1(self) -> str:
        """一级指标，用得最多的写法。"""
        return _commonest([use.level1 for use in self.uses])

    @property
    def level2(self) -> str:
        """二级指标：类别的通行名称；没有写明哪一类的照印。"""
        if self.indicator_class is IndicatorClass.UNKNOWN or self.indicator_class.is_general:
            return _commonest([use.level2 for use in self.uses])
        return self.indicator_class.label

    @cached_property
    def typical_target(self) -> str:
        """通常的指标值：意思一样的用得最多的；个个不同的取居中的一个。

        金额各项目各是各的，不过半数相同就没有通常的，为 ``""``，只看 ``spread``。
        """
        shown = Counter(show(use.value) for use in self.uses)
        best, count = shown.most_common(1)[0]
        if self._is_of_amounts and self.spread and count * 2 <= len(self.uses):
            return ""
        if count > 1 or len(self.uses) == 1:
            return next(use.target for use in self.uses if show(use.value) == best)
        ordered = self._ordered
        return self.uses[ordered[(len(ordered) - 1) // 2] if ordered else 0].target

    @property
    def _is_of_amounts(self) -> bool:
        """指标值都是一笔钱（不是每人多少的标准）。"""
        values = [use.value for use in self.uses]
        return all(isinstance(each, Measured) and each.kind is Kind.MONEY for each in values)

    @property
    def spread(self) -> str:
        """指标值从多少到多少；只有一种、不能比大小的为 ``""``。"""
        ordered = self._ordered
        if not ordered:
            return ""
        first, last = self.uses[ordered[0]], self.uses[ordered[-1]]
        is_one = first.value == last.value or compact(first.target) == compact(last.target)
        return "" if is_one else f"{first.target} 到 {last.target}"

    @cached_property
    def _ordered(self) -> Sequence[int]:
        """量的都是一种东西时，照大小排，是第几回；不是的为空。"""
        values = [use.value for use in self.uses]
        measured = [each for each in values if isinstance(each, Measured)]
        kinds = {(each.dimension, each.kind, each.operator) for each in measured}
        if len(measured) != len(values) or len(kinds) != 1:
            return ()
        numbers = [each.base_number for each in measured]
        return array("I", sorted(range(len(numbers)), key=numbers.__getitem__))

    @property
    def measure(self) -> str:
        """计量单位，用得最多的写法，连同万、亿；定性的为 ``""``。"""
        values = (use.value for use in self.uses)
        units = [value.printed_unit for value in values if isinstance(value, Measured)]
        units = [unit for unit in units if unit]
        return _commonest(units) if units else ""

    @property
    def units(self) -> list[str]:
        """用过的单位。"""
        return list(dict.fromkeys(use.where.unit for use in self.uses if use.where.unit))

    @property
    def years(self) -> list[int]:
        """用过的年度。"""
        return sorted({use.where.year for use in self.uses if use.where.year is not None})


def approved_step(followed: FollowedProject) -> Step | None:
    """取哪一步的指标：批复、调整里最后的；都没有的取申报；只有监控、自评的为 ``None``。"""
    steps = [step for step in followed.steps if step.stage in _APPROVED]
    steps = steps or [step for step in followed.steps if step.stage is Stage.APPLICATION]
    return steps[-1] if steps else None


def library_of(steps: Iterable[tuple[Step, str]]) -> list[LibraryIndicator]:
    """各步（和所属单位）的指标合成一库，照类别、用得多少排；没有写指标值、取消了的不收。"""
    groups: dict[tuple[object, str], Uses] = {}
    kinds: dict[tuple[object, str], IndicatorClass] = {}
    shared = UseParts()
    for step, unit in steps:
        whole, where = step.whole, UsedIn.of(step, unit)
        for side in whole.sides:
            if not side.target.text or _is_cancelled(side):
                continue
            kind = side.row.indicator_class
            general = kind is IndicatorClass.UNKNOWN or kind.is_general
            key = compact(side.row.level2.text) if general else kind, side.key
            if key not in groups:
                groups[key], kinds[key] = Uses(shared), kind
            groups[key].add(Use.of(side, side.value, where, whole.table))
    shared.settle()
    found = [LibraryIndicator(kinds[key], uses) for key, uses in groups.items()]
    order = list(IndicatorClass)
    found.sort(key=lambda each: (order.index(each.indicator_class), -len(each.uses)))
    return found


def _is_cancelled(side: Side) -> bool:
    value = side.value
    if isinstance(value, Placeholder):
        return True
    return isinstance(value, Measured) and value.number == 0 and value.operator is None


def _commonest(texts: Sequence[str]) -> str:
    return Counter(texts).most_common(1)[0][0]
