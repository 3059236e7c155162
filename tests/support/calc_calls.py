"""数跨进程的往返：命令、xlwings 每取或设 Calc 引擎的一样东西算一次，引擎自己里面的不算。"""

import sys
from collections import Counter
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import pytest

# 对象自己记着的，不用问 Excel。
_KNOWN = ("options", "pid", "app", "book", "engine")


@contextmanager
def counted_calls() -> Iterator[Counter[str]]:
    """里面的往返次数：``类.名字`` → 次数。"""
    counted: Counter[str] = Counter()
    with pytest.MonkeyPatch.context() as patch:
        count_with(patch, counted)
        yield counted


def count_with(patch: pytest.MonkeyPatch, counted: MutableMapping[str, int]) -> None:
    """从现在起每次往返记进 ``counted``，到 ``patch`` 撤掉为止。"""
    from calc import apps, books, conditional_formats, excel_faces, fonts, notes, ranges, sheets

    classes = (
        *(apps.App, books.Books, books.Book, sheets.Sheets, sheets.Sheet, ranges.Range),
        *(fonts.Font, notes.Note, excel_faces.BookFace, excel_faces.SheetFace),
        *(conditional_formats.ConditionalFormats, conditional_formats.ConditionalFormat),
    )
    for each in classes:
        patch.setattr(each, "__getattribute__", _getting(each, counted))
        patch.setattr(each, "__setattr__", _setting(each, counted))


def _getting(owner: type, counted: MutableMapping[str, int]) -> Any:
    original = owner.__getattribute__

    def get(self: object, name: str) -> Any:
        if _from_outside(name):
            counted[f"{owner.__name__}.{name}"] += 1
        return original(self, name)

    return get


def _setting(owner: type, counted: MutableMapping[str, int]) -> Any:
    original = owner.__setattr__

    def put(self: object, name: str, value: object) -> None:
        if _from_outside(name):
            counted[f"{owner.__name__}.{name}="] += 1
        original(self, name, value)

    return put


def _from_outside(name: str) -> bool:
    caller = sys._getframe(2).f_globals.get("__name__", "")
    if name.startswith("_") or name in _KNOWN:
        return False
    return caller.partition(".")[0] in ("xlwings", "perfxl")
