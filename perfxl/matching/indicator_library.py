"""指标库：许多批复（申报）表里用过的指标，同一条的合在一起：通常的指标值、单位，用过几回，在哪里。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import intern
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Use:
    """用过一回：哪个项目的表，哪一条。几十万回的都留着，所以只有写得出来的几样，同样的字只留一份。

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
        texts = (
            *(side.level3.text, side.bare.strip()),
            *(compact(each.text) for each in (side.row.level1, side.row.level2)),
            side.target.text,
        )
        name, bare, level1, level2, target = map(intern, texts)
        sheet, cell = intern(table.sheet_of(entry)), intern(entry.address)
        return cls(name, bare, level1, level2, target, value, where, sheet, cell)


@dataclass(frozen=True)
class LibraryIndicator:
    """一条指标；``uses`` 是用过的各回，照给的先后。"""

    indicator_class: IndicatorClass
    uses: tuple[Use, ...]

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
        return ordered[(len(ordered) - 1) // 2].target if ordered else self.uses[0].target

    @property
    def _is_of_amounts(self) -> bool:
        """指标值都是一笔钱（不是每人多少的标准）。"""
        values = [use.value for use in self.uses]
        return all(isinstance(each, Measured) and each.kind is Kind.MONEY for each in values)

    @property
    def spread(self) -> str:
        """指标值从多少到多少；只有一种、不能比大小的为 ``""``。"""
        ordered = self._ordered
        if not ordered or ordered[0].value == ordered[-1].value:
            return ""
        first, last = ordered[0].target, ordered[-1].target
        return "" if compact(first) == compact(last) else f"{first} 到 {last}"

    @cached_property
    def _ordered(self) -> list[Use]:
        """量的都是一种东西时，照大小排；不是的为空。"""
        measured = [
            (use.value.base_number, n, use)
            for n, use in enumerate(self.uses)
            if isinstance(use.value, Measured)
        ]
        kinds = {
            (use.value.dimension, use.value.kind, use.value.operator)
            for _, _, use in measured
            if isinstance(use.value, Measured)
        }
        if len(measured) != len(self.uses) or len(kinds) != 1:
            return []
        return [use for _, _, use in sorted(measured, key=lambda each: each[:2])]

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
    groups: dict[tuple[object, str], list[Use]] = {}
    kinds: dict[tuple[object, str], IndicatorClass] = {}
    values: dict[Value, Value] = {}
    for step, unit in steps:
        whole, where = step.whole, UsedIn.of(step, unit)
        for side in whole.sides:
            if not side.target.text or _is_cancelled(side):
                continue
            kind = side.row.indicator_class
            general = kind is IndicatorClass.UNKNOWN or kind.is_general
            key = compact(side.row.level2.text) if general else kind, side.key
            value = values.setdefault(side.value, side.value)
            use = Use.of(side, value, where, whole.table)
            groups.setdefault(key, []).append(use)
            kinds.setdefault(key, kind)
    found = [LibraryIndicator(kinds[key], tuple(uses)) for key, uses in groups.items()]
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
