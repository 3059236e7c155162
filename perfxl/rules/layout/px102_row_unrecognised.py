"""PX102 表格里有读不懂的格"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import and_more, quoted
from perfxl.standards.documents import own_convention


@rule(
    id="PX102",
    title="表格里有读不懂的格",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(own_convention("没有读懂的内容要说出来，免得当成已经检查过"),),
    message="表格里写着{texts}，看不出是哪一栏的内容，没有读，也没有检查。",
    hint="请看 {cells}：是说明、备注的，移到表格外面，或不用管；是一条指标、一个项目的，补上它的名称，各栏的内容写在各栏下面。",
)
def row_unrecognised(subject: Subject) -> Iterator[Hit]:
    """表格里有字、却认不出是哪一栏的格；表头以上、表尾没有读懂的合成一条。

    整行没有读成的由 PX128 报。
    """
    table = subject.table
    told = {row.row for row in table.unread_rows if not row.sheet}
    for entry in table.unrecognised:
        if entry.row not in told:
            yield Hit(entry, found=entry.text, words={"texts": quoted(entry.text)})
    amounts = {entry.place for entry in _amount_cells(table)}  # 由 PX423、PX427 报
    left = [
        entry for entry in table.leftover if entry.row not in told and entry.place not in amounts
    ]
    if left:
        texts = quoted(left[0].text) + and_more(len(left), "格")
        yield Hit(left, found=left[0].text, words={"texts": texts})


def _amount_cells(table: Table) -> Iterator[Entry]:
    """各行的金额格。"""
    for fund in table.funds:
        yield from fund.amounts
    for line in (*table.lines, *table.sums):
        yield from (*line.initial, *line.adjusted, *line.change)
