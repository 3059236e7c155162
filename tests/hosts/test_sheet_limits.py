"""有意撑大的工作表：一句话说清，不吃内存；排得多的表照读。"""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from perfxl.hosts.sheet_limits import MOST_CELLS_SETTING, sound_merges
from perfxl.hosts.xlsx_reader import read_xlsx
from perfxl.model.address import Block
from perfxl.model.file_faults import UnreadableFileError


def edited(path: Path, old: bytes, new: bytes) -> Path:
    made = path.with_name("改.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            out.writestr(name, re.sub(old, new, data, count=1) if "sheet1" in name else data)
    return made


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = Workbook()
    made.active.append(["一级指标", "二级指标"])
    made.active.merge_cells("A1:A2")
    made.save(tmp_path / "甲.xlsx")
    return tmp_path / "甲.xlsx"


def test_a_merge_beyond_the_sheet_is_none(book: Path) -> None:
    path = edited(book, rb'ref="A1:A2"', b'ref="A1:A99999999999999"')
    assert read_xlsx(path).grids[0].merged == ()


@pytest.mark.parametrize(
    "blocks",
    [
        [Block(1, 1, 1000, 19 + i) for i in range(1000)],
        [Block(1, 1, 1_000_000, 2 + i) for i in range(300)],
        [Block(i, 1, i, 2) for i in range(1, 100_010)],
    ],
)
def test_merges_that_no_sheet_has_are_refused(blocks: list[Block]) -> None:
    with pytest.raises(UnreadableFileError, match=r"“甲\.xlsx”的工作表“表”有"):
        sound_merges(blocks, "甲.xlsx", "表")


def test_a_merge_written_twice_counts_once() -> None:
    assert sound_merges([Block(1, 1, 2, 2)] * 200_000, "甲.xlsx", "表") == [Block(1, 1, 2, 2)]


def test_a_long_list_with_merges_is_read() -> None:
    blocks = [Block(row, 1, row + 2, 4) for row in range(1, 90_000, 3)]
    assert sound_merges(blocks, "甲.xlsx", "表") == blocks


def test_an_endless_attribute_is_damage(book: Path) -> None:
    path = edited(book, b"<row ", b'<row x="' + b"A" * 10_000_000 + b'" ')
    with pytest.raises(UnreadableFileError, match="已损坏"):
        read_xlsx(path)


def test_more_cells_than_any_form_are_refused_and_the_limit_is_a_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Workbook()
    for sheet in (made.active, made.create_sheet("二")):
        for _ in range(20):
            sheet.append(["甲", "乙", "丙"])
    made.save(tmp_path / "大.xlsx")
    monkeypatch.setenv(MOST_CELLS_SETTING, "100")
    with pytest.raises(UnreadableFileError, match="“二”已有 100 格以上") as caught:
        read_xlsx(tmp_path / "大.xlsx")
    assert MOST_CELLS_SETTING in str(caught.value)
    monkeypatch.setenv(MOST_CELLS_SETTING, "120")
    assert len(read_xlsx(tmp_path / "大.xlsx").grids[1].cells) == 60
