"""几条规则都要问的一样东西，一个对象上只算一次。"""

from collections.abc import Callable
from typing import Any, Self, TypeVar

from perfxl.grammar.cached_property import cached_property

Fact = TypeVar("Fact")


class Remembering:
    """记得算过什么的对象；自己不会变，所以算一次就够。"""

    @cached_property
    def _facts(self) -> dict[Callable[..., Any], Any]:
        return {}

    def once(self, fact: Callable[[Self], Fact]) -> Fact:
        """``fact(self)``，同一个 ``fact`` 只算一次；给的是列表、生成器一类用得完、改得动的，不要交给它。"""
        facts = self._facts
        if fact not in facts:
            facts[fact] = fact(self)
        found: Fact = facts[fact]
        return found
