"""读进来的一个工作簿。"""

from dataclasses import dataclass
from typing import NamedTuple

from perfxl.model.grid import Grid

# 加载项把本工作簿的口径记在这个名称里。
PROFILE_NAME = "绩效口径"


class Stamp(NamedTuple):
    """读的时候文件是什么样：号码、字节数、修改时间（纳秒）。"""

    number: int
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Workbook:
    """一个工作簿：文件名和各工作表的网格，按标签顺序；图表页不在内。

    ``profile`` 是名称“绩效口径”里写的口径名，没有为 ``""``；``stamp`` 是读的时候文件的样子，
    开着的工作簿没有。
    """

    file: str
    grids: tuple[Grid, ...]
    profile: str = ""
    stamp: Stamp | None = None
