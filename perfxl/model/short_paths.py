"""文件的短名：文件名连同所在的文件夹；这样还有两个一样的，再往上写到分得清为止。"""

from collections import Counter
from collections.abc import Iterable
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
