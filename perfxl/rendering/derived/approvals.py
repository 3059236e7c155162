"""申报表、目标表 → 批复表：单张的，和清单；申报表 → 目标表。"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from perfxl.matching.organisations import IMPLEMENTING
from perfxl.model.form_spec import Shape, Stage
from perfxl.model.fund import ANNUAL_TOTAL
from perfxl.model.table import (
    Amounts,
    Derived,
    Entry,
    Form,
    Fund,
    FundRole,
    Indicator,
    Line,
    Period,
    Table,
)
from perfxl.rendering.derived.fresh_table import common_year, fresh_table, named_title, years_said
from perfxl.rendering.derived.money import converted_entry
from perfxl.rendering.derived.sums import summed
from perfxl.rendering.derived.weights import weighted
from perfxl.rendering.form_content import indicators_of_lines
from perfxl.rendering.split_targets import split_target
from perfxl.standards.profile import Profile

# 拟一张表的分值照哪一份口径。
ProfileOf = Callable[[Table], Profile]
# 清单里一个项目的类别、单位取哪一栏，先有的为准。
_CATEGORIES = ("项目类别", "项目类型", "一级项目名称")
_UNITS = (*IMPLEMENTING, "编制单位", "填报单位", "申报单位", "主管部门")

# 清单抬头的部门，先有的为准。
_DEPARTMENTS = ("主管部门", "部门名称")
# 标题里写着它的，是批复的一份。
_ISSUED = "批复表"


def projects_of(table: Table) -> list[Table]:
    """清单拆成一个项目一张目标表；本来就是单张的照旧。"""
    if table.spec.shape is not Shape.LIST:
        return [table]
    tables: list[Table] = []
    for line, own in indicators_of_lines(table):
        fields = {"项目名称": line.name, **_department(table)}
        unit = line.organisation or table.fields.get("单位名称") or table.fields.get("填报单位")
        if unit:
            fields["实施单位"] = unit
        if line.category.text:
            fields[_CATEGORIES[0]] = line.category
        fund = Fund(
            ANNUAL_TOTAL,
            Entry(ANNUAL_TOTAL),
            line.initial.total,
            line.adjusted.total,
            role=FundRole.TOTAL,
        )
        tables.append(
            table.as_single(
                fields=fields,
                field_labels={},
                funds=(fund,),
                goals={"expected": line.goal},
                indicators=tuple(own),
            )
        )
    return tables


def _department(table: Table) -> dict[str, Entry]:
    """清单抬头写着的部门，是各个项目的主管部门；没有写的为空。"""
    entry = next((table.fields[each] for each in _DEPARTMENTS if each in table.fields), None)
    return {_DEPARTMENTS[0]: entry} if entry is not None and entry.text else {}


def single_approval(table: Table, form: Form) -> list[Table]:
    """申报表、目标表 → 单张的批复表；清单一个项目一张。"""
    year = f"{table.year}年" if table.year else ""
    return [
        each.as_form(
            form,
            stage=Stage.APPROVAL,
            title=named_title(f"{year}部门预算项目支出绩效目标批复表"),
        )
        for each in projects_of(table)
    ]


def single_target(table: Table, form: Form) -> list[Table]:
    """申报表、批复表 → 目标表：申报、批复的内容就是目标，指标、资金照抄，标题换成目标表的。"""
    year = f"{table.year}年" if table.year else ""
    printed = table.title.text
    title = printed.replace(_ISSUED, "表") if _ISSUED in printed else f"{year}{form.label}"
    return [table.as_form(form, title=named_title(title))]


def approval_list(tables: Sequence[Table], form: Form, profile: ProfileOf) -> Table:
    """几份申报表、目标表 → 一张批复清单：指标值拆成性质、数值、单位，没有分值的拟到 90 分。

    金额单位不同的都折成用得最多的那个。
    """
    units = Counter(table.money_unit for table in tables if table.money_unit)
    unit = units.most_common(1)[0][0] if units else None
    lines: list[Line] = []
    indicators: list[Indicator] = []
    for number, table in enumerate(tables, 1):
        if table.spec.shape is Shape.LIST:
            lines += table.lines
            indicators += table.indicators
            continue
        # 同名的项目靠行号分开
        name = Entry(_coded_name(table), number, derived=_code_and_name(table))
        amount = _budget_of(table, unit)
        lines.append(
            Line(
                row=0,
                name=name,
                initial=Amounts(amount),
                category=_field(table, *_CATEGORIES),
                goal=table.goals.get("expected", Entry()),
                organisation=_field(table, *_UNITS),
            )
        )
        rows = [row for row in table.indicators if not row.is_execution]
        rows = weighted(rows, profile(table), complete=not table.unread_rows)
        indicators += [replace(split_target(row), project=name) for row in rows]
    total = summed("合计", lines).initial.total
    if not any(row.note.text for row in indicators):  # 谁也没有写备注的，没有这一栏
        indicators = [replace(row, note=Entry()) for row in indicators]
    said = years_said(tables)
    return fresh_table(
        form,
        f"{f'{said}年' if said else ''}部门预算项目支出绩效目标批复表",
        year=common_year(tables),
        money_unit=unit,
        indicators=tuple(indicators),
        lines=tuple(lines),
        sums=(Line(row=0, name=Entry("合计"), initial=Amounts(total)),),
    )


def not_listed(tables: Sequence[Table]) -> dict[str, tuple[Entry, ...]]:
    """写成批复清单的各张单张表，清单没有位置的栏目和各项资金来源；各写在哪几格。"""
    left: dict[str, tuple[Entry, ...]] = {}
    for table in tables:
        if table.spec.shape is Shape.LIST:
            continue
        chosen = (_field(table, *names) for names in (("项目编码",), _CATEGORIES, _UNITS))
        listed = {entry.text for entry in (table.project_entry, *chosen)}
        own = {
            table.field_labels.get(name, name): (entry,)
            for name, entry in table.fields.items()
            if entry.text and entry.text not in listed
        }
        sources = tuple(
            fund.initial
            for fund in table.funds_of(Period.YEAR)
            if fund is not table.annual_total and fund.initial.text
        )
        for name, entries in (own | {"各项资金来源": sources}).items():
            left[name] = (*left.get(name, ()), *entries)
    return {name: entries for name, entries in left.items() if entries}


def _field(table: Table, *names: str) -> Entry:
    return next((table.fields[name] for name in names if name in table.fields), Entry())


def _coded_name(table: Table) -> str:
    code = _field(table, "项目编码").text
    return f"{code}-{table.project}" if code else table.project


def _code_and_name(table: Table) -> Derived:
    code = _field(table, "项目编码")
    why = "项目编码接项目名称" if code.text else ""
    return Derived(why, tuple(each for each in (code, table.project_entry) if each.exists))


def _budget_of(table: Table, unit: str | None) -> Entry:
    """项目年度的预算数（调整过的取年初数），折成 ``unit``；说不准总额的没有数。"""
    fund = table.annual_total
    amount = fund.initial if fund is not None else Entry()
    return converted_entry(amount, table.money_unit, unit)._replace(text="")
