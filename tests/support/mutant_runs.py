"""把改坏的工作簿逐个读、评、查、写：``score -o``、``--mark``、``--fix``、``make`` 和改工作簿的各种动作。

每个只许两种结果：写成（写出的读得回来，别的程序也打得开），或一句给人看的中文。别的都是毛病。
.xls 只读、评、查，写副本的都该说一句。单独运行看更多：``make fuzz``；有毛病的列出来，退出码为 1。
"""

import random
import re
import signal
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl
from edits import edit_at
from lxml import etree
from mutated_old_workbooks import old_mutant
from mutated_workbooks import mutant
from rich_workbook import OTHER, SHEET, rich_workbook
from saved_by_excel import save_as_excel

from perfxl.actions.form_sources import blank_source
from perfxl.actions.forms_made import MADE_FORMS, MadeForm
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.file_book import write_changes, write_marks
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.copies import fill_scores, fix_copy, mark_copy
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.making import (
    made_sheets,
    template_path,
    whole_book,
    write_sheets,
)
from perfxl.many_files.results import process
from perfxl.model.edit import Edit
from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.model.finding import Finding, Severity
from perfxl.model.table import Indicator
from perfxl.plans.template import TemplateError
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.finding_lists import marks_of
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import ProfileError

# 给人看的一句话。
SENTENCES = (
    *(UnreadableFileError, NotWritableError, TemplateError, NotDerivableError, ProfileError),
)
_LARGEST = 80_000
# 一件事最多用几秒处理器时间。
_SLOWEST = 10.0
_FOLDERS = ("自评表", "目标表", "申报表", "批复表", "预算调整批复", "空白表", "带函数")
_CHANGES = (
    edit_at(SHEET, 3, 2, "32", "=字", "甲"),
    edit_at(SHEET, 6, 5, "65", Decimal("6.28"), "乙"),
    edit_at(SHEET, 20, 3, "", "新", "丙"),
)
_FINDING = Finding(
    **dict.fromkeys(("rule", "name", "file", "project", "message", "hint", "basis"), "x"),
    severity=Severity.ERROR,
    sheet=SHEET,
    cells="B5:B8,G5",
)


class Base(NamedTuple):
    """拿来改坏的一份：哪一类、文件、模板是哪种表的。"""

    kind: str
    path: Path
    form: MadeForm | None = None


@dataclass
class Tally:
    """一轮的结果：各种结局的次数，和毛病（种子、改了什么、怎么了）。"""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def faulty(self) -> int:
        """出了毛病的有几份。"""
        return len({seed for seed, _, _ in self.faults})


