"""写文件的命令：没有说就不替换，读的文件任何时候都不替换；没有改的不写副本，下级文件夹照旧。"""

import builtins
import errno
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from command_line import Done, perfxl
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl.cli.app import loaded
from perfxl.many_files import copies
from perfxl.many_files.finding import found_workbooks
from perfxl.shipped import shipped_folder

OLD = Path(__file__).parent.parent / "hosts" / "旧版"
WRONG = {"H16": "10", "H22": "99"}


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    (tmp_path / "收").mkdir()
    return to_workbook(changed(sound(), WRONG), tmp_path / "收" / "错.xlsx")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "我县.yaml"
    path.write_text("extends: 黔南州\nname: 我县\n", "utf-8")
    return path


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "模板.xlsx"
    shutil.copyfile(shipped_folder("templates") / "自评表.xlsx", path)
    return path


@pytest.fixture
def conclusion(tmp_path: Path) -> Path:
    path = tmp_path / "结论.txt"
    shutil.copyfile(shipped_folder("templates") / "自评结论.txt", path)
    return path


# 各个写文件的命令：写到一个写明的文件上。
Command = Callable[[Path, Path], list[str | Path]]
NAMED: dict[str, tuple[str, Command]] = {
    "score": (".xlsx", lambda source, target: ["score", source, "-o", target]),
    "mark": (".xlsx", lambda source, target: ["check", source, "--mark", "-o", target]),
    "fix": (".xlsx", lambda source, target: ["check", source, "--fix", "-o", target]),
    "list": (".xlsx", lambda source, target: ["check", source, "-o", target]),
    "json": (".json", lambda source, target: ["check", source, "-o", target]),
    "text": (".txt", lambda source, target: ["check", source, "-o", target]),
    "make": (".xlsx", lambda source, target: ["make", "自评表", "--from", source, "-o", target]),
    "blank": (".xlsx", lambda source, target: ["make", "自评表", "--blank", "-o", target]),
    "template": (".xlsx", lambda source, target: ["template", "new", "自评表", "-o", target]),
    "addin": (".xlam", lambda source, target: ["addin", "build", "-o", target]),
}


@pytest.mark.parametrize("command", NAMED)
def test_a_named_file_that_exists_is_refused_unless_told(
    faulty: Path, tmp_path: Path, command: str
) -> None:
    suffix, arguments = NAMED[command]
    target = tmp_path / f"结果{suffix}"
    target.write_text("我写的", "utf-8")
    target.chmod(0o600)
    before = names(tmp_path)
    done = perfxl(*arguments(faulty, target))
    assert (done.code, done.out) == (2, "")
    [line] = done.err.splitlines()
    assert "已经有“" in line
    assert "--replace" in line
    assert (target.read_text("utf-8"), names(tmp_path)) == ("我写的", before)
    done = perfxl(*arguments(faulty, target), "--replace")
    assert done.code in (0, 1), done.err
    assert target.read_bytes() != "我写的".encode()
    assert os.name == "nt" or target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("command", ["score", "mark", "fix", "list", "json", "text", "make"])
def test_nothing_read_in_the_same_run_is_replaced(
    faulty: Path, tmp_path: Path, command: str
) -> None:
    """工作簿自己，连同它的链接：加了 --replace 也不替换。"""
    suffix, arguments = NAMED[command]
    before = faulty.read_bytes()
    link = tmp_path / f"链{suffix}"
    link.symlink_to(faulty)
    targets = [link] if suffix != ".xlsx" else [link, faulty]
    for target in targets:
        done = perfxl(*arguments(faulty, target), "--replace")
        assert done.code == 2
        assert "就是输入文件" in done.err
    assert faulty.read_bytes() == before
    assert link.is_symlink()


