"""PX101 表样的提示行没有删"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.registry import TARGETS, Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX101",
    title="表样的提示行没有删",
    severity=Severity.WARNING,
    forms=TARGETS,
    basis=(form_layout("提示行供填表参考，报送时应删去或填上内容"),),
    message="“{found}”是表样的提示，没有填写内容。",
    hint="请在 {cells} 填上指标，或删去这一行。",
)
def template_hint_left(subject: Subject) -> Iterator[Hit]:
    """只有“指标1：”“……”“XXX”一类提示、没有指标值的行，不算指标。

    “指标1：培训人数”后面有真名的，不在此列。
    """
    for entry in subject.table.hints:
        yield Hit(entry, found=entry.text)
