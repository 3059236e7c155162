"""还原：照改动记录放回最近一次命令之前的内容；后来又改过的、移了位置的不动。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol
from zlib import crc32

from perfxl.actions.made_said import listed
from perfxl.grammar import amount
from perfxl.model.address import column_letters
from perfxl.model.edit import CellContent, Edit
from perfxl.model.errors import PerfxlError
from perfxl.rendering.cell_text import cell_text
from perfxl.rendering.change_record import KeptChange
from perfxl.rendering.output_names import RECORD_SHEET

_PLANTED = (
    f"{RECORD_SHEET}里有{{}}行不是这台电脑上的 perfxl 写的，或者后来改过，没有照它写；"
    "原内容都列在表里，可以照着改。"
)
# 没有放回的那几行的次序。
_UNRESTORED = 0


class SheetContents(Protocol):
    """一张表现在的内容。"""

    def value(self, row: int, column: int) -> Any:
        """一格的值；空格为 ``None``。"""

    def formula(self, row: int, column: int) -> str:
        """一格的公式，带等号；没有公式时是它的内容。"""

    def left_of(self, row: int, column: int) -> list[Any]:
        """同一行左边各格的值。"""

    def content(self, row: int, column: int) -> tuple[CellContent, Any]:
        """一格的内容和是哪一种，足够原样放回。"""


class NotRestorableError(PerfxlError):
    """没有可以还原的；文字是给用户看的一句话。"""


@dataclass(frozen=True)
class Restoring:
    """要放回的：哪个命令的，写哪几格 ``back``；放回以后记录里剩下的 ``rest``；后来又改过、不动的格；

    信不得的几行记录，说一句 ``planted``。
    """

    command: str
    back: tuple[Edit, ...]
    rest: tuple[KeptChange, ...]
    changed_since: tuple[str, ...]
    planted: str = ""

    def said(self, record: str) -> str:
        """放回以后说的话；``record`` 是记录表的名字。"""
        said = (
            f"已把“{self.command}”改的{len(self.back)}格放回原来的内容。"
            if self.back
            else f"“{self.command}”改的格没有一格能放回，记录还在；把插入的行列删掉、排序改回后可以再按。"
        )
        if self.changed_since:
            said += (
                f"{listed(self.changed_since)}后来又改过，或者移了位置，没有动；"
                f"原内容还在“{record}”表里，可以照着改。"
            )
        return said + self.planted


def kept_anew(
    kept: Sequence[KeptChange],
    made: Sequence[Edit],
    contents: Mapping[str, SheetContents],
    command: str,
    moment: str,
    *,
    continuing: bool = False,
) -> list[KeptChange]:
    """记录里原有的，加上这一次写的；``continuing`` 把这些并进上一次。"""
    batch = last_batch(kept) + (not continuing)
    fresh = [
        KeptChange.of(edit, batch, moment, command, _row_text(contents[edit.sheet], edit))
        for edit in made
    ]
    return [*kept, *fresh]


def last_batch(kept: Sequence[KeptChange]) -> int:
    """这台电脑最近一次改动的序号；没有为 0。"""
    return max((each.batch for each in kept if each.is_own), default=0)


def last_kept(kept: Sequence[KeptChange], sheets: Sequence[str]) -> tuple[list[KeptChange], str]:
    """最近一次命令的各行，和别处写来的有几行的一句话；不是这台电脑写的记录不照它写。

    没有的、那几张工作表（``sheets`` 是现有的）找不到的抛 ``NotRestorableError``。
    """
    own = [each for each in kept if each.batch != _UNRESTORED and each.is_own]
    foreign = sum(each.batch != _UNRESTORED and not each.is_own for each in kept)
    planted = _PLANTED.format(foreign) if foreign else ""
    if not own:
        raise NotRestorableError(planted or f"这个工作簿里没有{RECORD_SHEET}，没有可以还原的。")
    last = max(each.batch for each in own)
    batch = [each for each in own if each.batch == last]
    missing = {each.sheet for each in batch} - set(sheets)
    if missing:
        raise NotRestorableError(
            f"找不到工作表“{min(missing)}”（改名了，或者删去了），没有还原；改回原来的名字后再按一次。"
        )
    return batch, planted


def restoring(
    kept: Sequence[KeptChange],
    batch: Sequence[KeptChange],
    contents: Mapping[str, SheetContents],
    planted: str,
) -> Restoring:
    """``batch``（``last_kept`` 给的）里放得回的各格；没有放回的留在记录里供人核对（次序记 0），不再当作最近一次。

    一格也放不回的，记录原样留着，可以再按。
    """
    edits = [each.edit for each in batch]
    places = {(edit.sheet, edit.row, edit.column) for edit in edits}
    moved = [
        each
        for each, edit in zip(batch, edits, strict=True)
        if not _is_as_left(contents[edit.sheet], edit, each, places)
        and not _is_back(contents[edit.sheet], edit)
    ]
    back = tuple(edit for each, edit in zip(batch, edits, strict=True) if each not in moved)
    rest = [replace(each, batch=_UNRESTORED) if each in moved else each for each in kept]
    changed = tuple(f"{each.sheet}!{each.cell}" for each in moved)
    left = tuple(each for each in rest if each not in batch) if back else tuple(kept)
    return Restoring(batch[0].command, back, left, changed, planted)


def _is_as_left(
    contents: SheetContents, edit: Edit, kept: KeptChange, own: set[tuple[str, int, int]]
) -> bool:
    """内容没有再改过，也没有因为插行插列、排序换成了别的一格。"""
    touched = {column_letters(column) for name, _, column in own if name == kept.sheet}
    then, now = _signs(kept.row_text), _signs(_row_text(contents, edit))
    same = {k: v for k, v in then.items() if k not in touched} == {
        k: v for k, v in now.items() if k not in touched
    }
    return same and _holds(contents, edit, kept.after)


def _is_back(contents: SheetContents, edit: Edit) -> bool:
    """已经是原来的内容：上一次还原中途停了，放回过的。"""
    return contents.content(edit.row, edit.column) == (edit.after, edit.kind)


def _holds(contents: SheetContents, edit: Edit, text: str) -> bool:
    """格里还是写进去的内容；设成日期、百分比格式的格按数比。"""
    place = edit.row, edit.column
    value, stored = contents.value(*place), contents.formula(*place)
    if isinstance(stored, str) and stored.startswith("=") and stored != value:
        return False  # 写进去的都是值；现在是公式，就是后来改的
    if isinstance(value, str) or value is None:
        return (value or "") == text
    shown = (cell_text(value), stored if isinstance(stored, str) else cell_text(stored))
    return text in shown or any(_is_same_number(each, text) for each in shown)


def _is_same_number(one: str, other: str) -> bool:
    first, second = amount(one), amount(other.removesuffix("%"))
    if first is None or second is None:
        return False
    if other.endswith("%"):
        second /= 100
    return abs(first - second) < Decimal("0.0000001")


def _row_text(contents: SheetContents, edit: Edit) -> str:
    """同一行左边各格的指纹（``A1f3c B09ab``），认得出还是不是这一行、这一列。"""
    return " ".join(
        f"{column_letters(column)}{crc32(cell_text(value).encode()) & 0xFFFF:04x}"
        for column, value in enumerate(contents.left_of(edit.row, edit.column), 1)
        if cell_text(value)
    )


def _signs(row_text: str) -> dict[str, str]:
    return {sign[:-4]: sign[-4:] for sign in row_text.split()}
