"""改坏、掉包的存放处：照种子改一份记录里的一两处，或拿别的一份顶替。"""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 10**30, 1e308, "NaN", "Infinity", "-1e999999", "x" * 100_000, "", [], {}),
    *([[]], "2024-99-99", 3.5, "１２", -(10**9), "\ud800", "\x1b[31m"),
)


def planted(store: Path, seed: int, folder: Path) -> str:
    """``store`` 抄到 ``folder``，改坏一份；改了什么。"""
    chance = random.Random(seed)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(store, folder)
    every = sorted(path for path in folder.rglob("*") if path.is_file())
    chosen = chance.choice(every)
    others = [path for path in every if path.suffix == ".json" and path != chosen]
    if chosen.suffix == ".json" and chance.random() < 0.15:
        other = chance.choice(others)
        chosen.write_bytes(other.read_bytes())
        return f"{chosen.name} 换成 {other.name}"
    chosen.write_bytes(_changed(chosen.read_bytes(), chance))
    return f"{chosen.name} 改坏"


def _changed(content: bytes, chance: random.Random) -> bytes:
    kind, place = chance.random(), chance.randrange(len(content))
    if kind < 0.15:
        return content[:place]
    if kind < 0.3:
        return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
    if kind < 0.4:
        return chance.choice((b"[" * 100_000, b""))
    lines = content.split(b"\n")
    number = chance.choice([place for place, line in enumerate(lines) if len(line) > 100])
    before, sign, written = lines[number].partition(b'{"')
    try:
        data = json.loads((sign + written).rstrip(b","))
    except ValueError:
        return content[:-5]
    for _ in range(chance.choice((1, 1, 2, 5))):
        _alter(data, chance)
    lines[number] = before + json.dumps(data).encode() + b"," * lines[number].endswith(b",")
    return b"\n".join(lines)


def _alter(data: Any, chance: random.Random) -> None:
    holder, key = chance.choice(list(_places(data)))
    if isinstance(holder, list) and chance.random() < 0.2:
        holder.insert(key, chance.choice(_ODD))
    elif chance.random() < 0.15:
        del holder[key]
    elif isinstance(holder[key], int) and chance.random() < 0.4:
        holder[key] += chance.choice((1, -1, 100, 10**6))
    else:
        holder[key] = chance.choice(_ODD)


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, each in items:
        yield data, key
        if isinstance(each, dict | list):
            yield from _places(each)
