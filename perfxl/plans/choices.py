"""下拉选项：一张放选项的工作表，几栏各是一组；成表里哪几格从哪一组选。"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from perfxl.model.address import Block


class ChoiceColumn(NamedTuple):
    """一组选项：叫什么，各项（选的字，旁边给人看的字），``key`` 是认这一组用的。"""

    title: str
    items: Sequence[tuple[str, str]]
    key: str


class CellChoice(NamedTuple):
    """几格从一组里选。"""

    cells: Block
    key: str


@dataclass(frozen=True)
class Choices:
    """``sheet`` 是放选项的工作表的名字，``heading`` 写在它的第一格。"""

    sheet: str
    heading: str
    columns: Sequence[ChoiceColumn]

    def place(self, key: str) -> Block | None:
        """一组选项在哪几格；没有这一组为 ``None``。"""
        for number, column in enumerate(self.columns):
            if column.key == key and column.items:
                first = 2 * number + 1
                return Block(3, first, len(column.items) + 2, first)
        return None
