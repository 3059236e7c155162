"""把用户给的文件和文件夹展开成工作簿清单。"""

from collections.abc import Iterable
from pathlib import Path

_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".et", ".xlsb"})


def workbook_paths(given: Iterable[Path]) -> list[Path]:
    """文件照列；文件夹连同下级，取其中的工作簿，按路径排，不重复。

    Excel 打开文件时留下的 ``~$`` 临时文件和隐藏文件不算。
    """
    found: dict[Path, None] = {}
    for path in given:
        if path.is_dir():
            for inside in sorted(path.rglob("*")):
                name = inside.name
                if inside.suffix.lower() in _WORKBOOK_SUFFIXES and not name.startswith(("~$", ".")):
                    found[inside] = None
        else:
            found[path] = None
    return list(found)
