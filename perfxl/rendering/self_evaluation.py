"""自评表模板的占位：表里的内容，加上算出的执行率、得分、总分、等级。"""

from decimal import Decimal

from perfxl.grammar import Measured, parse
from perfxl.model.score import IndicatorScore, TableScore
from perfxl.model.table import PROJECT_FIELDS, Fund, Indicator, Table
from perfxl.reading.grades import grade_in, with_grade
from perfxl.rendering.template import PlanValue, Repeated, SheetPlan, Template, plan_sheet
from perfxl.rules.subject import Subject
from perfxl.scoring.judging import is_ratio
from perfxl.scoring.rounding import plain
from perfxl.standards.profile import Profile

# 模板里各有位置的栏目；其余读到的栏目连同“名称：”写进“其他栏目”。
_FIELDS = ("主管部门", "实施单位", "填报单位", "填报日期", "联系人", "联系电话")
_SECOND_LEVEL = ("财政拨款", "财政资金", "其他", "非财政", "单位自筹", "上年结转")


def plan_self_evaluation(
    template: Template, table: Table, score: TableScore, profile: Profile
) -> SheetPlan:
    """排出一张自评表；模板有误时抛 ``TemplateError``。"""
    return plan_sheet(
        template,
        _fields(table, score, profile),
        {
            "资金": Repeated([_fund(fund, table, score) for fund in table.funds]),
            "指标": Repeated(
                [_indicator(row, score) for row in score.indicators],
                merged_fields=("一级指标", "二级指标"),
                required=True,
            ),
        },
    )


def _fields(table: Table, score: TableScore, profile: Profile) -> dict[str, PlanValue]:
    fields: dict[str, PlanValue] = {
        name: table.fields[name].text if name in table.fields else "" for name in _FIELDS
    }
    others = [name for name in table.fields if name not in (*_FIELDS, *PROJECT_FIELDS)]
    named = [name for name in PROJECT_FIELDS if name in table.fields] or ["项目名称"]
    others += named[1:]
    conclusion = table.conclusion.text
    total = score.total if score.total is not None else table.total.score.number
    grade = score.grade or table.grade.text
    return fields | {
        "名称栏": named[0],
        "名称": table.project,
        "其他栏目": "".join(f"　　{name}：{table.fields[name].text}" for name in others),
        "标题": table.title.text or "项目支出绩效自评表",
        "年度": str(table.year) if table.year else "    ",
        "资金栏": f"项目资金\n（{table.money_unit}）" if table.money_unit else "项目资金",
        "预期目标": table.goals["expected"].text if "expected" in table.goals else "",
        "实际完成情况": table.goals["actual"].text if "actual" in table.goals else "",
        "总分值": Subject(table, score, profile).weight_total or None,
        "总分": total,
        "等级": grade,
        "自评结论": with_grade(conclusion, grade) if grade_in(conclusion) and grade else conclusion,
    }


def _fund(fund: Fund, table: Table, score: TableScore) -> dict[str, PlanValue]:
    is_total = fund is table.total_fund
    rate: PlanValue = fund.rate.number / 100 if fund.rate.number is not None else "-"
    if is_total and score.execution.rate is not None:
        rate = score.execution.rate / 100
    if is_total:
        indent = ""
    else:
        indent = "　" if fund.name.startswith(_SECOND_LEVEL) else "　　"
    return {
        "名称": indent + fund.name,
        "年初预算数": fund.initial.number,
        "全年预算数": fund.adjusted.number,
        "全年执行数": fund.executed.number,
        "分值": score.execution.weight if is_total else "-",
        "执行率": rate,
        "得分": score.execution.score if is_total else "-",
    }


def _indicator(row: IndicatorScore, score: TableScore) -> dict[str, PlanValue]:
    indicator = row.indicator
    judged = row.judged.score
    return {
        "一级指标": _level1(row, score),
        "二级指标": indicator.level2.text,
        "三级指标": indicator.level3.text,
        "年度指标值": indicator.target.text,
        "实际完成值": _actual(indicator),
        "分值": row.weight,
        "得分": judged if judged is not None else row.printed,
        "未完成原因分析": indicator.reason.text,
        "备注": indicator.note.text,
        "得分说明": row.judged.explanation,
    }


def _actual(indicator: Indicator) -> str:
    """度量单位单列的表，完成值只写了数的，补上单位：模板里没有单位一栏。"""
    text, unit = indicator.actual.text, indicator.unit.text
    value = parse(text)
    if isinstance(value, Measured) and value.unit is None and unit not in ("", "/", "-", "无"):
        target = parse(indicator.target.text)
        if unit == "%" and isinstance(target, Measured) and is_ratio(value.number, target.number):
            # 评分把 0.93 当 93% 比，成表也照样写，不能成了 0.93%。
            return f"{plain(value.number * 100)}%"
        return f"{text}{unit}"
    return text


def _level1(row: IndicatorScore, score: TableScore) -> str:
    """一级指标名，下面写它的分值合计。"""
    name = row.indicator.level1.text
    weights = [each.weight for each in score.indicators if each.indicator.level1.text == name]
    if not name or any(weight is None for weight in weights):
        return name
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    return f"{name}\n（{plain(total)}分）"
