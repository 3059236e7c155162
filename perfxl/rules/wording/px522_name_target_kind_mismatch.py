"""PX522 名称与指标值一个是比率一个是数量"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.reading.rate_names import bare, says_rate
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_names import counts_events
from perfxl.standards.documents import own_convention

_TIMES = Pattern(
    "(?:时限|期限|完成时间|完工时间|竣工时间|投用时间|上线时间|开课时间|拨付时间|发放时间|支付时间|办理时间|工期|天数|时长|年限)$"
)
# 按分打的，不是百分数也说得通；率后跟着比较的对象时单位可以是倍、名次。
_OTHER_SCALES = frozenset({"score"})


@rule(
    id="PX522",
    title="名称与指标值一个是比率一个是数量",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("比率用百分数填写，件数、人数、时间用各自的单位"),),
    message="“{level3}”说的是{what}，指标值“{found}”却是{kind}。",
    hint="请核对 {cells}：改单位，或改名称。",
)
def name_target_kind_mismatch(subject: Subject) -> Iterator[Hit]:
    """使用率写“≥1年”，事件数写“≤0%”，完成时限写“≥90%”。

    比率没有写单位的由 PX206 报；单位不同而都是数量的由 PX506 报；满意度类的由 PX511 报。
    """
    for stated in subject.stated_targets:
        value, name = stated.value, stated.level3.text
        if not isinstance(value, Measured) or value.unit is None:
            continue
        words = _mismatch(name, value, stated.row.indicator_class is IndicatorClass.SATISFACTION)
        if words:
            what, kind = words
            yield Hit(
                stated.targets,
                found=stated.target.text,
                words={"level3": name, "what": what, "kind": kind},
            )


def _mismatch(name: str, value: Measured, satisfaction: bool) -> tuple[str, str] | None:
    if value.kind is Kind.PERCENT:
        if counts_events(name) and not satisfaction:
            return "件数、人数", "百分数"
        return ("时间", "百分数") if _TIMES.search(bare(name)) else None
    rate = says_rate(name) and not satisfaction
    if not rate or "/" in (value.unit or "") or value.dimension in _OTHER_SCALES:
        return None
    return "比率", "时长" if value.kind is Kind.DURATION else "数量"
