"""PX212 数存成了文字"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.table import Amounts, Entry, Table
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention

# 只有数字、逗号、小数点、空格和￥；“-”是 0 的写法。
_PLAIN = Pattern(r"[￥¥]?\s*[-－]?[￥¥]?[,.，．\s]*+\d[\d,.，．\s]*+")
# “10分”连单位写，也是文字；一栏大半这样写的是习惯，不报。
_WITH_UNIT = Pattern(r"\d+(?:\.\d+)?\s*分")


@rule(
    id="PX212",
    title="数存成了文字",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(own_convention("金额、分值、得分存成数，SUM 一类的公式才算得进去"),),
    message="{what}有 {times} 格是文字形式的数（{quoted}），公式求和时不算在内。",
    hint="请把 {cells} 改成数字格式再重新输入，或用“转换为数字”。",
)
def number_as_text(subject: Subject) -> Iterator[Hit]:
    """左上角带绿三角的格、别的行是数而它写“10分”的格：看着是数，SUM 却当作没有。同一种栏目合成一条。

    标签与金额写在一格的、指标值和完成值，本来就是文字，不在此列。
    """
    for what, entries in _number_columns(subject.table).items():
        texts = {
            entry.place: entry
            for entry in entries
            if entry.stored_as_text
            and not entry.prefix
            and entry.number is not None
            and entry.formula is None
        }
        if not texts:
            continue
        numbers = {entry.place for entry in entries if entry.number is not None}
        with_unit = {e.place for e in texts.values() if _WITH_UNIT.fullmatch(e.text.strip())}
        odd = with_unit if len(with_unit) * 2 < len(numbers) else set()
        found = {
            place: entry
            for place, entry in texts.items()
            if place in odd or _PLAIN.fullmatch(entry.text.strip())
        }
        if not found:
            continue
        stored = list(found.values())
        some = "、".join(quoted(entry.text) for entry in stored[:3])
        yield Hit(
            stored,
            found=stored[0].text,
            expected=stored[0].number,
            words={
                "what": what,
                "times": len(stored),
                "quoted": some + ("等" if len(stored) > 3 else ""),
            },
            due=[Due(entry, entry.number, what) for entry in stored if entry.number is not None],
        )


def _number_columns(table: Table) -> dict[str, list[Entry]]:
    money = [entry for fund in table.funds for entry in fund.amounts]
    lines = [
        entry
        for line in (*table.lines, *table.sums)
        for amounts in (line.initial, line.adjusted, line.change)
        for entry in _all_splits(amounts)
    ]
    rows = table.indicators
    funds = table.funds
    return {
        "金额": [*money, *lines],
        "分值": [
            *(fund.weight for fund in funds),
            *(entry for row in rows for entry in (row.weight, row.weight_adjusted)),
            table.total.weight,
        ],
        "得分": [
            *(fund.score for fund in funds),
            *(row.score for row in rows),
            table.total.score,
        ],
    }


def _all_splits(amounts: Amounts) -> tuple[Entry, ...]:
    return (amounts.total, amounts.basic, amounts.project)
