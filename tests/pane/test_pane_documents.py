"""窗格的说明（窗格、装进 WPS、网页版、安装、核对单）照代码说：说的话、放的地方、用到的接口、命令都真有。"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from fake_computer import windows

from perfxl.addin import office_files, office_manifest, wps_installation
from perfxl.addin.computer import this_computer
from perfxl.addin.wps_installation import wps_places
from perfxl.cli.addin_commands import addin
from perfxl.contract.pane import LARGEST_WORKBOOK
from perfxl.pane import service
from perfxl.pane.web_page import page_folder
from perfxl.shipped import shipped_folder

_DOCS = shipped_folder("docs")
_PAGES = {name: (_DOCS / f"{name}.md").read_text("utf-8") for name in (
    "窗格", "WPS安装", "网页版", "窗格核对单", "安装",
)}  # fmt: skip
_LIST = _PAGES["窗格核对单"]
_SCRIPTS = {
    path.name: path.read_text("utf-8")
    for path in page_folder().iterdir()
    if path.name.endswith((".js", ".ts", ".html"))
}


def test_every_numbered_claim_is_asked_for() -> None:
    rows, receipt = _LIST.split("## 回执")
    numbers = re.findall(r"^\| ([WLXM]\d+) \|", rows, re.M)
    assert re.findall(r"\b[WLXM]\d+\b", receipt.split("```")[1]) == numbers
    for letter in "WLXM":
        own = [int(each[1:]) for each in numbers if each[0] == letter]
        assert own == list(range(1, len(own) + 1))
        # 一节约十分钟。
        assert 5 <= len(own) <= 16
    same = {number for said in re.findall(r"同 ([WX\d、]+)", rows) for number in said.split("、")}
    assert same <= set(numbers)


def _spoken() -> str:
    """窗格、服务、安装命令会说的话，连在一起；中间填进去的写成 …。"""
    scripts = re.sub(r"\$\{[^{}]*\}", "…", "\n".join(_SCRIPTS.values()))
    modules = (service, office_files, office_manifest, wps_installation)
    ours = "\n".join(Path(module.__file__ or "").read_text("utf-8") for module in modules)
    return scripts.replace("'\n    + '", "") + re.sub(r"\{[\w.]+\}", "…", ours)


@pytest.mark.parametrize("name", ["WPS安装", "网页版", "窗格核对单"])
def test_what_the_pane_is_said_to_say_it_says(name: str) -> None:
    text = _PAGES[name]
    said = re.findall(r"(?:说|说一句：|最上面是|，)“([^”]{6,})”", text)
    if name == "网页版":
        said += re.findall(r"^\| ([^|]{6,}?) \| (?!为什么)", text, re.M)
    assert len(said) >= 2
    spoken = re.sub(r"\s+", "", _spoken())
    for each in said:
        for part in re.sub(r"\s+", "", each).split("…"):
            assert part in spoken, each


def test_where_wps_keeps_addins_is_where_they_go(tmp_path: Path) -> None:
    text = _PAGES["WPS安装"]
    computer = windows(tmp_path)
    here, roaming = wps_places(computer).addins, Path(computer.environment["APPDATA"])
    inside = "\\".join(here.relative_to(roaming).parts)
    assert f"`%APPDATA%\\{inside}`" in text
    linux = this_computer()
    if not linux.is_windows and not linux.is_mac:
        home = wps_places(linux).addins.relative_to(linux.home)
        assert f"`~/{home.as_posix()}`" in text
        assert f"`~/{home.as_posix()}`" in _LIST


def test_every_interface_of_wps_is_claimed() -> None:
    """wps.d.ts 里的各样，没有在真的 WPS 里见过：W 一节里都有一条看得到它。"""
    section = _LIST[_LIST.index("## W ") : _LIST.index("## L ")]
    members = re.findall(r"(?:readonly )?(\w+)(?:\(|:)", re.sub(r"//.*", "", _SCRIPTS["wps.d.ts"]))
    wanted = {each for each in members if each[0].isupper() or each[0] in "rw"} - {"readonly"}
    assert len(wanted) > 30
    assert {each for each in wanted if f"`{each}`" not in section} == set()


def test_every_interface_of_excel_is_claimed() -> None:
    section = _LIST[_LIST.index("## X ") : _LIST.index("## M ")]
    script = _SCRIPTS["office-host.js"]
    used = {
        *("getFileAsync", "getSliceAsync", "closeAsync", "activate", "select", "values", "formulas"),
        *("valueTypes", "numberFormat", "conditionalFormats", "getRanges", "priority", "fill"),
        *("notes", "onChanged", "createWorkbook", "delete", "formula"),
    }  # fmt: skip
    assert {each for each in used if not re.search(rf"\b{each}\b", script)} == set()
    assert {each for each in used if f"`{each}`" not in section} == set()
    [sets] = re.findall(r"const SETS = \{(.*?)\}", script)
    wanted = set(re.findall(r"'([\d.]+)'", sets)) - {"1.7"}  # 1.7 只是把那张表带到前面来
    assert {each for each in wanted if each not in _PAGES["窗格"]} == set()


def _commands() -> Iterator[str]:
    for name, text in _PAGES.items():
        for found in re.findall(r"perfxl addin (?:wps|office) [a-z][^`。\n，）（]*", text):
            yield f"{name}: {found}"


def test_commands_and_options_in_the_documents_exist() -> None:
    commands = list(_commands())
    assert len(commands) >= 8
    for found in commands:
        _, group, command, *rest = (
            shlex.split(found.partition(": ")[2])[0:1] + shlex.split(found.partition(": ")[2])[2:]
        )
        family = addin.commands[group]
        assert isinstance(family, click.Group)
        options = {name for each in family.commands[command].params for name in each.opts}
        assert {word for word in rest if word.startswith("-")} <= options, found


def test_numbers_in_the_documents_are_those_of_the_program() -> None:
    for name in ("窗格", "WPS安装", "网页版"):
        assert f"超过 {LARGEST_WORKBOOK} MB" in _PAGES[name]
    for said in (office_files.SITE, office_files.MANIFEST):
        assert f"“{said}”" in _PAGES["安装"] or f"`{said}`" in _PAGES["安装"]
