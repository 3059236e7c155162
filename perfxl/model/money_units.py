"""金额的单位。"""

from decimal import Decimal

# 金额单位合多少元。
MONEY_FACTORS = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
