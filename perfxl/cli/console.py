"""往屏幕上写：正文到标准输出，提示、进度和出错到标准错误。要样式的在 ``screen``。

每个命令都经这里，所以各样东西用到时才载入。
"""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from perfxl.many_files.file_result import FileResult

T = TypeVar("T")
# 文件多于这个数才显示进度条。
_FEW = 5


def say(*parts: str) -> None:
    """一段没有样式的正文，写到标准输出。"""
    if any("\t" in part for part in parts):
        from rich.text import Text

        from perfxl.cli.screen import console

        # 制表符对齐到第几列，照屏幕上的宽度算；各段各自去掉看不见的字，与有样式的相同。
        console().print(Text.assemble(*((part, "none") for part in parts)))
    else:
        from perfxl.grammar.visible_text import visible_text

        print("".join(map(visible_text, parts)))  # noqa: T201


def notice(text: str) -> None:
    """一句提示或出错说明，写到标准错误。"""
    print(_visible(text), file=sys.stderr)  # noqa: T201


def _visible(text: str) -> str:
    from perfxl.grammar.visible_text import visible_text  # 光看帮助用不着

    return visible_text(text)


def print_json(data: object) -> None:
    """一份 JSON 到标准输出，总是合格的 UTF-8：标准输出不是 UTF-8 的（GBK 的管道），汉字写成 ``\\u`` 转义。"""
    print(_json_on_screen(data))  # noqa: T201


def _json_on_screen(data: object) -> str:
    import codecs
    import json

    text = as_json(data)
    if codecs.lookup(sys.stdout.encoding or "utf-8").name != "utf-8":
        text = json.dumps(json.loads(text), indent=1)
    return text


def json_pieces(data: dict[str, object], key: str, items: Iterable[object]) -> Iterator[str]:
    """``data`` 的 ``key`` 一项换成一串 ``items``，写成 JSON，一段一段地给：与整个一次写出来的（``as_json``）一字不差。"""
    empty = f'\n "{key}": []'
    before, _, after = as_json({**data, key: []}).partition(empty)
    count = 0
    for item in items:
        head = ",\n  " if count else f'{before}\n "{key}": [\n  '
        yield head + as_json(item, "\n  ")
        count += 1
    yield ("\n ]" if count else before + empty) + after


def print_json_pieces(pieces: Iterable[str]) -> None:
    """一段一段的 JSON 到标准输出；不是 UTF-8 的（GBK 的管道），汉字写成 ``\\u`` 转义。"""
    import codecs

    plain = codecs.lookup(sys.stdout.encoding or "utf-8").name != "utf-8"
    for piece in pieces:
        print(_escaped(piece) if plain else piece, end="")  # noqa: T201
    print()  # noqa: T201


def _escaped(text: str) -> str:
    """不是 ASCII 的字写成 ``\\u`` 转义（基本平面以外的写成两个）。"""
    import json

    return "".join(each if each < "\x80" else json.dumps(each)[1:-1] for each in text)


class PrintedJsonList:
    """一份 JSON 的第一项是一串：有一个写一个，与整个一次写出来的（``print_json``）一字不差。"""

    def __init__(self, key: str) -> None:
        self._key = key
        self._count = 0

    def add(self, item: object) -> None:
        """写下一个。"""
        head = ",\n  " if self._count else f'{{\n "{self._key}": [\n  '
        text = _json_on_screen(item).replace("\n", "\n  ")  # 字样里的换行是转义的
        print(head + text, end="")  # noqa: T201
        self._count += 1

    def end(self, rest: dict[str, object]) -> None:
        """写完，接着写其余各项。"""
        text = _json_on_screen({self._key: [], **rest})
        if self._count:
            text = "\n ]" + text.removeprefix(f'{{\n "{self._key}": []')
        print(text)  # noqa: T201


def as_json(data: object, line: str = "\n") -> str:
    """写成 JSON 文字，汉字照写；控制字符、改变文字方向的字符写成转义，路径里不成字的字节是 ``�``。

    ``line`` 是换行和这一层的缩进。
    """
    from perfxl.cli.json_text import safe_json

    return safe_json(data, line)


def with_progress(items: Iterable[T], total: int, doing: str) -> Iterator[T]:
    """逐个给出；多于几个而且人在看时，在标准错误上显示进度条，连同还要多久。"""
    if total <= _FEW or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    told = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    left = (TextColumn("还要"), TimeRemainingColumn(elapsed_when_finished=False))
    screen = Console(stderr=True)
    with Progress(*told, *left, console=screen, transient=True, redirect_stdout=False) as progress:
        task = progress.add_task(doing, total=total)
        for item in items:
            yield item
            progress.advance(task)


def skipped_json(results: "Iterable[FileResult]") -> dict[str, object]:
    """跳过的无关的工作簿；没有的不写。"""
    skipped = [{"file": str(each.path), "why": each.skipped} for each in results if each.skipped]
    return {"skipped": skipped} if skipped else {}


def report_unread(results: "Iterable[FileResult]", *, debug: bool) -> None:
    """读不了的文件，一个一句；跳过的无关的工作簿，一个一短句。"""
    for result in results:
        if result.skipped:
            notice(f"跳过：{result.skipped}。")
        if result.why:
            notice(f"没有读成：{result.why}")
            if debug and result.cause is not None:
                import traceback

                notice("".join(traceback.format_exception(result.cause)))