def test_profile_template_conclusion_and_acceptances_are_not_replaced(
    faulty: Path, tmp_path: Path, profile: Path, template: Path, conclusion: Path
) -> None:
    accepted = faulty.parent / "校验认可.yaml"
    accepted.write_text("- {rule: PX406, reason: 系统导出的总分}\n", "utf-8")
    kept = {path: path.read_bytes() for path in (profile, template, conclusion, accepted)}
    make = ["make", "自评表", "--from", faulty, "--template", template, "--conclusion", conclusion]
    for arguments, target in (
        (["check", faulty, "--profile", profile], profile),
        (["check", faulty], accepted),
        (["score", faulty, "--profile", profile], profile),
        ([*make, "--profile", profile], template),
        (["make", "自评表", "--blank", "--template", template], template),
        (["template", "new", "自评表"], shipped_folder("templates") / "自评表.xlsx"),
    ):
        done = perfxl(*arguments, "-o", target, "--replace")
        assert done.code == 2, arguments
        assert "就是输入文件" in done.err or "副本写不成" in done.err
    # 取的名字正好是输入文件的，另取一个。
    shutil.copyfile(template, tmp_path / "错（自评表）.xlsx")
    done = perfxl(
        *("make", "自评表", "--from", faulty, "--template", tmp_path / "错（自评表）.xlsx"),
        *("--conclusion", conclusion, "-o", tmp_path, "--replace"),
    )
    assert done.code == 0, done.err
    assert (tmp_path / "错（自评表）(2).xlsx").exists()
    assert (tmp_path / "错（自评表）.xlsx").read_bytes() == kept[template]
    assert {path: path.read_bytes() for path in kept} == kept


