"""PX106 表内有隐藏的行、列"""

from collections.abc import Iterator

from perfxl.model.address import column_letters
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX106",
    title="表内有隐藏的行、列",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(own_convention("隐藏的行、列也会读入、计入合计，打印时却看不见"),),
    message="表内{where}是隐藏的，已照常读入和检查。",
    hint="请取消隐藏后核对，不要的请删除。",
)
def hidden_rows_inside(subject: Subject) -> Iterator[Hit]:
    """隐藏的行、列照样读入；行、列各只提醒一次。没有读的列由 PX116 报。"""
    table = subject.table
    if rows := table.hidden_rows:
        shown = "、".join(str(row) for row in rows)
        yield Hit(
            Entry("", rows[0], table.block.left), found=shown, words={"where": f"第 {shown} 行"}
        )
    unread = {head.column for head in table.unread_columns}
    if columns := [each for each in table.hidden_columns if each.column not in unread]:
        shown = "、".join(column_letters(each.column) for each in columns)
        yield Hit(columns[0], found=shown, words={"where": f" {shown} 列"})
