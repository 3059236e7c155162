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
# 各张表一共最多几行：一行读、查、评要大半毫秒。
MOST_ROWS, MOST_ROWS_SETTING = 15_000, "PERFXL_MOST_ROWS"


class Room(NamedTuple):
    """最多再读几张表、一共几行。"""

    tables: int = MOST_TABLES
    rows: int = MOST_ROWS


USUAL_ROOM = Room()


class Stamp(NamedTuple):
    """读的时候文件是什么样：号码、字节数、修改时间（纳秒）。"""

    number: int
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Workbook:
    """一个工作簿：文件名和各工作表的网格，按标签顺序；图表页不在内。

    ``profile`` 是名称“绩效口径”里写的口径名，没有为 ``""``；``stamp`` 是读的时候文件的样子，
    开着的工作簿没有；``room`` 是最多读几张表、几行。
    """

    file: str
    grids: tuple[Grid, ...]
    profile: str = ""
    stamp: Stamp | None = None
    room: Room = USUAL_ROOM


def too_large(workbook: Workbook, sheet: str, left: Room) -> UnreadableFileError:
    """表、行多得不像是人排的工作簿，该怎么说；``left`` 是读了 ``sheet`` 还剩多少，负的就是多出的。"""
    if left.tables < 0:
        many, setting = f"表已经多于 {workbook.room.tables:,} 张", MOST_TABLES_SETTING
    else:
        many, setting = f"表一共已经多于 {workbook.room.rows:,} 行", MOST_ROWS_SETTING
    return UnreadableFileError(
        f"“{PurePath(workbook.file).name}”读到工作表“{sheet}”，里面的{many}，没有读；"
        f"请拆成几个文件再试（确要一次读的，把环境变量 {setting} 设得大些）。"
    )
