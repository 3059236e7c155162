"""校验与读表的用时之比：随带的全部样表，同一进程，轮流运行，取中位数。运行：make bench"""

import statistics
import sys
import time
from pathlib import Path

from perfxl.actions.document import document_of
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.finding import workbook_paths
from perfxl.model.table import Document
from perfxl.rules.engine.running import check_table, check_tables
from perfxl.scoring.table_score import score_table
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

ROUNDS = 9
FOLDERS = ("自评表", "目标表", "申报表", "批复表", "预算调整批复")


def read_all(paths: list[Path]) -> list[Document]:
    """读懂全部文件。"""
    return [document_of(read_workbook(path)) for path in paths]


def check_all(documents: list[Document]) -> tuple[float, float]:
    """单表、跨表的规则各用多少秒；评分不算在内。"""
    profile = load_profile()
    tables = [table for document in documents for table in document.tables]
    scores = [score_table(table, profile) for table in tables]
    start = time.perf_counter()
    for table, score in zip(tables, scores, strict=True):
        check_table(table, score, profile)
    middle = time.perf_counter()
    check_tables(tables, profile)
    return middle - start, time.perf_counter() - middle


def main() -> None:
    """打印比值。"""
    paths = workbook_paths([shipped_folder("workbooks") / folder for folder in FOLDERS])
    reading: list[float] = []
    single: list[float] = []
    across: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        documents = read_all(paths)
        reading.append(time.perf_counter() - start)
        one, other = check_all(documents)
        single.append(one)
        across.append(other)
    base = statistics.median(reading)
    tables = sum(len(document.tables) for document in documents)
    sys.stdout.write(
        f"读懂 {len(paths)} 个文件、{tables} 张表：{base * 1000:.0f} 毫秒\n"
        f"单表的规则是读表的 {statistics.median(single) / base:.2f}\n"
        f"跨表的规则是读表的 {statistics.median(across) / base:.2f}\n"
    )


if __name__ == "__main__":
    main()
