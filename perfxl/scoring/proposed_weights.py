"""给没有分值的表拟分值：各一级指标的规定分值，先摊到二级，再摊到它下面的各行。"""

from collections.abc import Sequence
from decimal import Decimal

from perfxl.standards.profile import Profile

_STEPS = (Decimal(1), Decimal("0.5"), Decimal("0.01"))


def propose_weights(
    level1: Sequence[str], profile: Profile, level2: Sequence[str] = ()
) -> list[Decimal | None]:
    """各行的分值：一级分值照口径，在二级之间、再在各行之间均摊，合计正好。

    ``level1``、``level2`` 是每行的一级、二级指标全名，等长；没有 ``level2`` 时直接摊到各行。
    口径没有规定的一级指标给 ``None``；没有满意度一类的，它的分加到效益（口径的
    ``absent_goes_to``）。分不匀的零头归行数多的二级、排在前面的行。
    一级分值见口径所引的文件；怎样摊到各行没有明文，均摊是本项目约定。

    >>> from perfxl.standards.profile import load_profile
    >>> rows = ["产出指标"] * 4 + ["效益指标", "满意度指标"]
    >>> [str(weight) for weight in propose_weights(rows, load_profile())]
    ['13', '13', '12', '12', '30', '10']
    >>> parts = ["数量指标", "数量指标", "质量指标", "时效指标", "社会效益指标", "满意度指标"]
    >>> [str(weight) for weight in propose_weights(rows, load_profile(), parts)]
    ['9', '8', '17', '16', '30', '10']
    """
    proposed: list[Decimal | None] = [None] * len(level1)
    given = profile.weights_for(set(level1))
    for name in dict.fromkeys(level1):
        if name not in given:
            continue
        rows = [place for place, own in enumerate(level1) if own == name]
        groups: dict[str, list[int]] = {}
        for place in rows:
            groups.setdefault(level2[place] if level2 else str(place), []).append(place)
        # 行数多的二级先得零头；同样多的照表中先后。
        ordered = sorted(groups.values(), key=lambda places: (-len(places), places[0]))
        shares = spread(given[name], len(ordered))
        if any(
            share < Decimal("0.5") * len(places)
            for share, places in zip(shares, ordered, strict=True)
        ):
            # 二级均摊下来不够每行半分，就不分二级。
            ordered, shares = [rows], [given[name]]
        for places, share in zip(ordered, shares, strict=True):
            for place, points in zip(places, spread(share, len(places)), strict=True):
                proposed[place] = points
    return proposed


def spread(points: Decimal, rows: int) -> list[Decimal]:
    """把分数摊成几份，尽量整分，不够每份一分的用半分；零头归前面的份，合计不变。

    >>> [str(each) for each in spread(Decimal(50), 4)], [str(each) for each in spread(Decimal(3), 4)]
    (['13', '13', '12', '12'], ['1', '1', '0.5', '0.5'])
    """
    step = next(
        step
        for step in _STEPS
        if ((points / step) % 1 == 0 and points / step >= rows) or step == _STEPS[-1]
    )
    base, extra = divmod(int(points / step), rows)
    shares = [step * (base + (place < extra)) for place in range(rows)]
    shares[0] += points - sum(shares)
    return [share.quantize(Decimal(1)) if share % 1 == 0 else share.normalize() for share in shares]
