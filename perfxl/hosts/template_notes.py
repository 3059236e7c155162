"""模板里逐格说明占位的一张工作表：认得出，成表时去掉。"""

from perfxl.hosts.editor.book import EditedBook

# 第一格以它开头的工作表是说明，不是要印的表。
NOTES_HEADING = "perfxl 说明"


def is_notes(first_cell: object) -> bool:
    """第一格的字说明这是模板的说明。"""
    return str(first_cell).startswith(NOTES_HEADING)


def without_notes(book: EditedBook) -> None:
    """去掉说明；第一张工作表不算。"""
    for name in book.sheet_names[1:]:
        if is_notes(book.sheet(name).text(1, 1)):
            book.remove(name)
