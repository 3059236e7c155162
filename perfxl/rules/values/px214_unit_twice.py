"""PX214 计量单位写了两遍"""

from collections.abc import Iterator

from perfxl.grammar import Measured, parse
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.values.value_writing import repeated_unit, tidied, written_in
from perfxl.standards.documents import form_layout


@row_rule(
    id="PX214",
    title="计量单位写了两遍",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(form_layout("定量指标值由符号、数值、计量单位三部分组成，各写一次"),),
    message="{what}“{found}”里的单位“{unit}”{twice}。",
    hint="请在 {cells} 只写一个单位{better}。",
)
def unit_twice(subject: RowSubject) -> Iterator[Hit]:
    """“100%%”“5万元元”；或度量单位另列一栏，指标值里又带着单位。

    带着的单位与那一栏相同的只作参考，不同的分不清以哪个为准。
    """
    for each in written_in(subject):
        unit = repeated_unit(each.entry.to_read)  # 格式自己的 0%% 读作 95%，不是人写的
        better = tidied(each.text) if unit else None
        if unit:
            yield Hit(
                each.entry,
                found=each.text,
                expected=better,
                words={
                    "what": each.what,
                    "unit": unit,
                    "twice": "写了两遍",
                    "better": f"，如“{better}”" if better else "",
                },
                fixes=each.fixes(better),
            )
    yield from _beside_unit_column(subject.indicator)


def _beside_unit_column(row: Indicator) -> Iterator[Hit]:
    unit = row.unit.text.strip()
    if unit in ("", "/", "-", "无", "—"):
        return
    value = parse(row.value.to_read)
    if not isinstance(value, Measured) or value.unit is None or repeated_unit(row.value.text):
        return
    if row.value.text.endswith("%") and not row.value.stored_as_text:
        return  # 百分号是数字格式显示的
    same = row.value.text.strip().endswith(unit)
    number = row.value.text.strip().removesuffix(unit).strip()
    yield Hit(
        row.value,
        found=row.value.text,
        expected=number if same else None,
        words={
            "what": "指标值",
            "unit": value.unit,
            "twice": "在“度量单位”一栏又写了一遍"
            if same
            else f"与“度量单位”一栏的“{unit}”不同，分不清以哪个为准",
            "better": f"，指标值填“{number}”" if same else "",
        },
        severity=Severity.INFO if same else None,
        related=(row.unit,),
        fixes=((row.value, number, "指标值"),) if same and row.value.stored_as_text else (),
    )
