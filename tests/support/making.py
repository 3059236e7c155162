"""测试里写成表：由读到的文件写一个工作簿。"""

from collections.abc import Sequence
from pathlib import Path

from perfxl.actions.forms_made import own_form
from perfxl.actions.outcome import MadeSheet
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.making import (
    made_sheets,
    sources_of,
    write_sheets,
)
from perfxl.many_files.results import read_file
from perfxl.model.table import Form, Table


def make_self_evaluations(
    results: Sequence[FileResult], target: Path, template: Path | None = None
) -> list[MadeSheet]:
    """自评表，一个项目一张工作表。"""
    made = own_form(Form.SELF_EVALUATION)
    sheets = made_sheets(sources_of(made, [results]), made=made, template=template)
    write_sheets(sheets, target, sources=[result.path for result in results])
    return sheets


def only_table_in(path: Path) -> Table:
    """写成的工作簿里唯一的一张表，读回来的。"""
    document = read_file(path).document
    assert document is not None
    [table] = document.tables
    return table
