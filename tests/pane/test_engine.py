"""窗格的引擎：与命令行同样的问题、同样的副本；来路不明的要求只有一句话。"""

import base64
import errno
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from gridtext import changed, to_workbook
from opened_pane import FAULTY
from rule_case import sound
from samples import SAMPLES

import perfxl
from perfxl.contract.findings import FindingJson
from perfxl.contract.pane import Command, GivenFileJson
from perfxl.contract.shapes import dump
from perfxl.hosts.pdf_copies import NO_OFFICE, office
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.address import parse_address
from perfxl.pane import commands, engine
from perfxl.shipped import shipped_folder

_EXAM = shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx"


def _asked(command: str, path: Path | None = None, **others: object) -> dict[str, Any]:
    request: dict[str, object] = {"schema": "perfxl.request/1", "command": command, **others}
    if path is not None:
        content = base64.b64encode(path.read_bytes()).decode()
        request["workbook"] = {"name": path.name, "content": content}
    answered: dict[str, Any] = json.loads(engine.answer(json.dumps(request)))
    assert answered["schema"] == "perfxl.answer/1"
    return answered


def _saved(answered: dict[str, Any], folder: Path) -> Path:
    path = folder / str(answered["file"]["name"])
    path.write_bytes(base64.b64decode(answered["file"]["content"]))
    return path


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_findings_are_those_of_the_command_line(path: Path) -> None:
    found = _asked("check", path)["check"]["findings"]
    wanted = FindingJson.all_of(perfxl.check(path).findings)
    expected: list[dict[str, Any]] = [dump(each) for each in wanted]
    for each in (*found, *expected):
        assert Path(each.pop("file")).name == path.name
    assert found == expected


def test_the_findings_come_with_an_outcome_to_perform() -> None:
    answered = _asked("check", _EXAM)
    assert answered["said"] == "".join(answered["outcome"]["sentences"])
    assert answered["check"]["profile"]
    assert len(answered["outcome"]["marks"]) > 0 or not answered["check"]["findings"]


def test_a_finding_with_a_reason_is_not_listed_again(tmp_path: Path) -> None:
    path = next(each for each in SAMPLES if perfxl.check(each).findings)
    [first, *_] = _asked("check", path)["check"]["findings"]
    accepted = {"rule": first["rule"], "reason": "已与主管部门核对过", "cells": first["cells"]}
    again = _asked("check", path, acceptances=[accepted])["check"]
    places = [(each["rule"], each["cells"]) for each in again["findings"]]
    assert (first["rule"], first["cells"]) not in places
    assert again["accepted"] >= 1


def test_scores_are_edits_and_the_scored_copy_holds_them(tmp_path: Path) -> None:
    path = FAULTY
    edits = _asked("score", path)["outcome"]["edits"]
    copied = _saved(_asked("copy", path, copy="scored"), tmp_path)
    assert copied.name == "12_jinbao_network_ops（已评分）.xlsx"
    grids = {grid.name: grid for grid in read_workbook(copied).grids}
    for edit in edits:
        shown = grids[edit["sheet"]].text(*parse_address(edit["cell"]))
        assert shown.startswith(str(edit["after"]["value"]))
    assert len(edits) == 4


