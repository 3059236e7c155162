"""存放处里的各份当作文件来读：去年的存放处与今年的文件夹放在一起汇总、比对，原来的工作簿不必还在。

表照记的时候读的；评分、校验照现在的程序再做（记的正是这一版、这份口径的，照取）。同一个工作簿又在存放处、又在给的
文件夹里的，只算一次；同一个文件、同样年度的几份，只算最后记的一份。
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from perfxl.actions.assessment import NAMED_IN_BOOK, Assessment, assess_document
from perfxl.hosts.source_file import kept_bytes
from perfxl.many_files.file_result import Depth, FileResult, KeptAs
from perfxl.many_files.plain_state import from_plain
from perfxl.many_files.plain_types import expect_typed
from perfxl.many_files.store import (
    FAULTS,
    LARGEST_KEPT,
    Store,
    is_own,
    no_table_in,
    profile_of,
    restored,
    state_in,
    version,
)
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.table import Document
from perfxl.scoring.inferred_profile import ChosenProfile, inferred_profile
from perfxl.standards.profile import Profile, load_profile


def stored_result(place: Path, profile: Profile | None, depth: Depth) -> FileResult:
    """``place`` 是存放处里的一份；``path`` 是原来的文件。读不了的写进 ``why``，不抛异常。"""
    try:
        content = kept_bytes(place, LARGEST_KEPT)
    except OSError as error:
        return FileResult(place, why=str(UnreadableFileError.because(place, error)), cause=error)
    try:
        state = state_in(content)
        path = _path_of(state)
        kept = KeptAs(place, state["key"], state["path"], place.stat().st_mtime_ns)
        if "why" in state:
            return FileResult(path, skipped=no_table_in(state).skipped_said(path.name), kept=kept)
        own = is_own(content, state["key"])
        assessed = _assessed(state, path, profile, depth, own=own)
    except FAULTS as error:
        return FileResult(place, why=_not_kept(place), cause=error)
    return FileResult(path, assessed, kept=replace(kept, older=state["version"] != version()))


def _not_kept(place: Path) -> str:
    return (
        f"“{place.name}”不是这个程序的 --store 记下的，或是别的版本记的、认不出了；"
        "请给原来的工作簿（read --json 写的没有全部内容，不能代替）。"
    )


def _path_of(state: dict[str, Any]) -> Path:
    """原来的文件：当时的写法现在指的还是它的，照那样写，不然写全。"""
    name, whole = state["file"], state["path"]
    if not (isinstance(name, str) and isinstance(whole, str)):
        raise TypeError
    return Path(name if os.path.abspath(name) == whole else whole)  # noqa: PTH100


def _assessed(
    state: dict[str, Any], path: Path, profile: Profile | None, depth: Depth, *, own: bool
) -> Assessment:
    if own and state["version"] == version():
        whole = restored(state, None, path, profile, depth)
        if whole is not None and whole.assessment is not None:
            return whole.assessment
    document, *_, why, _ = from_plain(state["held"], str(path))
    if not isinstance(document, Document):
        raise TypeError
    if not own:
        expect_typed(document)
    if depth is Depth.READ:
        return Assessment(document, load_profile())
    if profile is not None:
        chosen = ChosenProfile(profile, "检查时指定的")
    elif why == NAMED_IN_BOOK:
        chosen = ChosenProfile(profile_of(state["profile"]), why)
    else:
        chosen = inferred_profile(document.tables)
    return assess_document(document, chosen, check=depth is Depth.CHECK)


@dataclass(frozen=True)
class CountedOnce:
    """留下的各个，照给的次序；``left`` 是没有再算几份，``said`` 是要说的，各一句。"""

    results: list[FileResult]
    left: int
    said: tuple[str, ...]


def counted_once(results: Sequence[FileResult]) -> CountedOnce:
    """工作簿和存放处里的各份，同一个只算一次：先算工作簿，再算后记的。存放处里的照原来的文件的次序。"""
    stored = [each for each in results if each.kept is not None]
    if not stored:
        return CountedOnce(list(results), 0, ())
    books = [each for each in results if each.kept is None and each.assessment is not None]
    keys = _keys(books)
    about = {_about(os.path.abspath(each.path), each) for each in books}  # noqa: PTH100
    same, earlier = set[int](), set[int]()
    for each in sorted(stored, key=lambda each: each.kept.at if each.kept else 0, reverse=True):
        assert each.kept is not None
        whole = _about(each.kept.path, each)
        if each.kept.key in keys:
            same.add(id(each))
        elif whole in about:
            earlier.add(id(each))
        keys.add(each.kept.key)
        about.add(whole)
    left = same | earlier
    in_order = iter(sorted(stored, key=lambda each: (each.path, each.kept.at if each.kept else 0)))
    every = [each if each.kept is None else next(in_order) for each in results]
    return CountedOnce(
        [each for each in every if id(each) not in left],
        len(left),
        tuple(_said(len(same), len(earlier), [e for e in stored if id(e) not in left])),
    )


def _keys(books: Iterable[FileResult]) -> set[str]:
    known = (Store(Path()).known(each.path) for each in books)
    return {each.key for each in known if each is not None}


def _about(path: str, result: FileResult) -> tuple[str, frozenset[int | None]]:
    """哪个文件的哪一年：年年用一个名字的文件，去年的与今年的是两份。"""
    tables = result.document.tables if result.document is not None else ()
    return path, frozenset(table.year for table in tables)


def _said(same: int, earlier: int, used: Sequence[FileResult]) -> Iterable[str]:
    if same:
        yield f"存放处里有 {same} 份就是给出的工作簿，只算一次。"
    if earlier:
        yield f"存放处里有 {earlier} 份是同一个文件改以前的样子，没有算。"
    if older := sum(each.kept is not None and each.kept.older for each in used):
        yield f"存放处里有 {older} 份是别的版本的程序记的：表照当时读的，评分、校验照现在的。"
