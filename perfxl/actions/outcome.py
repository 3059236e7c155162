"""一个动作的结果：说什么、列什么、改什么、标什么、加什么工作表；宿主照着做，做成什么样由宿主说。"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfxl.model.edit import Edit

if TYPE_CHECKING:  # 只说不写的用不着方案
    from perfxl.actions.made_edits import MadeEdit
    from perfxl.plans.lists import ListSheet
    from perfxl.plans.marks import Mark
    from perfxl.plans.template import SheetPlan
    from perfxl.rendering.fill_list import ToFill
    from perfxl.rendering.value_origins import TracedCell


def named_with_cells(names: Iterable[str], cells: Mapping[str, tuple[str, ...]]) -> str:
    """几样东西，各写在哪几格。

    >>> named_with_cells(["附件", "备注", "栏目"], {"附件": ("C7",), "备注": ("G9", "G10")})
    '附件（C7）、备注（G9 等 2 格）、栏目'
    """
    return "、".join(f"{name}{_in_cells(cells.get(name, ()))}" for name in names)


def _in_cells(cells: tuple[str, ...]) -> str:
    if not cells:
        return ""
    return f"（{cells[0]} 等 {len(cells)} 格）" if len(cells) > 1 else f"（{cells[0]}）"


class WhyLeft(StrEnum):
    """为什么没有写进：模板没有位置；是原来那张表的，得来的表不带；原来填的，算不出、说不准，不照写。"""

    NO_PLACE = "没有位置"
    OF_ORIGINAL = "是原来那张表的"
    NOT_REPEATED = "不照写"


class LeftOut(NamedTuple):
    """一样没有写进的：写在原来的哪几格（说不清的没有），为什么。"""

    cells: tuple[str, ...] = ()
    why: WhyLeft = WhyLeft.NO_PLACE


def left_told(left: Mapping[str, LeftOut], place: str) -> Iterator[str]:
    """没有写进的，一个缘故半句；``place`` 是怎样称呼模板（``模板“自评表.xlsx”``、``模板``）。

    >>> held = {"附注": LeftOut(("A30",)), "附件号": LeftOut(("B1",), WhyLeft.OF_ORIGINAL)}
    >>> list(left_told(held, "模板"))
    ['里有内容在模板中没有位置，没有写进：附注（A30）', '：附件号（B1）是原来那张表的，没有带过来，要写的请自己填']
    """
    named = {
        why: named_with_cells(
            [name for name, each in left.items() if each.why is why],
            {name: each.cells for name, each in left.items()},
        )
        for why in WhyLeft
    }
    if named[WhyLeft.NO_PLACE]:
        yield f"里有内容在{place}中没有位置，没有写进：{named[WhyLeft.NO_PLACE]}"
    if named[WhyLeft.OF_ORIGINAL]:
        yield f"：{named[WhyLeft.OF_ORIGINAL]}是原来那张表的，没有带过来，要写的请自己填"
    if named[WhyLeft.NOT_REPEATED]:
        yield f"：原来填的{named[WhyLeft.NOT_REPEATED]}没有照写"


@dataclass(frozen=True)
class MadeSheet:
    """排好的一张工作表；``left_out`` 是有内容而没有写进的各样，``cautions`` 是要人看一眼的。

    ``traced`` 是各格从哪里来，要的时候才有；``to_fill`` 是待填的表里要填的各格。
    ``drafted``：里面的自评结论还是草稿；``awaited``：有得分等着人定。
    """

    name: str
    template: Path
    plan: "SheetPlan"
    cautions: tuple[str, ...] = ()
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    traced: "tuple[TracedCell, ...]" = ()
    to_fill: "tuple[ToFill, ...]" = ()
    drafted: bool = False
    awaited: bool = False

    @property
    def left(self) -> tuple[str, ...]:
        """没有写进的各样的名字。"""
        return tuple(self.left_out)


@dataclass(frozen=True)
class Outcome:
    """``sentences`` 是给人看的话，各带句号；``lists`` 要列的清单；``edits`` 要写的格，``left`` 留给人改的格；
    ``marks`` 要标的格；``sheets`` 要照模板写的工作表。没有的为空。

    ``made`` 与 ``edits`` 一一相应，说写好以后的样子；没有看过写好的样子的为空。
    """

    sentences: tuple[str, ...] = ()
    lists: "tuple[ListSheet, ...]" = ()
    edits: tuple[Edit, ...] = ()
    left: tuple[Edit, ...] = ()
    marks: "tuple[Mark, ...]" = ()
    sheets: tuple[MadeSheet, ...] = ()
    made: "tuple[MadeEdit, ...]" = ()

    @property
    def said(self) -> str:
        """全部的话。"""
        return "".join(self.sentences)
