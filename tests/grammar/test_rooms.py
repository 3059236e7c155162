"""语法各文件的次序：下面的不引用上面的，各种写法不回头叫读法；比较词的正则与词表说的是一回事。"""

import ast
import re
from pathlib import Path

import pytest

from perfxl import grammar
from perfxl.grammar import parsing
from perfxl.grammar.alternation import alternatives
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.rewriting import may_be_rewritten
from perfxl.grammar.words import AFTER, BEFORE, BEFORE_PATTERN, ending

_FOLDER = Path(grammar.__file__).parent
# 自下而上；一层只许引用它前面的各层，和没有列在这里的：那些是字、词、数、单位，谁也不引用。
_FLOORS = (
    {"values"},
    {"amounts", "signs", "other_than_done", "nearer"},
    {"standings"},
    {"rewriting", "dates", "quantities", "text_values"},
    {"number_forms", "paired_numbers", "compounds"},
    {"parsing"},
    {"reported"},
    {"context", "frequencies", "showing"},
    {"contract_json"},
)
_ROOMS = set().union(*_FLOORS)
_GROUND = {path.stem for path in _FOLDER.glob("*.py")} - {"__init__"} - _ROOMS


def _imports(room: str) -> set[str]:
    tree = ast.parse((_FOLDER / f"{room}.py").read_text("utf-8"))
    return {
        node.module.rpartition(".")[2]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("perfxl.grammar.")
    }


def test_the_ground_imports_no_room() -> None:
    assert {path.stem for path in _FOLDER.glob("*.py")} >= _ROOMS
    for ground in _GROUND:
        assert _imports(ground) <= _GROUND, ground


@pytest.mark.parametrize("floor", range(len(_FLOORS)))
def test_no_room_imports_its_own_floor_or_one_above(floor: int) -> None:
    below = _GROUND.union(*_FLOORS[:floor])
    for room in _FLOORS[floor]:
        assert _imports(room) <= below, room


def test_the_pattern_of_words_before_is_the_table_of_words() -> None:
    composed = re.compile(BEFORE_PATTERN)
    assert [word for word in BEFORE if not composed.fullmatch(word)] == []
    listed = re.compile(alternatives(BEFORE))
    for word in ["不不超过", "不至少", "超过于", "不得", "等于等于", "不达到", "超过不足"]:
        assert bool(composed.fullmatch(word)) == bool(listed.fullmatch(word)) == (word in BEFORE)


def test_an_ending_is_the_longest_word_that_ends_the_text() -> None:
    longest = re.compile(f"(?:{alternatives(BEFORE)})$")
    for word in BEFORE:
        for ahead in ("", "满意度", "不", "节", "大"):
            found = longest.search(ahead + word)
            assert found is not None
            assert ending(ahead + word, BEFORE) == found[0]
    assert ending("人及以上", AFTER) == "及以上"
    assert ending("", BEFORE) == ending("满意度", BEFORE) == ""


def test_a_pattern_is_compiled_when_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = re.compile
    monkeypatch.setattr(
        re, "compile", lambda source: (compiled.append(source), compile_now(source))[1]
    )
    pattern = Pattern("([0-9]+)人")
    assert compiled == []
    assert [pattern.sub("", "3人4户"), pattern.split("3人4户")] == ["4户", ["", "3", "4户"]]
    found = pattern.fullmatch("30人")
    assert found is not None
    assert found[1] == "30"
    assert compiled == ["([0-9]+)人"]
    with pytest.raises(AttributeError):
        pattern.pattern  # noqa: B018


_EXAMPLES = {
    "_REWRITES": {
        "bound_again": "90%以上(不含90%)",
        "numbered_remark": "3个(其中:省级1个)",
        "other_remark": "100人次(线上50人次)",
        "in_period": "1年3次",
        "named": "12345热线办结率≥98%",
        "short_year": "24年12月",
        "month_and_day": "12.31前",
        "and_a_half": "2年半以内",
        "sign_first": "≥每月2次",
        "from_to": "由12%降至8%以下",
        "plus": "300+人",
        "yuan_sign": "¥5,000.00",
    },
    "_WITH_DIGITS": {
        "remarked_deadline": "2024年12月(工程完工)",
        "hint": "指标1:",
        "how_often": "每年2次",
        "deadline": "2024年12月底前",
        "none_of": "0投诉",
        "place": "前3名",
        "measured": "≥9.8万人",
        "service": "7*24小时",
        "mixed": "1天6小时",
        "ratio": "1:15",
        "fraction": "≥2/3",
        "span": "10-15人",
        "grade": "未完成5项",
    },
    "_WITHOUT_DIGITS": {
        "grade": "达成预期指标",
        "undated": "即时办理",
        "none_of": "零投诉",
        "place": "前三名",
        "fraction": "不低于三分之二",
        "spelt": "不少于三次",
    },
}


@pytest.mark.parametrize("order", _EXAMPLES)
def test_each_try_in_the_order_is_the_first_to_read_its_example(order: str) -> None:
    tries = getattr(parsing, order)
    assert [each.__name__ for each in tries] == list(_EXAMPLES[order])
    for name, text in _EXAMPLES[order].items():
        assert order != "_REWRITES" or may_be_rewritten(text)
        arguments = (text,) if order == "_REWRITES" else (text, text)
        assert next(each.__name__ for each in tries if each(*arguments)) == name
