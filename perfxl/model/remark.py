"""表格以外的几行：表前的附件号、表号，表下的填表说明、注，盖章的地方；和格子以外的批注、文本框。"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from perfxl.model.entry import Entry


class RemarkKind(StrEnum):
    """一行是什么；``label`` 是给人看的叫法。"""

    ENCLOSURE = "enclosure"
    FORM_NUMBER = "form-number"
    NOTE = "note"
    SEAL = "seal"

    @property
    def label(self) -> str:
        """给人看的叫法。"""
        return _LABELS[self]


_LABELS = {
    RemarkKind.ENCLOSURE: "附件号",
    RemarkKind.FORM_NUMBER: "表号",
    RemarkKind.NOTE: "说明",
    RemarkKind.SEAL: "落款",
}


class Remark(NamedTuple):
    """其中一处：是什么，写在哪几格（至少一格，接着往下写的几行是一处）。"""

    kind: RemarkKind
    entries: tuple[Entry, ...]

    @property
    def text(self) -> str:
        """写着什么：一行一行，同一行的几格隔开。"""
        rows: dict[int, list[str]] = {}
        for each in self.entries:
            rows.setdefault(each.row, []).append(each.text)
        return "\n".join("　".join(texts) for texts in rows.values())


class Aside(NamedTuple):
    """不在格子里的字：一格的批注，或（``cell`` 为 ``""``）一个文本框。"""

    sheet: str
    cell: str
    text: str


# 一句话里点出来的，最多这么多处；文本框各引开头几个字。
_MOST_ASIDES, _QUOTED = 4, 12


def asides_said(asides: Sequence[Aside]) -> str:
    """点出来的一句：``自评!B5、自评!F7 等 2 条批注、1 个文本框（“此件公开”）``；没有为 ``""``。

    >>> asides_said([Aside("自评", "B5", "请核对"), Aside("自评", "", "此件主动公开 不得删去")])
    '自评!B5 的批注、1 个文本框（“此件主动公开 不得删去”）'
    """
    cells = [f"{each.sheet}!{each.cell}" for each in asides if each.cell]
    boxes = [" ".join(each.text.split())[:_QUOTED] for each in asides if not each.cell]
    said = []
    if cells:
        more = f" 等 {len(cells)} 条批注" if len(cells) > 1 else " 的批注"
        said.append("、".join(cells[:_MOST_ASIDES]) + more)
    if boxes:
        said.append(f"{len(boxes)} 个文本框（{'、'.join(f'“{b}”' for b in boxes[:_MOST_ASIDES])}）")
    return "、".join(said)
