"""几张表在一个工作簿里的，各张自己从 1 数页；页脚不写共几页：打印整个工作簿时，那是各张加起来的。"""

from collections.abc import Iterable

from perfxl.grammar.patterns import Pattern
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.package import child
from perfxl.hosts.editor.sheet import EditedSheet

_TOTAL = Pattern(r"[，,\s]*共\s*&N\s*页")


def count_apart(book: EditedBook, forms: Iterable[str], added: Iterable[str]) -> None:
    """``forms`` 是成表，``added`` 是附在后面的，都是工作表名。"""
    for name in forms:
        _drop_total(book.sheet(name))
    for name in added:
        number_apart(book.sheet(name))


def number_apart(sheet: EditedSheet) -> None:
    """一张自己从 1 数起，不写共几页。"""
    _drop_total(sheet)
    setup = child(sheet.root, "pageSetup")
    if setup is not None:
        setup.set("firstPageNumber", "1")
        setup.set("useFirstPageNumber", "1")


def _drop_total(sheet: EditedSheet) -> None:
    footer = child(sheet.root, "headerFooter")
    for each in footer if footer is not None else ():
        if each.text:
            each.text = _TOTAL.sub("", each.text)
