"""没有人选口径时，照表推断用哪一份：先看各类分值，没有写分值的看有哪几类，再看“=”没有做到的行是怎样给分的。"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from perfxl.grammar import Measured, Operator
from perfxl.model.table import Indicator, Table
from perfxl.scoring.class_weights import ClassWeight, class_weights, follows
from perfxl.scoring.judging import judge_row
from perfxl.scoring.judging_by_number import EQUAL_MISSED
from perfxl.scoring.rounding import ROUNDED_POINTS, plain
from perfxl.scoring.scored_row import scored_row_of
from perfxl.standards.profile import EqualMiss, Profile, load_profile, profile_names

_ZERO = Decimal(0)
_NOT_GIVEN = "没有选口径"
# 分值合别的口径的工作表，点名到这么多张。
_SHEETS_NAMED = 3


class ChosenProfile(NamedTuple):
    """用哪一份口径，``why`` 是为什么（一句话，不带句号）；``inferred``：没有人选，照表推断的。"""

    profile: Profile
    why: str
    inferred: bool = False

    @property
    def is_given(self) -> bool:
        """是人选的、工作簿里写着的。"""
        return not self.why.startswith(_NOT_GIVEN)


def inferred_profile(tables: Sequence[Table]) -> ChosenProfile:
    """随程序带的口径里，与表最相符的一份；看不出的是默认的那一份。分值合别的一份的表，``why`` 里点名。"""
    known = _shipped()
    fitting = [each for table in tables for each in _fitting(table, known)]
    chosen = _chosen(tables, known, fitting)
    return chosen._replace(why=chosen.why + _others_said(fitting, chosen.profile))


def other_profile(table: Table, profile: Profile) -> Profile | None:
    """``table`` 的分值合哪一份随程序带的口径，而不合 ``profile``；合它的、都不合的为 ``None``。"""
    if any(follows(weights, execution, profile) for weights, execution in _schemes(table)):
        return None
    return next((each.profile for each in _fitting(table, _shipped())), None)


def _chosen(
    tables: Sequence[Table], known: Sequence[Profile], fitting: Sequence["_Fitting"]
) -> ChosenProfile:
    default = known[0]
    by_weights, said = _by_weights(known, fitting)
    if by_weights is not None and by_weights is not default:
        why = f"{_NOT_GIVEN}，照表推断：{said}，与“{by_weights.name}”相符"
        return ChosenProfile(by_weights, why, inferred=True)
    by_classes = _by_classes(tables, known) if by_weights is None else None
    if by_classes is not None and by_classes.profile is not default:
        return by_classes
    habit = _by_misses(tables, known)
    if habit is not None and habit.profile is not default:
        return habit
    if by_weights is not None:
        return ChosenProfile(default, f"{_NOT_GIVEN}，用默认的；{said}，与它相符")
    return ChosenProfile(default, f"{_NOT_GIVEN}，用默认的")


@cache
def _shipped() -> tuple[Profile, ...]:
    """随程序带的各份，默认的在先。"""
    return tuple(load_profile(name) for name in profile_names())


@cache
def _by_rule() -> Mapping[EqualMiss, Profile]:
    """默认的那一份，“=”没有做到的照各种办法给分。"""
    return {rule: replace(_shipped()[0], equal_miss=rule) for rule in EqualMiss}


class _Fitting(NamedTuple):
    """一张表（清单的一个项目）的分值合哪一份口径，分值是怎样的。"""

    table: Table
    profile: Profile
    said: str


def _fitting(table: Table, known: Sequence[Profile]) -> Iterator[_Fitting]:
    """各项目的分值合哪一份，默认的在先；都不合的没有。"""
    for weights, execution in _schemes(table):
        own = next((each for each in known if follows(weights, execution, each)), None)
        if own is not None:
            yield _Fitting(table, own, _weights_said(weights, execution))


def _others_said(fitting: Sequence[_Fitting], profile: Profile) -> str:
    """分值合别的一份的几张表，也照 ``profile`` 算，半句；没有的为 ``""``。"""
    others: dict[str, dict[str, None]] = {}
    for each in fitting:
        if not _weighs_alike(each.profile, profile):
            others.setdefault(each.profile.name, {})[each.table.sheet] = None
    said = (f"{_sheets_said(list(own))}的分值与“{name}”相符" for name, own in others.items())
    return f"；{'，'.join(said)}，也照它算，要分开的请分成两个工作簿" if others else ""


def _weighs_alike(one: Profile, other: Profile) -> bool:
    return (one.weights, one.execution_weight) == (other.weights, other.execution_weight)


def _sheets_said(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 张工作表" if len(names) > _SHEETS_NAMED else ""
    return f"工作表{'、'.join(f'“{each}”' for each in names[:_SHEETS_NAMED])}{more}"


def _by_weights(
    known: Sequence[Profile], fitting: Sequence[_Fitting]
) -> tuple[Profile | None, str]:
    """多数的表合哪一份的分值，默认的在先；和那些表的分值是怎样的。"""
    votes = Counter(each.profile.name for each in fitting)
    said: dict[str, str] = {}
    for each in fitting:
        said.setdefault(each.profile.name, each.said)
    if not votes:
        return None, ""
    best = max(known, key=lambda each: votes[each.name])
    return best, said[best.name]


def profile_of_table(table: Table, own: ChosenProfile) -> ChosenProfile:
    """一张没有写分值的表拟分值用的：它的文件用的 ``own``；没有人选、它又没有这张表的一类的，照这张表推断。"""
    if own.is_given or all(_covers(own.profile, names) for names in _unweighted_classes(table)):
        return own
    return _by_classes([table], _shipped()) or own


def _by_classes(tables: Sequence[Table], known: Sequence[Profile]) -> ChosenProfile | None:
    """没有写分值的各张，一级指标合哪一份的各类，默认的在先；没有的为 ``None``。"""
    votes: Counter[str] = Counter()
    beyond: dict[str, str] = {}
    for names in (each for table in tables for each in _unweighted_classes(table)):
        own = next((each for each in known if _covers(each, names)), None)
        if own is not None:
            votes[own.name] += 1
            more = "、".join(name for name in names if name not in known[0].weights)
            beyond.setdefault(own.name, more)
    if not votes:
        return None
    best = max(known, key=lambda each: votes[each.name])
    why = f"{_NOT_GIVEN}，照表推断：没有写分值，一级指标有{beyond[best.name]}，与“{best.name}”相符"
    return ChosenProfile(best, why, inferred=True)


def _unweighted_classes(table: Table) -> Iterator[list[str]]:
    """各项目的一级指标；写着分值的、有一行没有一级指标的不给。"""
    for rows in _projects(table):
        own = [row for row in rows if not row.is_execution]
        weighed = any(row.weight.text or row.level1_weight is not None for row in own)
        names = list(dict.fromkeys(row.level1.text for row in own))
        if names and all(names) and not weighed:
            yield names


def _covers(profile: Profile, names: Sequence[str]) -> bool:
    """各类都有分值；表里没有的类，口径说了分加到哪里。"""
    absent = set(profile.weights) - set(names)
    return set(names) <= set(profile.weights) and absent <= set(profile.absent_goes_to)


def _schemes(table: Table) -> Iterator[tuple[list[ClassWeight], Decimal]]:
    """各项目的各类分值和执行率的分值；说不准的不给。"""
    for rows in _projects(table):
        weights = class_weights(rows)
        if not weights or len(weights) < 2:
            continue
        execution = _execution_weight(table, rows)
        total = sum((each.points for each in weights), execution)
        if total == 100:
            yield weights, execution


def _projects(table: Table) -> Iterable[list[Indicator]]:
    """各项目的各行；单张的表是一个。"""
    projects: dict[tuple[int, str], list[Indicator]] = {}
    for row in table.indicators:
        projects.setdefault((row.project.row, row.project.text), []).append(row)
    return projects.values()


def _execution_weight(table: Table, rows: Iterable[Indicator]) -> Decimal:
    fund = table.annual_total
    own = next((row.weight.number for row in rows if row.is_execution), None)
    if own is not None:
        return own
    return (fund.weight.number if fund is not None else None) or _ZERO


def _weights_said(weights: Sequence[ClassWeight], execution: Decimal) -> str:
    parts = [f"{each.name.removesuffix('指标')}{plain(each.points)}" for each in weights]
    return "、".join([*parts, f"预算执行率{plain(execution)}"]) + "分"


def _by_misses(tables: Sequence[Table], known: Sequence[Profile]) -> ChosenProfile | None:
    """“=”没有做到的行给的分合哪一种：一律 0 分的，还是按比例的；两种都有、都没有的不定。"""
    default = known[0]
    votes: Counter[EqualMiss] = Counter()
    for table in tables:
        if table.spec.scored:
            votes.update(filter(None, (_followed(row) for row in table.indicators)))
    if len(votes) != 1:
        return None
    [(rule, count)] = votes.items()
    own = next((each for each in known if _is_same_but_misses(each, default, rule)), None)
    if own is None:
        return None
    how = "按比例给了分" if rule is EqualMiss.PRO_RATA else "都给了 0 分"
    why = f"{_NOT_GIVEN}，照表推断：“=”没有做到的 {count} 行{how}，与“{own.name}”相符"
    return ChosenProfile(own, why, inferred=True)


def _is_same_but_misses(profile: Profile, default: Profile, rule: EqualMiss) -> bool:
    same = profile.weights == default.weights and profile.bands == default.bands
    return same and profile.equal_miss is rule


def _followed(row: Indicator) -> EqualMiss | None:
    """一行“=”没有做到，所填的分合哪一种；不是这样的行、两种一样的为 ``None``。"""
    target, printed = row.target_value, row.score.number
    if not isinstance(target, Measured) or target.operator is not Operator.EQUAL:
        return None
    if printed is None or row.weight.number is None or row.is_execution:
        return None
    scored = scored_row_of(row, row.weight.number)
    if judge_row(scored, _by_rule()[EqualMiss.ZERO]).rule != EQUAL_MISSED:
        return None  # 做到了，或算不出：各种办法都一样
    due = {rule: judge_row(scored, profile).score for rule, profile in _by_rule().items()}
    if None in due.values() or len(set(due.values())) == 1:
        return None
    fitting = [
        rule for rule, score in due.items() if abs((score or _ZERO) - printed) <= ROUNDED_POINTS
    ]
    return fitting[0] if len(fitting) == 1 else None
