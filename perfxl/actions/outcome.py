"""一个动作的结果：说什么、列什么、改什么、标什么、加什么工作表；宿主照着做，做成什么样由宿主说。"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.model.edit import Edit

if TYPE_CHECKING:  # 只说不写的用不着方案
    from perfxl.plans.lists import ListSheet
    from perfxl.plans.marks import Mark
    from perfxl.plans.template import SheetPlan
    from perfxl.rendering.fill_list import ToFill
    from perfxl.rendering.value_origins import TracedCell


@dataclass(frozen=True)
class MadeSheet:
    """排好的一张工作表；``left`` 是有内容而模板没有位置的名字，``cautions`` 是要人看一眼的。

    ``traced`` 是各格从哪里来，要的时候才有；``to_fill`` 是新一年待填的表里要填的各格。
    """

    name: str
    template: Path
    plan: "SheetPlan"
    left: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    traced: "tuple[TracedCell, ...]" = ()
    to_fill: "tuple[ToFill, ...]" = ()


@dataclass(frozen=True)
class Outcome:
    """``sentences`` 是给人看的话，各带句号；``lists`` 要列的清单；``edits`` 要写的格，``left`` 留给人改的格；
    ``marks`` 要标的格；``sheets`` 要照模板写的工作表。没有的为空。
    """

    sentences: tuple[str, ...] = ()
    lists: "tuple[ListSheet, ...]" = ()
    edits: tuple[Edit, ...] = ()
    left: tuple[Edit, ...] = ()
    marks: "tuple[Mark, ...]" = ()
    sheets: tuple[MadeSheet, ...] = ()

    @property
    def said(self) -> str:
        """全部的话。"""
        return "".join(self.sentences)
