"""PX618 收支总表的支出与功能分类表不同"""

from collections.abc import Iterator

from perfxl.matching.project_names import bare_name
from perfxl.model.finding import Severity
from perfxl.model.table import Line, Table
from perfxl.reading.budget_tree import is_sum_line
from perfxl.rules.across.amounts_compared import ComparedAmounts, Gap, compare_amounts
from perfxl.rules.across.whole_budgets import same_year
from perfxl.rules.engine.form_groups import SUBJECT_BUDGETS, SUMMARIES
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX618",
    title="收支总表的支出与功能分类表不同",
    severity=Severity.WARNING,
    forms=SUMMARIES | SUBJECT_BUDGETS,
    basis=(own_convention("收支总体情况按类列的支出，与功能分类表同一类的合计相等"),),
    message="“{name}”{column}：收支总表是 {found}，功能分类表 {code} 是 {expected}，{gap}。",
    hint="请核对 {cells} 和功能分类表；差额是政府性基金、其他资金安排的，可以不改。",
)
def function_amount_differs(tables: TableSet) -> Iterator[Hit]:
    """收支总表的类（社会保障和就业支出）对功能分类表三位编码的一行，名称相同的比。

    功能分类表只列一般公共预算，收支总表含全部资金，差额可能是别的资金，所以只提醒；
    正好是收入一边某项别的收入的，只作参考。
    """
    for summary in tables.tables:
        if summary.form not in SUMMARIES:
            continue
        for function in tables.beside(summary, SUBJECT_BUDGETS):
            if same_year(summary, function):
                yield from _compare_classes(summary, function)


def _compare_classes(summary: Table, function: Table) -> Iterator[Hit]:
    classes = {
        bare_name(line.name.text): line for line in function.lines if len(line.code.text) == 3
    }
    for line in summary.lines:
        other = classes.get(bare_name(line.name.text)) if line.side == "expense" else None
        if other is not None:
            yield from _compare_line(summary, line, function, other)


def _compare_line(summary: Table, line: Line, function: Table, other: Line) -> Iterator[Hit]:
    for side, column in (("initial", "年初预算数"), ("adjusted", "调整预算数")):
        mine, theirs = line.amounts_of(side).total, other.amounts_of(side).total
        compared = compare_amounts(summary, mine, function, theirs)
        if compared is None or compared.gap is not Gap.REAL:
            continue
        yield Hit(
            mine,
            found=compared.one,
            expected=compared.other,
            words={
                "name": bare_name(line.name.text),
                "column": column,
                "code": other.code.text,
                "gap": compared.said,
            },
            severity=Severity.INFO if _is_other_income(summary, side, compared) else None,
            table=summary,
            related=(theirs,),
            related_table=function,
        )


def _is_other_income(summary: Table, side: str, compared: ComparedAmounts) -> bool:
    """差额正好是一般公共预算以外的一项收入。"""
    factor = summary.money_factor or 1
    return any(
        line.side == "income"
        and "一般公共预算" not in line.name.text
        and (line.amounts_of(side).total.number or 0) * factor == compared.difference
        for line in summary.lines
        if not is_sum_line(line)
    )
