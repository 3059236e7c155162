"""几个文件之间的核对与读表的用时之比：300 个各种表的文件放在一处，3,000 个分在各单位的文件夹里。

随带的样表读一遍，抄成这么多份（各在各的文件里）；读一份的用时也取这些样表的。同一进程，取中位数。
运行：make bench
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from perfxl.actions.document import document_of
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.finding import workbook_paths
from perfxl.model.table import Document, Table
from perfxl.rules.engine.running import check_tables
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

ROUNDS = 5
FOLDERS = ("自评表", "目标表", "申报表", "批复表", "监控表", "预算调整批复")
# 一共多少个文件、一个文件夹里多少个。
PLACES = ((300, 300), (3000, 30), (3000, 300), (3000, 3000))


def copies(documents: list[Document], count: int, in_folder: int) -> list[Table]:
    """抄成 ``count`` 个文件，``in_folder`` 个放在一个文件夹里。"""
    return [
        replace(table, book=f"{place // in_folder}/{place}.xlsx")
        for place in range(count)
        for table in documents[place % len(documents)].tables
    ]


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """打印每个文件的毫秒数和比值。"""
    paths = workbook_paths([shipped_folder("workbooks") / folder for folder in FOLDERS])
    documents = [document_of(read_workbook(path)) for path in paths]
    profile = load_profile()
    reading = statistics.median(
        seconds(lambda: [document_of(read_workbook(path)) for path in paths]) for _ in range(ROUNDS)
    ) / len(paths)
    sys.stdout.write(f"读懂 {len(paths)} 份样表，每份 {reading * 1000:.2f} 毫秒\n")
    for count, in_folder in PLACES:
        tables = copies(documents, count, in_folder)
        check = partial(check_tables, tables, profile)
        across = statistics.median(seconds(check) for _ in range(ROUNDS))
        each = across / count
        sys.stdout.write(
            f"{count} 个文件，一个文件夹 {in_folder} 个：每个文件 {each * 1000:.2f} 毫秒，"
            f"是读表的 {each / reading:.2f}\n"
        )


if __name__ == "__main__":
    main()
