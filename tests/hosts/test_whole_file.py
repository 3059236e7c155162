"""输出文件：要么整个写好，要么什么也没有；不许替换的不替换，输入文件任何时候都不替换。"""

import errno
import os
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest

from perfxl.hosts import into_place
from perfxl.hosts.new_book import save_new_book
from perfxl.hosts.outputs import Output, Outputs, free_folder
from perfxl.hosts.temporary_files import PREFIX, remove_stale, temporary_folder
from perfxl.hosts.whole_file import copy_whole, write_text, written_whole
from perfxl.model.file_faults import NotWritableError
from perfxl.model.os_fault import os_fault

posix = pytest.mark.skipif(os.name == "nt", reason="Windows 没有这些权限和链接")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refused(output: Output | Path, said: str) -> None:
    with pytest.raises(NotWritableError, match=said):
        write_text(output, "新的")


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    write_text(tmp_path / "甲" / "乙" / "a.txt", "新的")
    assert (tmp_path / "甲" / "乙" / "a.txt").read_text("utf-8") == "新的"
    assert names(tmp_path / "甲" / "乙") == {"a.txt"}


def test_an_existing_file_is_replaced_only_when_told(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("原来的", "utf-8")
    with pytest.raises(NotWritableError, match=r"已经有.*--replace"):
        Outputs().named(target)
    refused(target, "已经有")
    assert target.read_text("utf-8") == "原来的"
    write_text(Outputs(replace=True).named(target), "新的")
    assert target.read_text("utf-8") == "新的"
    assert names(tmp_path) == {"a.txt"}


def test_a_name_of_the_program_gets_a_number(tmp_path: Path) -> None:
    for number, name in enumerate(("a（标）.txt", "a（标）(2).txt", "a（标）(3).txt")):
        output = Outputs().chosen(tmp_path / "a（标）.txt", "（标）")
        write_text(output, str(number))
        assert output.path.name == name
    assert [(tmp_path / f"a（标）{each}.txt").read_text() for each in ("", "(2)", "(3)")] == [
        *"012"
    ]


def test_an_input_is_never_replaced_under_any_of_its_names(tmp_path: Path) -> None:
    source = tmp_path / "表.xlsx"
    source.write_text("原件", "utf-8")
    (tmp_path / "硬.xlsx").hardlink_to(source)
    (tmp_path / "软.xlsx").symlink_to(source)
    (tmp_path / "下").mkdir()
    for name in ("表.xlsx", "硬.xlsx", "软.xlsx", "下/../表.xlsx"):
        outputs = Outputs([source], replace=True)
        with pytest.raises(NotWritableError, match="就是输入文件"):
            outputs.named(tmp_path / name)
        output = outputs.chosen(tmp_path / name)
        write_text(output, "新的")
        assert output.path.name.endswith("(2).xlsx")
        output.path.unlink()
    refused(Output(Outputs([source], replace=True), source), "就是输入文件")
    assert source.read_text("utf-8") == "原件"


def test_an_input_saved_again_meanwhile_is_still_an_input(tmp_path: Path) -> None:
    """Excel 存盘是换一个新文件：号码变了，名字没有变。"""
    (tmp_path / "真").mkdir()
    source = tmp_path / "真" / "表.xlsx"
    source.write_text("原件", "utf-8")
    (tmp_path / "连").symlink_to(tmp_path / "真")
    outputs = Outputs([source], replace=True)
    (tmp_path / "新存的").write_text("改过的", "utf-8")
    (tmp_path / "新存的").replace(source)
    for path in (source, tmp_path / "真" / "下" / ".." / "表.xlsx", tmp_path / "连" / "表.xlsx"):
        assert outputs.is_input(path)
    assert not outputs.is_input(tmp_path / "表.xlsx")
    refused(Output(outputs, source), "就是输入文件")
    assert source.read_text("utf-8") == "改过的"


def test_few_questions_are_asked_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """换掉一个已有的文件，路径再深，问磁盘“有没有、是什么”的次数也不多。"""
    deep = tmp_path.joinpath(*"一二三四五六七八")
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("原来的", "utf-8")
    asked: list[str] = []
    for name in ("stat", "lstat"):
        real = getattr(os, name)

        def counted(path: object, *rest: object, real: object = real, **options: object) -> object:
            asked.append(str(path))
            assert callable(real)
            return real(path, *rest, **options)

        monkeypatch.setattr(os, name, counted)
    write_text(Outputs(replace=True).named(deep / "a.txt"), "新的")
    monkeypatch.undo()
    assert (deep / "a.txt").read_text("utf-8") == "新的"
    assert 3 <= len(asked) <= 9


def test_what_this_run_wrote_is_not_replaced_by_it(tmp_path: Path) -> None:
    outputs = Outputs(replace=True)
    first, second = (outputs.chosen(tmp_path / "a.txt") for _ in range(2))
    write_text(first, "一")
    write_text(second, "二")
    assert (first.path.name, second.path.name) == ("a.txt", "a(2).txt")
    with pytest.raises(NotWritableError, match="已经写过"):
        outputs.named(tmp_path / "a.txt")


@posix
def test_the_mode_and_a_link_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "真" / "a.txt", tmp_path / "b.txt"
    real.parent.mkdir()
    real.write_text("原来的", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    with pytest.raises(NotWritableError, match="已经有"):
        Outputs().named(link)
    write_text(Outputs(replace=True).named(link), "新的")
    assert link.is_symlink()
    assert real.read_text("utf-8") == "新的"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert names(real.parent) == {"a.txt"}


@posix
def test_a_link_to_nothing_yet_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "b.txt").symlink_to(tmp_path / "还没有.txt")
    write_text(Outputs().named(tmp_path / "b.txt"), "新的")
    assert (tmp_path / "b.txt").is_symlink()
    assert (tmp_path / "还没有.txt").read_text("utf-8") == "新的"


@posix
def test_a_new_file_has_the_mode_that_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "a.txt", "新的")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


