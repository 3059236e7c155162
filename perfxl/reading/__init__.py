"""读表：从网格里按文字（不按固定格）认出表，取出每个值和它的单元格。

流入 ``Grid``，流出 ``Table``。新的同义词加在 ``labels.yaml``，不必改代码。

>>> from perfxl.model.cell import Cell, CellKind
>>> from perfxl.model.grid import Grid
>>> from perfxl.reading.sheet import read_sheet
>>> rows = ["一级指标 三级指标 年度指标值 实际完成值 分值 得分".split(),
...         "产出指标 培训人数 ≥80人 80人 10 10".split()]
>>> cells = {(r, c): Cell(r, c, CellKind.TEXT, text)
...          for r, row in enumerate(rows, 4) for c, text in enumerate(row, 2)}
>>> [table] = read_sheet("书.xlsx", Grid("表", cells)).tables
>>> table.indicators[0].target.text, table.indicators[0].target.cell
('≥80人', 'D5')
"""
