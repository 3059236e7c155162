"""工作簿的模板换成 Word 的：有边框的各行成为一个表格，上面、下面的各行成为段落，占位写成 Word 模板的写法。"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from perfxl.plans.document_template import (
    MERGED_UP,
    TAG_FONT,
    DocumentParagraph,
    DocumentRow,
    DocumentTemplate,
    DocumentText,
    SheetLook,
)
from perfxl.plans.expansion import template_placeholders
from perfxl.plans.template import Template, TemplateError
from perfxl.rendering.word_facts import ONE, SEVERAL
from perfxl.rendering.word_names import (
    ROW_NAMES,
    always_kept,
    in_document,
    is_joined,
    joined_left,
    row_group,
    shown_when,
)

# 表里的字最大几磅（五号）；大过 ``_TITLE`` 的是写在边框里的标题，照原样。
_LARGEST_IN_TABLE, _TITLE = 10.5, 12.0
# Word 的行高连格里上下的空也在内，不另外留。
_LOWER = 0.94
# 段后、表以下各段的段前（磅）。
_AFTER, _BELOW = 3.0, 3.0
# 标题也在边框里的，表前另有一段空的，另起一页。
_NEW_PAGE = DocumentParagraph([DocumentText("", 1, 1, TAG_FONT)], new_page=True)
# 清单里的项目各带指标，Word 的模板里写不成。
_NESTED = "项目"


def document_template(template: Template, look: SheetLook) -> DocumentTemplate:
    """换成的 Word 模板；换不成的抛 ``TemplateError``。"""
    _refuse(template, look)
    first, last = min(look.bordered), max(look.bordered)
    rows = _Rows(template, look)
    below = [rows.paragraphs(row, before=_BELOW) for row in range(last + 1, template.last_row + 1)]
    return DocumentTemplate(
        look,
        template.page is not None and template.page.is_landscape,
        [template.width(column) for column in range(1, template.last_column + 1)],
        [_tag(f"{{%p for {ONE} in {SEVERAL} %}}"), *(_start(rows, range(1, first)) or [_NEW_PAGE])],
        list(_Table(rows).rows(range(first, last + 1))),
        [*(each for found in below for each in found), _tag("{%p endfor %}")],
    )


def _refuse(template: Template, look: SheetLook) -> None:
    """换不成的。"""
    name = template.name
    if not look.bordered:
        raise TemplateError(f"模板“{name}”里没有带边框的表格，换不成 Word 的模板。")
    formula = next((each for each in template.grid.cells.values() if each.formula), None)
    if formula is not None:
        raise TemplateError(
            f"模板“{name}”的 {formula.address} 是公式，Word 里算不了，换不成 Word 的模板；请写成 .xlsx。"
        )
    held = template_placeholders(template).values()
    if any(each.name == _NESTED for placeholder in held for each in placeholder.references):
        raise TemplateError(f"模板“{name}”按项目重复，换不成 Word 的模板；请写成 .xlsx。")


class _Rows:
    """模板的各行写着什么，按哪一组重复。"""

    def __init__(self, template: Template, look: SheetLook) -> None:
        self.template, self.look = template, look
        self._names: dict[int, list[str]] = {}
        for (row, _), placeholder in sorted(template_placeholders(template).items()):
            names = [each.name for each in placeholder.references]
            self._names.setdefault(row, []).extend(names)

    def group(self, row: int) -> str:
        """一行按哪一组重复；不重复的为空。"""
        return row_group(self._names.get(row, ()))

    def own_texts(self, row: int) -> list[str]:
        """写在一行里的字，上面一格接下来的不算。"""
        columns = range(1, self.template.last_column + 1)
        return [text for column in columns if (text := self.text(row, column))]

    def text(self, row: int, column: int) -> str:
        """一格里的字。"""
        cell = self.template.grid.cells.get((row, column))
        return cell.shown if cell is not None else ""

    def placed(self, text: str, row: int, left: int, right: int) -> DocumentText:
        """一格写成 ``text``，照原来的字体、对齐。"""
        return DocumentText(
            text, left, right, self.template.font(row, left), self.look.align(row, left)
        )

    def paragraphs(
        self, row: int, *, new_page: bool = False, before: float = 0.0
    ) -> list[DocumentParagraph]:
        """一行写成一段，有内容才印的套上“if”；没有字的没有。"""
        texts = self.own_texts(row)
        if not texts:
            return []
        own = self.paragraph(row, new_page=new_page, before=before)
        when = shown_when(texts)
        return [_tag(f"{{%p if {when} %}}"), own, _tag("{%p endif %}")] if when else [own]

    def paragraph(
        self, row: int, *, new_page: bool = False, before: float = 0.0
    ) -> DocumentParagraph:
        """一行写成一段。"""
        parts = [
            self.placed(in_document(always_kept(text)), row, column, block.right)
            for column in range(1, self.template.last_column + 1)
            if (text := self.text(row, column))
            for block in [self.template.grid.block(row, column)]
        ]
        return DocumentParagraph(parts, new_page, before, _AFTER)


def _start(rows: _Rows, numbers: Sequence[int]) -> list[DocumentParagraph]:
    """表以上的各行：印出来的头一段另起一页，头几行可略的看有没有。"""
    numbers = [row for row in numbers if rows.own_texts(row)]
    if not numbers:
        return []
    first, *others = numbers
    when = shown_when(rows.own_texts(first))
    if not when:
        found = rows.paragraphs(first, new_page=True)
        return [*found, *(each for row in others for each in rows.paragraphs(row))]
    # 到头一行总要印的为止，有没有头一行各写一遍。
    always = (n for n, row in enumerate(others, 1) if not shown_when(rows.own_texts(row)))
    stop = next(always, len(others))
    return [
        _tag(f"{{%p if {when} %}}"),
        rows.paragraph(first, new_page=True),
        *(each for row in others[:stop] for each in rows.paragraphs(row)),
        _tag("{%p else %}"),
        *_start(rows, others[:stop]),
        _tag("{%p endif %}"),
        *(each for row in others[stop:] for each in rows.paragraphs(row)),
    ]


def _tag(text: str) -> DocumentParagraph:
    return DocumentParagraph([DocumentText(text, 1, 1, TAG_FONT)])


class _Table:
    """表格的各行。"""

    def __init__(self, rows: _Rows) -> None:
        self._rows, self._template = rows, rows.template

    def rows(self, numbers: Sequence[int]) -> Iterator[DocumentRow]:
        """各行，重复的、有内容才印的前后各有一行标记。"""
        kept = self._after_indicators(numbers)
        for group, own in groupby(numbers, self._rows.group):
            if group:
                yield self._tag(f"{{%tr for {ROW_NAMES[group]} in {ONE}.{group} %}}")
            for row in own:
                when = "" if group else shown_when(self._rows.own_texts(row))
                if when:
                    yield self._tag(f"{{%tr if {when} %}}")
                yield self._row(row, keeps_next=row in kept)
                if when:
                    yield self._tag("{%tr endif %}")
            if group:
                yield self._tag("{%tr endfor %}")

    def _after_indicators(self, numbers: Sequence[int]) -> Sequence[int]:
        """指标以下的各行（总分、结论），与签字同页。"""
        repeated = [row for row in numbers if self._rows.group(row)]
        indicators = [row for row in repeated if "指标" in self._rows.group(row)] or repeated
        return range(max(indicators, default=numbers[-1]) + 1, numbers[-1] + 1)

    def _tag(self, text: str) -> DocumentRow:
        return DocumentRow([DocumentText(text, 1, self._template.last_column, TAG_FONT)])

    def _row(self, row: int, *, keeps_next: bool) -> DocumentRow:
        repeats = bool(self._rows.group(row))
        texts: list[DocumentText] = []
        label = ""
        for left, right, text in self._cells(row):
            written = text if repeats else always_kept(text)
            if is_joined(text):
                written, label = joined_left(written, label or written), text
            else:
                written, label = in_document(written), ""
            own = self._rows.placed(written, row, left, right)
            points = own.font.points
            points = points if points > _TITLE else min(points, _LARGEST_IN_TABLE)
            texts.append(
                DocumentText(written, left, right, own.font._replace(points=points), own.align)
            )
        first, last = self._template.titles or (1, 0)
        height = self._template.row_heights.get(row, 0.0) * _LOWER
        return DocumentRow(texts, height, first <= row <= last, keeps_next)

    def _cells(self, row: int) -> Iterator[tuple[int, int, str]]:
        """一行里的各格：首列、末列，写的字。"""
        column = 1
        while column <= self._template.last_column:
            block = self._template.grid.block(row, column)
            text = self._rows.text(row, column)
            if block.bottom > block.top:
                text = self._label(row, block.top, self._rows.text(block.top, block.left))
            yield column, block.right, text
            column = block.right + 1

    def _label(self, row: int, top: int, text: str) -> str:
        """上下合并的一格在第 ``row`` 行写什么：头一行写字，往下与上格合并；头一行没有印的，下一行写字。"""
        group, own = self._rows.group(top), self._rows.group(row)
        if row == top:
            return (
                f"{{% if loop.first %}}{text}{{% else %}}{MERGED_UP}{{% endif %}}" if own else text
            )
        when = f"{ONE}.{group}" if group else shown_when(self._rows.own_texts(top))
        if not when or (group and own == group) or shown_when([text]):
            return MERGED_UP
        return f"{{% if {when} %}}{MERGED_UP}{{% else %}}{text}{{% endif %}}"
