"""读、查、评一份自评表的用时，与别的库光读同一份相比（同一进程、轮流、取中位数之比）；

再读 300 个各种表的文件，看比值和内存是不是随文件数变。

比值才有意义，绝对时间随机器变。运行：make bench
"""

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import openpyxl
from ratios import Ratios, absent, middle_ratios

from perfxl.actions.document import document_of
from perfxl.grammar import parsing
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import process, read_file
from perfxl.model.address import column_letters
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

ROUNDS = 11
# 自己选装的（bench 那一组）：没有的不量。
PEERS = {"calamine": "python_calamine", "excelize": "excelize"}
FOLDERS = ("自评表", "目标表", "申报表", "批复表", "预算调整批复")


def openpyxl_load(path: Path) -> None:
    openpyxl.load_workbook(path).close()


def calamine_read(path: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def excelize_read(path: Path) -> None:
    """与 perfxl 的宿主同样取全：值、格式、公式、合并、隐藏行。"""
    import excelize

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


def peers() -> tuple[dict[str, Callable[[Path], object]], list[str]]:
    """别家的读法；没有装的另说。"""
    missing = absent([f"{name}={module}" for name, module in PEERS.items()])
    works: dict[str, Callable[[Path], object]] = {"openpyxl 光读": openpyxl_load}
    if "calamine" not in missing:
        works["calamine 光读"] = calamine_read
    if "excelize" not in missing:
        works["excelize 取全"] = excelize_read
    return works, missing


def _base(works: dict[str, Callable[[Path], object]]) -> str:
    return "calamine 光读" if "calamine 光读" in works else "openpyxl 光读"


def _sampled(
    works: dict[str, Callable[[Path], object]], paths: list[Path], rounds: int
) -> dict[str, list[float]]:
    """各跑一遍热身，再轮流几轮：每份毫秒。"""
    for work in works.values():
        timed(work, paths[:18])
    samples: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            samples[name].append(timed(work, paths))
    return samples


def one_form(rounds: int = ROUNDS) -> Ratios:
    """随带的自评表，一份一份读。"""
    paths = workbook_paths([shipped_folder("workbooks") / "自评表"])
    works, missing = peers()
    base = _base(works)
    own: dict[str, Callable[[Path], object]] = {
        "perfxl 只读格": read_workbook,
        "perfxl 读懂": lambda path: document_of(read_workbook(path)),
        "perfxl 读、查、评": whole_job,
        "perfxl 同上（清缓存）": whole_job_cold,
    }
    samples = _sampled({**works, **own}, paths, rounds)
    return Ratios(
        "读一份自评表",
        f"{len(paths)} 份随带的自评表，同一进程轮流 {rounds} 轮，处理器时间。calamine 只取值，没有格式、公式、隐藏行；"
        "excelize 取全（值、格式、公式、合并、隐藏行），与“perfxl 只读格”取的一样多；“读懂”认出表和各个指标，"
        "“读、查、评”另运行 230 多条规则、给每一行评分。",
        base,
        middle_ratios(samples, base),
        frozenset(own),
        missing,
    )


def three_hundred(rounds: int = 1) -> Ratios:
    """各种表的样张凑满 300 个，轮流读；内存看读完 100 个以后还涨不涨。"""
    samples = workbook_paths([shipped_folder("workbooks") / folder for folder in FOLDERS])
    paths = [samples[index % len(samples)] for index in range(300)]
    works, missing = peers()
    works.pop("excelize 取全", None)  # 三百个要几分钟，一份的已经量了
    base = _base(works)
    own: dict[str, Callable[[Path], object]] = {
        "perfxl 读懂": read_file,
        "perfxl 读、查、评": process,
    }
    measured = _sampled({**works, **own}, paths, rounds)
    tracemalloc.start()
    peaks = []
    for index, path in enumerate(paths):
        read_file(path)
        if index in (99, 299):
            peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    return Ratios(
        "读 300 个各种表的文件",
        f"十几种表的样张凑满 300 个，同一进程轮流 {rounds} 轮，处理器时间。",
        base,
        middle_ratios(measured, base),
        frozenset(own),
        missing,
        [f"内存：读完 300 个的最高处是读完 100 个的 {peaks[1] / peaks[0]:.2f} 倍。"],
    )


if __name__ == "__main__":
    print(one_form().text())
    print(three_hundred().text())
