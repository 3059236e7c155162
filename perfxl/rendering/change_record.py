"""改动记录里的一行：命令改了哪一格，原来是什么，写成文字是什么样；凭记号认得出是自己写的。

记录表是用户看得见的工作表：哪天、哪个命令、哪一格、原来的和现在的，都能核对，也可以自己删掉。
放回去靠的几栏（类型、所在行的样子、记号）藏着。每行有记号，别处写来的、改过的行认得出来，一格也不照它写。
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Self

from perfxl.model.address import parse_address
from perfxl.model.edit import CellContent, Edit, EditKind
from perfxl.plans.lists import CellLink, ListColumn, ListSheet, ListValue
from perfxl.rendering.cell_text import cell_text
from perfxl.rendering.output_names import RECORD_SHEET
from perfxl.standards.seals import is_sealed, seal

_HEADING = f"{RECORD_SHEET}（“还原”照此放回，删去本表就不能还原）"
_LINK = ListColumn("转到", 9.0)
SHOWN_COLUMNS = (
    *(ListColumn("次序", 6.0), ListColumn("时间", 19.0), ListColumn("命令", 8.0)),
    *(ListColumn("工作表", 14.0), _LINK, ListColumn("栏目", 12.0)),
    *(ListColumn("原内容", 30.0), ListColumn("现内容", 30.0)),
)
_HIDDEN = (
    *(ListColumn("单元格", 9.0), ListColumn("原类型", 6.0)),
    *(ListColumn("所在行", 10.0), ListColumn("记号", 10.0)),
)
RECORD_COLUMNS = (*SHOWN_COLUMNS, *_HIDDEN)
# 标题、栏名下面的第一行。
FIRST_ROW = 3


@dataclass(frozen=True)
class KeptChange:
    """记录里的一行：写成文字的一处改动，连同哪一次、哪个命令、那一行认得出的样子、记号。"""

    batch: int
    moment: str
    command: str
    sheet: str
    cell: str
    what: str
    before: str
    kind: str
    after: str
    row_text: str
    seal: str = ""

    @classmethod
    def of(cls, edit: Edit, batch: int, moment: str, command: str, row_text: str) -> Self:
        """记下一处写了的改动。"""
        before = _kept_text(edit.before, edit.was)
        after = edit.after if isinstance(edit.after, str) else cell_text(edit.after)
        where = edit.sheet, edit.cell, edit.what
        kept = cls(batch, moment, command, *where, before, edit.was.value, after, row_text)
        return replace(kept, seal=seal(kept._words))

    @classmethod
    def read(cls, row: Sequence[object]) -> Self | None:
        """记录表里的一行，从第一栏起；不成样子的为 ``None``。"""
        if not isinstance(row[0], int | float) or not _is_address(row[8]):
            return None
        texts = [value if isinstance(value, str) else cell_text(value) for value in row]
        _, moment, command, sheet, _, what, before, after, cell, kind, row_text, given = texts
        batch = int(row[0])
        return cls(batch, moment, command, sheet, cell, what, before, kind, after, row_text, given)

    @property
    def is_own(self) -> bool:
        """这台电脑上这个用户写的，后来没有改过。"""
        return is_sealed(self._words, self.seal)

    @property
    def edit(self) -> Edit:
        """照原内容写的一处改动。"""
        kind = next((each for each in EditKind if each.value == self.kind), EditKind.TEXT)
        content = _from_text(self.before, kind)
        return Edit(self.sheet, self.cell, content, self.what, because=(self.command,), kind=kind)

    @property
    def _words(self) -> tuple[str | int, ...]:
        where = self.moment, self.command, self.sheet, self.cell, self.what
        return (self.batch, *where, self.before, self.kind, self.after, self.row_text)

    @property
    def row(self) -> list[ListValue]:
        """记录表里的一行；“转到”由链接填。"""
        shown = (self.moment, self.command, self.sheet, "", self.what, self.before, self.after)
        return [self.batch, *shown, self.cell, self.kind, self.row_text, self.seal]


def record_list(kept: Sequence[KeptChange]) -> ListSheet:
    """整张记录表。"""
    links = [CellLink("", each.sheet, each.cell) for each in kept]
    rows = [each.row for each in kept]
    column = RECORD_COLUMNS.index(_LINK) + 1
    return ListSheet(RECORD_SHEET, RECORD_COLUMNS, rows, links, column, heading=_HEADING)


def _kept_text(content: CellContent, kind: EditKind) -> str:
    """原内容记成的字；``_from_text`` 读得回来。"""
    if isinstance(content, datetime):
        return content.isoformat()
    if kind is EditKind.NUMBER and isinstance(content, Decimal):
        return repr(float(content))
    return content if isinstance(content, str) else cell_text(content)


def _from_text(text: str, kind: EditKind) -> CellContent:
    if kind is EditKind.NUMBER:
        return Decimal(repr(float(text)))
    if kind is EditKind.BOOL:
        return text == "TRUE"
    return datetime.fromisoformat(text) if kind is EditKind.DATE else text


def _is_address(text: object) -> bool:
    try:
        return isinstance(text, str) and parse_address(text) > (0, 0)
    except ValueError:
        return False
