"""命令行里写的表名。"""

import click

from perfxl.actions.forms_made import MadeForm, known_form
from perfxl.model.errors import PerfxlError


def form_named(name: str, *, or_book: bool = False) -> MadeForm:
    """这个名字的表；没有的照用法错误说，列出有哪些。"""
    try:
        return known_form(name, or_book=or_book)
    except PerfxlError as error:
        raise click.UsageError(str(error)) from error
