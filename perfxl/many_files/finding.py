"""把用户给的文件和文件夹展开成工作簿清单。"""

import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.hosts.file_names import is_folder, longest_name
from perfxl.hosts.temporary_files import is_temporary
from perfxl.hosts.xlsx_reader import READABLE_SUFFIXES
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.form import made_in_order
from perfxl.rendering.output_names import COPIES, EDIT_LIST, FINDING_LIST, SCORE_LIST, copy_ending

# 本程序写的副本，名字是原件的加上这些。
_MADE = tuple(made.name for _, made in made_in_order())
_ENDINGS = "|".join(re.escape(copy_ending(each)) for each in (*COPIES, *_MADE))
_OUR_COPIES = Pattern(rf"(.+)(?:{_ENDINGS})(?:\(\d+\))?")
# 本程序写的清单，不当作要查的表。
_OUR_LISTS = Pattern(rf"(?:{FINDING_LIST}|{SCORE_LIST}|.*（?{EDIT_LIST}）?)(?:\(\d+\))?")
_WORKBOOK_SUFFIXES = frozenset({*READABLE_SUFFIXES, ".xls", ".et", ".xlsb"})
# 存放处里的一份（``store``）。
_STORED = Pattern(r"([0-9a-f]{2})/\1[0-9a-f]{38}\.json")
# 截短到离最长只差这些字节的名字，原来的可能更长。
_NEAR_LONGEST = 16
# 写到一半的文件放过这么久（秒），就不是别的窗口里正在写的了。
_STALE = 3600


class FoundWorkbooks(NamedTuple):
    """找到的工作簿，按给的次序；``origins`` 是各在给的哪个文件夹里，直接给的文件为 ``None``。

    ``unopened`` 是打不开的文件夹和为什么，``leftovers`` 是以前被强行中止时留下的临时文件。
    """

    origins: dict[Path, Path | None]
    unopened: tuple[tuple[Path, UnreadableFileError], ...] = ()
    leftovers: tuple[Path, ...] = ()

    @property
    def paths(self) -> list[Path]:
        """各工作簿。"""
        return list(self.origins)


def found_workbooks(given: Iterable[Path], *, stored: bool = False) -> FoundWorkbooks:
    """文件照列；文件夹连同下级，取其中的工作簿，按路径排，不重复。

    ``stored``：给的文件夹就是存放处的，连同记在里面的各份（套在给的文件夹里的存放处不算：原来的工作簿可能已经拿走）。

    Excel 打开文件时留下的 ``~$`` 临时文件、隐藏的文件和文件夹、本程序写的清单、写在原件旁边的副本不算。
    """
    origins: dict[Path, Path | None] = {}
    unopened: list[tuple[Path, UnreadableFileError]] = []
    leftovers: list[Path] = []
    for path in given:
        if not is_folder(path):  # 名字太长、没有权限的，读的时候说
            origins.setdefault(path, None)
            continue
        for inside in sorted(_inside(path, unopened)):
            if is_temporary(inside.name):
                leftovers += [inside] if _is_stale(inside) else []
            elif _is_wanted(inside) or (stored and _is_stored(inside, path)):
                origins.setdefault(inside, path)
    return FoundWorkbooks(origins, tuple(unopened), tuple(leftovers))


def workbook_paths(given: Iterable[Path]) -> list[Path]:
    """同 ``found_workbooks``，只要工作簿的路径。"""
    return found_workbooks(given).paths


def _inside(folder: Path, unopened: list[tuple[Path, UnreadableFileError]]) -> Iterator[Path]:
    """文件夹连同下级里的文件；打不开的记进 ``unopened``。"""

    def note(error: OSError) -> None:
        place = Path(error.filename or folder)
        unopened.append((place, UnreadableFileError.because(place, error)))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place) / name for name in names)


def _is_wanted(path: Path) -> bool:
    return path.suffix.lower() in _WORKBOOK_SUFFIXES and not _passed_over(path)


def _is_stored(path: Path, store: Path) -> bool:
    return _STORED.fullmatch(path.relative_to(store).as_posix()) is not None


def _passed_over(path: Path) -> bool:
    return (
        path.name.startswith(("~$", "."))
        or _OUR_LISTS.fullmatch(path.stem) is not None
        or _is_copy_beside_its_source(path)
    )


def _is_copy_beside_its_source(path: Path) -> bool:
    """原件就在旁边的副本。单独放在一个文件夹里的副本（改好、交来再查的）照查。"""
    found = _OUR_COPIES.fullmatch(path.stem)
    if found is None:
        return False
    if any(
        path.with_name(f"{found[1]}{suffix}").exists()
        for suffix in {path.suffix, *_WORKBOOK_SUFFIXES}
    ):
        return True
    if len(os.fsencode(path.name)) + _NEAR_LONGEST < longest_name(path.parent):
        return False
    # 名字截短过的：原件的名字以它开头。
    beside = (each for each in path.parent.iterdir() if each != path)
    return any(
        each.name.startswith(found[1]) and each.suffix.lower() in _WORKBOOK_SUFFIXES
        for each in beside
    )


def _is_stale(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _STALE
    except OSError:
        return False
