"""把用户给的文件和文件夹展开成工作簿清单。"""

import re
from collections.abc import Iterable
from pathlib import Path

from perfxl.batch.forms_made import MADE_NAMES

# 本程序写的副本，名字是原件的加上这些。
_OUR_COPIES = re.compile(
    rf"(.+)（(?:已标注|已评分|已改正|{'|'.join(map(re.escape, MADE_NAMES))})）(?:\(\d+\))?"
)
# 本程序写的清单，不当作要查的表。
_OUR_LISTS = re.compile(r"(?:校验结果|评分汇总|.*（?改动清单）?)(?:\(\d+\))?")
_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".et", ".xlsb"})


def copy_suffix(path: Path) -> str:
    """副本的后缀：与原件相同；内容是 .xlsx 而后缀写错的，用 .xlsx。"""
    return path.suffix if path.suffix.lower() in (".xlsx", ".xlsm", ".xltx", ".xltm") else ".xlsx"


def output_names(paths: Iterable[Path], ending: str) -> dict[Path, str]:
    """各文件的输出名，互不相同：重名的前面加上所在文件夹的名字，还重就加序号。

    >>> names = output_names([Path("甲局/自评表.xlsx"), Path("乙局/自评表.xlsx")], "（已标注）")
    >>> sorted(names.values())
    ['乙局_自评表（已标注）.xlsx', '甲局_自评表（已标注）.xlsx']
    """
    given = list(dict.fromkeys(paths))
    stems = [path.name.lower() for path in given]
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for path in given:
        stem = path.stem
        if stems.count(path.name.lower()) > 1 and path.parent.name:
            stem = f"{path.parent.name}_{stem}"
        suffix = copy_suffix(path)
        name, number = f"{stem}{ending}{suffix}", 2
        while name.lower() in taken:
            name, number = f"{stem}{ending}({number}){suffix}", number + 1
        taken.add(name.lower())
        names[path] = name
    return names


def workbook_paths(given: Iterable[Path]) -> list[Path]:
    """文件照列；文件夹连同下级，取其中的工作簿，按路径排，不重复。

    Excel 打开文件时留下的 ``~$`` 临时文件、隐藏文件、本程序写的清单、写在原件旁边的副本不算。
    """
    found: dict[Path, None] = {}
    for path in given:
        if path.is_dir():
            for inside in sorted(path.rglob("*")):
                name = inside.name
                if name.startswith(("~$", ".")) or _OUR_LISTS.fullmatch(inside.stem):
                    continue
                if _is_copy_beside_its_source(inside):
                    continue
                if inside.suffix.lower() in _WORKBOOK_SUFFIXES:
                    found[inside] = None
        else:
            found[path] = None
    return list(found)


def _is_copy_beside_its_source(path: Path) -> bool:
    """原件就在旁边的副本。单独放在一个文件夹里的副本（改好、交来再查的）照查。"""
    found = _OUR_COPIES.fullmatch(path.stem)
    return found is not None and any(
        path.with_name(f"{found[1]}{suffix}").exists()
        for suffix in {path.suffix, *_WORKBOOK_SUFFIXES}
    )


def fresh_path(path: Path) -> Path:
    """不覆盖已有文件的路径：重名时加 (2)、(3)…"""
    candidate, number = path, 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}({number}){path.suffix}")
        number += 1
    return candidate
