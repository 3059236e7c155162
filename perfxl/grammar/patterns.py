"""第一次用到才编译的正则：只看一眼帮助、读一句话的，不为几十个用不到的等着。"""

import re
from collections.abc import Callable, Iterator
from typing import Any

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class Pattern:
    """同 ``re.compile(source)``，用起来一样快：编译以后，各个方法就是编译好的那些。

    >>> Pattern("([0-9]+)人").fullmatch("30人")[1]
    '30'
    """

    __slots__ = ("source", *_METHODS)

    findall: Callable[[str], list[Any]]
    finditer: Callable[[str], Iterator[re.Match[str]]]
    fullmatch: Callable[[str], re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    search: Callable[[str], re.Match[str] | None]
    split: Callable[[str], list[str]]
    sub: Callable[[str | Callable[[re.Match[str]], str], str], str]

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:
        """还没有编译：编译，各个方法放到自己身上，以后不再到这里。"""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)
