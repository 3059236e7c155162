"""存放处：记过的不再读，结果一字不差；内容、名字、版本、口径变了就重读；坏了、是别人放的也不出事。"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import Done, perfxl

from perfxl.cli import long_runs
from perfxl.many_files import store as store_module
from perfxl.many_files import work as work_module
from perfxl.many_files.file_result import Depth, FileResult
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.plain_state import NotPlainError, from_plain, to_plain
from perfxl.many_files.store import Store
from perfxl.many_files.work import Work
from perfxl.model.table import Document
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

SAMPLES = workbook_paths([shipped_folder("workbooks")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """几份样表和一份没有表的。"""
    made = tmp_path / "收"
    made.mkdir()
    for path in SAMPLES[:: len(SAMPLES) // 6]:
        shutil.copy(path, made / path.name)
    shutil.copy(Path(__file__).parents[1] / "hosts" / "旧版" / "各种格.xls", made / "各种格.xls")
    return made


@pytest.fixture
def read_books(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """真的读了哪些文件。"""
    read: list[str] = []
    whole = work_module.read_workbook

    def reading(path: Path) -> Any:
        read.append(path.name)
        return whole(path)

    monkeypatch.setattr(work_module, "read_workbook", reading)
    return read


def checked_in(folder: Path, *more: str | Path) -> Done:
    return perfxl("check", folder, "--format", "json", "--jobs", "1", *more)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_what_is_kept_comes_back_as_it_was(path: Path) -> None:
    read = Work().of(path).assessment
    if read is None:
        return
    held = read.document, read.scores, read.findings, read.profile
    text = json.dumps(to_plain(held, str(path)))
    assert from_plain(json.loads(text), str(path)) == held
    assert repr(from_plain(json.loads(text), str(path))[0].tables) == repr(read.document.tables)
    moved = from_plain(json.loads(text), "别处/表.xlsx")[0]
    assert isinstance(moved, Document)
    assert {moved.file, *(table.book for table in moved.tables)} == {"别处/表.xlsx"}


def test_a_type_that_is_not_known_is_not_written() -> None:
    with pytest.raises(NotPlainError):
        to_plain((Path("a"),), "a")


def test_the_second_time_nothing_is_read_and_all_is_the_same(
    folder: Path, tmp_path: Path, read_books: list[str]
) -> None:
    plain, store = checked_in(folder), tmp_path / "存"
    count = len(read_books)
    first = checked_in(folder, "--store", store)
    assert len(read_books) == 2 * count
    second = checked_in(folder, "--store", store)
    assert len(read_books) == 2 * count
    assert first == second == plain
    for command in (["score"], ["read", "--json"], ["summary", "--format", "json"]):
        before = len(read_books)
        one = perfxl(*command, folder, "--store", store)
        assert len(read_books) == before
        assert one == perfxl(*command, folder)


def test_one_more_file_is_read_alone(folder: Path, tmp_path: Path, read_books: list[str]) -> None:
    store = tmp_path / "存"
    checked_in(folder, "--store", store)
    read_books.clear()
    shutil.copy(SAMPLES[1], folder / "新来的.xlsx")
    assert checked_in(folder, "--store", store) == checked_in(folder)
    assert read_books[0] == "新来的.xlsx"
    assert len(read_books) == 1 + len(workbook_paths([folder]))


def test_what_is_kept_is_a_document_for_everybody(folder: Path, tmp_path: Path) -> None:
    checked_in(folder, "--store", tmp_path / "存")
    kept = [json.loads(each.read_text("utf-8")) for each in (tmp_path / "存").rglob("*.json")]
    assert len(kept) == len(workbook_paths([folder]))
    by_file = {each["file"]: each for each in kept}
    for path in workbook_paths([folder]):
        own = by_file[str(path)]
        done = perfxl("read", "--json", path)
        assert own["schema"] == "perfxl.document/1"
        if done.code == 0:
            whole = json.loads(done.out)
            assert {key: own[key] for key in whole} == whole
        else:
            assert own["tables"] == []
            assert own["why"] in done.err


def test_a_changed_file_version_or_profile_is_read_again(
    folder: Path, tmp_path: Path, read_books: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "存")
    path = next(each for each in workbook_paths([folder]) if each.suffix == ".xlsx")

    def done(profile: str = "", depth: Depth = Depth.CHECK) -> tuple[FileResult, bool]:
        """结果，和是不是真的读了一遍。"""
        read_books.clear()
        chosen = load_profile(profile) if profile else None
        result = Work(chosen, depth, store).of(path)
        assert result == Work(chosen, depth).of(path)
        return result, len(read_books) == 2

    assert done(depth=Depth.READ)[1]
    assert done()[1]  # 做到了更远的一步
    assert not done()[1]
    assert not done(depth=Depth.SCORE)[1]
    assert not done(depth=Depth.READ)[1]
    assert done("全国")[1]
    assert not done("全国")[1]
    assert done()[1]
    monkeypatch.setattr(store_module, "version", lambda: "另一版")
    assert done()[1]
    assert not done()[1]
    shutil.copy(SAMPLES[2], path)
    assert done()[1]
    assert not done()[1]


def test_what_is_broken_or_planted_is_taken_for_nothing(
    folder: Path, tmp_path: Path, read_books: list[str]
) -> None:
    store = tmp_path / "存"
    plain = checked_in(folder)
    for planted in (
        b"",
        b"{}",
        b"\xff\xfe",
        b'{\n"state":{"version":1}}',
        b'x\n"state":' + json.dumps({"version": store_module.version()}).encode() + b"\n}",
        b'x\n"state":'
        + json.dumps(
            {
                "version": store_module.version(),
                "depth": "check",
                "given": "",
                "profile": '{"kinds":["system"],"entries":[],"values":[[0]]}',
                "held": {"kinds": ["Popen"], "entries": [], "values": ["id", [0, 1]]},
            }
        ).encode()
        + b"\n}",
    ):
        checked_in(folder, "--store", store)
        for each in store.rglob("*.json"):
            each.write_bytes(planted)
        read_books.clear()
        assert checked_in(folder, "--store", store) == plain
        assert len(read_books) == len(workbook_paths([folder]))


def test_a_store_that_cannot_be_written_is_said_once(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "存"
    blocked.mkdir()
    for number in range(256):
        (blocked / f"{number:02x}").write_text("占着")
    plain, done = checked_in(folder), checked_in(folder, "--store", blocked)
    assert (done.code, done.out) == (plain.code, plain.out)
    assert done.err.count("写不进") == 1
    assert "的结果没有记下，下次要再读" in done.err


def test_resume_keeps_in_the_users_own_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "家"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "家"))
    monkeypatch.setenv("HOME", str(tmp_path / "家"))
    assert checked_in(folder, "--resume") == checked_in(folder, "--resume")
    kept = list((tmp_path / "家").rglob("*.json"))
    assert len(kept) == len(workbook_paths([folder]))
    if os.name != "nt":
        assert all(each.stat().st_mode & 0o077 == 0 for each in kept)


@pytest.mark.skipif(sys.platform != "linux", reason="另起的进程看不到改过的函数")
def test_processes_keep_too(folder: Path, tmp_path: Path, read_books: list[str]) -> None:
    store = tmp_path / "存"
    plain = checked_in(folder)
    assert perfxl("check", folder, "--format", "json", "--jobs", "2", "--store", store) == plain
    read_books.clear()
    assert checked_in(folder, "--store", store) == plain
    assert read_books == []


def test_a_file_that_changes_in_between_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook_paths([folder])[0]
    whole = long_runs.changed_since

    def after_a_change(seen: Any) -> list[Path]:
        shutil.copy(SAMPLES[3], path)
        return whole(seen)

    monkeypatch.setattr(long_runs, "changed_since", after_a_change)
    done = checked_in(folder)
    assert f"“{path}”读了以后又改过或没有了，结果说的是改以前的" in done.err
