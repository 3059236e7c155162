"""消息、提示里的字怎样写：引用格里的原文、叫一行的名字、几格的地址、数。"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfxl.model.address import Block
from perfxl.model.entry import Entry
from perfxl.scoring.rounding import grouped

_INNER = str.maketrans({"“": "‘", "”": "’"})
_NOTHING = "（没有写）"
_THIS_ROW = "这一行"
# “ ”里引着、空着时不引的：是哪一行的，叫“这一行”。
_ROW_NAMES = frozenset({"level3", "name"})


def written(value: object) -> str:
    """一个数或一句话，照写。"""
    return grouped(value) if isinstance(value, Decimal) else str(value)


def quotable(value: object) -> str:
    """放进“ ”里的原文：原有的引号改用‘ ’，格里的换行写成空格，一句话不断成几行。

    >>> quotable("1.改厕户数\\n2.“垃圾”收集点")
    '1.改厕户数 2.‘垃圾’收集点'
    """
    text = written(value).translate(_INNER)
    return " ".join(filter(None, map(str.strip, text.splitlines()))) if "\n" in text else text


def quoted(text: str) -> str:
    """格里的原文连同“ ”；空着的说没有写。

    >>> quoted("≥12个"), quoted("所谓“优”"), quoted("")
    ('“≥12个”', '“所谓‘优’”', '（没有写）')
    """
    return f"“{quotable(text)}”" if text else _NOTHING


def row_called(name: str) -> str:
    """叫一行的名字；没有名称的是“这一行”。"""
    return f"“{quotable(name)}”" if name else _THIS_ROW


def and_more(count: int, unit: str) -> str:
    """举了第一个，一共几个；只有一个的不说。

    >>> and_more(3, "格"), and_more(1, "格")
    ('等 3 格', '')
    """
    return f"等 {count} {unit}" if count > 1 else ""


def filled(template: str, words: Mapping[str, str]) -> str:
    """把 ``{占位}`` 换成字；“ ”里的占位空着的，连引号一起换掉。

    >>> filled("“{level3}”在“{level2}”下。", {"level3": "", "level2": ""})
    '这一行在（没有写）下。'
    """
    for name, word in words.items():
        if not word:
            instead = _THIS_ROW if name in _ROW_NAMES else _NOTHING
            template = template.replace(f"“{{{name}}}”", instead)
    # 只有一格的不说“共 1 格，如”。
    return template.format_map(words).replace("，共 1 格，如", "：")


def address_of(at: Entry | Iterable[Entry]) -> str:
    """一格或几格的地址；同一列上下相连的写成区域，其余用逗号隔开。

    >>> address_of([Entry("", 14, 7), Entry("", 15, 7), Entry("", 18, 7)])
    'G14:G15,G18'
    """
    if isinstance(at, Entry):
        return at.cell
    places = sorted({(e.sheet, e.column, e.row - e.shift) for e in at if e.exists})
    runs: list[tuple[str, Block]] = []
    for sheet, column, row in places:
        last, run = runs[-1] if runs else ("", Block(0, 0, 0, 0))
        if (last, run.left, run.bottom) == (sheet, column, row - 1):
            runs[-1] = sheet, run._replace(bottom=row)
        else:
            runs.append((sheet, Block(row, column, row, column)))
    return ",".join(f"{sheet}!{run.address}" if sheet else run.address for sheet, run in runs)
