"""对外 JSON 的形状：给了的才写，名字不对的建不成，数是普通的数。"""

from decimal import Decimal
from typing import Any

import pytest

from perfxl.contract.findings import AppliedFixJson, FindingsJson, FixJson
from perfxl.contract.shapes import dump
from perfxl.contract.summary import ClassJson


def _findings(**others: Any) -> FindingsJson:
    empty: dict[str, Any] = {
        "findings": [],
        "unread": [],
        "unread_rows": [],
        "unread_sheets": [],
        "accepted": 0,
    }
    return FindingsJson(files=1, **{**empty, **others})


def test_only_what_is_given_is_written_and_the_schema_comes_first() -> None:
    written = dump(_findings(accepted=2))
    assert list(written) == [
        *("schema", "files", "findings", "unread", "unread_rows", "unread_sheets", "accepted"),
    ]
    assert _findings().skipped == []


def test_numbers_are_plain_and_names_lose_their_ending() -> None:
    fix = FixJson(cell="E3", value=Decimal("10.00"), what="分值")
    assert dump(fix) == {"cell": "E3", "value": 10, "what": "分值"}
    points = ClassJson(class_="output", name="产出", weight=Decimal("62.5"), lost=None)
    assert dump(points) == {"class": "output", "name": "产出", "weight": 62.5, "lost": None}


def test_parts_inside_parts_are_written_too() -> None:
    applied = AppliedFixJson(
        file="a.xlsx",
        sheet="表",
        cell="E3",
        what="分值",
        before="9",
        after=Decimal(8),
        rules=["PX1"],
    )
    [written] = dump(_findings(fixed=[applied]))["fixed"]  # type: ignore[misc]
    assert (written["after"], written["rules"], next(iter(written))) == (8, ["PX1"], "file")


@pytest.mark.parametrize("given", [{"cell": "E3"}, {"cell": "E3", "value": 1, "what": "", "x": 1}])
def test_a_missing_or_unknown_name_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="FixJson"):
        FixJson(**given)


def test_a_shape_does_not_change() -> None:
    fix = FixJson(cell="E3", value="≥5", what="指标值")
    with pytest.raises(AttributeError):
        fix.cell = "E4"  # type: ignore[misc]
    assert (
        fix
        == FixJson(cell="E3", value="≥5", what="指标值")
        != FixJson(cell="E4", value="≥5", what="指标值")
    )
