"""文件多的放到一边、存放处有目录：结果一字不差；目录没有了、坏了、是别人放的也不出事；只取、只核对变了的。"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Done, perfxl

from perfxl.cli import long_runs
from perfxl.many_files import across_files, store_index
from perfxl.many_files.aside import Spool
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import done_in_order
from perfxl.many_files.work import Work
from perfxl.shipped import shipped_folder
from perfxl.standards.seals import seal_of

SAMPLES = [path for path in workbook_paths([shipped_folder("workbooks")]) if path.suffix == ".xlsx"]


pytestmark = pytest.mark.usefixtures("everything_is_put_aside")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """各种样表，分在三个单位的文件夹里。"""
    made = tmp_path / "收"
    for number, path in enumerate(SAMPLES[::2]):
        unit = made / f"单位{number % 3}"
        unit.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, unit / path.name)
    shutil.copy(SAMPLES[0], made / "单位1" / "又一份.xlsx")
    return made


def checked_in(folder: Path, *more: str | Path) -> Done:
    return perfxl("check", folder, "--format", "json", "--jobs", "1", *more)


@pytest.fixture
def plain(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Done:
    """都留在内存里、合在一起核对的。"""
    with monkeypatch.context() as patched:
        patched.setattr(long_runs, "_KEPT_AT_HAND", 10_000)
        done = checked_in(folder)
    across = [each for each in json.loads(done.out)["findings"] if each["rule"].startswith("PX6")]
    assert len(across) > 20
    return done


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_put_aside_is_as_at_hand(folder: Path, plain: Done, jobs: str) -> None:
    assert perfxl("check", folder, "--format", "json", "--jobs", jobs) == plain


def test_the_second_time_nothing_is_taken_out(
    folder: Path, plain: Done, tmp_path: Path, wholes: list[str]
) -> None:
    store = tmp_path / "存"
    assert checked_in(folder, "--store", store) == plain
    wholes.clear()
    assert checked_in(folder, "--store", store) == plain
    assert wholes == []


def test_one_more_file_is_read_with_those_it_bears_on(
    folder: Path, tmp_path: Path, wholes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "存"
    checked_in(folder, "--store", store)
    wholes.clear()
    new = next(path for path in SAMPLES[1::2] if path.parent.name == "自评表")
    shutil.copy(new, folder / "单位2" / "新来的.xlsx")
    done = checked_in(folder, "--store", store)
    assert wholes[0] == "新来的.xlsx"
    assert len(set(wholes)) < len(workbook_paths([folder])) / 2
    monkeypatch.setattr(long_runs, "_KEPT_AT_HAND", 10_000)
    assert done == checked_in(folder)


def test_a_file_taken_away_is_not_told_of(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "存"
    checked_in(folder, "--store", store)
    (folder / "单位1" / "又一份.xlsx").unlink()
    assert checked_in(folder, "--store", store) == checked_in(folder)


def test_another_profile_is_another_result(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "存"
    checked_in(folder, "--store", store)
    for profile in ("全国", "黔南州"):
        done = checked_in(folder, "--store", store, "--profile", profile)
        assert done == checked_in(folder, "--profile", profile)
    assert checked_in(folder, "--store", store) == checked_in(folder)


def gone(index: Path) -> None:
    index.unlink()


def empty(index: Path) -> None:
    index.write_bytes(b"")


def noise(index: Path) -> None:
    index.write_bytes(b"\xff\x00" * 5000)


def of_another_version(index: Path) -> None:
    index.write_bytes(index.read_bytes().replace(b"store-index/1 ", b"store-index/1 0.", 1))


def cut_short(index: Path) -> None:
    content = index.read_bytes()
    index.write_bytes(content[: len(content) // 2])


def every_line_of_another(index: Path) -> None:
    head, *lines = index.read_bytes().splitlines(keepends=True)
    keys = [line.partition(b" ")[0] for line in lines]
    contents = [line.partition(b" ")[2] for line in lines]
    index.write_bytes(
        head + b"".join(key + b" " + b"[1,2]\n" for key, _ in zip(keys, contents, strict=True))
    )


def deep(index: Path) -> None:
    head, *lines = index.read_bytes().splitlines(keepends=True)
    bomb = b"[" * 100_000 + b"]" * 100_000
    index.write_bytes(
        head + b"".join(line.partition(b" ")[0] + b" " + bomb + b"\n" for line in lines)
    )


def wrong_kinds(index: Path) -> None:
    """各处的字都换成数，记号是真的：看的是逐项验不验。"""
    head, *lines = index.read_bytes().splitlines(keepends=True)
    made = []
    for line in lines:
        key, _, content = line.rstrip().split(b" ", 2)
        data = json.loads(content)
        if isinstance(data, dict) and "held" in data:
            values = data["held"]["values"]
            data["held"]["values"] = [7 if isinstance(each, str) else each for each in values]
        content = json.dumps(data).encode()
        made.append(key + f" {seal_of(key.decode(), content)} ".encode() + content + b"\n")
    index.write_bytes(head + b"".join(made))


@pytest.mark.parametrize(
    "spoil",
    [gone, empty, noise, of_another_version, cut_short, every_line_of_another, deep, wrong_kinds],
)
def test_a_spoilt_index_is_taken_for_nothing(
    folder: Path, plain: Done, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    store = tmp_path / "存"
    checked_in(folder, "--store", store)
    index = store / "index.lines"
    assert index.stat().st_size > 10_000
    spoil(index)
    assert checked_in(folder, "--store", store) == plain
    if spoil is gone:
        assert index.stat().st_size > 10_000


def outlines_of_wrong_kinds(index: Path) -> None:
    """轮廓的各行里，字都换成数，记号是真的。"""
    head, *lines = index.read_bytes().splitlines(keepends=True)
    made = []
    for line in lines:
        key, _, content = line.rstrip().split(b" ", 2)
        if key.startswith(b"o"):
            data = json.loads(content)
            values = data["held"]["values"]
            data["held"]["values"] = [7 if isinstance(each, str) else each for each in values]
            content = json.dumps(data).encode()
        made.append(key + f" {seal_of(key.decode(), content)} ".encode() + content + b"\n")
    index.write_bytes(head + b"".join(made))


def outlines_of_another_user(index: Path) -> None:
    head, *lines = index.read_bytes().splitlines(keepends=True)
    made = [line.replace(b"20", b"19") if line.startswith(b"o") else line for line in lines]
    index.write_bytes(head + b"".join(made))


def outlines_gone(index: Path) -> None:
    lines = index.read_bytes().splitlines(keepends=True)
    index.write_bytes(b"".join(line for line in lines if not line.startswith(b"o")))


@pytest.mark.parametrize(
    "spoil", [outlines_of_wrong_kinds, outlines_of_another_user, outlines_gone]
)
def test_spoilt_outlines_are_drawn_again(
    folder: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    store = tmp_path / "存"
    command = ("summary", folder, "--format", "json", "--jobs", "1")
    plain = perfxl(*command, "--store", store)
    spoil(store / "index.lines")
    assert perfxl(*command, "--store", store) == plain


def test_outlines_are_given_only_when_asked(
    folder: Path, plain: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(across_files, "_AT_ONCE", 64)  # 多的一组先用轮廓找谁对谁
    store = tmp_path / "存"
    checked_in(folder, "--store", store)

    def asked(*given: Any) -> Any:
        raise AssertionError("asked for the outlines")

    with monkeypatch.context() as patched:
        patched.setattr(store_index, "_table_again", asked)
        patched.setattr(store_index.OutlinedTable, "of", asked)
        assert checked_in(folder, "--store", store) == plain


def test_a_folder_moved_is_told_of_where_it_is(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "存"
    checked_in(folder, "--store", store)
    moved = folder.rename(tmp_path / "挪了地方")
    assert checked_in(moved, "--store", store) == checked_in(moved)
    summaries = [
        perfxl("summary", moved, "--format", "json", *more) for more in ((), ("--store", store))
    ]
    assert summaries[0] == summaries[1]


def test_a_line_cut_short_is_put_right_and_does_not_spoil_the_next(
    folder: Path, plain: Done, tmp_path: Path, wholes: list[str]
) -> None:
    store = tmp_path / "存"
    checked_in(folder, "--store", store)
    index = store / "index.lines"
    index.write_bytes(index.read_bytes()[:-5])
    checked_in(folder, "--store", store)
    wholes.clear()
    assert checked_in(folder, "--store", store) == plain
    assert wholes == []


def test_an_index_without_its_documents_counts_for_nothing(
    folder: Path, plain: Done, tmp_path: Path, wholes: list[str]
) -> None:
    store = tmp_path / "存"
    checked_in(folder, "--store", store)
    for each in store.rglob("*.json"):
        each.unlink()
    wholes.clear()
    assert checked_in(folder, "--store", store) == plain
    assert set(wholes) == {path.name for path in workbook_paths([folder])}


def test_an_index_that_cannot_be_written_does_no_harm(
    folder: Path, plain: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_index, "temporary_file", full)
    store = tmp_path / "存"
    assert checked_in(folder, "--store", store) == plain
    assert not (store / "index.lines").exists()


def test_an_index_is_not_replaced_while_it_is_open(
    folder: Path, plain: Done, tmp_path: Path, wholes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "存"
    checked_in(folder, "--store", store)
    opened: list[Any] = []
    opening, moving = Path.open, Path.replace

    def seen(path: Path, *given: Any, **more: Any) -> Any:
        stream = opening(path, *given, **more)
        if path.name == "index.lines":
            opened.append(stream)
        return stream

    def as_on_windows(path: Path, target: Path) -> Path:
        if target.name == "index.lines" and not all(stream.closed for stream in opened):
            raise PermissionError(13, "The process cannot access the file")
        return moving(path, target)

    monkeypatch.setattr(Path, "open", seen)
    monkeypatch.setattr(Path, "replace", as_on_windows)
    shutil.copy(SAMPLES[1], folder / "单位0" / "添的.xlsx")
    with_store = checked_in(folder, "--store", store)
    assert opened
    wholes.clear()
    assert checked_in(folder, "--store", store) == with_store
    assert wholes == []


def test_a_full_disk_keeps_what_is_put_aside_at_hand(
    folder: Path, plain: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: Any, **more: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("perfxl.many_files.aside.tempfile.TemporaryFile", full)
    assert checked_in(folder) == plain


def test_what_was_put_aside_is_taken_back_whole(folder: Path) -> None:
    paths = workbook_paths([folder])
    for aside, at_hand in zip(
        done_in_order(Work(), paths, spool=Spool()), done_in_order(Work(), paths), strict=True
    ):
        if at_hand.assessment is None:
            assert aside == at_hand
            continue
        assert aside.whole.document == at_hand.assessment.document
        assert aside.whole.scores == at_hand.scores
        assert aside.findings == at_hand.findings


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("style", ["json", "text"])
def test_a_summary_of_what_is_put_aside(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: str, style: str
) -> None:
    """两份同一项目的、没有写年度的、部门的表和汇总表都在：要看全部内容的取回来。"""
    for path in SAMPLES[1::2]:
        shutil.copy(path, folder / "单位0" / path.name)
    command = ("summary", folder, "--format", style, "--jobs", jobs)
    aside = perfxl(*command)
    stored = [perfxl(*command, "--store", tmp_path / "存") for _ in range(2)]
    monkeypatch.setattr(long_runs, "_KEPT_AT_HAND", 10_000)
    assert [aside, *stored] == [perfxl(*command)] * 3
