"""自评表的内容：表里的内容，加上算出的执行率、得分、总分、等级。"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from perfxl.grammar import Measured, parse
from perfxl.grammar.context import with_unit
from perfxl.grammar.nearer import is_bare_ratio
from perfxl.model.score import IndicatorScore, TableScore
from perfxl.model.table import Fund, Indicator
from perfxl.plans.placeholders import Reference
from perfxl.plans.plan_values import PlanValue
from perfxl.plans.template import Content, Group, Item
from perfxl.rendering.form_content import form_content, printed_funds
from perfxl.rendering.stated_values import stated
from perfxl.rendering.written_numbers import with_written_numbers, written_rate
from perfxl.scoring.rounding import no_finer, plain
from perfxl.scoring.slips import written_execution_rate
from perfxl.scoring.written_values import written_result
from perfxl.standards.profile import Profile


def printed_content(score: TableScore, used: Collection[Reference]) -> Content:
    """一张自评表照原样：得分、总分、等级、结论都是表里所填的。"""
    content = form_content(score.table, used)
    rows = content.groups["指标"]
    items = [
        Item({**item.values, "一级指标": _level1(row, score)}, of=item.of)
        for item, row in zip(rows.items, score.indicators, strict=True)
    ]
    total = {"总分值": content.values["总分值"] or score.known_weight_total}
    return Content(
        {**content.values, **total},
        {
            **content.groups,
            "指标": replace(rows, items=items),
            "资金": _with_dashes(content.groups["资金"], score),
        },
        content.printed,
    )


# 只有总额计分的几栏。
_OF_TOTAL = ("分值", "执行率", "得分")


def _with_dashes(funds: Group, score: TableScore) -> Group:
    """照原样写的，没有填的与算出的一样写一横；总额也没有、不知道计不计分的，整栏空着。"""
    total = next((each for each in funds.items if each.of is score.table.annual_total), None)
    if total is None:
        return funds
    told = [name for name in _OF_TOTAL if total.values.get(name) not in _BLANK]
    names = _OF_TOTAL if _scored_elsewhere(score) else told
    items = [
        replace(each, values={**each.values, **_dashes(each.values, names)}) for each in funds.items
    ]
    return replace(funds, items=items)


def _scored_elsewhere(score: TableScore) -> bool:
    """执行率印成一行指标，资金这里一分也不计。"""
    return score.execution.weight is None and any(
        row.indicator.is_execution for row in score.indicators
    )


def _dashes(values: Mapping[str, PlanValue], names: Collection[str]) -> dict[str, PlanValue]:
    return {name: "-" for name in names if values.get(name) in _BLANK}


_BLANK = (None, "")


def scored_content(
    score: TableScore, profile: Profile, used: Collection[Reference], conclusion: str = ""
) -> Content:
    """一张评过分的自评表的内容；``conclusion`` 是表里没有写结论时用的（草稿）。

    ``score`` 里靠可疑的数的已经照所填（``scoring.slips.as_filled``）。总分算不出的照表里所填；
    有没读成的行的，写出来的行不全，总分、等级、分值合计都空着。写着的结论一个字不改。
    """
    table = score.table
    content = form_content(with_written_numbers(table, profile.decimals), used)
    total, grade = written_result(score, profile)
    weight = None if score.unread else score.known_weight_total or table.total.weight.number
    values = {
        **content.values,
        "总分值": weight,
        "总分": total,
        "执行率分值": score.execution.weight,
        "等级": grade,
        "自评结论": table.conclusion.text or conclusion,
    }
    funds = content.groups["资金"]
    rows = content.groups["指标"]
    mapped = {id(row): item for row, item in zip(table.indicators, rows.items, strict=True)}
    has_units = Reference("指标", "度量单位") in used
    return Content(
        values,
        {
            **content.groups,
            "资金": replace(
                funds,
                items=[
                    Item({**item.values, **_fund(fund, score)}, of=fund)
                    for item, fund in zip(funds.items, printed_funds(table), strict=True)
                ],
            ),
            "指标": Group(
                [
                    Item(
                        {**mapped[id(row.indicator)].values}
                        | _indicator(row, score, profile.decimals)
                        | ({} if has_units else {"实际完成值": _actual(row.indicator)}),
                        of=row.indicator,
                    )
                    for row in score.indicators
                ],
                rows.attributes,
                merged=rows.merged,
                required=True,
            ),
        },
        content.printed,
    )


def _fund(fund: Fund, score: TableScore) -> dict[str, PlanValue]:
    is_total = fund is score.table.annual_total
    unknown = is_total and any(each.number is None for each in (fund.budget, fund.executed))
    blank = "" if unknown else "-"  # 没有填、公式没有结果，是多少不知道：留着填
    rate: PlanValue = written_rate(fund.rate.number) if fund.rate.number is not None else blank
    due = written_execution_rate(score) if is_total else None
    if due is not None:
        rate = written_rate(due)
    scored = is_total and not _scored_elsewhere(score)
    return {
        "分值": score.execution.weight if scored else "-",
        "执行率": rate,
        "得分": score.execution.score if scored else "-",
    }


def _indicator(row: IndicatorScore, score: TableScore, decimals: int) -> dict[str, PlanValue]:
    judged = row.judged.score
    return {
        "一级指标": _level1(row, score),
        "分值": row.weight,
        "得分": judged
        if judged is not None or row.printed is None or row.is_unknown
        else no_finer(row.printed, decimals),
        "得分说明": _explained(row),
    }


def _explained(row: IndicatorScore) -> str:
    """得分怎样来的；由评价人定、已经填了的，不再请他核定。"""
    if row.judged.score is None and row.printed is not None and not row.is_unknown:
        return f"照所填的{plain(row.printed)}分"
    return row.judged.explanation


def _actual(indicator: Indicator) -> str:
    """度量单位单列的表，完成值只写了数的，补上单位：模板里没有单位一栏。"""
    text, unit = stated(indicator.actual), indicator.unit.text
    value = parse(text)
    if unit == "%" and isinstance(value, Measured) and value.unit is None:
        if is_bare_ratio(indicator.actual_value, indicator.target_value):
            # 评分把 0.93 当 93% 比，成表也照样写，不能成了 0.93%。
            return f"{plain(value.number * 100)}%"
        return f"{text}%"
    return with_unit(text, unit, indicator.target_value)


def _level1(row: IndicatorScore, score: TableScore) -> str:
    """一级指标名，下面写它的分值：原表印着的照印，没有印的是各行的合计。"""
    name, printed = row.indicator.level1.text, row.indicator.level1_weight
    if name and printed is not None:
        return f"{name}\n（{plain(printed)}分）"
    weights = [each.weight for each in score.indicators if each.indicator.level1.text == name]
    if not name or any(weight is None for weight in weights):
        return name
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    return f"{name}\n（{plain(total)}分）"
