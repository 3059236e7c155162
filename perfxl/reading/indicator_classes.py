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
# 三级指标前面的编号，和没有一个字的（“—”）。
_NUMBERED = Pattern(r"^[（(]?[\d一二三四五六七八九十]+[）)、.．:：]+|^[①-⑳]|^[^\w]+$")
# “预算执行”后面接着说的是它的率、进度，不是偏差率、规范性一类别的事。
_ONLY_RATE = Pattern(r"(?:完成)?(?:率|进度|情况|指标|得分|$|[^一-鿿])")
# 写在“预算执行”下面的：整个预算的执行率，不是其中一部分（政府采购、专项、“三公”经费）的。
_RATE_OF_ALL = Pattern(
    r"(?!项目支出|基本支出)(?:[本当全]?年度?|部门|单位|项目|总体|整体|综合|全部|财政|预算|资金|经费|支出)*"
    r"执行(?:完成)?(?:率|进度|情况)?(?:$|[^一-鿿]|得分)"
)


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
    if _is_execution_rate(level1, level2, level3):
        return Classified(IndicatorClass.EXECUTION, first, second)
    if not has_level2:
        second = _prefix_class(level3)
    return Classified(class_of_levels(first, second), first, second)


def _is_execution_rate(level1: str, level2: str, level3: str) -> bool:
    """这一行自己的名称说的是预算执行率；没有写三级指标的看上级。

    上级写着“预算执行”的，三级指标写“执行率”“部门预算执行率”也是；“三公”经费控制率、结转结余率、政府采购执行率
    是那一类下面的别的指标，各有各的指标值。
    """
    starts = tuple(label_table()["execution_rows"])
    under = any(text.startswith(starts) for text in (level1, level2))
    own = _NUMBERED.sub("", compact(level3))
    if not own:
        return under
    if under and _RATE_OF_ALL.match(own) is not None:
        return True
    start = next((each for each in starts if own.startswith(each)), None)
    if start is None:
        return False
    return start.endswith("率") or _ONLY_RATE.match(own, len(start)) is not None


def class_of_levels(first: LevelClass, second: LevelClass) -> IndicatorClass:
    """二级说的一类；二级几类的不定，二级没有说的看一级。是不是预算执行率看这一行的名称，不由上级定。"""
    if len(second.classes) > 1:
        return IndicatorClass.UNKNOWN
    said = [
        each.classes[0]
        for each in (second, first)
        if len(each.classes) == 1 and each.classes[0] is not IndicatorClass.EXECUTION
    ]
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
