"""``perfxl read --json`` 读好一个写一个：与整个一次写出来的一字不差，半路停下也是一份完整的 JSON。"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import perfxl
from openpyxl import Workbook

from perfxl.cli import reading_commands
from perfxl.cli.console import as_json
from perfxl.cli.stopping import Stopped
from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.finding import found_workbooks
from perfxl.many_files.results import read_file
from perfxl.shipped import shipped_folder

SAMPLES = sorted((shipped_folder("workbooks") / "自评表").glob("*.xlsx"))[:3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "收"
    made.mkdir()
    for path in SAMPLES:
        shutil.copy(path, made)
    (made / "坏的.xlsx").write_bytes(b"PK")
    book = Workbook()
    book.active["A1"] = "通讯录"
    book.save(made / "通讯录.xlsx")
    return made


def dumped(path: Path) -> dict[str, Any]:
    document = read_file(path).document
    assert document is not None
    return dump(DocumentJson.of(document))


def test_one_by_one_is_byte_for_byte_the_whole(folder: Path) -> None:
    done = perfxl("read", "--json", folder)
    data = json.loads(done.out)
    assert list(data) == ["documents", "unread", "skipped"]
    assert [Path(each["file"]).name for each in data["unread"]] == ["坏的.xlsx"]
    data["documents"] = [dumped(folder / path.name) for path in SAMPLES]
    assert done.out == as_json(data) + "\n"


def test_one_file_and_none(folder: Path) -> None:
    path = folder / SAMPLES[0].name
    assert perfxl("read", "--json", path).out == as_json(dumped(path)) + "\n"
    bad = folder / "坏的.xlsx"
    data = {"documents": [], "unread": [{"file": str(bad), "why": read_file(bad).why}]}
    assert perfxl("read", "--json", bad).out == as_json(data) + "\n"
    assert json.loads(perfxl("read", "--json", bad, folder / "通讯录.xlsx").out)["documents"] == []


def test_stopped_midway_leaves_a_whole_json(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def two_and_stopped() -> Iterator[FileResult]:
        yield from map(read_file, (folder / path.name for path in SAMPLES[:2]))
        raise Stopped(2)

    with pytest.raises(Stopped):
        reading_commands._print_each(two_and_stopped(), found_workbooks([folder]))
    data = json.loads(capsys.readouterr().out)
    assert data == {"documents": [dumped(folder / each.name) for each in SAMPLES[:2]], "unread": []}
