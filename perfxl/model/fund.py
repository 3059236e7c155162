"""资金情况的一行。"""

from dataclasses import dataclass

from perfxl.model.entry import ABSENT, Entry


@dataclass(frozen=True, slots=True)
class Fund:
    """资金情况的一行。金额以表中所印的单位计，见 ``Table.money_unit``；``reason`` 是资金自己的原因栏。"""

    name: str
    label: Entry
    initial: Entry = ABSENT
    adjusted: Entry = ABSENT
    change: Entry = ABSENT
    executed: Entry = ABSENT
    weight: Entry = ABSENT
    rate: Entry = ABSENT
    score: Entry = ABSENT
    reason: Entry = ABSENT

    @property
    def budget(self) -> Entry:
        """算执行率用的预算数：调整后的全年预算数；表中只有年初预算数时用它。"""
        return self.adjusted if self.adjusted.exists else self.initial