def test_names_of_the_program_get_a_number_or_replace_when_told(
    faulty: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    commands: list[list[str | Path]] = [
        ["check", faulty, "--mark", "-o", "标"],
        ["check", faulty, "--fix", "-o", "改"],
        ["check", faulty, "--format", "xlsx"],
        ["score", faulty, "-o", "分"],
        ["make", "自评表", "--from", faulty],
        ["make", "自评表", "--blank"],
        ["template", "new", "自评表"],
        ["addin", "build"],
    ]
    for arguments in commands:
        assert perfxl(*arguments, cwd=work).code in (0, 1)
    first = {name: (work / name).read_bytes() for name in names(work)}
    assert len(first) == 9  # --fix 另有一份改动清单
    for arguments in commands:
        assert perfxl(*arguments, cwd=work).code in (0, 1)
    assert len(names(work)) == 18
    assert sum("(2)" in name for name in names(work)) == 9
    assert {name: (work / name).read_bytes() for name in first} == first
    for arguments in commands:
        assert perfxl(*arguments, "--replace", cwd=work).code in (0, 1)
    assert len(names(work)) == 18


def test_every_command_that_writes_has_the_option() -> None:
    writing = [
        *((name, loaded(name)) for name in ("make", "score", "check", "demo")),
        ("template new", loaded("template").commands["new"]),  # type: ignore[attr-defined]
        *(
            (f"addin {name}", loaded("addin").commands[name])  # type: ignore[attr-defined]
            for name in ("build", "bundle")
        ),
    ]
    for name, command in writing:
        assert "--replace" in {word for each in command.params for word in each.opts}, name


def test_copies_are_written_only_of_what_changed(tmp_path: Path, faulty: Path) -> None:
    folder = faulty.parent
    to_workbook(sound(), folder / "好.xlsx")
    for arguments, nothing in (
        (["check", folder, "--mark"], "没有问题要标"),
        (["check", folder, "--fix"], "没有能替您改的"),
        (["score", folder], "表中的分与算出的相同，没有要填的"),
    ):
        done = perfxl(*arguments, "-o", tmp_path / "出")
        assert f"好.xlsx”{nothing}，没有写副本。" in done.err
    assert {name.partition("（")[0] for name in names(tmp_path / "出")} == {"错"}
    done = perfxl("score", folder / "好.xlsx", "-o", tmp_path / "好分.xlsx")
    assert (done.code, (tmp_path / "好分.xlsx").exists()) == (0, False)
    assert "没有写副本" in done.err


def test_folders_below_are_kept_and_same_names_stay_apart(tmp_path: Path) -> None:
    units = [f"{number:02}局" for number in range(10)]
    for unit in units:
        (tmp_path / "收" / unit).mkdir(parents=True)
        rows = changed(sound(), {**WRONG, "C4": f"{unit}图书室建设"})
        to_workbook(rows, tmp_path / "收" / unit / "自评表.xlsx")
    whole, given = tmp_path / "收", [tmp_path / "收" / unit / "自评表.xlsx" for unit in units]
    commands: dict[str, tuple[list[str], str]] = {
        "标": (["check", "--mark"], "已标注"),
        "改": (["check", "--fix"], "已改正"),
        "分": (["score"], "已评分"),
        "成": (["make", "自评表"], "自评表"),
    }
    for out, (command, ending) in commands.items():
        assert perfxl(*command, whole, "-o", tmp_path / out).code in (0, 1)
        written = {name for name in names(tmp_path / out) if "改动清单" not in name}
        assert written == {f"{unit}/自评表（{ending}）.xlsx" for unit in units}
        flat = tmp_path / f"{out}平"
        assert perfxl(*command, *given, "-o", flat).code in (0, 1)
        written = {name for name in names(flat) if "改动清单" not in name}
        assert written == {f"{unit}_自评表（{ending}）.xlsx" for unit in units}
    several = tmp_path / "几"
    assert perfxl("score", whole / "01局", whole / "02局", "-o", several).code == 0
    assert names(several) == {f"{unit}/自评表（已评分）.xlsx" for unit in ("01局", "02局")}


@pytest.mark.parametrize("name", ["旧.xls", "旧.et"])
@pytest.mark.parametrize("wrong", [True, False])
def test_an_old_workbook_is_never_copied_under_another_suffix(
    tmp_path: Path, name: str, wrong: bool, old_workbook: Callable[[Path, bool], Path]
) -> None:
    source = old_workbook(tmp_path / name, wrong)
    for arguments in (["check", "--mark"], ["check", "--fix"], ["score"]):
        for target in (tmp_path / "出.xlsx", tmp_path / "出"):
            done = perfxl(*arguments, source, "-o", target)
            if wrong:
                assert done.code == 2
                assert "请用 Excel 或 WPS 另存为 .xlsx 再写" in done.err
            else:
                assert "没有写副本" in done.err
            assert not target.exists()


@pytest.fixture
def old_workbook() -> Callable[[Path, bool], Path]:
    """一份 .xls 的自评表：没有问题的，或总分加错的。"""

    def copied(target: Path, wrong: bool) -> Path:
        name = "自评_加错.xls" if wrong else "自评_没有问题.xls"
        shutil.copyfile(OLD / name, target)
        return target

    return copied


def test_a_name_too_long_does_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / "收").mkdir()
    long = "长" * 80
    for name in ("甲", f"0{long}", f"1{long}", "乙"):
        own = {"C4": f"{name[:2]}项目"}  # 同一个项目成表只写一份
        to_workbook(changed(sound(), WRONG | own), tmp_path / "收" / f"{name}.xlsx")
    for command in (["check", "--mark"], ["check", "--fix"], ["score"], ["make", "自评表"]):
        out = tmp_path / command[-1]
        done = perfxl(*command, tmp_path / "收", "-o", out)
        assert done.code in (0, 1), done.err
        written = [name for name in names(out) if "改动清单" not in name]
        assert len(written) == 4
        assert "名字太长，截短了" in done.err
        assert all(name.endswith("）.xlsx") for name in written)
    # 写在原件旁边的，名字截短了也认得是副本。
    perfxl("check", tmp_path / "收", "--mark")
    assert len(names(tmp_path / "收")) == 8
    assert len(found_workbooks([tmp_path / "收"]).paths) == 4


def test_left_temporary_files_and_hidden_folders_are_no_workbooks(tmp_path: Path) -> None:
    source = to_workbook(sound(), tmp_path / "好.xlsx")
    old, new = tmp_path / ".perfxl-0123.xlsx", tmp_path / ".perfxl-4567.xlsx"
    for path in (old, new):
        shutil.copyfile(source, path)
    os.utime(old, (1_700_000_000, 1_700_000_000))
    (tmp_path / ".perfxl-89ab").mkdir()
    shutil.copyfile(source, tmp_path / ".perfxl-89ab" / "稿.xlsx")
    found = found_workbooks([tmp_path])
    assert (found.paths, found.leftovers) == ([source], (old,))
    done = perfxl("check", tmp_path, "--format", "json")
    assert json.loads(done.out)["files"] == 1
    assert ".perfxl-0123.xlsx”是以前没有写完的临时文件" in done.err


