"""PX224 指标性质、指标值、度量单位对不上"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Qualitative, Unreadable, parse
from perfxl.grammar.glyphs import compact
from perfxl.grammar.signs import sign_said
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted, row_called
from perfxl.rules.facts.indicator_names import needs_no_unit
from perfxl.rules.facts.unfilled import is_vague
from perfxl.rules.values.value_writing import letters_for_digits
from perfxl.standards.documents import list_layout

_SIGNS = ("≥", "≤", "=", ">", "<")
_SIGN_WORDS = ("大于等于", "小于等于", "等于", "大于", "小于")
_QUALITATIVE = ("定性", "定性指标", "文字描述", "文字", "描述", "是/否", "是否", "是", "否")
_WORDS = ("定量", "定量指标", "正向", "正向指标", "反向", "反向指标", "负向", "逆向", "适度")


@rule(
    id="PX224",
    title="指标性质、指标值、度量单位对不上",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(list_layout("印着指标性质、指标值、度量单位三栏，合起来是一个指标值"),),
)
def list_nature_odd(subject: Subject) -> Iterator[Hit]:
    """性质、值、单位分三栏的：性质一栏不是符号也不是“定性”，写着符号而值是文字，
    写着“定性”而值是数，值是数而没有单位（系数、指数、排名本来没有）。

    性质空着由 PX203 报；值里又带符号、单位的由 PX222、PX214 报；值空着由 PX201 报。
    """
    for row in subject.table.indicators:
        if row.is_execution or row.value.uncalculated or is_vague(row.value.text):
            continue
        if letters_for_digits(row.value.text):
            continue  # 混进形近字母的由 PX223 报
        yield from _nature_hits(row)
        yield from _unit_hits(row)


def _nature_hits(row: Indicator) -> Iterator[Hit]:
    nature, value = compact(row.nature.text), parse(row.value.to_read)
    printed = row.nature.text
    if not row.nature.exists or is_vague(nature):
        return
    signed = nature in (*_SIGNS, *_SIGN_WORDS) or sign_said(nature) in _SIGNS
    name, target = row_called(row.level3.text), quoted(row.value.text)
    if not signed and nature not in (*_QUALITATIVE, *_WORDS):
        yield Hit(
            row.nature,
            found=printed,
            message=f"{name}的指标性质{quoted(printed)}不是比较符号，也不是“定性”。",
            hint=f"请在 {row.nature.cell} 改为 ≥、≤、= 或“定性”。",
        )
    elif signed and isinstance(value, Qualitative | Unreadable) and not _is_measured(row):
        yield Hit(
            row.nature,
            found=printed,
            related=(row.value,),
            message=f"{name}的指标性质是{quoted(printed)}，指标值{target}却不是数。",
            hint=f"请在 {row.nature.cell} 改为“定性”，或把指标值改成数。",
        )
    elif nature in _QUALITATIVE and isinstance(value, Measured) and value.kind is not Kind.DURATION:
        yield Hit(
            row.nature,
            found=printed,
            related=(row.value,),
            message=f"{name}的指标性质是{quoted(printed)}，指标值{target}却是数。",
            hint=f"请在 {row.nature.cell} 改为 ≥、≤ 或 =。",
        )


def _is_measured(row: Indicator) -> bool:
    """性质、值、单位合起来是数：≥｜十二｜次。"""
    return isinstance(row.target_value, Measured)


def _unit_hits(row: Indicator) -> Iterator[Hit]:
    value = parse(row.target.to_read)
    if not row.unit.exists or not is_vague(row.unit.text):
        return
    if not isinstance(value, Measured) or value.unit or needs_no_unit(row.level3.text):
        return
    yield Hit(
        row.unit,
        found=row.target.text,
        message=f"{row_called(row.level3.text)}的指标值{quoted(row.target.text)}没有度量单位。",
        hint=f"请在 {row.unit.cell} 填上单位，如“人”“次”“%”。",
        related=(row.value,),
    )
