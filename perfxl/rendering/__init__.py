"""成表：表和得分 + 模板 → 一张工作表的方案（值、合并、行高），不碰 Excel。

流入 ``Table``、``TableScore`` 和模板的网格，流出 ``SheetPlan`` 或 ``CellChange`` 列表；
由 ``hosts`` 写进文件。

>>> from perfxl.rendering.row_height import lines_needed
>>> lines_needed("预算绩效目标自评表", column_points=50, font_points=10)
2
"""