def test_score_of_several_files_and_folders(tmp_path: Path, faulty: Path) -> None:
    folder = faulty.parent
    other = to_workbook(changed(sound(), {"C4": "村道硬化"}), tmp_path / "另.xlsx")
    shutil.copyfile(
        next((shipped_folder("workbooks") / "目标表").glob("*.xlsx")), folder / "目标.xlsx"
    )
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 half")
    done = perfxl("score", folder, other, "--format", "json")
    data = json.loads(done.out)
    assert [each["file"] for each in data["documents"]] == [str(faulty), str(other)]
    assert {each["schema"] for each in data["documents"]} == {"perfxl.scores/1"}
    assert [Path(each["file"]).name for each in data["unread"]] == ["坏.xlsx"]
    assert [Path(each["file"]).name for each in data["unscored"]] == ["目标.xlsx"]
    assert done.code == 2
    assert "内容不完整" in done.err
    (folder / "坏.xlsx").unlink()
    done = perfxl("score", folder, other)
    assert done.code == 0  # 文件夹里夹着别的表不算毛病
    assert "目标.xlsx：项目绩效目标表，不评分\n" in done.err
    assert "没有自评表" not in done.err
    assert "乡镇图书室建设" in done.out
    assert "村道硬化" in done.out
    assert perfxl("score", folder / "目标.xlsx", other).code == 2
    done = perfxl("score", folder, other, "-o", tmp_path / "一个.xlsx")
    assert done.code == 2
    assert "几个文件的评分副本不能写成一个文件" in done.err
    assert not (tmp_path / "一个.xlsx").exists()
    one = json.loads(perfxl("score", other, "--format", "json").out)
    assert one["schema"] == "perfxl.scores/1"


