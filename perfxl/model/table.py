"""读懂以后的表：指标、资金、目标、总分，每个值都记着自己的单元格。"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfxl.model.address import Block, cell_address


class Form(StrEnum):
    """表的种类（domain 里的 form id）。"""

    SELF_EVALUATION = "self_evaluation"


class Entry(NamedTuple):
    """表里的一个值：人看到的文字、能读成数时的数、所在单元格。

    ``prefix`` 是与值同在一格的标签（``联系人：``），写回时要带上。
    ``row`` 为 0 表示表里没有这一栏；文字为空而 ``row`` 不为 0，表示有这一格但没填。
    """

    text: str = ""
    row: int = 0
    column: int = 0
    number: Decimal | None = None
    formula: str | None = None
    prefix: str = ""

    @property
    def cell(self) -> str:
        """Excel 地址；没有这一栏时为 ``""``。"""
        return cell_address(self.row, self.column) if self.row else ""

    @property
    def exists(self) -> bool:
        """表里有这一格（不论填没填）。"""
        return self.row > 0

    @property
    def uncalculated(self) -> bool:
        """是公式，但文件里没有存结果，或结果是错误值；由 PX902 报，别的规则不当它是空白。"""
        return self.formula is not None and (not self.text or self.text.startswith("#"))

    def __bool__(self) -> bool:
        return bool(self.text)


ABSENT = Entry()


@dataclass(frozen=True, slots=True)
class Fund:
    """资金情况的一行。金额以表中所印的单位计，见 ``Table.money_unit``。"""

    name: str
    label: Entry
    initial: Entry = ABSENT
    adjusted: Entry = ABSENT
    executed: Entry = ABSENT
    weight: Entry = ABSENT
    rate: Entry = ABSENT
    score: Entry = ABSENT

    @property
    def budget(self) -> Entry:
        """算执行率用的预算数：调整后的全年预算数；表中只有年初预算数时用它。"""
        return self.adjusted if self.adjusted.exists else self.initial


@dataclass(frozen=True, slots=True)
class Indicator:
    """绩效指标的一行。

    ``level1_weight`` 是一级指标格里印的分数，如 (50分)；``nature``、``unit`` 是单列的指标性质和
    度量单位（没有单列时为 ``ABSENT``，``target`` 里已拼在一起）；``shares_points`` 表示分值与上面
    的行合并成一格，分都算在上面那一行。
    """

    row: int
    level1: Entry
    level2: Entry
    level3: Entry
    target: Entry
    actual: Entry = ABSENT
    weight: Entry = ABSENT
    score: Entry = ABSENT
    reason: Entry = ABSENT
    note: Entry = ABSENT
    nature: Entry = ABSENT
    unit: Entry = ABSENT
    level1_weight: Decimal | None = None
    shares_points: bool = False

    @property
    def is_execution(self) -> bool:
        """印在指标栏里的预算执行率一行。"""
        return any(
            entry.text.startswith(("预算执行", "预算资金执行", "资金执行率"))
            for entry in (self.level1, self.level2, self.level3)
        )


@dataclass(frozen=True, slots=True)
class Total:
    """总分一行。"""

    label: Entry = ABSENT
    weight: Entry = ABSENT
    score: Entry = ABSENT


@dataclass(frozen=True, slots=True)
class Table:
    """一张读懂了的表。

    ``fields`` 以规范名为键，如 ``项目名称``；有栏目而没填的在 ``blank_fields``。``grade`` 的文字就是
    等级（优、良、中、差），格是写着它的格；``grade_cell`` 是专门的等级格，文字照印，没有时为 ``ABSENT``。
    """

    form: Form
    book: str
    sheet: str
    block: Block
    title: Entry
    year: int | None
    money_unit: str | None
    fields: dict[str, Entry]
    blank_fields: dict[str, Entry]
    funds: tuple[Fund, ...]
    goals: dict[str, Entry]
    indicators: tuple[Indicator, ...]
    total: Total = field(default_factory=Total)
    conclusion: Entry = ABSENT
    grade: Entry = ABSENT
    grade_cell: Entry = ABSENT
    hints: tuple[Entry, ...] = ()
    unrecognised: tuple[Entry, ...] = ()
    uncalculated: tuple[Entry, ...] = ()
    hidden_rows: tuple[int, ...] = ()

    @property
    def project(self) -> str:
        """项目名称；部门整体表则是部门名称；都没有时为 ``""``。"""
        for name in ("项目名称", "部门名称", "部门(单位)名称"):
            if name in self.fields:
                return self.fields[name].text
        return ""

    @property
    def total_fund(self) -> Fund | None:
        """资金总额一行：名称含“总额”或“合计”的第一行，否则首行。"""
        for fund in self.funds:
            if "总额" in fund.name or "合计" in fund.name:
                return fund
        return self.funds[0] if self.funds else None

    @property
    def money_factor(self) -> Decimal | None:
        """表内金额 1 个单位合多少元；没有写单位时为 ``None``。"""
        return {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}.get(
            self.money_unit or ""
        )

    def by_level1(self) -> dict[str, list[Indicator]]:
        """各一级指标下的行，按表中先后；预算执行率行不算在内。"""
        groups: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            if not indicator.is_execution:
                groups.setdefault(indicator.level1.text, []).append(indicator)
        return groups


@dataclass(frozen=True, slots=True)
class Document:
    """一个工作簿里读到的全部表，和没有表的工作表名。"""

    file: str
    tables: tuple[Table, ...]
    other_sheets: tuple[str, ...] = ()
