"""认可了的得分、总分：汇总、审核意见与评分、成表一个意思，哪个宿主、放不放到一边都一样。"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from command_line import perfxl
from docx import Document
from gridtext import changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound

from perfxl import interface
from perfxl.cli import long_runs
from perfxl.excel.whole_folder import list_in, summarise_files

REASON = "评价组另行核定，见会议记录"
# 未完成而填了 29 分：超出可得的，待评价人核定；总分随它未定。
AWAITED: dict[str, str | None] = {"E20": "改善", "F20": "未完成", "H20": "29"}
NO_ACTUAL: dict[str, str | None] = {"F16": None, "H22": "90"}


def folder_with(
    where: Path, changes: dict[str, str | None], *accepted: tuple[str, str]
) -> tuple[Path, Path]:
    folder = where / "县"
    folder.mkdir(exist_ok=True)
    path = to_workbook(changed(sound(), changes), folder / "甲.xlsx", "自评表")
    entries = (
        f"- rule: {rule}\n  cells: {cells}\n  reason: {REASON}\n" for rule, cells in accepted
    )
    (folder / "校验认可.yaml").write_text("".join(entries) or "[]\n", "utf-8")
    return folder, path


def row_of(folder: Path) -> Any:
    [row] = json.loads(perfxl("summary", folder, "--format", "json").out)["projects"]
    return row


@pytest.fixture(params=["都在内存里", "放到一边", "轮廓也放到一边"])
def wherever(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "都在内存里":
        monkeypatch.setattr(long_runs, "_KEPT_AT_HAND", 0)
    if request.param == "轮廓也放到一边":
        monkeypatch.setattr(long_runs, "_UNPACKED", 0)


@pytest.mark.usefixtures("wherever")
@pytest.mark.parametrize(
    ("changes", "accepted", "total"),
    [
        (AWAITED, ("PX307", "H20"), 97.5),
        (AWAITED, ("PX406", "H22"), 98.5),
        (NO_ACTUAL, ("PX406", "H22"), 90),
        ({"E20": "改善", "F20": "有所改善", "H20": "31", "H22": "99.5"}, ("PX305", "H20"), 99.5),
    ],
    ids=["一行的得分", "总分，一行待核", "总分，完成值空着", "超出分值的得分"],
)
def test_what_is_accepted_is_settled(
    changes: dict[str, str | None], accepted: tuple[str, str], total: float, tmp_path: Path
) -> None:
    folder, path = folder_with(tmp_path, changes)
    assert row_of(folder)["doubts"]
    folder_with(tmp_path, changes, accepted)
    row = row_of(folder)
    assert (row["total"], row["doubts"]) == (total, [])
    assert any(f"{accepted[1]} 的" in each and REASON in each for each in row["notes"])
    [scored] = json.loads(perfxl("score", path, "--format", "json").out)["tables"]
    assert (scored["total"], scored["grade"]) == (row["total"], row["grade"])
    assert "未定" not in perfxl("score", path).out
    assert "待核" not in perfxl("summary", folder).out


def test_every_host_says_the_accepted_total(tmp_path: Path) -> None:
    folder, path = folder_with(tmp_path, AWAITED, ("PX406", "H22"))
    assert interface.summary(folder).summary.whole.mean_total == Decimal("98.5")
    book = tmp_path / "汇总.xlsx"
    perfxl("summary", folder, "-o", book)
    target = list_in(tmp_path, name="功能区汇总")
    summarise_files(folder, None, target, lambda _: None)
    for written in (book, target.path):
        values = [
            cell.value for row in load_workbook(written)["单位"] for cell in row if cell.value
        ]
        assert 98.5 in values
        assert "待核" not in values
    perfxl("make", "自评表", path, "-o", tmp_path / "成.xlsx")
    [table] = interface.read(tmp_path / "成.xlsx").tables
    assert table.total.score.number == Decimal("98.5")


def test_a_letter_says_the_accepted_total(tmp_path: Path) -> None:
    folder, _ = folder_with(tmp_path, AWAITED)
    for accepted, unsettled in (((), True), ((("PX406", "H22"),), False)):
        folder_with(tmp_path, AWAITED, *accepted)
        where = tmp_path / ("后" if accepted else "前")
        perfxl("letter", folder, "-o", where)
        [letter] = where.rglob("*.docx")
        cells = [c.text for t in Document(str(letter)).tables for r in t.rows for c in r.cells]
        assert any("待核" in each for each in cells) is unsettled


def test_without_acceptances_it_still_waits(tmp_path: Path) -> None:
    folder, _ = folder_with(tmp_path, AWAITED, ("PX406", "H22"))
    found = perfxl("summary", folder, "--no-acceptances", "--format", "json").out
    [row] = json.loads(found)["projects"]
    assert row["total"] == 68.5
    assert row["doubts"]


@pytest.mark.usefixtures("wherever")
def test_a_total_beside_an_accepted_score_is_checked_and_mended(tmp_path: Path) -> None:
    """没有做到而给满分的认可了，总分照它加错了：说总分，不再叫人先核对认可了的，照各行之和改。"""
    folder, _ = folder_with(tmp_path, {"H16": "10", "H22": "90"}, ("PX312", "H16"))
    said = perfxl("check", folder).out
    assert "PX406" in said
    assert "H16 的得分与算出的不同" not in said
    perfxl("check", folder, "--fix", "-o", tmp_path / "改")
    perfxl("score", folder, "-o", tmp_path / "评")
    copies = [tmp_path / "改" / "甲（已改正）.xlsx", tmp_path / "评" / "甲（已评分）.xlsx"]
    for copy in copies:
        sheet = load_workbook(copy)["自评表"]
        assert (float(sheet["H16"].value), float(sheet["H22"].value)) == (10, 99.5)
    row = row_of(folder)
    findings = json.loads(perfxl("check", folder, "--format", "json").out)["findings"]
    errors = [each["rule"] for each in findings if each["severity"] == "error"]
    assert (row["total"], row["errors"]) == (99.5, len(errors)) == (99.5, 1)


def test_an_accepted_score_needs_no_other_reason(tmp_path: Path) -> None:
    """做到了而没有给满分的认可了：认可时写了理由，原因栏空着不再报；没有认可的是 PX309。"""
    folder, _ = folder_with(tmp_path, {"H17": "7", "H22": "95.5"}, ("PX309", "H17"))
    rules = [
        each["rule"]
        for each in json.loads(perfxl("check", folder, "--format", "json").out)["findings"]
    ]
    assert not {"PX309", "PX310"} & {*rules}
    bare = perfxl("check", folder, "--format", "json", "--no-acceptances").out
    assert "PX309" in [each["rule"] for each in json.loads(bare)["findings"]]
