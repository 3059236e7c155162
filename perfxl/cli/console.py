"""往屏幕上写：正文到标准输出，提示、进度和出错到标准错误。"""

import json
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TypeVar

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.segment import Segment

from perfxl.batch.work import FileResult
from perfxl.grammar.visible_text import visible_text

T = TypeVar("T")
_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x7f-\x9f]")
# 文件多于这个数才显示进度条。
_FEW = 5


class _Screen(Console):
    """只写看得见的字：表里、文件名里夹着的控制字符不送到终端。"""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(visible_text(segment.text), segment.style)


def console() -> Console:
    """正文；不是终端时放宽到 160 列，免得折断。"""
    return _Screen(
        width=None if sys.stdout.isatty() else 160, highlight=False, soft_wrap=True, markup=False
    )


def notice(text: str) -> None:
    """一句提示或出错说明，写到标准错误。"""
    print(visible_text(text), file=sys.stderr)  # noqa: T201


def print_json(data: object) -> None:
    """一份 JSON 到标准输出，汉字照写；标准输出写不了的字（如 GBK 里没有的）写成 ``\\u`` 转义。"""
    text = as_json(data)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(json.loads(text), indent=1)
    print(text)  # noqa: T201


def as_json(data: object) -> str:
    """写成 JSON 文字，汉字照写；控制字符写成转义，路径里不成字的字节是 ``�``。"""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", _HALF.sub("�", text))


def as_text(*parts: RenderableType) -> str:
    """要写进文本文件的文字：不带颜色，160 列。"""
    stream = StringIO()
    _Screen(file=stream, width=160, markup=False, highlight=False).print(*parts, sep="\n")
    return stream.getvalue()


def with_progress(items: Iterable[T], total: int, doing: str) -> Iterator[T]:
    """逐个给出；多于几个而且人在看时，在标准错误上显示进度条。"""
    if total <= _FEW or not sys.stderr.isatty():
        yield from items
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=total)
        for item in items:
            yield item
            progress.advance(task)


def report_unread(results: Iterable[FileResult], *, debug: bool) -> None:
    """读不了的文件，一个一句。"""
    for result in results:
        if result.why:
            notice(f"没有读成：{result.why}")
            if debug and result.cause is not None:
                notice("".join(traceback.format_exception(result.cause)))
