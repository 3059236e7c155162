"""少了一层、写成全角的大括号：``{标题}`` 不是占位，会照字印出来，``{{标题}`` 读不成。里面不是占位的名字的，不说。"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from perfxl.plans.expansion import PRINTED
from perfxl.plans.placeholders import PlaceholderError, parse_placeholder
from perfxl.rendering.form_content import GROUP_ATTRIBUTES, VALUES, field_placeholders
from perfxl.rendering.word_facts import ONE, whole_name

_BRACED = re.compile(r"([{｛]+)\s*([^{}｛｝]+?)\s*([}｝]+)")
_NAME = re.compile(r"(\w+(?:\.\w+){0,2})\s*(\|.*)?", re.DOTALL)
# 一个名字（``表.栏.某某`` 拆开的）在模板里应当怎样写；不认得的为 ``""``。
Named = Callable[[list[str]], str]


class LoneBraces(NamedTuple):
    """``written`` 是写着的，``meant`` 是要写成的。"""

    written: str
    meant: str

    @property
    def said(self) -> str:
        """给人看的一句。"""
        wide = any(each in self.written for each in "｛｝")
        why = "的大括号是全角的" if wide else "的大括号不是两层"
        what = "用时会停下，写不成" if self.stops else "会照字印出来"
        return f"“{self.written}”{why}，{what}；要写成 {self.meant}。"

    @property
    def stops(self) -> bool:
        """读不成占位，不是照字印。"""
        try:
            parse_placeholder(self.written)
        except PlaceholderError:
            return True
        return False


def lone_braces(text: str, named: Named) -> list[LoneBraces]:
    """一格、一段里写着名字、而不是占位的。

    >>> said = lone_braces("{标题}（{{年度}}）{注}｛｛名称｝｝{{主管部门}", name_in_workbook)
    >>> [each.written for each in said]
    ['{标题}', '｛｛名称｝｝', '{{主管部门}']
    """
    found: list[LoneBraces] = []
    for each in _BRACED.finditer(text):
        opened, inside, closed = each.groups()
        name = _NAME.fullmatch(inside)
        if (opened, closed) == ("{{", "}}") or name is None:
            continue
        meant = named(name[1].split("."))
        if meant:
            found.append(LoneBraces(each[0], f"{{{{{meant}{name[2] or ''}}}}}"))
    return found


def name_in_workbook(names: list[str]) -> str:
    """成表的工作簿模板里的名字。"""
    return ".".join(names) if _is_known(*names) else ""


def name_in_document(loops: Mapping[str, str]) -> Named:
    """成表的 Word 模板里的名字；``loops`` 是各个变量重复哪一组。

    >>> named = name_in_document({"行": "指标"})
    >>> named(["行", "分值"]), named(["名称"]), named(["表", "名称"]), named(["行", "注"])
    ('行.分值', '表.名称', '表.名称', '')
    """

    def named(names: list[str]) -> str:
        first, *rest = names
        if first in loops:
            known = len(rest) == 1 and _is_known(loops[first], whole_name(rest[0]))
            return ".".join(names) if known else ""
        own = rest if first == ONE else names
        return ".".join([ONE, *own]) if own and _is_known(*own) else ""

    return named


def name_among(known: Collection[str]) -> Named:
    """别的模板里的名字，列在 ``known`` 里。"""
    return lambda names: next((each for each in [".".join(names)] if each in known), "")


def _is_known(name: str, attribute: str = "", more: str = "") -> bool:
    if more:
        return False
    if not attribute:
        return name in VALUES or name in field_placeholders()
    return name == PRINTED or attribute in GROUP_ATTRIBUTES.get(name, ())
