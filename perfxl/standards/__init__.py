"""口径：权重、等级、评分规则的数，放在 ``profiles/*.yaml``，每份注明依据和年度。

流入口径名，流出 ``Profile``。财政部门可以复制一份改数，不必改代码。

>>> from perfxl.standards.profile import load_profile
>>> profile = load_profile("黔南州")
>>> profile.weights["产出指标"], profile.grade_of(__import__("decimal").Decimal("81.28"))
(Decimal('50'), '良')
"""
