"""存放处的测试共用的：几个文件也当作许多文件，哪些工作簿真的打开了。"""

from pathlib import Path
from typing import Any

import pytest

from perfxl.cli import long_runs
from perfxl.many_files import across_files
from perfxl.many_files import work as work_module
from perfxl.many_files.store import Store


@pytest.fixture
def everything_is_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """几个文件也照几万个的做：都放到一边，分批核对。"""
    monkeypatch.setattr(long_runs, "_KEPT_AT_HAND", 0)
    monkeypatch.setattr(across_files, "_AT_ONCE", 3)


@pytest.fixture
def wholes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """真的读了的工作簿，和从存放处整份取出的。"""
    taken: list[str] = []
    read, kept = work_module.read_workbook, Store.kept

    def reading(path: Path) -> Any:
        taken.append(path.name)
        return read(path)

    def keeping(self: Store, known: Any, path: Path, *more: Any) -> Any:
        taken.append(path.name)
        return kept(self, known, path, *more)

    monkeypatch.setattr(work_module, "read_workbook", reading)
    monkeypatch.setattr(Store, "kept", keeping)
    return taken
