"""工作簿模板一格里的占位，写成 Word 模板的写法：``{{指标.三级指标}}`` → ``{{行.三级指标}}``。"""

import re
from collections.abc import Iterable

from perfxl.plans.document_template import MERGED_LEFT
from perfxl.plans.expansion import PRINTED
from perfxl.rendering.form_content import GROUP_ATTRIBUTES
from perfxl.rendering.word_facts import ONE, merged_name

# 一组数据 → 重复的一行里叫什么。
ROW_NAMES = {
    "指标": "行",
    "实施期指标": "期",
    "资金": "款",
    "实施期资金": "期款",
    "栏目": "对",
    "细目": "段",
    "表首细目": "首段",
    "表尾细目": "尾段",
    "任务": "项",
    "单额任务": "额",
    "预算": "笔",
    "合计": "计",
    "收支": "边",
}
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_CONDITION = re.compile(r"(\{%-?\s*(?:if|elif)\s)(.*?)(-?%\})", re.DOTALL)
# 引号里的字、过滤器、名字：前两样照抄。
_WORDS = re.compile(r"""('[^']*'|"[^"]*"|\|\s*\w+)|\b([^\W\d]\w*)(?:\.(\w+))?""")
_KEYWORDS = frozenset({"and", "or", "not", "if", "else", "in", "is", "true", "false", "none"})
_ALREADY = frozenset({ONE, "loop"})
_OMITTED = re.compile(r"\s*\|\s*可略\b")
_JOINED = re.compile(r"\s*\|\s*并左\b")


def in_document(text: str) -> str:
    """一格的字，占位换成 Word 模板的；``并左`` 另由 ``joined_left`` 写。

    >>> in_document("{{附注 or '注：无'}}　{{资金.名称}}（{{金额单位}}）　{{指标.一级指标}}")
    "{{表.附注 or '注：无'}}　{{款.名称}}（{{表.金额单位}}）　{{行.一级}}"
    >>> in_document("{% if 总分 %}{{总分}}{% else %}未评{% endif %}")
    '{% if 表.总分 %}{{表.总分}}{% else %}未评{% endif %}'
    """
    named = _PLACEHOLDER.sub(lambda found: f"{{{{{_named(found[1])}}}}}", text)
    return _CONDITION.sub(lambda found: f"{found[1]}{_named(found[2])}{found[3]}", named)


def _named(inside: str) -> str:
    def name(found: re.Match[str]) -> str:
        kept, first, attribute = found.groups()
        if kept or first in _KEYWORDS or first in _ALREADY:
            return found[0]
        if first in ROW_NAMES and attribute:
            return f"{ROW_NAMES[first]}.{merged_name(attribute)}"
        return f"{ONE}.{found[0]}"

    return _WORDS.sub(name, inside)


def always_kept(text: str) -> str:
    """去掉 ``可略``：写在普通的行里的，由整行的“if”管。"""
    return _OMITTED.sub("", text)


def joined_left(text: str, label: str) -> str:
    """写了 ``并左`` 的一格：``label`` 是左边也写着的栏名，没有内容的并到左边一格。

    >>> joined_left("{{栏目.内容2|并左}}", "{{栏目.名称2|并左}}")
    "{{对.内容2 if 对.名称2 else '〔与左格合并〕'}}"
    """
    inside = [_PLACEHOLDER.search(in_document(_JOINED.sub("", each))) for each in (text, label)]
    own, when = (found[1].strip() if found is not None else "" for found in inside)
    return f"{{{{{own} if {when} else '{MERGED_LEFT}'}}}}" if own and when else in_document(text)


def is_joined(text: str) -> bool:
    """写了 ``并左``。"""
    return _JOINED.search(text) is not None


def row_group(names: Iterable[str]) -> str:
    """一行提到的名字里，按哪一组重复；没有为 ``""``。"""
    return next((name for name in names if name in GROUP_ATTRIBUTES and name != PRINTED), "")


def shown_when(texts: Iterable[str]) -> str:
    """普通的一行，写了 ``可略`` 的有一样有内容才印：``if`` 里的式子；没有写的为 ``""``。

    >>> shown_when(["实施期目标", "{{实施期目标|可略}}"])
    '表.实施期目标'
    """
    found = [
        _named(always_kept(each[1])).strip()
        for text in texts
        for each in _PLACEHOLDER.finditer(text)
        if _OMITTED.search(each[1])
    ]
    return " or ".join(found)
