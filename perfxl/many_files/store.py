"""存放处：一个平常的文件夹，一个工作簿一份 ``perfxl.document`` JSON；没有变过的下次不必再读。

照工作簿的内容和名字认（改了名、改了内容的是另一份），照版本作废（程序变了，重读）。每份的末行 ``state`` 是读、评、
逐张查的全部结果（``plain_state``），跨表的核对每次都做。放错了、坏了、别的版本写的，都当作没有。
"""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import perfxl
from perfxl.actions.assessment import Assessment
from perfxl.hosts.into_place import made_folder
from perfxl.hosts.source_file import head_of, kept_bytes, stamp_of
from perfxl.hosts.temporary_files import temporary_file
from perfxl.many_files.file_result import Depth, FileResult
from perfxl.many_files.plain_state import NotPlainError, from_plain, to_plain
from perfxl.model.errors import PerfxlError
from perfxl.model.file_faults import NoTableError, NotWritableError
from perfxl.model.finding import Finding
from perfxl.model.score import TableScore
from perfxl.model.table import Document
from perfxl.model.workbook import Stamp
from perfxl.standards.own_folder import own_folder
from perfxl.standards.own_profiles import known_profile
from perfxl.standards.profile import Profile, load_profile, profile_names
from perfxl.standards.seals import seal_of

# 每份 JSON 的末行，单独一行：不必把前面的都解开。
_STATE = '\n"state":'
# 状态前面一行是记号：64 个十六进制字符，后面是引号和逗号。
_SEAL_LENGTH = 64
_DEPTHS = list(Depth)
# 读回来对不上的各种毛病：都当作没有这一份。
FAULTS = (
    *(OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError),
    RecursionError,
)
# 比这还大的工作簿不记：整个读进内存才算得出是哪一份。
_LARGEST = 64 * 1024 * 1024
# 记下的一份再大不过这么多。
LARGEST_KEPT = 256 * 1024 * 1024


class Known(NamedTuple):
    """一个工作簿是哪一份：内容和名字合成的号码，读的时候文件的样子。"""

    key: str
    stamp: Stamp


def own_store() -> Path:
    """没有写明在哪里的存放处：在这个用户自己的文件夹里。"""
    return own_folder() / "存放"


@dataclass(frozen=True)
class Store:
    """``folder`` 里的存放处；没有的，记第一份的时候建。"""

    folder: Path

    def known(self, path: Path) -> Known | None:
        """``path`` 是哪一份；打不开、太大的为 ``None``，由读的时候说。"""
        try:
            if path.stat().st_size > _LARGEST:
                return None
            content, stamp = head_of(path, -1)
        except (OSError, PerfxlError):
            return None
        name = os.fsencode(path.name)
        return Known(hashlib.sha256(name + b"\0" + content).hexdigest()[:40], stamp)

    def place(self, known: Known) -> Path:
        """记在哪里。"""
        return self.folder / known.key[:2] / f"{known.key}.json"

    def has(self, known: Known) -> bool:
        """记过。"""
        return os.path.exists(f"{self.folder}/{known.key[:2]}/{known.key}.json")  # noqa: PTH110  几千份

    def kept(
        self, known: Known, path: Path, profile: Profile | None, depth: Depth
    ) -> FileResult | None:
        """以前记下的、做到了这一步的结果；没有为 ``None``。"""
        try:
            content = kept_bytes(self.place(known), LARGEST_KEPT)
            if not is_own(content, known.key):
                return None
            state = state_in(content)
            if state["version"] != version():
                return None
            if "why" in state:
                cause = no_table_in(state)
                return FileResult(path, why=state["why"], cause=cause)
            return restored(state, known.stamp, path, profile, depth)
        except FAULTS:
            return None

    def keep(self, known: Known, result: FileResult, profile: Profile | None, depth: Depth) -> str:
        """记下一份；记不成的说为什么（一句话），读不了的、读的时候变过的不记，都为 ``""``。"""
        try:
            state = _state_of(known, result, profile, depth)
            if state is not None:
                written = _compact(state)
                mark = f'\n"seal":"{seal_of(known.key, written.encode())}",'
                _put(self.place(known), _document_of(result) + mark + _STATE + written + "\n}\n")
        except (NotPlainError, UnicodeEncodeError):
            return ""  # 有半个字的，每次重读
        except OSError as error:
            return str(NotWritableError.because(self.folder, error))
        return ""


def is_own(content: bytes, key: str) -> bool:
    """这个用户自己记的 ``key`` 这一份；别处来的、改过的、拿别的一份顶替的不是。"""
    before, _, state = content.rpartition(_STATE.encode())
    mark = before[-_SEAL_LENGTH - 2 : -2].decode("ascii", "replace")
    written = state.rstrip().removesuffix(b"}").rstrip()
    return hmac.compare_digest(seal_of(key, written), mark)


def state_in(content: bytes) -> Any:
    """一份里 ``state`` 的内容；没有、坏了的抛 ``FAULTS`` 之一。"""
    return json.loads(content.rpartition(_STATE.encode())[2].rstrip().removesuffix(b"}"))


def no_table_in(state: Mapping[str, Any]) -> NoTableError:
    """记着一张表也没有的，记的是为什么。"""
    return NoTableError(state["why"], unrelated=state["unrelated"], ours=state.get("ours", False))


