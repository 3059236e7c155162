"""别的程序写的怪包：部件名、压缩包、坏了的部件。读得懂的照读照写，没有碰的一字节不动，坏的说一句。"""

import re
import warnings
import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from edits import edit_at
from rich_workbook import SHEET, rich_workbook

from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.file_book import write_changes, write_marks
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.model.finding import Finding, Severity
from perfxl.rendering.finding_lists import marks_of

CHANGES = [
    edit_at(SHEET, 3, 2, "32", "=字", "甲"),
    edit_at(SHEET, 6, 4, "64", Decimal("6.28"), "乙"),
]


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    return rich_workbook(tmp_path)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(
    path: Path,
    change: Callable[[dict[str, bytes]], dict[str, bytes]],
    *,
    stream: Callable[[BytesIO], object] = lambda held: held,
    zip64: bool = False,
) -> Path:
    """部件照 ``change`` 改过，重新装一遍。"""
    held = BytesIO()
    with zipfile.ZipFile(stream(held), "w", zipfile.ZIP_DEFLATED) as out:  # type: ignore[call-overload]
        for name, data in change(parts(path)).items():
            with out.open(zipfile.ZipInfo(name), "w", force_zip64=zip64) as part:
                part.write(data)
    path.write_bytes(held.getvalue())
    return path


def copied(source: Path) -> Path:
    target = next(
        path for number in range(9) if not (path := source.with_name(f"副本{number}.xlsx")).exists()
    )
    write_changes(source, CHANGES, target)
    return target


def texts(path: Path) -> list[tuple[object, object]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(path)[SHEET]
    cells = [cell for row in sheet for cell in row if cell.value is not None]
    return [(cell.coordinate, getattr(cell.value, "text", cell.value)) for cell in cells]


def backslashed(held: dict[str, bytes]) -> dict[str, bytes]:
    """部件名、关系、内容类型里都写反斜杠。"""

    def rewritten(name: str, data: bytes) -> bytes:
        if not name.endswith(".rels") and name != "[Content_Types].xml":
            return data
        return re.sub(
            rb'(Target|PartName)="([^"]*)"',
            lambda found: b'%s="%s"' % (found[1], found[2].replace(b"/", b"\\")),
            data,
        )

    return {name.replace("/", "\\"): rewritten(name, data) for name, data in held.items()}


ODD_NAMES: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "反斜杠": lambda held: {name.replace("/", "\\"): data for name, data in held.items()},
    "处处反斜杠": backslashed,
    "开头的斜杠": lambda held: {f"/{name}": data for name, data in held.items()},
    "大写": lambda held: {name.upper(): data for name, data in held.items()},
    "百分号": lambda held: {
        name.replace("sheet1", "%73heet%31"): data for name, data in held.items()
    },
}


@pytest.mark.parametrize("kind", ODD_NAMES)
def test_part_names_of_other_programs(rich: Path, kind: str) -> None:
    usual = texts(copied(rich))
    path = repacked(rich, ODD_NAMES[kind])
    assert [grid.name for grid in read_workbook(path).grids] == [SHEET, "汇总"]
    target = copied(path)
    grid = read_workbook(target).grids[0]
    assert (grid.text(3, 2), grid.text(6, 4)) == ("=字", "6.28")
    if kind in ("反斜杠", "处处反斜杠"):
        # 写出的都是规定的写法，别的程序也读得了。
        assert texts(target) == usual


class Unseekable:
    """不能回头的输出：zipfile 把大小写在内容之后。"""

    def __init__(self, held: BytesIO) -> None:
        self.write, self.flush = held.write, held.flush


@pytest.mark.parametrize("kind", ["data descriptor", "zip64", "文件夹项", "前面有字", "重名"])
def test_packages_zipped_otherwise(rich: Path, kind: str) -> None:
    usual = texts(copied(rich))
    if kind == "data descriptor":
        repacked(rich, lambda held: held, stream=Unseekable)
    elif kind == "zip64":
        repacked(rich, lambda held: held, zip64=True)
    elif kind == "文件夹项":
        repacked(rich, lambda held: {"xl/": b"", "_rels/": b"", **held})
    elif kind == "前面有字":
        rich.write_bytes(b"PK" + b"junk" * 9 + rich.read_bytes())
    else:
        with zipfile.ZipFile(rich, "a") as out, pytest.warns(UserWarning, match="Duplicate"):
            out.writestr("docProps/app.xml", b"<x/>")
    assert texts(copied(rich)) == usual


UNTOUCHED = (
    *("xl/drawings/drawing1.xml", "xl/comments/comment1.xml", "xl/charts/chart1.xml"),
    *("docProps/core.xml", "docProps/app.xml", "xl/theme/theme1.xml", "xl/media/image1.png"),
    "xl/drawings/commentsDrawing1.vml",
)


@pytest.mark.parametrize("part", UNTOUCHED)
def test_damaged_parts_that_are_not_needed_stay_as_they_are(rich: Path, part: str) -> None:
    assert part in parts(rich)
    repacked(rich, lambda held: {**held, part: b"<bad><xml"})
    assert parts(copied(rich))[part] == b"<bad><xml"


def test_a_picture_with_a_wrong_checksum_is_copied_byte_for_byte(rich: Path) -> None:
    with zipfile.ZipFile(rich) as package:
        info = package.getinfo("xl/media/image1.png")
    data = bytearray(rich.read_bytes())
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        if bytes(data[found.start() + 46 :]).startswith(b"xl/media/image1.png"):
            data[found.start() + 16] ^= 0xFF  # 目录里记的校验和
    rich.write_bytes(data)
    target = copied(rich)
    with zipfile.ZipFile(target) as package:
        copy = package.getinfo("xl/media/image1.png")
        assert (copy.CRC, copy.file_size) == (info.CRC ^ 0xFF, info.file_size)
        with pytest.raises(zipfile.BadZipFile):
            package.read(copy)


