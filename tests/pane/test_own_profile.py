"""拖进窗格的 .yaml 看内容：自己的口径就用它，与命令行的 --profile 相同；别的说它自己的名字。"""

import base64
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from command_line import perfxl as typed
from opened_pane import FAULTY

from perfxl.pane import engine
from perfxl.pane.service import Service

if TYPE_CHECKING:
    from playwright.sync_api import Page

_OWN = """extends: 黔南州
name: 某县
title: 某县财政支出绩效评价口径
equal_miss: pro_rata
rules:
  disabled: [PX312]
"""
_LIST = "- {rule: PX406, reason: 另有合计办法}\n"


def _asked(command: str, name: str, text: str, path: Path | None = None) -> dict[str, Any]:
    request: dict[str, object] = {
        "schema": "perfxl.request/1",
        "command": command,
        "own_profile": {"name": name, "text": text},
    }
    if path is not None:
        content = base64.b64encode(path.read_bytes()).decode()
        request["workbook"] = {"name": path.name, "content": content}
    answered: dict[str, Any] = json.loads(engine.answer(json.dumps(request)))
    return answered


def _own(folder: Path, text: str = _OWN) -> Path:
    path = folder / "我县.yaml"
    path.write_text(text, "utf-8")
    return path


def test_an_own_profile_checks_as_the_command_line_does(tmp_path: Path) -> None:
    own = _own(tmp_path)
    checked = _asked("check", own.name, _OWN, FAULTY)["check"]
    printed = typed("check", str(FAULTY), "--profile", str(own), "--format", "json").out
    wanted = json.loads(printed)["findings"]
    assert wanted
    for each in (*checked["findings"], *wanted):
        each["file"] = Path(each["file"]).name
    assert checked["findings"] == wanted
    assert (checked["profile"], checked["profile_why"]) == ("某县", "检查时指定的")
    plain = typed("check", str(FAULTY), "--format", "json").out
    assert json.loads(plain)["findings"] != wanted


def test_scores_and_marked_copies_are_of_the_own_profile(tmp_path: Path) -> None:
    assert _asked("profile", "我县.yaml", _OWN)["own_profile"] == {"name": "某县", "why": ""}
    own = _own(tmp_path)
    printed = typed("score", str(FAULTY), "--profile", str(own)).out
    total = re.search(r"总分 [\d.]+ 分", _asked("score", own.name, _OWN, FAULTY)["said"])
    assert total is not None
    assert total[0] in printed


@pytest.mark.parametrize(
    "text",
    [
        "extends: 甲乙\n",
        "extends: 黔南州\nweights: {产出: 60}\n",
        "extends: 黔南州\nweigths: {产出指标: 60}\n",
        "extends：黔南州\nweights: {产出指标: 60}\n",
    ],
)
def test_what_is_wrong_is_said_as_on_the_command_line(tmp_path: Path, text: str) -> None:
    own = _own(tmp_path, text)
    said = _asked("profile", own.name, text)["error"]
    typed_said = typed("profile", str(own)).err.replace(f"{tmp_path}/", "")
    assert "我县.yaml" in said
    reason = said.partition("有误：")[2]
    assert reason
    assert reason in typed_said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_LIST, "“杂.yaml”没有用：认可清单的名字要是“校验认可.yaml”，一字不差"),
        ("", "“杂.yaml”没有用：认可清单的名字要是“校验认可.yaml”"),
        ("version: 3\nname: 别的\n", "“杂.yaml”不是口径，也不是认可清单，没有收"),
        ("- 甲\n- 乙\n", "“杂.yaml”不是口径，也不是认可清单，没有收"),
        ("就一句话", "“杂.yaml”不是口径，也不是认可清单，没有收"),
    ],
)
def test_any_other_yaml_is_told_by_its_own_name(text: str, words: str) -> None:
    found = _asked("profile", "杂.yaml", text)["own_profile"]
    assert found["name"] == ""
    assert words in found["why"]


def _says(page: "Page", words: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator("#said")).to_contain_text(words)


@pytest.fixture(params=["service", "wasm"])
def opened(
    page: "Page", service: Service, request: pytest.FixtureRequest, tmp_path: Path
) -> Callable[[], "Page"]:
    """两种引擎的网页，还没有拖进来。"""

    def at_the_start() -> "Page":
        if request.param == "wasm":
            request.getfixturevalue("engine_files")
            page.goto(service.address)
        else:
            opening = tmp_path / "打开.html"
            opening.write_text(service.opening_page, "utf-8")
            page.goto(opening.as_uri())
        _says(page, "请打开一个工作簿")
        return page

    return at_the_start


def test_a_dropped_profile_is_chosen_and_used(opened: Callable[[], "Page"], tmp_path: Path) -> None:
    from playwright.sync_api import expect

    own, stray = _own(tmp_path), tmp_path / "校验认可 (1).yaml"
    stray.write_text(_LIST, "utf-8")
    page = opened()
    page.set_input_files("#pick", [FAULTY, own, stray])
    _says(page, "“校验认可 (1).yaml”没有用：认可清单的名字要是“校验认可.yaml”")
    _says(page, "口径“某县”（我县.yaml）收下了。共 1 个文件")
    _says(page, "口径：某县（检查时指定的）")
    expect(page.locator("#profile option:checked")).to_have_text("某县")
    expect(page.locator("#list-held")).to_be_hidden()
    # 又选回自动的，不用它；改好了再拖一次，还是那一项。
    page.select_option("#profile", "")
    expect(page.locator("#said")).not_to_contain_text("某县")
    own.write_text(_OWN.replace("某县", "新县"), "utf-8")
    page.set_input_files("#pick", own)
    _says(page, "口径“新县”（我县.yaml）收下了。共 1 个文件")
    expect(page.locator("#profile option", has_text="县")).to_have_count(1)
    # 写错了的没有收，列着的还是先前的；只说一次。
    own.write_text("extends: 黔南州\nweigths: {}\n", "utf-8")
    page.set_input_files("#pick", own)
    _says(page, "口径“我县.yaml”有误：")
    expect(page.locator("#profile option:checked")).to_have_text("新县")
    page.click("#check")
    _says(page, "口径：新县（检查时指定的）")
    expect(page.locator("#said")).not_to_contain_text("有误")


def test_a_profile_inside_a_folder_is_offered_and_not_used(
    opened: Callable[[], "Page"], tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    folder = tmp_path / "收到的"
    folder.mkdir()
    _own(folder)
    shutil.copyfile(FAULTY, folder / FAULTY.name)
    page = opened()
    page.set_input_files("#pick-folder", folder)
    _says(page, "口径“某县”（我县.yaml）收下了，没有用；要用的请在“口径”里选。共 1 个文件")
    expect(page.locator("#profile option:checked")).to_have_text("自动")
    page.select_option("#profile", label="某县")
    _says(page, "口径：某县（检查时指定的）")
