"""把 .xlsx/.xlsm 读成 ``Grid``：值、数字格式、公式、合并块、隐藏行列、批注。

为什么自己读：比对过几种办法（``benchmarks/``），calamine 最快但不给格式、公式和隐藏行；
excelize 都给，但逐格取用后一份表要 3 毫秒；openpyxl 要 12 毫秒。表里的 XML 只有十来种元素，
通常的写法用正则拆（``usual_sheet``）；不是的用标准库里 C 写的 ElementTree 建树再走一遍，
不到 1 毫秒；用 expat 逐个回调要多花一半。
依据：ECMA-376 第 1 部分 18.3、18.4、18.8。
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.visible_text import STRUCK, visible_text
from perfxl.hosts.escaped_text import characters, unescaped, without_entities
from perfxl.hosts.part_names import part_key, relations_part, target_part, without_namespace
from perfxl.hosts.same_parts import same_part
from perfxl.hosts.sheet_limits import (
    LARGEST_PACKAGE,
    LARGEST_PART,
    LARGEST_SHEET,
    LONGEST_ATTRIBUTE,
    LONGEST_ROW,
    MOST_ENTRIES,
    TooLargeError,
    most_cells,
    refuse_many_elements,
    sound_merges,
    too_many_cells,
)
from perfxl.hosts.usual_sheet import WrittenRow, usual_sheet
from perfxl.model.address import LAST_COLUMN, LAST_ROW, Block, parse_address
from perfxl.model.cell import Cell, CellKind, CellValue, number_or_date
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.grid import Grid
from perfxl.model.number_format import (
    BUILTIN_FORMATS,
    GENERAL,
    serial_of_datetime,
    stored_number,
)
from perfxl.model.os_fault import is_known_fault
from perfxl.model.workbook import PROFILE_NAME, Workbook

READABLE_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")
_PROFILE_NAME = re.compile(
    r"<(?:\w+:)?definedName\b(?![^>]*\blocalSheetId)"
    rf'[^>]*\bname="{PROFILE_NAME}"[^>]*>([^<]{{0,100}})[^<]*<'
)
# 这么大的 sheet XML 整个读进来；更大的分段读。
_WHOLE_PART = 8 * 1024 * 1024
# 共享字符串一段多大：再短的字，一段也不过一百万个元素。
_STRINGS_AT_ONCE = 4 * 1024 * 1024
_DECLARATION = re.compile(r"^\ufeff?<\?xml[^>]*\?>")
# 每个引号到下一个引号之间；属性之外的文字也可能这么长，那是一格装不下的。
_ENDLESS_ATTRIBUTE = re.compile(rb"=(?:\"[^\"<]{%d}|'[^'<]{%d})" % ((LONGEST_ATTRIBUTE,) * 2))
# 上标的数字看上去的样子。
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# 主要的部件放在哪个文件夹里：几种程序写出的都这样。
_OTHER_KINDS = {"word": "是 Word 文档", "ppt": "是演示文稿"}
_UNPLACED_CELL = re.compile(rb'<c(?! r=")[ />]')
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"[^<>]*(?:/>|></c>)')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]+"(?:(?!hidden)[^<>])*(?:/>|></row>)')
_SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^<>]*>")
_ROW_END = re.compile(rb"</(?:\w+:)?row>|<(?:\w+:)?row [^<>]*/>")
_ROOT = re.compile(rb"<((?:\w+:)?worksheet)\b[^<>]*>")
_STRING_TABLE = re.compile(rb"<((?:\w+:)?sst)\b[^<>]*(?<!/)>")
_STRING_END = re.compile(rb"</(?:\w+:)?si>")
_STYLE_SHEET = re.compile(rb"<((?:\w+:)?styleSheet)\b[^<>]*(?<!/)>")
_STYLE_PARTS = re.compile(rb"<((?:\w+:)?(?:numFmts|cellXfs))\b.*?</\1>", re.DOTALL)
# 损坏的包在解压、解析 XML、取编号时会出的错；都由 open_package 换成一句“文件已损坏”，不是吞掉。
_DAMAGED = (
    zlib.error,
    ParseError,
    EOFError,
    OSError,
    RuntimeError,  # zipfile：部件自己设了密码；压缩方法不认识（它的一种），损坏的包头常成这样
    ValueError,  # 编号、地址、编码读不成
    LookupError,  # 关系指向没有的部件，写着不是文字编码的（hex、rot13）
)
# 一个部件坏了：解不开，或不是合格的 XML。
_DAMAGED_PART = (zipfile.BadZipFile, zlib.error, ParseError, EOFError, ValueError, LookupError)


def copy_suffix(path: Path) -> str:
    """副本的后缀：与原件相同；内容是 .xlsx 而后缀写错的，用 .xlsx。"""
    return path.suffix if path.suffix.lower() in READABLE_SUFFIXES else ".xlsx"


def read_xlsx(path: Path) -> Workbook:
    """读一个工作簿；读不了时抛 ``UnreadableFileError``。"""
    with open_package(path) as package:
        parts = Package(path, package)
        return Workbook(str(path), tuple(parts.grids()), parts.profile())


@contextmanager
def open_package(path: Path) -> Iterator[zipfile.ZipFile]:
    """打开一个包；里面出的毛病换成 ``UnreadableFileError``。"""
    name = path.name
    try:
        with zipfile.ZipFile(path) as package:
            yield package
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(
            f"“{name}”内容不完整（可能没有传完），请重新取得完整的文件。"
        ) from error
    except TooLargeError as error:
        raise UnreadableFileError(
            f"“{name}”里有部件、一行或一个属性大得不像是绩效表格，没有读；"
            "请删去多余的样式、行列、批注和名称后另存再试。"
        ) from error
    except _DAMAGED as error:
        if isinstance(error, OSError) and is_known_fault(error):
            raise UnreadableFileError.because(path, error) from error
        raise UnreadableFileError(
            f"“{name}”内容不完整或已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
        ) from error


class _CellTags(NamedTuple):
    """一个命名空间里 ``v``、``f``、``is`` 的全名。"""

    value: str
    formula: str
    inline: str


class Package:
    """一个打开的 .xlsx 包。"""

    def __init__(self, path: Path, package: zipfile.ZipFile) -> None:
        self.path = path
        self.package = package
        self._since_1904 = False
        self._relations: dict[str, Mapping[str, tuple[str, str]]] = {}
        self.names = {part_key(name): name for name in package.namelist()}
        if len(package.infolist()) > MOST_ENTRIES:
            raise UnreadableFileError(
                f"“{path.name}”里有 {len(package.infolist()):,} 个部件，不像是人存的工作簿，没有读；"
                "请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
            )
        if sum(package.getinfo(name).file_size for name in self.names.values()) > LARGEST_PACKAGE:
            raise TooLargeError("the parts are too large together")

    def grids(self) -> Iterator[Grid]:
        """各工作表，按标签顺序。"""
        strings: list[str] = []
        formats: Sequence[str] = [GENERAL]
        struck: frozenset[str] = frozenset()
        for kind, target in self._related.items():
            if kind == "sharedStrings" and self._has(target):
                strings = _read_strings(self.raw(target))
            elif kind == "styles" and self._has(target):
                styles = self._same(target)
                formats, struck = _read_formats(styles), _struck_styles(styles)
        left = most_cells()
        for name, state, part in self.sheet_parts():
            sheet = _SheetParser(strings, formats, left, since_1904=self._since_1904, struck=struck)
            try:
                with self._open(part, LARGEST_SHEET) as stream:
                    sheet.parse(stream)
            except _TooManyCellsError as error:
                raise too_many_cells(self.path.name, name) from error
            left -= len(sheet.cells)
            yield sheet.grid(
                self.path.name, name, state, self._comments(part), self._text_boxes(part)
            )

    @cached_property
    def _related(self) -> Mapping[str, str]:
        # 关系没有写样式的，看惯用的那个部件。
        return {"styles": "xl/styles.xml"} | dict(self.relations(self._book_part).values())

    @property
    def styles_part(self) -> str:
        """样式部件；可能没有这个部件。"""
        return self._related["styles"]

    def profile(self) -> str:
        """名称“绩效口径”里写的；没有为 ``""``。不是写死的文字的（引用、算式）照原样，由用的人说不认得。"""
        xml = self._book
        if b"definedName" not in xml:
            return ""
        found = _PROFILE_NAME.search(xml.decode("utf-8", "replace"))
        if found is None:
            return ""
        written = unescaped(without_entities(found[1]))
        return visible_text(written).strip(' ="')

    def sheet_parts(self) -> list[tuple[str, str, str]]:
        """各工作表的名字、显示状态和部件，按标签顺序；图表页不算。"""
        relations = self.relations(self._book_part)
        sheets, self._since_1904 = _read_book(self._book)
        parts: list[tuple[str, str, str]] = []
        for name, state, relation in sheets:
            kind, target = relations.get(relation, ("", ""))
            if kind == "worksheet" and self._has(target):
                parts.append((name, state, target))
            elif relation and kind in ("worksheet", ""):  # 没有写关系的是宏模块，不是表
                raise UnreadableFileError(
                    f"“{self.path.name}”的工作表“{name}”在文件里找不到（文件不完整），"
                    "请重新取得完整的文件，或用 Excel 打开后另存为 .xlsx 再试。"
                )
        return parts

    def actual_name(self, part: str) -> str:
        """部件在包里的写法，可能与关系里写的不同。"""
        return self.names[part_key(part)]

    def _has(self, part: str) -> bool:
        return part_key(part) in self.names

    def raw(self, part: str) -> bytes:
        """一个部件的内容。"""
        with self._open(part) as stream:
            return stream.read()

    def _open(self, part: str, most: int = LARGEST_PART) -> IO[bytes]:
        return self.package.open(self._sound_name(part, most))

    def _same(self, part: str) -> bytes:
        """一个部件的内容，同一份表样的文件里多半一样的。"""
        return same_part(self.package, self._sound_name(part))

    def _sound_name(self, part: str, most: int = LARGEST_PART) -> str:
        name = self.actual_name(part)
        if self.package.getinfo(name).file_size > most:
            raise UnreadableFileError(
                f"“{self.path.name}”中有超过 {most >> 20} MB 的部件，不像是绩效表格，已跳过；"
                "请删去多余的空白行列后另存再试。"
            )
        return name

    @cached_property
    def _book(self) -> bytes:
        return self._same(self._book_part)

    @cached_property
    def _book_part(self) -> str:
        if self._has("_rels/.rels"):
            for kind, target in self.relations("").values():
                if kind == "officeDocument" and self._has(target):
                    self._refuse_other_kind(target)
                    return target
        if self._has("xl/workbook.xml"):
            return "xl/workbook.xml"
        raise UnreadableFileError(
            f"“{self.path.name}”不是 Excel 工作簿，请用 Excel 或 WPS 另存为 .xlsx 再试。"
        )

    def _refuse_other_kind(self, part: str) -> None:
        """主要的部件是文档、演示文稿的：装法与工作簿一样，里面没有工作表。"""
        kind = _OTHER_KINDS.get(part.partition("/")[0].lower())
        if kind is not None:
            raise UnreadableFileError(
                f"“{self.path.name}”{kind}，不是 Excel 工作簿，没有读；"
                "里面有表的，请复制到 Excel 或 WPS 表格里，存为 .xlsx 再试。"
            )

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """一个部件的关系：编号 → （种类，目标部件）；外部链接不算。"""
        if part in self._relations:
            return self._relations[part]
        written = relations_part(part)
        found = _read_relations(part, self._same(written)) if self._has(written) else {}
        self._relations[part] = found
        return found

    def _comments(self, sheet_part: str) -> dict[tuple[int, int], str]:
        """批注；坏了的当作没有，别的照读：内容都在格里，批注只在看模板时用。"""
        try:
            for kind, target in self.relations(sheet_part).values():
                if kind == "comments" and self._has(target):
                    return _read_comments(self.raw(target))
        except _DAMAGED_PART:
            pass
        return {}

    def _text_boxes(self, sheet_part: str) -> tuple[str, ...]:
        """文本框里的字；坏了的当作没有。"""
        try:
            for kind, target in self.relations(sheet_part).values():
                if kind == "drawing" and self._has(target):
                    return _read_text_boxes(self.raw(target))
        except _DAMAGED_PART:
            pass
        return ()


def _parsed(xml: bytes) -> Element:
    """XML 部件的根元素；有 DTD 的、有长得没边的属性的、元素多得没边的不读。"""
    _refuse_endless_attributes(xml)
    refuse_many_elements(xml)
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        xml = _DECLARATION.sub("", xml.decode("utf-16")).encode("utf-8")
    if b"<!DOCTYPE" in xml:
        # 工作簿里不该有 DTD；有就可能是实体炸弹。
        raise ValueError("document type declarations are refused")
    return fromstring(xml)


def _refuse_endless_attributes(xml: bytes) -> None:
    if len(xml) > LONGEST_ATTRIBUTE and _ENDLESS_ATTRIBUTE.search(xml) is not None:
        raise TooLargeError("an attribute is longer than any workbook writes")


def _children(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if without_namespace(child.tag) == name)


# 同一份表样填出来的文件，关系、样式、工作簿这几个部件常一字不差：读过的记着。
@lru_cache(maxsize=64)
def _read_relations(part: str, xml: bytes) -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for element in _parsed(xml):
        if without_namespace(element.tag) != "Relationship":
            continue
        if element.get("TargetMode") == "External":
            continue
        target = target_part(element.get("Target", ""), part)
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = (kind, target)
    return found


@lru_cache(maxsize=32)
def _read_book(xml: bytes) -> tuple[Sequence[tuple[str, str, str]], bool]:
    """工作表的名字、状态、关系编号，和日期是否从 1904 年算。

    只看工作簿自己的 ``workbookPr``：扩展里另有同名的元素（Excel 2013 的 ``x15:workbookPr``）。
    """
    sheets: list[tuple[str, str, str]] = []
    since_1904 = False
    root = _parsed(xml)
    own = root.tag.rpartition("}")[0]
    for element in root.iter():
        space, _, name = element.tag.rpartition("}")
        if space != own:
            continue
        if name == "sheet":
            relation = next((v for key, v in element.items() if without_namespace(key) == "id"), "")
            state = element.get("state", "visible")
            sheets.append((unescaped(element.get("name", "")), state, relation))
        elif name == "workbookPr":
            since_1904 = element.get("date1904", "0") in ("1", "true")
    return sheets, since_1904


def _read_strings(xml: bytes) -> list[str]:
    return [text for root in _string_trees(xml) for text in _strings_in(root)]


def _string_trees(xml: bytes) -> Iterator[Element]:
    """共享字符串的根元素；很大的分成几段，每段只有一部分字符串。"""
    root, start = _STRING_TABLE.search(xml[:_WHOLE_PART]), 0
    if len(xml) >= _WHOLE_PART and root is not None:
        opening, closing = root[0], b"</" + root[1] + b">"
        start = root.end()
        for found in _STRING_END.finditer(xml, start):
            if found.end() - start >= _STRINGS_AT_ONCE:
                yield _parsed(opening + xml[start : found.end()] + closing)
                start = found.end()
        yield _parsed(opening + xml[start:])
    else:
        yield _parsed(xml)


def _strings_in(root: Element) -> list[str]:
    space = root.tag.rpartition("}")[0]
    item_tag, text_tag = (f"{space}}}{name}" if space else name for name in ("si", "t"))
    strings: list[str] = []
    for item in root:
        if item.tag == item_tag and len(item) == 1 and item[0].tag == text_tag:
            text = item[0].text or ""  # 绝大多数是这样
            strings.append(unescaped(text) if "_x" in text else text)
        elif without_namespace(item.tag) == "si":
            strings.append(_rich_text(item))
    return strings


def _rich_text(item: Element) -> str:
    """``t`` 和各段 ``r`` 的字；注音（``rPh``）不算。

    字体说了别的意思的写成看到的：数后的上标 4 是 ⁴，不是又一位数；划掉的字后面跟着长横，见 ``STRUCK``。
    """
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return unescaped(item[0].text or "")
    parts: list[str] = []
    for child in item:
        name = without_namespace(child.tag)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            text = "".join(part.text or "" for part in _children(child, "t"))
            parts.append(_as_seen(text, child, after=parts[-1] if parts else ""))
    return unescaped("".join(parts))


def _as_seen(text: str, run: Element, *, after: str) -> str:
    """一段字在格里看到的样子；``after`` 是它前面一段。"""
    font = next(_children(run, "rPr"), None)
    if font is None or not text:
        return text
    if _is_struck(font):
        return _struck_over(unescaped(text))
    raised = any(each.get("val") == "superscript" for each in _children(font, "vertAlign"))
    if raised and after[-1:].isdecimal() and text.strip().isdecimal():
        return text.translate(_RAISED)
    return text


def _struck_over(text: str) -> str:
    return "".join(sign + STRUCK * (not sign.isspace()) for sign in text)


def _struck_out(
    typed: tuple[CellKind, CellValue], number_format: str
) -> tuple[CellKind, CellValue]:
    """整格划掉的，是一段划掉的字，不再是数、日期。"""
    if typed[0] in (CellKind.BLANK, CellKind.ERROR):
        return typed
    seen = Cell(1, 1, *typed, number_format).shown
    return CellKind.TEXT, seen if STRUCK in seen else _struck_over(seen)


@lru_cache(maxsize=32)
def _struck_styles(xml: bytes) -> frozenset[str]:
    """字体划着删除线的各个样式号；绝大多数工作簿一个也没有。"""
    if b"strike" not in xml:
        return frozenset()
    root = _parsed(xml)
    fonts = [each for group in _children(root, "fonts") for each in _children(group, "font")]
    struck = {str(number) for number, font in enumerate(fonts) if _is_struck(font)}
    styles = (each for group in _children(root, "cellXfs") for each in _children(group, "xf"))
    return frozenset(
        str(number) for number, each in enumerate(styles) if each.get("fontId", "0") in struck
    )


def _is_struck(font: Element) -> bool:
    return any(each.get("val", "1") in ("1", "true") for each in _children(font, "strike"))


@lru_cache(maxsize=32)
def _read_formats(xml: bytes) -> Sequence[str]:
    """``cellXfs`` 里每个样式号的数字格式代码。

    样式部件常比表本身还大（字体、边框、几百个命名样式），只解析用得着的两段；没有写完整的全部解析，由它说坏在哪里。
    """
    sheet = _STYLE_SHEET.search(xml)
    if sheet is not None and xml.rstrip().endswith(b"</" + sheet[1] + b">"):
        parts = b"".join(part[0] for part in _STYLE_PARTS.finditer(xml, sheet.end()))
        xml = sheet[0] + parts + b"</" + sheet[1] + b">"
    return _formats_in(xml)


def _formats_in(xml: bytes) -> Sequence[str]:
    root = _parsed(xml)
    custom = {
        _whole(element.get("numFmtId"), -1): element.get("formatCode", GENERAL)
        for group in _children(root, "numFmts")
        for element in group
    }
    numbers = [
        _whole(element.get("numFmtId"), 0)
        for group in _children(root, "cellXfs")
        for element in _children(group, "xf")
    ]
    codes = [custom.get(number) or BUILTIN_FORMATS.get(number, GENERAL) for number in numbers]
    # WPS 与 LibreOffice 会把常规写成 "general"。
    return [GENERAL if code.lower() == "general" else code for code in codes] or [GENERAL]


def _read_comments(xml: bytes) -> dict[tuple[int, int], str]:
    comments: dict[tuple[int, int], str] = {}
    for element in _parsed(xml).iter():
        if without_namespace(element.tag) != "comment":
            continue
        block = _block(element.get("ref", ""))
        if block is not None:
            texts = (
                part.text or "" for part in element.iter() if without_namespace(part.tag) == "t"
            )
            comments[block.top, block.left] = unescaped("".join(texts))
    return comments


def _read_text_boxes(xml: bytes) -> tuple[str, ...]:
    """各个图形里写着的字，一个图形一段。"""
    if b"<a:t" not in xml:
        return ()  # 只有图片、图表
    found = (
        "".join(part.text or "" for part in element.iter() if without_namespace(part.tag) == "t")
        for element in _parsed(xml).iter()
        if without_namespace(element.tag) == "sp"
    )
    return tuple(text for text in map(str.strip, found) if text)


@lru_cache(maxsize=16384)
def _block(address: str) -> Block | None:
    try:
        return Block.parse(address)
    except ValueError:
        return None


def _without_empty_cells(xml: bytes) -> bytes:
    """去掉只有样式、没有内容的格和行：一百万行空格不必建成一百万个元素。"""
    if _UNPLACED_CELL.search(xml) is not None:
        return xml  # 不写位置的格靠先后定位，去不得
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", xml))


def _sheet_trees(xml: bytes, stream: IO[bytes]) -> Iterator[Element]:
    """sheet XML（``xml`` 是开头的一段）的根元素；很大的分成几段，每段只有一部分行，内存与行数无关。"""
    _refuse_endless_attributes(xml)
    start, root = _SHEET_DATA.search(xml), _ROOT.search(xml)
    if len(xml) < _WHOLE_PART or start is None or root is None:
        yield _parsed(_EMPTY_CELL.sub(b"", xml) if _UNPLACED_CELL.search(xml) is None else xml)
        return
    before, opening = xml[: start.end()], root[0] + start[0]
    closing = b"</" + start[1] + b"sheetData></" + root[1] + b">"
    rest = xml[start.end() :]
    while True:
        more = stream.read(_WHOLE_PART)
        ends = list(_ROW_END.finditer(rest))
        last = ends[-1].end() if ends else 0
        yield _parsed(opening + _without_empty_cells(rest[:last]) + closing)
        rest = rest[last:] + more
        if len(rest) > LONGEST_ROW:
            raise TooLargeError("a row is longer than any workbook writes")
        _refuse_endless_attributes(rest)
        if not more:
            break
    yield _parsed(before + rest)


@lru_cache(maxsize=65536)
def _row_and_column(reference: str) -> tuple[int, int]:
    """``E14`` → （行，列），小写的、带 ``$`` 的也认；写坏的抛 ``ValueError``。"""
    return parse_address(reference.strip().upper())


@lru_cache(maxsize=65536)
def _place(reference: str) -> tuple[int, int]:
    """``E14`` → （行，列）；在工作表以外的抛 ``ValueError``。"""
    row, column = parse_address(reference)
    if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
        raise ValueError("a cell outside the sheet")
    return row, column


# 同一份表样填出来的表，栏名、指标名大都一样：同样的字只换一次，也只存一份；太长的多半不会再有一样的。
_LONGEST_KEPT = 2000


def _written_text(xml: str) -> tuple[CellKind, CellValue]:
    """格里的一段字，字符引用还没有换。"""
    return _known_text(xml) if len(xml) <= _LONGEST_KEPT else _text(unescaped(characters(xml)))


@lru_cache(maxsize=8192)
def _known_text(xml: str) -> tuple[CellKind, CellValue]:
    return _text(unescaped(characters(xml)))


def _whole(text: str | None, otherwise: int) -> int:
    """属性里的整数；没有写、写成空的为 ``otherwise``，写坏了的抛 ``ValueError``。"""
    return int(text) if text and not text.isspace() else otherwise


class _TooManyCellsError(Exception):
    pass


class _SheetParser:
    """读 sheet XML；只留下有内容的格。"""

    def __init__(
        self,
        strings: Sequence[str],
        formats: Sequence[str],
        most: int,
        *,
        since_1904: bool,
        struck: frozenset[str] = frozenset(),
    ) -> None:
        self.most = most
        self.struck = struck
        self.strings = strings
        self.formats = formats
        self.since_1904 = since_1904
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[Block | None] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._row = self._rows = 0
        self._formats: dict[str, str] = {}

    def grid(
        self,
        file: str,
        name: str,
        state: str,
        comments: dict[tuple[int, int], str],
        text_boxes: tuple[str, ...],
    ) -> Grid:
        """读完以后的网格；合并的块多得不像是表的抛 ``UnreadableFileError``。"""
        return Grid(
            name,
            self.cells,
            sound_merges(self.merged, file, name),
            hidden=state != "visible",
            very_hidden=state == "veryHidden",
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            comments=comments,
            text_boxes=text_boxes,
        )

    def parse(self, stream: IO[bytes]) -> None:
        """读 sheet XML。"""
        xml = stream.read(_WHOLE_PART)
        usual = usual_sheet(xml)
        if usual is not None:
            rows, others = usual
            self._read_usual_rows(rows)
            self._read_tree(_parsed(others))
            return
        for root in _sheet_trees(xml, stream):
            self._read_tree(root)

    def _read_tree(self, root: Element) -> None:
        for part in root:
            name = without_namespace(part.tag)
            if name == "sheetData":
                self._read_rows(part)
            elif name == "mergeCells":
                self.merged += [_block(each.get("ref", "")) for each in part]
            elif name == "cols":
                self._read_columns(part)

    def _read_usual_rows(self, rows: Iterable[WrittenRow]) -> None:
        cells, formats, struck = self.cells, self._formats, self.struck
        for number, hidden, written in rows:
            if hidden:
                self.hidden_rows.add(number)
            for (
                at,
                style,
                kind,
                style_after,
                inline,
                has_formula,
                formula,
                has_value,
                value,
                _,
            ) in written:
                if not at:
                    continue
                own = None
                number_format = formats.get(style) or self._format(style or style_after)
                if kind == "s" and not has_formula:
                    typed = self._shared(value)
                elif kind == "inlineStr" and inline:
                    typed = _written_text(inline)
                elif has_value or has_formula:
                    own = characters(formula) if has_formula else None
                    said = characters(value) if has_value else None
                    typed = self._typed(kind or "n", said, "", number_format, own)
                else:
                    continue
                if struck and (style or style_after) in struck and own is None:
                    typed = _struck_out(typed, number_format)
                if typed[0] is not CellKind.BLANK:
                    row, column = _place(at)
                    cells[row, column] = Cell(row, column, *typed, number_format, own)
            if len(cells) > self.most:
                raise _TooManyCellsError

    def _read_columns(self, columns: Element) -> None:
        for each in columns:
            first, last = each.get("min", ""), each.get("max", "")
            if each.get("hidden") in ("1", "true") and first.isdigit() and last.isdigit():
                self.hidden_columns.update(range(int(first), min(int(last), int(first) + 200) + 1))

    def _read_rows(self, data: Element) -> None:
        space = data.tag.rpartition("}")[0]
        tags = _CellTags(*(f"{space}}}{name}" if space else name for name in ("v", "f", "is")))
        self._rows += len(data)
        if self._rows > LAST_ROW:
            raise TooLargeError("more rows than any sheet has")
        for row in data:
            self._row = int(row.get("r") or self._row + 1)
            if row.get("hidden") in ("1", "true"):
                self.hidden_rows.add(self._row)
            column = 0
            for cell in row:
                reference = cell.get("r")
                if reference:
                    self._row, column = _row_and_column(reference)
                else:
                    column += 1
                if len(cell):
                    self._read_cell(cell, column, tags)

    def _read_cell(self, cell: Element, column: int, tags: "_CellTags") -> None:
        written = cell.get("t", "n")
        if len(cell) == 1:  # 文字的格绝大多数是这样
            [child] = cell
            text: tuple[CellKind, CellValue] | None = None
            if written == "s" and child.tag == tags.value:
                text = self._shared(child.text)
            elif written == "inlineStr" and child.tag == tags.inline:
                text = _text(_rich_text(child))
            if text is not None:
                self._keep(cell, column, text, None)
                return
        value = formula = None
        inline = ""
        for child in cell:
            tag = child.tag
            if tag == tags.value:
                value = child.text or ""
            elif tag == tags.formula:
                formula = child.text or ""
            elif tag == tags.inline:
                inline = _rich_text(child)
        if value is None and not inline and formula is None:
            return
        number_format = self._format(cell.get("s", "0"))
        typed = self._typed(written, value, inline, number_format, formula)
        self._keep(cell, column, typed, formula)

    def _keep(
        self,
        cell: Element,
        column: int,
        typed: tuple[CellKind, CellValue],
        formula: str | None,
    ) -> None:
        style = cell.get("s", "0")
        number_format = self._format(style)
        if style in self.struck and formula is None:
            typed = _struck_out(typed, number_format)
        row, (kind, value) = self._row, typed
        if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
            raise ValueError("a cell outside the sheet")
        if kind is not CellKind.BLANK:
            # 写了两遍的也算：一格写上几百万遍，读起来一样久。
            self.most -= 1
            if self.most < 0:
                raise _TooManyCellsError
            self.cells[row, column] = Cell(row, column, kind, value, number_format, formula)

    def _shared(self, index: str | None) -> tuple[CellKind, CellValue]:
        if not index:
            return CellKind.BLANK, None
        number = int(index)
        if not 0 <= number < len(self.strings):
            raise ValueError("a cell points beyond the shared strings")
        return _text(self.strings[number])

    def _format(self, style: str) -> str:
        found = self._formats.get(style)
        if found is None:
            index = _whole(style, 0)
            found = self.formats[index] if 0 <= index < len(self.formats) else GENERAL
            self._formats[style] = found
        return found

    def _typed(
        self, kind: str, value: str | None, inline: str, number_format: str, formula: str | None
    ) -> tuple[CellKind, CellValue]:
        if kind == "s" and value:
            return self._shared(value)
        if kind == "inlineStr":
            return _text(inline or unescaped(value or ""))
        if kind == "str" and value is not None:
            return _text(unescaped(value)) if value else (CellKind.TEXT, "")
        if not value:
            return (CellKind.UNCALCULATED, None) if formula is not None else (CellKind.BLANK, None)
        if kind == "b":
            return CellKind.BOOL, value.strip() in ("1", "true")
        if kind == "e":
            return CellKind.ERROR, value
        if kind == "d":
            return _iso_date(value.strip(), number_format, since_1904=self.since_1904)
        try:
            number = stored_number(value.strip())
        except ValueError:
            return _text(value)
        if number is None:
            return CellKind.ERROR, "#NUM!"
        return number_or_date(number, number_format, since_1904=self.since_1904)


def _text(text: str) -> tuple[CellKind, CellValue]:
    return (CellKind.TEXT, text) if text else (CellKind.BLANK, None)


def _iso_date(value: str, number_format: str, *, since_1904: bool) -> tuple[CellKind, CellValue]:
    """``t="d"`` 的格：ISO 8601 的日期、时刻。没有配格式的是日期，配了数的格式的是序列号；读不成的照写。"""
    try:
        if "T" not in value and ":" in value:
            first_day = date(1904, 1, 1) if since_1904 else date(1899, 12, 31)
            moment = datetime.combine(first_day, time.fromisoformat(value))
        else:
            moment = datetime.fromisoformat(value)
    except ValueError:
        return CellKind.TEXT, value
    moment = moment.replace(tzinfo=None)
    if number_format in (GENERAL, "@"):
        return CellKind.DATE, moment
    serial = serial_of_datetime(moment, since_1904=since_1904)
    kind, shown = number_or_date(serial, number_format, since_1904=since_1904)
    return (CellKind.TEXT, value) if kind is CellKind.ERROR else (kind, shown)
