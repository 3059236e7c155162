"""给工作簿加批注，已有的批注接在后面。

为什么自己写：excelize 只认自己命名的批注部件（``comments1.xml`` 配 ``vmlDrawing1.vml``），遇到别的
程序写的批注会另造部件、丢掉原文，并把原来的 VML 重写坏；openpyxl 会丢文本框。这里只在 XML 里插入
几段，其余字节不动。依据：ECMA-376 第 1 部分 18.7（批注）、第 4 部分 19.1（VML）。
"""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from perfxl.hosts.package_parts import edited_parts
from perfxl.hosts.xlsx_reader import Package
from perfxl.model.address import parse_address

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
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
# 工作表 XML 里排在 legacyDrawing 后面的元素（18.3.1.99 的次序）。
_AFTER_LEGACY_DRAWING = re.compile(
    r"<(?:\w+:)?(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts"
    r"|extLst)\b|</(?:\w+:)?worksheet>"
)
_AUTHOR = "perfxl"

Comments = Mapping[str, Mapping[str, str]]


def add_comments(path: Path, comments: Comments) -> None:
    """就地给 ``path``（须是自己写出的临时文件）加批注：工作表名 → 单元格 → 文字。"""
    with edited_parts(path) as (package, parts):
        sheets = {name: part for name, _, part in package.sheet_parts()}
        for sheet, texts in comments.items():
            if sheet in sheets and texts:
                _Sheet(package, parts, sheets[sheet]).add(texts)


