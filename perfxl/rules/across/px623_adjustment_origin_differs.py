"""PX623 调整批复的年初一边与年初批复不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.across.approved_indicators import Compared, adjustment_origins, same_target
from perfxl.rules.engine.form_groups import LISTS, PROJECT_ADJUSTMENTS, TARGET_TABLES
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX623",
    title="调整批复的年初一边与年初批复不同",
    severity=Severity.WARNING,
    forms=TARGET_TABLES | LISTS | PROJECT_ADJUSTMENTS,
    basis=(own_convention("调整批复表左边一套指标，是年初批复的原样"),),
    hint="请核对 {cells}，年初一边照年初批复填，改动写在调整后一边。",
)
def adjustment_origin_differs(tables: TableSet) -> Iterator[Hit]:
    """年初一边的指标、指标值，对年初批复（目标表、批复清单）的原样。预算数由 PX624 比。"""
    for compared in adjustment_origins(tables):
        yield from _hits(compared)


def _hits(compared: Compared) -> Iterator[Hit]:
    at: Entry
    related: tuple[Entry, ...]
    for pair in compared.pairs:
        old, new = pair.old, pair.new
        if old is not None and not old.target.text:
            continue  # 年初批复里没有填的，由 PX201、PX902 说
        if new is None and old is not None:
            at, related = compared.table.title, (old.level3, old.target)
            told = f"没有{compared.what}的{quoted(old.level3.text)}（{old.target.text}）"
        elif old is None and new is not None:
            at, related = new.level3, (compared.source.title,)
            told = f"的{quoted(new.level3.text)}，{compared.what}里没有"
        elif old is not None and new is not None:
            if pair.reworded:
                at, related = new.level3, (old.level3,)
                told = f"写{quoted(new.level3.text)}，{compared.what}写{quoted(old.level3.text)}"
            elif same_target(old, new, compared.table.year):
                continue
            else:
                at, related = new.target, (old.target,)
                told = (
                    f"{quoted(new.level3.text)}的指标值是{quoted(new.target.text)}，"
                    f"{compared.what}是{quoted(old.target.text)}"
                )
        else:
            continue
        yield Hit(
            at,
            message=f"调整批复的年初一边{told}。",
            table=compared.table,
            related=related,
            related_table=compared.source,
        )
