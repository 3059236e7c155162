"""PX222 比较符号写了两遍"""

from collections.abc import Iterator

from perfxl.grammar import Measured, fold, parse
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.values.value_writing import repeated_sign, tidied, written_in
from perfxl.rules.values.written_twice import SIGN, also_in_column, in_one_cell, unlike_column
from perfxl.standards.documents import own_convention

_SIGNS = frozenset("≥≤=><")


@row_rule(
    id="PX222",
    title="比较符号写了两遍",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("定量指标值由符号、数值、计量单位三部分组成，各写一次"),),
)
def sign_twice(subject: RowSubject) -> Iterator[Hit]:
    """“≥≥90%”“≥=90%”“≥1万人以上”；或性质另列一栏，指标值里又带着符号。

    与那一栏相同的只作参考，不同的分不清以哪个为准。方向相反的两个词（≥…以内）读不懂，由 PX207 报。
    """
    for each in written_in(subject):
        printed = repeated_sign(each.text)
        if printed:
            is_read = isinstance(parse(each.entry.to_read), Measured)
            severity = Severity.INFO if is_read else None
            yield in_one_cell(SIGN, each, printed, tidied(each.text), severity)
    yield from _beside_nature_column(subject.indicator)


def _beside_nature_column(row: Indicator) -> Iterator[Hit]:
    if not row.nature.text or not row.value.text:
        return
    nature, text = fold(row.nature.text.strip()), fold(row.value.text.strip())
    if nature not in _SIGNS or text[:1] not in _SIGNS or repeated_sign(text):
        return
    if text[:1] == nature:
        yield also_in_column(SIGN, row.value, nature, row.nature, text[1:].strip())
    else:
        yield unlike_column(SIGN, row.value, text[:1], row.nature, nature)
