"""方案：一张要写的工作表是什么样——模板怎样展开，格里写什么，清单有哪些行，哪些格要标。

不碰文件，不认得绩效和预算：宿主（``hosts``）照方案写，谁来定方案在 ``rendering``、``actions``。

>>> from perfxl.plans.fonts import CellFont
>>> from perfxl.plans.row_height import lines_needed
>>> lines_needed("预算绩效目标自评表", column_points=50, font=CellFont(10))
2
"""
