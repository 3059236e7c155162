"""几个文件一起查：跨文件的问题落在各自的文件上，认可的只计数，清单写错的不耽误别的。"""

from pathlib import Path

import pytest
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl.many_files.file_result import FileResult
from perfxl.many_files.results import checked, process, process_all, profile_named
from perfxl.standards.profile import ProfileError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """一个调整批复和一张指标值改低了的自评表，两个文件。"""
    to_workbook(sound("调整批复"), tmp_path / "批复.xlsx")
    to_workbook(
        changed(sound(), {"E15": "≥10个", "F15": "10个", "B13": "建成图书室"}),
        tmp_path / "自评.xlsx",
    )
    return tmp_path


def run(folder: Path) -> dict[str, FileResult]:
    return {
        result.path.name: result
        for result in checked(list(process_all(sorted(folder.glob("*.xlsx")))))
    }


def test_finding_across_files_names_both(folder: Path) -> None:
    results = run(folder)
    assert results["批复.xlsx"].findings == ()
    [finding] = results["自评.xlsx"].findings
    assert (finding.rule, finding.cells, finding.related) == ("PX604", "E15", "[批复.xlsx]表!G10")


def test_one_file_alone_has_nothing_to_compare(folder: Path) -> None:
    assert process(folder / "自评.xlsx").findings == ()


def test_accepted_with_a_reason_is_counted_not_listed(folder: Path) -> None:
    (folder / "校验认可.yaml").write_text(
        "- rule: PX604\n  file: 自评.xlsx\n  cells: E15\n  reason: 县财政局同意调低\n", "utf-8"
    )
    result = run(folder)["自评.xlsx"]
    assert result.findings == ()
    assert [finding.rule for finding in result.accepted] == ["PX604"]


@pytest.mark.parametrize("other", ["file: 别的.xlsx", "cells: E16", "sheet: 别的", "project: 别的"])
def test_acceptance_of_something_else_does_not_cover(folder: Path, other: str) -> None:
    (folder / "校验认可.yaml").write_text(f"- rule: PX604\n  {other}\n  reason: 理由\n", "utf-8")
    assert [finding.rule for finding in run(folder)["自评.xlsx"].findings] == ["PX604"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- rule: PX604\n", "reason"),
        ("- rule: 604\n  reason: 理由\n", "PX301 一类"),
        ("- rule: PX998\n  reason: 理由\n", "没有规则 PX998"),
        ("rule: [", "YAML"),
    ],
)
def test_faulty_list_is_said_and_the_rest_runs(folder: Path, text: str, said: str) -> None:
    (folder / "校验认可.yaml").write_text(text, "utf-8")
    results = run(folder)
    assert said in results["校验认可.yaml"].why
    assert [finding.rule for finding in results["自评.xlsx"].findings] == ["PX604"]


def write_profile(folder: Path, text: str) -> str:
    path = folder / "我县.yaml"
    path.write_text(f"extends: 黔南州\nname: 我县\n{text}", "utf-8")
    return str(path)


def test_profile_switches_a_rule_off_or_to_another_level(tmp_path: Path) -> None:
    source = to_workbook(changed(sound(), {"H22": "99"}), tmp_path / "错.xlsx")
    off = profile_named(write_profile(tmp_path, "rules:\n  disabled: [PX406]\n"))
    assert process(source, off).findings == ()
    milder = profile_named(write_profile(tmp_path, "rules:\n  severity: {PX406: info}\n"))
    assert [each.severity.value for each in process(source, milder).findings] == ["info"]


def test_profile_accepts_findings(tmp_path: Path) -> None:
    source = to_workbook(changed(sound(), {"H22": "99"}), tmp_path / "错.xlsx")
    text = "accepted:\n  - rule: PX406\n    reason: 系统导出的总分\n"
    profile = profile_named(write_profile(tmp_path, text))
    result = process(source, profile)
    assert (result.findings, len(result.accepted)) == ((), 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: {disabled: [406]}\n", "PX301 一类"),
        ("rules: {severity: {PX406: 严重}}\n", "error"),
        ("rules: {disabled: [PX998]}\n", "没有规则 PX998"),
        ("extend: 全国\n", "没有这一项"),
    ],
)
def test_faulty_profile_is_refused_in_chinese(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        profile_named(write_profile(tmp_path, text))
