"""单元格函数的参数怎样从 Excel 取：一律读成行的列表，整列引用只读到用过的最后一行。"""

from contextlib import suppress
from typing import Any

from xlwings.conversion import (
    Accessor,
    CleanDataFromReadStage,
    ConversionContext,
    Ensure2DStage,
    Options,
    Pipeline,
    ReadValueFromRangeStage,
)

from perfxl.excel.cell_values import with_error_text
from perfxl.functions.arguments import LONGEST, SEVERAL_AREAS

# 比这短的引用不必再问用过的区域，省一次往返。
_SHORT = 5_000


class CellBlock(Accessor):
    """xlwings 的取值器：一律读成行的列表，错误值读成文字，整列引用先截到用过的末行。"""

    @staticmethod
    def reader(options: Options) -> Pipeline:
        """读参数的步骤；引用太长的给空表，由 ``Column`` 报出。"""
        options = Options({**options, "err_to_str": True})
        return (
            Pipeline()
            .append_stage(_cut_to_used)
            .append_stage(ReadValueFromRangeStage(options))
            .append_stage(Ensure2DStage())
            .append_stage(CleanDataFromReadStage(options))
            .append_stage(_name_errors)
        )


def _name_errors(context: ConversionContext) -> None:
    context.value = [[with_error_text(value) for value in row] for row in context.value]


def _cut_to_used(context: ConversionContext) -> None:
    given = context.range
    if given is None:
        return
    if _areas(given) > 1:
        # 值只给得出第一块，少算了不如不算。
        context.range, context.value = None, [[SEVERAL_AREAS]]
        return
    if given.shape[0] <= _SHORT:
        return
    used = given.sheet.used_range
    last = used.row + used.shape[0] - 1
    rows = max(min(given.row + given.shape[0] - 1, last) - given.row + 1, 1)
    # 多读一行，好让 Column 知道太长了。
    context.range = given.resize(min(rows, LONGEST + 1), given.shape[1])


def _areas(given: Any) -> int:
    with suppress(Exception):  # 只有 Windows 的 Excel 有 Areas
        return int(given.api.Areas.Count)
    return 1
