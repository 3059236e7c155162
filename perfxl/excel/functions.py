"""单元格函数的 xlwings 外壳：参数怎样取、归在哪一类；算什么在 ``perfxl.functions``。

VBA 外壳照 ``perfxl.excel.functions`` 这个名字来叫，名字不能改。
"""

import functools
from typing import Any

import xlwings as xw

from perfxl.excel.arguments import CellBlock
from perfxl.functions.cell_functions import cell_functions
from perfxl.functions.registry import CATEGORY, CellFunction, Function


def _in_excel(function: CellFunction) -> Function:
    @functools.wraps(function.run)
    def called(*given: Any) -> Any:
        return function.run(*given)

    # xlwings 会把类型注解当作取值方式，这里自己给。
    called.__annotations__ = {}
    exposed: Function = xw.func(category=CATEGORY)(called)
    for argument in function.arguments:
        exposed = xw.arg(argument.name, CellBlock, doc=argument.help)(exposed)
    return exposed


_EXPOSED = {each.name: _in_excel(each) for each in cell_functions()}
PERF_SCORE = _EXPOSED["PERF_SCORE"]
PERF_EXPLAIN = _EXPOSED["PERF_EXPLAIN"]
PERF_CHECK = _EXPOSED["PERF_CHECK"]
PERF_VALUE = _EXPOSED["PERF_VALUE"]
PERF_RATE = _EXPOSED["PERF_RATE"]
PERF_EXEC_SCORE = _EXPOSED["PERF_EXEC_SCORE"]
PERF_TOTAL = _EXPOSED["PERF_TOTAL"]
PERF_GRADE = _EXPOSED["PERF_GRADE"]
PERF_WEIGHTS = _EXPOSED["PERF_WEIGHTS"]
