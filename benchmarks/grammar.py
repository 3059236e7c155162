"""读指标值的代价：十万个各不相同的指标值，与只用一个正则匹配同样文字之比；再读一遍几乎不花时间。

正则只认“符号、数、单位”一种写法，是读法的下限；各不相同，所以缓存帮不上忙。
"""

import re
import time
from collections.abc import Callable

from ratios import Ratios, middle_ratios

from perfxl.grammar import parse, parsing

COUNT, ROUNDS, REPEATS = 100_000, 3, 20
_BARE = re.compile(r"\s*([≥≤=<>]?)\s*(-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(万|亿)?([^0-9]*)\s*")
_SHAPES = (
    "≥{n}人", "≥{n}.5万人", "≤{n}元/人", "={n}万元", "不低于{n}场次", "{n}户以上", "{n},000元",
    "≥{n} 套", "{n}家左右", "2024年{m}月{d}日前{n}户",
)  # fmt: skip


def values(rounds: int = ROUNDS) -> Ratios:
    """轮流读。"""
    texts = [
        _SHAPES[n % len(_SHAPES)].format(n=n + 1, m=n % 12 + 1, d=n % 28 + 1) for n in range(COUNT)
    ]
    assert len(set(texts)) == COUNT
    few = texts[:1000]
    times: dict[str, list[float]] = {"只匹配正则": [], "读": [], "重复的再读": []}
    for _ in range(rounds):
        times["只匹配正则"].append(_seconds(lambda: [_BARE.match(text) for text in texts]))
        parsing._cached.cache_clear()
        times["读"].append(_seconds(lambda: [parse(text) for text in texts]))
        parsing._cached.cache_clear()
        [parse(text) for text in few]
        again = _seconds(lambda: [parse(text) for _ in range(REPEATS) for text in few])
        times["重复的再读"].append(again / (REPEATS * len(few)) * COUNT)
    return Ratios(
        "读指标值",
        f"{COUNT:,} 个各不相同的指标值（{len(_SHAPES)} 种写法），轮流 {rounds} 轮，处理器时间。"
        "正则只认“符号、数、单位”一种写法，是下限。",
        "只匹配正则",
        middle_ratios(times, "只匹配正则"),
        frozenset({"读", "重复的再读"}),
    )


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    print(values().text())
