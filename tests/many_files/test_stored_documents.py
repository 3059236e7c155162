"""存放处当作文件来读：原来的工作簿不在了，汇总、比对仍与读工作簿的一字不差；同一个只算一次。"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import perfxl
from openpyxl import load_workbook

from perfxl.many_files import store as store_module
from perfxl.many_files.file_result import Depth
from perfxl.many_files.plain_state import from_plain, to_plain
from perfxl.many_files.work import Work
from perfxl.model.address import Block
from perfxl.shipped import shipped_folder

EVALUATIONS = sorted((shipped_folder("workbooks") / "自评表").glob("*.xlsx"))[:5]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "收"
    made.mkdir()
    for path in EVALUATIONS:
        shutil.copy(path, made)
    return made


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> Path:
    made = tmp_path / "存"
    assert perfxl("check", folder, "--store", made).code in (0, 1)
    return made


def summed(*paths: Path) -> tuple[Any, str]:
    done = perfxl("summary", *paths, "--format", "json")
    assert done.code == 0, done.err
    return json.loads(done.out), done.err


def test_the_store_alone_says_what_the_workbooks_said(folder: Path, store: Path) -> None:
    books, compared = summed(folder), perfxl("compare", folder, "--format", "json")
    shutil.rmtree(folder)
    assert summed(store) == books
    assert perfxl("compare", store, "--format", "json") == compared


def test_what_was_only_read_is_assessed_today(folder: Path, tmp_path: Path) -> None:
    perfxl("read", folder, "--store", tmp_path / "存")
    books = perfxl("summary", folder, "--format", "json", "--profile", "全国")
    shutil.rmtree(folder)
    assert perfxl("summary", tmp_path / "存", "--format", "json", "--profile", "全国") == books


def test_a_file_in_both_counts_once(folder: Path, store: Path) -> None:
    plain, _ = summed(folder)
    for given in ((store, folder), (folder, store)):
        both, said = summed(*given)
        assert both == plain
        assert "存放处里有 5 份就是给出的工作簿，只算一次" in said


def test_an_earlier_look_of_a_file_is_left_out_and_said(
    folder: Path, store: Path, tmp_path: Path
) -> None:
    path = folder / EVALUATIONS[0].name
    book = load_workbook(path)
    book.worksheets[0]["Z90"] = "改过"
    book.save(path)
    plain, _ = summed(folder)
    both, said = summed(folder, store)
    assert both == plain
    assert "存放处里有 1 份是同一个文件改以前的样子，没有算" in said
    perfxl("check", folder, "--store", store)
    shutil.rmtree(folder)
    assert len(list(store.rglob("*.json"))) == 6
    alone, said = summed(store)
    assert alone == plain
    assert "存放处里有 1 份是同一个文件改以前的样子，没有算" in said


def test_a_store_inside_the_folder_is_not_counted(folder: Path) -> None:
    plain, _ = summed(folder)
    perfxl("check", folder, "--store", folder / "存")
    (folder / EVALUATIONS[0].name).unlink()
    left, _ = summed(folder)
    assert left["files"] == plain["files"] - 1


def test_names_without_links_once_the_files_are_gone(
    folder: Path, store: Path, tmp_path: Path
) -> None:
    (folder / EVALUATIONS[0].name).unlink()
    made = tmp_path / "汇总.xlsx"
    assert perfxl("summary", store, "-o", made).code == 0
    sheet = load_workbook(made)["项目"]
    column = [each.value for each in sheet[2]].index("文件") + 1
    cells = [sheet.cell(row, column) for row in range(3, 3 + len(EVALUATIONS))]
    linked = {Path(str(each.value)).name: each.hyperlink is not None for each in cells}
    assert linked == {path.name: path != EVALUATIONS[0] for path in EVALUATIONS}
    page = tmp_path / "汇总.html"
    assert perfxl("summary", store, "-o", page).code == 0
    assert EVALUATIONS[0].name in page.read_text("utf-8")


def test_names_hold_from_another_place(folder: Path, tmp_path: Path) -> None:
    perfxl("check", "收", "--store", "存", cwd=tmp_path)
    here = perfxl("summary", "存", "--format", "json", cwd=tmp_path)
    assert {Path(each["file"]).parent for each in json.loads(here.out)["projects"]} == {Path("收")}
    elsewhere, _ = summed(tmp_path / "存")
    assert {Path(each["file"]).parent for each in elsewhere["projects"]} == {folder}


def test_another_version_is_read_again_from_what_it_knew(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, _ = summed(folder)
    monkeypatch.setattr(store_module, "version", lambda: "另一版")
    from perfxl.many_files import stored_documents

    monkeypatch.setattr(stored_documents, "version", lambda: "另一版")
    shutil.rmtree(folder)
    again, said = summed(store)
    assert again == plain
    assert "存放处里有 5 份是别的版本的程序记的" in said


def test_items_are_placed_by_their_names_or_not_at_all() -> None:
    text = json.dumps(to_plain(Block(1, 2, 3, 4), ""))
    plain = json.loads(text)
    names = plain["fields"][1]
    assert from_plain(plain, "") == Block(1, 2, 3, 4)
    plain["fields"][1] = names[::-1]
    assert from_plain(plain, "") == Block(4, 3, 2, 1)
    plain["fields"][1] = [*names[:-1], "没有的"]
    with pytest.raises(TypeError):
        from_plain(plain, "")


@pytest.mark.parametrize("content", [b"{}", b"\xff", b'{\n"state":{"version":1}\n}\n'])
def test_what_the_store_did_not_write_is_said_by_name(
    folder: Path, store: Path, content: bytes
) -> None:
    broken = next(iter(sorted(store.rglob("*.json"))))
    broken.write_bytes(content)
    done = perfxl("summary", store, "--format", "json")
    assert done.code == 2
    data = json.loads(done.out)
    assert len(data["projects"]) == len(EVALUATIONS) - 1
    assert broken.name in data["unread"][0]["why"]
    assert "请给原来的工作簿" in data["unread"][0]["why"]


def test_a_plain_document_does_not_suffice(folder: Path, tmp_path: Path) -> None:
    plain = tmp_path / "读到.json"
    plain.write_text(perfxl("read", "--json", folder / EVALUATIONS[0].name).out, "utf-8")
    done = perfxl("compare", plain, folder, "--format", "json")
    assert "read --json 写的没有全部内容" in done.err


def test_other_commands_take_no_stored_documents(store: Path) -> None:
    assert "没有 Excel 工作簿" in perfxl("check", store).err
    [first, *_] = sorted(store.rglob("*.json"))
    assert Work(depth=Depth.READ).of(first).why != ""
    assert os.path.isfile(first)  # noqa: PTH113
