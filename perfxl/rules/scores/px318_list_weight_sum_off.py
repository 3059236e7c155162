"""PX318 清单、目标表的分值合计不对"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.model.table import Entry, Indicator
from perfxl.rules.engine.form_groups import ADJUSTMENTS, LISTS, MONITORINGS, TARGET_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX318",
    title="清单、目标表的分值合计不对",
    severity=Severity.ERROR,
    forms=TARGET_TABLES | LISTS | ADJUSTMENTS | MONITORINGS,
    basis=(evaluation_measures("满分 100 分，预算执行率 10 分，其余指标合计 90 分"),),
    message="{said}各指标分值合计 {found} 分，应为 {expected} 分，差 {gap} 分{why}。",
    hint="请核对 {cells} 各行分值，看是否漏了一行或填错。",
    needs_every_row=True,
)
def list_weight_sum_off(subject: Subject) -> Iterator[Hit]:
    """批复清单逐个项目、目标表和调整批复表逐边看分值合计。

    合计 90 分（预算执行率的 10 分不在表里）或 100 分都算对；清单里别的项目都是 90 分的，这一个也应是
    90 分；列着预算执行率一行的应是 100 分；不知道属于哪个项目的各行不加（PX122 说）。
    有分值空着的由 PX303 报，这里不报；自评表由 PX301 报。
    """
    full, rest = subject.profile.full_score, _rest(subject)
    groups = list(_weight_groups(subject))
    sums = [sum((entry.number or Decimal(0) for entry in own), Decimal(0)) for _, own, _ in groups]
    common = [each for each in sums if each in (full, rest)]
    usual = max((rest, full), key=common.count) if common else rest
    for (said, entries, has_execution), found in zip(groups, sums, strict=True):
        expected = full if has_execution else usual
        # 一边、一张表自成一体，90 分、100 分都可以；清单里要与别的项目一样。
        fine = {expected} if has_execution or len(common) > 2 else {full, rest}
        if found in fine or found == 1:  # 权重写成比例的，合计是 1
            continue
        others = len(common) > 2 and found in (full, rest)
        why = f"（别的项目都是 {plain(usual)} 分）" if others else ""
        yield Hit(
            entries,
            found=found,
            expected=expected,
            words={"said": said, "gap": abs(expected - found), "why": why},
        )


def _rest(subject: Subject) -> Decimal:
    return subject.profile.full_score - subject.profile.execution_weight


def _weight_groups(subject: Subject) -> Iterator[tuple[str, list[Entry], bool]]:
    """一组分值：怎么说它、各格、里面有没有预算执行率；有一行没有分值的组不给。"""
    table = subject.table
    if table.spec.shape is Shape.LIST:
        projects: dict[tuple[int, str], list[Indicator]] = {}
        for row in table.indicators:
            if table.lacks_project(row):
                continue
            projects.setdefault((row.project.row, row.project.text), []).append(row)
        for (_, name), rows in projects.items():
            yield from _weight_group(f"项目{quoted(name)}" if name else "", rows, "weight")
    elif table.spec.shape is Shape.HALVES:
        for said, column, name in (
            ("年初", "weight", "level3"),
            ("调整后", "weight_adjusted", "level3_adjusted"),
        ):
            own = [row for row in table.indicators if getattr(row, name).text]
            yield from _weight_group(said, own, column)
    else:
        yield from _weight_group("", table.indicators, "weight")


def _weight_group(
    said: str, rows: list[Indicator] | tuple[Indicator, ...], column: str
) -> Iterator[tuple[str, list[Entry], bool]]:
    own = [row for row in rows if not (column == "weight" and row.shares_points)]
    entries: list[Entry] = [getattr(row, column) for row in own]
    numbers = [entry for entry in entries if entry.number is not None]
    if numbers and len(numbers) == len(entries):
        yield said, list(dict.fromkeys(entries)), any(row.is_execution for row in own)
