"""各行的上下文：三级指标、单列的性质和单位、表的年度和金额单位，读完一张表以后在这里定。"""

from dataclasses import replace

from perfxl.grammar.context import RowContext
from perfxl.model.table import Indicator, Table


def with_context(table: Table) -> Table:
    """各行指标（实施期的也算）记下上下文，值以后都照它读。"""
    return replace(
        table,
        indicators=tuple(_placed(row, table) for row in table.indicators),
        period_indicators=tuple(_placed(row, table) for row in table.period_indicators),
    )


def _placed(row: Indicator, table: Table) -> Indicator:
    context = RowContext(
        name=row.level3.text,
        direction=row.nature.text,
        unit=row.unit.text,
        year=table.year,
        money_unit=table.money_unit,
    )
    return replace(row, context=context)
