"""写成模板：附上逐格说明占位的一张工作表；由一张表学来的写成模板。"""

from collections.abc import Sequence
from pathlib import Path

from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.printed_books import add_printed
from perfxl.hosts.template_notes import without_notes
from perfxl.hosts.whole_file import written_whole
from perfxl.model.arrangement import Axis
from perfxl.plans.printed_sheets import PrintedSheet

# 各列合起来宽过这么多个字的，横着印。
_UPRIGHT_WIDTH = 110


def write_with_notes(
    source: Path, target: Path | Output, notes: Sequence[PrintedSheet], *, inputs: Sequence[Path]
) -> None:
    """模板 ``source`` 连同新的说明写成 ``target``；写不成抛 ``NotWritableError``。"""
    with written_whole(target, sources=inputs) as temporary:
        book = EditedBook.open(source)
        without_notes(book)
        add_printed(book, notes, written_path(target).parent)
        book.show_first()
        book.save(temporary)


def write_learned(
    source: Path,
    target: Path | Output,
    sheet: str,
    name: str,
    rows: Axis,
    columns: int,
    texts: dict[tuple[int, int], str],
    notes: Sequence[PrintedSheet],
    header: tuple[int, int],
) -> None:
    """一张工作表写成模板：``texts`` 是各格（原来的行列）写的占位，只留 ``rows`` 各行，改名 ``name``。

    表一共 ``columns`` 列，``header`` 是表头（原来的首行、末行），每页重印；别的工作表不要。写不成抛 ``NotWritableError``。
    """
    with written_whole(target, sources=[source]) as temporary:
        book = EditedBook.open(source)
        for other in book.sheet_names:
            if other != sheet:
                book.remove(other)
        own = book.sheet(sheet)
        for (row, column), text in texts.items():
            own.set_style(row, column, own.style(row, column))  # 写坏的样式号换成认得的
            own.set_text(row, column, text)
        book.repeat_on_pages(sheet, *header)
        book.arrange(sheet, rows=rows)
        if not own.is_fitted:
            width = sum(own.column_width(each) for each in range(1, columns + 1))
            own.print_one_page_wide(landscape=width > _UPRIGHT_WIDTH)
        book.rename(sheet, name)
        add_printed(book, notes, written_path(target).parent)
        book.show_first()
        book.save(temporary)
