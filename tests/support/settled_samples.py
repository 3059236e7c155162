"""样表的一份，得分都算得定：要评价人核定的两行改成能算的，评分写得进的正是那两格、总分、等级。"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from perfxl.shipped import shipped_folder

_FOLDER = TemporaryDirectory()
_SAMPLE = "12_jinbao_network_ops.xlsx"
# 两行指标值、完成值：一次也没有做到，应得 0 分；表上一格空着，一格填了满分。
_COUNTED = {"E20": "≥100%", "F20": "0%", "E24": "≥10个", "F24": "0个"}


@cache
def settled_sample() -> Path:
    """评分要改四格：H20（空着）、H24（填 30）改成 0，总分 H26、结论 B27 里的等级。"""
    book = openpyxl.load_workbook(shipped_folder("workbooks") / "自评表" / _SAMPLE)
    for cell, value in _COUNTED.items():
        book.worksheets[0][cell].value = value
    made = Path(_FOLDER.name) / _SAMPLE
    book.save(made)
    return made
