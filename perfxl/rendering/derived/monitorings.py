"""目标表、申报表、批复表 → 绩效运行监控表。"""

from dataclasses import replace

from perfxl.model.form_spec import Scope
from perfxl.model.table import Entry, Form, Indicator, Table
from perfxl.rendering.derived.approvals import projects_of
from perfxl.rendering.derived.filing_unit import with_filing_unit
from perfxl.rendering.derived.fresh_table import named_title
from perfxl.rendering.derived.standing import annual_funds, standing_goal, standing_indicators


def monitorings(table: Table, form: Form) -> list[Table]:
    """指标值、预算写好，执行情况、全年预计、偏差原因留空；清单一个项目一张，调整过的用调整后的。"""
    return [_monitoring(each, form) for each in projects_of(table)]


def _monitoring(table: Table, form: Form) -> Table:
    year = f"{table.year}年度" if table.year else ""
    whole = "部门整体" if table.scope is Scope.DEPARTMENT else "项目"
    return table.as_form(
        form,
        title=named_title(f"{year}{whole}支出绩效运行监控表"),
        fields=with_filing_unit(table.fields),
        funds=tuple(
            replace(fund, executed=Entry(), weight=Entry(), rate=Entry(), score=Entry())
            for fund in annual_funds(table)
        ),
        goals={"expected": standing_goal(table)},
        indicators=tuple(map(_unreported, standing_indicators(table))),
        period_indicators=(),
        details={},
    )


def _unreported(row: Indicator) -> Indicator:
    """只有指标值的一行；分值监控表不用。"""
    return replace(row, weight=Entry(), actual=Entry(), score=Entry(), reason=Entry())
