"""合在一起的“或”与一个一个并列的，认得的一样、先后一样。"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.grammar.alternation import alternatives
from perfxl.grammar.words import AFTER, BEFORE

_WORD = st.text(alphabet="不超过低于a.(^", min_size=1, max_size=5)


def _one_by_one(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@settings(deadline=None)
@given(st.lists(_WORD, min_size=1, max_size=12), st.text(alphabet="不超过低于a.(^", max_size=9))
def test_the_same_words_in_the_same_order(words: list[str], text: str) -> None:
    for shape in ("({})", "({}).?", "^(?:({}))$", "({})(?=超)", "(.*?)({})(.*)"):
        ours, plain = (
            re.compile(shape.format(each(words))) for each in (alternatives, _one_by_one)
        )
        assert [m.groups() + m.span() for m in ours.finditer(text)] == [
            m.groups() + m.span() for m in plain.finditer(text)
        ]


@pytest.mark.parametrize("words", [list(BEFORE), list(AFTER)])
def test_every_word_of_the_grammar_is_found_whole(words: list[str]) -> None:
    pattern = re.compile(f"(?:{alternatives(words)})")
    plain = re.compile(f"(?:{_one_by_one(words)})")
    for word in words:
        assert pattern.fullmatch(word)
        for text in (f"{word}5", f"约{word}", word[:-1], word + word):
            ours, theirs = pattern.search(text), plain.search(text)
            assert (ours and ours.span()) == (theirs and theirs.span())
