"""一张工作表最多多大：人排的表远到不了；到了的多半是有意撑大的，一句话说清，不读。

Excel 里合并的块互不重叠，合起来不会大过用到的区域；文件里写的却可以任意多、任意大。
"""

import os
from collections.abc import Iterable

from perfxl.model.address import LAST_COLUMN, LAST_ROW, Block
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.workbook import (
    MOST_ROWS,
    MOST_ROWS_SETTING,
    MOST_TABLES,
    MOST_TABLES_SETTING,
    Room,
)

# 各部件解压以后合起来最大、一个部件最大（工作表分段读，放得宽）、一个属性最长、一行最长的字节数。
LARGEST_PACKAGE = 1024 * 1024 * 1024
# 压缩包里最多几个部件：写副本的格式最多放得下六万五千多个。
MOST_ENTRIES = 50_000
LARGEST_SHEET, LARGEST_PART = 400 * 1024 * 1024, 100 * 1024 * 1024
LONGEST_ATTRIBUTE = 1024 * 1024
LONGEST_ROW = 16 * 1024 * 1024
# 一次建成的树最多几个元素：一个元素占三五百字节内存。写副本时整张表建成一棵。
MOST_ELEMENTS, MOST_EDITED_ELEMENTS = 500_000, 1_000_000
_SMALL = 8 * 1024 * 1024
# 一个工作簿最多多少格有内容；环境变量可以另定。三十万格读上几秒、用两三百兆内存，全县的清单也不到。
_MOST_CELLS, MOST_CELLS_SETTING = 300_000, "PERFXL_MOST_CELLS"
# 合并的块最多几个、合起来多少格（整行整列的大块另计，最多几个）。
_MOST_MERGED, _MOST_MERGED_CELLS = 100_000, 500_000
_LARGE, _MOST_LARGE = 20_000, 200


class TooLargeError(ValueError):
    """一个部件大得不像是人写的。"""


def refuse_many_elements(xml: bytes, most: int = MOST_ELEMENTS) -> None:
    """元素多于 ``most`` 个的抛 ``TooLargeError``；不大的部件多不到哪里去，不数。"""
    if len(xml) > _SMALL and xml.count(b"<") - xml.count(b"</") > most:
        raise TooLargeError(f"more than {most} elements")


def most_cells() -> int:
    """一个工作簿最多读多少格。"""
    return _set(MOST_CELLS_SETTING, _MOST_CELLS)


def room() -> Room:
    """一个工作簿最多读几张表、几行。"""
    return Room(_set(MOST_TABLES_SETTING, MOST_TABLES), _set(MOST_ROWS_SETTING, MOST_ROWS))


def _set(setting: str, usual: int) -> int:
    """环境变量里定的；没有定、不是数的照平常的。"""
    written = os.environ.get(setting, "")
    return int(written) if written.isdecimal() and len(written) < 12 else usual


def too_many_cells(file: str, sheet: str) -> UnreadableFileError:
    """内容多得不像是绩效表的工作簿，该怎么说。"""
    return UnreadableFileError(
        f"“{file}”读到工作表“{sheet}”已有 {most_cells():,} 格以上有内容，不像是绩效表，没有读；"
        f"请把绩效表另存成一份再试（确要读的，把环境变量 {MOST_CELLS_SETTING} 设得大些）。"
    )


def sound_merges(blocks: Iterable[Block | None], file: str, sheet: str) -> list[Block]:
    """在工作表之内、不止一格的合并块；多得、大得不像是表的抛 ``UnreadableFileError``。

    >>> sound_merges([Block(1, 1, 1, 3), Block(1, 1, 10**14, 1), None], "甲.xlsx", "表")
    [Block(top=1, left=1, bottom=1, right=3)]
    """
    found = [
        block
        for block in dict.fromkeys(blocks)
        if block is not None
        and block[:2] != block[2:]
        and block.bottom <= LAST_ROW
        and block.right <= LAST_COLUMN
    ]
    areas = [(b.bottom - b.top + 1) * (b.right - b.left + 1) for b in found]
    small = sum(area for area in areas if area <= _LARGE)
    large = sum(area > _LARGE for area in areas)
    if len(found) > _MOST_MERGED or small > _MOST_MERGED_CELLS or large > _MOST_LARGE:
        raise UnreadableFileError(
            f"“{file}”的工作表“{sheet}”有 {len(found)} 处合并单元格，合起来的格数远远多过一张表"
            "（多半互相重叠），没有读；请在 Excel 或 WPS 里取消多余的合并后另存再试。"
        )
    return found
