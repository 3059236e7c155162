"""表格以外的几行：表前的附件号、表号，表下的填表说明、注，盖章的地方。"""

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
