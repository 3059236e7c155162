"""许多文件：整个进程，一个、两个进程的 ``check`` 与 calamine 光读同样的文件并排轮流跑。

    python benchmarks/many.py [文件数…]

样表抄成这么多份，项目名称、编码各不相同，30 个一个文件夹。比经过的时间，和用的处理器时间（机器忙的时候看它：
一个进程的只看它；两个进程的经过时间要机器闲着才作数）。另量收回来的一趟要多少：装、拆各几毫秒，多大。
"""

import html
import operator
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from ratios import Ratios, absent, middle_ratios

from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.packed import packed, unpacked
from perfxl.many_files.results import read_file
from perfxl.many_files.work import Work
from perfxl.matching.project_names import name_key
from perfxl.matching.projects import projects_of
from perfxl.shipped import shipped_folder

FOLDERS = ("自评表", "目标表", "申报表", "批复表", "监控表", "预算调整批复")
COUNTS = (300, 3000)
IN_FOLDER = 30
ROUNDS = 3
# 一个进程经过的时间是它用的处理器的几倍以内，才算没有别的活争着用。
_ALONE = 1.15
_PERFXL = str(Path(sys.executable).with_name("perfxl"))
_TEXT = re.compile(r"(<t(?: [^>]*)?>)([^<]*)</t>")
_CALAMINE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""


def samples() -> list[Path]:
    found = workbook_paths([shipped_folder("workbooks") / folder for folder in FOLDERS])
    return [path for path in found if path.suffix == ".xlsx"]


def make_many(folder: Path, count: int) -> None:
    """样表抄 ``count`` 份，项目名称后面加上第几期，编码的末几位换成第几期。"""
    books = [(path, *_known_by(path)) for path in samples()]
    for place in range(count):
        path, names, codes = books[place % len(books)]
        target = folder / f"单位{place // IN_FOLDER:03}" / f"{place:05}_{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        _renamed(path, target, names, codes, place // len(books))


def _known_by(path: Path) -> tuple[dict[str, str], list[str]]:
    """里面各项目的名称（整理以后的对原样）、编码。"""
    document = read_file(path).document
    tables = document.tables if document is not None else ()
    projects = projects_of(tables, [None] * len(tables))
    names = {table.project for table in tables} | {each.name.text for each in projects}
    names |= {line.name.text for table in tables for line in table.lines}
    keyed = {name_key(name): name for name in sorted(names) if len(name) > 3}
    return keyed, sorted({each.code for each in projects if each.code})


def _renamed(
    source: Path, target: Path, names: dict[str, str], codes: list[str], number: int
) -> None:
    """写着名称的格、提到名称的字都改；格里的写法可以与读到的不同（括号的全半角）。"""
    long = [name for name in names.values() if len(name) > 5]

    def text(found: re.Match[str]) -> str:
        said = html.unescape(found[2])
        if name_key(said) in names:
            said += f"{number}期"
        else:
            for name in long:
                said = said.replace(name, f"{name}{number}期")
        for code in codes:
            said = said.replace(code, f"{code[:-6]}{int(code[-3:]) * 1000 + number:06}")
        return f"{found[1]}{escape(said)}</t>"

    with (
        zipfile.ZipFile(source) as given,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for part in given.namelist():
            content = given.read(part)
            if part.endswith(".xml") and ("sharedStrings" in part or "sheet" in part):
                content = _TEXT.sub(text, content.decode()).encode()
            made.writestr(part, content)


def spent(command: list[str]) -> tuple[float, float]:
    """经过几秒，用了几秒处理器（连同它的工作进程）。"""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1, 2), command
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


def whole_processes(folder: Path, count: int, rounds: int) -> Ratios:
    """整个进程轮流跑：经过的时间之比，处理器时间的写在旁边。"""
    missing = absent(["calamine=python_calamine"])
    one, two = "check，一个进程", "check，两个进程"
    commands = {
        one: [_PERFXL, "check", str(folder), "--jobs", "1"],
        two: [_PERFXL, "check", str(folder), "--jobs", "2"],
    }
    if not missing:
        commands["calamine 光读"] = [sys.executable, "-c", _CALAMINE, str(folder)]
    done = [{name: spent(command) for name, command in commands.items()} for _ in range(rounds)]
    passed, used = ({name: [each[name][at] for each in done] for name in commands} for at in (0, 1))
    waited = statistics.median(map(operator.truediv, passed[one], used[one]))
    busy = f"一个进程经过的时间是它用的处理器的 {waited:.1f} 倍，机器上有别的活，经过的时间不作数。"
    return Ratios(
        f"{count:,} 个文件",
        f"样表抄成 {count:,} 份（项目名称、编码各不相同，{IN_FOLDER} 个一个文件夹），整个进程，轮流 {rounds} 轮，经过的时间。"
        + (busy if waited > _ALONE else ""),
        one,
        middle_ratios(passed, one),
        frozenset({one, two}),
        missing,
        [
            f"两个进程比一个快 {1 / middle_ratios(passed, one)[two]:.2f} 倍；"
            f"处理器时间合起来是一个的 {middle_ratios(used, one)[two]:.2f} 倍。"
        ],
    )


def one_trip() -> None:
    """16 个一段，每个文件装、拆各多少。"""
    done = [Work().of(path) for path in samples()]
    chunks = [done[start : start + 16] for start in range(0, len(done), 16)]
    contents = [packed(chunk) for chunk in chunks]
    working = _milliseconds(lambda: [Work().of(path) for path in samples()], len(done))
    packing = _milliseconds(lambda: [packed(chunk) for chunk in chunks], len(done))
    unpacking = _milliseconds(lambda: [unpacked(content) for content in contents], len(done))
    size = sum(map(len, contents)) / len(done) / 1024
    print(
        f"读、评、查一个文件 {working:.2f} 毫秒；送回来装 {packing:.2f}、拆 {unpacking:.2f} 毫秒，{size:.1f} KB"
    )


def _milliseconds(work: Callable[[], object], files: int) -> float:
    def once() -> Iterator[float]:
        for _ in range(5):
            start = time.process_time()
            work()
            yield time.process_time() - start

    return min(once()) / files * 1000


def folders(count: int, rounds: int = ROUNDS) -> Ratios:
    """抄好这么多份，再量。"""
    with tempfile.TemporaryDirectory() as place:
        make_many(Path(place), count)
        return whole_processes(Path(place), count, rounds)


def main() -> None:
    """打印各个比值。"""
    one_trip()
    counts = [int(each) for each in sys.argv[1:] if each.isdigit()] or COUNTS
    for count in counts:
        print(folders(count).text())


if __name__ == "__main__":
    main()
