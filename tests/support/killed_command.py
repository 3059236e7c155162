"""另一个进程里的一个功能区命令，做到第几次往返时把自己杀掉（SIGKILL）：像 Excel 启动的 Python 中途没有了。

``python killed_command.py 管道 工作簿 本人的文件夹 第几次 命令 参数 答话``；第 0 次是不杀，往返了几次打印出来；
第 -1 次是另一个进程里的事做到一半时杀。
"""

import os
import signal
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any


def main(pipe: str, book: str, own: str, when: int, verb: str, argument: str, answer: str) -> None:
    """连上 ``pipe`` 那一头开着 ``book`` 的 Calc，运行命令。"""
    import calc_calls
    import pytest
    from calc import apps, books
    from calc.engine import activated
    from calc.office import connected

    import perfxl.standards.own_profiles
    import perfxl.standards.seals
    from perfxl.excel import long_commands, ribbon

    folder = Path(own)
    perfxl.standards.seals.own_folder = lambda: folder  # type: ignore[attr-defined]
    perfxl.standards.own_profiles.own_folder = lambda: folder  # type: ignore[attr-defined]
    apps.Office = lambda: _Attached(connected(pipe))  # type: ignore[assignment,misc]
    counted = _Counted(when)
    with pytest.MonkeyPatch.context() as patch, activated() as app:
        every = app.impl.books
        for document in _documents(app.impl.office.desktop):
            path = Path(document.URL.removeprefix("file://"))
            if document.Title == Path(book).name:
                path = Path(book)
                mine = books.Book(every, document, path, path.name)
        every._opened(mine)
        app.books[0].set_mock_caller()
        app.impl.answers = [answer] if answer else []
        if verb == "check_again":  # 查过、又改了一格的
            cell = app.books[0].sheets[0]["H24"]
            before, cell.value = cell.value, 9999
            ribbon.run("check", "")
            cell.value = before
        calc_calls.count_with(patch, counted)
        ribbon.run(verb, argument)
        # VBA 一秒问一次，做完了叫最后一步。
        while doing := long_commands.poll():
            if doing == "done":
                ribbon.run("finish_run", "")
            elif when < 0 and "正在启动" not in doing:
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(0.01)
        os.write(1, f"{counted.number}\n{app.impl.alerts[-1][0]}".encode())
        os._exit(0)  # 那一头的 Calc 不是这里启动的，不关


class _Attached:
    """别的进程启动的 Calc。"""

    process = SimpleNamespace(pid=0)

    def __init__(self, desktop: Any) -> None:
        self.desktop = desktop

    def open(self, url: str) -> Any:
        from calc.bridge import properties

        return self.desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True))


class _Counted(dict[str, int]):
    """``calc_calls`` 往里记；记到第 ``when`` 次就没有了。"""

    def __init__(self, when: int) -> None:
        super().__init__()
        self.when, self.number = when, 0

    def __missing__(self, name: str) -> int:
        return 0

    def __setitem__(self, name: str, value: int) -> None:
        self.number += 1
        if self.number == self.when:
            os.kill(os.getpid(), signal.SIGKILL)


def _documents(desktop: Any) -> list[Any]:
    found = []
    components = desktop.Components.createEnumeration()
    while components.hasMoreElements():
        found.append(components.nextElement())
    return found


if __name__ == "__main__":
    pipe, book, own, when, *rest = sys.argv[1:]
    main(pipe, book, own, int(when), *rest)
