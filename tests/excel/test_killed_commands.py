"""真的杀掉：命令在另一个进程里，对着开着的工作簿做到一半被 SIGKILL；工作簿能用，内容放得回，再按一次做得完。

平时每个命令杀两处；``PERFXL_KILLS=20`` 杀二十处，匀在整个命令里。Excel 的设置由 VBA 还原，见 ``test_python_dies.py``。
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from perfxl.excel import commands
from perfxl.shipped import shipped_folder

pytestmark = pytest.mark.libreoffice

KILLS = int(os.environ.get("PERFXL_KILLS", "2"))
SAMPLES = shipped_folder("workbooks") / "自评表"
FAULTY = sorted(SAMPLES.glob("*.xlsx"))[10]
FIXABLE = next(SAMPLES.glob("02*.xlsx"))
SUPPORT = Path(__file__).parents[1] / "support"
# 命令、参数、工作簿。要问话、选文件的在回答以前什么也没有做，写的部分与别的命令相同。
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
    "check_folder": ("", FAULTY),
    "choose_profile": ("全国", FAULTY),
    "show_help": ("", FAULTY),
    "next_finding": ("", FAULTY),
    "explain_cell": ("", FAULTY),
}


class Run:
    """一次：新开一份，在另一个进程里运行 ``verb``，做到第 ``when`` 次往返时杀掉。"""

    def __init__(self, verb: str, opened: Any, app: Any, folder: Path, own: Path) -> None:
        self.verb, (argument, source) = verb, VERBS[verb]
        self.argument = "".join(f"\\u{ord(sign):04x}" for sign in argument)
        folder.mkdir()
        self.app, self.own, self.folder = app, own, folder
        self.book = opened(Path(shutil.copyfile(source, folder / source.name)))
        sheet = self.book.sheets[0]
        # Calc 里没有加载项：IF 使 PERF 函数不求值，公式却照样是 PERF 公式。
        for row in (40, 41, 43):
            sheet[f"M{row}"].formula = "=IF(TRUE,5,PERF_VERSION())"
        self.original = contents(self.book)
        if verb == "restore":
            commands.score()
        if verb in ("clear_marks", "next_finding"):
            commands.check()

    def __call__(self, when: int) -> str:
        child = subprocess.run(
            [
                *(sys.executable, str(SUPPORT / "killed_command.py"), self.app.impl.office.pipe),
                *(self.book.fullname, str(self.own), str(when), self.verb, self.argument),
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


@pytest.mark.parametrize("verb", VERBS)
def test_killed_half_way_the_book_is_as_good(
    verb: str, opened: Any, said: Any, app: Any, tmp_path: Path, own_folder: Path
) -> None:
    whole = Run(verb, opened, app, tmp_path / "整", own_folder)
    calls, _, told = whole(0).partition("\n")
    expected, sheets = contents(whole.book), [sheet.name for sheet in whole.book.sheets]
    whole.close()
    for number in range(1, KILLS + 1):
        run = Run(verb, opened, app, tmp_path / f"第{number}次", own_folder)
        run(max(1, int(calls) * number // (KILLS + 1)))
        run.book.activate()
        commands.clear_marks()
        assert marks(run.book)[0] == (run.book.sheets[0].name, 0, 0)
        commands.restore()
        assert contents(run.book) == run.original, (number, calls)
        if verb == "restore":
            commands.score()
        if verb in ("clear_marks", "next_finding"):
            commands.check()
        again = run(0).partition("\n")[2]
        assert again[:12] == told[:12]
        assert contents(run.book) == expected
        assert sorted(sheet.name for sheet in run.book.sheets) == sorted(sheets)
        run.close()
