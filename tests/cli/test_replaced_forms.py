"""成表加 --replace：已有的一份里人填的、改的，这一次写的里没有的，不声不响就没有了的，不换，说是哪几格。"""

from pathlib import Path

import openpyxl
import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl import read


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """“定稿”里写好的一份：一行的得分等着评价人给，没有结论。"""
    (tmp_path / "填好的").mkdir()
    [table] = _sound(tmp_path).tables
    row = table.indicators[0]
    blank = {row.actual.cell: "部分改善", row.score.cell: "", table.conclusion.cell: ""}
    rows = changed(sound(), {**blank, row.target.cell: "明显改善"})
    to_workbook(rows, tmp_path / "填好的" / "表.xlsx")
    assert _make(tmp_path).code == 0
    return tmp_path / "定稿" / "表（自评表）.xlsx"


def _sound(folder: Path):  # type: ignore[no-untyped-def]
    to_workbook(sound(), folder / "好.xlsx")
    return read(folder / "好.xlsx")


def _make(folder: Path, *more: str):  # type: ignore[no-untyped-def]
    return perfxl("make", "自评表", "--from", "填好的", "-o", "定稿", *more, cwd=folder)


def _type(book: Path, cells: dict[str, object]) -> None:
    held = openpyxl.load_workbook(book)
    for address, value in cells.items():
        held.worksheets[0][address] = value
    held.save(book)


def test_what_nobody_touched_is_replaced(made: Path) -> None:
    done = _make(made.parents[1], "--replace")
    assert done.code == 0, done.err
    assert [each.name for each in made.parent.iterdir()] == [made.name]


@pytest.mark.parametrize("which", ["得分", "自评结论", "实际完成情况"])
def test_what_was_typed_is_not_replaced_but_named(made: Path, which: str) -> None:
    [table] = read(made).tables
    cell = {
        "得分": table.indicators[0].score.cell,
        "自评结论": table.conclusion.cell,
        "实际完成情况": table.goals["actual"].cell,
    }[which]
    source = made.parents[1] / "填好的" / "表.xlsx"
    if which == "实际完成情况":
        [given] = read(source).tables
        _type(source, {given.goals["actual"].cell: None})
    _type(made, {cell: 5 if which == "得分" else "我写的"})
    kept = made.read_bytes()
    done = _make(made.parents[1], "--replace")
    assert done.code == 2
    assert f"没有替换“定稿/{made.name}”" in done.err.replace("\\", "/")
    assert f"{cell} " in done.err
    assert which in done.err
    assert made.read_bytes() == kept


def test_what_was_typed_goes_into_the_next(made: Path) -> None:
    """由它写下一份：填的分算进总分，结论照写；程序拟的草稿没有了。"""
    [table] = read(made).tables
    _type(made, {table.indicators[0].score.cell: 5, table.conclusion.cell: "我写的结论。"})
    folder = made.parents[1]
    done = perfxl("make", "自评表", "--from", "定稿", "-o", "打印", cwd=folder)
    assert done.code == 0, done.err
    [printed] = read(folder / "打印" / made.name).tables
    assert printed.conclusion.text == "我写的结论。"
    assert printed.indicators[0].score.number == 5
    assert printed.total.score.number is not None
    assert "草稿" not in done.err


def test_a_computed_score_is_no_ones(made: Path) -> None:
    """原来算得出的一行改成要人定的：那一份里的分是程序写的，照换。"""
    folder = made.parents[1]
    source = folder / "填好的" / "表.xlsx"
    to_workbook(sound(), source)
    assert _make(folder, "--replace").code == 0
    [table] = read(source).tables
    row = table.indicators[0]
    _type(source, {row.target.cell: "明显改善", row.actual.cell: "部分改善", row.score.cell: None})
    done = _make(folder, "--replace")
    assert done.code == 0, done.err
    [again] = read(made).tables
    assert again.indicators[0].score.number is None


def _late(folder: Path) -> Path:
    """“填好的”里晚了的、部分达成的各一行，由它写好的一份。"""
    (folder / "填好的").mkdir()
    [table] = _sound(folder).tables
    late, partly, *_ = table.indicators
    given = {
        late.target.cell: "2024年11月底前",
        late.actual.cell: "2024年12月10日",
        late.reason.cell: "汛期长，工期顺延。",
        late.score.cell: "",
        partly.target.cell: "健全",
        partly.actual.cell: "部分达成预期指标并具有一定效果",
        partly.score.cell: "",
    }
    to_workbook(changed(sound(), given), folder / "填好的" / "表.xlsx")
    assert _make(folder).code == 0
    return folder / "定稿" / "表（自评表）.xlsx"


@pytest.mark.parametrize(
    ("place", "column", "typed"),
    [
        (0, "score", 6),
        (1, "score", 6),
        (2, "actual", "90个"),
        (0, "reason", "汛期长，工期顺延；下一步提前排工期。"),
        (2, "weight", 7),
        (3, "note", "见附件"),
        (2, "target", "≥77个"),
        (2, "level3", "别的叫法"),
    ],
)
def test_whatever_was_changed_by_hand_is_named(
    tmp_path: Path, place: int, column: str, typed: object
) -> None:
    made = _late(tmp_path)
    [table] = read(made).tables
    entry = getattr(table.indicators[place], column)
    assert entry.exists
    _type(made, {entry.cell: typed})
    kept = made.read_bytes()
    done = _make(tmp_path, "--replace")
    assert done.code == 2
    assert f"{entry.cell} “" in done.err
    assert made.read_bytes() == kept


def test_saved_again_without_a_change_is_replaced(tmp_path: Path) -> None:
    made = _late(tmp_path)
    _type(made, {})
    done = _make(tmp_path, "--replace")
    assert done.code == 0, done.err


def test_what_only_the_program_wrote_follows_its_source(tmp_path: Path) -> None:
    """写出以后没有人存过的，取数的表改了，照改了的换。"""
    made = _late(tmp_path)
    [table] = read(tmp_path / "填好的" / "表.xlsx").tables
    _type(tmp_path / "填好的" / "表.xlsx", {table.indicators[0].reason.cell: "换一个原因。"})
    done = _make(tmp_path, "--replace")
    assert done.code == 0, done.err
    assert read(made).tables[0].indicators[0].reason.text == "换一个原因。"


def test_a_line_and_a_sheet_of_ones_own_are_named(tmp_path: Path) -> None:
    made = _late(tmp_path)
    held = openpyxl.load_workbook(made)
    held.worksheets[0].cell(held.worksheets[0].max_row + 2, 1, "与局里核对过")
    held.create_sheet("底稿")["A1"] = "算给自己看的"
    held.save(made)
    done = _make(tmp_path, "--replace")
    assert done.code == 2
    assert "与局里核对过" in done.err
    assert "工作表“底稿”里的“算给自己看的”" in done.err
