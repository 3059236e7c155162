"""一条指标属于哪一类：看二级指标，没有写、看不出的看一级，没有二级一栏的看三级名称前面写的类别。

一格写了几类的不替人定；不是通行写法、按含有的字看的，算猜的。词表在 ``labels.yaml``。
"""

from functools import cache, lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.indicator_class import NO_CLASS, Classified, IndicatorClass, LevelClass
from perfxl.reading.labels import label_table

_DECORATION = Pattern(
    r"^[一二三四五六七八九十\d]+、|[（(][^（）()]*[）)]|[\d.]+分?|指标|类|[\s:：.]|、$"
)
_JOINED = Pattern("以及|[和与及或、/]")
_SATISFIED = ("满意度", "满意")
# “数量指标：培训人数”“（质量）验收合格率”：名称前面写的类别。
_PREFIX = Pattern(r"^[（(【]?([\u4e00-\u9fff]{2,8}?)(?:指标\d*)?(?:[：:]|[）)】])")


@lru_cache(maxsize=8192)
def classified(
    level1: str, level2: str, level3: str = "", *, has_level2: bool = True
) -> Classified:
    """由一级、二级、三级指标的文字定类别；``has_level2`` 是表里有没有二级一栏。

    >>> str(classified("产出指标", "数量指标").indicator_class)
    'quantity'
    >>> [str(classified(*levels).indicator_class) for levels in (("成本指标", ""), ("效益指标", "特色"))]
    ['cost', 'benefit']
    >>> str(classified("产出指标", "", "数量指标：培训人数", has_level2=False).indicator_class)
    'quantity'
    """
    first, second = level_class(level1), level_class(level2)
    starts = tuple(label_table()["execution_rows"])
    if any(text.startswith(starts) for text in (level1, level2, level3)):
        return Classified(IndicatorClass.EXECUTION, first, second)
    if not has_level2:
        second = _prefix_class(level3)
    return Classified(class_of_levels(first, second), first, second)


def class_of_levels(first: LevelClass, second: LevelClass) -> IndicatorClass:
    """二级说的一类；二级几类的不定，二级没有说的看一级。"""
    if len(second.classes) > 1:
        return IndicatorClass.UNKNOWN
    said = [each.classes[0] for each in (second, first) if len(each.classes) == 1]
    exact = (each for each in said if not each.is_general)
    return next(exact, said[0] if said else IndicatorClass.UNKNOWN)


def _prefix_class(level3: str) -> LevelClass:
    found = _PREFIX.match(level3.strip())
    said = level_class(found[1]) if found else NO_CLASS
    return LevelClass(said.classes) if said.is_standard else NO_CLASS


@lru_cache(maxsize=8192)
def level_class(text: str) -> LevelClass:
    """一格一级或二级指标说的类别。

    >>> [str(each) for each in level_class("经济效益和社会效益指标").classes]
    ['economic_benefit', 'social_benefit']
    >>> level_class("数量\\n指标（20分）").is_standard, level_class("工作数量目标").is_standard
    (True, False)
    """
    if not text or len(text) > 100:
        return NO_CLASS
    bare = _DECORATION.sub("", compact(text))
    if bare.endswith(_SATISFIED):  # 社会公众或服务对象满意度，是一类；“对像”是错字
        return LevelClass((IndicatorClass.SATISFACTION,), "对像" not in bare)
    names = _names()
    words = [word for word in _JOINED.split(bare) if word]
    if words and all(word in names for word in words):
        return LevelClass(tuple(dict.fromkeys(names[word] for word in words)), True)
    return LevelClass(_contained(bare))


def _contained(text: str) -> tuple[IndicatorClass, ...]:
    """含有哪几类的字。"""
    found = [kind for kind, words in _contains() if any(word in text for word in words)]
    costs = [kind for kind in found if kind.is_cost]
    if costs:
        return (costs[0],)
    exact = [kind for kind in found if not kind.is_general]
    return tuple(exact or found)


@cache
def _names() -> dict[str, IndicatorClass]:
    table: dict[str, dict[str, list[str]]] = label_table()["indicator_classes"]
    return {word: IndicatorClass(kind) for kind, words in table.items() for word in words["names"]}


@cache
def _contains() -> tuple[tuple[IndicatorClass, tuple[str, ...]], ...]:
    table: dict[str, dict[str, list[str]]] = label_table()["indicator_classes"]
    return tuple((IndicatorClass(kind), tuple(words["contains"])) for kind, words in table.items())