@posix
def test_pipes_devices_and_folders_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.txt")
    (tmp_path / "d.txt").mkdir()
    for replace in (False, True):
        for path, said in (("p.txt", "不是普通文件"), ("d.txt", "是文件夹")):
            refused(Output(Outputs(replace=replace), tmp_path / path), said)
        refused(Output(Outputs(replace=replace), Path(os.devnull)), "不是普通文件")
    (tmp_path / "圈").symlink_to(tmp_path / "圈")
    refused(tmp_path / "圈", "链接绕成了圈")
    refused(tmp_path / "圈" / "a.txt", "链接绕成了圈")
    assert names(tmp_path) == {"p.txt", "d.txt", "圈"}


@pytest.mark.parametrize("links", [True, False, None])
def test_two_that_run_at_once_never_take_the_same_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool | None
) -> None:
    if links is None:  # WebAssembly 里连这个函数都没有
        monkeypatch.delattr(os, "link")
    elif not links:  # 像 U 盘那样不能建硬链接的

        def no_links(*_: object) -> None:
            raise OSError(errno.EPERM, "no links here")

        monkeypatch.setattr(Path, "hardlink_to", no_links)

    def write(number: int) -> str:
        output = Outputs().chosen(tmp_path / "a.txt")
        write_text(output, str(number))
        return output.path.name

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(write, range(40)))
    assert len(set(taken)) == 40
    assert names(tmp_path) == set(taken)
    assert {path.read_text() for path in tmp_path.iterdir()} == {str(n) for n in range(40)}


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    output = Outputs().named(target)

    def write_both() -> None:
        with written_whole(output) as temporary:
            temporary.write_text("我们的")
            target.write_text("别人的")

    with pytest.raises(NotWritableError, match="已经有"):
        write_both()
    assert (target.read_text(), names(tmp_path)) == ("别人的", {"a.txt"})


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EDQUOT, "配额"),
        (errno.EIO, "磁盘读写出错"),
        (errno.EROFS, "只读"),
        (errno.EBUSY, "占用"),
        (errno.EACCES, "没有权限"),
        (errno.ESTALE, "断开"),
        (errno.EFBIG, "文件大小"),
    ],
)
@pytest.mark.parametrize("step", ["mkdir", "open", "write", "fsync", "close", "put"])
def test_every_fault_of_the_disk_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    def write() -> None:
        with written_whole(tmp_path / "新" / "a.txt") as temporary:
            temporary.write_text("新的", "utf-8")
            if step == "write":
                fail()

    if step == "mkdir":
        monkeypatch.setattr(Path, "mkdir", fail)
    elif step == "open":
        monkeypatch.setattr(os, "open", fail)
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    elif step == "close":
        closed = os.close
        monkeypatch.setattr(into_place.os, "close", lambda opened: (closed(opened), fail()))
    elif step == "put":
        monkeypatch.setattr("perfxl.hosts.outputs.put_new", fail)
    with pytest.raises(NotWritableError, match=f"^写不进“.*a.txt”：.*{said}.*。$"):
        write()
    monkeypatch.undo()
    assert names(tmp_path) == set()


def test_the_data_is_on_disk_before_the_file_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, set[str]]] = []
    real = os.fsync

    def fsync(opened: int) -> None:
        seen.append((Path(f"/proc/self/fd/{opened}").readlink().suffix, names(tmp_path)))
        real(opened)

    if not Path("/proc/self/fd").exists():
        pytest.skip("看不到打开的是哪个文件")
    monkeypatch.setattr(os, "fsync", fsync)
    write_text(tmp_path / "a.txt", "新的")
    [(suffix, there)] = seen
    assert suffix == ".txt"
    assert "a.txt" not in there


