"""写在金额右边、金额下面的资金来源（预算金额｜57.6万元｜资金来源｜财政拨款）：说的是从哪里来，不是一栏金额。"""

from collections.abc import Iterable

from perfxl.grammar.amounts import amount
from perfxl.reading.fields import Fields
from perfxl.reading.labels import fund_column, label_key
from perfxl.reading.region import Region

_SOURCE = "资金来源"
_HEADS = ("总额", "合计", "总计", "金额", "数")


def sources_said(region: Region, rows: Iterable[int]) -> Fields:
    """``rows`` 是写着金额的各行，紧挨着的下一行也看；右边写的是栏名（资金总额）、是数的不是。"""
    found = Fields()
    near = sorted({row + step for row in rows for step in (0, 1)})
    for label in (entry for row in near for entry in region.texts(row)):
        name, value = label_key(label.text), region.beside(label)
        if name != _SOURCE or not value.text or not region.unread([value]):
            continue
        is_head = fund_column(value.text) is not None or value.text.endswith(_HEADS)
        if not is_head and amount(value.text) is None:
            found.add(name, name, value)
            region.take(label, value)
    return found
