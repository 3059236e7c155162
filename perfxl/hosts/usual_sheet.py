"""sheet XML 的通常写法：不建树，用正则一行一行地拆，快三倍。

Excel、WPS、LibreOffice、openpyxl、POI 写的一格都是同一个样子：地址、样式、种类依次写着，里面至多一个公式、一个值，
或一段没有格式的字。有一处不是这样写的（注释、CDATA、带前缀的命名空间、一格里分几段的字、不写地址的格），
整张交给建树的读法：不猜，读出来的与建树的一样。
"""

import re
from operator import itemgetter
from typing import NamedTuple

# 更大的不这样读：拆出来的字都在内存里。
_LARGEST = 2 * 1024 * 1024
_START, _END = b"<sheetData>", b"</sheetData>"
_DECLARATION = re.compile(
    rb"<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8|us-ascii)[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>"
)
# XML 不许有的控制字符；\r 读的时候要换成 \n，也算。
_UNUSUAL_BYTES = bytes(code for code in range(32) if code not in b"\t\n")
_FORBIDDEN = ("]]>", "\ufffe", "\uffff")
_ATTRIBUTES = r'(?: [\w:.]+="[^"<&]*")*'
_ROW = re.compile(rf'\s*<row r="([0-9]+)"({_ATTRIBUTES}) ?>')
_EMPTY_ROW = re.compile(rf'\s*<row r="([0-9]+)"({_ATTRIBUTES}) ?/>')
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
# 一串空格子跳过；最后一组收着不是通常写法的头一个字。
_CELL = re.compile(
    rf'(?:<c r="[A-Z]{{1,3}}[0-9]{{1,7}}"{_ATTRIBUTES} ?(?:/>|></c>))*+\s*+'
    r'(?:<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?: s="([0-9]+)")?>'
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>'
    rf"|(<f{_ATTRIBUTES}(?: ?/>|>([^<]*)</f>))?(<v(?: xml:space=\"preserve\")?(?: ?/>|>([^<]*)</v>))?)</c>"
    r"|(.)|\Z)",
    re.DOTALL,
)
_unusual = itemgetter(9)

# 一格：地址、样式、种类、写在种类后面的样式、一段字、整个公式元素、公式、整个值元素、值、不是通常写法的字；
# 没有写的为 ""，字符引用（&#24180;）都还没有换。地址为空的不是格，只是一行到了头。
WrittenCell = tuple[str, str, str, str, str, str, str, str, str, str]


class WrittenRow(NamedTuple):
    """一行：行号、隐藏没有、各格。"""

    number: int
    hidden: bool
    cells: list[WrittenCell]


class UsualSheet(NamedTuple):
    """各行，和除了各行以外的 XML（栏宽、合并块）。"""

    rows: list[WrittenRow]
    others: bytes


class _UnusualError(Exception):
    pass


def usual_sheet(xml: bytes) -> UsualSheet | None:
    """整张拆开；有一处不是通常写法的为 ``None``。

    >>> xml = b'<worksheet><sheetData><row r="3"><c r="B3" t="s"><v>7</v></c></row></sheetData></worksheet>'
    >>> usual_sheet(xml).rows[0].cells[0][:3], usual_sheet(xml).others
    (('B3', '', 's'), b'<worksheet><sheetData></sheetData></worksheet>')
    >>> usual_sheet(xml.replace(b"<v>", b"<!-- --><v>")) is None
    True
    """
    start, end = xml.find(_START) + len(_START), xml.find(_END)
    if len(xml) > _LARGEST or not len(_START) <= start <= end or not _is_plain(xml[:start]):
        return None
    if len(xml.translate(None, _UNUSUAL_BYTES)) != len(xml):
        return None
    try:
        rows = _rows(xml[start:end].decode())
    except (UnicodeDecodeError, _UnusualError):
        return None
    return UsualSheet(rows, xml[:start] + xml[end:])


def _is_plain(head: bytes) -> bool:
    """各行以前：UTF-8，没有注释、DTD、另外的指令。"""
    told = head.count(b"<?")
    declared = told == 1 and _DECLARATION.match(head) is not None
    return (told == 0 or declared) and b"<!" not in head


def _rows(text: str) -> list[WrittenRow]:
    if any(mark in text for mark in _FORBIDDEN):
        raise _UnusualError
    rows: list[WrittenRow] = []
    *bodies, rest = text.split("</row>")
    for body in bodies:
        head = _ROW.match(body, _after_empty_rows(body, rows))
        if head is None:
            raise _UnusualError
        cells: list[WrittenCell] = _CELL.findall(body, head.end())
        if any(map(_unusual, cells)):
            raise _UnusualError
        rows.append(WrittenRow(int(head[1]), _is_hidden(head[2]), cells))
    if rest[_after_empty_rows(rest, rows) :].strip():
        raise _UnusualError
    return rows


def _after_empty_rows(body: str, rows: list[WrittenRow]) -> int:
    """开头的几个空行记进 ``rows``；返回它们以后的位置。"""
    at = 0
    while (row := _EMPTY_ROW.match(body, at)) is not None:
        rows.append(WrittenRow(int(row[1]), _is_hidden(row[2]), []))
        at = row.end()
    return at


def _is_hidden(attributes: str) -> bool:
    return "hidden" in attributes and _HIDDEN.search(attributes) is not None