# 结果由这些里面的文字定：读、评、查，怎样记。别的（命令行、加载项、版面）变了，记着的仍作数。
_DECIDING = (
    *("actions", "grammar", "hosts", "many_files", "matching", "model", "plans", "reading"),
    *("rules", "scoring", "standards"),
)


@cache
def version() -> str:
    """程序的版本，和定结果的各个文件的内容：文件的时间变了（``git pull``）而内容没有变的，是同一个版本。"""
    root = Path(perfxl.__file__).parent
    found = hashlib.sha256()
    for part in _DECIDING:
        for place, folders, names in os.walk(root / part):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".py", ".json", ".yaml")):
                    found.update(f"{part}/{name}\0".encode() + _content(os.path.join(place, name)))  # noqa: PTH118  几百个文件
    return f"{perfxl.__version__}+{found.hexdigest()[:12]}"


def _content(path: str) -> bytes:
    """换行写成哪一种不算不同（git 在 Windows 上会换）；读不了的当作空的。"""
    with suppress(OSError), open(path, "rb") as stream:  # noqa: PTH123
        return stream.read().replace(b"\r\n", b"\n")
    return b""


def _state_of(
    known: Known, result: FileResult, profile: Profile | None, depth: Depth
) -> dict[str, Any] | None:
    """要记的；读不了的原因不在内容里（没有权限、磁盘坏了）的不记。"""
    common = {
        "version": version(),
        "key": known.key,
        "file": str(result.path),
        "path": os.path.abspath(result.path),  # noqa: PTH100  不跟符号链接
    }
    if isinstance(result.cause, NoTableError):
        if stamp_of(result.path.stat()) != known.stamp:
            return None
        return common | {
            "why": result.why,
            "unrelated": result.cause.unrelated,
            "ours": result.cause.ours,
        }
    read = result.assessment
    if read is None or read.stamp != known.stamp:
        return None
    held = read.document, read.scores, read.findings, read.profile_why, read.profile_inferred
    return common | {
        "depth": depth.value,
        "given": given_profile(profile),
        "profile": profile_plain(read.profile),
        "held": to_plain(held, str(result.path)),
    }


def restored(
    state: dict[str, Any], stamp: Stamp | None, path: Path, profile: Profile | None, depth: Depth
) -> FileResult | None:
    """``state`` 里的结果；没有做到 ``depth``、口径不是这一份的为 ``None``，写得不对的抛 ``FAULTS`` 之一。"""
    if _DEPTHS.index(Depth(state["depth"])) < _DEPTHS.index(depth):
        return None
    used = load_profile()
    if depth is not Depth.READ:
        if state["given"] != given_profile(profile):
            return None
        used = profile or profile_of(state["profile"])
        if profile is None and not still_so(used):
            return None
    document, scores, findings, why, inferred = from_plain(state["held"], str(path))
    whole = isinstance(document, Document) and all(isinstance(each, TableScore) for each in scores)
    if not whole or not all(isinstance(each, Finding) for each in findings):
        return None
    read = Assessment(document, used, stamp=stamp)
    if depth is not Depth.READ:
        read = replace(read, scores=scores, profile_why=why, profile_inferred=inferred)
    return FileResult(path, replace(read, findings=findings) if depth is Depth.CHECK else read)


def given_profile(profile: Profile | None) -> str:
    """用的人指定的是哪一份；没有指定为 ``""``。"""
    if profile is None:
        return ""
    return hashlib.sha256(profile_plain(profile).encode()).hexdigest()


def profile_plain(profile: Profile) -> str:
    """口径写成平常的值。"""
    return _profile_text(_Same(profile))


class _Same:
    """口径没有散列值：照是不是同一个对象记着。"""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.profile is self.profile

    def __hash__(self) -> int:
        return id(self.profile)


@lru_cache(maxsize=64)
def _profile_text(same: _Same) -> str:
    return _compact(to_plain(same.profile, ""))


@lru_cache(maxsize=64)
def profile_of(text: str) -> Profile:
    """记下的口径。"""
    profile: Profile = from_plain(json.loads(text), "")
    return profile


@lru_cache(maxsize=64)
def _still(text: str) -> bool:
    profile = profile_of(text)
    return profile.name in profile_names() or known_profile(profile.name) == profile


def still_so(profile: Profile) -> bool:
    """工作簿里定的、用户自己加的口径，没有改过；随程序带的跟着版本走。"""
    return _still(profile_plain(profile))


def _document_of(result: FileResult) -> str:
    """``perfxl.document`` 的部分，末尾不收口；一张表也没有的，写明为什么。"""
    from perfxl.contract.document import DocumentJson
    from perfxl.contract.shapes import dump

    if result.document is None:
        data: dict[str, object] = {
            "schema": "perfxl.document/1",
            "file": str(result.path),
            "tables": [],
            "why": result.why,
        }
    else:
        data = dump(DocumentJson.of(result.document))
    return _compact(data).removesuffix("}") + ","


def _compact(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _put(place: Path, text: str) -> None:
    """整个换到位；记不成的下次重读，所以不等它落到磁盘。"""
    content = text.encode()
    with made_folder(place.parent), temporary_file(place.parent, ".json", 0o600) as temporary:
        temporary.write_bytes(content)
        temporary.replace(place)
