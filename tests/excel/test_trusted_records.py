"""“还原”只认这台电脑上本人写的记录；给人看的栏里没有指纹和记号。"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from settled_samples import settled_sample

from perfxl.excel import commands
from perfxl.standards import seals

if TYPE_CHECKING:
    import xlwings as xw

pytestmark = pytest.mark.libreoffice

FAULTY = settled_sample()
NOT_OWN = "不是这台电脑上的 perfxl 写的，或者后来改过，没有照它写"


def _scored(opened: Any) -> "tuple[xw.Book, Any]":
    book = opened(FAULTY)
    commands.score()
    return book, _values(book)


def _values(book: "xw.Book") -> Any:
    return book.sheets[0].used_range.options(ndim=2, err_to_str=True).value


def test_a_planted_record_writes_nothing(opened: Any, said: Any) -> None:
    book = opened(FAULTY)
    before = _values(book)
    name = book.sheets[0].name
    planted = book.sheets.add("改动记录", after=book.sheets[0])
    planted["A1"].value = "perfxl 改动记录（“还原”照此放回，删去本表就不能还原）"
    row = [1, "'2026-01-01 08:00:00", "评分", name, "H20", "得分", "'=1+1", ""]
    planted["A3"].value = [*row, "H20", "公式", "", "0" * 32]
    commands.restore()
    assert _values(book) == before
    assert NOT_OWN in said()
    assert "有1行" in said()


def test_an_old_record_without_seals_writes_nothing(opened: Any, said: Any) -> None:
    book = opened(FAULTY)
    before = _values(book)
    planted = book.sheets.add("改动记录", after=book.sheets[0])
    planted["A1"].value = "perfxl 改动记录（“还原”照此放回，删去本表就不能还原）"
    row = [1, "'2026-01-01 08:00:00", "评分", book.sheets[0].name, "H20", "得分"]
    planted["A3"].value = [*row, "'7", "数", "", ""]
    commands.restore()
    assert _values(book) == before
    assert said() == "这个工作簿里没有改动记录，没有可以还原的。"


@pytest.mark.parametrize("column", ["G", "I", "J", "C", "D"])
def test_a_changed_record_writes_nothing_of_its_row(column: str, opened: Any, said: Any) -> None:
    book, after = _scored(opened)
    record = book.sheets["改动记录"]
    rows = record.used_range.shape[0] - 2
    for row in range(3, rows + 3):
        record[f"{column}{row}"].value = {"I": "A1", "J": "公式"}.get(column, "=6*7")
    commands.restore()
    assert _values(book) == after
    assert f"有{rows}行{NOT_OWN}" in said()


def test_own_rows_come_back_beside_a_planted_one(opened: Any, said: Any) -> None:
    book = opened(FAULTY)
    before = _values(book)
    commands.score()
    record = book.sheets["改动记录"]
    last = record.used_range.shape[0]
    for column in "ABCDEFGHIJKL":
        record[f"{column}{last + 1}"].value = record[f"{column}{last}"].value
    record[f"A{last + 1}"].value = 99
    commands.restore()
    assert _values(book) == before
    assert f"有1行{NOT_OWN}" in said()


def test_another_computer_s_record_writes_nothing(
    opened: Any, said: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, after = _scored(opened)
    monkeypatch.setattr(seals, "own_folder", lambda: tmp_path / "另一台")
    commands.restore()
    assert _values(book) == after
    assert NOT_OWN in said()


def test_the_key_is_kept_for_the_next_start(opened: Any, own_folder: Path, said: Any) -> None:
    book = opened(FAULTY)
    before = _values(book)
    commands.score()
    key = own_folder / "record.key"
    assert key.stat().st_mode & 0o777 == 0o600
    seals._key.cache_clear()
    commands.restore()
    assert _values(book) == before
    assert key.read_text("ascii") not in str(said())


def test_without_a_place_for_the_key_this_session_still_restores(
    opened: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "占着"
    blocked.write_text("")
    monkeypatch.setattr(seals, "own_folder", lambda: blocked / "perfxl")
    book = opened(FAULTY)
    before = _values(book)
    commands.score()
    commands.restore()
    assert _values(book) == before


def test_no_hash_is_in_view(opened: Any) -> None:
    book, _ = _scored(opened)
    record = book.sheets["改动记录"]
    titles = record["A2:L2"].value
    shown = [
        title
        for column, title in enumerate(titles, 1)
        if not record.range((1, column)).columns.hidden
    ]
    assert shown == ["次序", "时间", "命令", "工作表", "转到", "栏目", "原内容", "现内容"]
    assert record["E3"].value == record["I3"].value


@pytest.mark.parametrize("name", ["..\\..\\某县", "/etc/passwd", '=1+1"', "x" * 300, "某县.yaml"])
def test_a_planted_profile_name_runs_and_writes_nothing(name: str, opened: Any, said: Any) -> None:
    book = opened(FAULTY)
    before, sheets = _values(book), [sheet.name for sheet in book.sheets]
    quoted = name.replace('"', '""')
    book.names.add("绩效口径", f'="{quoted}"')
    for run in (commands.check, commands.score, commands.fix, lambda: commands.make("自评表")):
        run()
        assert "没有这个口径" in said()
        assert _values(book) == before
        assert [sheet.name for sheet in book.sheets] == sheets
    assert [path.name for path in Path(book.fullname).parent.glob("[!.]*")] == [book.name]


def test_a_planted_list_is_left_as_it_is(opened: Any, said: Any) -> None:
    book = opened(FAULTY)
    planted = book.sheets.add("校验结果", after=book.sheets[0])
    planted["A1"].value = "perfxl 校验结果（2026年）"
    planted["A3"].value = [["别人的数", 1], ["=HYPERLINK", 2]]
    planted["B4"].formula = "=6*7"
    before = planted.used_range.formula
    commands.check()
    assert "列在“校验结果(2)”表" in said()
    assert planted.used_range.formula == before
    commands.clear_marks()
    assert [sheet.name for sheet in book.sheets][1:] == ["校验结果"]
    assert planted.used_range.formula == before
    planted.name = "改动记录"
    planted["A1"].value = "perfxl 改动记录"
    before = planted.used_range.formula
    commands.score()
    commands.restore()
    assert planted.used_range.formula == before


def test_a_planted_explanation_is_left_as_it_is(opened: Any, said: Any) -> None:
    book = opened(FAULTY)
    planted = book.sheets.add("评分说明", after=book.sheets[0])
    planted["A1"].value = "perfxl 评分说明"
    planted["A2"].value = ["别人的", "表"]
    commands.score()
    assert "每个分的算法见“评分说明(2)”表" in said()
    assert planted["A2:B2"].value == ["别人的", "表"]
