"""写进工作簿以后要当心的：各一句话。"""

from types import SimpleNamespace
from typing import Any

import pytest

from perfxl.excel.book_cautions import book_cautions


def _book(name: str, **api: Any) -> Any:
    return SimpleNamespace(name=name, fullname=name, api=SimpleNamespace(**api))


@pytest.mark.parametrize(
    ("book", "said"),
    [
        (_book("表.xlsx", ReadOnly=False, AutoSaveOn=False), ""),
        (_book("表.xlsx", ReadOnly=False), ""),
        (_book("https://x-my.sharepoint.com/a[1].xlsx", AutoSaveOn=True), "一起编辑的人也看得见"),
        (_book("表.xlsx", ReadOnly=True, AutoSaveOn=False), "另存为新文件"),
        (_book("表.xls", ReadOnly=False, AutoSaveOn=False), "旧格式"),
        (_book("工作簿1", ReadOnly=False, AutoSaveOn=False), "还没有保存过"),
    ],
)
def test_each_in_one_sentence(book: Any, said: str) -> None:
    told = book_cautions(book)
    assert said in told
    assert told.count("。") == (1 if said else 0)
