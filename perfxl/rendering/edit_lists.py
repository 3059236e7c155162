"""改动清单：改了哪些格，哪些留给人改。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.model.edit import CellContent, Edit
from perfxl.plans.lists import BookName, ListColumn, ListSheet, ListValue
from perfxl.rendering.output_names import EDIT_LIST
from perfxl.rules.engine.registry import all_rules
from perfxl.scoring.rounding import plain

_PLACE_COLUMNS = (
    *(ListColumn("原文件", 22.0), ListColumn("工作表", 14.0)),
    *(ListColumn("单元格", 9.0), ListColumn("栏目", 12.0), ListColumn("原来写的", 24.0)),
)
_EDIT_COLUMNS = (
    *(*_PLACE_COLUMNS, ListColumn("改成", 24.0)),
    *(ListColumn("照哪条规则", 36.0), ListColumn("附注", 20.0)),
)
_LEFT_COLUMNS = (
    *(*_PLACE_COLUMNS, ListColumn("算出来的", 24.0)),
    *(ListColumn("为什么没有改", 60.0), ListColumn("哪条规则", 36.0)),
)


def edit_lists(
    made: Iterable[tuple[str, Edit, str, str]],
    left: Sequence[tuple[str, Edit]] = (),
    *,
    one_book: bool = False,
) -> list[ListSheet]:
    """``made`` 是 ``(原件, 一处改动, 改好看到的, 附注)``，一格一行；另一张是留给人改的。

    ``one_book``：只有一个工作簿，不写“原文件”一栏。
    """
    titles = {rule.id: rule.title for rule in all_rules().values()}
    rows = [
        [*_place(file, edit), _as_shown(edit.after, shown), _rules(edit, titles), remark]
        for file, edit, shown, remark in made
    ]
    lists = [ListSheet(EDIT_LIST, _EDIT_COLUMNS, rows, heading=f"{EDIT_LIST}：{len(rows)}格")]
    if left:
        kept = [
            [*_place(file, edit), _listed(edit.after), edit.doubt, _rules(edit, titles)]
            for file, edit in left
        ]
        heading = f"留给人改的：{len(kept)}格"
        lists.append(ListSheet("留给人改的", _LEFT_COLUMNS, kept, heading=heading))
    return list(map(_without_book, lists)) if one_book else lists


def _without_book(each: ListSheet) -> ListSheet:
    return replace(each, columns=each.columns[1:], rows=[row[1:] for row in each.rows])


def _place(file: str, edit: Edit) -> list[ListValue]:
    return [BookName(file), edit.sheet, edit.cell, edit.what, _listed(edit.before)]


def _listed(content: CellContent) -> ListValue:
    """清单里写的；日期、真假照字写。"""
    return content if isinstance(content, Decimal | str) or content is None else str(content)


def _as_shown(value: CellContent, shown: str) -> ListValue:
    """改成了什么：看到的就是这个数的仍写成数，``95%``、``48万元`` 一类照看到的写。"""
    if isinstance(value, Decimal) and shown.replace(",", "") == plain(value):
        return value
    return shown


def _rules(edit: Edit, titles: Mapping[str, str]) -> str:
    return "；".join(f"{rule} {titles.get(rule, '')}" for rule in edit.because)
