"""每条规则一正一反：反例只报自己，近似的正例什么也不报。"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from gridtext import changed, parse_rows, to_grid

from perfxl.model.address import parse_address
from perfxl.model.cell import Cell, CellKind
from perfxl.model.finding import Finding
from perfxl.reading.sheet import read_sheet
from perfxl.rules.registry import all_rules
from perfxl.rules.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

_HERE = Path(__file__).parent
CASES: dict[str, dict[str, Any]] = yaml.safe_load((_HERE / "cases.yaml").read_text("utf-8"))
SOUND = parse_rows((_HERE.parent / "support" / "sound.grid").read_text("utf-8"))

GRIDS = {path.stem: parse_rows(path.read_text("utf-8")) for path in _HERE.glob("grids/*.grid")}


def findings(changes: dict[str, str | None], case: dict[str, Any] | None = None) -> list[Finding]:
    case = case or {}
    base = GRIDS[case["grid"]] if "grid" in case else SOUND
    grid = to_grid(changed(base, changes), hidden_rows=frozenset(case.get("hidden_rows", ())))
    for address, formula in case.get("uncalculated", {}).items():
        row, column = parse_address(address)
        grid.cells[row, column] = Cell(row, column, CellKind.UNCALCULATED, None, formula=formula)
    profile = load_profile()
    [table] = read_sheet("书.xlsx", grid).tables
    return check_table(table, score_table(table, profile), profile)


def places(found: list[Finding]) -> list[str]:
    return sorted(f"{finding.rule}@{finding.cells}" for finding in found)


def test_sound_table_has_no_findings() -> None:
    assert places(findings({})) == []


@pytest.mark.parametrize("name", GRIDS)
def test_other_sound_tables_have_no_findings(name: str) -> None:
    assert places(findings({}, {"grid": name})) == []


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(all_rules())


@pytest.mark.parametrize("rule", CASES)
def test_bad_gives_its_own_finding_only(rule: str) -> None:
    case = CASES[rule]
    found = findings(case["bad"], case)
    assert places(found) == sorted(case["expect"])
    for finding in found:
        assert finding.basis
        assert "{" not in finding.message + finding.hint
        assert "None" not in finding.message + finding.hint


@pytest.mark.parametrize("rule", CASES)
def test_near_miss_gives_nothing(rule: str) -> None:
    case = CASES[rule]
    grid = {"grid": case["grid"]} if "grid" in case else {}
    assert places(findings(case["near"], grid)) == []
