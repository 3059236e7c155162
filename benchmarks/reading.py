"""读、查、评一份自评表的用时，与别的库光读同一份相比（同一进程、轮流、取中位数之比）；

再读 300 个各种表的文件，看比值和内存是不是随文件数变。

比值才有意义，绝对时间随机器变。运行：make bench
"""

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import excelize
import openpyxl
from python_calamine import CalamineWorkbook

from perfxl.actions.document import document_of
from perfxl.grammar import parsing
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import process, read_file
from perfxl.model.address import column_letters
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

ROUNDS = 15
FOLDERS = ("自评表", "目标表", "申报表", "批复表", "预算调整批复")


def openpyxl_load(path: Path) -> None:
    openpyxl.load_workbook(path).close()


def calamine_read(path: Path) -> None:
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def excelize_read(path: Path) -> None:
    """与 perfxl 的宿主同样取全：值、格式、公式、合并、隐藏行。"""
    book = excelize.open_file(str(path))
    for sheet in book.get_sheet_list():
        book.get_merge_cells(sheet)
        for row, cells in enumerate(book.get_rows(sheet), 1):
            book.get_row_visible(sheet, row)
            for column in range(1, len(cells) + 1):
                cell = f"{column_letters(column)}{row}"
                book.get_cell_style(sheet, cell)
                book.get_cell_formula(sheet, cell)
    book.close()


def whole_job(path: Path) -> None:
    result = process(path, load_profile())
    assert result.scores


def whole_job_cold(path: Path) -> None:
    """指标值的缓存也清掉：每个值都像第一次见。"""
    parsing._cached.cache_clear()
    whole_job(path)


def timed(work: Callable[[Path], object], paths: list[Path]) -> float:
    start = time.process_time()
    for path in paths:
        work(path)
    return (time.process_time() - start) / len(paths) * 1000


def three_hundred() -> None:
    """各种表的样张凑满 300 个，轮流读三遍，取中位数；内存看读完 100 个以后还涨不涨。"""
    samples = workbook_paths([shipped_folder("workbooks") / folder for folder in FOLDERS])
    paths = [samples[index % len(samples)] for index in range(300)]
    ratios: list[tuple[float, float, float]] = []
    for _ in range(3):
        base, fast = timed(openpyxl_load, paths), timed(calamine_read, paths)
        own, whole = timed(read_file, paths), timed(process, paths)
        ratios.append((base / own, own / fast, whole / fast))
    faster, slower, checked = (statistics.median(each) for each in zip(*ratios, strict=True))
    print(
        f"300 个各种表的文件：openpyxl÷perfxl {faster:.1f}，perfxl÷calamine {slower:.1f}；"
        f"读、查、评÷calamine {checked:.1f}"
    )
    tracemalloc.start()
    peaks = []
    for index, path in enumerate(paths):
        read_file(path)
        if index in (99, 299):
            peaks.append(tracemalloc.get_traced_memory()[1] / 1024 / 1024)
    tracemalloc.stop()
    print(f"内存峰值：读 100 个 {peaks[0]:.1f} MB，读 300 个 {peaks[1]:.1f} MB")


def main() -> None:
    paths = workbook_paths([shipped_folder("workbooks") / "自评表"])
    works: dict[str, Callable[[Path], object]] = {
        "openpyxl 光读": openpyxl_load,
        "calamine 光读": calamine_read,
        "excelize 取全": excelize_read,
        "perfxl 宿主光读": read_workbook,
        "perfxl 读懂": lambda path: document_of(read_workbook(path)),
        "perfxl 读、查、评": whole_job,
        "perfxl 读、查、评（清缓存）": whole_job_cold,
    }
    samples: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        timed(work, paths)
    for _ in range(ROUNDS):
        for name, work in works.items():
            samples[name].append(timed(work, paths))
    base, fast = samples["openpyxl 光读"], samples["calamine 光读"]
    print(f"{len(paths)} 份样表，{ROUNDS} 轮；Python {sys.version.split()[0]}")
    print(f"{'':<28}每份毫秒   openpyxl÷它   它÷calamine")
    for name, times in samples.items():
        to_base = statistics.median(b / t for b, t in zip(base, times, strict=True))
        to_fast = statistics.median(t / f for t, f in zip(times, fast, strict=True))
        print(f"{name:<26}{statistics.median(times):8.2f}{to_base:12.1f}{to_fast:12.1f}")

    three_hundred()


if __name__ == "__main__":
    main()
