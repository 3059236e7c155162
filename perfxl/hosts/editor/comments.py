"""批注：加新的，已有的接在后面。

依据：ECMA-376 第 1 部分 18.7（批注）、第 4 部分 19.1（VML）。
"""

import re
from collections.abc import Callable, Mapping

from perfxl.hosts.editor.package import OFFICE, EditedPackage, child, children, local_name
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.hosts.editor.vml import decoded, encoded
from perfxl.hosts.editor.xml_tree import etree
from perfxl.hosts.escaped_text import escaped
from perfxl.model.address import LAST_COLUMN, LAST_ROW, parse_address
from perfxl.model.file_faults import NotWritableError
from perfxl.plans.marks import note_size

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
# 形状编号分块：data="1" 的块从 1025 起。
_SHAPE_LAYOUT = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
_SHAPE_TYPE = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_AUTHOR = "perfxl"
# 一磅是几个像素（96 像素一英寸）。
_PIXELS = 96 / 72


def add_comments(package: EditedPackage, sheet: EditedSheet, texts: Mapping[str, str]) -> None:
    """给一张工作表加批注：单元格地址 → 文字。"""
    if not texts:
        return
    drawing = _drawing_part(package, sheet)
    new = _write_texts(package, sheet, _comments_part(package, sheet), texts)
    _write_shapes(package, sheet, drawing, {cell: texts[cell] for cell in new})


def _comments_part(package: EditedPackage, sheet: EditedSheet) -> str:
    found = package.related(sheet.part, "comments")
    if found:
        return package.actual(found[0].target)
    part = package.free_name("xl/comments{}.xml")
    space = sheet.tag("comments")[1:].partition("}")[0]
    empty = f'<comments xmlns="{space}"><authors/><commentList/></comments>'
    package.set_raw(part, empty.encode())
    package.declare(part, _COMMENTS_TYPE)
    package.relate(sheet.part, "comments", part)
    return part


def _drawing_part(package: EditedPackage, sheet: EditedSheet) -> str:
    legacy = child(sheet.root, "legacyDrawing")
    if legacy is not None:
        wanted = next((value for key, value in legacy.items() if str(key).endswith("}id")), "")
        for relation in package.related(sheet.part, "vmlDrawing"):
            if relation.id == wanted:
                return package.actual(relation.target)
    part = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.set_raw(part, f"<xml {_NAMESPACES}>{_SHAPE_LAYOUT}</xml>".encode())
    package.declare_suffix("vml", _VML_TYPE)
    identifier = package.relate(sheet.part, "vmlDrawing", part)
    sheet.section("legacyDrawing").set(f"{{{OFFICE}}}id", identifier)
    return part


def _write_texts(
    package: EditedPackage, sheet: EditedSheet, part: str, texts: Mapping[str, str]
) -> list[str]:
    """写文字；返回原来没有批注的格。"""
    root = package.edit(part)
    if local_name(root) != "comments" or "}" not in root.tag:
        raise NotWritableError(
            f"“{package.path.name}”的批注已损坏（{part}），请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
        )
    space = root.tag.rpartition("}")[0] + "}"
    authors, comments = child(root, "authors"), child(root, "commentList")
    if authors is None:
        authors = etree.Element(f"{space}authors")
        root.insert(0, authors)
    if comments is None:
        comments = etree.SubElement(root, f"{space}commentList")
    names = [author.text for author in children(authors, "author")]
    if _AUTHOR not in names:
        etree.SubElement(authors, f"{space}author").text = _AUTHOR
        names.append(_AUTHOR)
    earlier = {each.get("ref"): each for each in comments if local_name(each) == "comment"}
    new: list[str] = []
    for cell, text in texts.items():
        comment = earlier.get(cell)
        body = child(comment, "text") if comment is not None else None
        if body is None:
            new.append(cell)
            comment = etree.SubElement(comments, f"{space}comment")
            comment.set("ref", cell)
            comment.set("authorId", str(names.index(_AUTHOR)))
            body = etree.SubElement(comment, f"{space}text")
            said = text
        else:
            said = f"\n{text}"
            _as_run(body, space)
        run = etree.SubElement(body, f"{space}r")
        part_text = etree.SubElement(run, f"{space}t")
        part_text.text = escaped(said)
        part_text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return new


def _as_run(body: etree._Element, space: str) -> None:
    """没有分样子的文字收成一段：后面要接一段，两样不能并排放。"""
    plain = child(body, "t")
    if plain is None:
        return
    run = etree.Element(f"{space}r")
    body.insert(0, run)
    body.remove(plain)
    run.append(plain)


def _write_shapes(
    package: EditedPackage, sheet: EditedSheet, part: str, texts: Mapping[str, str]
) -> None:
    # VML 里常有不合格的 XML（如不闭合的 br），只能按文字添。
    xml, encoding = decoded(package.raw(part))
    shapes = "" if "_x0000_t202" in xml else _SHAPE_TYPE
    taken = [int(number) for number in re.findall(r"_x0000_s(\d+)", xml)]
    start = max(taken, default=1024) + 1
    for number, (cell, text) in enumerate(texts.items(), start):
        row, column = parse_address(cell)
        width, height = note_size(text)
        left = min(column, LAST_COLUMN - 1)
        right, across = _end(
            left, 15, width, LAST_COLUMN, lambda each: 7 * sheet.column_width(each) + 5
        )
        bottom, down = _end(
            row - 1, 4, height, LAST_ROW, lambda each: sheet.row_height(each) * _PIXELS
        )
        shapes += (
            f'<v:shape {_NAMESPACES} id="_x0000_s{number}" type="#_x0000_t202" '
            f'style="position:absolute;visibility:hidden;width:{width}pt;'
            f'height:{height}pt" fillcolor="#ffffe1" o:insetmode="auto">'
            '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
            '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
            '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
            "<x:MoveWithCells/><x:SizeWithCells/>"
            f"<x:Anchor>{left}, 15, {row - 1}, 4, {right}, {across}, {bottom}, {down}</x:Anchor>"
            f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
            f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )
    package.set_raw(part, encoded(_with_shapes(xml, shapes), encoding))


def _end(
    first: int, offset: int, points: float, last: int, size: Callable[[int], float]
) -> tuple[int, int]:
    """框的右边、下边落在第几列（行，从 0 数起）的第几个像素；``size`` 是一列（行，从 1 数起）多少像素。"""
    place, left = first, offset + points * _PIXELS
    while place + 1 < last and left > (own := size(place + 1)):
        place, left = place + 1, left - own
    return place, int(left)


def _with_shapes(xml: str, shapes: str) -> str:
    """形状添在根元素的末尾；根元素自己闭合的（没有形状的）先打开。"""
    closing = re.search(r"</[\w:]+\s*>\s*$", xml)
    if closing is not None:
        return xml[: closing.start()] + shapes + xml[closing.start() :]
    opened = re.search(r"<([\w:]+)([^<>]*)/>\s*$", xml)
    name, rest = (opened[1], opened[2]) if opened else ("xml", "")
    start = xml[: opened.start()] if opened else ""
    return f"{start}<{name}{rest}>{shapes}</{name}>"
