"""公开表格里的真实写法（target_values.tsv）逐行照其读法读出。"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from perfxl.grammar import Compound, Deadline, Kind, Measured, Placeholder, Value, parse

_TABLE = Path(__file__).with_name("target_values.tsv")
_KINDS = {"standard per head": "per_head", "duration/service hours": "duration"}
_SCALES = {"": 1, "万": 10000}

# 与表中读法不同的几行：读成什么，为什么。
ARGUED = {
    "0.6": (Kind.QUANTITY, "没有百分号就不当60%读；说明里提示，由看得见指标名的一方定夺"),
    "= 1次 = 4次": (Kind.COMPOUND, "上下两行并入一格：两个值都留下，不挑一个"),
    "≥ 9 0%": (Kind.PERCENT, "表记为损坏；按90%读并在说明里写明数字间有空格"),
    "≥1↑": (Kind.UNREADABLE, "“↑”多半是“个”，但不猜"),
    "完成预期指标且效果转": (Kind.QUALITATIVE, "多半截自“未完成…”：读成文字，不定等级"),
}


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


_ROWS = {row["value"]: row for row in _rows()}


@pytest.mark.parametrize("text", [text for text in _ROWS if text not in ARGUED])
def test_row_reads_as_its_reading_says(text: str) -> None:
    row = _ROWS[text]
    value = parse(text)
    assert value.kind == _KINDS.get(row["kind"], row["kind"])
    match value:
        case Measured():
            _same_measure(value, row)
        case Deadline():
            assert value.iso() == row["number"]
            assert (value.operator or "") == row["op"]
            if value.dated:
                assert value.bound == row["qualifier"].removeprefix("度")
            else:
                assert value.note == row["clean"]
        case Compound():
            assert [_number(part) for part in value.parts] == [
                Decimal(number) for number in row["number"].split(";")
            ]
        case Placeholder():
            assert value.number == Decimal(row["number"])


def _same_measure(value: Measured, row: dict[str, str]) -> None:
    assert value.number == Decimal(row["number"]) * _SCALES[row["multiplier"]]
    assert (value.operator or "") == row["op"]
    assert value.approximate == (row["op"] == "≈")
    assert value.second == (Decimal(row["number2"]) if row["number2"] else None)
    if value.second is None:
        assert (value.unit or "") == row["unit"]
    if row["qualifier"] not in ("", "左右"):
        assert row["qualifier"].split("…")[0] in value.note


def _number(value: Value) -> Decimal:
    assert isinstance(value, Measured)
    return value.number


@pytest.mark.parametrize("text", ARGUED)
def test_argued_difference_is_still_one(text: str) -> None:
    kind, reason = ARGUED[text]
    assert reason
    assert _ROWS[text]["kind"] != kind
    assert parse(text).kind == kind
    assert parse(text).note or isinstance(parse(text), Compound)