def bases(folder: Path) -> list[Base]:
    """样表、什么都有的工作簿、随带的模板、在 Excel 里存过的模板。"""
    found = workbook_paths([shipped_folder("workbooks") / name for name in _FOLDERS])
    samples = [path for path in found if path.suffix == ".xlsx" and path.stat().st_size < _LARGEST]
    rich = rich_workbook(folder, controls=True)
    held = [Base("样表", path) for path in samples] + [Base("全", rich)] * (len(samples) // 2)
    held += [Base("样表", path) for path in _spoiled(samples, folder)] * 2
    for made in MADE_FORMS:
        path = template_path(made.name)
        stored = folder / f"存过的{made.name}.xlsx"
        stored.write_bytes(path.read_bytes())
        save_as_excel(stored, split_runs=True)
        held += [Base("模板", path, made), Base("模板", stored, made)]
    return held


def old_bases() -> list[Base]:
    """旧版的：.xls、.et。"""
    folder = Path(__file__).parents[1] / "hosts" / "旧版"
    return [Base("旧版", path) for path in sorted(folder.glob("*.xls"))]


def _spoiled(samples: list[Path], folder: Path) -> Iterator[Path]:
    """自评表，分填得不对、指标值的符号不标准：评分、改正都有得写。"""
    for path in samples:
        result = process(path, check=False)
        changes = [
            change
            for score in result.scores
            for row in score.indicators[:4]
            for change in _wrong(score.table.sheet, row.indicator)
        ]
        if changes:
            target = folder / f"填错的{path.name}"
            write_changes(path, changes, target)
            yield target


def _wrong(sheet: str, row: Indicator) -> Iterator[Edit]:
    for entry, value, what in (
        (row.score, Decimal(6), "得分"),
        (row.target, row.target.text.replace("≥", "≧ "), "指标值"),
    ):
        if entry.exists and entry.formula is None and value:
            yield edit_at(sheet, entry.row, entry.column, entry.text, value, what)


def run(seeds: range, folder: Path, *, old: bool = False) -> Tally:
    """各种子各改坏一份（``old`` 是旧版的），逐个试。"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl 说它不认得的
        return _run(seeds, folder, old_bases() if old else bases(folder))


def _run(seeds: range, folder: Path, every: list[Base]) -> Tally:
    tally = Tally()
    good = process(shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx", check=False)
    for seed in seeds:
        base = random.Random(f"{seed}").choice(every)
        change = old_mutant if base.kind == "旧版" else mutant
        made = change(base.path.read_bytes(), seed)
        path = folder / f"坏{seed}{base.path.suffix}"
        path.write_bytes(made.data)
        one = _Run(path, seed, f"{base.path.name}：{made.said}", tally)
        started = time.process_time()
        for name, act in _acts(base, path, good):
            one.slow("读", time.process_time() - started)
            one.attempt(name, act)
            started = time.process_time()
        tally.counts["改坏的"] += 1
        path.unlink()
    return tally


def _acts(
    base: Base, path: Path, good: FileResult
) -> Iterator[tuple[str, Callable[[Path], object]]]:
    if base.kind == "全":
        yield from _editing(path)
    elif base.form is not None:
        form = base.form
        blank = [blank_source(form)]
        yield (
            "make 空白",
            lambda out: write_sheets(made_sheets(blank, template=path, made=form), out),
        )
        if form.name == "自评表":
            full = whole_book([good])
            yield (
                "make 填好",
                lambda out: write_sheets(made_sheets(full, template=path, made=form), out),
            )
    else:
        yield from _commands(path)


def _commands(path: Path) -> Iterator[tuple[str, Callable[[Path], object]]]:
    result = process(path)
    if result.why:
        yield "读", lambda _: _raise(result.cause)
        return
    crashed = [each.found for each in result.findings if each.rule == "PX901"]
    if crashed:
        yield "查", lambda _: _raise(RuntimeError(str(crashed[0])))
    yield "score -o", lambda out: fill_scores(result, out)
    yield "--mark", lambda out: mark_copy(result, out)
    yield "--fix", lambda out: fix_copy(result, out)
    yield "make 整本", lambda out: write_sheets(made_sheets(whole_book([result])), out)


def _editing(path: Path) -> Iterator[tuple[str, Callable[[Path], object]]]:
    def arrange(out: Path) -> None:
        book = EditedBook.open(path)
        book.insert_rows(SHEET, 6, 2)
        book.copy(SHEET, "抄")
        book.rename(SHEET, "改")
        book.save(out)

    def bring(out: Path) -> None:
        book = EditedBook.open(template_path("自评表"))
        other = EditedBook.open(path)
        book.copy_from(other, SHEET, "抄")
        book.copy_from(other, OTHER, "又抄")
        book.save(out)

    try:
        read_workbook(path)
    except UnreadableFileError as error:
        unread = error
        yield "读", lambda _: _raise(unread)
        return
    yield "改几格", lambda out: write_changes(path, _CHANGES, out)
    yield "标注", lambda out: write_marks(path, marks_of([_FINDING]), out)
    yield "插行、复制、改名", arrange
    yield "搬到别的工作簿", bring


def _raise(error: BaseException | None) -> None:
    raise error or RuntimeError("没有原因")


class _Run:
    """一份改坏的工作簿。"""

    def __init__(self, path: Path, seed: int, said: str, tally: Tally) -> None:
        self.path = path
        self.seed = seed
        self.said = said
        self.tally = tally
        self.usual = _openpyxl_opens(path)

    def attempt(self, name: str, act: Callable[[Path], object]) -> None:
        """做一件事，写到一个新文件，看结果。"""
        out = self.path.with_name(f"{self.path.stem}-{name}.xlsx")
        started = time.process_time()
        try:
            act(out)
        except SENTENCES as error:
            self.tally.counts[f"{name}：说了一句"] += 1
            if not re.search(r"[一-鿿].*。$", str(error), re.DOTALL):
                self._fault(name, f"不成一句话：{error}")
        except Exception as error:  # noqa: BLE001  正要看有没有
            self._fault(name, f"{type(error).__name__}: {error}")
        else:
            self.slow(name, time.process_time() - started)
            self.tally.counts[f"{name}：{'写成' if out.exists() else '没有要写的'}"] += 1
            if out.exists():
                self._look(name, out)
        out.unlink(missing_ok=True)

    def slow(self, name: str, seconds: float) -> None:
        """用了这么多秒；太慢的是毛病。"""
        if seconds > _SLOWEST:
            self._fault(name, f"用了 {seconds:.0f} 秒")

    def _look(self, name: str, out: Path) -> None:
        try:
            read_workbook(out)
        except UnreadableFileError as error:
            self._fault(name, f"写出的读不回来：{error}")
        if self.usual and not _openpyxl_opens(out):
            self._fault(name, "写出的 openpyxl 打不开")
        for said in _damage(self.path, out):
            self._fault(name, said)

    def _fault(self, name: str, what: str) -> None:
        self.tally.counts[f"{name}：毛病"] += 1
        self.tally.faults.append((self.seed, f"{name}：{what}", self.said))


def _damage(source: Path, out: Path) -> Iterator[str]:
    """原来好的部件，写出以后坏了：不是合格的 XML、一格写了两遍、关系指空了。"""
    with zipfile.ZipFile(out) as package:
        names = set(package.namelist())
        if len(names) < len(package.namelist()):
            yield "有重名的部件"
    before = _trees(source)
    # 整张照抄的工作表换了名字：原来就有的不算。
    copied = {place for tree in before.values() if tree is not None for place in _doubled(tree)}
    for name, tree in _trees(out).items():
        earlier = before.get(name)
        if tree is None and (name not in before or earlier is not None):
            yield f"{name} 不是合格的 XML"
        if tree is None:
            continue
        if doubled := [place for place in _doubled(tree) if place not in copied]:
            yield f"{name} 里一格写了两遍：{doubled}"


def _trees(path: Path) -> dict[str, etree._Element | None]:
    """各 XML 部件的根元素；读不成的为 ``None``。"""
    held: dict[str, etree._Element | None] = {}
    try:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.lower().endswith((".xml", ".rels")):
                    try:
                        held[_plain_name(name)] = etree.fromstring(package.read(name))
                    except Exception:  # noqa: BLE001  坏成什么样都算读不成
                        held[_plain_name(name)] = None
    except zipfile.BadZipFile:
        pass
    return held


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").lstrip("/")


def _doubled(root: etree._Element) -> list[str]:
    """各行里写了两遍的格；挪到行以外的不是格。"""
    cells = root.iterfind("{*}sheetData/{*}row/{*}c")
    seen = Counter(cell.get("r", "") for cell in cells if cell.get("r"))
    return [place for place, times in seen.items() if times > 1]


def _openpyxl_opens(path: Path) -> bool:
    """openpyxl 打得开；大到慢得没边的（合并了整列）算打不开。"""
    try:
        with _within(5):
            openpyxl.load_workbook(path).close()
    except Exception:  # noqa: BLE001  怎样打不开都算
        return False
    return True


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError

    if not hasattr(signal, "SIGVTALRM"):
        yield
        return
    # 数自己用的处理器时间：机器忙的时候也一样。
    earlier = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, earlier)


def main(times: int, first: int) -> int:
    """改坏 ``times`` 份 .xlsx、十分之一那么多 .xls；有毛病的返回 1。"""
    failed = 0
    for old in (False, True):
        number = times // 10 if old else times
        with tempfile.TemporaryDirectory() as held:
            done = run(range(first, first + number), Path(held), old=old)
        lines = [f"{what} {count}" for what, count in sorted(done.counts.items())]
        lines += ["\n    ".join(map(str, fault)) for fault in done.faults]
        kind = ".xls" if old else ".xlsx"
        lines.append(f"{number} 份改坏的 {kind}，{done.faulty} 份出了毛病\n")
        sys.stdout.write("\n".join(lines))
        failed += done.faulty
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
