"""PX317 一级指标分值与口径不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Scope
from perfxl.model.table import Entry, Indicator
from perfxl.rules.engine.form_groups import LISTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import address_of, and_more, quotable, quoted
from perfxl.scoring.class_weights import (
    EXECUTION,
    ClassWeight,
    class_weights,
    expected_weights,
    fits,
    follows,
)
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import evaluation_measures
from perfxl.standards.profile import load_profile, profile_names


@rule(
    id="PX317",
    title="一级指标分值与口径不符",
    severity=Severity.WARNING,
    forms=TARGETS | LISTS,
    basis=(
        evaluation_measures("预算执行率 10 分、产出 50 分、效益 30 分、满意度 10 分，可按规定调整"),
    ),
    hint="请核对 {cells}：分错了的改表；当地规定就这样分的不用改，写明规定的文件（校验、评分选用当地的口径）。",
    needs_every_row=True,
)
def level1_weight_against_profile(subject: Subject) -> Iterator[Hit]:
    """各一级指标的分值（印着的，没有印的是各行之和）与口径规定的不同。

    与随程序带的另一份口径正好相符的、成本单列为一级指标的，只作参考。分值合计不对的由 PX301、PX318
    报，各行与所印分数不符的由 PX302 报，这里不报；部门整体的表各地自定，不看。
    """
    table, profile = subject.table, subject.profile
    if table.scope is Scope.DEPARTMENT:
        return
    for whose, weights, execution in _schemes(subject):
        if fits(weights, execution, profile):
            continue
        expected = expected_weights(weights, profile)
        # 成本单列的有另外的通行分法（20、40、20、10），口径里没有这一类。
        other = _other_profile(weights, execution, subject)
        shown = expected or dict(profile.weights)
        found = _scheme_text({each.name: each.points for each in weights}, execution)
        due = _scheme_text(shown, profile.execution_weight)
        told = f"{whose}{quotable(found)}，口径“{profile.name}”规定的是{due}"
        wrong = [each for each in weights if shown.get(each.name) != each.points]
        entries = [entry for each in wrong or weights for entry in each.entries]
        yield Hit(
            entries,
            found=found,
            expected=due,
            message=f"{told}；与口径“{other}”相符。" if other else f"{told}。",
            hint=_with_own_profile(entries) if profile.name != load_profile().name else "",
            severity=Severity.INFO if other or expected is None else None,
            related=_execution_cells(subject) if execution != profile.execution_weight else (),
        )


def _with_own_profile(entries: list[Entry]) -> str:
    """选用了默认以外的口径的，不再叫人去选。"""
    return (
        f"请核对 {address_of(entries)}：分错了的改表；表上就这样分、不改的，评分照表上印着的分值。"
    )


def _schemes(subject: Subject) -> Iterator[tuple[str, list[ClassWeight], Decimal]]:
    """各种分法：怎么说它、各类的分值、执行率的分值；清单里分法相同的项目合成一种。"""
    projects: dict[tuple[int, str], list[Indicator]] = {}
    for row in subject.table.indicators:
        projects.setdefault((row.project.row, row.project.text), []).append(row)
    found: dict[tuple[object, ...], tuple[list[str], list[ClassWeight], Decimal]] = {}
    for (_, project), rows in projects.items():
        weights = class_weights(rows)
        if not weights or len(weights) < 2:
            continue
        summed = sum((each.points for each in weights), Decimal(0))
        execution = _execution(subject, summed)
        if summed + execution != subject.profile.full_score:
            continue
        key = tuple((each.name, each.points) for each in weights)
        names, _, _ = found.setdefault((key, execution), ([], weights, execution))
        names.append(project)
    for names, weights, execution in found.values():
        first = f"项目{quoted(names[0])}{and_more(len(names), '个项目')}" if names[0] else ""
        yield first, weights, execution


def _execution(subject: Subject, summed: Decimal) -> Decimal:
    """预算执行率的分值：表里写着的；没有写的，是满分减去各类之和。"""
    row = next((row for row in subject.table.indicators if row.is_execution), None)
    fund = subject.table.annual_total
    for entry in (row.weight if row else None, fund.weight if fund else None):
        if entry is not None and entry.number is not None:
            return entry.number
    missing = subject.profile.full_score - summed
    return missing if missing in (Decimal(0), subject.profile.execution_weight) else Decimal(0)


def _execution_cells(subject: Subject) -> list[Entry]:
    fund = subject.table.annual_total
    return [fund.weight] if fund is not None else []


def _other_profile(weights: list[ClassWeight], execution: Decimal, subject: Subject) -> str:
    others = (load_profile(name) for name in profile_names() if name != subject.profile.name)
    return next((each.name for each in others if follows(weights, execution, each)), "")


def _scheme_text(points: dict[str, Decimal], execution: Decimal) -> str:
    parts = [f"{name.removesuffix('指标')} {plain(each)}" for name, each in points.items()]
    return "、".join([*parts, f"{EXECUTION} {plain(execution)}"])
