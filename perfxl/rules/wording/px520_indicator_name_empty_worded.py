"""PX520 三级指标的名称没有内容"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.indicator_class import LEVEL2_CLASSES, IndicatorClass
from perfxl.reading.indicator_classes import level_class
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention

_NUMBER = Pattern(r"(?<![\d一二三四五六七八九十])[\d一二三四五六七八九十]++[:：、.]*+$")
# 名称里只有这些，就是把类别又说了一遍。
_REPEATED = LEVEL2_CLASSES - {IndicatorClass.SATISFACTION} | {
    *(IndicatorClass.OUTPUT, IndicatorClass.BENEFIT)
}
_OTHERS = Pattern("其他|其它|其他指标|其它指标|其他项目|若干|等")


@rule(
    id="PX520",
    title="三级指标的名称没有内容",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("三级指标写明看的是什么"),),
    hint="请在 {cells} 写明具体的内容，如“培训人数”“补贴发放及时率”。",
)
def indicator_name_empty_worded(subject: Subject) -> Iterator[Hit]:
    """名称只是重复类别（时效指标、质量1）的提醒，只写“其他”的作参考。

    服务对象满意度说得出是谁满意，不报；只有“指标1：”的由 PX101 报，空着的由 PX109 报。
    """
    for _, names in subject.stated_names:
        text = names[0].text
        said = level_class(_NUMBER.sub("", text))
        if said.is_standard and _REPEATED.issuperset(said.classes):
            yield Hit(names, found=text, message=_repeats_class(text))
        elif _OTHERS.fullmatch(compact(text)):
            yield Hit(names, found=text, message=_says_other(text), severity=Severity.INFO)


def _repeats_class(name: str) -> str:
    return f"三级指标{quoted(name)}只是重复类别，看不出考核什么。"


def _says_other(name: str) -> str:
    return f"三级指标{quoted(name)}没有写明是什么，看不出考核什么。"
