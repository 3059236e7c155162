"""同一个文件，评分、成表、校验改正、汇总、窗格说的总分、等级、等着核对的格都一样；写出的副本不多出错误。"""

import base64
import json
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl.pane import engine

Changes = dict[str, str | None]
_OVER: Changes = {"F7": "190000", "F8": "190000", "F9": "140000", "H7": "105.56%"}
_BLANK: Changes = {f"H{row}": None for row in range(15, 23)}
_LATE: Changes = {"F18": "2025年1月20日", "I18": "雨季停工。改进措施：提前招标。"}

# 一张没有毛病的表，改成不寻常的样子。
ODD: dict[str, Changes] = {
    "比率没有百分号，得分与它不合": {"E21": "≥95%", "F21": "92", "H22": "98"},
    "比率没有百分号，得分与它相合，总分错": {
        "E21": "≥95%",
        "F21": "92",
        "H21": "9.68",
        "H22": "98",
    },
    "比率没有百分号，得分都空着": {"E21": "≥95%", "F21": "92", **_BLANK},
    "执行超预算，得分错": {**_OVER, "I7": "9", "H22": "98.9"},
    "执行超预算，得分对，总分错": {**_OVER, "I7": "10", "H22": "98.5"},
    "执行超预算，得分空着": {**_OVER, "I7": None, "H22": None},
    "总分往右错了一格": {"G22": None, "H22": "100", "I22": "98.5"},
    "过期的超出分值": {**_LATE, "H18": "12"},
    "过期的没有填，另一行漏了完成值": {**_LATE, "H18": None, "F15": None, "H22": None},
    "做到了少给分，总分错": {"H15": "8", "H22": "98.5"},
    "没有做到给满分": {"H16": "10", "H22": "99.5"},
    "没有写符号": {"E15": "12个", "F15": "11个", "H15": "9", "H22": "90"},
    "总分、等级空着": {"H22": None, "B23": None},
    "单价填成了总价": {"E19": "≤200元/平方米", "F19": "1780000元/平方米"},
    "执行率得分、一行得分都错": {"I7": "9", "H16": "8.5", "H22": "97"},
}


class Told(NamedTuple):
    """评分说的：总分、等级，总分作不作数，等着核对的格。"""

    total: Decimal | None
    grade: str
    settled: bool
    doubts: frozenset[str]


