"""单元格函数的 xlwings 外壳：参数怎样取、归在哪一类；算什么在 ``perfxl.functions``。

加载项的 VBA 只叫 ``answer``：函数名、本工作簿的口径、全部参数一次交齐，不再回头问 Excel。
别的 ``PERF_…`` 是给 xlwings 自己的“导入函数”用的，名字不能改。
"""

import functools
from typing import Any

import xlwings as xw
from xlwings.conversion import Accessor, Options, Pipeline

from perfxl.excel.arguments import CellBlock
from perfxl.excel.cell_values import with_error_text
from perfxl.functions import handed_over
from perfxl.functions.cell_functions import cell_functions
from perfxl.functions.registry import CATEGORY, CellFunction, Function

# 省略的参数，pywin32 交来的是这个数。
_MISSING = -2147352572


class AsGiven(Accessor):
    """xlwings 的取值器：原样进出，参数里没有要去问的引用。"""

    @staticmethod
    def reader(_: Options) -> Pipeline:
        """不做什么。"""
        return Pipeline()

    @staticmethod
    def writer(_: Options) -> Pipeline:
        """不做什么。"""
        return Pipeline()


def _answer(name: Any, book_profile: Any, given: Any) -> list[list[Any]]:
    """VBA 外壳叫的就是它；结果是行的列表。"""
    result = handed_over.answer(name, book_profile or "", [_plain(each) for each in given])
    return result if isinstance(result, list) else [[result]]


# 多半是文字、小数：原样交下去。
_AS_THEY_ARE = (str, float)


def _plain(given: Any) -> Any:
    """错误代码换成文字，一层层都换；省略的为 ``None``。"""
    if type(given) is tuple:
        # 一万行的一列，每行是一个只有一项的元组：不换的不另做一个。
        return tuple([row if _is_plain_row(row) else _plain(row) for row in given])
    if type(given) is not int:
        return given
    return None if given == _MISSING else with_error_text(given)


def _is_plain_row(row: Any) -> bool:
    kind = type(row)
    return kind in _AS_THEY_ARE or (
        kind is tuple and len(row) == 1 and type(row[0]) in _AS_THEY_ARE
    )


answer = xw.func(category=CATEGORY)(_answer)
for _name in ("name", "book_profile", "given"):
    answer = xw.arg(_name, AsGiven)(answer)
answer = xw.ret(AsGiven)(answer)


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
