"""读懂以后的表：指标、资金、目标、总分，每个值都记着自己的单元格。"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.context import NO_CONTEXT, RowContext, read_actual, read_target
from perfxl.grammar.exact_numbers import decimal_places
from perfxl.grammar.values import Deadline, Value
from perfxl.model.address import Block
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.entry import ABSENT as ABSENT
from perfxl.model.entry import Derived as Derived
from perfxl.model.entry import Entry as Entry
from perfxl.model.entry import OddlyShown as OddlyShown
from perfxl.model.form import Form as Form
from perfxl.model.form_spec import FormSpec, Scope, Shape, Stage
from perfxl.model.fund import Fund as Fund
from perfxl.model.fund import FundDoubt as FundDoubt
from perfxl.model.fund import FundGroup as FundGroup
from perfxl.model.fund import FundRole as FundRole
from perfxl.model.fund import Period as Period
from perfxl.model.fund import fund_groups, total_of
from perfxl.model.indicator_class import NOT_CLASSIFIED, Classified
from perfxl.model.indicator_class import IndicatorClass as IndicatorClass
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.printed_unit import UnitConflict, units_apart
from perfxl.model.remark import Aside as Aside
from perfxl.model.remark import Remark as Remark
from perfxl.model.remark import RemarkKind as RemarkKind
from perfxl.model.unread import UnreadRow, UnreadSheet

# 项目名称、部门名称可能印作这些栏目，先中者为准。
PROJECT_NAMES = (
    "项目名称",
    "二级项目名称",
    *("转移支付(项目)名称", "转移支付（项目）名称", "转移支付名称"),
    *("专项(项目)名称", "专项（项目）名称", "专项资金名称"),
)
# 与二级项目名称一起印的是它的大类；自己单独印的，它就是项目名称。
FIRST_LEVEL_NAME = "一级项目名称"
PROJECT_FIELDS = (
    *PROJECT_NAMES,
    "资金名称",
    *("部门名称", "部门(单位)名称", "部门（单位）名称", "预算部门名称", "单位名称"),
)


@dataclass(frozen=True)
class Indicator:
    """绩效指标的一行；指标值、完成值是多少，问过一次就记着。

    ``level1_weight``、``level2_weight`` 是一级、二级指标印的分数，如 (50分)；一级的写在别的格（单列一栏的）
    是 ``level1_points``；``nature``、``value``、``unit`` 是单列的
    指标性质、数和度量单位（没有单列时为 ``ABSENT``，``target`` 里已拼在一起）；``shares_points``
    表示分值与上面的行合并成一格，分都算在上面那一行；``directed`` 表示性质一栏只写着正向、反向，
    符号、单位都合写在指标值里。调整批复表里 ``level3``、``target`` 是年初的，
    ``level3_adjusted``、``target_adjusted`` 是调整后的。``remedy`` 是自成一栏的改进措施，
    ``reason`` 里也有。``blanked`` 是照去年写的待填的一行留空以前合写的指标值，分栏时照它写性质、单位。
    ``project`` 是清单里所属的项目（编码-名称）。
    ``classified`` 是它的类别和来处，读表时定（``reading.indicator_classes``）；``context`` 是各值要照着读的上下文。
    """

    row: int
    level1: Entry
    level2: Entry
    level3: Entry
    target: Entry
    actual: Entry = ABSENT
    to_date: Entry = ABSENT
    expected: Entry = ABSENT
    done_rate: Entry = ABSENT
    weight: Entry = ABSENT
    score: Entry = ABSENT
    reason: Entry = ABSENT
    likelihood: Entry = ABSENT
    note: Entry = ABSENT
    nature: Entry = ABSENT
    value: Entry = ABSENT
    unit: Entry = ABSENT
    level3_adjusted: Entry = ABSENT
    target_adjusted: Entry = ABSENT
    weight_adjusted: Entry = ABSENT
    explanation: Entry = ABSENT
    criterion: Entry = ABSENT
    last_year: Entry = ABSENT
    blanked: Entry = ABSENT
    project: Entry = ABSENT
    remedy: str = ""
    level1_weight: Decimal | None = None
    level1_points: Entry = ABSENT
    level2_weight: Decimal | None = None
    shares_points: bool = False
    directed: bool = False
    classified: Classified = NOT_CLASSIFIED
    context: RowContext = NO_CONTEXT

    @property
    def is_split(self) -> bool:
        """指标值拆成性质、数值、单位几栏写着的。"""
        return (self.nature.exists or self.value.exists) and not self.directed

    @cached_property
    def target_value(self) -> Value:
        """指标值，照表上别处写的读。"""
        return read_target(self.target.to_read, self.context)

    @cached_property
    def target_adjusted_value(self) -> Value:
        """调整后的指标值。"""
        context = self.context._replace(name=self.level3_adjusted.text)
        return read_target(self.target_adjusted.to_read, context)

    @cached_property
    def actual_value(self) -> Value:
        """实际完成值。"""
        return read_actual(self.actual.to_read, self.context, self.target_value)

    @cached_property
    def indicator_class(self) -> IndicatorClass:
        """属于哪一类；没有写明、一格写了几类的是 ``UNKNOWN``。"""
        return self.classified.indicator_class

    @cached_property
    def is_cost(self) -> bool:
        """成本的各类。"""
        return self.indicator_class.is_cost

    @property
    def is_timeliness(self) -> bool:
        """时效一类：里面的时长越短越好。"""
        return self.indicator_class is IndicatorClass.TIMELINESS

    @cached_property
    def is_execution(self) -> bool:
        """印在指标栏里的预算执行率一行。"""
        return self.classified.indicator_class is IndicatorClass.EXECUTION


class Amounts(NamedTuple):
    """预算一行的一组金额。只有功能分类表分基本支出和项目支出，别的表只有 ``total``。"""

    total: Entry = ABSENT
    basic: Entry = ABSENT
    project: Entry = ABSENT


NO_AMOUNTS = Amounts()
# 预算一行有哪几组金额。
AMOUNT_GROUPS = ("initial", "adjusted", "change", "executed")


@dataclass(frozen=True, slots=True)
class Line:
    """预算表的一行，或批复清单里的一个项目。

    ``side`` 是收支总表的 ``income``（收入）或 ``expense``（支出），别的表为 ``""``。
    ``organisation`` 是清单里项目所属的单位。``ordinal`` 是单独一栏里分上下级的序号（一、（一）、1），
    写在名称前面的、只是 1、2、3 编下去的没有。``executed``、``rate``、``score``、``grade`` 是自评汇总表
    一个项目的执行数、执行率、得分、等级，``year`` 是几年写在一张里的逐行写着的年度（``number`` 是哪一年）。
    审核表的一行是一项审核内容：``category`` 是哪一类审核，``criterion`` 是审核要点，
    ``grade`` 是审核意见；打分的，``weight`` 是分值，``score`` 是得分。
    审核表里加总的一行（一、完整性审核（20分）；小计），``sum_of`` 是它加的各行的行号。
    """

    row: int
    name: Entry
    code: Entry = ABSENT
    initial: Amounts = NO_AMOUNTS
    adjusted: Amounts = NO_AMOUNTS
    change: Amounts = NO_AMOUNTS
    executed: Amounts = NO_AMOUNTS
    rate: Entry = ABSENT
    weight: Entry = ABSENT
    score: Entry = ABSENT
    grade: Entry = ABSENT
    note: Entry = ABSENT
    side: str = ""
    category: Entry = ABSENT
    year: Entry = ABSENT
    goal: Entry = ABSENT
    criterion: Entry = ABSENT
    organisation: Entry = ABSENT
    organisation_code: Entry = ABSENT
    ordinal: Entry = ABSENT
    sum_of: tuple[int, ...] = ()

    @property
    def of_year(self) -> int | None:
        """逐行写着的年度；没有这一栏、读不成年度的为 ``None``。"""
        return None if self.year.number is None else int(self.year.number)

    def amounts_of(self, group: str) -> Amounts:
        """一组金额：``initial``、``adjusted``、``change`` 或 ``executed``。"""
        found: Amounts = getattr(self, group)
        return found

    def with_amounts(self, renewed: Callable[[Entry], Entry]) -> "Line":
        """各个金额都照 ``renewed`` 换过的同一行。"""
        groups: dict[str, Any] = {
            key: Amounts(*map(renewed, self.amounts_of(key))) for key in AMOUNT_GROUPS
        }
        return replace(self, **groups)

    @property
    def budget(self) -> Entry:
        """算执行率用的预算数：全年的；没有这一栏的是年初的。"""
        return self.adjusted.total if self.adjusted.total.exists else self.initial.total

    @property
    def side_entry(self) -> Entry:
        """收支当作一栏；表里没有单独的格。"""
        return Entry(self.side)

    @property
    def numbered_name(self) -> str:
        """连同单独一栏的序号的名称：``一、一般公共预算``、``（一）培训``。"""
        ordinal, name = self.ordinal.text, self.name.text
        if not ordinal or ordinal[-1] in "、.．)）":
            return ordinal + name
        return f"{ordinal}.{name}" if ordinal[-1].isdigit() else f"{ordinal}、{name}"


@dataclass(frozen=True, slots=True)
class Task:
    """“年度主要任务”里的一项：名称、主要内容，预算金额的总额、财政拨款、其他资金；没有的栏为 ``ABSENT``。"""

    row: int
    name: Entry
    content: Entry = ABSENT
    total: Entry = ABSENT
    grant: Entry = ABSENT
    other: Entry = ABSENT

    @property
    def amounts(self) -> tuple[Entry, ...]:
        """金额的三格。"""
        return (self.total, self.grant, self.other)

    def with_amounts(self, renewed: Callable[[Entry], Entry]) -> "Task":
        """各个金额都照 ``renewed`` 换过的同一项。"""
        total, grant, other = map(renewed, self.amounts)
        return replace(self, total=total, grant=grant, other=other)


class ContinuedOn(NamedTuple):
    """接着写在另一张工作表上的一块；``headless`` 是那里没有表头，照上一张的各栏读的。"""

    sheet: str
    block: Block
    headless: bool


class Total(NamedTuple):
    """总分一行。"""

    label: Entry = ABSENT
    weight: Entry = ABSENT
    score: Entry = ABSENT


@dataclass(frozen=True)
class Table:
    """一张读懂了的表；资金总额一类由各行得出的，问过一次就记着。

    ``scope``（说的是项目、部门整体……）和 ``stage``（申报、批复、调整、自评）读表时定下，同一种表
    各处用法不同的也分得开；``spec`` 是这种表的样子。``month`` 是监控到几月，没有写明为 ``None``；
    ``heads_period``：标题下的一行写着到几月。
    ``fields`` 以规范名为键，如 ``项目名称``；有栏目而没填的在 ``blank_fields``，表上所印的名称
    与规范名不同的在 ``field_labels``，几栏（原因、指标解释、汇总表的备注）所印的栏名在 ``head_labels``，
    ``field_order`` 是各栏目在表上的先后，``period_label`` 是实施期目标一栏所印的名称，
    ``phone_of`` 是“联系电话”写在哪个人的栏目（填报人）后面，``signed_rows`` 是表下签名的
    各行。``details`` 是别的文字
    栏目（部门职能、实施计划、保障措施……），以所印的名称为键。``grade`` 的文字就是等级（优、良、中、差），
    格是写着它的格；``grade_cell`` 是专门的等级格，文字照印，没有时为 ``ABSENT``。``sums`` 是清单的
    合计行，审核表里各类审核的小计；``period_indicators`` 是与年度指标左右并列的实施期（中期）指标。
    ``subtotals`` 是自评表总分一行以上、写着得分的合计行；``score_sums`` 是夹在指标中间的小计，
    ``sum_of`` 是它上面、前一个小计以下的各行。
    ``total_again`` 是总分另写（或空着）的一处，``total`` 以外的；``conclusion_label`` 是自评结论一栏所印的名称。
    ``tasks`` 是“年度主要任务”的各项，``task_sums`` 是它的合计行；栏名不全认得的没有，``details`` 里总有这一段。
    ``remarks`` 是表格以外的几行：附件号、表号、填表说明。
    ``leftover`` 是没有读懂的格，``unread_columns`` 是没有读的栏的栏名（``unread_contents`` 连同下面的内容）；
    ``hidden`` 表示整张工作表是隐藏的，``hidden_columns`` 是隐藏而有内容的各列最上面的一格。
    ``blank_columns`` 是其中一格内容也没有的。
    ``titled_evaluation`` 表示标题写自评，完成值、得分的栏却没有认出，照别的表读的。
    ``weights_were_shares`` 表示分值印的是 100 分里的比例（0.2），各 ``number`` 已折成分（20）。
    ``placed_columns`` 是栏名不认得、照位置、照下面写的猜的栏：栏名，当作哪一栏。
    ``oddly_shown`` 是格式让人看到的和存的对不上的格；``unit_conflicts`` 是管着同一些资金、写得不同的金额单位，
    ``stated_years`` 是标题、年度一行里写得不同的年度。
    ``continued_on`` 是接着写在下面几张工作表上的各块；那里的格，``Entry.sheet`` 不为空。
    ``continues`` 不空的，是那张工作表上的表接着写下来的后半。
    ``nothing_filled``：印好的字以外一处也没有填，见 ``is_blank_form``。
    ``unread_rows`` 是表格里没有读成的行：有这样的行，总分、等级、合计一类要看全部各行的判断都不作。
    """

    form: Form
    scope: Scope = field(kw_only=True)
    stage: Stage = field(kw_only=True)
    book: str
    sheet: str
    block: Block
    title: Entry
    year: int | None
    month: int | None = field(default=None, kw_only=True)
    heads_period: bool = field(default=False, kw_only=True)
    money_unit: str | None
    fields: dict[str, Entry]
    blank_fields: dict[str, Entry]
    field_labels: dict[str, str] = field(default_factory=dict, kw_only=True)
    field_order: tuple[str, ...] = field(default=(), kw_only=True)
    head_labels: dict[str, str] = field(default_factory=dict, kw_only=True)
    phone_of: str = field(default="", kw_only=True)
    signed_rows: tuple[int, ...] = field(default=(), kw_only=True)
    funds: tuple[Fund, ...]
    goals: dict[str, Entry]
    period_label: str = field(default="", kw_only=True)
    indicators: tuple[Indicator, ...] = ()
    period_indicators: tuple[Indicator, ...] = ()
    lines: tuple[Line, ...] = ()
    sums: tuple[Line, ...] = ()
    details: dict[str, Entry] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    task_sums: tuple[Task, ...] = ()
    total: Total = field(default_factory=Total)
    subtotals: tuple[Total, ...] = ()
    score_sums: tuple[Line, ...] = ()
    total_again: Total = field(default_factory=Total, kw_only=True)
    conclusion: Entry = ABSENT
    conclusion_label: str = field(default="", kw_only=True)
    grade: Entry = ABSENT
    grade_cell: Entry = ABSENT
    hints: tuple[Entry, ...] = ()
    unrecognised: tuple[Entry, ...] = ()
    remarks: tuple[Remark, ...] = ()
    leftover: tuple[Entry, ...] = ()
    unread_columns: tuple[Entry, ...] = ()
    unread_contents: tuple[tuple[Entry, tuple[Entry, ...]], ...] = ()
    blank_columns: tuple[Entry, ...] = ()
    placed_columns: tuple[tuple[Entry, str], ...] = ()
    unread_rows: tuple[UnreadRow, ...] = ()
    uncalculated: tuple[Entry, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[Entry, ...] = ()
    oddly_shown: tuple[OddlyShown, ...] = ()
    unit_conflicts: tuple[UnitConflict, ...] = ()
    stated_years: tuple[Entry, ...] = ()
    hidden: bool = False
    titled_evaluation: bool = False
    weights_were_shares: bool = False
    continues: str = ""
    nothing_filled: bool = False
    continued_on: tuple[ContinuedOn, ...] = ()

    @property
    def sheets(self) -> tuple[str, ...]:
        """占着的各张工作表，自己的在先。"""
        return (self.sheet, *(each.sheet for each in self.continued_on))

    @property
    def is_blank_form(self) -> bool:
        """一页空的表样，还没有填：校验只说一句，汇总不算项目。"""
        return self.nothing_filled and not self.continues

    def holds(self, sheet: str, row: int) -> bool:
        """工作表 ``sheet`` 的这一行在表里。"""
        places = ((self.sheet, self.block), *(each[:2] for each in self.continued_on))
        return any(name == sheet and block.top <= row <= block.bottom for name, block in places)

    def sheet_of(self, entry: Entry) -> str:
        """一格在哪张工作表上。"""
        return entry.sheet or self.sheet

    def place_named(self, entry: Entry) -> str:
        """连同工作表名的地址：``自评!F19``。"""
        return f"{self.sheet_of(entry)}!{entry.address}"

    def lacks_project(self, row: Indicator) -> bool:
        """清单里不知道属于哪个项目的一行：与谁同一个项目、分值合计多少，都不能判。"""
        return (
            self.spec.shape is Shape.LIST
            and not row.project.text
            and not self.fields.get("项目名称", ABSENT).text
        )

    def said_below(self, head: Entry) -> tuple[Entry, ...]:
        """没有读的一栏下面写着的内容；不知道的为空。"""
        return dict(self.unread_contents).get(head, ())

    @property
    def filled_unread_columns(self) -> tuple[Entry, ...]:
        """没有读的栏里，下面写着内容的。"""
        return tuple(each for each in self.unread_columns if each not in self.blank_columns)

    @property
    def spec(self) -> FormSpec:
        """这种表是什么样：有哪些栏、怎样排、评不评分。"""
        return self.form.spec

    @property
    def is_reported(self) -> bool:
        """单位报送的：不是批复单位发的，也不是审核的人填的审核表。"""
        return not self.stage.is_issued and self.spec.shape is not Shape.REVIEW

    def as_form(self, form: Form, **changes: Any) -> "Table":
        """改成另一种表：``scope`` 照旧（那种表没有这样用的取它的第一个），``stage`` 是那种表的；

        附件号、填表说明是原来那张表的，不带过去。
        ``changes`` 是另要改的各节，可以改 ``stage``。
        """
        spec = form.spec
        own: dict[str, Any] = {
            "form": form,
            "scope": self.scope if self.scope in spec.scopes else spec.scopes[0],
            "stage": spec.stages[0],
            "remarks": (),
            "tasks": (),
            "task_sums": (),
        }
        return replace(self, **(own | changes))

    def as_single(self, **changes: Any) -> "Table":
        """清单里的一个项目写成一张单张的表，还在清单的那一步。"""
        single = Form(self.spec.single)
        return self.as_form(single, stage=self.stage, lines=(), sums=(), **changes)

    def printed_fields(self) -> dict[str, Entry]:
        """填了的栏目，以表上所印的名称为键。"""
        return {self.field_labels.get(name, name): entry for name, entry in self.fields.items()}

    @property
    def called(self) -> str:
        """消息里怎样叫这张表：哪一种；目标表也用来批复的，说是批复的。"""
        label = self.form.label
        if self.stage is Stage.APPLICATION and self.spec.shape is Shape.LIST:
            return label.replace("批复", "申报")
        return f"批复的{label}" if self.stage.is_issued and "批复" not in label else label

    @property
    def project(self) -> str:
        """项目名称；部门整体表和清单则是部门、单位名称；都没有时为 ``""``。"""
        return self.project_entry.text

    @property
    def project_entry(self) -> Entry:
        """写着 ``project`` 的一格；没有为 ``ABSENT``。"""
        named = [name for name in PROJECT_FIELDS if name in self.fields]
        named += [name for name in self.fields if name.endswith("部门名称")]  # 省级预算部门名称
        return self.fields[named[0]] if named else ABSENT

    @cached_property
    def stray_totals(self) -> tuple[Entry, ...]:
        """总分一行里没有读的数：总分写在哪一格说不准。"""
        score = self.total.score
        return tuple(
            each
            for each in self.leftover
            if score.number is not None and each.row == score.row and each.number is not None
        )

    @cached_property
    def has_scores(self) -> bool:
        """读到了得分一栏；没有读到的，各行得分不知道，合不成总分。"""
        return any(row.score.exists for row in self.indicators)

    @cached_property
    def annual_total(self) -> Fund | None:
        """年度的资金总额；表里没有、或不止一个说不准的为 ``None``。"""
        return total_of(self.funds, Period.YEAR)

    @cached_property
    def latest_deadline(self) -> int | None:
        """指标值里的时限说到的最后一年；没有的为 ``None``。"""
        years: list[int] = []
        for row in self.indicators:
            value = row.target_adjusted_value if row.target_adjusted else row.target_value
            if isinstance(value, Deadline) and value.year is not None:
                years.append(value.year)
        return max(years, default=None)

    @property
    def whole_period_total(self) -> Fund | None:
        """整个实施期的资金总额。"""
        return total_of(self.funds, Period.WHOLE)

    def funds_of(self, period: Period) -> tuple[Fund, ...]:
        """一期的各行资金。"""
        return tuple(fund for fund in self.funds if fund.period is period)

    def fund_of(self, role: FundRole) -> Fund | None:
        """年度的一行资金，如基本支出；没有为 ``None``，资金总额不止一个的也是。"""
        own = (fund for fund in self.funds_of(Period.YEAR) if fund.role is role)
        return next((fund for fund in own if FundDoubt.ONE_OF_TOTALS not in fund.doubts), None)

    @cached_property
    def fund_groups(self) -> tuple[FundGroup, ...]:
        """资金的各个合计项和加成它的各项。"""
        return fund_groups(self.funds)

    @cached_property
    def amounts(self) -> tuple[Entry, ...]:
        """资金、预算各行的全部金额格，照表中先后；一格只算一次。"""
        funds = (entry for fund in self.funds for entry in (*fund.amounts, fund.change))
        lines = (
            entry
            for line in (*self.lines, *self.sums)
            for group in AMOUNT_GROUPS
            for entry in line.amounts_of(group)
        )
        tasks = (entry for task in (*self.tasks, *self.task_sums) for entry in task.amounts)
        own = {(e.row, e.column): e for e in (*tasks, *funds, *lines) if e.exists}
        return tuple(own[place] for place in sorted(own))

    @cached_property
    def column_decimals(self) -> dict[Entry, int]:
        """资金、预算各行的金额所在的一栏，最多印到几位小数：11 万元在两位小数的栏里就是 11.00。"""
        found: dict[Entry, int] = {}
        for key in FUND_AMOUNTS:
            column = [getattr(fund, key) for fund in self.funds]
            if key in AMOUNT_GROUPS:
                column += [line.amounts_of(key).total for line in self.lines]
            numbers = (each.number for each in column if each.number is not None)
            places = max(map(decimal_places, numbers), default=0)
            for each in column:
                found.setdefault(each, places)
        return found

    @cached_property
    def doubtful_amounts(self) -> tuple[Entry, ...]:
        """数字格式与单位不合、多少说不准的金额格。"""
        return tuple(entry for entry in self.amounts if entry.is_doubtful)

    def certain(self) -> "Table":
        """成表用的同一张表：说不准的金额空着；金额单位写得不一致的，金额照原表的数，单位空着。

        单位不同的金额在一张表里（折过的和没有折的）的，折过的照旧；都说得准的就是它自己。
        """
        own = self.with_amounts(Entry.certain) if self.doubtful_amounts else self
        if not self.unit_conflicts:
            return own
        units = {entry.column_unit for entry in own.amounts if entry.number is not None}
        if len(units) != 1:
            return own
        factor = self.money_factor
        return replace(own.with_amounts(lambda entry: entry.as_printed(factor)), money_unit=None)

    @property
    def units_apart_said(self) -> tuple[str, ...]:
        """金额单位写得不一致的各处，各半句；一致的为空。"""
        return tuple(each.said for each in units_apart(self.unit_conflicts))

    def with_amounts(self, renewed: Callable[[Entry], Entry]) -> "Table":
        """各个金额都照 ``renewed`` 换过的同一张表。"""
        return replace(
            self,
            funds=tuple(fund.with_amounts(renewed) for fund in self.funds),
            lines=tuple(line.with_amounts(renewed) for line in self.lines),
            sums=tuple(line.with_amounts(renewed) for line in self.sums),
            tasks=tuple(task.with_amounts(renewed) for task in self.tasks),
            task_sums=tuple(task.with_amounts(renewed) for task in self.task_sums),
        )

    @property
    def money_factor(self) -> Decimal | None:
        """表内金额 1 个单位合多少元；没有写单位时为 ``None``。"""
        return MONEY_FACTORS.get(self.money_unit or "")

    def by_level1(self) -> dict[str, list[Indicator]]:
        """各一级指标下的行，按表中先后；预算执行率行不算在内。"""
        groups: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            if not indicator.is_execution:
                groups.setdefault(indicator.level1.text, []).append(indicator)
        return groups


class UnknownPart(NamedTuple):
    """工作表里不认得的一块：范围，和里面看到的头几句话。"""

    sheet: str
    block: Block
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """一个工作簿里读到的全部表，没有表的工作表名，和不认得的部分。

    ``unread_sheets`` 是其中有内容的，供合计里点名；``result_sheets`` 是本程序写的结果表，没有读。
    ``asides`` 是有表的各张工作表上的批注、文本框，本程序自己写的不算；不读，成表时说一句。
    """

    file: str
    tables: tuple[Table, ...] = field(repr=False)  # 印出来有几屏
    other_sheets: tuple[str, ...] = ()
    unknown: tuple[UnknownPart, ...] = ()
    unread_sheets: tuple[UnreadSheet, ...] = ()
    result_sheets: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
