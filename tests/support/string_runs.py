"""随便拼的字逐句当指标值读：不出异常，读不懂的有说法，整理两遍不变，写出来再读还是那个意思，不慢。

单独运行看更多：``make fuzz``；有毛病的列出来，退出码为 1。
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from perfxl.grammar import Compound, Value, amount, as_contract, fold, parse, percentage, show

PIECES = (
    *"≥≤=><≈~0123456789.,%‰万亿千百十人次件个元年月日前底末内约近余多每第/*×-+、，；：（）()和及至",
    *("万元", "2024年", "12月", "31日", "小时", "元/人", "/年", "以上", "以下", "左右", "不低于"),
    *(
        "控制在",
        "未完成",
        "完成",
        "达成",
        "预期指标",
        "满意度",
        "第三季度",
        "上半年",
        "工作日",
        "三",
    ),
    *("百分之", "XX", "指标1", "↑", "²", "\n", " ", "\u3000", "\ud800", "\\geq", "$", "2024-12-31"),
)
# 少见的：别的文字、全角、形近字、组合符号、长的重复。
_RARE = (
    *(
        "０１２",
        "Ⅻ",
        "〇",
        "壹仟",
        "八千",
        "九千",
        "零",
        "廿",
        "½",
        "①",
        "％",
        "﹪",
        "٣",
        "१",
        "\u0301",
    ),
    *(
        "\u200b",
        "\u202e",
        "\ufeff",
        "\x00",
        "\x1b[31m",
        "😀",
        "e",
        "E",
        "_",
        "'",
        '"',
        "\\",
        "{{",
        "NaN",
    ),
    *(
        "-" * 50,
        "." * 200,
        "9" * 400,
        "0" * 300,
        "、" * 60,
        "（" * 60,
        "1/" * 40,
        "万" * 30,
        "1e999",
    ),
)
# 一句最多用几秒处理器时间。
_SLOWEST = 1.0


def some_text(chance: random.Random) -> str:
    """多数是指标值里常见的字、词拼的，少数夹着少见的，很少几句是任意的字符。"""
    kind = chance.random()
    if kind < 0.05:
        return "".join(chr(chance.randrange(0x11_0000)) for _ in range(chance.randrange(1, 12)))
    pieces = PIECES if kind < 0.8 else PIECES + _RARE
    return "".join(chance.choices(pieces, k=chance.randrange(1, 10)))


def meaning(value: Value) -> Any:
    """值里除原文与说明以外的一切。"""
    if isinstance(value, Compound):
        return value.kind, tuple(map(meaning, value.parts))
    skipped = {"raw", "note"}
    return tuple(getattr(value, part.name) for part in fields(value) if part.name not in skipped)


def faults(text: str) -> Iterator[str]:
    """一句的毛病。"""
    started = time.process_time()
    try:
        yield from _odd(text)
    except Exception as error:  # noqa: BLE001  正要看有没有
        yield f"{type(error).__name__}: {error}"
    seconds = time.process_time() - started
    if seconds > _SLOWEST:
        yield f"用了 {seconds:.1f} 秒"


def _odd(text: str) -> Iterator[str]:
    value = parse(text)
    if value.raw != text:
        yield "原文变了"
    if not value.note and value.kind == "unreadable":
        yield "读不懂而没有说为什么"
    as_contract(value)
    amount(text)
    percentage(text)
    if fold(fold(text)) != fold(text):
        yield "整理两遍又变了"
    shown = show(value)
    if meaning(parse(shown)) != meaning(value):
        yield f"写成“{shown}”再读，意思变了"


def run(seeds: range) -> list[tuple[int, str, str]]:
    """各种子各一句；有毛病的：种子、那一句、怎么了。"""
    found: list[tuple[int, str, str]] = []
    for seed in seeds:
        text = some_text(random.Random(seed))
        found += [(seed, text, said) for said in faults(text)]
    return found


def kept(path: Path) -> list[str]:
    """从前出过毛病的，一行一句，写成 Python 的字面（``"…"``）。"""
    import ast

    lines = path.read_text("utf-8").splitlines()
    return [ast.literal_eval(line) for line in lines if line and not line.startswith("#")]


if __name__ == "__main__":
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    done = run(range(first, first + int(sys.argv[1])))
    for each in done[:50]:
        sys.stdout.write(f"{each!r}\n")
    sys.stdout.write(f"{sys.argv[1]} 句，{len(done)} 处毛病\n")
    sys.exit(1 if done else 0)
