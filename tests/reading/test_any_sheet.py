"""表里的词胡乱摆在格里、胡乱合并：读、查、评、列出来，什么也不抛。"""

from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.actions.assessment import assess
from perfxl.cli.document_text import document_text
from perfxl.cli.screen import as_text
from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.grid import Grid
from perfxl.model.workbook import Workbook
from perfxl.standards.profile import load_profile

WORDS = (Path(__file__).parent / "words.txt").read_text("utf-8").split()
NUMBERS = [Decimal(each) for each in ("0", "1", "0.95", "-5", "123456.78")]
CONTENT = st.one_of(
    st.none(), st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(NUMBERS)
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    rows = draw(st.lists(st.lists(CONTENT, max_size=9), max_size=12))
    cells = {
        (r, c): Cell(r, c, CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value)
        for r, row in enumerate(rows, 1)
        for c, value in enumerate(row, 1)
        if value is not None
    }
    corners = st.tuples(
        *(st.integers(low, high) for low, high in ((1, 12), (1, 9), (0, 3), (0, 3)))
    )
    merged: list[Block] = []
    for top, left, down, across in draw(st.lists(corners, max_size=5)):
        block = Block(top, left, top + down, left + across)
        apart = all(
            block.bottom < m.top or m.bottom < top or block.right < m.left or m.right < left
            for m in merged
        )
        if apart and (down or across):
            merged.append(block)
    return Grid("表", cells, merged)


@given(grids())
@settings(max_examples=400, deadline=None)
def test_nothing_raises_on_any_sheet(grid: Grid) -> None:
    try:
        result = assess(Workbook("书.xlsx", (grid,)), load_profile())
    except UnreadableFileError:
        return
    assert result.document is not None
    dump(DocumentJson.of(result.document))
    assert as_text(document_text(result.document))
    assert [finding for finding in result.findings if finding.rule == "PX901"] == []
