"""一个动作的结果：说什么、列什么、改什么、标什么、加什么工作表；宿主照着做，做成什么样由宿主说。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

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


@dataclass(frozen=True)
class MadeSheet:
    """排好的一张工作表；``left`` 是有内容而没有写进的名字，``cautions`` 是要人看一眼的。

    ``left_cells`` 是没有写进的各写在原来的哪几格，说不清的（几张合成一份）没有。

    ``traced`` 是各格从哪里来，要的时候才有；``to_fill`` 是新一年待填的表里要填的各格。
    """

    name: str
    template: Path
    plan: "SheetPlan"
    left: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    left_cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    traced: "tuple[TracedCell, ...]" = ()
    to_fill: "tuple[ToFill, ...]" = ()

    @property
    def left_said(self) -> str:
        """没有写进的一样一样说，连同所在的格：附件（C7）、指标.指标解释（J7 等 10 格）。"""
        return named_with_cells(self.left, self.left_cells)


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
