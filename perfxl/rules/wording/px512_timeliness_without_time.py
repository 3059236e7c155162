"""PX512 时效指标没有时间"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.reading.rate_names import bare
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.standards.documents import indicator_guide, own_convention

# 误期的件数、多久一次，说的也是快慢。
_OF_TIME = Pattern(
    "逾期|超期|延误|延期|滞后|拖延|超时|不及时|未按|迟|频次|频率|每[年季月周日天]|次/"
)

_TIME_NAMED = Pattern("(?:时间|时限|日期|期限)$")
_IN_TIME = ("按时", "及时", "按期", "如期", "准时", "尽快", "适时", "按规定", "按要求", "按计划")
_NO_TIME = Pattern(f"(?:{'|'.join(_IN_TIME)})[\u4e00-\u9fff]{{0,4}}")


@row_rule(
    id="PX512",
    title="时效指标没有时间",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(
        own_convention("时效指标说何时完成、多快完成"),
        indicator_guide("时效指标反映产出的时间、及时程度"),
    ),
    message="时效指标“{level3}”的指标值“{found}”{what}，看不出何时完成、多快完成。",
    hint="请核对 {cells}：改写成完成时间、及时率；说做了多少的移到数量指标。",
)
def timeliness_without_time(subject: RowSubject) -> Iterator[Hit]:
    """人数、次数、件数写在时效指标下；名称是某某时间而指标值只写“按时”“及时”的只作参考。

    及时率、完成率是百分数，不报；超期件数一类和要求为 0 的也不报。

    金额由 PX507 报，没有单位的由 PX210 报。
    """
    for stated in subject.stated_targets:
        value, name = stated.value, stated.level3.text
        if stated.row.indicator_class is not IndicatorClass.TIMELINESS:
            continue
        if _TIME_NAMED.search(bare(name)) and _says_no_time(compact(stated.target.text)):
            yield Hit(
                stated.targets,
                found=stated.target.text,
                words={"level3": name, "what": "没有写时间"},
                severity=Severity.INFO,
            )
        if not isinstance(value, Measured):
            continue
        if value.kind is not Kind.QUANTITY or value.unit is None or value.number == 0:
            continue
        if "/" in value.unit or _OF_TIME.search(name + stated.target.text):
            continue
        yield Hit(
            stated.targets,
            found=stated.target.text,
            words={"level3": name, "what": "是数量"},
        )


def _says_no_time(text: str) -> bool:
    """只说按时、及时。"""
    return text.startswith(_IN_TIME) and _NO_TIME.fullmatch(text) is not None
