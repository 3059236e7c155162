"""把工作簿改成 Excel、WPS 存过的样子：字在共享字符串里，样式换了次序，行上有扩展属性，有计算链和剩下的名称。

格里的内容一个不变，只是写法不同；给“模板在 Excel 里存过，成表也一样”的测试用。
"""

import random
import re
import zipfile
from copy import deepcopy
from pathlib import Path

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_S = f"{{{_MAIN}}}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def save_as_excel(path: Path, *, split_runs: bool = False) -> Path:
    """原处改写 ``path``；``split_runs`` 时把占位拆在两段字体里（``{{名`` ``称}}``）。"""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheets = {
        name: etree.fromstring(data)
        for name, data in parts.items()
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)
    }
    order = _styles_reordered(parts)
    strings: dict[bytes, int] = {}
    count = 0
    for root in sheets.values():
        count += _share_strings(root, strings, split_runs=split_runs)
        _as_excel_writes(root, order)
    _add_strings(parts, list(strings), count)
    parts |= {name: _with_extension(etree.tostring(root)) for name, root in sheets.items()}
    _add_calculation_chain(parts, sheets)
    _add_left_names(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return path


def _share_strings(root: etree._Element, strings: dict[bytes, int], *, split_runs: bool) -> int:
    count = 0
    for cell in root.iter(f"{_S}c"):
        inline = cell.find(f"{_S}is")
        if cell.get("t") != "inlineStr" or inline is None:
            continue
        cell.remove(inline)
        inline.tag, inline.tail = f"{_S}si", None
        text = inline.find(f"{_S}t")
        if split_runs and text is not None and "{{" in (text.text or ""):
            inline = _split(text.text or "")
        number = strings.setdefault(etree.tostring(inline, method="c14n"), len(strings))
        cell.set("t", "s")
        etree.SubElement(cell, f"{_S}v").text = str(number)
        count += 1
    return count


def _split(text: str) -> etree._Element:
    """占位从中间断成两段，各一种字体。"""
    item = etree.Element(f"{_S}si", nsmap={None: _MAIN})
    for number, piece in enumerate(re.split(r"(?<=\{\{\S)(?=\S)", text)):
        run = etree.SubElement(item, f"{_S}r")
        font = etree.SubElement(run, f"{_S}rPr")
        etree.SubElement(font, f"{_S}sz", val=str(10 + number % 2))
        etree.SubElement(font, f"{_S}rFont", val="宋体")
        written = etree.SubElement(run, f"{_S}t")
        written.text = piece
        written.set(_SPACE, "preserve")
    return item


def _styles_reordered(parts: dict[str, bytes]) -> list[int]:
    """单元格样式、字体、填充、边框都换次序（0 号和规定的不动）；给出旧样式号 → 新样式号。"""
    root = etree.fromstring(parts["xl/styles.xml"])
    places = {
        name: _shuffled(root.find(f"{_S}{group}"), kept)
        for name, group, kept in (
            ("fontId", "fonts", 1),
            ("fillId", "fills", 2),
            ("borderId", "borders", 1),
        )
    }
    for each in root.iter(f"{_S}xf"):
        for name, order in places.items():
            if each.get(name) is not None:
                each.set(name, str(order[int(each.get(name, "0"))]))
    order = _shuffled(root.find(f"{_S}cellXfs"), 1)
    parts["xl/styles.xml"] = etree.tostring(root)
    return order


def _shuffled(group: etree._Element | None, kept: int) -> list[int]:
    """打乱一组；给出旧序号 → 新序号。"""
    assert group is not None
    old = list(group)
    rest = list(range(kept, len(old)))
    random.Random(len(old)).shuffle(rest)
    order = [*range(min(kept, len(old))), *rest]
    for each in old:
        group.remove(each)
    group.extend([deepcopy(old[number]) for number in order])
    return [order.index(number) for number in range(len(old))]


def _as_excel_writes(root: etree._Element, order: list[int]) -> None:
    for element in root.iter(f"{_S}c", f"{_S}row", f"{_S}col"):
        name = "style" if element.tag == f"{_S}col" else "s"
        if element.get(name) is not None:
            element.set(name, str(order[int(element.get(name, "0"))]))
        if element.tag == f"{_S}row":
            element.set("spans", "1:16")
            element.set(f"{{{_X14AC}}}dyDescent", "0.15")


def _with_extension(sheet: bytes) -> bytes:
    """声明 x14ac 可以不认得。"""
    mark = b'mc:Ignorable="x14ac" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return sheet.replace(b"<worksheet ", b"<worksheet %s " % mark, 1)


def _add_strings(parts: dict[str, bytes], strings: list[bytes], count: int) -> None:
    head = f'<sst xmlns="{_MAIN}" count="{count}" uniqueCount="{len(strings)}">'
    parts["xl/sharedStrings.xml"] = head.encode() + b"".join(strings) + b"</sst>"
    _relate(parts, "sharedStrings", "sharedStrings.xml", f"{_TYPE}sharedStrings+xml")


def _add_calculation_chain(parts: dict[str, bytes], sheets: dict[str, etree._Element]) -> None:
    cells = [
        f'<c r="{each.getparent().get("r")}" i="{number}"/>'  # type: ignore[union-attr]
        for number, root in enumerate(sheets.values(), 1)
        for each in root.iter(f"{_S}f")
    ]
    if cells:
        chain = f'<calcChain xmlns="{_MAIN}">{"".join(cells)}</calcChain>'
        parts["xl/calcChain.xml"] = chain.encode()
        _relate(parts, "calcChain", "calcChain.xml", f"{_TYPE}calcChain+xml")


def _add_left_names(parts: dict[str, bytes]) -> None:
    """删过工作表、删过行以后剩下的名称。"""
    book = parts["xl/workbook.xml"].decode()
    found = re.search(r'<sheet [^>]*name="([^"]+)"', book)
    assert found is not None
    names = (
        f"<definedName name=\"旧名\">'{found[1]}'!#REF!</definedName>"
        '<definedName name="另一个旧名" hidden="1">#REF!#REF!</definedName>'
    )
    if "<definedNames>" in book:
        book = book.replace("</definedNames>", f"{names}</definedNames>")
    else:
        book = book.replace("</sheets>", f"</sheets><definedNames>{names}</definedNames>")
    parts["xl/workbook.xml"] = book.encode()


def _relate(parts: dict[str, bytes], kind: str, target: str, content_type: str) -> None:
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(
        b"</Relationships>",
        (
            f'<Relationship Id="rId_{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            "</Relationships>"
        ).encode(),
    )
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(
        b"</Types>",
        f'<Override PartName="/xl/{target}" ContentType="{content_type}"/></Types>'.encode(),
    )