def test_a_source_that_changed_after_it_was_read_is_not_copied(
    faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """照旧的内容填，会填错格。"""
    fill = copies.fill_scores

    def fill_late(*arguments: object) -> object:
        book = openpyxl.load_workbook(faulty)
        book.worksheets[0].insert_rows(1)
        book.save(faulty)
        return fill(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(copies, "fill_scores", fill_late)
    done = perfxl("score", faulty, "-o", tmp_path / "分.xlsx")
    assert done.code == 2
    assert "读了以后又改过" in done.err
    assert not (tmp_path / "分.xlsx").exists()


def test_a_file_that_vanishes_does_not_cost_the_others(
    faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = faulty.parent
    gone = to_workbook(changed(sound(), WRONG), folder / "丢.xlsx")
    mark = copies.mark_copy

    def mark_late(*arguments: object) -> object:
        gone.unlink(missing_ok=True)
        return mark(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(copies, "mark_copy", mark_late)
    done = perfxl("check", folder, "--mark", "-o", tmp_path / "标")
    assert done.code == 2
    assert "丢.xlsx”读不了：找不到它" in done.err
    assert names(tmp_path / "标") == {"错（已标注）.xlsx"}


@pytest.mark.parametrize(
    "command", [["check", "--mark"], ["check", "--fix"], ["score"], ["make", "自评表"]]
)
def test_a_full_disk_is_said_for_each_file(
    faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    folder = faulty.parent
    to_workbook(changed(sound(), WRONG | {"C4": "又一个项目"}), folder / "错二.xlsx")
    from perfxl.hosts import whole_file

    def full(path: Path) -> None:
        if "错二" not in str(path):
            raise OSError(28, "No space left on device")

    calls: list[Path] = []

    def first_full(path: Path) -> None:
        calls.append(path)
        if len(calls) == 1:
            full(path)

    monkeypatch.setattr(whole_file, "to_disk", first_full)
    done = perfxl(*command, folder, "-o", tmp_path / "出")
    assert done.code == 2
    said = [line for line in done.err.splitlines() if "磁盘满了" in line]
    assert len(said) == 1
    assert "错" in said[0]
    written = [name for name in names(tmp_path / "出") if "改动清单" not in name]
    assert len(written) == 1


def said_once(done: Done, text: str) -> bool:
    return sum(text in line for line in done.err.splitlines()) == 1


def test_a_list_that_cannot_be_written_is_said_and_unread_files_too(
    faulty: Path, tmp_path: Path
) -> None:
    (faulty.parent / "坏.xlsx").write_bytes(b"PK\x03\x04 half")
    (tmp_path / "文件").write_text("x")
    for name in ("a.xlsx", "a.json", "a.txt"):
        done = perfxl("check", faulty.parent, "-o", tmp_path / "文件" / name)
        assert done.code == 2
        assert said_once(done, "不是文件夹")
        assert "程序出错" not in done.err


def test_a_folder_that_cannot_be_opened_is_said(
    faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = faulty.parent
    (folder / "锁").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("锁"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    done = perfxl("check", folder, "--format", "json")
    assert done.code == 2
    [unread] = json.loads(done.out)["unread"]
    assert unread["file"].endswith("锁")
    assert "没有权限" in unread["why"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EIO, "磁盘读写出错"), (errno.ESTALE, "断开"), (errno.EMFILE, "太多")],
)
@pytest.mark.parametrize("name", ["坏.xlsx", "坏.xls"])
@pytest.mark.parametrize("late", [0, 1])
def test_a_file_the_disk_cannot_read_does_not_cost_the_others(
    faulty: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str, name: str, late: int
) -> None:
    """看开头时、读内容时出的错都一样。"""
    shutil.copyfile(OLD / "自评_加错.xls" if name.endswith("xls") else faulty, faulty.parent / name)
    opened, calls = builtins.open, []

    def fail(file: object, *how: object, **more: object) -> object:
        if str(file).endswith(name):
            calls.append(file)
            if len(calls) > late:
                raise OSError(number, os.strerror(number), str(file))
        return opened(file, *how, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "open", fail)
    monkeypatch.setattr(io, "open", fail)
    done = perfxl("check", faulty.parent, "--format", "json")
    monkeypatch.undo()
    data = json.loads(done.out)
    assert done.code == 2
    assert [Path(each["file"]).name for each in data["unread"]] == [name]
    assert said in data["unread"][0]["why"]
    assert {Path(each["file"]).name for each in data["findings"]} == {"错.xlsx"}


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有命名管道文件")
def test_a_pipe_in_a_folder_is_said_not_waited_for(faulty: Path) -> None:
    os.mkfifo(faulty.parent / "管.xlsx")
    done = perfxl("check", faulty.parent)
    assert done.code == 2
    assert "不是普通文件" in done.err


def test_demo_twice_replaces_nothing(tmp_path: Path) -> None:
    assert perfxl("demo", cwd=tmp_path).code == 0
    first = tmp_path / "演示结果"
    mine = first / "评分汇总.xlsx"
    mine.write_text("我写的", "utf-8")
    done = perfxl("demo", cwd=tmp_path)
    assert done.code == 0
    assert "演示结果(2)" in done.out
    assert names(tmp_path / "演示结果(2)") == names(first)
    done = perfxl("demo", first, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "没有替换" in done.err
    assert mine.read_text("utf-8") == "我写的"
    before = names(first)
    assert perfxl("demo", first, "--replace", cwd=tmp_path).code == 0
    assert names(first) == before
    assert mine.read_bytes() != "我写的".encode()


def test_a_made_form_is_not_named_twice_for_its_kind(faulty: Path, tmp_path: Path) -> None:
    """名字末尾已经是（自评表）的不再加；写在原件旁边也不换掉原件。"""
    filled = faulty.rename(faulty.with_name("错（自评表）.xlsx"))
    kept = filled.read_bytes()
    make = ["make", "自评表", "--from", filled, "--replace"]
    assert perfxl(*make, "-o", tmp_path / "定稿").code == 0
    assert names(tmp_path / "定稿") >= {"错（自评表）.xlsx"}
    again = perfxl(*make, "-o", filled.parent)
    assert again.code == 0
    assert "“错（自评表）.xlsx” 正在读，没有替换，新写的名字加了 (2)" in again.err
    assert "错（自评表）(2).xlsx" in names(filled.parent)
    assert filled.read_bytes() == kept
