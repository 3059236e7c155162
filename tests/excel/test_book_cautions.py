"""写进工作簿以后要当心的：各一句话。"""

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from perfxl.excel import commands
from perfxl.excel.book_cautions import book_cautions
from perfxl.shipped import shipped_folder

FAULTY = sorted((shipped_folder("workbooks") / "自评表").glob("*.xlsx"))[10]


def _book(name: str, **api: Any) -> Any:
    return SimpleNamespace(name=name, fullname=name, api=SimpleNamespace(**api))


@pytest.mark.parametrize(
    ("book", "said"),
    [
        (_book("表.xlsx", ReadOnly=False, AutoSaveOn=False), ""),
        (_book("表.xlsx", ReadOnly=False), ""),
        (_book("表.xlsx", AutoSaveOn=True), "一起编辑的人也看得见"),
        (_book("https://x-my.sharepoint.com/表.xlsx", AutoSaveOn=False), "在网盘上"),
        (_book("自评表[1].xlsx", ReadOnly=False), "文件名里有方括号"),
        (_book("表.xlsx", ReadOnly=True, AutoSaveOn=False), "另存为新文件"),
        (_book("表.xls", ReadOnly=False, AutoSaveOn=False), "旧格式"),
        (_book("工作簿1", ReadOnly=False, AutoSaveOn=False), "还没有保存过"),
    ],
)
def test_each_in_one_sentence(book: Any, said: str) -> None:
    told = book_cautions(book)
    assert said in told
    assert told.count("。") == (1 if said else 0)


@pytest.mark.libreoffice
def test_a_name_with_brackets(opened: Any, said: Any, tmp_path: Path) -> None:
    path = tmp_path / "自评表[1].xlsx"
    shutil.copyfile(FAULTY, path)
    book = opened(path)
    commands.check()
    assert "列在“校验结果”表" in said()
    assert said().endswith("新文件的名字里换成了圆括号。")
    commands.make("自评表")
    made = tmp_path / "自评表(1)（自评表）.xlsx"
    assert f"存为“{made}”" in said()
    assert made.is_file()
    book.activate()


@pytest.mark.libreoffice
def test_marks_in_filtered_rows_are_told(opened: Any, said: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    assert "筛掉的行里" not in said()
    sheet = book.sheets[0]
    rows = sorted({note.location.row for note in sheet.notes})
    sheet.range((rows[-1], 1)).rows.hidden = True
    commands.check()
    assert "处在隐藏或筛掉的行里，取消隐藏、筛选才看得见标记。" in said()
