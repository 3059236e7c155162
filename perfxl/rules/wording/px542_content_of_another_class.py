"""PX542 内容属于另一类二级指标"""

from collections.abc import Iterator

from perfxl.grammar import Kind
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.reading.rate_names import bare
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_cells import StatedTarget
from perfxl.standards.documents import indicator_guide, own_convention

_QUALITY = Pattern("(?:合格|优良|准确|达标|完好|差错|优秀)率$")
_IN_TIME = Pattern("及时|按时|按期|如期|准时|时限|时间|期限|逾期|超期|延误")
_TIMELY = Pattern("(?:按时完成率|按期完成率|按期完工率|完成时间|完工时间|时限)$")
_INCOME = Pattern(
    "(?:增收|产值|销售额|营业额|成交额|税收|利润|经济收入|经营性?收入|旅游收入)(?:总额|金额|额|增长率|增幅)?$"
)


@rule(
    id="PX542",
    title="内容属于另一类二级指标",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(
        own_convention("质量说做得好不好，时效说何时、多快，经济效益说增收节支"),
        indicator_guide("质量、时效、经济效益等二级指标各说各的内容"),
    ),
    message="“{level3}”写在“{level2}”下，说的是{expected}的内容。",
    hint="请核对 {cells}：移到“{expected}指标”下，或把名称写明。",
)
def content_of_another_class(subject: Subject) -> Iterator[Hit]:
    """合格率、准确率写在时效下，按期完成率、完成时间写在质量下（及时率常这样放，不报），销售额、税收写在社会效益下。"""
    names = [compact(row.level3.text) for row in subject.table.indicators]
    for stated in subject.stated_targets:
        expected = _other_class(stated)
        if not expected or stated.row.classified.is_guessed:
            continue
        if names.count(compact(stated.level3.text)) == 1:  # 不止一行的由 PX501、PX517 报
            yield Hit(
                stated.names,
                found=stated.level3.text,
                expected=expected,
                words={"level3": stated.level3.text, "level2": stated.row.level2.text},
            )


def _other_class(stated: StatedTarget) -> str:
    """该在的一类；说不准、没有放错的为 ``""``。"""
    row, name = stated.row, bare(stated.level3.text)
    if len(row.classified.level2.classes) != 1:
        return ""
    match row.indicator_class:
        case IndicatorClass.TIMELINESS if _QUALITY.search(name) and not _IN_TIME.search(name):
            return "质量" if stated.value.kind is Kind.PERCENT else ""
        case IndicatorClass.QUALITY if _TIMELY.search(name):
            return "时效"
        case IndicatorClass.SOCIAL_BENEFIT if _INCOME.search(name):
            return "经济效益"
        case _:
            return ""
