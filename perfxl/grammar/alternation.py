"""许多词的正则“或”：同头的、后面一样的字都合在一起，编译和比对都比一个一个并列快得多。"""

import re
from collections.abc import Iterable
from typing import Any

# 一个字下面接着哪些字；``""`` 是到这里就是一个词。
_Tree = dict[str, Any]


def alternatives(words: Iterable[str]) -> str:
    """正则的“或”，长词在前：与由长到短并列（``不超过|超过|超``）认得的一样、先后也一样。

    >>> alternatives(["超", "超过", "超出", "高于", "低于", "至少"])
    '超(?:[过出])?|[高低]于|至少'
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return "|".join(_branches(tree))


def _branches(node: _Tree) -> list[str]:
    """各个头字和后面接的；后面一样的几个字合成一个。"""
    alike: dict[str, str] = {}
    for character, below in node.items():
        if character:
            rest = _rest(below)
            alike[rest] = alike.get(rest, "") + character
    return [_any_of(characters) + rest for rest, characters in alike.items()]


def _any_of(characters: str) -> str:
    escaped = re.escape(characters)
    return escaped if len(characters) == 1 else f"[{escaped}]"


def _rest(node: _Tree) -> str:
    """一个字后面还可以接什么；先试接着的，再试就此为止。"""
    branches = _branches(node)
    if not branches:
        return ""
    if "" not in node and len(branches) == 1:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in node else ''}"