def test_a_total_that_hangs_on_a_doubtful_value_is_said_not_to_count(tmp_path: Path) -> None:
    """填了格的、没有要填的都说，与命令行的同一句。"""
    sample = shipped_folder("workbooks") / "自评表" / "07_resident_pension.xlsx"
    said = "可能错了数量级，请先核对 F17；核对以前，得分、总分、等级都不作数。"
    assert said in _asked("score", sample)["said"]
    book = openpyxl.load_workbook(sample)
    book.worksheets[0]["H27"] = None
    book.save(tmp_path / "空着一格.xlsx")
    for command in ("score", "copy"):
        assert said in _asked(command, tmp_path / "空着一格.xlsx", copy="scored")["said"]
    assert "不作数" not in _asked("score", FAULTY)["said"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "表中的分与算出的相同，没有要填的，没有写副本。"),
        ({"F15": None}, "没有能填的，没有写副本：F15 没有填写实际完成值，请填"),
    ],
)
def test_a_scored_copy_not_written_is_said(
    changes: dict[str, str | None], why: str, tmp_path: Path
) -> None:
    """一格也没有填的：没有写副本、为什么；开着的表就写在原处，不说副本。"""
    path = to_workbook(changed(sound(), changes), tmp_path / "自评.xlsx")
    for told in (_asked("score", path)["said"], _asked("copy", path, copy="scored")["error"]):
        assert why in told
    opened = _asked("score", path, live=True)["said"]
    assert why.replace("，没有写副本", "") in opened
    assert "副本" not in opened


