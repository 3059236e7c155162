"""成表的内容：表和得分 → 模板里各个名字写什么，清单里各行写什么。

流入 ``Table``、``TableScore``，流出 ``Content``（``plans`` 照模板排成 ``SheetPlan``）和清单的行。
"""
