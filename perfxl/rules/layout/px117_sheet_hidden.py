"""PX117 工作表是隐藏的"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX117",
    title="工作表是隐藏的",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(own_convention("隐藏的工作表打开时看不见，报送后别人却能取消隐藏"),),
    message="工作表“{found}”是隐藏的，里面的表已照常读入和检查。",
    hint="请取消隐藏，看一下 {cells} 起的这张表还要不要；不要的请删除。",
)
def sheet_hidden(subject: Subject) -> Iterator[Hit]:
    """整张工作表被隐藏。只隐藏几行的由 PX106 报。"""
    if subject.table.hidden:
        yield Hit(subject.place, found=subject.table.sheet)
