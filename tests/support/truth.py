"""真值与读到的逐格比；读到的只留意思，不看格在哪里。"""

from typing import Any

from perfxl.contract.document import TableJson
from perfxl.contract.shapes import dump
from perfxl.model.table import Table

_PLACES = frozenset({"sheet", "range", "cells", "unrecognised", "unread_columns", "hidden_rows"})


def differences(truth: Any, read: Any, path: str = "") -> list[str]:
    """真值里的每一格，读到的是不是一样；``fields`` 多读的也算不同。"""
    if isinstance(truth, dict):
        if not isinstance(read, dict):
            return [f"{path}: {truth!r} 读成 {read!r}"]
        extra = set(read) - set(truth) if path.endswith("/fields") else set()
        return [f"{path} 多读了 {extra}"] * bool(extra) + [
            line
            for key, value in truth.items()
            for line in differences(value, read.get(key, "（没有）"), f"{path}/{key}")
        ]
    if isinstance(truth, list):
        if not isinstance(read, list) or len(truth) != len(read):
            count = len(read) if isinstance(read, list) else read
            return [f"{path}: {len(truth)} 行读成 {count} 行"]
        pairs = enumerate(zip(truth, read, strict=True))
        return [line for i, (a, b) in pairs for line in differences(a, b, f"{path}/{i}")]
    return [] if truth == read else [f"{path}: {truth!r} 读成 {read!r}"]


def meaning(table: Table) -> Any:
    """一张表读出的意思，与排在哪里无关。"""
    return _without_places(dump(TableJson.of(table)))


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(item) for key, item in value.items() if key not in _PLACES}
    return [_without_places(item) for item in value] if isinstance(value, list) else value
