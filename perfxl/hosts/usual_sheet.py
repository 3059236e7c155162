"""sheet XML 的通常写法：不建树，用正则一行一行地拆，快三倍。

Excel、WPS、LibreOffice、openpyxl、POI 写的一格都是同一个样子：地址、样式、种类依次写着，里面至多一个公式、一个值，
或一段没有格式的字。有一处不是这样写的（注释、CDATA、带前缀的命名空间、一格里分几段的字、不写地址的格），
整张交给建树的读法：不猜，读出来的与建树的一样。
"""

import re
from operator import itemgetter

# 更大的不这样读：拆出来的字都在内存里。
_LARGEST = 2 * 1024 * 1024
_START, _END = b"<sheetData>", b"</sheetData>"
_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")
# XML 不许有的控制字符；\r 读的时候要换成 \n，也算。
_UNUSUAL_BYTES = bytes(code for code in range(32) if code not in b"\t\n")
_FORBIDDEN = ("]]>", "\ufffe", "\uffff")
_ATTRIBUTES = r'(?: [\w:.]+="[^"<&]*")*'
_ROW = re.compile(rf'\s*<row r="([0-9]+)"({_ATTRIBUTES}) ?(/?)>')
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


# 一行：行号、隐藏没有、各格。
WrittenRow = tuple[int, bool, list[WrittenCell]]


class _UnusualError(Exception):
    pass


def usual_sheet(xml: bytes) -> tuple[list[WrittenRow], bytes] | None:
    """各行，和除了各行以外的 XML（栏宽、合并块）；有一处不是通常写法的为 ``None``。

    >>> xml = b'<worksheet><sheetData><row r="3"><c r="B3" t="s"><v>7</v></c></row></sheetData></worksheet>'
    >>> [(number, hidden, cells)], others = usual_sheet(xml)
    >>> number, cells[0][:3], others
    (3, ('B3', '', 's'), b'<worksheet><sheetData></sheetData></worksheet>')
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
    return rows, xml[:start] + xml[end:]


def _is_plain(head: bytes) -> bool:
    """各行以前：UTF-8，没有注释、DTD、另外的指令。"""
    told = head.count(b"<?")
    return b"<!" not in head and (told == 0 or (told == 1 and _is_declared_plainly(head)))


def _is_declared_plainly(head: bytes) -> bool:
    declaration, _, _ = head.partition(b"?>")
    _, said, encoding = declaration.replace(b"'", b'"').partition(b'encoding="')
    known = encoding.partition(b'"')[0].lower() in _ENCODINGS
    return declaration.startswith(b"<?xml ") and (known if said else b"encoding" not in declaration)


def _rows(text: str) -> list[WrittenRow]:
    if any(mark in text for mark in _FORBIDDEN):
        raise _UnusualError
    rows: list[WrittenRow] = []
    *bodies, rest = text.split("</row>")
    for body in bodies:
        head = _ROW.match(body)
        while head is not None and head[3]:  # 没有内容的行
            rows.append((int(head[1]), _is_hidden(head[2]), []))
            head = _ROW.match(body, head.end())
        if head is None:
            raise _UnusualError
        cells: list[WrittenCell] = _CELL.findall(body, head.end())
        if any(map(_unusual, cells)):
            raise _UnusualError
        rows.append((int(head[1]), _is_hidden(head[2]), cells))
    at = 0
    while (head := _ROW.match(rest, at)) is not None and head[3]:
        rows.append((int(head[1]), _is_hidden(head[2]), []))
        at = head.end()
    if rest[at:].strip():
        raise _UnusualError
    return rows


def _is_hidden(attributes: str) -> bool:
    return ' hidden="1"' in attributes or ' hidden="true"' in attributes
