"""真的杀掉：命令在另一个进程里，对着开着的工作簿做到一半被 SIGKILL；工作簿能用，内容放得回，再按一次做得完。

平时每个命令杀两处；``PERFXL_KILLS=20`` 杀二十处，匀在整个命令里。Excel 的设置由 VBA 还原，见 ``test_python_dies.py``。
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from settled_samples import settled_sample

from perfxl.excel import commands, ribbon
from perfxl.hosts.temporary_files import is_temporary
from perfxl.shipped import shipped_folder

pytestmark = pytest.mark.libreoffice

KILLS = int(os.environ.get("PERFXL_KILLS", "2"))
SAMPLES = shipped_folder("workbooks") / "自评表"
FAULTY = settled_sample()
FIXABLE = next(SAMPLES.glob("02*.xlsx"))
SUPPORT = Path(__file__).parents[1] / "support"
# 命令、参数、工作簿；问话、选文件的答话和参数里的文件夹见 ``Run``。
VERBS: dict[str, tuple[str, Path]] = {
    "check": ("", FAULTY),
    "check_level": ("错误", FAULTY),
    "fix": ("", FIXABLE),
    "score": ("", FAULTY),
    "freeze_formulas": ("", FAULTY),
    "restore": ("", FAULTY),
    "clear_marks": ("", FAULTY),
    "make": ("自评表", FAULTY),
    "blank": ("自评表", FAULTY),
    "next_year": ("申报表", FAULTY),
    "check_folder": ("", FAULTY),
    "choose_profile": ("全国", FAULTY),
    "show_help": ("", FAULTY),
    "next_finding": ("", FAULTY),
    "explain_cell": ("", FAULTY),
    "check_again": ("金保工程网络安全运维服务项目及小程序维护经费", FAULTY),
    "accept": ("", FAULTY),
    "profile_from_file": ("", FAULTY),
    "compare": ("", FAULTY),
    "start_folder": ("各单位", FAULTY),
    "start_summary": ("各单位", FAULTY),
}
COUNTY = "name: 某县\ntitle: 某县项目支出绩效自评口径\nextends: 黔南州\n"
LONG = ("compare", "start_folder", "start_summary")


class Run:
    """一次：新开一份，在另一个进程里运行 ``verb``，做到第 ``when`` 次往返时杀掉。"""

    def __init__(self, verb: str, app: Any, folder: Path, own: Path) -> None:
        self.verb, (argument, source) = verb, VERBS[verb]
        others = folder / "各单位"
        others.mkdir(parents=True)
        shutil.copyfile(SAMPLES / "01_szyf_exam.xlsx", others / "01.xlsx")
        profile = folder / "某县.yaml"
        profile.write_text(COUNTY, "utf-8")
        answers = {
            "accept": "已经与主管部门核对过，情况属实",
            "profile_from_file": str(profile),
            "compare": str(others / "01.xlsx"),
        }
        self.answer = answers.get(verb, "")
        if argument == others.name:
            argument = str(others)
        self.argument = "".join(f"\\u{ord(sign):04x}" for sign in argument)
        self.app, self.own, self.folder = app, own, folder
        self.book = app.books.open(str(shutil.copyfile(source, folder / source.name)))
        self.book.set_mock_caller()
        sheet = self.book.sheets[0]
        # Calc 里没有加载项：IF 使 PERF 函数不求值，公式却照样是 PERF 公式。
        for row in (40, 41, 43):
            sheet[f"M{row}"].formula = "=IF(TRUE,5,PERF_VERSION())"
        self.original = contents(self.book)
        sheet.activate()
        sheet["H24"].select()
        if verb == "restore":
            commands.score()
        if verb in ("clear_marks", "next_finding"):
            commands.check()

    def __call__(self, when: int) -> str:
        child = subprocess.run(
            [
                *(sys.executable, str(SUPPORT / "killed_command.py"), self.app.impl.office.pipe),
                *(self.book.fullname, str(self.own), str(when)),
                *(self.verb, self.argument, self.answer),
            ],
            env={**os.environ, "PYTHONPATH": str(SUPPORT), "TMPDIR": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert child.returncode == (-signal.SIGKILL if when else 0), child.stderr
        # VBA 还原的设置里，Calc 的重算记在文档上。
        self.app.calculation = "automatic"
        return child.stdout

    @property
    def _places(self) -> tuple[Path, ...]:
        # 本人的文件夹里还有记号的钥匙，那是留着的。
        return self.folder, self.own / "口径"

    def written(self) -> dict[str, int]:
        """写出来的文件（写到一半的、快照的名字另有记号，不算）和大小。"""
        every = (path for place in self._places for path in place.rglob("*"))
        return {
            path.name: path.stat().st_size
            for path in every
            if path.is_file()
            and not path.name.startswith(".~lock")  # Calc 的
            and not any(is_temporary(part) for part in path.parts)
        }

    def take_away(self, fresh: Mapping[str, int]) -> None:
        """删去做成了的文件，好再做一遍。"""
        for place in self._places:
            for path in place.rglob("*"):
                if path.name in fresh:
                    path.unlink()

    def close(self) -> None:
        self.book.close()


def contents(book: Any) -> dict[str, list[Any]]:
    """用户自己的表：公式，和没有公式的格的值。"""
    found = {}
    for sheet in book.sheets:
        if str(sheet["A1"].value or "").startswith("perfxl "):
            continue
        used = sheet.used_range.options(ndim=2, err_to_str=True)
        found[sheet.name] = [list(row) for row in used.formula]
    return found


def marks(book: Any) -> list[Any]:
    return [
        (sheet.name, len(sheet.cells.conditional_formats), len(sheet.notes))
        for sheet in book.sheets
    ]


def whole_or_none(run: Run, before: Mapping[str, int], made: Mapping[str, int]) -> None:
    """新的文件要么没有，要么是整的；整的删去，好再做一遍。"""
    fresh = {name: size for name, size in run.written().items() if name not in before}
    for name, size in fresh.items():
        # 工作簿里有写的时间，压缩以后差几个字节。
        assert size == pytest.approx(made[name], abs=64), name
    run.take_away(fresh)


def test_every_command_is_killed() -> None:
    # 最后一步跟在那几件事后面。
    assert set(ribbon.COMMANDS) | {"check_again"} == set(VERBS) | {"finish_run"}


@pytest.mark.parametrize("verb", VERBS)
def test_killed_half_way_the_book_is_as_good(
    verb: str, opened: Any, said: Any, app: Any, tmp_path: Path, own_folder: Path
) -> None:
    whole = Run(verb, app, tmp_path / "整", own_folder)
    before = whole.written()
    calls, _, told = whole(0).partition("\n")
    finished = whole.written()
    made = {name: size for name, size in finished.items() if name not in before}
    expected, sheets = contents(whole.book), [sheet.name for sheet in whole.book.sheets]
    whole.close()
    for number in range(1, KILLS + 1):
        run = Run(verb, app, tmp_path / f"第{number}次", own_folder)
        run.take_away(made)
        before = run.written()
        run(max(1, int(calls) * number // (KILLS + 1)))
        whole_or_none(run, before, made)
        run.book.activate()
        commands.clear_marks()
        assert marks(run.book)[0] == (run.book.sheets[0].name, 0, 0)
        commands.restore()
        assert contents(run.book) == run.original, (number, calls)
        if verb == "restore":
            commands.score()
        if verb in ("clear_marks", "next_finding"):
            commands.check()
        again = run(0).partition("\n")[2].replace(run.folder.name, whole.folder.name)
        assert again[:12] == told[:12]
        assert contents(run.book) == expected
        assert sorted(sheet.name for sheet in run.book.sheets) == sorted(sheets)
        run.close()


@pytest.mark.parametrize("verb", LONG)
def test_killed_while_the_other_process_works_nothing_is_left(
    verb: str, opened: Any, said: Any, app: Any, tmp_path: Path, own_folder: Path
) -> None:
    run = Run(verb, app, tmp_path / "中途", own_folder)
    for path in sorted(SAMPLES.glob("*.xlsx"))[:8]:
        shutil.copyfile(path, run.folder / "各单位" / path.name)
    before = run.written()
    run(-1)
    # 那一边知道这一边没有了，自己停下、收走快照。
    end = time.monotonic() + 300
    while workers(run.folder) or any(is_temporary(path.name) for path in run.folder.iterdir()):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert run.written() == before
    assert contents(run.book) == run.original
    told = run(0).partition("\n")[2]
    assert ".xlsx”" in told
    assert len(run.written()) == len(before) + 1
    run.close()


def workers(folder: Path) -> list[str]:
    """还在做的那几个进程：临时文件夹是 ``folder`` 的。"""
    mine = f"TMPDIR={folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, given = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if b"perfxl.excel.long_run" in command and mine in given.split(b"\0"):
            found.append(process.name)
    return found
