"""打开着的工作簿里按“评分”：等级写在“等级：”后面，结论不动，里面的旧分数说出来；几张表的说是哪一张。"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gridtext import add_sheet, changed, to_workbook
from rule_case import sound

from perfxl.excel import commands

pytestmark = pytest.mark.libreoffice

Said = Callable[[], str]
TOLD = "自评得分99.5分，图书室已全部开放。"
CHANGES: dict[str, str | None] = {
    "H16": "10",
    "H22": "99.5",
    "I22": "等级：",
    "J22": "<",
    "B23": TOLD,
}


def test_the_grade_goes_to_its_place_and_the_conclusion_stays(
    opened: Any, said: Said, tmp_path: Path
) -> None:
    book = opened(to_workbook(changed(sound(), CHANGES), tmp_path / "书.xlsx"))
    sheet = book.sheets[0]
    commands.score()
    assert (sheet["H22"].value, sheet["I22"].value) == (98.5, "等级：优")
    assert sheet["B23"].value == TOLD
    assert "B23 的自评结论里写着 99.5 分，总分是 98.5 分" in said()
    commands.restore()
    assert (sheet["H22"].value, sheet["I22"].value) == (99.5, "等级：")


def test_of_two_sheets_it_is_said_which(opened: Any, said: Said, tmp_path: Path) -> None:
    path = to_workbook(changed(sound(), CHANGES), tmp_path / "书.xlsx", "甲项目")
    partly = {"F20": "部分达成预期指标并具有一定效果", "H20": None, "F18": "2025年1月", "H18": None}
    add_sheet(path, changed(sound(), partly), "乙项目")
    opened(path)
    commands.score()
    assert "“甲项目”的 B23 的自评结论里写着 99.5 分" in said()
    assert "“乙项目”的 H18“完成时间” 要由评价人给分，还没有填" in said()
    assert "乙项目!H20" in said()
