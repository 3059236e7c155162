"""对任何文字都成立的性质。"""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from string_runs import PIECES, faults, kept, meaning, run

from perfxl.grammar import amount, as_contract, fold, parse, percentage, show

KEPT = kept(Path(__file__).with_name("出过毛病的句子.txt"))
_TYPED = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)

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


@pytest.mark.parametrize("text", KEPT)
def test_what_once_went_wrong(text: str) -> None:
    assert list(faults(text)) == []


def test_twenty_thousand_texts_put_together_at_random() -> None:
    """照种子定好的；更多的：``make fuzz``。"""
    assert run(range(20_000)) == []
