"""Word 文档：照 .docx 的模板填好，写成新文件。模板里是 ``{{名称}}``、``{%p for … %}`` 一类的占位。"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.editor.zip_parts import DAMAGED
from perfxl.hosts.outputs import Output
from perfxl.hosts.source_file import template_bytes
from perfxl.hosts.whole_file import written_whole
from perfxl.plans.document_template import MERGED_LEFT, MERGED_UP
from perfxl.plans.placeholders import value_filters
from perfxl.plans.template import TemplateError

# 意见书的模板最大几 KB；解压以后最大几个字节。
_LARGEST, _LARGEST_UNPACKED = 20_000, 100_000_000
# 文档属性里的一项最多这么多字。
_LONGEST_TITLE = 255
# docxtpl 找占位的正则，最坏时每个大括号都把部件从头看一遍：一个部件的字节数乘大括号的个数，至多这么多。
_MOST_SEARCHED = 300_000_000
# 名称一格：合计、总计、本年收入合计，和“一、”开头的一类；后面跟着的是数。
_SUM_NAME = re.compile(r".*(?:合计|总计)")
_HEADING = re.compile(r".*(?:合计|总计)|[一二三四五六七八九十]{1,3}、.*")
_NUMBER = re.compile(r"-?[\d,]*(?:\.\d+)?%?")


class WordTemplate:
    """读好的一份 .docx 模板，可以照它写许多份；打不开的抛 ``TemplateError``。"""

    def __init__(
        self,
        path: Path,
        of: str = "审核意见",
        *,
        is_form: bool = False,
        content: bytes | None = None,
    ) -> None:
        """``content`` 是由工作簿的模板 ``path`` 换成的；没有给的读 ``path``。"""
        self.path = path
        self._of = of
        # 成表的：排好页。
        self._is_form = is_form
        self.content = template_bytes(path, "模板", _LARGEST) if content is None else content
        self._refuse_bombs()

    def write(self, content: Mapping[str, Any], target: Path | Output, title: str = "") -> None:
        """填好 ``content`` 写成 ``target``，文档属性里的标题是 ``title``。

        模板写错的抛 ``TemplateError``，写不成抛 ``NotWritableError``。
        """
        filled = self.filled(content, title)
        with written_whole(target, sources=[self.path]) as temporary:
            temporary.write_bytes(filled)

    def filled(self, content: Mapping[str, Any], title: str = "") -> bytes:
        """填好的文档；模板写错的抛 ``TemplateError``。"""
        # 载入要一会儿，用到才载入。
        from docxtpl import DocxTemplate
        from jinja2 import StrictUndefined
        from jinja2 import TemplateError as JinjaError

        from perfxl.hosts.word_columns import drop_columns, omittable
        from perfxl.hosts.word_pages import lay_out_pages
        from perfxl.plans.template_language import DocumentLanguage
        from perfxl.plans.template_work import TooMuchError, shared_work

        made, facts = BytesIO(), _written(content)
        try:
            document = DocxTemplate(BytesIO(self.content))
            filters = {**value_filters(), "可略": omittable}
            language = DocumentLanguage(filters, undefined=StrictUndefined, autoescape=True)
            with shared_work(language.new_work()):
                document.render(facts, jinja_env=language)
            drop_columns(document)
            _merge_marked(document)
            if self._is_form:
                _embolden_sums(document)
                lay_out_pages(document)
            document.core_properties.title = visible_text(title)[:_LONGEST_TITLE]
            document.save(made)
        except TooMuchError as error:
            raise TemplateError(f"模板“{self.path.name}”里的式子算不成（{error}）。") from error
        except JinjaError as error:
            raise TemplateError(self._fault(error.message or "")) from error
        except Exception as error:  # python-docx 读坏了的文件、算不成的式子，抛什么没有约定
            raise TemplateError(self._unusable()) from error
        return made.getvalue()

    @cached_property
    def text(self) -> str:
        """正文里的占位和字，分几段排版的接在一起；打不开的抛 ``TemplateError``。"""
        from docxtpl import DocxTemplate

        try:
            document = DocxTemplate(BytesIO(self.content))
            document.init_docx()
            return str(document.patch_xml(document.get_xml()))
        except Exception as error:
            raise TemplateError(self._unusable()) from error

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """各段、各格、页眉页脚在哪里，写着什么；打不开的抛 ``TemplateError``。"""
        from perfxl.hosts.word_places import document_places

        try:
            return list(document_places(BytesIO(self.content)))
        except Exception as error:  # 同 text
            raise TemplateError(self._unusable()) from error

    def _refuse_bombs(self) -> None:
        """解压前看大小，解压后看占位：会占满内存、找不完的不读。"""
        try:
            with ZipFile(BytesIO(self.content)) as package:
                if sum(info.file_size for info in package.infolist()) > _LARGEST_UNPACKED:
                    raise TemplateError(
                        f"模板“{self.path.name}”解压以后大过 100 MB，不像是意见书的模板，没有读。"
                    )
                for info in package.infolist():
                    if info.filename.lower().endswith(".xml"):
                        self._refuse_unsearchable(package.read(info))
        except DAMAGED as error:
            raise TemplateError(self._unusable()) from error

    def _refuse_unsearchable(self, part: bytes) -> None:
        if len(part) * (part.count(b"{") + part.count(b"}")) > _MOST_SEARCHED:
            raise TemplateError(
                f"模板“{self.path.name}”里的大括号太多，不像是意见书的模板，没有读。"
            )

    def _unusable(self) -> str:
        return (
            f"“{self.path.name}”不是能用的 Word 模板（.docx），或其中有算不成的式子；"
            f"请用 perfxl template new {self._of} 取一份来改。"
        )

    def _fault(self, said: str) -> str:
        import re

        found = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", said)
        what = f"“{found[1] or found[2]}”不认得" if found else f"写得不通（{said}）"
        return (
            f"模板“{self.path.name}”里{what}；大括号、{{% %}} 要成对，"
            f"请对照 perfxl template new {self._of} 取来的那一份改正。"
        )


def _merge_marked(document: Any) -> None:
    """表里写着 ``MERGED_UP``、``MERGED_LEFT`` 的格与上面、左边的格合并。"""
    from docx.oxml.ns import qn

    from perfxl.hosts.word_cells import row_cells

    for table in document.element.body.iter(qn("w:tbl")):
        above: dict[int, Any] = {}
        for row in table.findall(qn("w:tr")):
            _merge_leftwards(row)
            cells = list(row_cells(row))
            for cell in cells:
                if cell.text != MERGED_UP or cell.left not in above:
                    continue
                for text in cell.element.iter(qn("w:t")):
                    text.text = ""
                if above[cell.left].find(f"./{qn('w:tcPr')}/{qn('w:vMerge')}") is None:
                    _merge(above[cell.left], "restart")
                _merge(cell.element, "continue")
            above = {cell.left: cell.element for cell in cells}


def _embolden_sums(document: Any) -> None:
    """合计、“一、”一类的名称和后面的数加粗，与工作簿的条件格式一样；第一格就写着合计的，整行加粗。

    一行里名称和数不止一组的（收支并列），每一行都是“一、”，只有合计加粗。
    """
    from docx.oxml.ns import qn
    from docx.text.run import Run

    from perfxl.hosts.word_cells import text_of

    for table in document.element.body.iter(qn("w:tbl")):
        cells = [row.findall(qn("w:tc")) for row in table.iter(qn("w:tr"))]
        rows = [[(cell, "".join(text_of(cell).split())) for cell in row] for row in cells]
        names = _SUM_NAME if any(len(_named_numbers(row)) > 1 for row in rows) else _HEADING
        for cell in (cell for row in rows for cell in _strong(row, names)):
            for run in cell.iter(qn("w:r")):
                Run(run, None).bold = True  # type: ignore[arg-type]  # 只改这一段的字体


_TextCell = tuple[Any, str]


def _named_numbers(cells: Sequence[_TextCell]) -> list[tuple[_TextCell, list[_TextCell]]]:
    """一行里的名称，和紧跟着它的几个数（空格也在内）。"""
    found: list[tuple[_TextCell, list[_TextCell]]] = []
    for place, each in enumerate(cells):
        numbers = list(takewhile(lambda own: _NUMBER.fullmatch(own[1]), cells[place + 1 :]))
        if not _NUMBER.fullmatch(each[1]) and any(said for _, said in numbers):
            found.append((each, numbers))
    return found


def _strong(cells: Sequence[_TextCell], names: re.Pattern[str]) -> Iterator[Any]:
    """一行里要加粗的各格。"""
    if cells and cells[0][1] in ("合计", "总计"):
        yield from (cell for cell, _ in cells)
        return
    for (name, text), numbers in _named_numbers(cells):
        if names.fullmatch(text):
            yield name
            yield from (number for number, _ in numbers)


def _merge_leftwards(row: Any) -> None:
    """写着 ``MERGED_LEFT`` 的格去掉，左边一格占到它的位置。"""
    from docx.oxml.ns import qn

    from perfxl.hosts.word_cells import text_of

    cells = row.findall(qn("w:tc"))
    for left, cell in reversed(list(pairwise(cells))):
        if text_of(cell) == MERGED_LEFT:
            left.width = (left.width or 0) + (cell.width or 0)
            left.grid_span += cell.grid_span
            row.remove(cell)


def _merge(cell: Any, how: str) -> None:
    """一格上下合并：``restart`` 是头一格，``continue`` 是接着的。"""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = cell.get_or_add_tcPr()
    made = OxmlElement("w:vMerge")
    made.set(qn("w:val"), how)
    # 单元格属性有先后：宽、横向合并在前，框线在后。
    before = {qn(name) for name in ("w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge")}
    places = [place for place, each in enumerate(properties) if each.tag in before]
    properties.insert(max(places, default=-1) + 1, made)


def _written(value: Any) -> Any:
    """写得进文档的：控制字符换成看得见的，组里的也一样。"""
    if isinstance(value, str):
        return visible_text(value) if value else value  # 空的还是原来那一个，没有这一栏的认得出
    if isinstance(value, Mapping):
        return {name: _written(each) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [_written(each) for each in value]
    return value
