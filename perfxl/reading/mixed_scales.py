"""同一栏金额里有的格缩小着显示、有的没有，存的却是同一个数：没有缩小的多少说不准。"""

from decimal import Decimal

from perfxl.model.amount_doubt import AmountDoubt, WhyDoubtful
from perfxl.model.shown_amounts import tidied
from perfxl.model.table import Entry, Table
from perfxl.reading.region import Region


def with_mixed_scales(table: Table, region: Region) -> Table:
    """总额存元、显示成万元，来源也存元、却照元显示的：来源看着大了一万倍，记作说不准。"""
    ratios = _mixed_columns(table, region)
    if not ratios:
        return table

    def renewed(entry: Entry) -> Entry:
        ratio = ratios.get(entry.column)
        place = entry.row, entry.column
        if ratio is None or not entry.number or entry.stored_as_text or place in region.scaled:
            return entry
        other = tidied(entry.number * ratio)
        doubt = AmountDoubt(WhyDoubtful.MIXED, entry.number, other, table.money_unit or "")
        return entry._replace(number=None, doubt=doubt)

    return table.with_amounts(renewed)


def _mixed_columns(table: Table, region: Region) -> dict[int, Decimal]:
    """混着的各栏，和缩小的那些格缩小到几分之一。"""
    if not region.scaled:
        return {}
    ratios: dict[tuple[int, Decimal], Decimal] = {
        (column, stored): shown / stored
        for (_, column), (stored, shown) in region.scaled.items()
        if stored
    }
    return {
        entry.column: ratio
        for entry in table.amounts
        if entry.number
        and (entry.row, entry.column) not in region.scaled
        and (ratio := ratios.get((entry.column, entry.number))) is not None
    }
