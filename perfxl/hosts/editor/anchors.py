"""图形、控件钉在哪几格：drawing 里的锚、工作表里控件和嵌入对象的锚（两处写法相同）。

依据：ECMA-376 第 1 部分 20.5（绘图的锚）、18.3.1.3（控件的锚）；控件在 drawing 里另有一份，裹在
``mc:AlternateContent`` 里。VML 里的那一份见 ``vml.py``。
"""

from perfxl.hosts.editor.attributes import is_on, whole
from perfxl.hosts.editor.formulas import Moves
from perfxl.hosts.editor.package import child, local_name
from perfxl.hosts.editor.xml_tree import etree
from perfxl.model.arrangement import Axis


def move_anchors(root: etree._Element, moves: Moves) -> None:
    """里面的锚照新排法挪；定死位置、不随单元格走的不动。"""
    for anchor in root.iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}anchor"):
        start, end = child(anchor, "from"), child(anchor, "to")
        if start is None or not _moves_with_cells(anchor):
            continue
        for name, axis in (("row", moves.rows), ("col", moves.columns)):
            _move(start, end, name, axis, stretched=_sizes_with_cells(anchor))


def _moves_with_cells(anchor: etree._Element) -> bool:
    if local_name(anchor) == "anchor":  # 控件、嵌入对象的
        return is_on(anchor.get("moveWithCells")) or is_on(anchor.get("sizeWithCells"))
    return anchor.get("editAs") != "absolute"


def _sizes_with_cells(anchor: etree._Element) -> bool:
    if local_name(anchor) == "anchor":
        return is_on(anchor.get("sizeWithCells"))
    return local_name(anchor) == "twoCellAnchor" and anchor.get("editAs") != "oneCell"


def first_output(axis: Axis, source: int) -> int:
    """原来的一行排到的第一处；删去了的，取其后第一个还在的。"""
    span = axis.span(source, 2_000_000)
    return span[0] if span is not None else source


def _move(
    start: etree._Element, end: etree._Element | None, name: str, axis: Axis, *, stretched: bool
) -> None:
    """锚里的行、列从 0 数起。``stretched``：大小随单元格变。"""
    first = child(start, name)
    if first is None:
        return
    before = max(whole(first.text), 0)
    after = first_output(axis, before + 1) - 1
    first.text = str(after)
    last = child(end, name) if end is not None else None
    if last is None:
        return
    bottom = max(whole(last.text), before)
    moved = axis.span(before + 1, bottom + 1) if stretched else None
    last.text = str(moved[1] - 1 if moved is not None else bottom + after - before)
