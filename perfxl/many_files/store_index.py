"""存放处的目录：一个文件记着各份的轮廓、问题、汇总里的各行和跨表核对的结果，不必把几千份都打开。

``index.lines`` 第一行是版本，以后一行一样：号码、记号（``standards/seals``）、JSON（``plain_state`` 的写法）。
没有了、坏了、别的版本写的，当作没有，照各份再记；某一行不对的只当没有这一行。各份不在了的（只拷了一部分），这里的也不算。
"""

import hashlib
import json
import shutil
import stat
import weakref
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any, BinaryIO

from perfxl.actions.assessment import Assessment
from perfxl.hosts.into_place import made_folder
from perfxl.hosts.temporary_files import temporary_file
from perfxl.many_files.aside import Aside, Outlines, Spool
from perfxl.many_files.file_result import Depth, FileResult
from perfxl.many_files.parting import backed
from perfxl.many_files.plain_state import NotPlainError, from_plain, to_plain
from perfxl.many_files.store import (
    FAULTS,
    Known,
    Store,
    given_profile,
    profile_of,
    profile_plain,
    still_so,
    version,
)
from perfxl.many_files.work import Work
from perfxl.model.address import Block
from perfxl.model.entry import Entry
from perfxl.model.finding import Finding
from perfxl.model.form import Form
from perfxl.model.form_spec import Scope, Stage
from perfxl.model.fund import Fund
from perfxl.model.outline import AT_HAND, KEPT, HeldTable, OutlinedTable
from perfxl.model.summary import ClassPoints, DraftedRow, EvaluatedProject
from perfxl.model.table import Document, Line
from perfxl.model.unread import UnreadRow
from perfxl.rules.engine.related_files import TableTraits
from perfxl.standards.profile import Profile
from perfxl.standards.seals import Sealing

_NAME = "index.lines"
_SCHEMA = "perfxl.store-index/1"
# 比这还大的目录不读；一行也不会这么长。
_LARGEST, _LONGEST = 1024 * 1024 * 1024, 8 * 1024 * 1024
# 照抄时一次抄多少字节。
_BLOCK = 1024 * 1024
# 汇总里的各行另记一行，号码前面加上它：只校验的用不着。轮廓里不在手边的（``AT_HAND`` 以外的）也是，问到时才解开。
_DRAFTS, _OUTLINES = "s", "o"
# 这一次没有用到的行，最多留到用到的几倍，另加一些。
_UNUSED_TIMES, _UNUSED_MORE = 4, 20_000
# 文件的路径不记：挪了地方的，照现在的。
_KEPT = tuple(name for name in KEPT if name != "book")
_AT_HAND = tuple(name for name in AT_HAND if name != "book")
# 轮廓的各项应是什么；``fields``、``lines``、``unread_rows`` 里面的另看。
_TYPES: Mapping[str, type[Any] | tuple[type[Any], ...]] = {
    "form": Form,
    "scope": Scope,
    "stage": Stage,
    "book": str,
    "sheet": str,
    "block": Block,
    "title": Entry,
    "year": (int, type(None)),
    "month": (int, type(None)),
    "money_unit": (str, type(None)),
    "fields": dict,
    "lines": tuple,
    "unread_rows": tuple,
    "hidden": bool,
    "continues": str,
}


# 汇总的一行里，写着字的、写着数的几项。
_TEXTS = (
    *("unit", "project", "code", "file", "sheet", "cell", "printed_grade", "grade"),
    "department",
)
_NUMBERS = ("initial", "adjusted", "executed", "rate", "printed_total", "total")


