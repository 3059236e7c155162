"""一个编的县（``tests/support/county.py``，真值先写）：汇总的每一个值都对。"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from command_line import perfxl
from county import County, Truth, write_county


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    return write_county(tmp_path_factory.mktemp("云溪县"))


@pytest.fixture(scope="module")
def found(county: County) -> Any:
    return json.loads(perfxl("summary", county.folder, "--format", "json").out)


def place_of(county: County, path: str) -> str:
    return Path(path).relative_to(county.folder).as_posix()


def expected(truth: Truth) -> dict[str, object]:
    return {
        "unit": truth.unit,
        "project": truth.project,
        "code": truth.code or None,
        "year": truth.year,
        "initial": truth.initial,
        "adjusted": truth.adjusted,
        "executed": truth.executed,
        "rate": float(truth.rate),
        "printed_total": float(truth.printed_total) if truth.has_total else None,
        "total": float(truth.total),
        "grade": truth.grade,
    }


def test_every_value_of_every_project(county: County, found: Any) -> None:
    rows = {
        (place_of(county, row["file"]), row["sheet"], row["project"]): row
        for row in found["projects"]
    }
    assert len(rows) == len(found["projects"]) == len(county.truths) == 26
    for truth, place in zip(county.truths, county.places, strict=True):
        row = rows[*place, truth.project]
        assert {key: row[key] for key in expected(truth)} == expected(truth), place


def test_every_value_of_every_unit(county: County, found: Any) -> None:
    for row in found["units"]:
        own = [truth for truth in county.truths if truth.unit == row["unit"]]
        adjusted, executed = (sum(getattr(t, key) for t in own) for key in ("adjusted", "executed"))
        mean = sum((t.total for t in own), Decimal(0)) / len(own)
        assert (row["projects"], row["adjusted"], row["executed"]) == (len(own), adjusted, executed)
        assert row["rate"] == pytest.approx(100 * executed / adjusted, abs=0.005)
        assert row["mean_total"] == pytest.approx(float(mean), abs=0.005)
        assert row["grades"] == {
            name: sum(t.grade == name for t in own) for name in ("优", "良", "中", "差")
        }
    assert {row["unit"] for row in found["units"]} == {truth.unit for truth in county.truths}


def test_what_is_no_row_is_named(county: County, found: Any) -> None:
    assert found["files"] == county.files
    assert {place_of(county, each["file"]) for each in found["ignored"]} == county.ignored
    assert {place_of(county, each["file"]) for each in found["unread"]} == county.unread
    why = {place_of(county, each["file"]): each["why"] for each in found["ignored"]}
    assert "内容相同" in why["2023/教育局/校舍维修 - 副本.xlsx"]
    assert "内容相同" in why["收/校舍.xlsx"]  # 另一种表样，名称差空白和“经费”
    assert "全年执行数 300000（F8）对 380000（F8）" in why["收/教师培训.xlsx"]


def test_the_units_own_summary_is_held_against_what_came(found: Any) -> None:
    said = {each["cells"]: each["message"] for each in found["differences"]}
    assert set(said) == {"A1", "E5"}
    assert "差 1 万元" in said["E5"]
    assert "“教师培训”" in said["A1"]


def test_one_year_or_unit_is_held_against_all_that_came(county: County) -> None:
    """只看一个单位时，别的单位交了的不说成没有收到。"""

    def said(*options: str) -> set[str]:
        done = perfxl("summary", county.folder, "--format", "json", *options)
        return {each["cells"] for each in json.loads(done.out)["differences"]}

    assert said("--unit", "第一小学") == {"A1", "E5"}
    assert said("--year", "2023") == said("--unit", "水务局") == set()
