"""每条规则一个文件夹：反例只报 ``expected.txt`` 里的，近似例什么也不报，没有毛病的表都干净。"""

from dataclasses import replace
from pathlib import Path

import pytest
from rule_case import SOUND_TABLES, Section, findings_of, parse_case, shown, tables_of
from rule_example import EXAMPLES, written_examples

from perfxl.model.table import Indicator
from perfxl.rules.engine.registry import all_rules
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.glob("PX*") if path.is_dir())


def test_every_rule_has_its_folder() -> None:
    assert [path.name for path in FOLDERS] == list(all_rules())


@pytest.mark.parametrize("name", SOUND_TABLES)
def test_sound_table_has_no_findings(name: str) -> None:
    assert shown(findings_of([Section(name, "书.xlsx")])) == ""


def test_sound_tables_agree_with_one_another() -> None:
    assert shown(findings_of([Section(name, "书.xlsx") for name in SOUND_TABLES])) == ""


def test_sound_tables_agree_across_files() -> None:
    assert shown(findings_of([Section(name, f"县/{name}.xlsx") for name in SOUND_TABLES])) == ""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_bad_case_gives_exactly_the_reviewed_output(folder: Path) -> None:
    found = findings_of(parse_case((folder / "bad.case").read_text("utf-8")))
    assert shown(found) == (folder / "expected.txt").read_text("utf-8")
    assert folder.name in {finding.rule for finding in found}
    for finding in found:
        assert finding.basis
        assert "{" not in finding.message + finding.hint
        assert "None" not in finding.message + finding.hint
        assert finding.cells
        assert finding.message.endswith("。")
        assert finding.hint.startswith("请") or finding.left


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_near_miss_gives_nothing(folder: Path) -> None:
    assert shown(findings_of(parse_case((folder / "near.case").read_text("utf-8")))) == ""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_nameless_rows_are_called_this_row(folder: Path) -> None:
    """没有名称的行，消息里不写空的“”。"""
    profile = load_profile()
    for table in tables_of(parse_case((folder / "bad.case").read_text("utf-8"))):
        nameless = replace(
            table,
            indicators=tuple(map(_without_names, table.indicators)),
            lines=tuple(replace(line, name=line.name._replace(text="")) for line in table.lines),
        )
        for finding in check_table(nameless, score_table(nameless, profile), profile):
            assert "“”" not in finding.message + finding.hint
            assert finding.rule != "PX901"


def _without_names(row: Indicator) -> Indicator:
    names = (row.level2, row.level3, row.level3_adjusted)
    level2, level3, adjusted = (name._replace(text="") for name in names)
    return replace(row, level2=level2, level3=level3, level3_adjusted=adjusted)


def test_examples_on_the_pages_are_those_of_the_cases() -> None:
    """不对时运行 ``python tests/rules/write_expected.py``。"""
    assert EXAMPLES.read_text("utf-8") == written_examples()
