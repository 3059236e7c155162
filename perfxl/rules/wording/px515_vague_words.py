"""PX515 指标值含糊"""

from collections.abc import Iterator

from perfxl.grammar import Qualitative
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.target_hits import one_for_all
from perfxl.standards.documents import own_convention

_WORDS = Pattern(
    "进一步|有所|明显|显著|较大|较好|较高|逐步|逐渐|不断|一定程度|一定的|日益|大幅|大力|尽量|尽可能|相对|适当|稍"
)


@rule(
    id="PX515",
    title="指标值含糊",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("指标值要可衡量，别人拿着它也能判断做到没有"),),
    message="定性的指标值用了含糊的词，共 {times} 格，如“{level3}”写“{found}”，“{word}”到什么程度算完成说不清。",
    hint="请核对 {cells}：能写数的写数，不能的写明看得见的结果。",
)
def vague_words(subject: Subject) -> Iterator[Hit]:
    """进一步、有所、明显、逐步、不断一类。“有效提升”是表样的写法，不报；写了数的不报。一张表合成一条。"""
    found = [
        stated
        for stated in subject.stated_targets
        if isinstance(stated.value, Qualitative) and _WORDS.search(stated.target.text)
    ]
    word = next((_WORDS.findall(each.target.text)[0] for each in found), "")
    yield from one_for_all(found, word=word)
