"""PX438 资金总额空着，各项填了"""

from collections.abc import Iterator

from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.rounding import grouped
from perfxl.standards.documents import form_layout

_COLUMNS = {"initial": "年初预算数", "adjusted": "全年预算数"}


@rule(
    id="PX438",
    title="资金总额空着，各项填了",
    severity=Severity.WARNING,
    forms=TARGETS,
    basis=(form_layout("年度资金总额下面印着“其中：”各项来源"),),
    message="{name}的{column}没有填，下面各项合计 {expected} {unit}。",
    hint="请在 {cells} 填上合计数。",
)
def fund_total_blank(subject: Subject) -> Iterator[Hit]:
    """总额一行别的栏填了，这一栏空着，而它下面的各项有数。全年预算数、执行数空着的由 PX410 报。"""
    table = subject.table
    for group in table.fund_groups:
        whole = group.whole
        if not group.is_of_total or not any(getattr(whole, each).number for each in FUND_AMOUNTS):
            continue
        for column, label in _COLUMNS.items():
            entry: Entry = getattr(whole, column)
            blank = entry.exists and not entry.text and entry.number is None
            if not blank or entry == whole.budget:
                continue
            parts = [getattr(part, column).number for part in group.parts]
            total = sum(each for each in parts if each is not None)
            if total > 0:
                yield Hit(
                    entry,
                    found="",
                    expected=grouped(total),
                    words={"name": whole.name, "column": label, "unit": table.money_unit or ""},
                    related=[getattr(part, column) for part in group.parts],
                )
