"""PX118 没有写年度"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.reading.budget_tree import leaves
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX118",
    title="没有写年度",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(form_layout("标题或标题下面印着“（年度）”"),),
    message="标题和表头里没有写是哪一年度的，没有写年份的时限没有核对。",
    hint="请在标题（{cells}）或它下面一行写上“（××××年度）”。",
)
def year_missing(subject: Subject) -> Iterator[Hit]:
    """标题、副标题、项目名称里都没有年度。逐行写着年度的清单不算。没有内容的空表由 PX110 报。"""
    table = subject.table
    rows = leaves(table) if table.lines else ()
    by_row = bool(rows) and all(line.of_year is not None for line in rows)
    if table.year is None and not by_row and (table.indicators or table.lines):
        yield Hit(subject.place)
