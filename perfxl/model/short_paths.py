"""文件的短名：文件名连同所在的文件夹；这样还有两个一样的，再往上写到分得清为止。"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

# 文件名和它的文件夹。
_FEWEST = 2


def short_paths(paths: Iterable[str]) -> dict[str, str]:
    """各路径的短名，照给的写法作键。

    >>> list(short_paths(["收/2023年/甲局/a.xlsx", "收/2024年/甲局/a.xlsx", "收/甲局/b.xlsx"]).values())
    ['2023年/甲局/a.xlsx', '2024年/甲局/a.xlsx', '甲局/b.xlsx']
    """
    parts = {path: PurePath(path).parts for path in paths}
    found: dict[str, str] = {}
    count = _FEWEST
    left = list(parts)
    while left:
        names = {path: "/".join(parts[path][-count:]) for path in left}
        tally = Counter(names.values())
        clear = [path for path in left if tally[names[path]] == 1 or count >= len(parts[path])]
        found |= {path: names[path] for path in clear}
        left = [path for path in left if path not in found]
        count += 1
    return {path: found[path] for path in parts}


def shown_names(files: Iterable[str]) -> dict[str, str]:
    """各文件怎样称呼：名字；有同名的，连同分得出彼此的几级文件夹。

    >>> list(shown_names(["a/2023年/甲局/x.xlsx", "a/2024年/甲局/x.xlsx", "a/y.xlsx"]).values())
    ['2023年/甲局/x.xlsx', '2024年/甲局/x.xlsx', 'y.xlsx']
    """
    same: dict[str, list[PurePath]] = {}
    for path in map(PurePath, dict.fromkeys(files)):
        same.setdefault(path.name, []).append(path)
    shown: dict[str, str] = {}
    for own in same.values():
        longest = max(len(path.parts) for path in own)
        lengths = range(1, longest + 1)
        length = next(n for n in lengths if len({path.parts[-n:] for path in own}) == len(own))
        shown |= {str(path): "/".join(path.parts[-length:]) for path in own}
    return shown


def shown(file: str, names: Mapping[str, str]) -> str:
    """``file`` 在 ``shown_names`` 给的 ``names`` 里怎样称呼；不在里面的是文件名。"""
    path = PurePath(file)
    return names.get(str(path), path.name)
