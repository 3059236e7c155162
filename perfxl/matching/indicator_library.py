"""指标库：许多批复（申报）表里用过的指标，同一条的合在一起：通常的指标值、单位，用过几回，在哪里。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from perfxl.grammar import Measured, Placeholder, show
from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.glyphs import compact
from perfxl.matching.followed_projects import FollowedProject, Step
from perfxl.matching.indicators import Side
from perfxl.model.form_spec import Stage
from perfxl.model.table import IndicatorClass

_APPROVED = (Stage.APPROVAL, Stage.ADJUSTMENT)


@dataclass(frozen=True)
class Use:
    """用过一回：哪个项目的表，哪一条。"""

    step: Step
    side: Side
    unit: str

    @property
    def target(self) -> str:
        """指标值，照印。"""
        return self.side.target.text


@dataclass(frozen=True)
class LibraryIndicator:
    """一条指标；``uses`` 是用过的各回，照给的先后。"""

    indicator_class: IndicatorClass
    uses: tuple[Use, ...]

    @cached_property
    def name(self) -> str:
        """用得最多的写法，一样多的取在前的。"""
        return _commonest([use.side.bare.strip() for use in self.uses])

    @property
    def level1(self) -> str:
        """一级指标，用得最多的写法。"""
        return _commonest([compact(use.side.row.level1.text) for use in self.uses])

    @property
    def level2(self) -> str:
        """二级指标：类别的通行名称；没有写明哪一类的照印。"""
        if self.indicator_class is IndicatorClass.UNKNOWN or self.indicator_class.is_general:
            return _commonest([compact(use.side.row.level2.text) for use in self.uses])
        return self.indicator_class.label

    @cached_property
    def typical_target(self) -> str:
        """通常的指标值：意思一样的用得最多的；个个不同的取居中的一个。"""
        shown = Counter(show(use.side.value) for use in self.uses)
        best, count = shown.most_common(1)[0]
        if count > 1 or len(self.uses) == 1:
            return next(use.target for use in self.uses if show(use.side.value) == best)
        ordered = self._ordered
        return ordered[(len(ordered) - 1) // 2].target if ordered else self.uses[0].target

    @property
    def spread(self) -> str:
        """指标值从多少到多少；只有一种、不能比大小的为 ``""``。"""
        ordered = self._ordered
        if not ordered or ordered[0].side.value == ordered[-1].side.value:
            return ""
        first, last = ordered[0].target, ordered[-1].target
        return "" if compact(first) == compact(last) else f"{first} 到 {last}"

    @cached_property
    def _ordered(self) -> list[Use]:
        """量的都是一种东西时，照大小排；不是的为空。"""
        measured = [
            (use.side.value.base_number, n, use)
            for n, use in enumerate(self.uses)
            if isinstance(use.side.value, Measured)
        ]
        kinds = {
            (use.side.value.dimension, use.side.value.kind, use.side.value.operator)
            for _, _, use in measured
            if isinstance(use.side.value, Measured)
        }
        if len(measured) != len(self.uses) or len(kinds) != 1:
            return []
        return [use for _, _, use in sorted(measured, key=lambda each: each[:2])]

    @property
    def measure(self) -> str:
        """计量单位，用得最多的写法，连同万、亿；定性的为 ``""``。"""
        values = (use.side.value for use in self.uses)
        units = [value.printed_unit for value in values if isinstance(value, Measured)]
        units = [unit for unit in units if unit]
        return _commonest(units) if units else ""

    @property
    def units(self) -> list[str]:
        """用过的单位。"""
        return list(dict.fromkeys(use.unit for use in self.uses if use.unit))

    @property
    def years(self) -> list[int]:
        """用过的年度。"""
        return sorted({use.step.year for use in self.uses if use.step.year is not None})


def approved_step(followed: FollowedProject) -> Step | None:
    """取哪一步的指标：批复、调整里最后的；都没有的取申报；只有监控、自评的为 ``None``。"""
    steps = [step for step in followed.steps if step.stage in _APPROVED]
    steps = steps or [step for step in followed.steps if step.stage is Stage.APPLICATION]
    return steps[-1] if steps else None


def library_of(steps: Iterable[tuple[Step, str]]) -> list[LibraryIndicator]:
    """各步（和所属单位）的指标合成一库，照类别、用得多少排；没有写指标值、取消了的不收。"""
    groups: dict[tuple[object, str], list[Use]] = {}
    for step, unit in steps:
        for side in step.sides:
            if not side.target.text or _is_cancelled(side):
                continue
            kind = side.row.indicator_class
            general = kind is IndicatorClass.UNKNOWN or kind.is_general
            where = compact(side.row.level2.text) if general else kind
            groups.setdefault((where, side.key), []).append(Use(step, side, unit))
    found = [
        LibraryIndicator(uses[0].side.row.indicator_class, tuple(uses)) for uses in groups.values()
    ]
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
