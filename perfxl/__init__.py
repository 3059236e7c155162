"""perfxl：读取、校验、评分并写出预算绩效表格。

给 Python 用的几个函数，用到才载入，怎样用见 docs/Python接口.md::

    import perfxl

    for finding in perfxl.check("自评表.xlsx").findings:
        print(finding.cells, finding.message)

数据只朝一个方向流::

    工作簿 ─hosts→ Grid ─reading→ Table ─rules→ Finding ─┐
                                   ├─scoring→ TableScore ┼─actions→ Outcome（话、清单、改动、表）
                                   └─plans→ 排好的表 ────┘

包与包之间只许向左引用（``tests/test_imports.py`` 守着这条线）::

    grammar ← model ← plans ← reading ← standards ← matching ← scoring ← rules ← rendering
    ← actions ← functions ← contract ← hosts ← many_files ← interface ← excel ← addin ← cli
"""

TYPE_CHECKING = False  # typing 要多花几毫秒载入
if TYPE_CHECKING:
    from perfxl.grammar import Value
    from perfxl.grammar import parse as value
    from perfxl.interface import (
        Checked,
        Compared,
        MadeBook,
        Scored,
        Summarised,
        Unread,
        check,
        compare,
        make,
        read,
        score,
        summary,
    )
    from perfxl.model.errors import PerfxlError
    from perfxl.model.finding import Finding, Severity
    from perfxl.model.score import TableScore
    from perfxl.model.table import Document, Entry, Indicator, Table

__version__ = "0.15.0"
__all__ = [
    "Checked",
    "Compared",
    "Document",
    "Entry",
    "Finding",
    "Indicator",
    "MadeBook",
    "PerfxlError",
    "Scored",
    "Severity",
    "Summarised",
    "Table",
    "TableScore",
    "Unread",
    "Value",
    "check",
    "compare",
    "make",
    "read",
    "score",
    "summary",
    "value",
]

_IN_INTERFACE = (
    *("Checked", "Compared", "MadeBook", "Scored", "Summarised", "Unread"),
    *("check", "compare", "make", "read", "score", "summary"),
)
# 名字 → 所在的模块和在那里的名字。
_HOMES = {
    **{name: ("perfxl.interface", name) for name in _IN_INTERFACE},
    **{name: ("perfxl.model.table", name) for name in ("Document", "Entry", "Indicator", "Table")},
    **{name: ("perfxl.model.finding", name) for name in ("Finding", "Severity")},
    "TableScore": ("perfxl.model.score", "TableScore"),
    "PerfxlError": ("perfxl.model.errors", "PerfxlError"),
    "Value": ("perfxl.grammar", "Value"),
    "value": ("perfxl.grammar", "parse"),
}


def __getattr__(name: str) -> object:
    """用到才载入：``import perfxl`` 本身什么也不做。"""
    if name not in _HOMES:
        raise AttributeError(f"module 'perfxl' has no attribute {name!r}")
    from importlib import import_module

    module, own = _HOMES[name]
    found: object = getattr(import_module(module), own)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
