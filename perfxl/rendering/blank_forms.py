"""空白表：指标各行先写好一级、二级，其余由人填；下拉选项在模板里。"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from perfxl.model.form_spec import FormSpec, Scope, Shape
from perfxl.model.fund import ANNUAL_TOTAL
from perfxl.model.table import (
    Amounts,
    Entry,
    Form,
    Fund,
    FundRole,
    Indicator,
    Line,
    Table,
    Total,
)
from perfxl.rendering.derived.fresh_table import fresh_table, own_note
from perfxl.standards.profile import load_profile

# 一级指标下常设的二级指标和各留几行；见财预〔2020〕10号所附自评表的样式，行数是本项目约定。
_LEVELS: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    ("产出指标", (("数量指标", 2), ("质量指标", 2), ("时效指标", 2), ("成本指标", 2))),
    (
        "效益指标",
        (
            *(("经济效益指标", 1), ("社会效益指标", 1)),
            *(("生态效益指标", 1), ("可持续影响指标", 1)),
        ),
    ),
    ("满意度指标", (("服务对象满意度指标", 2),)),
)
_FUNDS = {
    ANNUAL_TOTAL: FundRole.TOTAL,
    "财政拨款": FundRole.GRANT,
    "其他资金": FundRole.OTHER,
}
_DEPARTMENT_FUNDS = {
    "资金总额": FundRole.TOTAL,
    "基本支出": FundRole.BASIC_EXPENSE,
    "项目支出": FundRole.PROJECT_EXPENSE,
}
_BLANK_LINES = 12
_SUMMARY_LINES = 14


def blank_table(form: Form, title: str, scope: Scope | None = None) -> Table:
    """一张没有内容的表；``scope`` 是说的是什么，不写的照这种表的第一个。"""
    spec = form.spec
    whole = (scope or spec.scopes[0]) is Scope.DEPARTMENT
    funds = _DEPARTMENT_FUNDS if whole else _FUNDS
    execution = load_profile().execution_weight if spec.scored else None
    return fresh_table(
        form,
        title,
        money_unit=spec.money_unit,
        remarks=own_note(form),
        funds=tuple(_funds(funds, execution)) if not spec.lines else (),
        indicators=tuple(_indicators()) if spec.indicators else (),
        lines=tuple(_lines(spec)),
        sums=(Line(0, Entry("合计")),) if spec.shape is Shape.LIST else (),
        total=Total(weight=Entry(number=Decimal(100))),
    )


def without_points(table: Table) -> Table:
    """同 ``table``，资金的分值、执行率、得分空着：计几分不照默认的口径。"""
    blank = [replace(fund, weight=Entry(), rate=Entry(), score=Entry()) for fund in table.funds]
    return replace(table, funds=tuple(blank))


def _funds(roles: Mapping[str, FundRole], execution: Decimal | None) -> Iterator[Fund]:
    """资金各行：首行是总额，其余是它的一部分；``execution`` 是预算执行率的分值，只在总额一行计，不评分的为 ``None``。"""
    total, *_ = roles
    for name, role in roles.items():
        if name == total:
            yield Fund(name, Entry(name), role=role, weight=Entry(number=execution))
            continue
        unscored = Entry() if execution is None else Entry("-")
        part = Fund(name, Entry(name), role=role, part_of=Entry(total))
        yield replace(part, weight=unscored, rate=unscored, score=unscored)


def _indicators() -> Iterator[Indicator]:
    row = 0
    for level1, groups in _LEVELS:
        for level2, count in groups:
            for _ in range(count):
                row += 1
                yield Indicator(row, Entry(level1), Entry(level2), Entry(), Entry())


def _lines(spec: FormSpec) -> Iterator[Line]:
    if spec.shape is Shape.LIST:
        yield Line(0, Entry())
    elif spec.shape is Shape.TWO_SIDED:
        for row in range(1, _SUMMARY_LINES + 1):
            last = row == _SUMMARY_LINES
            for side, total in (("income", "收入总计"), ("expense", "支出总计")):
                yield Line(row, Entry(total if last else ""), side=side)
    elif spec.shape in (Shape.LINES, Shape.RESULTS):
        yield Line(0, Entry("合计"), initial=Amounts())
        yield from (Line(0, Entry()) for _ in range(_BLANK_LINES))
