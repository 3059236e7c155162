"""动作的结果写成 JSON：``perfxl.outcome/1``。别的进程里的宿主（窗格、服务）照它做。"""

from decimal import Decimal
from itertools import zip_longest
from typing import Any, Literal

from perfxl.actions.made_edits import MadeEdit
from perfxl.actions.outcome import MadeSheet, Outcome
from perfxl.contract.shapes import NumberOrText, Shape, number_or_text
from perfxl.model.address import cell_address
from perfxl.model.edit import CellContent, Edit
from perfxl.plans.lists import ListSheet, ListValue
from perfxl.plans.marks import Mark
from perfxl.rendering.cell_text import due_text, shortened


class ContentJson(Shape):
    """一格的内容；``kind`` 是 ``EditKind`` 的名字（小写），日期写作 ISO 的字。"""

    kind: str
    value: NumberOrText | bool


class EditJson(Shape):
    """一处改动：在 ``cell`` 写 ``after``，原来是 ``before``。``doubt`` 不空的留给人核对，不写。

    ``before_shown``、``shown`` 是格里原来看到的、写好以后看到的字（长的只留开头；留给人改的是算出来的），
    ``remarks`` 是附注：原来存的是什么，藏在哪里。没有看过写好的样子的没有这三样。
    """

    sheet: str
    cell: str
    what: str
    before: ContentJson
    after: ContentJson
    unit: str
    because: list[str]
    doubt: str
    before_shown: str = ""
    shown: str = ""
    remarks: list[str] = []

    @classmethod
    def of(cls, edit: Edit, made: MadeEdit | None = None) -> "EditJson":
        """由一处改动转成；``made`` 是它写好以后的样子。"""
        seen = _seen(edit, made) if made is not None or edit.doubt else {}
        names = {name: getattr(edit, name) for name in ("sheet", "cell", "what", "unit", "doubt")}
        return cls(
            **names,
            **seen,
            before=ContentJson(kind=edit.was.name.lower(), value=_content(edit.before)),
            after=ContentJson(kind=edit.kind.name.lower(), value=_content(edit.after)),
            because=list(edit.because),
        )


class MarkJson(Shape):
    """一处标记；``rank`` 越小越重。"""

    sheet: str
    cells: str
    colour: str
    rank: int
    text: str

    @classmethod
    def of(cls, mark: Mark) -> "MarkJson":
        """由一处标记转成。"""
        return cls.alike(mark)


class ListColumnJson(Shape):
    """清单的一栏。"""

    title: str
    width: float


class CellLinkJson(Shape):
    """一行链到哪一格。"""

    book: str
    sheet: str
    cell: str


class ListJson(Shape):
    """一张清单；``links``、``colours`` 一行一个，没有的为空。"""

    name: str
    heading: str
    columns: list[ListColumnJson]
    rows: list[list[NumberOrText]]
    links: list[CellLinkJson]
    link_column: int
    colours: list[str]

    @classmethod
    def of(cls, wanted: ListSheet) -> "ListJson":
        """由一张清单转成。"""
        return cls(
            name=wanted.name,
            heading=wanted.heading,
            columns=[ListColumnJson(title=each.title, width=each.width) for each in wanted.columns],
            rows=[[_listed(value) for value in row] for row in wanted.rows],
            links=[
                CellLinkJson(book=link.book, sheet=link.sheet, cell=link.cell)
                for link in wanted.links
            ],
            link_column=wanted.link_column,
            colours=list(wanted.colours),
        )


class SheetJson(Shape):
    """照模板写的一张工作表：各行各列取自模板的哪一行哪一列，各格写什么，怎样合并、多高。"""

    name: str
    template: str
    rows: list[int]
    columns: list[int]
    values: dict[str, NumberOrText]
    merged: list[str]
    heights: dict[int, float]
    page_starts: list[int]
    left: list[str]
    cautions: list[str]
    left_cells: dict[str, list[str]] = {}

    @classmethod
    def of(cls, sheet: MadeSheet) -> "SheetJson":
        """由排好的一张工作表转成。"""
        plan = sheet.plan
        return cls(
            name=sheet.name,
            template=sheet.template.name,
            rows=list(plan.rows.sources),
            columns=list(plan.columns.sources),
            values={cell_address(*place): value for place, value in sorted(plan.values.items())},
            merged=[block.address for block in plan.merged],
            heights={row: float(height) for row, height in plan.heights.items()},
            page_starts=plan.page_starts,
            left=list(sheet.left),
            cautions=list(sheet.cautions),
            left_cells={name: list(cells) for name, (cells, _) in sheet.left_out.items() if cells},
        )


class OutcomeJson(Shape):
    """一个动作的结果。"""

    schema_: Literal["perfxl.outcome/1"] = "perfxl.outcome/1"
    sentences: list[str]
    lists: list[ListJson]
    edits: list[EditJson]
    left: list[EditJson]
    marks: list[MarkJson]
    sheets: list[SheetJson]

    @classmethod
    def of(cls, outcome: Outcome) -> "OutcomeJson":
        """由 ``Outcome`` 转成；各动作自己多出来的几样（改后重查的结果一类）不在内。"""
        return cls(
            sentences=list(outcome.sentences),
            lists=[ListJson.of(each) for each in outcome.lists],
            edits=[EditJson.of(*pair) for pair in zip_longest(outcome.edits, outcome.made)],
            left=[EditJson.of(each) for each in outcome.left],
            marks=[MarkJson.of(each) for each in outcome.marks],
            sheets=[SheetJson.of(each) for each in outcome.sheets],
        )


def _seen(edit: Edit, made: MadeEdit | None) -> dict[str, Any]:
    """看到的字：写了的照格里看到的，留给人改的照算出来的。"""
    shown = made.shown if made is not None else due_text(edit)
    remarks = list(made.remarks) if made is not None else []
    return {
        "before_shown": shortened(str(edit.before)),
        "shown": shortened(shown),
        "remarks": remarks,
    }


def _content(content: CellContent) -> NumberOrText | bool:
    return content if isinstance(content, bool) else number_or_text(content)


def _listed(value: ListValue) -> NumberOrText:
    return Decimal(value) if isinstance(value, int) else value
