"""规则说应当是什么的各格，哪些照写，哪些留给人：靠着可疑的数的，改动十倍以上或正负相反的。"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from perfxl.model.due import Due
from perfxl.model.edit import Edit
from perfxl.model.score import Slip
from perfxl.model.table import Entry, Table
from perfxl.scoring.edits import edit_of, left_in_words, may_write
from perfxl.scoring.slips import leaning_on


def certain_edits(
    table: Table, due: Iterable[Due], slips: Callable[[], Sequence[Slip]], rule: str
) -> tuple[Edit, ...]:
    """照写的在先；留给人的在后，连同一样靠着那个数的各格，``doubt`` 说要先核对什么。

    ``slips`` 给出表里可疑的数，有应当改的才找。
    """
    certain: list[Edit] = []
    left: dict[tuple[str, str], Edit] = {}
    for each in due:
        if not each.entry.exists or each.entry.formula is not None:
            continue
        edit = replace(edit_of(table, each), because=(rule,))
        if not may_write(each.entry):
            left[edit.place] = left_in_words(edit, each.entry)
            continue
        leaning = leaning_on(slips(), each.entry)
        doubt = str(leaning[0].advice) if leaning else edit.doubt
        if not doubt:
            certain.append(edit)
            continue
        left[edit.place] = replace(edit, doubt=doubt)
        for slip in leaning:
            for other, named in slip.hangs:
                if may_write(other):
                    sheet = table.sheet_of(other)
                    blank = Edit(sheet, other.address, None, named, other.text, because=(rule,))
                    left.setdefault(blank.place, replace(blank, doubt=str(slip.advice)))
    return (*certain, *left.values())


def following_edits(
    table: Table, due: Iterable[Due], slips: Callable[[], Sequence[Slip]], rule: str
) -> tuple[Edit, ...]:
    """跟着别的格改的，照 ``due`` 写；写不得的、靠着可疑的数的，``doubt`` 说为什么跟不了。"""
    return tuple(
        replace(edit_of(table, each), because=(rule,), doubt=_why_not_following(each.entry, slips))
        for each in due
        if each.entry.exists
    )


def _why_not_following(entry: Entry, slips: Callable[[], Sequence[Slip]]) -> str:
    """跟不了的缘故，跟得了的为 ``""``。"""
    if entry.formula is not None:
        return f"{entry.cell} 是公式"
    if entry.continued:
        return f"{entry.cell} 的字分写在几格里"
    leaning = leaning_on(slips(), entry)
    return str(leaning[0].advice) if leaning else ""
