"""给没有分值的表拟分值：各一级指标的规定分值，摊到它下面的各行。"""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from perfxl.standards.profile import Profile

_HALF = Decimal("0.5")


def propose_weights(level1: Sequence[str], profile: Profile) -> list[Decimal | None]:
    """各行的分值，按口径的一级分值摊开，整分或半分，合计正好；先排的行多得零头。

    ``level1`` 是每行的一级指标全名（``产出指标``）；口径没有规定的一级指标给 ``None``。
    一级分值见口径所引的文件；怎样摊到各行没有明文，均摊是本项目约定。

    >>> from perfxl.standards.profile import load_profile
    >>> rows = ["产出指标"] * 3 + ["效益指标", "满意度指标"]
    >>> [str(weight) for weight in propose_weights(rows, load_profile())]
    ['17', '16.5', '16.5', '30', '10']
    """
    shares = {
        name: iter(spread(profile.weights[name], level1.count(name)))
        for name in set(level1) & set(profile.weights)
    }
    return [next(shares[name]) if name in shares else None for name in level1]


def spread(points: Decimal, rows: int) -> list[Decimal]:
    """把分数摊成几份，能整分就整分，否则半分；合计不变。

    >>> [str(each) for each in spread(Decimal(50), 4)], [str(each) for each in spread(Decimal(10), 2)]
    (['12.5', '12.5', '12.5', '12.5'], ['5', '5'])
    """
    step = Decimal(1) if points % 1 == 0 and points % rows == 0 else _HALF
    if points / rows < step:
        step = Decimal("0.01")
    steps = (points / step).to_integral_value(ROUND_FLOOR)
    base, extra = divmod(int(steps), rows)
    shares = [step * (base + (place < extra)) for place in range(rows)]
    shares[0] += points - sum(shares)
    return [share.normalize() + 0 if share % 1 else Decimal(int(share)) for share in shares]
