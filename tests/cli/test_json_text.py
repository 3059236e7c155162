"""写出的 JSON：与标准库写的一字不差。"""

import json
import re
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.cli.console import as_json, json_pieces
from perfxl.cli.json_text import indented

_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_KEYS = st.text() | st.integers() | st.booleans() | st.none() | st.floats()
_DATA = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner) | st.lists(inner).map(tuple),
    max_leaves=30,
)


def _by_the_library(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


@given(_DATA)
def test_the_text_is_that_of_the_library(data: object) -> None:
    assert indented(data) == _by_the_library(data)


@given(st.text(st.characters(exclude_categories=())))
def test_what_json_leaves_is_escaped_and_reads_back(text: str) -> None:
    written = as_json({"字": [text]})
    assert not re.search("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written)
    assert json.loads(written) == {"字": [re.sub("[\ud800-\udfff]", "�", text)]}


class _Level(StrEnum):
    HIGH = "高"


def test_a_word_of_an_enumeration_is_a_word() -> None:
    data = {_Level.HIGH: [_Level.HIGH, {}, [], ()], "空": {}}
    assert indented(data) == _by_the_library(data)


def test_what_is_not_json_is_refused() -> None:
    for data in (object(), [object()], {"a": object()}, {(1, 2): 3}):
        with pytest.raises(TypeError):
            indented(data)


@given(st.dictionaries(st.sampled_from("甲乙丙"), _LEAVES), st.lists(_DATA))
def test_pieces_put_together_are_the_whole(data: dict[str, object], items: list[object]) -> None:
    data = {**data, "串": None}
    assert "".join(json_pieces(data, "串", items)) == as_json({**data, "串": items})
