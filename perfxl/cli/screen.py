"""带样式的屏幕：表格、颜色，写进文本文件的样子。"""

import sys
from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from perfxl.grammar.visible_text import visible_text


class _Screen(Console):
    """只写看得见的字：表里、文件名里夹着的控制字符不送到终端。字照写，``:100:`` 不换成表情。"""

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
    width = None if sys.stdout.isatty() else 160
    return _Screen(width=width, highlight=False, soft_wrap=True, markup=False, emoji=False)


def as_text(*parts: RenderableType) -> str:
    """要写进文本文件的文字：不带颜色，160 列。"""
    return "".join(as_texts(parts))


def as_texts(parts: Iterable[RenderableType]) -> Iterator[str]:
    """同 ``as_text``，一段一段地给。"""
    stream = StringIO()
    screen = _Screen(file=stream, width=160, markup=False, emoji=False, highlight=False)
    for part in parts:
        screen.print(part)
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
