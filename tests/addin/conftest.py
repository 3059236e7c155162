"""装窗格的测试共用的：带着引擎的网页。"""

import json
import shutil
from pathlib import Path

import pytest

from perfxl import __version__
from perfxl.addin import page_files
from perfxl.pane.web_page import page_folder


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """带着引擎的网页；引擎只有个样子。"""
    made = tmp_path / "page"
    shutil.copytree(page_folder(), made, ignore=shutil.ignore_patterns("engine"))
    (made / "engine").mkdir()
    (made / "engine" / "files.json").write_text(json.dumps({"version": __version__}), "utf-8")
    monkeypatch.setattr(page_files, "page_folder", lambda: made)
    return made
