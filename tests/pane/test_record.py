"""窗格的改动记录、认可清单：引擎给的要写的几格，照着写了再问，就放得回去；清单与命令行的同一份。"""

import base64
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import perfxl as typed
from opened_pane import FAULTY, answered
from samples import SAMPLES

import perfxl
from perfxl.many_files.acceptance_lists import AcceptanceLists, accept_beside, withdraw_beside
from perfxl.model.file_faults import NotWritableError
from perfxl.pane import engine
from perfxl.standards import seals
from perfxl.standards.rule_settings import Acceptance


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """这个用户自己的文件夹：测试不写真的那一个。"""
    folder = tmp_path / "本人"
    monkeypatch.setattr("perfxl.standards.seals.own_folder", lambda: folder)
    return folder


def _performed(path: Path, live: dict[str, Any], target: Path) -> Path:
    """照 ``live`` 写在一份副本上：先记录，再各格，空了的记录删去。"""
    book = openpyxl.load_workbook(path)
    record = live["record"]
    if record["adds"]:
        assert record["sheet"] not in book.sheetnames
        book.create_sheet(record["sheet"])
    for each in (*record["cells"], *live["edits"]):
        value = each["value"]
        is_text = isinstance(value, str) and value.startswith("'")
        book[each["sheet"]][each["cell"]].value = value.removeprefix("'") if is_text else value
    if record["drops"]:
        del book[record["sheet"]]
    book.save(target)
    return target


def _contents(path: Path) -> dict[str, dict[str, Any]]:
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
        for sheet in book.worksheets
    }


def test_scores_are_recorded_and_put_back(tmp_path: Path) -> None:
    scored = _performed(FAULTY, answered("score", FAULTY)["live"], tmp_path / "评分.xlsx")
    assert "改动记录" in _contents(scored)
    assert answered("score", scored)["live"]["edits"] == []
    back = answered("restore", scored)
    assert back["said"] == "已把“评分”改的4格放回原来的内容。"
    assert back["live"]["record"]["drops"]
    assert _contents(_performed(scored, back["live"], tmp_path / "还原.xlsx")) == _contents(FAULTY)


def test_two_commands_are_put_back_one_after_the_other(tmp_path: Path) -> None:
    edits = answered("score", FAULTY)["live"]["edits"]
    book = openpyxl.load_workbook(FAULTY)
    book[edits[0]["sheet"]][edits[0]["cell"]].value = edits[0]["value"]
    book.save(tmp_path / "先改.xlsx")
    before = _contents(tmp_path / "先改.xlsx")
    once = answered("score", tmp_path / "先改.xlsx")["live"]
    assert len(once["edits"]) == 3
    first = _performed(tmp_path / "先改.xlsx", once, tmp_path / "一.xlsx")
    book = openpyxl.load_workbook(first)
    book[edits[0]["sheet"]][edits[0]["cell"]].value = None
    book.save(tmp_path / "又改.xlsx")
    twice = answered("score", tmp_path / "又改.xlsx")["live"]
    assert len(twice["edits"]) >= 1
    second = _performed(tmp_path / "又改.xlsx", twice, tmp_path / "二.xlsx")
    back = answered("restore", second)["live"]
    assert not back["record"]["drops"]
    third = _performed(second, back, tmp_path / "三.xlsx")
    again = answered("restore", third)["live"]
    assert [each["cell"] for each in again["edits"]] == [each["cell"] for each in once["edits"]]
    left = _contents(_performed(third, again, tmp_path / "四.xlsx"))
    before[edits[0]["sheet"]][edits[0]["cell"]] = None
    assert left == before


def test_a_record_of_another_computer_writes_nothing(tmp_path: Path, own_folder: Path) -> None:
    scored = _performed(FAULTY, answered("score", FAULTY)["live"], tmp_path / "评分.xlsx")
    (own_folder / seals.KEY_NAME).unlink()
    seals._key.cache_clear()
    said = answered("restore", scored)["error"]
    assert "有4行不是这台电脑上的 perfxl 写的" in said


def test_the_key_the_page_keeps_is_used_once_it_is_given(own_folder: Path) -> None:
    seals._key.cache_clear()
    engine.keep_key("ab" * 32)
    assert seals.seal(["x"]) == seals.seal(["x"])
    assert (own_folder / seals.KEY_NAME).read_text("ascii") == "ab" * 32
    engine.keep_key("cd" * 32)
    assert (own_folder / seals.KEY_NAME).read_text("ascii") == "ab" * 32


def test_without_a_record_there_is_nothing_to_put_back() -> None:
    assert "没有可以还原的" in answered("restore", FAULTY)["error"]


