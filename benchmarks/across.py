"""几个文件之间的核对与读表的用时之比：300 个各种表的文件放在一处，3,000 个分在各单位的文件夹里。

随带的样表读一遍，抄成这么多份（各在各的文件里）；读一份的用时也取这些样表的。同一进程，取中位数。
运行：make bench
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from ratios import Ratios

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


def across(rounds: int = ROUNDS, places: tuple[tuple[int, int], ...] = PLACES) -> Ratios:
    """每个文件的核对，是读懂一个文件的几倍。"""
    paths = workbook_paths([shipped_folder("workbooks") / folder for folder in FOLDERS])
    documents = [document_of(read_workbook(path)) for path in paths]
    profile = load_profile()
    reading = statistics.median(
        seconds(lambda: [document_of(read_workbook(path)) for path in paths]) for _ in range(rounds)
    ) / len(paths)
    found = {"读懂一个文件": 1.0}
    for count, in_folder in places:
        check = partial(check_tables, copies(documents, count, in_folder), profile)
        spent = statistics.median(seconds(check) for _ in range(rounds))
        found[f"{count:,} 个，{in_folder:,} 个一处"] = spent / count / reading
    return Ratios(
        "几个文件之间的核对",
        f"样表抄成这么多个文件（抄本的项目名称都相同，是不利的情形），"
        f"一次校验里跨表的规则摊到每个文件，{rounds} 轮的中位数，处理器时间。",
        "读懂一个文件",
        found,
        frozenset(found),
    )


if __name__ == "__main__":
    print(across().text())
