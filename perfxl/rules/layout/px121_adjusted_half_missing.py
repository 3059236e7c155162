"""PX121 年初或调整后一边只填了一半"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import ABSENT, Entry, Indicator
from perfxl.rules.engine.form_groups import ADJUSTMENTS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import and_more
from perfxl.rules.facts.unfilled import is_unfilled, is_vague
from perfxl.rules.layout.indicator_groups import is_template_hint
from perfxl.standards.documents import adjustment_layout


@rule(
    id="PX121",
    title="年初或调整后一边只填了一半",
    severity=Severity.ERROR,
    forms=ADJUSTMENTS,
    basis=(adjustment_layout("年初、调整后各有三级指标和指标值，保留的两样都填，取消的两样都空"),),
    message="{side}一边，“{found}”{more}没有{missing}。",
    hint="请在 {cells} 补上；这一边没有这个指标的，名称和指标值都空着。",
)
def adjusted_half_missing(subject: Subject) -> Iterator[Hit]:
    """有名称没有指标值，或有指标值没有名称。一边一种毛病合成一条。

    名称只印一列、两边共用的，指标值空着是取消，不报；表样的“数量1”由 PX101 报，两边
    都没有指标值的由 PX201 报。
    """
    for side, adjusted in (("年初", False), ("调整后", True)):
        halves = [
            _half(row, adjusted)
            for row in subject.table.indicators
            if not (is_unfilled(row.target) and is_unfilled(row.target_adjusted))
        ]
        unvalued = [(n, t) for n, t in halves if _is_name(n, t) and _is_empty_half(t)]
        unnamed = [(t, n) for n, t in halves if _is_empty_half(n) and not is_vague(t.text)]
        for pairs, missing in ((unvalued, "指标值"), (unnamed, "三级指标名称")):
            if pairs:
                yield Hit(
                    [blank for _, blank in pairs],
                    found=pairs[0][0].text,
                    words={"side": side, "more": and_more(len(pairs), "个"), "missing": missing},
                )


def _half(row: Indicator, adjusted: bool) -> tuple[Entry, Entry]:
    """一边的名称和指标值；名称两边共用一格的给空的，看不出缺什么。"""
    name, target = row.level3, row.target
    if adjusted:
        name, target = row.level3_adjusted, row.target_adjusted
    shared = row.level3.place == row.level3_adjusted.place
    return (ABSENT, ABSENT) if shared or row.is_execution else (name, target)


def _is_name(name: Entry, target: Entry) -> bool:
    return not is_vague(name.text) and not is_template_hint(name, target)


def _is_empty_half(entry: Entry) -> bool:
    """空着，或只有省略号；写“/”“无”是说取消了。"""
    text = entry.text.strip(" .…")
    return entry.exists and not entry.uncalculated and not text
