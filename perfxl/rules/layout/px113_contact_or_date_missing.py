"""PX113 联系人、电话、日期、项目编码没有填"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.layout.blank_labels import blank_people_and_dates
from perfxl.standards.documents import form_layout


@rule(
    id="PX113",
    title="联系人、电话、日期、项目编码没有填",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(form_layout("表头、表尾印着联系人、联系电话、填报日期"),),
    message="表上印着“{found}”，没有填写。",
    hint="请在 {cells} 填写；公开时隐去的可以不管。",
)
def contact_or_date_missing(subject: Subject) -> Iterator[Hit]:
    """联系人、联系电话、填报人、负责人、填报日期、项目编码一类有栏目而空着，合成一条。"""
    blank = blank_people_and_dates(subject.table)
    if blank:
        yield Hit(blank.values(), found="、".join(blank))
