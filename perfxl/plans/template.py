"""模板和要填进去的内容：普通的工作表，格里写着占位；一组数据按行重复。"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perfxl.grammar.cached_property import cached_property
from perfxl.model.address import Block
from perfxl.model.arrangement import Axis
from perfxl.model.errors import PerfxlError
from perfxl.model.grid import Grid
from perfxl.model.number_format import GENERAL
from perfxl.plans.choices import CellChoice
from perfxl.plans.fonts import CellFont
from perfxl.plans.page_breaks import PageArea
from perfxl.plans.plan_values import PlanValue
from perfxl.plans.row_height import USUAL_WIDTH

_USUAL_FONT = CellFont(11.0)


class TemplateError(PerfxlError):
    """模板有误；``str()`` 是给用户看的中文，写明单元格。"""


@dataclass(frozen=True, eq=False)
class Template:
    """读出来的模板，读一次是一份。

    列宽以 Excel 的列宽计（一个单位至少合 ``points_per_width`` 磅），行高以磅计；``page`` 是一页能印的范围，
    ``titles`` 是每页重印的表头行（首、末）。``may_shrink``：只定了一页宽、没有定几页高，写不下一页的可以缩。
    """

    name: str
    grid: Grid
    column_widths: Mapping[int, float]
    row_heights: Mapping[int, float]
    fonts: Mapping[tuple[int, int], CellFont]
    default_font: CellFont = _USUAL_FONT
    points_per_width: float = USUAL_WIDTH
    default_column_width: float = 8.43
    default_row_height: float = 15.0
    page: PageArea | None = None
    titles: tuple[int, int] | None = None
    may_shrink: bool = False
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @cached_property
    def last_row(self) -> int:
        """末行。"""
        return max([self.grid.last_row, *(block.bottom for block in self.grid.merged)])

    @cached_property
    def last_column(self) -> int:
        """末列。"""
        return max([self.grid.last_column, *(block.right for block in self.grid.merged)], default=1)

    def blocks(self, row: int) -> tuple[tuple[int, int], ...]:
        """一行里的各格：首列、末列；上下合并的不在内。"""
        found = self._row_blocks.get(row)
        if found is None:
            found = self._row_blocks[row] = tuple(self._read_blocks(row))
        return found

    @cached_property
    def _row_blocks(self) -> dict[int, tuple[tuple[int, int], ...]]:
        return {}

    def _read_blocks(self, row: int) -> Iterator[tuple[int, int]]:
        column = 1
        while column <= self.last_column:
            block = self.grid.block(row, column)
            if block.top == block.bottom:
                yield max(block.left, column), block.right
            column = block.right + 1

    def width(self, column: int) -> float:
        """列宽。"""
        return self.column_widths.get(column, self.default_column_width)

    def code(self, row: int, column: int) -> str:
        """一格的数字格式代码。"""
        return self.formats.get((row, column), GENERAL)

    def font(self, row: int, column: int) -> CellFont:
        """一格的字体。"""
        return self.fonts.get((row, column), self.default_font)


@dataclass(frozen=True)
class Item:
    """一组数据里的一项；``groups`` 是它自己的下级（项目的指标、资金）。

    ``of`` 是它写的是哪一样东西（一行指标、一行资金……），追查来源时用，排版不看。
    """

    values: Mapping[str, PlanValue]
    groups: Mapping[str, "Group"] = field(default_factory=dict)
    of: object = None


@dataclass(frozen=True)
class Group:
    """一组数据，写着 ``{{名称.…}}`` 的行按它重复。

    ``attributes`` 是它的各栏；``merged`` 是相同时上下合并的栏，先后即层级；``required`` 的组，
    模板里必须有用到它的行。``derived`` 的栏是算出来的，模板没有位置也不算丢。
    """

    items: Sequence[Item]
    attributes: frozenset[str] = frozenset()
    merged: tuple[str, ...] = ()
    required: bool = False
    derived: frozenset[str] = frozenset()

    @cached_property
    def nested(self) -> frozenset[str]:
        """各项自己的下级。"""
        return frozenset(name for item in self.items for name in item.groups)


@dataclass(frozen=True)
class Content:
    """要填进模板的内容：单个的名字，和成组的数据。

    ``printed`` 是 ``{{栏.区级主管部门}}`` 的各个名字：照表上印的栏名取，没有这一栏的空着。
    """

    values: Mapping[str, PlanValue]
    groups: Mapping[str, Group]
    printed: Mapping[str, str] = field(default_factory=dict)


@dataclass
class SheetPlan:
    """一张成表的方案：行列怎样取自模板，各格写什么，怎样合并、多高、在哪里换页。

    ``one_page`` 是缩在一页上的，印在哪样的纸上；不缩的为 ``None``。``turned`` 是写几页而纸换了方向的，印在哪样的纸上。
    ``copied_styles``：合并格在换页处断开、重写一遍的，样式照原来的左上角。
    ``open_edges``：一格哪几边不画框线：标签从重印的表头起的，每页的表头与下面看着是一格。
    ``money_unit`` 是内容里金额的单位；``choices`` 是从哪一组选项里选的格。
    """

    rows: Axis
    columns: Axis
    values: dict[tuple[int, int], PlanValue] = field(default_factory=dict)
    merged: list[Block] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    page_starts: list[int] = field(default_factory=list)
    one_page: PageArea | None = None
    turned: PageArea | None = None
    copied_styles: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    open_edges: dict[tuple[int, int], str] = field(default_factory=dict)
    money_unit: str = ""
    choices: list[CellChoice] = field(default_factory=list)
