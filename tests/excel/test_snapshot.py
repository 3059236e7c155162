"""命令读的是快照：与命令行一个读者，往返几次与大小无关；另存不了的逐表问，结果一样。"""

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from calc_calls import counted_calls

from perfxl.excel import commands
from perfxl.excel.open_book import OpenBook
from perfxl.hosts.temporary_files import is_temporary
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import process
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

if TYPE_CHECKING:
    import xlwings as xw

pytestmark = pytest.mark.libreoffice

SAMPLES = workbook_paths([shipped_folder("workbooks") / "自评表"])
FAULTY = SAMPLES[10]


def _refused(_book: "xw.Book", _path: Path) -> None:
    raise OSError("policy")


def _listed(book: "xw.Book") -> Any:
    return book.sheets["校验结果"].used_range.options(ndim=2).value


def _forty(target: Path) -> Path:
    import openpyxl

    book = openpyxl.load_workbook(FAULTY)
    for number in range(39):
        book.copy_worksheet(book.worksheets[0]).title = f"{number + 2:02d}表"
    book.save(target)
    return target


def test_a_book_of_forty_sheets_is_read_in_twenty_calls(opened: Any, tmp_path: Path) -> None:
    book = opened(_forty(tmp_path / "四十张.xlsx"))
    with counted_calls() as forty:
        workbook = OpenBook(book).read()
    assert len(workbook.grids) == 40
    assert sum(forty.values()) <= 20, forty
    single = opened(FAULTY)
    with counted_calls() as one:
        OpenBook(single).read()
    assert sum(one.values()) == sum(forty.values())


def test_check_of_a_table_writes_by_areas(opened: Any) -> None:
    opened(FAULTY)
    with counted_calls() as few:
        commands.check()
    # 每处问题：一条批注三次，至多一条条件格式三次；其余与问题多少无关。
    found = len(process(FAULTY, load_profile()).findings)
    assert sum(few.values()) <= 150 + 6 * found, few


def test_check_of_forty_sheets_asks_nothing_of_them(opened: Any, tmp_path: Path) -> None:
    path = _forty(tmp_path / "四十张.xlsx")
    opened(path)
    found = len(process(path, load_profile()).findings)
    with counted_calls() as first:
        commands.check()
    # 每处问题一条批注三次、至多一条条件格式三次；各表取一次，别的一张也不问。
    assert sum(first.values()) <= 150 + 6 * found + 40, first
    with counted_calls() as again:
        commands.check()
    assert sum(again.values()) <= 100, again


def test_score_of_a_table_writes_by_areas(opened: Any) -> None:
    opened(FAULTY)
    with counted_calls() as calls:
        commands.score()
    assert sum(calls.values()) <= 310, calls


def test_score_of_many_tables_takes_few_calls_for_a_cell(opened: Any, tmp_path: Path) -> None:
    opened(_forty(tmp_path / "四十张.xlsx"))
    edits = 4 * 40
    with counted_calls() as calls:
        commands.score()
    # 各表：取、内容两块、格式几列；一格：找、写。其余与格数无关。
    # 写以前问有没有藏着的行，写以后读回来比：筛选着的表里，Excel 一段一段地写会写错。
    assert sum(calls.values()) <= 200 + 9 * edits, calls


def test_what_is_read_is_the_file_reader_s(opened: Any) -> None:
    book = opened(FAULTY)
    read = OpenBook(book).read()
    assert read.file == book.fullname
    assert read.stamp is None
    expected = process(FAULTY, load_profile()).findings
    commands.check()
    assert [row[1:4] for row in _listed(book)[2:]] == [
        [each.rule, each.sheet, each.cells] for each in expected
    ]


def test_without_a_snapshot_the_sheets_are_asked(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(FAULTY)
    commands.check()
    by_snapshot = _listed(book)
    commands.clear_marks()
    monkeypatch.setattr(OpenBook.__init__, "__kwdefaults__", {"save_copy": _refused})
    commands.check()
    assert _listed(book) == by_snapshot


def test_a_busy_excel_is_not_taken_for_a_refusal(opened: Any) -> None:
    busy = type("com_error", (Exception,), {})(-2147418111, "Call was rejected by callee.")

    def save(_book: "xw.Book", _path: Path) -> None:
        raise busy

    with pytest.raises(type(busy)):
        OpenBook(opened(FAULTY), save_copy=save).read()


def test_a_snapshot_that_cannot_be_read_is_no_snapshot(opened: Any) -> None:
    def save(_book: "xw.Book", path: Path) -> None:
        path.write_bytes(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
        )

    assert OpenBook(opened(FAULTY), save_copy=save).read().grids


def test_nothing_is_left_of_the_snapshot(
    opened: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "临时"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    seen: list[Path] = []

    def save(_book: "xw.Book", path: Path) -> None:
        seen.append(path)
        shutil.copyfile(FAULTY, path)

    book = opened(FAULTY)
    OpenBook(book, save_copy=save).read()
    OpenBook(book, save_copy=_refused).read()
    [path] = seen
    assert path.parent.parent == place
    assert is_temporary(path.parent.name)
    assert not list(place.iterdir())


def test_an_unsaved_book_is_read_by_a_snapshot(app: "xw.App", opened: Any) -> None:
    source = opened(FAULTY)
    fresh = app.books.add()
    used = source.sheets[0].used_range
    fresh.sheets[0][used.address].value = used.options(ndim=2).value
    with counted_calls() as calls:
        workbook = OpenBook(fresh).read()
    assert workbook.file == fresh.name
    assert sum(calls.values()) <= 20
