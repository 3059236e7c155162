"""在 Excel 里：单元格函数 ``functions`` 和功能区命令 ``commands``。

只用 xlwings 的公开接口（BSD 许可的部分）；取数、评分、校验都交给核心，这里不思考。
"""
