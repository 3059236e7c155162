"""几个文件之间的核对与读表的用时之比：放在一处的，分在各单位的文件夹里的。

随带的样表读一遍，抄成这么多份（各在各的文件里）；读一份的用时也取这些样表的。同一进程，取中位数。
抄本的名称、单位都相同（不利的情形）；“各有名称”的一组，每抄一遍是另一些单位、另一些项目，都放在一个文件夹。
运行：make bench；连同各有名称的：python benchmarks/across.py
"""

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from ratios import Ratios

from perfxl.actions.document import document_of
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.finding import workbook_paths
from perfxl.model.table import Document, Entry, Table
from perfxl.rules.engine.running import check_tables
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

ROUNDS = 5
FOLDERS = ("自评表", "目标表", "申报表", "批复表", "监控表", "预算调整批复")
# 一共多少个文件、一个文件夹里多少个。
PLACES = ((300, 300), (3000, 30), (3000, 300), (3000, 3000))
# 各有名称的，都在一个文件夹，多少个文件。
OWN = (1000, 3000, 10000)


def copies(documents: list[Document], count: int, in_folder: int) -> list[Table]:
    """抄成 ``count`` 个文件，``in_folder`` 个放在一个文件夹里。"""
    return [
        replace(table, book=f"{place // in_folder}/{place}.xlsx")
        for place in range(count)
        for table in documents[place % len(documents)].tables
    ]


def own_copies(documents: list[Document], count: int) -> list[Table]:
    """抄成 ``count`` 个文件，都在一个文件夹；每抄一遍，单位、项目的名称各是一套。"""
    return [
        _renamed(table, f"处/{place}.xlsx", place // len(documents))
        for place in range(count)
        for table in documents[place % len(documents)].tables
    ]


def _renamed(table: Table, book: str, number: int) -> Table:
    """单位前面加上同样长的中文序号（免得一个含着另一个），项目后面加上第几期。"""
    mark = "".join("〇一二三四五六七八九"[int(each)] for each in f"{number:05}")

    def unit(entry: Entry) -> Entry:
        return entry._replace(text=f"{mark}{entry.text}") if entry.text else entry

    def project(entry: Entry) -> Entry:
        return entry._replace(text=f"{entry.text}{number}期") if entry.text else entry

    fields = {
        name: unit(entry)
        if re.search("单位|部门", name)
        else project(entry)
        if "名称" in name
        else entry
        for name, entry in table.fields.items()
    }
    lines = tuple(
        replace(each, name=project(each.name), organisation=unit(each.organisation))
        for each in table.lines
    )
    own = lines if table.spec.has_projects_in_lines else table.lines
    return replace(table, book=book, fields=fields, lines=own, title=unit(table.title))


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def across(
    rounds: int = ROUNDS,
    places: tuple[tuple[int, int], ...] = PLACES,
    own: tuple[int, ...] = (),
) -> Ratios:
    """每个文件的核对，是读懂一个文件的几倍。"""
    paths = workbook_paths([shipped_folder("workbooks") / folder for folder in FOLDERS])
    documents = [document_of(read_workbook(path)) for path in paths]
    profile = load_profile()
    reading = statistics.median(
        seconds(lambda: [document_of(read_workbook(path)) for path in paths]) for _ in range(rounds)
    ) / len(paths)
    found = {"读懂一个文件": 1.0}
    kinds = [
        (f"{count:,} 个，{in_folder:,} 个一处", count, partial(copies, documents, count, in_folder))
        for count, in_folder in places
    ]
    kinds += [
        (f"{count:,} 个都在一处，各有名称", count, partial(own_copies, documents, count))
        for count in own
    ]
    for name, count, copied in kinds:
        check = partial(check_tables, copied(), profile)
        spent = statistics.median(seconds(check) for _ in range(rounds))
        found[name] = spent / count / reading
    return Ratios(
        "几个文件之间的核对",
        f"样表抄成这么多个文件（抄本的项目名称都相同，是不利的情形），"
        f"一次校验里跨表的规则摊到每个文件，{rounds} 轮的中位数，处理器时间。",
        "读懂一个文件",
        found,
        frozenset(found),
    )


if __name__ == "__main__":
    print(across(own=OWN).text())
