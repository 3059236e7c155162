"""``perfxl manual``：说明书在这台电脑上的，在浏览器里打开；没有带的说怎么办。"""

from pathlib import Path

import pytest
from command_line import perfxl

from perfxl import shipped
from perfxl.cli import manual_commands


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """程序装在哪里：旁边还没有说明书。"""
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "perfxl")
    return tmp_path / "perfxl"


def put(page: Path) -> Path:
    page.parent.mkdir(parents=True)
    page.write_text("<p>", "utf-8")
    return page


def test_manual_installed_goes_before_one_built(program: Path) -> None:
    assert shipped.manual_page() is None
    built = put(program.parent / "build" / "说明书" / "index.html")
    assert shipped.manual_page() == built
    installed = put(program / "shipped" / "manual" / "index.html")
    assert shipped.manual_page() == installed


@pytest.mark.parametrize("can_open", [True, False])
def test_it_is_opened_in_the_browser(
    can_open: bool, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = put(program / "shipped" / "manual" / "index.html")
    opened: list[str] = []
    monkeypatch.setattr(
        manual_commands.webbrowser, "open", lambda to: not opened.append(to) and can_open
    )
    done = perfxl("manual")
    assert opened == [page.as_uri()]
    assert done.code == 0
    assert done.out == f"说明书{'已在浏览器里打开' if can_open else '，请用浏览器打开'}：{page}\n"
    assert perfxl("manual", "--no-browser").out.startswith("说明书，请用浏览器打开")
    assert len(opened) == 1


def test_without_it_what_to_do_is_said(program: Path) -> None:
    done = perfxl("manual")
    assert done.code == 2
    assert "make docs" in done.err


def test_help_of_the_command_line_names_it() -> None:
    assert "manual" in perfxl("--help").out
