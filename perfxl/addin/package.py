"""文件包：放进功能区文字和文件属性，日期固定、次序固定，同样的内容得到同样的字节。"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

TITLE = "perfxl 绩效"
DESCRIPTION = "预算绩效表格的校验、评分与成表。功能区“绩效”和单元格函数 PERF_SCORE 等由它提供。"
# Excel 2010 起读 2009 年的格式；WPS 等只认 2006 年的，文字相同。
RIBBON_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
RIBBON_PARTS = {
    "customUI/customUI14.xml": (
        RIBBON_NAMESPACE,
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
    ),
    "customUI/customUI.xml": (
        "http://schemas.microsoft.com/office/2006/01/customui",
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
    ),
}
HINTS_NAMESPACE = "http://schemas.excel-dna.net/intellisense/1.0"
_HINTS, _HINTS_PROPERTIES = "customXml/item1.xml", "customXml/itemProps1.xml"
_HINTS_ID = "{5D1C8E1A-6B0F-4C56-9E55-7C0B1F6A2D10}"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
_CONTEXT_MENUS = re.compile(r"  <contextMenus>.*?</contextMenus>\n", re.DOTALL)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_RELATIONS = "_rels/.rels"
_SHEET = "xl/worksheets/sheet1.xml"
_CORE = "docProps/core.xml"
_SHOWN_DATE = "2025-01-01T00:00:00Z"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def read_package(path: Path) -> dict[str, bytes]:
    """文件包里的各部分。"""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_ribbon(parts: Mapping[str, bytes], ribbon: str) -> dict[str, bytes]:
    """加上功能区的两份文字和它们的关系。"""
    newest = RIBBON_NAMESPACE
    relations = parts[_RELATIONS].decode("utf-8")
    added = dict(parts)
    for number, (part, (namespace, relation)) in enumerate(RIBBON_PARTS.items(), 1):
        text = ribbon if namespace == newest else _as_of_2006(ribbon, namespace)
        added[part] = text.encode("utf-8")
        entry = f'<Relationship Id="rIdRibbon{number}" Type="{relation}" Target="{part}"/>'
        relations = relations.replace("</Relationships>", entry + "</Relationships>")
    added[_RELATIONS] = relations.encode("utf-8")
    return added


def _as_of_2006(ribbon: str, namespace: str) -> str:
    """2006 年的格式里没有右键菜单。"""
    return _CONTEXT_MENUS.sub("", ribbon).replace(RIBBON_NAMESPACE, namespace)


def with_hints(parts: Mapping[str, bytes], hints: str) -> dict[str, bytes]:
    """加上打字时的参数提示：工作簿的自定义 XML，Excel-DNA 的 IntelliSense 加载项来读。"""
    added = dict(parts)
    added[_HINTS] = hints.encode("utf-8")
    added[_HINTS_PROPERTIES] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{_HINTS_ID}" xmlns:ds="{_CUSTOM_XML}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{HINTS_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    added[f"customXml/_rels/{Path(_HINTS).name}.rels"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/customXmlProps" Target="{Path(_HINTS_PROPERTIES).name}"/>'
        "</Relationships>"
    ).encode()
    entry = f'<Relationship Id="rIdHints" Type="{_OFFICE}/customXml" Target="../{_HINTS}"/>'
    _insert(added, _BOOK_RELATIONS, entry, "</Relationships>")
    content = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    override = f'<Override PartName="/{_HINTS_PROPERTIES}" ContentType="{content}"/>'
    _insert(added, "[Content_Types].xml", override, "</Types>")
    return added


def _insert(parts: dict[str, bytes], part: str, entry: str, before: str) -> None:
    parts[part] = parts[part].replace(before.encode(), (entry + before).encode())


def with_texts(parts: Mapping[str, bytes], texts: Sequence[str]) -> dict[str, bytes]:
    """第一张工作表的 A 列，一行一段，都是文字。"""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c></row>'
        for row, text in enumerate(texts, 1)
    )
    added = dict(parts)
    sheet = parts[_SHEET].replace(b"<sheetData/>", f"<sheetData>{rows}</sheetData>".encode())
    added[_SHEET] = sheet.replace(
        b'<dimension ref="A1"/>', f'<dimension ref="A1:A{max(len(texts), 1)}"/>'.encode()
    )
    return added


def with_properties(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """换上我们的文件属性：加载项列表里显示的名称和说明。"""
    date = f'xsi:type="dcterms:W3CDTF">{_SHOWN_DATE}'
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(TITLE)}</dc:title><dc:creator>perfxl</dc:creator>"
        f"<dc:description>{escape(DESCRIPTION)}</dc:description>"
        "<cp:lastModifiedBy>perfxl</cp:lastModifiedBy>"
        f"<dcterms:created {date}</dcterms:created><dcterms:modified {date}</dcterms:modified>"
        "</cp:coreProperties>"
    )
    return {**parts, _CORE: core.encode("utf-8")}


def write_package(parts: Mapping[str, bytes], target: Path) -> None:
    """写出文件包；不压缩，免得各版 zlib 压出不同的字节。"""

    def place(name: str) -> tuple[int, str]:
        return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)

    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(parts, key=place):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            # 在哪种系统上生成都写同样的来源和权限。
            entry.create_system = 0
            package.writestr(entry, parts[name])
