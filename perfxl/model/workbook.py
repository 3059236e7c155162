"""读进来的一个工作簿。"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.grid import Grid

# 加载项把本工作簿的口径记在这个名称里。
PROFILE_NAME = "绩效口径"
# 最多几张各有表头的表（一行一个项目的清单算一张）：一张读、查、评要六七毫秒；环境变量可以另定。
MOST_TABLES, MOST_TABLES_SETTING = 600, "PERFXL_MOST_TABLES"


class Stamp(NamedTuple):
    """读的时候文件是什么样：号码、字节数、修改时间（纳秒）。"""

    number: int
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Workbook:
    """一个工作簿：文件名和各工作表的网格，按标签顺序；图表页不在内。

    ``profile`` 是名称“绩效口径”里写的口径名，没有为 ``""``；``stamp`` 是读的时候文件的样子，
    开着的工作簿没有；``most_tables`` 是最多读几张表。
    """

    file: str
    grids: tuple[Grid, ...]
    profile: str = ""
    stamp: Stamp | None = None
    most_tables: int = MOST_TABLES


def too_many_tables(workbook: Workbook, sheet: str) -> UnreadableFileError:
    """表多得不像是人排的工作簿，该怎么说。"""
    return UnreadableFileError(
        f"“{PurePath(workbook.file).name}”读到工作表“{sheet}”，里面的表已经多于 {workbook.most_tables:,} 张，没有读；"
        f"请拆成几个文件再试（确要一次读的，把环境变量 {MOST_TABLES_SETTING} 设得大些）。"
    )
