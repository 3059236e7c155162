"""写在金额右边、金额下面的资金来源（预算金额｜57.6万元｜资金来源｜财政拨款）：说的是从哪里来，不是一栏金额。"""

from collections.abc import Iterable

from perfxl.grammar.amounts import amount
from perfxl.reading.fields import Fields
from perfxl.reading.labels import fund_column, label_key
from perfxl.reading.region import Region

_SOURCE = "资金来源"


def sources_said(region: Region, rows: Iterable[int]) -> Fields:
    """``rows`` 是写着金额的各行，紧挨着的上一行、下一行也看；右边写的是栏名、是数的不是。"""
    found = Fields()
    near = sorted({row + step for row in rows for step in (-1, 0, 1)})
    for label in (entry for row in near for entry in region.texts(row)):
        name, value = label_key(label.text), region.beside(label)
        if name != _SOURCE or not value.text or not region.unread([value]):
            continue
        if fund_column(value.text) is None and amount(value.text) is None:
            found.add(name, name, value)
            region.take(label, value)
    return found
