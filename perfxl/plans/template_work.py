"""模板求值做了多少：每一步、每个经手的字都算一份，超出就停。

看的是数出来的活，不是钟：同一个模板在哪台电脑上都是同样的结果。
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from jinja2 import pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.utils import _PassArg

# 一步（一次调用、一个过滤器、一圈循环）抵多少个字。
_STEP = 20
# 要排队的，一个字比好几遍。
_MANY_TIMES = {"sort": 20, "groupby": 20, "unique": 4}


class TooMuchError(SecurityError):
    """模板要做的超出限度；``str()`` 是给用户看的半句中文。"""


class Work:
    """还能做多少：``units`` 是经手的字，``turns`` 是循环的圈数；用完的抛 ``TooMuchError``。"""

    def __init__(self, units: int, turns: int) -> None:
        self.units = units
        self.turns = turns

    def spend(self, *values: Any, times: int = 1) -> None:
        """做一步，经手这些值。"""
        self.units -= _STEP + times * sum(map(weight, values))
        if self.units < 0:
            raise TooMuchError("要做的太多")

    def turn(self, number: int, steps: int) -> None:
        """转这么多圈，一圈走这么多步（取值、加减一类不另数的）。"""
        self.turns -= number
        self.units -= (_STEP + steps) * number
        if self.turns < 0 or self.units < 0:
            raise TooMuchError("循环的圈数太多")

    def passed(self, items: Iterable[Any]) -> Iterator[Any]:
        """一项项给出去的，给一项算一项。"""
        for item in items:
            self.spend(item)
            yield item


_SHARED: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def shared_work(work: Work) -> Iterator[None]:
    """其中的各次求值合用一份；一份表有许多格，一份文档有正文和页眉。"""
    kept = _SHARED.set(work)
    try:
        yield
    finally:
        _SHARED.reset(kept)


class WorkingContext(Context):
    """求值的上下文，带着还能做多少；没有合用的，自己一份。"""

    def __init__(self, environment: Any, *args: Any, **options: Any) -> None:
        super().__init__(environment, *args, **options)
        self.work: Work = _SHARED.get() or environment.new_work()


def weight(value: Any) -> int:
    """经手一次算多少：文字是字数，一组是项数加各项的字数。

    >>> weight("三个字"), weight(["甲乙", "丙"]), weight(3)
    (3, 5, 0)
    """
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list | tuple | set | frozenset):
        return len(value) + sum(len(each) for each in value if isinstance(each, str))
    if isinstance(value, Mapping | range) and isinstance(value, Sized):
        return len(value)
    return 0


def weighed(name: str, done: Callable[..., Any]) -> Callable[..., Any]:
    """名叫 ``name`` 的过滤器（或判断），做以前先算要经手多少，做完再算造出多少。"""
    given, times = _PassArg.from_obj(done), _MANY_TIMES.get(name, 1)

    @pass_context
    @wraps(done)
    def counted(context: WorkingContext, *args: Any, **options: Any) -> Any:
        context.work.spend(*args, *options.values(), times=times)
        held = {
            _PassArg.context: context,
            _PassArg.eval_context: context.eval_ctx,
            _PassArg.environment: context.environment,
        }
        made = done(*(args if given is None else (held[given], *args)), **options)
        if isinstance(made, Iterator):
            return context.work.passed(made)
        context.work.spend(made)
        return made

    return counted
