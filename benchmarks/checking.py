"""校验、评分与读表的用时之比：随带的全部样表，同一进程，轮流运行，取中位数。运行：make bench"""

import time
from pathlib import Path

from ratios import Ratios, middle_ratios

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


def check_all(documents: list[Document]) -> tuple[float, float, float]:
    """评分、单表的规则、跨表的规则各用多少秒。"""
    profile = load_profile()
    tables = [table for document in documents for table in document.tables]
    before = time.process_time()
    scores = [score_table(table, profile) for table in tables]
    start = time.process_time()
    for table, score in zip(tables, scores, strict=True):
        check_table(table, score, profile)
    middle = time.process_time()
    check_tables(tables, profile)
    return start - before, middle - start, time.process_time() - middle


def checking(rounds: int = ROUNDS) -> Ratios:
    """各轮先读懂，再评、再查。"""
    paths = workbook_paths([shipped_folder("workbooks") / folder for folder in FOLDERS])
    names = ("读懂", "评分", "单表的规则", "跨表的规则")
    samples: dict[str, list[float]] = {name: [] for name in names}
    documents: list[Document] = []
    for _ in range(rounds):
        start = time.process_time()
        documents = read_all(paths)
        spent = (time.process_time() - start, *check_all(documents))
        for name, seconds in zip(names, spent, strict=True):
            samples[name].append(seconds)
    tables = sum(len(document.tables) for document in documents)
    return Ratios(
        "查、评是读懂的几倍",
        f"{len(paths)} 个随带的文件、{tables} 张表，同一进程轮流 {rounds} 轮，处理器时间："
        "先读懂，再评分，再运行一张表自己的规则，再运行表与表之间的。",
        "读懂",
        middle_ratios(samples, "读懂"),
        frozenset(names),
    )


if __name__ == "__main__":
    print(checking().text())
