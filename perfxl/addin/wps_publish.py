"""WPS 的加载项清单 ``publish.xml``：加上、去掉我们的一条，别人的一个字节也不动。"""

import re
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from perfxl.addin.errors import AddinError

NAME = "perfxl"
_ROOT = "jsplugins"
_NEW = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<jsplugins>\n</jsplugins>\n'
_MARKS = b"\xef\xbb\xbf"
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_OWN = re.compile(r'<jsplugin name="perfxl" type="et" url="" version="([^"]*)" [^<>]*/>')


class _Found(NamedTuple):
    """清单里的：根元素的收尾在哪里（``closed`` 是写成 ``<jsplugins/>`` 的，就是它），叫 perfxl 的几条在哪里。"""

    end: int
    closed: bool
    named: tuple[int, ...]


def entry(version: str) -> str:
    """离线安装的一条：文件夹叫 ``perfxl_版本``。"""
    return f'<jsplugin name="{NAME}" type="et" url="" version="{version}" enable="enable_dev" install="null"/>'


def installed_version(content: bytes) -> str | None:
    """清单里我们的一条是哪一版；没有为 ``None``。清单坏了、那一条是别人写的抛 ``AddinError``。"""
    if not content.strip():
        return None
    found = _found(content)
    if not found.named:
        return None
    known = _OWN.fullmatch(_tag(content, found.named[0]).decode("utf-8", "replace"))
    if known is None or len(found.named) > 1:
        raise AddinError(
            f"publish.xml 里已有叫 {NAME} 的加载项，不是 perfxl addin wps install 写的，没有动它；"
            "请先在 WPS 里或在 publish.xml 里去掉那一条。"
        )
    return known[1]


def with_entry(content: bytes, version: str) -> bytes:
    """加上我们的一条；已有的换成这一版的。"""
    if installed_version(content) == version:
        return content
    content = without_entry(content)
    if not content.strip():
        content = _NEW
    found, own = _found(content), entry(version).encode("utf-8")
    if found.closed:
        opened = re.sub(rb"\s*/>$", b">", _tag(content, found.end))
        return _replaced(
            content, found.end, _tag(content, found.end), opened + own + b"</jsplugins>"
        )
    line = b"  " + own + (b"\r\n" if b"\r\n" in content else b"\n")
    return content[: found.end] + line + content[found.end :]


def without_entry(content: bytes) -> bytes:
    """去掉我们的一条；没有的照旧，只剩我们写的空清单的为空。"""
    if installed_version(content) is None:
        return content
    [start] = _found(content).named
    end = start + len(_tag(content, start))
    if content[:start].endswith(b"  "):
        start -= 2
    after = re.match(rb"\r?\n", content[end:])
    left = content[:start] + content[end + (after.end() if after else 0) :]
    return b"" if left == _NEW else left


def _found(content: bytes) -> _Found:
    """照 XML 解析，位置是字节；注释里的不算。"""
    parser = ParserCreate()
    depth, root_start, end = 0, -1, -1
    named: list[int] = []
    roots: list[str] = []

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, root_start
        if depth == 0:
            roots.append(name)
            root_start = parser.CurrentByteIndex
        elif depth == 1 and attributes.get("name") == NAME:
            named.append(parser.CurrentByteIndex)
        depth += 1

    def ended(_name: str) -> None:
        nonlocal depth, end
        depth -= 1
        if depth == 0:
            end = parser.CurrentByteIndex

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    try:
        content.removeprefix(_MARKS).decode("utf-8")
        parser.Parse(content, True)
    except (ExpatError, UnicodeDecodeError) as error:
        raise _broken() from error
    if roots != [_ROOT]:
        raise _broken()
    closed = _tag(content, root_start).endswith(b"/>")
    return _Found(root_start if closed else end, closed, tuple(named))


def _broken() -> AddinError:
    return AddinError(
        "WPS 的加载项清单 publish.xml 不成样子，没有动它；"
        "请让写它的人改好，或把它移到别处（那里面的加载项要另装），再装一次。"
    )


def _tag(content: bytes, start: int) -> bytes:
    matched = _TAG.match(content, start)
    if matched is None:
        raise _broken()
    return matched[0]


def _replaced(content: bytes, start: int, old: bytes, new: bytes) -> bytes:
    return content[:start] + new + content[start + len(old) :]