class StoreIndex:
    """``store`` 的目录，照 ``work`` 用：口径、版本不同的不算。"""

    def __init__(self, store: Store, work: Work) -> None:
        self._store, self._work = store, work
        self._given = given_profile(work.profile)
        self._version, self._seal = version(), Sealing()
        self._file: BinaryIO | None = None
        self._let_go: Callable[[], object] = _nothing_open
        self._whole = False  # 是这个版本写的，行行完整
        self._lines = dict(self._read())
        self._used: set[str] = set()
        self._spool = Spool()
        self._fresh: dict[str, Callable[[], bytes]] = {}
        self._profiles: dict[str, Profile | None] = {}

    def _read(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """各行的号码，内容从哪里起、多长：不都留在内存里。"""
        place = self._store.folder / _NAME
        with suppress(OSError):
            found = place.stat()
            if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
                return
            stream = place.open("rb")
            self._file = stream
            self._let_go = weakref.finalize(self, stream.close)
            if stream.readline(_LONGEST).decode("utf-8", "replace").strip() != self._head:
                return
            start, self._whole = stream.tell(), True
            for line in iter(lambda: stream.readline(_LONGEST), b""):
                key, _, content = line.partition(b" ")
                if content.endswith(b"\n"):  # 不是整行的，照抄会与下一行连起来
                    yield key.decode("ascii", "replace"), (start + len(key) + 1, len(content))
                else:
                    self._whole = False
                start += len(line)

    def _line(self, key: str) -> bytes | None:
        place = self._lines.get(key)
        if place is None or self._file is None:
            return None
        try:
            self._file.seek(place[0])
            mark, _, content = self._file.read(place[1]).rstrip(b"\n").partition(b" ")
        except OSError:
            return None
        # 别处来的、改过的一行，当作没有。
        return content if mark.decode("ascii", "replace") == self._seal(key, content) else None

    @property
    def _head(self) -> str:
        return f"{_SCHEMA} {self._version}"

    def found(self, path: Path) -> FileResult | None:
        """``path`` 以前的结果（轮廓和问题，汇总的连同先写好的各行）；没有为 ``None``。"""
        known = self._store.known(path)
        if known is None or self._work.depth is not Depth.CHECK:
            return None
        key = self._entry_key(known)
        content = self._line(key)
        kept = content is not None and _OUTLINES + key in self._lines and self._store.has(known)
        if content is None or not kept:
            return None
        try:
            read, traits = self._restored(json.loads(content), known, path)
            if read is not None and self._work.summarised:
                read = self._with_drafts(read, key)
        except FAULTS:
            return None
        if read is None:
            return None
        self._used |= {key, _OUTLINES + key}
        take = self._take(known, path)
        asked = _Once(partial(self._outlines, key, str(path), traits, take))
        if not self._work.summarised:
            return backed(FileResult(path, read), Aside(take, asked, known.key, traits))
        outlines = asked()  # 汇总差不多每张都要问
        drawn = replace(read, document=replace(read.document, tables=outlines.tables))
        return backed(FileResult(path, drawn), Aside(take, outlines, known.key))

    def _outlines(
        self,
        key: str,
        book: str,
        traits: tuple[TableTraits, ...],
        take: Callable[[], Assessment],
    ) -> Outlines:
        """记着的轮廓；不对的照全部的另画。"""
        content = self._line(_OUTLINES + key)
        if content is not None:
            with suppress(*FAULTS):
                tables = from_plain(json.loads(content)["held"], book)
                return Outlines(tuple(_table_again(parts, book) for parts in tables), traits)
        return Outlines(tuple(map(OutlinedTable.of, take().document.tables)), traits)

    def _entry_key(self, known: Known) -> str:
        return f"{known.key}{self._given[:8]}"

    def _with_drafts(self, read: Assessment, key: str) -> Assessment | None:
        """连同汇总里的各行；只校验过、没有写过的为 ``None``。"""
        content = self._line(_DRAFTS + key)
        if content is None:
            return None
        drafts = from_plain(json.loads(content), read.file)
        count = len(read.document.tables)
        if not all(_is_drafted(each) and each.number in range(count) for each in drafts):
            return None
        self._used.add(_DRAFTS + key)
        return replace(read, drafts=drafts)

    def _take(self, known: Known, path: Path) -> Any:
        def taken() -> Assessment:
            work = replace(self._work, store=self._store)
            kept = self._store.kept(known, path, work.profile, work.depth) or work.of(path)
            return kept.whole

        return taken

    def _restored(
        self, data: dict[str, Any], known: Known, path: Path
    ) -> tuple[Assessment | None, tuple[TableTraits, ...]]:
        profile = self._work.profile or self._profile(data["profile"])
        if profile is None:
            return None, ()
        held = from_plain(data["held"], str(path))
        tables, others, traits, findings, why, inferred = held
        if not all(isinstance(each, Finding) for each in findings):
            return None, ()
        document = Document(
            str(path), tuple(_at_hand_again(each, str(path)) for each in tables), *others
        )
        read = Assessment(
            document,
            profile,
            findings=findings,
            stamp=known.stamp,
            profile_why=why,
            profile_inferred=inferred,
        )
        return read, tuple(TableTraits(*each) for each in traits)

    def _profile(self, key: str) -> Profile | None:
        """记着的口径；改过了的为 ``None``。"""
        if key not in self._profiles:
            found = profile_of(json.loads(self._line(key) or b""))
            self._profiles[key] = found if still_so(found) else None
            self._used.add(key)
        return self._profiles[key]

    def add(self, result: FileResult) -> None:
        """记下刚读的、或目录里没有的一个；写不成平常的值的不记。"""
        read, aside = result.assessment, result.aside
        if read is None or aside is None or self._work.depth is not Depth.CHECK:
            return
        known = self._store.known(result.path)
        if known is None or known.stamp != read.stamp:
            return
        document, outlined = read.document, aside.outlines.tables
        others = (
            *(document.other_sheets, document.unknown),
            *(document.unread_sheets, document.result_sheets),
        )
        held = (
            tuple(map(_at_hand_of, outlined)),
            others,
            tuple(map(tuple, aside.traits)),
            tuple(read.findings),
            read.profile_why,
            read.profile_inferred,
        )
        profile = profile_plain(read.profile)
        profile_key = "p" + hashlib.sha256(profile.encode()).hexdigest()[:32]
        with suppress(NotPlainError):
            line = {"profile": profile_key, "held": to_plain(held, document.file)}
            outlines = {"held": to_plain(tuple(map(_parts_of, outlined)), document.file)}
            drafts = None if read.drafts is None else to_plain(read.drafts, document.file)
            self._keep(self._entry_key(known), line)
            self._keep(_OUTLINES + self._entry_key(known), outlines)
            if drafts is not None:
                self._keep(_DRAFTS + self._entry_key(known), drafts)
            if profile_key not in self._fresh:
                self._keep(profile_key, profile)
        aside.token = known.key

    def recalled(self, key: str) -> list[Finding] | None:
        """以前跨表核对的结果。"""
        content = self._line(key)
        if content is None:
            return None
        if content == _nothing_found():
            self._used.add(key)
            return []
        try:
            findings = from_plain(json.loads(content), "")
            if not all(isinstance(each, Finding) for each in findings):
                return None
        except FAULTS:
            return None
        self._used.add(key)
        return list(findings)

    def remember(self, key: str, findings: Sequence[Finding]) -> None:
        """记下跨表核对的结果。"""
        with suppress(NotPlainError):
            self._keep(key, to_plain(tuple(findings), ""))

    def _keep(self, key: str, data: object) -> None:
        with suppress(UnicodeEncodeError):  # 有半个字的，每次重读
            self._fresh[key] = self._spool.put(_written(data))

    def save(self) -> None:
        """有新的才写：用到的、新的都写，没有用到的留一些；写不成的下次再记。"""
        if not self._fresh:
            return
        folder = self._store.folder
        spare = _UNUSED_TIMES * len(self._used) + _UNUSED_MORE
        unused = [key for key in self._lines if key not in self._used and key not in self._fresh]
        dropped = set(unused[: max(0, len(unused) - spare)]) | (self._lines.keys() & self._fresh)
        with (
            suppress(OSError),
            made_folder(folder),
            temporary_file(folder, ".lines", 0o600) as temporary,
        ):
            with temporary.open("wb") as stream:
                self._copy_lines(stream, dropped)
                for key, written in self._fresh.items():
                    content = written()
                    stream.write(f"{key} {self._seal(key, content)} ".encode() + content + b"\n")
            self._put_in_place(temporary)

    def _copy_lines(self, stream: BinaryIO, dropped: Collection[str]) -> None:
        """原来的各行；一行也不去掉、行行完整的，整块照抄。"""
        if self._file is not None and self._whole and not dropped:
            self._file.seek(0)
            shutil.copyfileobj(self._file, stream, _BLOCK)
            return
        stream.write(f"{self._head}\n".encode())
        for key in self._lines.keys() - dropped:
            stream.write(self._as_written(key))

    def _put_in_place(self, written: Path) -> None:
        """换上写好的目录。Windows 上开着的文件换不掉，先关上；换好的、没有换成的都重新打开，其后还要取。"""
        self._let_go()
        try:
            written.replace(self._store.folder / _NAME)
        finally:
            self._file, self._whole = None, False
            self._lines = dict(self._read())

    def _as_written(self, key: str) -> bytes:
        """原来的一行，连同记号一字不动：不对的，用到时仍看得出。"""
        assert self._file is not None
        start, size = self._lines[key]
        self._file.seek(start)
        return f"{key} ".encode() + self._file.read(size)


def _written(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _nothing_open() -> None:
    """目录还没有打开过的，没有要关的。"""


@cache
def _nothing_found() -> bytes:
    """跨表核对一处也没有的，写成什么：多半如此，不必解开。"""
    return _written(to_plain((), ""))


class _Once:
    """取过的留着：问到轮廓的，多半不止一次。"""

    __slots__ = ("_found", "_take")

    def __init__(self, take: Callable[[], Outlines]) -> None:
        self._take = take
        self._found: Outlines | None = None

    def __call__(self) -> Outlines:
        if self._found is None:
            self._found = self._take()
        return self._found


def _at_hand_of(table: Any) -> tuple[Any, ...]:
    """手边的几样，文件的路径不写。"""
    return tuple(table.__dict__[name] for name in _AT_HAND)


def _at_hand_again(values: Sequence[Any], book: str) -> HeldTable:
    """还原；有一项不对的抛 ``TypeError``、``ValueError``。"""
    kept = {"book": book, **dict(zip(_AT_HAND, values, strict=True))}
    if not _is_typed(kept):
        raise TypeError("not an outline")
    return HeldTable.at_hand(*(kept[name] for name in AT_HAND))


def _is_typed(kept: Mapping[str, Any]) -> bool:
    """留着的各项，是它该是的。"""
    return all(isinstance(value, _TYPES.get(name, object)) for name, value in kept.items()) and all(
        isinstance(each, UnreadRow) for each in kept["unread_rows"]
    )


def _parts_of(table: Any) -> tuple[Any, ...]:
    """轮廓的各项，文件的路径不写；末两项是年度资金总额、时限里最后的一年。"""
    values = (table.__dict__[name] for name in _KEPT)
    return (*values, table.annual_total, table.latest_deadline)


def _table_again(parts: Sequence[Any], book: str) -> OutlinedTable:
    """还原；有一项不对的抛 ``TypeError``、``ValueError``。"""
    *values, total, latest = parts
    kept = {"book": book, **dict(zip(_KEPT, values, strict=True))}
    right = (
        _is_typed(kept)
        and isinstance(total, Fund | None)
        and isinstance(latest, int | None)
        and all(isinstance(k, str) and isinstance(v, Entry) for k, v in kept["fields"].items())
        and all(isinstance(each, Line) for each in kept["lines"])
    )
    if not right:
        raise TypeError("not an outline")
    return OutlinedTable.again(kept, total, latest)


def _is_drafted(each: Any) -> bool:
    """汇总里先写好的一行，各项是它该是的。"""
    if not isinstance(each, DraftedRow) or not isinstance(each.row, EvaluatedProject):
        return False
    row = each.row
    texts = (*(getattr(row, name) for name in _TEXTS), *row.organisations, *row.notes, *row.doubts)
    return (
        isinstance(each.indicator_names, int)
        and all(isinstance(text, str) for text in texts)
        and all(isinstance(getattr(row, name), Decimal | None) for name in _NUMBERS)
        and all(isinstance(points, ClassPoints) for points in row.classes)
    )


@dataclass
class Apart:
    """放到一边的一次运行：临时文件，存放处的目录（没有存放处的为 ``None``）。"""

    spool: Spool
    index: StoreIndex | None = None

    def save(self) -> None:
        """目录有新的，写下。"""
        if self.index is not None:
            self.index.save()