@pytest.mark.parametrize(
    ("part", "act"),
    [
        ("xl/styles.xml", "score"),
        ("xl/worksheets/sheet1.xml", "score"),
        ("xl/comments/comment1.xml", "mark"),
        ("xl/worksheets/_rels/sheet1.xml.rels", "mark"),
        ("[Content_Types].xml", "copy"),
        ("xl/drawings/drawing1.xml", "insert"),
        ("xl/charts/chart1.xml", "insert"),
        ("xl/drawings/_rels/drawing1.xml.rels", "copy"),
    ],
)
def test_damaged_parts_that_are_needed_are_named(rich: Path, part: str, act: str) -> None:
    assert part in parts(rich)
    repacked(rich, lambda held: {**held, part: b"<bad><xml " + SHEET.encode()})
    target = rich.with_name("副本.xlsx")
    finding = Finding(
        **dict.fromkeys(("rule", "name", "file", "project", "message", "hint", "basis"), "x"),
        severity=Severity.ERROR,
        sheet=SHEET,
        cells="B5",
    )
    acts: dict[str, Callable[[], object]] = {
        "score": lambda: write_changes(rich, CHANGES, target),
        "mark": lambda: write_marks(rich, marks_of([finding]), target),
        "copy": lambda: EditedBook.open(rich).copy(SHEET, "抄"),
        "insert": lambda: EditedBook.open(rich).insert_rows(SHEET, 6, 1),
    }
    with pytest.raises(NotWritableError, match=re.escape(part)) as caught:
        acts[act]()
    assert rich.name in str(caught.value)
    assert not target.exists()


def test_a_sheet_whose_part_is_missing_is_named(rich: Path) -> None:
    repacked(rich, lambda held: {k: v for k, v in held.items() if "sheet2.xml" not in k})
    with pytest.raises(UnreadableFileError, match="工作表“汇总”在文件里找不到"):
        read_workbook(rich)


def test_a_part_with_a_password_of_its_own_is_refused(rich: Path) -> None:
    data = bytearray(rich.read_bytes())
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    rich.write_bytes(data)
    with pytest.raises(NotWritableError, match="已损坏"):
        write_changes(rich, CHANGES, rich.with_name("副本.xlsx"))


# 工作表里写得怪的属性


def odd_sheet(rich: Path, *swaps: tuple[str, str]) -> Path:
    def change(held: dict[str, bytes]) -> dict[str, bytes]:
        sheet = held["xl/worksheets/sheet1.xml"].decode()
        for pattern, new in swaps:
            sheet, count = re.subn(pattern, new, sheet)
            assert count, pattern
        return {**held, "xl/worksheets/sheet1.xml": sheet.encode()}

    return repacked(rich, change)


ODD_ATTRIBUTES = {
    "样式号空着": (r"<c ", '<c s="" '),
    "样式号超出": (r"<c ", '<c s="9999" '),
    "类型空着": (r' t="n"', ' t=""'),
    "地址小写": (r'(<c r=")([A-Z]+\d+)"', lambda found: f'{found[1]}{found[2].lower()}"'),
    "没有地址": (r'<c r="[A-Z]+[23]"', "<c"),
    "没有行号": (r'<row r="\d+"', "<row"),
    "没有行号也没有地址": (r'<(row|c) r="[A-Z]*[1-4]"', r"<\1"),
    "spans 乱写": (r"<row ", '<row spans="x:y" '),
    "行高空着": (r"<row (?![^>]*ht=)", '<row x14ac:dyDescent="" ht="" '),
    "列宽乱写": (r"<cols>.*?</cols>", '<cols><col min="x" max="3" width="" style=""/></cols>'),
    "注释和扩展夹在格里": (r"(<c )", r"<!--x-->\1"),
    "一行写了两遍": (r"(<row [^>]*>)(<c .*?</c>)", r"\1\2</row>\1"),
}


@pytest.mark.parametrize("kind", ODD_ATTRIBUTES)
def test_odd_attributes_are_read_and_written(rich: Path, kind: str) -> None:
    pattern, new = ODD_ATTRIBUTES[kind]
    usual = read_workbook(copied(rich)).grids[0]
    if kind == "行高空着":
        odd_sheet(rich, (r"<worksheet ", '<worksheet xmlns:x14ac="urn:x14ac" '))
    odd_sheet(rich, (pattern, new))  # type: ignore[arg-type]
    target = copied(rich)
    grid = read_workbook(target).grids[0]
    assert {place: cell.value for place, cell in grid.cells.items()} == {
        place: cell.value for place, cell in usual.cells.items()
    }
    book = EditedBook.open(rich)
    book.insert_rows(SHEET, 6, 2)
    book.save(target)
    moved = read_workbook(target).grids[0]
    assert moved.text(8, 2) == read_workbook(rich).grids[0].text(6, 2) == "62"


def test_a_cell_beyond_the_shared_strings_is_damage(rich: Path) -> None:
    odd_sheet(rich, (r'<c r="A1".*?</c>', '<c r="A1" t="s"><v>999</v></c>'))
    with pytest.raises(UnreadableFileError, match="已损坏"):
        read_workbook(rich)
