"""公布的每一张表换着法子排：读出来的意思都一样。"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from layouts import (
    full_width,
    moved,
    page_break,
    percents_as_numbers,
    side_by_side,
    spaced_labels,
    target_first,
    under_one_another,
    unmerged_blank,
    unmerged_repeated,
)
from samples import SAMPLES
from truth import differences, meaning

from perfxl.actions.document import document_of
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.form import Form
from perfxl.model.form_spec import Shape
from perfxl.model.grid import Grid
from perfxl.model.workbook import Workbook
from perfxl.reading.sheet import read_sheet
from perfxl.shipped import shipped_folder

GRIDS: dict[str, Grid] = {
    path.stem: grids[0] for path in SAMPLES if len(grids := read_workbook(path).grids) == 1
}
TRUTH: dict[str, Any] = {
    name: [meaning(table) for table in read_sheet("书.xlsx", grid).tables]
    for name, grid in GRIDS.items()
}
FORM = {name: Form(truth[0]["form"]) for name, truth in TRUTH.items()}
INDICATORS = [name for name, form in FORM.items() if form.spec.indicators]
LISTS = {name for name, form in FORM.items() if form.spec.shape is Shape.LIST}


def read(grid: Grid) -> list[Any]:
    return [meaning(table) for table in read_sheet("书.xlsx", grid).tables]


VARIANTS: dict[str, Callable[[Grid], Grid]] = {
    "移位": lambda grid: moved(grid, 5, 3),
    "拆合并留空": unmerged_blank,
    "拆合并重复": unmerged_repeated,
    "标签加空格": spaced_labels,
    "全角": full_width,
    "百分数存成数": percents_as_numbers,
    "分页重印": page_break,
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", GRIDS)
def test_layout_does_not_change_the_meaning(name: str, variant: str) -> None:
    assert differences(TRUTH[name], read(VARIANTS[variant](GRIDS[name]))) == []


@pytest.mark.parametrize("name", INDICATORS)
def test_column_order_does_not_change_the_meaning(name: str) -> None:
    assert differences(TRUTH[name], read(target_first(GRIDS[name]))) == []


NAMES = sorted(GRIDS)
# 每一张配上隔得远的另一张；自己接自己是分页重印，不算两张。
PAIRS = [
    (one, NAMES[(index + 1 + (index * 6 + 2) % (len(NAMES) - 1)) % len(NAMES)])
    for index, one in enumerate(NAMES)
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("gap", [0, 1, 3])
def test_two_tables_under_one_another(one: str, other: str, gap: int) -> None:
    both = read(under_one_another(GRIDS[one], GRIDS[other], gap))
    assert differences([*TRUTH[one], *TRUTH[other]], both) == []


@pytest.mark.parametrize(
    ("one", "other"), [pair for pair in PAIRS if set(pair) <= set(INDICATORS) - LISTS]
)
def test_two_tables_side_by_side(one: str, other: str) -> None:
    both = read(side_by_side(GRIDS[one], GRIDS[other]))
    assert differences([*TRUTH[one], *TRUTH[other]], both) == []


def test_forty_sheets_in_one_book() -> None:
    chosen = [NAMES[index % len(NAMES)] for index in range(40)]
    unrelated = read_workbook(Path(shipped_folder("workbooks")) / "导览.xlsx").grids[0]
    grids = [GRIDS[name] for name in chosen]
    document = document_of(Workbook("书.xlsx", (unrelated, *grids)))
    assert (
        differences(
            [table for name in chosen for table in TRUTH[name]],
            [meaning(table) for table in document.tables],
        )
        == []
    )
    assert document.other_sheets == (unrelated.name,)
