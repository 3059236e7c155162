"""随带的每一份表照原样成表：每一格有字的，要么在成表里，要么点了名；格子以外的批注、文本框也说。"""

from pathlib import Path

import excelize
import openpyxl
import pytest
from openpyxl.comments import Comment
from source_texts import fate_of

from perfxl.actions.forms_made import own_form
from perfxl.actions.made_said import unwritten_said
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import process
from perfxl.model.own_notes import own_block
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.shipped import shipped_folder

BOOKS = sorted(workbook_paths([shipped_folder("workbooks")]))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_text_is_in_the_made_form_or_told(path: Path, tmp_path: Path) -> None:
    result = process(path, check=False)
    assert result.document is not None
    if all(own_form(table.form) is None for table in result.document.tables):
        with pytest.raises(NotDerivableError, match="只读"):
            fate_of(result, tmp_path)
        return
    fate = fate_of(result, tmp_path)
    assert fate.cells
    assert (fate.unread, fate.unmade) == ([], [])


def test_comments_and_text_boxes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    book = openpyxl.load_workbook(next(p for p in BOOKS if p.parent.name == "目标表"))
    sheet = book.worksheets[0]
    sheet["A1"].comment = Comment("科室说：已核", "张科")
    sheet["A2"].comment = Comment(own_block("【错误】本程序写的"), "perfxl")
    name = sheet.title
    book.save(path)
    drawn = excelize.open_file(str(path))
    text = [excelize.RichTextRun(text="此件主动公开")]
    drawn.add_shape(name, excelize.Shape(cell="H7", type="rect", paragraph=text))
    drawn.save()
    drawn.close()
    document = process(path, check=False).document
    assert document is not None
    assert [(each.cell, each.text) for each in document.asides] == [
        ("A1", "科室说：已核"),
        ("", "此件主动公开"),
    ]
    said = unwritten_said(document)
    assert f"{name}!A1 的批注、1 个文本框（“此件主动公开”）" in said
