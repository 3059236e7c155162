"""评分：一张自评表 → 每行得分、执行率得分、总分、等级，每个分都有一句说明。

流入 ``Table`` 和 ``Profile``，流出 ``TableScore``。规则见 domain §4；数都在口径里。

>>> from decimal import Decimal
>>> from perfxl.scoring.judging import judge
>>> from perfxl.standards.profile import load_profile
>>> judge("≥2500人", "1800人", Decimal(10), profile=load_profile()).explanation
'完成值1800人 ÷ 指标值2500人 × 10分 = 7.20分'
"""
