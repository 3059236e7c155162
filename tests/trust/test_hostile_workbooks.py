"""别有用心的、写坏了的工作簿：每条命令都很快有个说法，不吃内存，写出的副本是好的，格里的字不会变成公式。"""

import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from samples import SAMPLES

if sys.platform == "win32":
    pytest.skip("限内存、限时间靠的是 POSIX 的 setrlimit", allow_module_level=True)

from limited_runs import CPU_SECONDS, MEGABYTES, Runs, limited_runs, many_limited_runs

KEPT = sorted((Path(__file__).parent / "工作簿").glob("*.xlsx"))
# 终端的控制字符、改变文字方向的字符。
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# 只有读不得、写不得两种说法的：实体、外部实体；口径名字像路径的。
REFUSED = ("x_lol_used", "x_lol16le_nobom", "x_xxe16le_nobom", "x_xxe_rels")


def commands(path: Path) -> list[list[str]]:
    """读、查、标、评、成表、认模板。"""
    return [
        ["read", str(path)],
        ["read", "--json", str(path)],
        ["check", str(path), "--format", "xlsx", "-o", "清单.xlsx"],
        ["check", str(path), "--mark", "-o", "标注.xlsx"],
        ["score", str(path), "-o", "评分.xlsx"],
        ["make", "自评表", "--from", str(path), "-o", "成表.xlsx"],
        ["template", "learn", str(path), "-o", "模板.xlsx"],
    ]


def expect_trust(runs: Runs, folder: Path) -> None:
    """都有说法，都在限度之内；写出的都是好的。"""
    assert runs.ending == 0, f"超了 {CPU_SECONDS} 秒或内存"
    assert runs.megabytes <= MEGABYTES
    assert runs.reached == ()
    for each in runs.commands:
        assert each.code in (0, 1, 2), each
        assert "Traceback" not in each.said, each
        assert "程序出错" not in each.said, each
        assert CONTROL.search(each.said) is None, each
    for path in folder.glob("*.xlsx"):
        expect_sound(path)
    assert not [each.name for each in folder.iterdir() if each.name.startswith(".perfxl")]


def expect_sound(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        for name in package.namelist():
            assert ".." not in name
            assert not name.startswith("/")
            content = package.read(name)
            assert b"<f>cmd" not in content
            assert b"<f>HYPERLINK" not in content


# 一个进程里接着试这么多份：多数的用时是启动。
_TOGETHER = 10


@cache
def _tried_together(first: int, held: Path) -> dict[str, tuple[Runs, Path]]:
    paths = KEPT[first : first + _TOGETHER]
    folders = [held / path.stem for path in paths]
    for folder in folders:
        folder.mkdir(parents=True)
    done = many_limited_runs(
        [(commands(path), folder) for path, folder in zip(paths, folders, strict=True)]
    )
    return {
        path.stem: (runs, folder) for path, runs, folder in zip(paths, done, folders, strict=True)
    }


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trust")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_each_kept_workbook(path: Path, held: Path) -> None:
    first = KEPT.index(path) // _TOGETHER * _TOGETHER
    runs, folder = _tried_together(first, held)[path.stem]
    expect_trust(runs, folder)
    if path.stem in REFUSED:
        assert {each.code for each in runs.commands} == {2}


def sheet_with(more: Iterator[bytes]) -> Callable[[zipfile.ZipFile, bytes], None]:
    """在表的末尾加上这些行。"""

    def write(package: zipfile.ZipFile, sheet: bytes) -> None:
        before, _, after = sheet.rpartition(b"</sheetData>")
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(before)
            for each in more:
                part.write(each)
            part.write(b"</sheetData>" + after)

    return write


def blanks(number: int) -> Iterator[bytes]:
    return (b" " * 1_000_000 for _ in range(number))


def full_rows(number: int, text: str) -> Iterator[bytes]:
    for row in range(500, 500 + number):
        cells = "".join(
            f'<c r="{letter}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
            for letter in "ABCDEFGHIJ"
        )
        yield f'<row r="{row}">{cells}</row>'.encode()


def many_entries(package: zipfile.ZipFile, sheet: bytes) -> None:
    package.writestr("xl/worksheets/sheet1.xml", sheet)
    for number in range(60_000):
        package.writestr(f"xl/media/{number}.bin", b"")


GROWN: dict[str, Callable[[zipfile.ZipFile, bytes], None]] = {
    "一大片空白": sheet_with(blanks(300)),
    "三十万格以上": sheet_with(full_rows(30_100, "产出指标")),
    "一行长得没边": sheet_with(iter([b'<row r="500" x="' + b"A" * 5_000_000 + b'"/>'])),
    "套了二十万层": sheet_with(iter([b"<x>" * 200_000 + b"</x>" * 200_000])),
    "六万个部件": many_entries,
}


@pytest.mark.parametrize("name", GROWN)
def test_each_grown_workbook(name: str, tmp_path: Path) -> None:
    source = next(path for path in SAMPLES if "自评" in path.name)
    grown = tmp_path / "in" / "大.xlsx"
    grown.parent.mkdir()
    with (
        zipfile.ZipFile(source) as package,
        zipfile.ZipFile(grown, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out,
    ):
        for part in package.namelist():
            if part == "xl/worksheets/sheet1.xml":
                GROWN[name](out, package.read(part))
            else:
                out.writestr(part, package.read(part))
    some = [each for each in commands(grown) if each[0] in ("read", "score")]
    expect_trust(limited_runs(some, tmp_path), tmp_path)


def test_what_is_written_elsewhere_is_seen(tmp_path: Path) -> None:
    """看守自己也要看得见：写到所在文件夹以外的，记在 ``reached``。"""
    source = next(path for path in SAMPLES if "自评" in path.name)
    (tmp_path / "在这里").mkdir()
    runs = limited_runs(
        [["check", str(source), "--format", "xlsx", "-o", "../那里.xlsx"]], tmp_path / "在这里"
    )
    assert {Path(each).parent for each in runs.reached} == {tmp_path}


@pytest.mark.parametrize("codec", ["hex", "rot13", "idna"])
def test_a_part_in_no_encoding_of_text_is_damage(codec: str, tmp_path: Path) -> None:
    source = next(path for path in SAMPLES if "自评" in path.name)
    odd = tmp_path / "编码.xlsx"
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(odd, "w") as out:
        for part in package.namelist():
            declared = f"<?xml version='1.0' encoding='{codec}'?><x/>".encode()
            out.writestr(part, declared if "sheet1.xml" in part else package.read(part))
    expect_trust(limited_runs([["read", str(odd)]], tmp_path), tmp_path)
