"""给没有分值的表拟分值：各一级指标的规定分值摊到各行，先取 5 分、10 分这样的整数，二级之间大致相当。"""

from collections.abc import Sequence
from decimal import Decimal

from perfxl.standards.profile import Profile

# 分得开就用前面的：人拟分值先想到 5 分一档，行多了才用 1 分、半分。
_STEPS = (Decimal(5), Decimal(1), Decimal("0.5"), Decimal("0.01"))


def propose_weights(
    level1: Sequence[str], profile: Profile, level2: Sequence[str] = ()
) -> list[Decimal | None]:
    """各行的分值：一级分值照口径，摊到它下面的各行，合计正好。

    ``level1``、``level2`` 是每行的一级、二级指标全名，等长。
    口径没有规定的一级指标给 ``None``；没有满意度一类的，它的分加到效益（口径的
    ``absent_goes_to``）。
    一级分值见口径所引的文件；怎样摊到各行没有明文，见 ``spread``，是本项目约定。

    >>> from perfxl.standards.profile import load_profile
    >>> rows = ["产出指标"] * 4 + ["效益指标", "满意度指标"]
    >>> [str(weight) for weight in propose_weights(rows, load_profile())]
    ['15', '15', '10', '10', '30', '10']
    >>> parts = ["数量指标", "数量指标", "质量指标", "时效指标", "社会效益指标", "满意度指标"]
    >>> [str(weight) for weight in propose_weights(rows, load_profile(), parts)]
    ['10', '10', '15', '15', '30', '10']
    """
    proposed: list[Decimal | None] = [None] * len(level1)
    given = profile.weights_for(set(level1))
    for name in dict.fromkeys(level1):
        if name not in given:
            continue
        rows = [place for place, own in enumerate(level1) if own == name]
        parts = [level2[place] if level2 else str(place) for place in rows]
        for place, points in zip(rows, spread(given[name], parts), strict=True):
            proposed[place] = points
    return proposed


def spread(points: Decimal, parts: Sequence[str]) -> list[Decimal]:
    """把分数摊到各行，合计不变；``parts`` 是各行属于哪一个二级。

    用分得开的最大一档（5 分、1 分、半分）。各行相差不过一档：多的一档先给分最少的二级，
    一样少的照表中先后。

    >>> [str(each) for each in spread(Decimal(50), ["数量", "数量", "质量", "时效", "成本", "成本"])]
    ['10', '5', '10', '10', '10', '5']
    >>> [str(each) for each in spread(Decimal(3), ["数量"] * 4)]
    ['1', '1', '0.5', '0.5']
    """
    step = next(
        step
        for step in _STEPS
        if ((points / step) % 1 == 0 and points / step >= len(parts)) or step == _STEPS[-1]
    )
    base, extra = divmod(int(points / step), len(parts))
    shares = [step * base] * len(parts)
    sums = {part: step * base * parts.count(part) for part in parts}
    left = list(range(len(parts)))
    for _ in range(extra):
        place = min(left, key=lambda each: (sums[parts[each]], each))
        left.remove(place)
        shares[place] += step
        sums[parts[place]] += step
    shares[0] += points - sum(shares)
    return [share.quantize(Decimal(1)) if share % 1 == 0 else share.normalize() for share in shares]
