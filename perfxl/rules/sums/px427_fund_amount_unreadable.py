"""PX427 金额栏写的不是数"""

from collections.abc import Iterator

from perfxl.model.columns import FUND_AMOUNTS, FUND_COLUMNS
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Fund
from perfxl.rules.engine.form_groups import ADJUSTMENTS, TARGET_TABLES, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import own_convention

_COLUMNS = {key: FUND_COLUMNS[key].label for key in FUND_AMOUNTS}


@rule(
    id="PX427",
    title="金额栏写的不是数",
    severity=Severity.WARNING,
    forms=TARGETS | ADJUSTMENTS,
    basis=(own_convention("资金各栏填数"),),
    message="{name}的{column}写着“{found}”，读不成数，有关的核对没有做。",
    hint="请在 {cells} 改成数；没有的填 0。",
)
def fund_amount_unreadable(subject: Subject) -> Iterator[Hit]:
    """写着字、数里混着字母的金额。空着、“-”“/”不算；资金总额的全年预算数、执行数由 PX410 报；

    预算批复表的由 PX423 报。
    """
    for fund in subject.table.funds:
        for name, column in _COLUMNS.items():
            entry: Entry = getattr(fund, name)
            if entry.shown_amount is not None or entry.uncalculated or is_vague(entry.text):
                continue
            if not entry.text or _is_of_px410(subject, fund, entry):
                continue
            single = subject.table.form in TARGET_TABLES  # 只有一栏的，就叫预算数
            words: dict[str, object] = {"name": fund.name, "column": "预算数" if single else column}
            yield Hit(entry, found=entry.text, words=words)


def _is_of_px410(subject: Subject, fund: Fund, entry: Entry) -> bool:
    total = subject.table.annual_total
    return fund is total and entry in (fund.budget, fund.executed) and fund.executed.exists
