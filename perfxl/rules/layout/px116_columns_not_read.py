"""PX116 有的栏没有读"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention


@rule(
    id="PX116",
    title="有的栏没有读",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(own_convention("没有读的内容要说出来，免得当成已经检查过"),),
    message="{names}栏没有读，其中的内容没有检查。",
    hint="请看一下 {cells}：是要查的栏，把栏名改成通行的叫法（如“指标值”“分值”）；不是的可以不管。",
)
def columns_not_read(subject: Subject) -> Iterator[Hit]:
    """不认得的栏、隐藏的栏，和有意不读的栏（评分标准、占比一类），一张表合成一条。

    要紧的栏因此没有读到的，另由 PX107、PX108 报。
    """
    columns = subject.table.filled_unread_columns
    if columns:
        names = dict.fromkeys("".join(entry.text.split()) for entry in columns)
        yield Hit(
            columns,
            found="、".join(names),
            words={"names": "、".join(quoted(name) for name in names)},
        )
