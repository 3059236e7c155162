"""打开着的工作簿：背后是真在运行的 LibreOffice Calc。"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import xlwings as xw

Opened = Callable[[Path], "xw.Book"]


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """这个用户自己的文件夹：测试不写真的那一个。"""
    folder: Path = tmp_path_factory.mktemp("本人") / "perfxl"
    monkeypatch.setattr("perfxl.standards.seals.own_folder", lambda: folder)
    monkeypatch.setattr("perfxl.standards.own_profiles.own_folder", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def pages_opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """在浏览器里打开了哪些网页：测试不打开真的。"""
    pages: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda page: not pages.append(page))
    return pages


@pytest.fixture
def opened(app: "xw.App", tmp_path: Path) -> Iterator[Opened]:
    """打开一个文件的副本，当作按键时的工作簿；用完全部关掉。"""

    def open_copy(source: Path) -> "xw.Book":
        target = tmp_path / source.name
        if source != target:
            shutil.copyfile(source, target)
        book = app.books.open(str(target))
        book.set_mock_caller()
        return book

    app.impl.alerts.clear()
    yield open_copy
    for book in list(app.books):
        book.close()


@pytest.fixture
def said(app: "xw.App") -> Callable[[], str]:
    """最后一次弹出的话。"""
    return lambda: app.impl.alerts[-1][0]
