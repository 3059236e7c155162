"""一格应当是什么：规则、评分算出来的，还没有定写不写。"""

from decimal import Decimal
from typing import NamedTuple

from perfxl.model.entry import Entry


class Due(NamedTuple):
    """``entry`` 这一格应当看到 ``value``；``what`` 是栏目，给人看，``because`` 是为什么。"""

    entry: Entry
    value: Decimal | str
    what: str
    because: tuple[str, ...] = ()
