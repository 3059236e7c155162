"""行首的字说明这是什么行：合计、小计、表尾的结论和签章、别的栏目。"""

from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.model.table import Entry
from perfxl.reading.labels import (
    LONGEST_LABEL,
    detail_name,
    field_name,
    is_conclusion,
    is_grade_label,
    is_score_above,
    is_sealed,
    is_subtotal,
    is_total,
)
from perfxl.reading.signature_rows import is_signature_row

# 这些栏目到了，指标栏就完了。
_SIGNATURES = (
    "联系人",
    "联系电话",
    "填报人",
    "填表人",
    "经办人",
    "制表人",
    "审核人",
    "复核人",
    "单位负责人",
    "财务负责人",
)
_NOTES = ("注", "说明", "备注", "填表说明")


class RowKind(Enum):
    """行首的字说明这是什么行。"""

    PLAIN = auto()
    TOTAL = auto()
    INLINE_TOTAL = auto()
    SUBTOTAL = auto()
    END = auto()
    SIGNED = auto()
    LABELS = auto()
    DETAIL = auto()


# 到了这些行，指标栏多半就完了。
ENDS = (RowKind.END, RowKind.SIGNED, RowKind.LABELS)


@lru_cache(maxsize=8192)
def row_kind(text: str) -> RowKind:
    """行首的字：合计、小计，或指标栏以下的结论、说明、签章（``SIGNED``）；别的是 ``PLAIN``。"""
    if is_total(text) or is_score_above(text):
        return RowKind.TOTAL
    label, _, value = text.replace("：", ":").partition(":")
    scored = is_total(label) or is_score_above(label)
    if value.strip() and len(label) <= 16 and scored:
        return RowKind.INLINE_TOTAL
    name = field_name(label) if len(label) <= LONGEST_LABEL else None
    if name is not None and (label != text or name in _SIGNATURES):
        return RowKind.SIGNED
    if len(text) <= LONGEST_LABEL and is_sealed(text):
        return RowKind.SIGNED
    opinion = len(label) <= LONGEST_LABEL and compact(label).endswith("意见")
    if opinion or is_conclusion(label) or is_grade_label(label) or label in _NOTES:
        return RowKind.END
    if is_subtotal(text):
        return RowKind.SUBTOTAL
    short = len(label) <= LONGEST_LABEL
    return RowKind.DETAIL if short and detail_name(label) is not None else RowKind.PLAIN


def kind_of_row(texts: Sequence[Entry]) -> RowKind:
    """一行各格是什么：照行首的字；行首看不出而整行是签名的（经办：、科室负责人：）是 ``LABELS``。"""
    kind = row_kind(texts[0].text)
    if kind is RowKind.PLAIN and is_signature_row(texts):
        return RowKind.LABELS
    return kind
