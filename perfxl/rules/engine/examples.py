"""规则说明页上的例子：由 ``tests/rules/PX…/`` 的反例、近似例写成，随包走（``examples.json``）。"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "examples.json"


@dataclass(frozen=True)
class ChangedTable:
    """在一张没有毛病的表上改了什么。

    ``changes`` 一格一句，空的是原样；``more`` 是没有写出的几格；``why`` 是为什么这样改。
    """

    table: str
    changes: tuple[str, ...]
    more: int
    why: str


@dataclass(frozen=True)
class Told:
    """反例上报的一条。"""

    sheet: str
    cells: str
    message: str


@dataclass(frozen=True)
class Example:
    """一条规则的例子：``bad`` 报 ``told``，``near`` 差一点，什么也不报。"""

    bad: tuple[ChangedTable, ...]
    told: tuple[Told, ...]
    near: tuple[ChangedTable, ...]


@cache
def examples() -> Mapping[str, Example]:
    """各条规则的例子，以编号为键。"""
    return {
        rule_id: _example(each) for rule_id, each in json.loads(_FILE.read_text("utf-8")).items()
    }


def _example(data: Mapping[str, list[dict[str, object]]]) -> Example:
    bad, near = ([_changed_table(each) for each in data[kind]] for kind in ("bad", "near"))
    return Example(tuple(bad), tuple(Told(**each) for each in data["told"]), tuple(near))  # type: ignore[arg-type]


def _changed_table(data: Mapping[str, object]) -> ChangedTable:
    return ChangedTable(**{**data, "changes": tuple(data["changes"])})  # type: ignore[arg-type]
