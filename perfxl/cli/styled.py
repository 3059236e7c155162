"""几段各有样式的文字。写进文件、管道时用不着颜色，也就用不着载入 rich。"""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from perfxl.cli.console import say

if TYPE_CHECKING:
    from rich.text import Text

# 终端当作动作的字符：响铃、退格、换页……
_ACTING = "\a\b\v\f\r"
_DELETED = dict.fromkeys(map(ord, _ACTING))


class Styled:
    """一段段文字，各是什么样式（rich 的写法，如 ``bold red``；没有的为 ``""``）。"""

    def __init__(self, text: str = "", style: str = "") -> None:
        self.spans: list[tuple[str, str]] = [(text, style)] if text else []

    def append(self, text: str, style: str = "") -> None:
        """接在后面。"""
        self.spans.append((text, style))

    def __bool__(self) -> bool:
        return any(text for text, _ in self.spans)

    @property
    def plain(self) -> str:
        """不带样式的文字。"""
        return "".join(text for text, _ in self.spans)

    def rich(self) -> "Text":
        """rich 的写法。"""
        from rich.text import Text

        made = Text()
        for text, style in self.spans:
            made.append(text, style or None)
        return made


def print_styled(lines: Iterable[Styled]) -> None:
    """写到标准输出，各另起一行，有一行写一行；是终端的带上样式。"""
    if _wants_colours():
        from perfxl.cli.screen import console

        screen = console()
        for line in lines:
            screen.print(line.rich())
        return
    for line in lines:
        say(*(_without_acting(text) for text, _ in line.spans))


def _without_acting(text: str) -> str:
    """绝大多数的字里没有，不必逐字去换。"""
    return text.translate(_DELETED) if any(map(text.__contains__, _ACTING)) else text


def _wants_colours() -> bool:
    return sys.stdout.isatty() or any(
        name in os.environ for name in ("FORCE_COLOR", "TTY_COMPATIBLE")
    )