def test_scores_of_a_protected_sheet_are_told_though_they_cannot_be_written(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(FAULTY)
    book.worksheets[0].protection.enable()
    book.save(tmp_path / "受保护.xlsx")
    scored = _asked("score", tmp_path / "受保护.xlsx")
    assert scored["said"].startswith("1张自评表已评分：总分")
    assert len(scored["outcome"]["edits"]) == 4
    assert "设了保护" in _asked("copy", tmp_path / "受保护.xlsx", copy="scored")["error"]


@pytest.mark.parametrize("kind", ["marked", "fixed", "scored"])
def test_copies_are_workbooks_or_a_sentence(kind: str, tmp_path: Path) -> None:
    for path in SAMPLES[:12]:
        answered = _asked("copy", path, copy=kind)
        if answered.get("error"):
            assert answered["error"].endswith("。")
        else:
            assert perfxl.read(_saved(answered, tmp_path)).tables


def test_forms_are_made_from_what_was_handed_over(tmp_path: Path) -> None:
    made = _saved(_asked("make", _EXAM, form="自评表"), tmp_path)
    assert made.name == "01_szyf_exam（自评表）.xlsx"
    assert perfxl.read(made).tables[0].project == perfxl.read(_EXAM).tables[0].project


def test_forms_are_made_without_lxml_as_in_the_page() -> None:
    content = base64.b64encode(_EXAM.read_bytes()).decode()
    book = {"name": _EXAM.name, "content": content}
    asked = json.dumps({"command": "make", "form": "自评表", "workbook": book})
    code = (
        "import sys; sys.modules['lxml'] = None; from perfxl.pane.engine import answer;"
        "print(answer(sys.stdin.read()))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], input=asked, capture_output=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    answered = json.loads(done.stdout)
    assert answered.get("error", "") == "", done.stderr
    assert answered["file"]["content"] == _asked("make", _EXAM, form="自评表")["file"]["content"]


def test_about_says_what_there_is() -> None:
    about = _asked("about")["about"]
    assert about["version"] == perfxl.__version__
    assert "自评表" in about["forms"]
    assert about["default_profile"] in about["profiles"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "听不懂"),
        ("[]", "听不懂"),
        ('{"command": "destroy"}', "听不懂"),
        ('{"schema": "perfxl.request/9", "command": "about"}', "听不懂"),
        ('{"command": "check"}', "没有收到工作簿"),
        ('{"command": "check", "workbook": {"name": "a.xlsx", "content": "?"}}', "没有传完整"),
        ('{"command": "check", "workbook": {"name": "a.xlsx", "content": ""}}', "空文件"),
        ('{"command": "check", "workbook": {"name": "a.xlsx", "content": "UEsD"}}', "a.xlsx"),
        ('{"command": "check", "workbook": {"name": "..", "content": "UEsD"}}', "工作簿.xlsx"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(text: str, said: str) -> None:
    answered = json.loads(engine.answer(text))
    assert said in answered["error"]
    assert "check" not in answered


def test_paths_in_names_lead_nowhere(tmp_path: Path) -> None:
    for name in (
        "../../etc/passwd.xlsx",
        r"C:\Users\某\a.xlsx",
        "/x/../y/a\x00b.xlsx",
        "好" * 200,
    ):
        content = base64.b64encode(_EXAM.read_bytes()).decode()
        text = json.dumps({"command": "check", "workbook": {"name": name, "content": content}})
        answered = json.loads(engine.answer(text))
        for each in answered["check"]["findings"]:
            assert not set(each["file"]) & set("/\\\0")


@pytest.mark.parametrize(
    "folder",
    [
        "../..",
        "/etc",
        "C:\\Windows",
        "a/../../b",
        "x" * 300,
        "/".join("abcdefghijkl"),
        "\x00",
        "..",
    ],
)
def test_folders_in_names_lead_nowhere(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Path, Path]] = []
    kept = engine._written

    def written(root: Path, files: Sequence[GivenFileJson]) -> list[Path]:
        paths = kept(root, files)
        seen.extend((root.resolve(), path.resolve()) for path in paths)
        return paths

    monkeypatch.setattr(engine, "_written", written)
    content = base64.b64encode(_EXAM.read_bytes()).decode()
    own = {"name": _EXAM.name, "content": content, "folder": folder}
    request: dict[str, object] = {
        "command": "check",
        "workbook": own,
        "from_folder": True,
        "acceptance_folder": folder,
    }
    request["acceptance_list"] = "- {rule: PX203, reason: 已经核对过}\n"
    answered = json.loads(engine.answer(json.dumps(request)))
    assert answered.get("error", "") == ""
    assert all(root in path.parents for root, path in seen)
    assert not any(each["file"].startswith(("/", "..")) for each in answered["check"]["findings"])


def test_unknown_profiles_forms_and_copies_are_named() -> None:
    assert "没有口径“外星”" in _asked("check", _EXAM, profile="外星")["error"]
    assert "没有“外星表”这种表" in _asked("make", _EXAM, form="外星表")["error"]
    assert "哪一种副本" in _asked("copy", _EXAM)["error"]


def test_a_fault_of_our_own_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(commands.COMMANDS, Command.CHECK, broken)
    answered = _asked("check", _EXAM)
    assert "程序自己出了毛病（ZeroDivisionError）" in answered["error"]


def test_a_temporary_folder_without_room_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(engine, "_content", full)
    assert (
        _asked("check", _EXAM)["error"]
        == "临时文件夹用不了：磁盘满了，请腾出地方再试。什么也没有改。"
    )


def test_a_workbook_of_just_the_largest_size_is_not_refused_for_its_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "LARGEST_WORKBOOK", 1)
    for size, large in ((1024 * 1024, False), (1024 * 1024 + 1, True)):
        content = base64.b64encode(bytes(size)).decode()
        request = {"command": "check", "workbook": {"name": "零.xlsx", "content": content}}
        error = json.loads(engine.answer(json.dumps(request)))["error"]
        assert ("超过 1 MB" in error) is large


def test_too_large_a_workbook_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LARGEST_WORKBOOK", 0)
    assert "超过 0 MB" in _asked("check", _EXAM)["error"]


@pytest.mark.libreoffice
def test_a_form_is_made_as_pdf_where_libreoffice_is() -> None:
    if office() is None:
        pytest.skip("没有装 LibreOffice，PDF 没有测")
    assert _asked("about")["about"]["pdf"]
    made = _asked("make", _EXAM, form="自评表", pdf=True)["file"]
    assert made["name"] == "01_szyf_exam（自评表）.pdf"
    assert base64.b64decode(made["content"]).startswith(b"%PDF-")


def test_without_libreoffice_a_pdf_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("perfxl.hosts.pdf_copies.office", lambda: None)
    assert _asked("make", _EXAM, form="自评表", pdf=True)["error"] == NO_OFFICE
