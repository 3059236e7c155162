"""把 .xlsx/.xlsm 读成 ``Grid``：值、数字格式、公式、合并块、隐藏行列、批注。

为什么自己读：比对过三种办法（``benchmarks/``），calamine 最快但不给格式、公式和隐藏行；
excelize 都给，但逐格取用后一份表要 3 毫秒，读、查、评合起来就超过了“比 openpyxl 快四倍”的限；
openpyxl 要 12 毫秒。表里的 XML 只有十来种元素，用 expat 顺着读一遍约 1 毫秒。
写文件仍用 excelize。依据：ECMA-376 第 1 部分 18.3、18.4、18.8。
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import InvalidOperation
from pathlib import Path
from xml.parsers import expat
from xml.sax import saxutils

from perfxl.hosts.unreadable import UnreadableFileError
from perfxl.hosts.workbook import PROFILE_NAME, Workbook
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind, CellValue
from perfxl.model.grid import Grid
from perfxl.model.number_format import (
    BUILTIN_FORMATS,
    FIFTEEN_DIGITS,
    GENERAL,
    datetime_of_serial,
    is_date_format,
)

READABLE_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")
_LARGEST_PART = 400 * 1024 * 1024
_MOST_CELLS = 5_000_000
# Excel 工作表的末行、末列（XFD）。
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_PROFILE_NAME = re.compile(
    r"<(?:\w+:)?definedName\b(?![^>]*\blocalSheetId)"
    rf'[^>]*\bname="{PROFILE_NAME}"[^>]*>([^<]{{0,100}})<'
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# 损坏的包在解压、解析 XML、取编号时会出的错；都由 _open_package 换成一句“文件已损坏”，不是吞掉。
_DAMAGED = (
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    RuntimeError,  # zipfile：部件自己设了密码
    NotImplementedError,  # 由 zipfile 抛出：不认识的压缩方法，损坏的包头常成这样
    ValueError,  # 编号、地址、编码读不成
    KeyError,  # 关系指向没有的部件
)


def read_xlsx(path: Path) -> Workbook:
    """读一个工作簿；读不了时抛 ``UnreadableFileError``。"""
    with _open_package(path) as package:
        parts = Package(path, package)
        return Workbook(str(path), tuple(parts.grids()), parts.profile())


@contextmanager
def _open_package(path: Path) -> Iterator[zipfile.ZipFile]:
    name = path.name
    try:
        with zipfile.ZipFile(path) as package:
            yield package
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(
            f"“{name}”内容不完整（可能没有传完），请重新取得完整的文件。"
        ) from error
    except _DAMAGED as error:
        raise UnreadableFileError(
            f"“{name}”内容不完整或已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
        ) from error


class Package:
    """一个打开的 .xlsx 包。"""

    def __init__(self, path: Path, package: zipfile.ZipFile) -> None:
        self.path = path
        self.package = package
        self._since_1904 = False
        self._relations: dict[str, dict[str, tuple[str, str]]] = {}
        self.names = {name.lstrip("/").lower(): name for name in package.namelist()}

    def grids(self) -> Iterator[Grid]:
        """各工作表，按标签顺序。"""
        strings: list[str] = []
        formats: list[str] = [GENERAL]
        for kind, target in self.relations(self._book_part()).values():
            if kind == "sharedStrings" and self._has(target):
                strings = _read_strings(self._read(target))
            elif kind == "styles" and self._has(target):
                formats = _read_formats(self._read(target))
        for name, state, part in self.sheet_parts():
            sheet = _SheetParser(strings, formats, since_1904=self._since_1904)
            sheet.parse(self._read(part))
            yield sheet.grid(name, hidden=state != "visible", comments=self._comments(part))

    def profile(self) -> str:
        """名称“绩效口径”里写的；没有为 ``""``。不是写死的文字的（引用、算式）照原样，由用的人说不认得。"""
        found = _PROFILE_NAME.search(self._read(self._book_part()).decode("utf-8", "replace"))
        return saxutils.unescape(found[1], {"&quot;": '"'}).strip(' ="') if found else ""

    def sheet_parts(self) -> list[tuple[str, str, str]]:
        """各工作表的名字、显示状态和部件，按标签顺序；图表页不算。"""
        book_part = self._book_part()
        relations = self.relations(book_part)
        sheets, self._since_1904 = _read_book(self._read(book_part))
        parts: list[tuple[str, str, str]] = []
        for name, state, relation in sheets:
            kind, target = relations.get(relation, ("", ""))
            if kind == "worksheet" and self._has(target):
                parts.append((name, state, target))
        return parts

    def styles_part(self) -> str:
        """样式部件在包里的名字。"""
        for kind, target in self.relations(self._book_part()).values():
            if kind == "styles" and self._has(target):
                return self.actual_name(target)
        raise KeyError("styles")

    def actual_name(self, part: str) -> str:
        """部件在包里的写法（大小写可能与关系里写的不同）。"""
        return self.names[part.lower()]

    def _has(self, part: str) -> bool:
        return part.lower() in self.names

    def _read(self, part: str) -> bytes:
        name = self.names[part.lower()]
        if self.package.getinfo(name).file_size > _LARGEST_PART:
            raise UnreadableFileError(
                f"“{self.path.name}”中有超过 400 MB 的部件，不像是绩效表格，已跳过；"
                "请删去多余的空白行列后另存再试。"
            )
        return self.package.read(name)

    def _book_part(self) -> str:
        if self._has("_rels/.rels"):
            for kind, target in self.relations("").values():
                if kind == "officeDocument" and self._has(target):
                    return target
        if self._has("xl/workbook.xml"):
            return "xl/workbook.xml"
        raise UnreadableFileError(
            f"“{self.path.name}”不是 Excel 工作簿，请用 Excel 或 WPS 另存为 .xlsx 再试。"
        )

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """一个部件的关系：编号 → （种类，目标部件）；外部链接不算。"""
        folder, _, name = part.rpartition("/")
        relations_part = posixpath.join(folder, "_rels", name + ".rels")
        if part in self._relations:
            return self._relations[part]
        found = self._relations[part] = {}
        if not self._has(relations_part):
            return found

        def start(tag: str, attributes: dict[str, str]) -> None:
            if _local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                target = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else (posixpath.normpath(posixpath.join(folder, target)))
                )
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, target)

        _walk(self._read(relations_part), start)
        return found

    def _comments(self, sheet_part: str) -> dict[tuple[int, int], str]:
        for kind, target in self.relations(sheet_part).values():
            if kind == "comments" and self._has(target):
                return _read_comments(self._read(target))
        return {}


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _new_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        # 工作簿里不该有 DTD；有就可能是实体炸弹。
        raise expat.ExpatError("document type declarations are refused")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _walk(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = _new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(xml, True)


def _unescape(text: str) -> str:
    """``_x000D_`` 一类的转义还原成字符（22.9.2.19 ST_Xstring）。"""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")


def _read_book(xml: bytes) -> tuple[list[tuple[str, str, str]], bool]:
    sheets: list[tuple[str, str, str]] = []
    since_1904 = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal since_1904
        name = _local(tag)
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            state = attributes.get("state", "visible")
            sheets.append((_unescape(attributes.get("name", "")), state, relation))
        elif name == "workbookPr":
            since_1904 = attributes.get("date1904", "0") in ("1", "true")

    _walk(xml, start)
    return sheets, since_1904


def _read_strings(xml: bytes) -> list[str]:
    strings: list[str] = []
    parts: list[str] = []
    inside = False
    phonetic = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal inside, phonetic
        name = _local(tag)
        if name == "si":
            parts.clear()
        elif name == "rPh":
            phonetic = True
        elif name == "t":
            inside = not phonetic

    def end(tag: str) -> None:
        nonlocal inside, phonetic
        name = _local(tag)
        if name == "si":
            strings.append(_unescape("".join(parts)))
        elif name == "rPh":
            phonetic = False
        elif name == "t":
            inside = False

    def text(data: str) -> None:
        if inside:
            parts.append(data)

    _walk(xml, start, end, text)
    return strings


def _read_formats(xml: bytes) -> list[str]:
    """``cellXfs`` 里每个样式号的数字格式代码。"""
    custom: dict[int, str] = {}
    numbers: list[int] = []
    in_cell_formats = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal in_cell_formats
        name = _local(tag)
        if name == "numFmt":
            custom[int(attributes["numFmtId"])] = attributes.get("formatCode", GENERAL)
        elif name == "cellXfs":
            in_cell_formats = True
        elif name == "xf" and in_cell_formats:
            numbers.append(int(attributes.get("numFmtId", "0")))

    def end(tag: str) -> None:
        nonlocal in_cell_formats
        if _local(tag) == "cellXfs":
            in_cell_formats = False

    _walk(xml, start, end)
    codes = [custom.get(number) or BUILTIN_FORMATS.get(number, GENERAL) for number in numbers]
    # WPS 与 LibreOffice 会把常规写成 "general"。
    return [GENERAL if code.lower() == "general" else code for code in codes] or [GENERAL]


def _read_comments(xml: bytes) -> dict[tuple[int, int], str]:
    comments: dict[tuple[int, int], str] = {}
    parts: list[str] = []
    place: tuple[int, int] | None = None
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal place, inside
        name = _local(tag)
        if name == "comment":
            block = _block(attributes.get("ref", ""))
            place = (block.top, block.left) if block else None
            parts.clear()
        elif name == "t":
            inside = True

    def end(tag: str) -> None:
        nonlocal inside
        name = _local(tag)
        if name == "t":
            inside = False
        elif name == "comment" and place is not None:
            comments[place] = _unescape("".join(parts))

    def text(data: str) -> None:
        if inside:
            parts.append(data)

    _walk(xml, start, end, text)
    return comments


def _block(address: str) -> Block | None:
    try:
        return Block.parse(address)
    except ValueError:
        return None


class _SheetParser:
    """顺着读一遍 sheet XML；只留下有内容的格，内存与空行数无关。"""

    def __init__(self, strings: list[str], formats: list[str], *, since_1904: bool) -> None:
        self.strings = strings
        self.formats = formats
        self.since_1904 = since_1904
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[Block] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def grid(self, name: str, *, hidden: bool, comments: dict[tuple[int, int], str]) -> Grid:
        """读完以后的网格。"""
        return Grid(
            name,
            self.cells,
            self.merged,
            hidden=hidden,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            comments=comments,
        )

    def parse(self, xml: bytes) -> None:
        """读 sheet XML。"""
        row = column = 0
        kind = style = ""
        formula: str | None = None
        value: str | None = None
        inline: list[str] = []
        collected: list[str] = []
        phonetic = False
        parser = _new_parser()

        def text(data: str) -> None:
            collected.append(data)

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal row, column, kind, style, formula, value, phonetic
            if ":" in tag:
                tag = _local(tag)
            if tag == "c":
                reference = attributes.get("r")
                if reference:
                    column = 0
                    for position, sign in enumerate(reference):
                        if sign <= "9":
                            row = int(reference[position:])
                            break
                        column = column * 26 + ord(sign) - 64
                else:
                    column += 1
                kind = attributes.get("t", "n")
                style = attributes.get("s", "0")
                formula = value = None
                inline.clear()
            elif tag == "v" or tag == "t" or tag == "f":
                if not (tag == "t" and phonetic):
                    collected.clear()
                    parser.CharacterDataHandler = text
            elif tag == "rPh":
                phonetic = True
            elif tag == "row":
                row = int(attributes.get("r") or row + 1)
                column = 0
                if attributes.get("hidden") in ("1", "true"):
                    self.hidden_rows.add(row)
            elif tag == "mergeCell":
                block = _block(attributes.get("ref", ""))
                if block is not None and block[:2] != block[2:]:
                    self.merged.append(block)
            elif tag == "col" and attributes.get("hidden") in ("1", "true"):
                first, last = int(attributes["min"]), int(attributes["max"])
                self.hidden_columns.update(range(first, min(last, first + 200) + 1))

        def end(tag: str) -> None:
            nonlocal formula, value, phonetic
            if ":" in tag:
                tag = _local(tag)
            if tag == "v":
                parser.CharacterDataHandler = None
                value = "".join(collected)
            elif tag == "t":
                parser.CharacterDataHandler = None
                if not phonetic:
                    inline.append("".join(collected))
            elif tag == "f":
                parser.CharacterDataHandler = None
                formula = "".join(collected)
            elif tag == "rPh":
                phonetic = False
            elif tag == "c" and (value is not None or inline or formula is not None):
                self._add(row, column, kind, style, value, "".join(inline), formula)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.Parse(xml, True)

    def _add(
        self,
        row: int,
        column: int,
        kind: str,
        style: str,
        value: str | None,
        inline: str,
        formula: str | None,
    ) -> None:
        if len(self.cells) > _MOST_CELLS or not (
            0 < row <= _LAST_ROW and 0 < column <= _LAST_COLUMN
        ):
            raise expat.ExpatError("too many cells, or a cell outside the sheet")
        number_format = self._format(style)
        cell_kind, cell_value = self._typed(kind, value, inline, number_format, formula)
        if cell_kind is not CellKind.BLANK:
            self.cells[row, column] = Cell(
                row, column, cell_kind, cell_value, number_format, formula
            )

    def _format(self, style: str) -> str:
        index = int(style)
        return self.formats[index] if index < len(self.formats) else GENERAL

    def _typed(
        self, kind: str, value: str | None, inline: str, number_format: str, formula: str | None
    ) -> tuple[CellKind, CellValue]:
        if kind == "s" and value:
            index = int(value)
            return _text(self.strings[index] if index < len(self.strings) else "")
        if kind == "inlineStr":
            return _text(_unescape(inline or value or ""))
        if kind == "str" and value is not None:
            return _text(_unescape(value)) if value else (CellKind.TEXT, "")
        if not value:
            return (CellKind.UNCALCULATED, None) if formula is not None else (CellKind.BLANK, None)
        if kind == "b":
            return CellKind.BOOL, value.strip() in ("1", "true")
        if kind == "e":
            return CellKind.ERROR, value
        if kind == "d":
            return _iso_date(value)
        try:
            number = FIFTEEN_DIGITS.create_decimal(value.strip())
        except InvalidOperation:
            return _text(value)
        if not number.is_finite():
            return CellKind.ERROR, "#NUM!"
        if "." in value:
            number = number.normalize()  # 72.430000000000007 存了 17 位，取 15 位后是 72.43
        if is_date_format(number_format):
            date = datetime_of_serial(number, since_1904=self.since_1904)
            if date is not None:
                return CellKind.DATE, date
        return CellKind.NUMBER, number


def _text(text: str) -> tuple[CellKind, CellValue]:
    return (CellKind.TEXT, text) if text else (CellKind.BLANK, None)


def _iso_date(value: str) -> tuple[CellKind, CellValue]:
    try:
        return CellKind.DATE, datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return CellKind.TEXT, value
