"""在标了问题的格上：说清问题和依据；一处处走过去，到末尾再从头来。在真在运行的 Calc 上。"""

from collections.abc import Callable
from typing import Any

import pytest

from perfxl.excel import commands, marked_cells
from perfxl.rules.engine.registry import all_rules
from perfxl.shipped import shipped_folder

FAULTY = shipped_folder("workbooks") / "导览.xlsx"

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def book(opened: Any) -> Any:
    made = opened(FAULTY)
    commands.check()
    return made


def test_a_marked_cell_is_explained_with_its_basis(book: Any, said: Callable[[], str]) -> None:
    sheet = next(each for each in book.sheets if each.name.startswith("错例"))
    sheet.activate()
    sheet["E13"].select()
    marked_cells.explain_cell()
    assert "PX203" in said()
    assert f"PX203 的依据：{all_rules()['PX203'].basis[0].cited}" in said()
    sheet["A1"].select()
    marked_cells.explain_cell()
    assert "没有校验标记" in said()


def test_the_next_one_goes_through_all_and_begins_again(
    book: Any, app: Any, said: Callable[[], str]
) -> None:
    sheet = next(each for each in book.sheets if each.name.startswith("错例"))
    sheet.activate()
    sheet["A1"].select()
    visited = []
    marked_cells.next_finding()
    number = int(said().partition("共")[2].partition("处")[0])
    visited.append(app.selection.address)
    for _ in range(number):
        marked_cells.next_finding()
        visited.append(app.selection.address)
    assert number > 3
    assert len(set(visited)) == number
    assert visited[-1] == visited[0]
    assert said().startswith(f"第1处，共{number}处：“{sheet.name}”")
    commands.clear_marks()
    marked_cells.next_finding()
    assert "请先按“校验”" in said()
