"""许多放到一边的文件之间的核对：相干的在一起，一批一批地取；上次核对过、都没有变的不再做。"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from perfxl.many_files.aside import FoundAside
from perfxl.many_files.file_result import FileResult, assessments_of
from perfxl.many_files.store import profile_plain
from perfxl.model.finding import Finding
from perfxl.model.table import Table
from perfxl.rules.engine.batches import InBatches, ToCheck
from perfxl.rules.engine.related_files import FileTraits, Surroundings, traits_of
from perfxl.rules.engine.running import check_tables
from perfxl.rules.engine.table_set import EvaluatedUnits
from perfxl.standards.profile import Profile

if TYPE_CHECKING:
    from perfxl.many_files.aside import Spool

# 一次取这么多个文件的全部内容；相干的文件多过这个数的，先用轮廓找谁对谁。
_AT_ONCE = 64


class AcrossMemory(Protocol):
    """记着以前核对的结果。"""

    def recalled(self, key: str) -> list[Finding] | None:
        """以前的；没有为 ``None``。"""

    def remember(self, key: str, findings: Sequence[Finding]) -> None:
        """记下。"""


def found_across(
    results: Sequence[FileResult],
    memory: AcrossMemory | None = None,
    spool: "Spool | None" = None,
) -> Callable[[str], list[Finding]]:
    """各文件跨表的问题（一个文件拿一次），与合在一起核对的相同。``spool``：文件太多，放进去。"""
    found = FoundAside(spool)
    read = [each for each in results if each.assessment is not None]
    if read:
        _Checking(read, assessments_of(read)[0].profile, memory, found).run()
    return found.taken


class _Checking:
    def __init__(
        self,
        read: Sequence[FileResult],
        profile: Profile,
        memory: AcrossMemory | None,
        found: "FoundAside",
    ) -> None:
        self._read, self._profile, self._memory = read, profile, memory
        self._around = Surroundings(map(_traits, read))
        self._found = found
        self._waiting: list[tuple[str, list[int]]] = []
        self._by = "" if memory is None else _digest(profile_plain(profile))

    def run(self) -> None:
        for group in self._around.groups():
            if len(group) > _AT_ONCE:
                self._large_group(group)
            else:
                self._small_group(group)
        self._check_waiting()

    def _small_group(self, group: list[int]) -> None:
        """几个小组凑成一批。"""
        around = self._around.around(group)
        units = [] if self._memory is None else _said(around.evaluated_units)
        units += [] if self._memory is None else _said(around.approvals_given)
        folders = sorted(around.of_several_units), sorted(around.with_nameless)
        key = self._key(group, ("组", around.years, units, *folders))
        if self._is_known(key):
            return
        if sum(len(own) for _, own in self._waiting) + len(group) > _AT_ONCE:
            self._check_waiting()
        self._waiting.append((key, group))

    def _check_waiting(self) -> None:
        files = sorted(place for _, group in self._waiting for place in group)
        tables = [table for place in files for table in self._tables(place)]
        found = _by_file(check_tables(tables, self._profile, self._around.around(files)))
        for key, group in self._waiting:
            own = [one for place in group for one in found.get(self._file(place), ())]
            self._add(key, own)
        self._waiting.clear()

    def _large_group(self, group: list[int]) -> None:
        outlines = [_outlines(self._read[place]) for place in group]
        batches = InBatches(self._around, group, outlines, self._profile)
        self._add("", batches.outlined())
        waiting: list[tuple[str, ToCheck]] = []
        for each in batches.files():
            key = self._key(each.files, ("文件", each.about))
            if not self._is_known(key):
                waiting.append((key, each))
        for start in range(0, len(waiting), _AT_ONCE):
            batch = waiting[start : start + _AT_ONCE]
            found = _by_file(batches.check([each for _, each in batch], self._tables))
            for key, each in batch:
                self._add(key, found.get(self._file(each.place), ()))

    def _key(self, files: Iterable[int], about: object) -> str:
        """内容、名字、周围都没有变的，号码也不变；有一个说不出内容的为 ``""``，不记。"""
        if self._memory is None:
            return ""
        asides = [self._read[place].aside for place in files]
        tokens = [each.token if each is not None else "" for each in asides]
        if not all(tokens):
            return ""
        books = [self._file(place) for place in files]
        about = (about, self._by)
        return _digest(repr((tokens, books, about)))

    def _is_known(self, key: str) -> bool:
        if not key or self._memory is None:
            return False
        known = self._memory.recalled(key)
        if known is None:
            return False
        self._found.add(known)
        return True

    def _add(self, key: str, findings: Sequence[Finding]) -> None:
        if key and self._memory is not None:
            self._memory.remember(key, findings)
        self._found.add(findings)

    def _file(self, place: int) -> str:
        return self._around.books[place]

    def _tables(self, place: int) -> Sequence[Table]:
        return self._read[place].whole.document.tables


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _traits(result: FileResult) -> FileTraits:
    assert result.assessment is not None
    file = result.assessment.file
    if result.aside is not None:
        return FileTraits(file, result.aside.traits)
    return traits_of(file, result.assessment.document.tables)


def _outlines(result: FileResult) -> Sequence[Table]:
    assert result.assessment is not None
    return result.assessment.document.tables


def _said(units: EvaluatedUnits) -> list[tuple[str, str]]:
    return sorted((folder, own.said) for folder, own in units.items())


def _by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for each in findings:
        found.setdefault(each.file, []).append(each)
    return found
