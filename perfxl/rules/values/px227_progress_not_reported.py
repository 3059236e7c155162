"""PX227 监控表的执行情况、全年预计没有填"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import MONITORINGS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import row_called
from perfxl.rules.facts.unfilled import is_unfilled
from perfxl.standards.documents import monitoring_measures

_COLUMNS = ("to_date", "expected")


@rule(
    id="PX227",
    title="监控表的执行情况、全年预计没有填",
    severity=Severity.WARNING,
    forms=MONITORINGS,
    basis=(monitoring_measures("监控表逐条填写绩效指标的执行情况和全年预计完成情况"),),
    message="{column}有 {found} 行没有填（共 {expected} 行）：{names}。",
    hint="请在 {cells} 填写，单位与指标值一致；还没有开始做的，写明“未开始”和什么时候做。",
)
def progress_not_reported(subject: Subject) -> Iterator[Hit]:
    """一栏里空着的各行合成一条。不用的行（指标值写“无”“/”）不算。"""
    table = subject.table
    rows = [row for row in table.indicators if row.target.text and not row.is_execution]
    labels = {column.key: column.label for column in table.spec.indicators}
    for key in _COLUMNS:
        blank = [row for row in rows if is_unfilled(getattr(row, key))]
        if not blank:
            continue
        names = "、".join(row_called(row.level3.text) for row in blank[:3])
        yield Hit(
            [getattr(row, key) for row in blank],
            found=str(len(blank)),
            expected=str(len(rows)),
            words={"column": labels[key], "names": names + ("等" if len(blank) > 3 else "")},
        )