class _Sheet:
    """一张工作表和它的批注、VML 部件。"""

    def __init__(self, package: Package, parts: dict[str, bytes], part: str) -> None:
        self.package = package
        self.parts = parts
        self.part = package.actual_name(part)

    def add(self, texts: Mapping[str, str]) -> None:
        """加几条批注。"""
        relations = self.package.relations(self.part)
        comments_part = self._related(relations, "comments")
        drawing_part = self._related(relations, "vmlDrawing", self._legacy_drawing_id())
        if comments_part is None:
            comments_part = self._free_name("xl/comments{}.xml")
            self.parts[comments_part] = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}">'
                "<authors></authors><commentList></commentList></comments>"
            ).encode()
            self._relate("comments", comments_part)
            self._declare(f'<Override PartName="/{comments_part}" ContentType="{_COMMENTS_TYPE}"/>')
        if drawing_part is None:
            drawing_part = self._free_name("xl/drawings/vmlDrawing{}.vml")
            self.parts[drawing_part] = f"<xml {_NAMESPACES}>{_SHAPE_LAYOUT}</xml>".encode()
            self._add_legacy_drawing(self._relate("vmlDrawing", drawing_part))
            self._declare(f'<Default Extension="vml" ContentType="{_VML_TYPE}"/>')
        new = self._write_texts(comments_part, texts)
        self._write_shapes(drawing_part, {cell: texts[cell] for cell in new})

    def _related(
        self, relations: dict[str, tuple[str, str]], kind: str, wanted: str | None = None
    ) -> str | None:
        for relation, (found, target) in relations.items():
            if found == kind and (kind == "comments" or relation == wanted):
                return self.package.actual_name(target)
        return None

    def _legacy_drawing_id(self) -> str | None:
        match = re.search(rb'<(?:\w+:)?legacyDrawing\b[^>]*?\bid="([^"]+)"', self.parts[self.part])
        return match[1].decode() if match else None

    def _free_name(self, pattern: str) -> str:
        number = 1
        taken = {name.lower() for name in self.parts}
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def _relate(self, kind: str, target: str) -> str:
        folder, name = posixpath.split(self.part)
        part = f"{folder}/_rels/{name}.rels"
        xml = self.parts.get(
            part,
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_RELATIONSHIPS}">'
            "</Relationships>".encode(),
        ).decode()
        identifier = f"rIdPerfxl{len(re.findall('<Relationship ', xml)) + 1}"
        relative = posixpath.relpath(target, folder)
        entry = f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{relative}"/>'
        xml = re.sub(r"(<Relationships\b[^>]*?)/>", r"\1></Relationships>", xml)
        self.parts[part] = xml.replace("</Relationships>", f"{entry}</Relationships>").encode()
        return identifier

    def _declare(self, entry: str) -> None:
        types = self.parts["[Content_Types].xml"].decode()
        key = entry.split('"')[1]
        if f'"{key}"' not in types:
            self.parts["[Content_Types].xml"] = types.replace(
                "</Types>", f"{entry}</Types>"
            ).encode()

    def _add_legacy_drawing(self, identifier: str) -> None:
        xml = self.parts[self.part].decode()
        prefix = re.search(r"<(\w+:)?worksheet\b", xml)
        name = (prefix[1] or "") if prefix else ""
        element = f'<{name}legacyDrawing xmlns:pr="{_OFFICE}" pr:id="{identifier}"/>'
        place = _AFTER_LEGACY_DRAWING.search(xml)
        at = place.start() if place else len(xml)
        self.parts[self.part] = (xml[:at] + element + xml[at:]).encode()

    def _write_texts(self, part: str, texts: Mapping[str, str]) -> list[str]:
        """写文字；返回原来没有批注的格。"""
        xml = self.parts[part].decode()
        found = re.search(r"<(\w+:)?comments\b", xml)
        p = (found[1] or "") if found else ""
        for name in ("authors", "commentList"):
            xml = re.sub(rf"<{p}{name}\s*/>", f"<{p}{name}></{p}{name}>", xml)
        author = len(re.findall(rf"<{p}author\b", xml))
        xml = xml.replace(f"</{p}authors>", f"<{p}author>{_AUTHOR}</{p}author></{p}authors>", 1)
        new: list[str] = []
        for cell, text in texts.items():
            said = f'<{p}r><{p}t xml:space="preserve">%s</{p}t></{p}r>'
            earlier = re.search(
                rf'<{p}comment\b[^>]*\bref="{cell}"[^>]*>.*?(?=</{p}text>)', xml, re.DOTALL
            )
            if earlier:
                addition = said % escape(f"\n{text}")
                xml = xml[: earlier.end()] + addition + xml[earlier.end() :]
                continue
            new.append(cell)
            comment = (
                f'<{p}comment ref="{cell}" authorId="{author}"><{p}text>{said % escape(text)}'
                f"</{p}text></{p}comment>"
            )
            xml = xml.replace(f"</{p}commentList>", f"{comment}</{p}commentList>", 1)
        self.parts[part] = xml.encode()
        return new

    def _write_shapes(self, part: str, texts: Mapping[str, str]) -> None:
        xml = self.parts[part].decode()
        shapes = "" if "_x0000_t202" in xml else _SHAPE_TYPE
        taken = [int(number) for number in re.findall(r"_x0000_s(\d+)", xml)]
        start = max(taken, default=1024) + 1
        for number, (cell, text) in enumerate(texts.items(), start):
            row, column = parse_address(cell)
            lines = sum(1 + len(line) // 20 for line in text.split("\n"))
            bottom = row + max(3, min(lines, 18))
            shapes += (
                f'<v:shape {_NAMESPACES} id="_x0000_s{number}" type="#_x0000_t202" '
                'style="position:absolute;visibility:hidden;width:260pt;'
                f'height:{min(14 * lines + 14, 300)}pt" fillcolor="#ffffe1" o:insetmode="auto">'
                '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
                '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
                '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
                "<x:MoveWithCells/><x:SizeWithCells/>"
                f"<x:Anchor>{column}, 15, {max(row - 1, 0)}, 4, {column + 4}, 15, {bottom}, 4</x:Anchor>"
                f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
                f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
            )
        end = xml.rindex("</xml>")
        self.parts[part] = (xml[:end] + shapes + xml[end:]).encode()
