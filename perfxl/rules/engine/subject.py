"""规则看的对象：一张表、它的得分、所用口径，以及几条规则共用的合计。"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar import Kind, Measured, Placeholder, Value
from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.exact_numbers import EXACT
from perfxl.grammar.patterns import Pattern
from perfxl.model.form_spec import Shape
from perfxl.model.fund import ANNUAL_TOTAL
from perfxl.model.score import IndicatorScore, TableScore
from perfxl.model.table import Entry, Fund, FundRole, Indicator, Line, Table
from perfxl.rules.engine.remembered import Remembering
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.facts.indicator_cells import (
    StatedTarget,
    TargetCell,
    stated_names,
)
from perfxl.rules.facts.likely_figures import LikelyFigure, likely_figures
from perfxl.rules.facts.printed_rounding import largest_rounding, printed_unit
from perfxl.rules.facts.unreported_rows import unreported_rows
from perfxl.rules.facts.unwritten_units import in_money_of_target
from perfxl.scoring.class_weights import ClassWeight, class_weights
from perfxl.scoring.rounding import SAME_POINTS
from perfxl.standards.profile import Profile

# 一人、一次、一个的标准，不是总额。
_NOT_TOTALS = Pattern(r"标准|单价|每|均(?!衡)|^单(?!位)|[全半]天|日补|^[百千万]元|百公里")
# 省下来的、收回来的，不是花出去的。
_NOT_SPENT = ("节约", "节省", "降低", "减少", "挽回", "收回", "总投资", "累计")
_TOTAL_COST = Pattern(r"总成本|总金额|总额|总支出|总费用|总经费")


def title_place(table: Table) -> Entry:
    """说整张表时指的格：标题，没有标题则左上角。"""
    return table.title if table.title.exists else Entry("", table.block.top, table.block.left)


@dataclass(frozen=True)
class Subject(Remembering):
    """一次检查的对象。"""

    table: Table
    score: TableScore
    profile: Profile

    @cached_property
    def rows(self) -> tuple[RowSubject, ...]:
        """各行指标，按表中先后。"""
        return tuple(map(RowSubject, self.table.indicators))

    @cached_property
    def target_cells(self) -> tuple[TargetCell, ...]:
        """各行有的每一边，见 ``indicator_cells.target_cells``。"""
        return tuple(cell for row in self.rows for cell in row.target_cells)

    @cached_property
    def stated_targets(self) -> tuple[StatedTarget, ...]:
        """各行写下的指标值，年初与调整后相同的只给一次。"""
        return tuple(stated for row in self.rows for stated in row.stated_targets)

    @cached_property
    def stated_names(self) -> tuple[tuple[Indicator, tuple[Entry, ...]], ...]:
        """各行的三级指标名称，年初与调整后相同的只给一次。"""
        return tuple(stated_names(self.table))

    @cached_property
    def likely_figures(self) -> tuple[LikelyFigure, ...]:
        """写错了位、说得出应是多少的数（PX231）。"""
        return likely_figures(self.score) if self.table.spec.scored else ()

    @cached_property
    def _slipped(self) -> frozenset[tuple[int, int]]:
        return frozenset(each.entry.place for each in self.likely_figures)

    def is_slipped(self, *entries: Entry) -> bool:
        """有一格是 PX231 已经说写错了位的：照它算的不再另报。"""
        return any(entry.place in self._slipped for entry in entries if entry.exists)

    @cached_property
    def unreported_rows(self) -> tuple[IndicatorScore, ...]:
        """完成值、得分全空的一段（PX131）。"""
        return unreported_rows(self.score.indicators) if self.table.spec.scored else ()

    @cached_property
    def _unreported(self) -> frozenset[int]:
        return frozenset(id(each.indicator) for each in self.unreported_rows)

    def is_unreported(self, row: Indicator) -> bool:
        """在 PX131 说的那一段里。"""
        return id(row) in self._unreported

    @cached_property
    def class_weights(self) -> list[ClassWeight] | None:
        """各类的分值，见 ``scoring.class_weights``。"""
        return class_weights(self.table.indicators)

    @property
    def place(self) -> Entry:
        """说整张表时指的格。"""
        return title_place(self.table)

    @cached_property
    def projects(self) -> tuple["Subject", ...]:
        """清单里的各个项目，各当作一张单张的表；别的表就是它自己。"""
        table = self.table
        if table.spec.shape is not Shape.LIST:
            return (self,)
        return tuple(
            replace(self, table=_single_project(table, line))
            for line in table.lines
            if line.name.text
        )

    @cached_property
    def printed_total(self) -> Decimal:
        """照所填的分相加，见 ``TableScore.printed_sum``。"""
        return self.score.printed_sum

    @cached_property
    def sums_rows_only(self) -> bool:
        """末一行“合计”的分值、得分正好都是各行之和，没有算资金情况里的执行率：表前后一致，没有印总分。"""
        total, execution = self.table.total, self.score.printed_execution or Decimal(0)
        weight, score = total.weight.number, total.score.number
        if not execution or weight is None or score is None or "总" in total.label.text:
            return False
        rows = self.weight_total - (self.score.execution.weight or Decimal(0))
        return weight == rows and abs(score - (self.printed_total - execution)) <= SAME_POINTS

    @property
    def execution_weight_is_certain(self) -> bool:
        """执行率计不计分、计几分是表里写着的，不是照口径补的。"""
        fund = self.table.annual_total
        printed = fund is not None and fund.weight.number is not None
        return printed or self.score.execution.weight is None

    @property
    def weight_total(self) -> Decimal:
        """各行分值加执行率分值，没填的按 0。"""
        return self.score.weight_total

    def cost_sum(self, column: str) -> "CostSum | None":
        """成本类指标的金额合计，``column`` 为 ``target``、``actual`` 或 ``target_adjusted``，以元计。

        成本指标里有一行是数量、文字，就不能合计，返回 ``None``；控制率一类的百分数、社会成本和生态
        环境成本不影响合计；人均标准不加，``standards`` 为真。
        """
        if column not in self._cost_sums:
            self._cost_sums[column] = self._cost_sum(column)
        return self._cost_sums[column]

    @cached_property
    def _cost_sums(self) -> dict[str, "CostSum | None"]:
        return {}

    def _cost_sum(self, column: str) -> "CostSum | None":
        amounts: list[Cost] = []
        standards = False
        for indicator in self.table.indicators:
            if not indicator.indicator_class.is_money_cost:
                continue
            level3 = indicator.level3_adjusted if column == "target_adjusted" else indicator.level3
            entry: Entry = getattr(indicator, column)
            if not level3.text and not entry.text:
                continue  # 调整批复表里没有这一边
            value: Value = getattr(indicator, f"{column}_value")
            if column == "actual":
                value = in_money_of_target(indicator, self.table.money_factor)
            if value.kind is Kind.PERCENT:
                continue
            if value.kind is Kind.PER_HEAD:
                standards = True
                continue
            if _is_zero(value):
                continue
            if not _is_whole_amount(value) or not isinstance(value, Measured):
                return None
            if _NOT_TOTALS.search(level3.text.strip()):
                standards = True
                continue
            if any(word in level3.text for word in _NOT_SPENT) or _says_saved(indicator, value):
                continue
            amounts.append(Cost(level3.text, entry, value))
        return CostSum(tuple(amounts), standards) if amounts else None


def _says_saved(indicator: Indicator, value: Measured) -> bool:
    """指标值、完成值说的是省下多少（节约≥5万元），不是花了多少。"""
    target = indicator.target_value
    return value.is_saving or (isinstance(target, Measured) and target.is_saving)


class Cost(NamedTuple):
    """一行成本金额：指标名称、格、金额。"""

    name: str
    entry: Entry
    value: Measured


class CostSum(NamedTuple):
    """几行成本金额和它们的合计（元）；``standards`` 表示另有不能相加的人均标准。"""

    costs: tuple[Cost, ...]
    standards: bool = False

    @property
    def total(self) -> Decimal:
        """合计，以元计。"""
        return sum((cost.value.number for cost in self.costs), Decimal(0))

    @property
    def entries(self) -> list[Entry]:
        """各行的格。"""
        return [cost.entry for cost in self.costs]

    def is_broken_down_from(self, budget: Decimal) -> bool:
        """总数之外又列了明细：写着“总成本”的几行，或全部的一半，正好是预算。"""
        totals = [cost.value.number for cost in self.costs if _TOTAL_COST.search(cost.name)]
        return sum(totals, Decimal(0)) == budget or self.total == 2 * budget

    def differs_from(self, budget: Decimal, budget_unit: Decimal = Decimal(0)) -> bool:
        """与总数（元）真的不同，而不是按“万元”取整印出来的零头。

        总数本身是所印单位的整数倍时，取整说不通，差多少算多少；总数自己只印到 ``budget_unit``
        （元）的，不到一个单位的不算。
        """
        gap = abs(self.total - budget)
        if gap < budget_unit:
            return False
        units = [printed_unit(cost.value) for cost in self.costs]
        unit = min(units)
        if EXACT.remainder(budget, unit) == 0:
            return gap > 0
        return gap > largest_rounding([unit] * (len(units) + 1))


def _is_whole_amount(value: Value) -> bool:
    """一个总额：金额，或只写“1110万”的；“左右”和区间不算。"""
    if not isinstance(value, Measured) or value.approximate or value.upper is not None:
        return False
    if value.kind is Kind.QUANTITY:
        return value.unit is None and value.printed_scale > 1
    return value.kind is Kind.MONEY


def _is_zero(value: Value) -> bool:
    """写着 0，不论什么单位。"""
    return isinstance(value, Measured | Placeholder) and value.number == 0


def _single_project(table: Table, line: Line) -> Table:
    """清单里的一个项目，写成单张的目标表：只有它的指标，预算数是资金总额。"""
    named = [row for row in table.indicators if row.project.text == line.name.text]
    own = [row for row in named if row.project.row == line.name.row]  # 不同单位有同名的项目
    rows = tuple(own or named)
    budget = Fund(ANNUAL_TOTAL, line.name, initial=line.initial.total, role=FundRole.TOTAL)
    return table.as_single(indicators=rows, funds=(budget,), goals={})
