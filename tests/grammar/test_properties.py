"""对任何文字都成立的性质。"""

from dataclasses import fields
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from perfxl.grammar import Compound, Value, amount, as_contract, fold, parse, percentage, show

_PIECES = st.sampled_from(
    [*"≥≤=><≈~0123456789.,%‰万亿千百十人次件个元年月日前底末内约近余多每第/*×-+、，；：（）()和及至",
     "万元", "2024年", "12月", "31日", "小时", "元/人", "/年", "以上", "以下", "左右", "不低于",
     "控制在", "未完成", "完成", "达成", "预期指标", "满意度", "第三季度", "上半年", "工作日", "三",
     "百分之", "XX", "指标1", "↑", "²", "\n", " ", "\u3000", "\ud800", "\\geq", "$", "2024-12-31"]
)  # fmt: skip
_TYPED = st.lists(_PIECES, max_size=9).map("".join)

_NUMBERS = st.decimals(0, 10**9, places=2).map(lambda number: f"{number.normalize():f}")
_WELL_FORMED = st.one_of(
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "≥", "≤", "=", ">", "<", "≈", "不低于", "约"]),
        _NUMBERS,
        st.sampled_from(["", "万"]),
        st.sampled_from(["人", "元", "%", "元/人/年", "个工作日", "件、次", "次/年", "孔"]),
    ),
    st.builds(
        "{}年{}月{}日{}".format,
        st.integers(1990, 2050),
        st.integers(1, 12),
        st.integers(1, 28),
        st.sampled_from(["", "前", "之前"]),
    ),
    st.builds(
        "{}年{}月{}".format,
        st.integers(1990, 2050),
        st.integers(1, 12),
        st.sampled_from(["", "前", "底前", "底之前", "末", "内", "上旬", "中旬前"]),
    ),
    st.sampled_from(
        ["达成预期指标", "未完成预期指标且效果较差", "安全、自主可控", "即时办理", "0", "/"]
    ),
)


def meaning(value: Value) -> Any:
    """值里除原文与说明以外的一切。"""
    if isinstance(value, Compound):
        return value.kind, tuple(map(meaning, value.parts))
    skipped = {"raw", "note"}
    return tuple(getattr(value, part.name) for part in fields(value) if part.name not in skipped)


@given(st.one_of(st.text(), _TYPED))
def test_no_text_raises(text: str) -> None:
    value = parse(text)
    assert value.raw == text
    assert set(as_contract(value)) == {
        "text", "kind", "operator", "number", "unit", "approximate", "note",
    }  # fmt: skip
    assert value.note or value.kind != "unreadable"
    amount(text)
    percentage(text)


@given(st.one_of(st.text(), _TYPED))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(_WELL_FORMED, _TYPED))
@example("0.0012万月")
@example("20,241,231")
@example("5百百人")
def test_shown_value_keeps_its_meaning(text: str) -> None:
    value = parse(text)
    assert meaning(parse(show(value))) == meaning(value)


@given(_WELL_FORMED, st.data())
def test_width_spaces_and_glyphs_do_not_matter(text: str, data: st.DataObject) -> None:
    variants = {"≥": "≧⩾", "≤": "≦⩽", "=": "＝═", "≈": "≅≒"}
    typed = ""
    for char in text:
        wide = chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char
        typed += data.draw(st.sampled_from([char, wide, *variants.get(char, "")]))
        typed += data.draw(st.sampled_from(["", "", " ", "\u3000", "\u00a0", "\u200b"]))
    assert meaning(parse(typed)) == meaning(parse(text))
