"""PX106 表内有隐藏的行"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX106",
    title="表内有隐藏的行",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(own_convention("隐藏的行也会计入合计，打印时却看不见"),),
    message="表内第 {found} 行是隐藏的，已照常读入和检查。",
    hint="请取消隐藏后核对，不要的行请删除。",
)
def hidden_rows_inside(subject: Subject) -> Iterator[Hit]:
    """隐藏的行照样读入；只提醒一次。"""
    rows = subject.table.hidden_rows
    if rows:
        shown = "、".join(str(row) for row in rows)
        yield Hit(Entry("", rows[0], subject.table.block.left), found=shown)
