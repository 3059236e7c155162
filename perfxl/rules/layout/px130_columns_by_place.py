"""PX130 有的栏照位置读"""

from collections.abc import Iterator

from perfxl.model.columns import column_label
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX130",
    title="有的栏照位置读",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(own_convention("猜的要说是猜的，好让人看一眼"),),
    message="栏名“{printed}”不认得，照它的位置和下面写的，当作{read_as}来检查。",
    hint="请看一下 {cells}：不是{read_as}的，把栏名改成通行的叫法。",
)
def columns_by_place(subject: Subject) -> Iterator[Hit]:
    """左边是一级、二级指标，栏名不认得的一栏，照位置当作三级指标或指标值；资金的一栏看印着的执行率，再看位置；

    分值、得分看下面写着的数。
    """
    for entry, role in subject.table.placed_columns:
        printed = "".join(entry.text.split())
        read_as = column_label(role)
        yield Hit([entry], found=printed, words={"printed": printed, "read_as": read_as})
