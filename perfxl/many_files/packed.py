"""一段文件的结果装成字节，从工作进程送回来：装、拆都要比读一个文件便宜得多（``benchmarks/many.py`` 量着）。

只在同一次运行里用，不写进文件、不收别处来的：pickle 能装的它都能装。常见的几种类型逐格逐行地多，
各给一个比通常便宜的装法；拆出来的与原来的相等。
"""

import io
import pickle
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any

from perfxl.grammar.context import RowContext
from perfxl.many_files.garbage_collection import no_collection
from perfxl.model.address import Block
from perfxl.model.edit import Edit
from perfxl.model.entry import ABSENT, Entry
from perfxl.model.errors import PerfxlError
from perfxl.model.finding import Finding
from perfxl.model.indicator_class import Classified, LevelClass
from perfxl.model.outline import AT_HAND, KEPT, HeldTable, OutlinedTable
from perfxl.model.score import ExecutionScore, IndicatorScore, Judged, TableScore
from perfxl.model.table import Amounts, Document, Fund, Indicator, Line, Table, Total
from perfxl.standards.profile import Profile

_PROTOCOL = 5
_Reduced = tuple[Callable[..., Any], tuple[Any, ...]]
# 一格里通常都是默认的几项：从第几项起。
_NUMBER, _REST = Entry._fields.index("number"), Entry._fields.index("formula")


def packed(results: Sequence[Any]) -> bytes:
    """装成字节（``FileResult``，或分成两半的）；同一段里同一个对象只装一次。"""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, _PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    with no_collection():
        pickler.dump([_sendable(each) for each in results])
    return stream.getvalue()


def unpacked(content: bytes) -> list[Any]:
    """拆开。"""
    with no_collection():
        results: list[Any] = pickle.loads(content)
    return results


class ElsewhereError(Exception):
    """工作进程里程序自身的毛病：原来的种类和话，出错的位置记在附注里。"""


def _sendable(result: Any) -> Any:
    """出错的缘由换成送得回来的，出错的位置写成附注，``--debug`` 时看得到。"""
    cause: Exception | None = getattr(result, "cause", None)  # 分成两半的没有
    if cause is None:
        return result
    told = "".join(traceback.format_exception(cause))
    if isinstance(cause, PerfxlError):
        sent: Exception = cause.with_traceback(None)
        sent.__cause__ = sent.__context__ = None
    else:
        sent = ElsewhereError(f"{type(cause).__name__}: {cause}")
    sent.add_note(f"工作进程里：\n{told}")
    return replace(result, cause=sent)


def _entry(entry: Entry) -> _Reduced:
    if entry[_REST:] != ABSENT[_REST:]:
        return Entry, tuple(entry)
    return Entry, entry[:_NUMBER] if entry.number is None else entry[:_REST]


def _by_fields(cls: type[Any]) -> Callable[[Any], _Reduced]:
    """照各项的次序建一个。"""
    values = attrgetter(*(each.name for each in fields(cls)))
    return lambda held: (cls, values(held))


def _by_items(cls: type[Any]) -> Callable[[Any], _Reduced]:
    return lambda held: (cls, tuple(held))


# 只能照名字给的项不能照次序建：逐项放进空的一个里。
_TABLE_FIELDS = tuple(each.name for each in fields(Table))
_table_values = attrgetter(*_TABLE_FIELDS)


def _table(table: Table) -> _Reduced:
    return _table_again, _table_values(table)


def _table_again(*values: Any) -> Table:
    table = object.__new__(Table)
    table.__dict__.update(zip(_TABLE_FIELDS, values, strict=True))
    return table


def _outline(table: OutlinedTable) -> _Reduced:
    kept = {name: table.__dict__[name] for name in KEPT}
    return OutlinedTable.again, (kept, table.annual_total, table.latest_deadline)


def _held_table(table: HeldTable) -> _Reduced:
    return HeldTable.at_hand, tuple(table.__dict__[name] for name in AT_HAND)


def _finding(finding: Finding) -> _Reduced:
    return _finding_again, _finding_values(finding)


_FINDING_FIELDS = tuple(each.name for each in fields(Finding))
_finding_values = attrgetter(*_FINDING_FIELDS)
# 同一条规则说的几样，几万处都是同样的字：收回来只留一份。
_REPEATED = tuple(_FINDING_FIELDS.index(name) for name in ("rule", "name", "hint", "basis", "file"))


def _finding_again(*values: Any) -> Finding:
    held = list(values)
    for place in _REPEATED:
        held[place] = intern(held[place])
    return Finding(*held)


def _decimal(number: Decimal) -> _Reduced:
    return _decimal_again, (str(number),)


@lru_cache(maxsize=8192)
def _decimal_again(text: str) -> Decimal:
    """分值、得分就那么几个：收回来的，同样写法的只留一份。"""
    return Decimal(text)


def _profile(profile: Profile) -> _Reduced:
    return _profile_again, (_profile_packed(id(profile), profile),)


_held: dict[int, tuple[Profile, bytes]] = {}


def _profile_packed(number: int, profile: Profile) -> bytes:
    """同一份只装一次；留着它，号码就不会给别的用。"""
    if number not in _held:
        _held[number] = profile, pickle.dumps(profile, _PROTOCOL)
    return _held[number][1]


@lru_cache(maxsize=64)
def _profile_again(content: bytes) -> Profile:
    """各个文件用的同一份口径，收回来还是同一个对象。"""
    profile: Profile = pickle.loads(content)
    return profile


_BY_FIELDS: tuple[type[Any], ...] = (*(Indicator, Line, Fund, Document, Edit, TableScore),)
_BY_ITEMS: tuple[type[Any], ...] = (
    *(RowContext, Classified, LevelClass, Amounts, Block, Total),
    *(Judged, IndicatorScore, ExecutionScore),
)


def _reducers() -> Iterable[tuple[type[Any], Callable[[Any], _Reduced]]]:
    yield Entry, _entry
    yield Table, _table
    yield Profile, _profile
    yield OutlinedTable, _outline
    yield HeldTable, _held_table
    yield Finding, _finding
    yield Decimal, _decimal
    for cls in _BY_FIELDS:
        yield cls, _by_fields(cls)
    for cls in _BY_ITEMS:
        yield cls, _by_items(cls)


_REDUCERS: dict[Any, Callable[[Any], Any]] = dict(_reducers())
