"""每个命令一遍遍地用，什么也不留下：表、名称、样式、批注、条件格式、筛选、文件、进程、Python 的对象。

平时各走几遍；``PERFXL_CYCLES=100`` 走一百遍。
"""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from settled_samples import settled_sample

from perfxl.excel import commands, long_commands, marked_cells, ribbon
from perfxl.shipped import shipped_folder

pytestmark = pytest.mark.libreoffice

CYCLES = int(os.environ.get("PERFXL_CYCLES", "3"))
# 头几遍载入模块、记下口径和模板，不算。
_WARM = 2
# 不论走多少遍，Python 这一头最多多留下几个对象。Calc 的接口（pyuno）在 C++ 里另留内存，不是我们的，不看。
_GROWTH = 500
SAMPLES = shipped_folder("workbooks") / "自评表"
FAULTY = settled_sample()
FIXABLE = next(SAMPLES.glob("02*.xlsx"))


class Desk:
    """一个开着的工作簿，连同它所在的文件夹、答话的人。"""

    def __init__(self, app: Any, book: Any, folder: Path) -> None:
        self.app, self.book, self.folder = app, book, folder

    def close_others(self) -> None:
        """命令打开的新文件：关掉、删去。"""
        for book in list(self.app.books):
            if book.name != self.book.name:
                path = Path(book.fullname)
                book.close()
                path.unlink()
        self.book.activate()

    def finish(self) -> None:
        """另一个进程里的做完。"""
        end = time.monotonic() + 120
        while long_commands.poll() != "done":
            assert time.monotonic() < end
            time.sleep(0.02)
        long_commands.finish_run()
        self.close_others()

    def select(self, cell: str) -> None:
        sheet = self.book.sheets[0]
        sheet.activate()
        sheet[cell].select()

    @property
    def others(self) -> Path:
        """同一个文件夹里的一份：批量、比对用。"""
        return self.folder / "各单位"


def _check(desk: Desk) -> None:
    commands.check()
    commands.clear_marks()


def _check_level(desk: Desk) -> None:
    commands.check_level("错误")
    commands.clear_marks()


def _fix(desk: Desk) -> None:
    commands.fix()
    commands.restore()
    commands.clear_marks()


def _score(desk: Desk) -> None:
    commands.score()
    commands.restore()


def _freeze(desk: Desk) -> None:
    # Calc 里没有加载项：IF 使 PERF 函数不求值，公式却照样是 PERF 公式。
    cell = desk.book.sheets[0]["M40"]
    cell.formula = "=IF(TRUE,5,PERF_VERSION())"
    commands.freeze_formulas()
    assert cell.formula == "5"
    commands.restore()
    assert "PERF_VERSION" in cell.formula.upper()
    cell.clear_contents()


def _accept(desk: Desk) -> None:
    desk.select("H24")
    desk.app.impl.answers = ["已经与主管部门核对过，情况属实"]
    commands.accept()
    (desk.folder / "校验认可.yaml").unlink()
    commands.clear_marks()


def _walk(desk: Desk) -> None:
    commands.check()
    desk.select("H24")
    marked_cells.explain_cell()
    marked_cells.next_finding()
    commands.clear_marks()


def _typed(desk: Desk) -> None:
    sheet = desk.book.sheets[0]
    before = sheet["H24"].value
    commands.check()
    sheet["H24"].value = 9999
    assert ribbon.typed(sheet.name, False)
    sheet["H24"].value = before
    commands.clear_marks()


def _make(desk: Desk) -> None:
    commands.make("自评表")
    desk.close_others()


def _blank(desk: Desk) -> None:
    commands.blank("自评表")
    desk.close_others()


def _next_year(desk: Desk) -> None:
    commands.next_year("申报表")
    desk.close_others()


def _check_folder(desk: Desk) -> None:
    commands.check_folder()
    desk.close_others()


def _start_folder(desk: Desk) -> None:
    long_commands.start_folder(str(desk.others))
    desk.finish()


def _start_summary(desk: Desk) -> None:
    long_commands.start_summary(str(desk.others))
    desk.finish()


def _compare(desk: Desk) -> None:
    desk.app.impl.answers = [str(next(desk.others.iterdir()))]
    long_commands.compare()
    desk.finish()


def _choose(desk: Desk) -> None:
    commands.choose_profile("全国")
    _without_profile(desk)


