"""几个文件的副本、成表写到哪里：下级文件夹照旧，同名的分得开。"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from perfxl.hosts.outputs import HOW_TO_REPLACE, Outputs
from perfxl.hosts.xlsx_reader import copy_suffix
from perfxl.many_files.acceptance_lists import ACCEPTANCE_LIST
from perfxl.standards.profile import profile_files


def outputs_of(
    paths: Iterable[Path],
    *,
    replace: bool = False,
    profile: str | None = None,
    others: Iterable[Path | None] = (),
    how: str = HOW_TO_REPLACE,
) -> Outputs:
    """一次运行的输出：``paths`` 是要读的工作簿，旁边的认可清单、``profile`` 的文件、``others`` 也是要读的。"""
    given = list(paths)
    beside = dict.fromkeys(path.parent / ACCEPTANCE_LIST for path in given)
    inputs = [*given, *beside, *(each for each in others if each is not None)]
    return Outputs(
        [*inputs, *(profile_files(profile) if profile else ())], replace=replace, how=how
    )


def output_places(
    origins: Mapping[Path, Path | None],
    ending: str,
    *,
    suffix: str | None = None,
    once: bool = False,
) -> dict[Path, Path]:
    """各文件的副本在输出文件夹里的位置，互不相同。

    ``origins`` 是各文件在给的哪个文件夹里（``found_workbooks``）：只给了一个文件夹的，里面的下级照旧；
    给了几个的，各放进同名的文件夹。直接给的文件（``None``）平着放，同名的前面加上所在文件夹的名字。
    ``once`` 时名字末尾已经是 ``ending`` 的不再加（正好是给的文件的，由 ``Outputs.chosen`` 另取一个）。

    >>> loose = dict.fromkeys((Path("甲局/自评表.xlsx"), Path("乙局/自评表.xlsx")))
    >>> sorted(map(str, output_places(loose, "（已标注）").values()))
    ['乙局_自评表（已标注）.xlsx', '甲局_自评表（已标注）.xlsx']
    >>> held = dict.fromkeys((Path("收/甲局/表.xlsx"), Path("收/表.xls")), Path("收"))
    >>> [place.as_posix() for place in output_places(held, "（已标注）").values()]
    ['甲局/表（已标注）.xlsx', '表（已标注）.xlsx']
    >>> filled = {Path("收/表（自评表）.xlsx"): Path("收")}
    >>> output_places(filled, "（自评表）", once=True).popitem()[1].name
    '表（自评表）.xlsx'
    """
    roots = _root_names([root for root in origins.values() if root is not None])
    folders = {
        path: PurePath() if root is None else roots[root] / path.parent.relative_to(root)
        for path, root in origins.items()
    }
    places: dict[Path, Path] = {}
    taken: set[str] = set()
    for path, stem in _stems(folders).items():
        kind = suffix or copy_suffix(path)
        name = f"{stem.removesuffix(ending) if once else stem}{ending}"
        number = 1
        while True:
            mark = f"({number})" if number > 1 else ""
            place = Path(folders[path] / f"{name}{mark}{kind}")
            if place.as_posix().casefold() not in taken:
                break
            number += 1
        taken.add(place.as_posix().casefold())
        places[path] = place
    return places


def _root_names(roots: Iterable[Path]) -> dict[Path, PurePath]:
    """给了几个文件夹时各叫什么；只给了一个的不另建一级。"""
    given = list(dict.fromkeys(roots))
    if len(given) < 2:
        return dict.fromkeys(given, PurePath())
    names: dict[Path, PurePath] = {}
    tally = Counter(each.absolute().name.casefold() for each in given)
    for root, stem in zip(given, _told_apart(given), strict=True):
        alone = root.absolute().name
        names[root] = PurePath(alone if tally[alone.casefold()] == 1 else stem)
    return names


def _stems(folders: Mapping[Path, PurePath]) -> dict[Path, str]:
    """各文件的名字（不带后缀）；要放在一处而同名的，前面加上所在文件夹的名字。"""
    groups: dict[tuple[str, str], list[Path]] = {}
    for path, folder in folders.items():
        groups.setdefault((folder.as_posix().casefold(), path.name.casefold()), []).append(path)
    stems: dict[Path, str] = {}
    for group in groups.values():
        if len(group) == 1:
            stems[group[0]] = group[0].stem
        else:
            named = _told_apart([path.with_suffix("") for path in group])
            stems |= dict(zip(group, named, strict=True))
    return {path: stems[path] for path in folders}


def _told_apart(paths: list[Path]) -> list[str]:
    """同名的几个：从开始不同的那一级文件夹起，用“_”连成一个名字。"""
    full = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100  “..”也要算掉
    drives = {path.anchor for path in full}
    if len(drives) > 1:
        return ["_".join(path.parts[1:]) for path in full]
    shared = os.path.commonpath([path.parent for path in full])
    return ["_".join(path.relative_to(shared).parts) for path in full]
