"""评价评分表的各个分值、得分：加起来应是总分一行的。"""

from decimal import Decimal

from perfxl.model.table import Entry, Table


def weight_cells(table: Table) -> list[Entry]:
    """计入总分的各个分值：资金情况里计分的执行率，各行指标。"""
    return [*_of_execution(table, "weight"), *(row.weight for row in table.indicators)]


def score_cells(table: Table) -> list[Entry]:
    """计入总分的各个得分。"""
    return [*_of_execution(table, "score"), *(row.score for row in table.indicators)]


def sum_of(cells: list[Entry]) -> Decimal | None:
    """几格的合计，空着的按 0；全空的、写着字读不成数的、公式没有结果的为 ``None``。"""
    told = [cell for cell in cells if cell.text or cell.uncalculated]
    if not told or any(cell.number is None for cell in told):
        return None
    return sum((cell.number for cell in told if cell.number is not None), Decimal(0))


def _of_execution(table: Table, column: str) -> list[Entry]:
    fund = table.annual_total
    if fund is None or fund.weight.number is None:
        return []
    return [fund.weight if column == "weight" else fund.score]
