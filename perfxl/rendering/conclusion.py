"""自评结论的草稿：总分、等级、执行率、做到几项、哪几项扣了几分，照一段可以改的文字写出。

文字模板是 ``templates/自评结论.txt``，jinja2 的写法，用户可以复制一份改成自己的说法。
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined
from jinja2 import TemplateError as JinjaError

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.remedies import cause_and_remedy
from perfxl.model.address import cell_address
from perfxl.model.score import IndicatorScore, TableScore
from perfxl.model.table import Entry, Table
from perfxl.plans.expansion import Expansion
from perfxl.plans.template import Content, SheetPlan, TemplateError
from perfxl.plans.template_language import TemplateLanguage
from perfxl.plans.template_work import TooMuchError
from perfxl.plans.written_cells import written_cells
from perfxl.scoring.rounding import grouped, plain, plain_or_blank, to_the_fen

# 草稿里必有的字样：没有删掉就是还没有人看过。
DRAFT = "草稿"
# 草稿里留给人写的一处（缺改进措施）：没有换掉就是还没有写。
UNWRITTEN = "（请补写"
_CONCLUSION = "自评结论"
# 写整张表下一步怎么改的一处叫什么；组织措施、保障措施不是。
_MEASURES = Pattern(r"(?:改进|整改)措施|^下一步")


def draft_conclusion(score: TableScore, text: str, name: str = "自评结论.txt") -> str:
    """写一段草稿；总分还算不出、还没有定（要先核对、待核定）的为 ``""``。``text`` 是文字模板，写错时抛 ``TemplateError``。"""
    if not text or score.total is None or not score.grade or score.is_unsettled:
        return ""
    try:
        said = str(_template(text).render(conclusion_facts(score)))
    except (JinjaError, LookupError, TypeError, ValueError, ArithmeticError) as error:
        line = getattr(error, "lineno", None)
        where = f"第{line}行" if line else ""
        raise TemplateError(
            f"结论模板“{name}”{where}{_fault(error)}；"
            "请对照 perfxl template new 自评结论 取来的那一份改正。"
        ) from error
    return said.strip()


def _fault(error: Exception) -> str:
    if isinstance(error, TooMuchError):
        return str(error)
    found = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(error))
    return f"“{found[1] or found[2]}”不认得" if found else "写得不通（大括号、{% %} 要成对）"


@lru_cache(maxsize=16)
def _template(text: str) -> Any:
    return TemplateLanguage(undefined=StrictUndefined, trim_blocks=True).from_string(text)


def conclusion_facts(score: TableScore) -> dict[str, Any]:
    """文字模板能用的名字。

    ``待核定`` 是程序判断不了、照所填的分计的三级指标，``达标数`` 是得满分的有几项（有一项说不准的为空）。
    ``扣分`` 是扣了分的各项，各有 ``三级指标``、``分值``、``得分``、``扣``、``原因``、``改进措施``、``说明``；
    ``缺措施`` 是其中原因里没有写怎么改的三级指标；表上另写着下一步措施的没有。
    """
    table, execution = score.table, score.execution
    fund = table.annual_total
    lost = [_lost(row, table.year) for row in score.indicators if _points_lost(row) > 0]
    return {
        "项目名称": table.project,
        "年度": table.year or "",
        "总分": plain(score.total or Decimal(0)),
        "等级": score.grade,
        "金额单位": table.money_unit or "",
        "全年预算数": _amount(fund.budget if fund is not None else None, table.money_unit),
        "全年执行数": _amount(fund.executed if fund is not None else None, table.money_unit),
        "执行率": plain_or_blank(execution.rate),
        "执行率得分": plain_or_blank(execution.score),
        "执行率分值": plain_or_blank(execution.weight),
        "指标数": len(score.indicators),
        "达标数": _met(score),
        "扣分": lost,
        "缺措施": []
        if _says_measures(table)
        else [each["三级指标"] for each in lost if not each["改进措施"]],
        "待核定": [row.indicator.level3.text for row in score.indicators if _is_open(row)],
    }


def _says_measures(table: Table) -> bool:
    """表上另有一处写着下一步怎么改。"""
    return any(entry.text and _MEASURES.search(name) for name, entry in table.details.items())


def _amount(entry: Entry | None, money_unit: str | None) -> str:
    """句子里的金额，写到分，千位分节；没有的空着。"""
    if entry is None or entry.number is None:
        return ""
    return grouped(to_the_fen(entry.number, money_unit))


def _is_open(row: IndicatorScore) -> bool:
    """程序判断不了、由评价人给分的行。"""
    return bool(row.weight) and row.judged.score is None and not row.indicator.shares_points


def _met(score: TableScore) -> str:
    """得满分的有几项；有一行没有分值、程序判断不了的为 ``""``。"""
    rows = score.indicators
    if any(not row.weight or row.judged.score is None for row in rows):
        return ""
    return str(sum(_points_lost(row) <= 0 for row in rows))


def _points_lost(row: IndicatorScore) -> Decimal:
    return (row.weight or Decimal(0)) - row.counted


def _lost(row: IndicatorScore, year: int | None) -> dict[str, str]:
    told, own = row.indicator.reason.text, row.indicator.remedy
    cause, remedy = (told.removesuffix(own), own) if own else cause_and_remedy(told, year)
    if not told:  # 原因和怎么改写在备注里的
        noted = cause_and_remedy(row.indicator.note.text, year)
        cause, remedy = noted if noted[1] else (cause, remedy)
    return {
        "三级指标": row.indicator.level3.text,
        "指标值": row.indicator.target.text,
        "实际完成值": row.indicator.actual.text,
        "分值": plain_or_blank(row.weight),
        "得分": plain(row.counted),
        "扣": plain(_points_lost(row)),
        "原因": cause.strip(),
        "改进措施": remedy,
        "说明": row.judged.explanation,
    }


def kept_words(text: str) -> tuple[str, ...]:
    """结论里还留着草稿的哪几样字，各半句。"""
    said = {DRAFT: "“草稿”", UNWRITTEN: "“（请补写……）”"}
    return tuple(words for mark, words in said.items() if mark in text)


def is_draft(content: Content, written: Entry) -> bool:
    """内容里的自评结论是草稿：``written`` 是原表写着的。"""
    return bool(content.values.get(_CONCLUSION)) and not written.text


def draft_cells(expansion: Expansion, plan: SheetPlan, drafts: Sequence[Content]) -> Iterable[str]:
    """一张成表里写着草稿的各格；``drafts`` 是结论为草稿的各份内容，一个项目一份。"""
    for cell in written_cells(expansion, plan):
        project = cell.items.get("项目")
        own = expansion.content if project is None else project.of
        names = {reference.attribute or reference.name for reference in cell.placeholder.references}
        if _CONCLUSION in names and any(own is each for each in drafts):
            yield cell_address(cell.row, cell.column)