def test_a_sheet_of_the_user_by_that_name_is_left_alone(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(FAULTY)
    book.create_sheet("改动记录")["A1"] = "我们科室自己的记录"
    book.save(tmp_path / "自己的.xlsx")
    record = answered("score", tmp_path / "自己的.xlsx")["live"]["record"]
    assert (record["sheet"], record["adds"]) == ("改动记录(2)", True)


def test_only_the_cells_asked_for_are_mended() -> None:
    path = next(each for each in SAMPLES if each.name.startswith("19_"))
    [edit] = answered("fix", path)["outcome"]["edits"]
    asked = {"sheet": edit["sheet"], "cell": "A1"}
    assert _more("fix", path, only=[asked])["outcome"]["edits"] == []
    asked["cell"] = edit["cell"]
    assert _more("fix", path, only=[asked])["outcome"]["edits"] == [edit]


def _more(command: str, path: Path, **others: object) -> dict[str, Any]:
    content = base64.b64encode(path.read_bytes()).decode()
    request = {
        "command": command,
        "workbook": {"name": path.name, "content": content},
        "live": True,
        **others,
    }
    made: dict[str, Any] = json.loads(engine.answer(json.dumps(request)))
    return made


def _text(answer: dict[str, Any]) -> str:
    assert answer["file"]["name"] == "校验认可.yaml"
    return base64.b64decode(answer["file"]["content"]).decode()


def test_accepted_findings_make_the_list_the_command_line_reads(tmp_path: Path) -> None:
    findings = answered("check", FAULTY)["check"]["findings"]
    keys = ("rule", "file", "sheet", "cells")
    fresh = {**{key: findings[0][key] for key in keys}, "reason": "已与主管部门核对过"}
    text = _text(_more("accept", FAULTY, acceptances=[fresh], acceptance_list="# 说明\n"))
    assert text.startswith("# 说明\n- rule: ")
    checked = _more("check", FAULTY, acceptance_list=text)["check"]
    assert checked["accepted"] == 1
    assert checked["acceptances"] == [{**fresh, "project": "*"}]
    [listed] = checked["listed_acceptances"]
    assert listed["acceptance"] == checked["acceptances"][0]
    [met] = listed["met"]
    assert {**fresh, **met, "said": ""} == {**fresh, "said": ""}
    assert met["said"] == findings[0]["message"]
    beside = tmp_path / FAULTY.name
    beside.write_bytes(FAULTY.read_bytes())
    (tmp_path / "校验认可.yaml").write_text(text, "utf-8")
    assert len(perfxl.check(beside).findings) == len(checked["findings"]) == len(findings) - 1
    gone = _more("withdraw", FAULTY, acceptances=checked["acceptances"], acceptance_list=text)
    assert _text(gone) == "# 说明\n"


def test_a_faulty_list_is_said_and_nothing_is_mended() -> None:
    bad = "- rule: PX301\n  reasn: 写错了\n"
    answer = _more("check", FAULTY, acceptance_list=bad)
    assert "认可清单“校验认可.yaml”有误" in answer["said"]
    assert answer["check"]["accepted"] == 0
    assert "没有改；请先改好它" in _more("fix", FAULTY, acceptance_list=bad)["error"]
    for command in ("accept", "withdraw"):
        said = _more(command, FAULTY, acceptance_list=bad)["error"]
        assert "认可清单“校验认可.yaml”有误" in said


def _listed(text: str, folder: Path) -> Path:
    (folder / "校验认可.yaml").write_text(text, "utf-8")
    return folder / "表.xlsx"


def test_withdrawing_leaves_everything_else_as_it_was(tmp_path: Path) -> None:
    workbook = _listed(
        "# 开头的说明\n- rule: PX301\n  reason: 一\n\n# 第二条的说明\n-\n  rule: PX302\n  reason: >\n"
        "    二\n    接着写\n# 末尾的说明\n- {rule: PX303, reason: 三}\n",
        tmp_path,
    )
    written = withdraw_beside(workbook, [Acceptance("PX302", "二 接着写\n")])
    assert written.read_text("utf-8") == (
        "# 开头的说明\n- rule: PX301\n  reason: 一\n\n# 第二条的说明\n# 末尾的说明\n- {rule: PX303, reason: 三}\n"
    )
    withdraw_beside(workbook, [Acceptance("PX303", "三"), Acceptance("PX301", "一")])
    assert written.read_text("utf-8") == "# 开头的说明\n\n# 第二条的说明\n# 末尾的说明\n"
    accept_beside(workbook, [Acceptance("PX304", "四")])
    assert '- rule: "PX304"' in written.read_text("utf-8")


def test_a_list_written_in_one_line_is_left_as_it_was(tmp_path: Path) -> None:
    text = "[{rule: PX301, reason: 一}, {rule: PX302, reason: 二}]\n"
    workbook = _listed(text, tmp_path)
    with pytest.raises(NotWritableError, match="去不掉这一条"):
        withdraw_beside(workbook, [Acceptance("PX301", "一")])
    assert workbook.with_name("校验认可.yaml").read_text("utf-8") == text


def test_an_entry_names_the_folder_it_is_for(tmp_path: Path) -> None:
    """写明了文件夹的，放在那里才算数；添的、撤的都认得它。"""
    named = Acceptance("PX301", "一", file="收到的/甲局/表.xlsx")
    for unit, files in (("甲局", ["表.xlsx"]), ("乙局", ["收到的/甲局/表.xlsx"])):
        folder = tmp_path / "收到的" / unit
        folder.mkdir(parents=True)
        workbook = folder / "表.xlsx"
        workbook.touch()
        written = accept_beside(workbook, [named])
        assert '"收到的/甲局/表.xlsx"' in written.read_text("utf-8")
        lists = AcceptanceLists()
        entries = lists.beside(workbook)
        assert [each.file for each in entries] == files
        assert any(each.is_for("表.xlsx") for each in entries) is (unit == "甲局")
        told = lists.unused({"表.xlsx": workbook})
        assert ("别的文件夹里的，在这里没有用" in str(told)) is (unit == "乙局")
        withdraw_beside(workbook, entries)
        assert written.read_text("utf-8") == ""


def test_a_list_for_all_folders_may_name_one(tmp_path: Path) -> None:
    """财政部门自己的一份（--acceptances），各单位的文件同名。"""
    for unit in ("甲局", "乙局"):
        (tmp_path / unit).mkdir()
        shutil.copyfile(FAULTY, tmp_path / unit / "表.xlsx")
    found = perfxl.check(tmp_path).findings
    [first, *_] = [each for each in found if each.severity == "error"]
    listed = tmp_path / "清单.yaml"
    listed.write_text(
        f"- {{rule: {first.rule}, file: 乙局/表.xlsx, cells: '{first.cells}', reason: 系统另有验收报告为凭}}\n",
        "utf-8",
    )
    said = typed("check", tmp_path, "--acceptances", listed, "--format", "json")
    places = [
        (each["file"], each["rule"], each["cells"]) for each in json.loads(said.out)["findings"]
    ]
    names = {
        Path(file).parent.name for file, *place in places if place == [first.rule, first.cells]
    }
    assert names == {"甲局"}


@pytest.mark.parametrize(("root", "written"), [("甲局", '"甲局/{}"'), ("甲*局.", '"{}"')])
def test_an_acceptance_given_in_a_dropped_folder_holds(root: str, written: str) -> None:
    """文件夹的名字怪到收到时换过的，只写文件名：写了也要认得。"""
    [first, *_] = [each for each in perfxl.check(FAULTY).findings if each.severity == "error"]
    entry = {
        "rule": first.rule,
        "reason": "系统另有验收报告为凭",
        "file": FAULTY.name,
        "cells": first.cells,
    }
    file = _more("accept", FAULTY, acceptances=[entry], root=root)["file"]
    text = base64.b64decode(file["content"]).decode()
    assert written.format(FAULTY.name) in text
    check = _more("check", FAULTY, acceptance_list=text, root=root)["check"]
    assert check["accepted"] == 1
    [listed] = check["acceptances"]
    left = _more("withdraw", FAULTY, acceptances=[listed], acceptance_list=text, root=root)
    assert base64.b64decode(left["file"]["content"]) == b""


def test_long_names_stay_apart_and_are_found_again(tmp_path: Path) -> None:
    """七八十个字的名字，收到时中间略去：两个还分得清，认可了的命令行也认得。"""
    long = "某某县某某局某某单位某某项目支出绩效自评表" * 4
    names = [f"{long}（{each}）.xlsx" for each in ("甲", "乙")]
    content = base64.b64encode(FAULTY.read_bytes()).decode()
    first, second = ({"name": name, "content": content} for name in names)
    request = {"command": "check", "workbook": first, "others": [second]}
    check = json.loads(engine.answer(json.dumps(request)))["check"]
    files = {each["file"] for each in check["findings"]}
    assert len(files) == len(names)
    error = next(each for each in check["findings"] if each["severity"] == "error")
    entry = {key: error[key] for key in ("rule", "file", "sheet", "cells")}
    entry["reason"] = "系统另有验收报告为凭"
    text = _text(
        json.loads(
            engine.answer(json.dumps(request | {"command": "accept", "acceptances": [entry]}))
        )
    )
    check = json.loads(engine.answer(json.dumps(request | {"acceptance_list": text})))["check"]
    assert check["accepted"] == 1
    listed = tmp_path / "校验认可.yaml"
    listed.write_text(text, "utf-8")
    entries = AcceptanceLists().beside(listed)
    assert [name for name in names if entries[0].is_for(name)] == [
        name for name in names if error["file"].endswith(name[-10:])
    ]
