"""PX115 产出指标缺一类二级指标"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Scope
from perfxl.model.table import Table
from perfxl.rules.form_groups import ADJUSTMENTS, TARGETS
from perfxl.rules.indicator_groups import IndicatorGroup, indicator_groups
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import form_layout

_SUBCLASSES = ("数量", "质量", "时效", "成本")


@rule(
    id="PX115",
    title="产出指标缺一类二级指标",
    severity=Severity.INFO,
    forms=TARGETS | ADJUSTMENTS,
    basis=(form_layout("产出指标一般分数量、质量、时效、成本四类"),),
    message="产出指标{lacking}。",
    hint="请看 {cells} 以下是不是漏了；本来没有的可以不管。",
    needs_every_row=True,
)
def subclass_missing(subject: Subject) -> Iterator[Hit]:
    """产出指标里没有数量、质量、时效或成本，一张表合成一条。

    成本单列为一级指标的算有；转移支付、部门整体的表常没有成本一类，不看成本。没有产出指标的由
    PX114 报，二级指标没有填的由 PX119 报，有四类以外的二级指标时不报。
    """
    said = [
        (group, f"{group.said}没有{'、'.join(lacking)}指标")
        for group in indicator_groups(subject.table)
        if (lacking := _lacking(group, subject.table))
    ]
    if said:
        yield Hit(said[0][0].place, words={"lacking": "，".join(text for _, text in said)})


def _lacking(group: IndicatorGroup, table: Table) -> list[str]:
    outputs = [row for row in group.rows if "产出" in row.level1.text]
    # 写到了别的一级下面的，由表述类规则报。
    names = {row.level2.text for row in group.rows} | group.level1
    present = [each for each in _SUBCLASSES if any(each in name for name in names)]
    known = all(any(each in row.level2.text for each in _SUBCLASSES) for row in outputs)
    if not outputs or not present or not known:
        return []
    optional = set() if table.scope is Scope.PROJECT else {"成本"}
    return [each for each in _SUBCLASSES if each not in present and each not in optional]
