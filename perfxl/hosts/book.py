"""各宿主共同的一面：读一个工作簿、照改动写、另存一份。"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from perfxl.hosts.outputs import Output
from perfxl.model.edit import Edit
from perfxl.model.workbook import Workbook


class HostedBook(Protocol):
    """宿主里的一个工作簿：磁盘上的文件，或者开着的。"""

    def read(self) -> Workbook:
        """现在的内容，写了还没有另存的也在内；读不了抛 ``UnreadableFileError``。"""

    def apply(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """写各处改动；写不进抛 ``NotWritableError``，一处也不留。

        返回写了的，``before`` 是格里存着的原内容：``undone()`` 再写一遍就放回原样。
        """

    def save_snapshot(self, target: Path | Output) -> Path:
        """照现在的样子另存一份，给出写到哪里；自己不变。写不成抛 ``NotWritableError``。"""


def refuse_left(edits: Sequence[Edit]) -> None:
    """留给人核对的（``doubt``）不能写；写了是程序的毛病，抛 ``ValueError``。"""
    for edit in edits:
        if edit.doubt:
            raise ValueError(f"{edit.named_place} is left to a person: {edit.doubt}")
