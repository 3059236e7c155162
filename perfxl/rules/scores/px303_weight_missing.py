"""PX303 分值为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.model.table import Entry, Indicator
from perfxl.rules.engine.form_groups import ADJUSTMENTS, LISTS, SELF_EVALUATIONS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_idle, is_vague
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import form_layout


@rule(
    id="PX303",
    title="分值为空",
    severity=Severity.ERROR,
    forms=TARGETS | LISTS | ADJUSTMENTS,
    basis=(form_layout("印着“分值”一栏"),),
    message="“{level3}”没有分值，不能计分。",
    hint="请在 {cells} 填上分值，使{whole}合计为{full} 分。",
)
def weight_missing(subject: Subject) -> Iterator[Hit]:
    """有分值一栏而这一行没有填。整张表没有分值栏的不报。

    目标表、清单、调整批复表的分值栏整栏都空着的，是当地不填，也不报。
    """
    table = subject.table
    for column, named in (("weight", "level3"), ("weight_adjusted", "level3_adjusted")):
        pairs: list[tuple[Entry, Indicator]] = [
            (getattr(row, column), row) for row in table.indicators if getattr(row, named).text
        ]
        filled = any(weight.number is not None for weight, _ in pairs)
        if not filled and table.form not in SELF_EVALUATIONS:
            continue
        for weight, row in pairs:
            if not weight.exists or weight.number is not None:
                continue
            if is_idle(row) or (column == "weight_adjusted" and weight.place == row.weight.place):
                continue
            if table.spec.shape is Shape.HALVES and not _is_kept(row, column):
                continue
            yield Hit(
                weight,
                found=weight.text,
                words={"level3": getattr(row, named).text, **_sum_words(subject)},
            )


def _is_kept(row: Indicator, column: str) -> bool:
    """这一边有指标值，分值才该填。"""
    target = row.target if column == "weight" else row.target_adjusted
    return not is_vague(target.text)


def _sum_words(subject: Subject) -> dict[str, object]:
    """自评表说全表合计；别的表执行率的分可能不在表里，只说该与别处一致。"""
    profile = subject.profile
    if subject.table.form in SELF_EVALUATIONS:
        return {"whole": "全表", "full": f" {plain(profile.full_score)}"}
    rest = profile.full_score - profile.execution_weight
    whole = "这个项目" if subject.table.spec.shape is Shape.LIST else "全表"
    return {
        "whole": whole,
        "full": f" {plain(rest)} 分（预算执行率另 {plain(profile.execution_weight)} 分）或 {plain(profile.full_score)}",
    }
