"""一级、二级指标的名称：写法、归属（PX518、PX519、PX520 共用）。"""

import re
from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.model.form_spec import Scope
from perfxl.model.table import Entry, Table

# 一级 → 它下面的二级；成本在旧表样里属产出，新表样单列一级。
OUTPUT = frozenset({"数量", "质量", "时效", "成本", "经济成本", "社会成本", "生态环境成本"})
BENEFIT = frozenset({"经济效益", "社会效益", "生态效益", "环境效益", "可持续影响", "可持续发展"})
COST = frozenset({"成本", "经济成本", "社会成本", "生态环境成本", "生态成本", "环境成本"})
LEVEL1 = frozenset(
    {"产出", "效益", "效果", "满意度", "成本", "决策", "过程", "管理", "投入", "预算执行率"}
)
_FRAMES = {"产出": OUTPUT, "效益": BENEFIT, "效果": BENEFIT, "成本": COST}
_DECORATION = re.compile(
    r"[（(][^（）()]*[）)]|[\d.]+分?|指标|类|[\s:：、.]|^[一二三四五六七八九十]+、"
)
_JOINED = re.compile("[和与及或、/]|以及")


def level_word(text: str) -> str:
    """名称去掉“指标”、分数、空白，如 产出、数量、社会效益、服务对象满意度。

    >>> level_word("产出指标（50分）"), level_word("数量\\n指标"), level_word("社会效益 指标")
    ('产出', '数量', '社会效益')
    """
    return _DECORATION.sub("", compact(text))


def level_words(text: str) -> list[str]:
    """一格写了几类的（经济效益和社会效益）分开；社会公众或服务对象满意度是一类。"""
    if level_word(text).endswith(("满意度", "满意")):
        return [level_word(text)]
    return [word for word in _JOINED.split(level_word(text)) if word]


def is_known_level2(word: str) -> bool:
    """通行表样里的二级指标；某某满意度都算。"""
    return word in OUTPUT | BENEFIT | COST or word.endswith(("满意度", "满意"))


def wrong_parent(level1: str, level2: str) -> str:
    """二级写错了一级时它应在的一级；没有写错、或看不出的为 ``""``。

    >>> wrong_parent("效益指标", "数量指标"), wrong_parent("产出指标", "社会效益指标")
    ('产出指标', '效益指标')
    >>> wrong_parent("产出指标", "成本指标"), wrong_parent("效益指标", "满意度指标")
    ('', '')
    """
    parent, words = level_word(level1), level_words(level2)
    frame = _FRAMES.get(parent, frozenset() if parent == "满意度" else None)
    if frame is None or not words:
        return ""
    for word in words:
        if word in frame or not is_known_level2(word):
            continue
        if word.endswith(("满意度", "满意")):
            if parent not in ("满意度", "效益", "效果"):
                return "满意度指标"
        elif word in BENEFIT:
            return "效益指标"
        else:
            return "成本指标" if word in COST and word not in OUTPUT else "产出指标"
    return ""


def level_entries(table: Table, level: str) -> Iterator[tuple[Entry, Entry]]:
    """各不相同的一级、二级格：``(一级, 二级)``；看一级时只按一级分。"""
    seen: set[tuple[int, int]] = set()
    for row in table.indicators:
        entry: Entry = getattr(row, level)
        place = entry.row, entry.column
        if entry.text and entry.exists and place not in seen and not row.is_execution:
            seen.add(place)
            yield row.level1, row.level2


def of_department(table: Table) -> bool:
    """部门整体支出的表：一、二级指标各地自定，不按项目的框架看。"""
    return table.scope is Scope.DEPARTMENT
