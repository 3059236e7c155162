"""单元格函数：九个函数算什么、参数怎样读、出错怎样说；不认得 Excel，谁都可以调用。

流入一格或几格的值（数、文字、日期），流出一格或几格的结果。

>>> from perfxl.functions.cell_functions import PERF_SCORE
>>> PERF_SCORE([["≥95%"]], [["90%"]], [[10]])
9.47
"""
