"""金额的单位。"""

from decimal import Decimal

# 金额单位合多少元。
MONEY_FACTORS = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
# 正则里认一个单位：长的在先，“百万元”不是“万元”。
ANY_MONEY_UNIT = "|".join(sorted(MONEY_FACTORS, key=len, reverse=True))