def test_folders_made_for_a_file_that_failed_are_gone(tmp_path: Path) -> None:
    def write() -> None:
        with written_whole(tmp_path / "一" / "二" / "a.txt"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert names(tmp_path) == set()


def test_a_part_of_the_path_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    for path in ("文件/a.txt", "文件/下/a.txt"):
        refused(tmp_path / path, "写不进.*不是文件夹")
        refused(Outputs().chosen(tmp_path / path), "写不进.*不是文件夹")


def test_names_too_long_are_shortened_and_stay_apart(tmp_path: Path) -> None:
    ending = "（已标注）"
    written: list[Path] = []
    for length in (80, 85, 100):
        output = Outputs().chosen(tmp_path / f"{'长' * length}{ending}.xlsx", ending)
        write_text(output, "x")
        assert output.shortened == (length > 76)
        written.append(output.path)
    assert len(set(written)) == 3
    for path in written:
        assert len(os.fsencode(path.name)) <= 255
        assert path.stem.partition(ending)[1] == ending
        assert path.is_file()
    named = Outputs().named(tmp_path / f"{'名' * 90}.json")
    write_text(named, "x")
    assert named.shortened
    assert named.path.suffix == ".json"


def test_a_path_too_long_is_one_sentence(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["深" * 60] * 30)
    refused(deep / "a.txt", r"名字或路径太长")
    refused(tmp_path / ("长" * 100) / "a.txt", r"名字或路径太长")
    assert names(tmp_path) == set()


def test_a_source_that_vanished_is_named(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"“.*没有\.txt”读不了：找不到它"):
        copy_whole(tmp_path / "没有.txt", tmp_path / "b.txt")
    assert names(tmp_path) == set()


def test_temporary_files_left_at_the_end_are_removed(tmp_path: Path) -> None:
    """收尾没有走到的（``finally`` 里又来一次中止），程序结束时收走。"""
    script = (
        "import os, sys\nfrom pathlib import Path\n"
        "from perfxl.hosts.temporary_files import temporary_file, temporary_folder\n"
        "held = [temporary_file(Path(sys.argv[1]), '.xlsx', 0o600), temporary_folder(Path(sys.argv[1]))]\n"
        "for each in held: print(each.__enter__())\n"
        "sys.stdout.flush()\n"
        "for each in held: each.gen = None\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert len(done.stdout.split()) == 2
    assert names(tmp_path) == set()


def test_a_temporary_folder_goes_with_its_files(tmp_path: Path) -> None:
    with temporary_folder(tmp_path) as folder:
        (folder / "a").write_text("x")
        assert folder.name.startswith(".perfxl-")
    assert names(tmp_path) == set()


def test_a_folder_of_the_program_gets_a_number(tmp_path: Path) -> None:
    wanted = tmp_path / "演示结果"
    assert free_folder(wanted, replace=False) == wanted
    wanted.mkdir()
    assert free_folder(wanted, replace=False) == wanted
    (wanted / "a").write_text("x")
    (tmp_path / "演示结果(2)").write_text("不是文件夹")
    assert free_folder(wanted, replace=False) == tmp_path / "演示结果(3)"
    assert free_folder(wanted, replace=True) == wanted


def test_a_fault_not_seen_before_keeps_the_words_of_the_system() -> None:
    assert os_fault(OSError(9999, "Odd thing")) == "系统的原话是“Odd thing”，请核对后再试"


def test_a_new_book_needs_no_temporary_files_and_no_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"].hyperlink = "b.xlsx#'表'!A1"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    dead = time.gmtime(1000)
    monkeypatch.setattr(time, "localtime", lambda *_: dead)
    for name in ("一.xlsx", "二.xlsx"):
        save_new_book(book, tmp_path / name)
    first, second = (tmp_path / name for name in ("一.xlsx", "二.xlsx"))
    assert zipfile.ZipFile(first).testzip() is None
    assert names(tmp_path) == {"一.xlsx", "二.xlsx"}
    assert zipfile.ZipFile(first).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
    link = openpyxl.load_workbook(second).worksheets[0]["A1"].hyperlink
    assert link is not None
    assert str(link.target).startswith("b.xlsx")


def test_folders_left_by_killed_runs_are_taken_away_a_day_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    names = (f"{PREFIX}old", f"{PREFIX}new", "别人的")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "自评表.xlsx").write_bytes(b"")
    for name in (names[0], names[2]):
        os.utime(tmp_path / name, (0, 0))
    remove_stale()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])
