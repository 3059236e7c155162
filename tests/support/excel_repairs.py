"""Excel 打开时会说“发现不可读取的内容，是否修复”的那些毛病，照 ECMA-376 第 1 部分和实际见过的逐样查。

只用标准库读压缩包，不经 openpyxl、不经本程序自己的写法：写的人看不出的，换一个人看。
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DOCUMENT = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# CT_Worksheet（18.3.1.99）、CT_Workbook（18.2.27）、CT_Stylesheet（18.8.39）里各元素的次序。
_WORKSHEET = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
_WORKBOOK = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
]
_STYLES = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
]
_REPEATED = {"conditionalFormatting"}
_SHEET_NAME = re.compile(r"[^\\/?*\[\]:']([^\\/?*\[\]:]{0,29}[^\\/?*\[\]:'])?")
_DEFINED_NAME = re.compile(r"(?:_xlnm\.\w+|[^\W\d][\w.\\?]*|\\[\w.\\?]*)")
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LOOKS_LIKE_CELL = re.compile(r"(?i)[a-z]{1,3}\d{1,7}|r\d*c\d*|[rc]")
_LONGEST_TEXT, _LONGEST_FORMULA, _LONGEST_LIST = 32_767, 8_192, 255
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}

Tree = ElementTree.Element


def repairs(path: Path) -> list[str]:
    """Excel 会修的各处；没有为空。"""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        repeated = [name for name, times in Counter(map(str.lower, names)).items() if times > 1]
        parts = {name: package.read(name) for name in names}
    return [*(f"{name}：压缩包里有两份" for name in repeated), *_Package(parts).faults()]


class _Package:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.trees: dict[str, Tree] = {}
        self.broken: list[str] = []
        for name, content in parts.items():
            if name.endswith((".xml", ".rels")):
                try:
                    self.trees[name] = ElementTree.fromstring(content)
                except ElementTree.ParseError as error:
                    self.broken.append(f"{name}：不是 XML（{error}）")

    def faults(self) -> Iterator[str]:
        yield from self.broken
        if self.broken:
            return
        yield from self._types()
        yield from self._relations()
        book = self.trees.get("xl/workbook.xml")
        if book is None:
            yield "没有 xl/workbook.xml"
            return
        yield from _in_order("xl/workbook.xml", book, _WORKBOOK)
        yield from self._sheets(book)
        yield from _defined_names(book)
        styles = self.trees.get("xl/styles.xml")
        if styles is not None:
            yield from _in_order("xl/styles.xml", styles, _STYLES)
            yield from _styles(styles)
        for name, tree in self.trees.items():
            if tree.tag == f"{_MAIN}worksheet":
                yield from _in_order(name, tree, _WORKSHEET)
                yield from self._worksheet(name, tree, styles)

    def _types(self) -> Iterator[str]:
        tree = self.trees.get("[Content_Types].xml")
        if tree is None:
            yield "没有 [Content_Types].xml"
            return
        suffixes = [each.get("Extension", "").lower() for each in tree.iter(f"{_TYPES}Default")]
        own = [each.get("PartName", "").lower() for each in tree.iter(f"{_TYPES}Override")]
        for kind, listed in (("后缀", suffixes), ("部件", own)):
            for each, times in Counter(listed).items():
                if times > 1:
                    yield f"[Content_Types].xml：{kind} {each} 写了两次"
        present = {f"/{name}".lower() for name in self.parts}
        for each in own:
            if each not in present:
                yield f"[Content_Types].xml：{each} 不在压缩包里"
        for name in self.parts:
            suffix = name.rpartition(".")[2].lower()
            if name != "[Content_Types].xml" and f"/{name}".lower() not in own:
                if suffix not in suffixes:
                    yield f"{name}：没有写是什么类型"
                elif suffix == "xml" and name.startswith("xl/"):
                    yield f"{name}：只当作一般的 XML，Excel 不认"

    def _relations(self) -> Iterator[str]:
        for name, tree in self.trees.items():
            if not name.endswith(".rels"):
                continue
            folder = PurePosixPath(name).parent.parent
            identifiers = [each.get("Id") for each in tree.iter(f"{_PACKAGE}Relationship")]
            if len(identifiers) != len(set(identifiers)):
                yield f"{name}：Id 有重复"
            for each in tree.iter(f"{_PACKAGE}Relationship"):
                target = each.get("Target", "")
                if each.get("TargetMode") == "External" or target.startswith("#"):
                    continue
                if _resolved(folder, target) not in self.parts:
                    yield f"{name}：{each.get('Id')} 指的 {target} 不在压缩包里"

    def _known_relations(self, part: str) -> set[str | None]:
        place = PurePosixPath(part)
        tree = self.trees.get(f"{place.parent}/_rels/{place.name}.rels")
        return {each.get("Id") for each in tree} if tree is not None else set()

    def _sheets(self, book: Tree) -> Iterator[str]:
        sheets = list(book.iter(f"{_MAIN}sheet"))
        known = self._known_relations("xl/workbook.xml")
        for attribute in ("name", "sheetId"):
            tally = Counter(each.get(attribute, "").casefold() for each in sheets)
            for value, times in tally.items():
                if times > 1:
                    yield f"工作表的 {attribute} {value} 有重复"
        for sheet in sheets:
            name = sheet.get("name", "")
            if _SHEET_NAME.fullmatch(name) is None or name.casefold() == "history":
                yield f"工作表名“{name}”Excel 不收"
            if sheet.get(f"{_DOCUMENT}id") not in known:
                yield f"工作表“{name}”没有部件"
        if all(sheet.get("state", "visible") != "visible" for sheet in sheets):
            yield "没有看得见的工作表"
        for view in book.iter(f"{_MAIN}workbookView"):
            if int(view.get("activeTab", "0")) >= len(sheets):
                yield "activeTab 超过了工作表的数目"
        for each in book.iter(f"{_MAIN}externalReference"):
            if each.get(f"{_DOCUMENT}id") not in known:
                yield "externalReference 没有部件"

    def _worksheet(self, name: str, sheet: Tree, styles: Tree | None) -> Iterator[str]:
        for fault in (*_cells(sheet, _count(styles, "cellXfs"), self._shared()), *_areas(sheet)):
            yield f"{name}：{fault}"
        for fault in (*_columns(sheet), *_conditions(sheet, _count(styles, "dxfs"))):
            yield f"{name}：{fault}"
        for fault in (*_validations(sheet), *_breaks(sheet)):
            yield f"{name}：{fault}"
        known = self._known_relations(name)
        for each in sheet.iter():
            identifier = each.get(f"{_DOCUMENT}id")
            if identifier is not None and identifier not in known:
                yield f"{name}：{each.tag.rpartition('}')[2]} 的 {identifier} 没有关系"

    def _shared(self) -> int:
        tree = self.trees.get("xl/sharedStrings.xml")
        return len(tree.findall(f"{_MAIN}si")) if tree is not None else 0


def _resolved(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target.removeprefix("/")
    parts: list[str] = [part for part in folder.parts if part != "."]
    for part in PurePosixPath(target).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _in_order(part: str, tree: Tree, order: list[str]) -> Iterator[str]:
    places = [-1]
    for each in tree:
        space, _, name = each.tag.rpartition("}")
        if f"{space}}}" != _MAIN:
            continue  # mc:AlternateContent 等，放在哪里另有规定
        if name not in order:
            yield f"{part}：不该有 {name}"
            continue
        place = order.index(name)
        if place < max(places):
            yield f"{part}：{name} 的位置不对"
        elif place in places and name not in _REPEATED:
            yield f"{part}：{name} 有两个"
        places.append(place)


def _count(styles: Tree | None, name: str) -> int:
    group = styles.find(f"{_MAIN}{name}") if styles is not None else None
    return len(group) if group is not None else 0


def _styles(styles: Tree) -> Iterator[str]:
    sizes = {each: _count(styles, each) for each in ("fonts", "fills", "borders", "cellStyleXfs")}
    named = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
    own_styles = styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")
    for xf in (*styles.findall(f"{_MAIN}cellStyleXfs/{_MAIN}xf"), *own_styles):
        for attribute, group in named.items():
            if int(xf.get(attribute, "0")) >= max(sizes[group], 1):
                yield f"xl/styles.xml：{attribute} {xf.get(attribute)} 超过了 {group} 的数目"
    own = [int(each.get("numFmtId", "0")) for each in styles.iter(f"{_MAIN}numFmt")]
    if len(own) != len(set(own)):
        yield "xl/styles.xml：numFmtId 有重复"
    for each in styles.iter(f"{_MAIN}numFmt"):
        if not 0 < len(each.get("formatCode", "")) <= 255:
            yield f"xl/styles.xml：数字格式 {each.get('numFmtId')} 是空的或太长"
    for xf in own_styles:
        number = int(xf.get("numFmtId", "0"))
        if number >= 164 and number not in own:
            yield f"xl/styles.xml：没有数字格式 {number}"


def _defined_names(book: Tree) -> Iterator[str]:
    sheets = len(list(book.iter(f"{_MAIN}sheet")))
    seen: Counter[tuple[str, str | None]] = Counter()
    for each in book.iter(f"{_MAIN}definedName"):
        name, scope = each.get("name", ""), each.get("localSheetId")
        seen[name.casefold(), scope] += 1
        if _DEFINED_NAME.fullmatch(name) is None or _LOOKS_LIKE_CELL.fullmatch(name):
            yield f"名称“{name}”Excel 不收"
        if scope is not None and int(scope) >= sheets:
            yield f"名称“{name}”所属的工作表不在"
        if not (each.text or "").strip() or "#REF!" in (each.text or ""):
            yield f"名称“{name}”没有内容或指的地方不在"
    yield from (f"名称“{name}”有重复" for (name, _), times in seen.items() if times > 1)


def _cells(sheet: Tree, styles: int, shared: int) -> Iterator[str]:
    above = 0
    for row in sheet.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        number = int(row.get("r", above + 1))
        if number <= above:
            yield f"第 {number} 行排在第 {above} 行后面"
        above, left = number, 0
        for cell in row:
            address = cell.get("r", "")
            found = _CELL.fullmatch(address)
            column = _column(found[1]) if found else 0
            if found is None or int(found[2]) != number or not left < column <= 16_384:
                yield f"{address} 不在第 {number} 行，或次序不对"
            left = column
            if int(cell.get("s", "0")) >= max(styles, 1):
                yield f"{address} 的样式 {cell.get('s')} 不在"
            yield from _content(cell, address, shared)


def _content(cell: Tree, address: str, shared: int) -> Iterator[str]:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_MAIN}v")
    formula = cell.find(f"{_MAIN}f")
    text = "".join(each.text or "" for each in cell.iter(f"{_MAIN}t"))
    if len(text) > _LONGEST_TEXT or len(value or "") > _LONGEST_TEXT:
        yield f"{address} 的文字超过 {_LONGEST_TEXT} 字"
    if formula is not None and len(formula.text or "") > _LONGEST_FORMULA:
        yield f"{address} 的公式太长"
    if formula is not None and (formula.text or "").startswith("="):
        yield f"{address} 的公式多了等号"
    if kind == "s" and (not (value or "").isdigit() or int(value or 0) >= shared):
        yield f"{address} 的文字编号 {value} 不在"
    elif kind == "b" and value not in ("0", "1", None):
        yield f"{address} 的逻辑值是 {value}"
    elif kind == "e" and value not in _ERRORS:
        yield f"{address} 的错误值是 {value}"
    elif kind == "n" and value is not None and not _is_number(value):
        yield f"{address} 的数是 {value}"
    elif kind not in ("n", "s", "b", "e", "str", "d", "inlineStr"):
        yield f"{address} 的种类是 {kind}"


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", text) is not None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _area(text: str) -> tuple[int, int, int, int]:
    corners = [_CELL.fullmatch(each) for each in text.replace("$", "").split(":")]
    rows = [int(each[2]) for each in corners if each]
    columns = [_column(each[1]) for each in corners if each]
    if len(rows) != len(corners):
        return 0, 0, 0, 0
    return min(rows), min(columns), max(rows), max(columns)


def _areas(sheet: Tree) -> Iterator[str]:
    merged = [_area(each.get("ref", "")) for each in sheet.iter(f"{_MAIN}mergeCell")]
    for place, (top, left, bottom, right) in enumerate(merged):
        if (top, left) == (bottom, right):
            yield f"合并块 {place + 1} 只有一格"
        for other in merged[:place]:
            if top <= other[2] and other[0] <= bottom and left <= other[3] and other[1] <= right:
                yield f"合并块 {place + 1} 与前面的相交"
    for name in ("mergeCells", "dataValidations", "cols", "hyperlinks"):
        group = sheet.find(f"{_MAIN}{name}")
        if group is not None and not len(group):
            yield f"{name} 是空的"
    for name in ("mergeCells", "dataValidations"):
        group = sheet.find(f"{_MAIN}{name}")
        if group is not None and group.get("count", str(len(group))) != str(len(group)):
            yield f"{name} 的 count 不对"


def _columns(sheet: Tree) -> Iterator[str]:
    last = 0
    for each in sheet.iterfind(f"{_MAIN}cols/{_MAIN}col"):
        first, end = int(each.get("min", "0")), int(each.get("max", "0"))
        if not last < first <= end <= 16_384:
            yield f"列宽 {first}—{end} 与前面的相交或次序不对"
        if float(each.get("width", "9")) > 255:
            yield f"列宽 {each.get('width')} 超过 255"
        last = end
    for row in sheet.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        if float(row.get("ht", "15")) > 409.5:
            yield f"第 {row.get('r')} 行高 {row.get('ht')}，超过 409.5"


def _conditions(sheet: Tree, formats: int) -> Iterator[str]:
    for rule in sheet.iter(f"{_MAIN}cfRule"):
        if rule.get("dxfId") is not None and int(rule.get("dxfId", "0")) >= formats:
            yield f"条件格式的样式 {rule.get('dxfId')} 不在"
        if not rule.get("priority", "").isdigit():
            yield "条件格式没有次序"


def _validations(sheet: Tree) -> Iterator[str]:
    for each in sheet.iter(f"{_MAIN}dataValidation"):
        place = each.get("sqref", "")
        if not place:
            yield "数据有效性没有写在哪里"
        formula = each.findtext(f"{_MAIN}formula1") or ""
        if len(formula.strip('"')) > _LONGEST_LIST and formula.startswith('"'):
            yield f"{place} 的选项超过 {_LONGEST_LIST} 字"
        if each.get("type") not in (None, "none") and not formula:
            yield f"{place} 的数据有效性没有条件"
        limits = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
        for attribute, longest in limits.items():
            if len(each.get(attribute, "")) > longest:
                yield f"{place} 的 {attribute} 超过 {longest} 字"


def _breaks(sheet: Tree) -> Iterator[str]:
    for name, most in (("rowBreaks", 1_026), ("colBreaks", 1_026)):
        group = sheet.find(f"{_MAIN}{name}")
        if group is None:
            continue
        if len(group) > most:
            yield f"{name} 超过 {most} 处"
        if group.get("count", str(len(group))) != str(len(group)):
            yield f"{name} 的 count 不对"
        places = [int(each.get("id", "0")) for each in group]
        if places != sorted(set(places)):
            yield f"{name} 有重复或次序不对"
    for part in sheet.iterfind(f"{_MAIN}headerFooter/*"):
        if len(part.text or "") > 255:
            yield "页眉页脚超过 255 字"
