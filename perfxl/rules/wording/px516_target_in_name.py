"""PX516 指标值写进了名称"""

from collections.abc import Iterator
from functools import lru_cache

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.units import MULTIPLIERS, UNITS
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_NOT_COUNTED = frozenset(
    {"年", "月", "日", "天", "周", "度", "成", "分", "类", "种", "兆", "米", "期"}
)
_UNITS = "|".join(
    sorted(
        (unit for unit in UNITS if unit not in _NOT_COUNTED and not unit.isascii()),
        key=len,
        reverse=True,
    )
)
_SCALES = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
_NUMBER = rf"\d[\d,.]*+(?:{_SCALES})?\s*+余?"
_STATED = Pattern(
    rf"[≥≧≤≦＞＜=＝]\s*{_NUMBER}"
    rf"|(?:不低于|不少于|不超过|不高于|达到|达|至少|超过|控制在){_NUMBER}(?:[%％‰]|个?百分点|{_UNITS})"
    rf"|(?<!\d)(?<!\d\.)\d[\d.]*+[%％](?:以上|以内|左右)?$"
    rf"|(?:完成|开展|组织|举办|召开|建成|新建|新增|培训|发放|采购|购置|改造|慰问|走访|资助|补助|招募|招聘)"
    rf"(?:不少于|超过|约|近|)(?:{_NUMBER}(?:{_UNITS}|期|种)|[一二两三四五六七八九十]+(?:次|场|期|批))"
    r"(?!性|以|内|及|级|代|线|类|等)"
    rf"|(?<![第\d年月日至\-—~.])(?<!\d,){_NUMBER}(?:{_UNITS})$"
)
# 没有数字，也没有汉字写的几次、几场，就没有写指标值。
_NUMERALS, _COUNTED = frozenset("一二两三四五六七八九十"), frozenset("次场期批")
# 一次性补贴、第二次、65岁以上、三年内都不是指标值。
_NOT_TARGETS = Pattern(
    r"(?<!\d)\d++\s*+岁|前\d+名|第[一二三四五六七八九十\d]+[次批期届]|每[^，。]{0,6}\d+[人次]"
)


@rule(
    id="PX516",
    title="指标值写进了名称",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("名称说是什么，多少写在指标值一栏"),),
    message="三级指标“{found}”把指标值“{stated}”写进了名称，两处改一处就会不一致。",
    hint="请把 {cells} 里的数移到指标值一栏。",
)
def target_in_name(subject: Subject) -> Iterator[Hit]:
    """“培训人数≥100人”“完成5次培训”“合格率达95%”。65岁以上、2024年、三级等保、一次性 不是指标值。"""
    for _, names in subject.stated_names:
        stated = _stated_in(names[0].text)
        if stated:
            yield Hit(names, found=names[0].text, words={"stated": stated})


@lru_cache(maxsize=8192)
def _stated_in(name: str) -> str:
    spelt = not _NUMERALS.isdisjoint(name) and not _COUNTED.isdisjoint(name)
    if not spelt and not any(map(str.isdecimal, name)):
        return ""
    found = _STATED.search(_NOT_TARGETS.sub("", name))
    return found[0].strip() if found else ""
