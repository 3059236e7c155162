"""PX541 指标值等于没有说"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_cells import StatedTarget
from perfxl.rules.facts.target_hits import one_for_all
from perfxl.standards.documents import own_convention

_EMPTY = Pattern("[很较]?[好高强大]|良好|显著|明显|一般")
_SLOGAN = Pattern(
    "^(?:有效)?(?:促进|维护|推动|推进|保障)了?"
    "(?:社会|经济|和谐|稳定|发展|的|与|和|、|高质量|可持续|健康|持续|全面)+$"
)
_VAGUE = Pattern("^(?:有效|持续|长期|不断|进一步)?(?:促进|提升|提高|改善|保障|增强|推动)?$")


@rule(
    id="PX541",
    title="指标值等于没有说",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("指标值要可衡量，别人拿着它也能判断做到没有"),),
    message="指标值等于没有说，共 {times} 格，如“{level3}”写“{found}”，怎样算做到说不清。",
    hint="请核对 {cells}：能写数的写数，不能的写明看得见的结果。",
)
def target_says_nothing(subject: Subject) -> Iterator[Hit]:
    """指标值只有“好”“高”“显著”一类，或名称是“促进社会和谐发展”一类的套话而指标值是“有效促进”。一张表合成一条。"""
    yield from one_for_all(filter(_says_nothing, subject.stated_targets))


def _says_nothing(stated: StatedTarget) -> bool:
    target, name = compact(stated.target.text), compact(stated.level3.text)
    if _EMPTY.fullmatch(target):
        return True
    return _SLOGAN.search(name) is not None and _VAGUE.search(target) is not None
