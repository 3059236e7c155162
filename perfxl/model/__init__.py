"""纯数据：单元格、网格、表、问题、得分。不打开工作簿，不打印，不引用 perfxl 的其他包。

流入：宿主读到的单元格。流出：其余各包共用的不可变对象。

>>> from decimal import Decimal
>>> from perfxl.model.cell import Cell, CellKind
>>> Cell(14, 5, CellKind.NUMBER, Decimal("0.95"), "0%").shown
'95%'
"""