def _profile_file(desk: Desk) -> None:
    desk.app.impl.answers = [str(desk.folder / "某县.yaml")]
    commands.profile_from_file()
    _without_profile(desk)


def _without_profile(desk: Desk) -> None:
    [name] = [each for each in desk.book.names if each.name == "绩效口径"]
    name.delete()


def _help(desk: Desk) -> None:
    commands.show_help()
    desk.close_others()


RUNS: dict[str, tuple[Path, Callable[[Desk], None]]] = {
    "check": (FAULTY, _check),
    "check_level": (FAULTY, _check_level),
    "fix": (FIXABLE, _fix),
    "score": (FAULTY, _score),
    "freeze_formulas": (FAULTY, _freeze),
    "accept": (FAULTY, _accept),
    "next_finding": (FAULTY, _walk),
    "check_again": (FAULTY, _typed),
    "make": (FAULTY, _make),
    "blank": (FAULTY, _blank),
    "next_year": (FAULTY, _next_year),
    "check_folder": (FAULTY, _check_folder),
    "start_folder": (FAULTY, _start_folder),
    "start_summary": (FAULTY, _start_summary),
    "compare": (FAULTY, _compare),
    "choose_profile": (FAULTY, _choose),
    "profile_from_file": (FAULTY, _profile_file),
    "show_help": (FAULTY, _help),
}
# 这几个在别的里面跟着跑：还原、清除标记、右键、批量的最后一步。
_WITHIN = {"restore", "clear_marks", "explain_cell", "finish_run"}


def test_every_command_has_its_cycles() -> None:
    assert set(ribbon.COMMANDS) | {"check_again"} == set(RUNS) | _WITHIN


@pytest.mark.parametrize("name", RUNS)
def test_cycles_leave_nothing(
    name: str, opened: Any, app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, run = RUNS[name]
    temporary = tmp_path / "临时"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr("perfxl.excel.commands.own_folder", lambda: tmp_path)
    book = opened(source)
    desk = Desk(app, book, tmp_path)
    desk.others.mkdir()
    shutil.copyfile(SAMPLES / "01_szyf_exam.xlsx", desk.others / "01.xlsx")
    profile = shipped_folder("addin").parent / "perfxl/standards/profiles/全国.yaml"
    text = profile.read_text("utf-8").replace("name: 全国", "name: 某县")
    (tmp_path / "某县.yaml").write_text(text, "utf-8")
    before = _state(desk)
    for number in range(max(CYCLES, _WARM + 1)):
        if number == _WARM:
            alive = _objects()
        run(desk)
        app.impl.alerts.clear()
    assert _state(desk) == before
    assert not list(temporary.iterdir())
    assert app.impl.answers == []
    assert _objects() - alive < _GROWTH


def _state(desk: Desk) -> dict[str, Any]:
    """工作簿、文件夹、进程里看得见的。"""
    document = desk.book.impl.document
    families = document.StyleFamilies
    return {
        "sheets": {sheet.name: _sheet_state(sheet) for sheet in desk.book.sheets},
        "names": [(each.name, each.refers_to) for each in desk.book.names],
        "cell styles": set(families.getByName("CellStyles").ElementNames),
        # 结果表的页样式与表同名，Calc 删表不删它；再建同名的表还用它。
        "filters": set(document.DatabaseRanges.ElementNames),
        "books": [book.name for book in desk.app.books],
        "files": sorted(str(path.relative_to(desk.folder)) for path in desk.folder.rglob("*")),
        "processes": _children(),
        "calculation": desk.app.calculation,
        "status bar": desk.app.status_bar,
    }


def _sheet_state(sheet: Any) -> Any:
    used = sheet.used_range
    return (
        used.address,
        used.formula,
        used.options(err_to_str=True).value,
        [(rule.formula, rule.fill_color) for rule in sheet.cells.conditional_formats],
        [(note.location.address, note.text) for note in sheet.notes],
    )


def _children() -> int:
    """这个进程的子进程有几个（收了尸的不算）。"""
    own = Path(f"/proc/self/task/{os.getpid()}/children")
    return len(own.read_text().split()) if own.is_file() else 0


def _objects() -> int:
    """Python 里活着的对象有几个。"""
    gc.collect()
    return len(gc.get_objects())