def _json(*arguments: str | Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(perfxl(*arguments, "--format", "json").out)
    return loaded


def _scored(path: Path) -> Told:
    [table] = _json("score", path)["tables"]
    total = None if table["total"] is None else Decimal(str(table["total"]))
    doubts = frozenset(each["cell"] for each in table.get("doubts", ()))
    settled = total is not None and not doubts and not table.get("pending")
    return Told(total, table["grade"], settled, doubts)


def _errors(path: Path) -> set[tuple[str, str]]:
    """查出的错误，一格一处。"""
    found = _json("check", path)["findings"]
    return {
        (each["rule"], cell)
        for each in found
        if each["severity"] == "error"
        for cell in each["cells"].split(",")
    }


def _total_cell(path: Path) -> Decimal | None:
    value = openpyxl.load_workbook(path).worksheets[0]["H22"].value
    return None if value in (None, "") else Decimal(str(value))


def _pane_copy(path: Path, folder: Path) -> Path | None:
    content = base64.b64encode(path.read_bytes()).decode()
    request = {
        "schema": "perfxl.request/1",
        "command": "copy",
        "copy": "scored",
        "workbook": {"name": path.name, "content": content},
    }
    answered = json.loads(engine.answer(json.dumps(request)))
    if answered.get("file") is None:
        return None
    made = folder / "窗格.xlsx"
    made.write_bytes(base64.b64decode(answered["file"]["content"]))
    return made


@pytest.fixture(params=ODD, ids=str)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return to_workbook(changed(sound(), ODD[request.param]), tmp_path / "书.xlsx", "自评")


def _copies(source: Path, folder: Path) -> dict[str, Path]:
    """写出的副本；没有能写的没有。"""
    perfxl("score", source, "-o", folder / "评分")
    perfxl("check", source, "--fix", "-o", folder / "改正")
    found = {
        kind: path
        for kind in ("评分", "改正")
        for path in (folder / kind).glob("*.xlsx")
        if "清单" not in path.name
    }
    pane = _pane_copy(source, folder)
    return found | ({"窗格": pane} if pane is not None else {})


def test_copies_hold_the_one_total_and_no_new_error(source: Path, tmp_path: Path) -> None:
    told, before, errors = _scored(source), _total_cell(source), _errors(source)
    for kind, path in _copies(source, tmp_path).items():
        again = _scored(path)
        assert (again.total, again.grade, again.doubts) == (told.total, told.grade, told.doubts), (
            kind
        )
        written = _total_cell(path)
        wanted = (told.total,) if told.settled else (before,)
        assert written in (*wanted, before), kind
        assert _errors(path) <= errors, kind


def test_fixing_and_scoring_write_the_same_total(source: Path, tmp_path: Path) -> None:
    """写了总分的，几个副本是同一个数；评分能定的，改正没有把它改成别的。"""
    told, copies = _scored(source), _copies(source, tmp_path)
    totals = {_total_cell(path) for path in copies.values()} - {_total_cell(source)}
    assert totals <= ({told.total} if told.settled else set())


@pytest.mark.parametrize(
    ("rate", "score", "executed", "written"),
    [
        ("100%", "10", "190000", "105.56%"),
        (None, "10", "190000", "105.56%"),
        (None, None, "190000", "105.56%"),
        (None, "10", "290000", "161.11%"),
        ("100%", "10", "290000", None),
        ("95%", "9.5", "190000", None),
    ],
)
def test_a_rate_over_budget_is_written_alike(
    rate: str | None, score: str | None, executed: str, written: str | None, tmp_path: Path
) -> None:
    """填的得分与照它算的相同的照算；不同的、高出一半而执行率不是这样填的，都不改，说先核对执行数。"""
    parts = {"F7": executed, "F8": executed, "F9": str(int(executed) - 50000)}
    changes = {**parts, "H7": rate, "I7": score, "H22": "99"}
    source = to_workbook(changed(sound(), changes), tmp_path / "书.xlsx", "自评")
    copies = _copies(source, tmp_path)
    cells = {kind: openpyxl.load_workbook(path).worksheets[0] for kind, path in copies.items()}
    if written is None:
        assert copies == {}
        return
    assert set(copies) == {"评分", "改正", "窗格"}
    for sheet in cells.values():
        shown = sheet["H7"].value
        assert (f"{shown * 100:.2f}%" if isinstance(shown, float) else shown) == written
        assert (float(sheet["I7"].value), float(sheet["H22"].value)) == (10, 99)


@pytest.mark.parametrize("rate", ["96.62%", "96.63%", "96.6%", "97%", "0.96625"])
def test_a_rate_printed_with_fewer_places_is_left_as_it_is(rate: str, tmp_path: Path) -> None:
    """四舍五入、去尾都是它（正好是 96.625%）：校验不报，评分、改正不改。"""
    parts = {"F7": "173925", "F8": "173925", "F9": "123925", "H7": rate, "I7": "9.66"}
    source = to_workbook(changed(sound(), {**parts, "H22": "98.66"}), tmp_path / "书.xlsx", "自评")
    assert "PX403" not in {rule for rule, _ in _errors(source)}
    assert _copies(source, tmp_path) == {}


def test_the_summary_tells_the_same(source: Path) -> None:
    told = _scored(source)
    [row] = _json("summary", source)["projects"]
    total = None if row["total"] is None else Decimal(str(row["total"]))
    assert (total, row["grade"] or "") == (told.total, told.grade)
    assert (total is not None and not row["doubts"]) == told.settled
    said = "".join(row["doubts"])
    assert all(cell in said for cell in told.doubts)


def test_the_made_form_holds_the_total_or_says_it_does_not_count(
    source: Path, tmp_path: Path
) -> None:
    """靠着要先核对的数的，得分照所填，总分是写出来的各项之和，说核对以前不作数。"""
    told, before = _scored(source), _total_cell(source)
    done = perfxl("make", "自评表", "--from", source, "-o", tmp_path / "成表")
    [made] = (tmp_path / "成表").glob("*.xlsx")
    [table] = _json("score", made)["tables"]
    printed = table["printed_total"]
    said = done.out + done.err
    total = None if printed is None else Decimal(str(printed))
    if told.settled:
        assert total == told.total
    else:
        assert total in (None, before) or "核对以前不作数" in said
    assert all(cell in said for cell in told.doubts)


def test_what_waits_is_named_wherever_the_total_is_not_written(
    source: Path, tmp_path: Path
) -> None:
    told = _scored(source)
    for command in (
        ("score", source, "-o", tmp_path / "评分"),
        ("check", source, "--fix", "-o", tmp_path / "改正"),
    ):
        done = perfxl(*command)
        assert all(cell in done.out + done.err for cell in told.doubts), command[0]


def test_a_total_one_cell_off_is_named_as_not_read(tmp_path: Path) -> None:
    path = to_workbook(changed(sound(), ODD["总分往右错了一格"]), tmp_path / "书.xlsx", "自评")
    said = perfxl("read", path).out
    assert "I22" in said
    assert "有字的格都读懂了" not in said


def test_the_points_to_be_had_are_said_at_once(tmp_path: Path) -> None:
    path = to_workbook(changed(sound(), ODD["过期的超出分值"]), tmp_path / "书.xlsx", "自评")
    for done in (
        perfxl("check", path),
        perfxl("score", path),
        perfxl("make", "自评表", "--from", path, "-o", tmp_path / "成表"),
        perfxl("summary", path),
    ):
        assert "0—8" in done.out + done.err
        assert "0—10" not in done.out + done.err


def test_a_row_without_its_actual_is_named_beside_one_that_waits(tmp_path: Path) -> None:
    changes = ODD["过期的没有填，另一行漏了完成值"]
    path = to_workbook(changed(sound(), changes), tmp_path / "书.xlsx", "自评")
    for done in (
        perfxl("score", path, "-o", tmp_path / "评分"),
        perfxl("make", "自评表", "--from", path, "-o", tmp_path / "成表"),
        perfxl("summary", path),
    ):
        assert "F15" in done.out + done.err
        assert "H18" in done.out + done.err


def test_the_grade_is_filled_where_scoring_fills_it(tmp_path: Path) -> None:
    path = to_workbook(changed(sound(), ODD["总分、等级空着"]), tmp_path / "书.xlsx", "自评")
    copies = _copies(path, tmp_path)
    assert set(copies) == {"评分", "改正", "窗格"}
    sheets = [openpyxl.load_workbook(each).worksheets[0] for each in copies.values()]
    assert [(sheet["H22"].value, sheet["B23"].value) for sheet in sheets] == [(98.5, "优。")] * 3


def test_a_blank_total_is_not_told_to_be_added_wrong(tmp_path: Path) -> None:
    changes: Changes = {"H15": None, "H22": None}
    path = to_workbook(changed(sound(), changes), tmp_path / "书.xlsx", "自评")
    [hint] = [each["hint"] for each in _json("check", path)["findings"] if each["rule"] == "PX406"]
    assert "加错" not in hint
    assert "H15" in hint
