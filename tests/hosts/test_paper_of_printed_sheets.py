"""排好的工作表用多大的纸、印成几页宽。"""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfxl.hosts.printed_books import write_printed
from perfxl.plans.printed_sheets import PrintedSheet

A4, A3 = 9, 8


@pytest.mark.parametrize(
    ("columns", "paper", "pages"), [(15, A4, 1), (16, A3, 1), (24, A3, 1), (25, A3, 2)]
)
def test_what_does_not_fit_is_printed_on_larger_paper_then_on_more_pages(
    tmp_path: Path, columns: int, paper: int, pages: int
) -> None:
    plan = PrintedSheet("表", [10] * columns, heads=2)
    plan.put(1, columns, "末栏")
    write_printed(tmp_path / "书.xlsx", [plan])
    sheet = load_workbook(tmp_path / "书.xlsx").active
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth) == (paper, pages)
    # 分几页宽的，每页重印左边几栏。
    assert sheet.print_title_cols == ("$A:$B" if pages > 1 else None)
