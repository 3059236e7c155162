"""读预算调整批复表（项目、部门整体）：年初与调整后左右并列。"""

from perfxl.model.table import Form, Table
from perfxl.reading.headers import Header
from perfxl.reading.indicator_table import read_indicator_table
from perfxl.reading.parts import Part


def read_adjustment(form: Form, book: str, part: Part) -> Table:
    """一张调整批复表；一行里年初、调整后各有三级指标和指标值，缺的一边为空。"""
    header = part.header
    assert isinstance(header, Header)
    return read_indicator_table(form, book, part, adjusted=header.second).table()
