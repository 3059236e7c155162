"""几块地址合成几个引用，一次往返改多处。"""

from collections.abc import Iterable, Iterator, Sequence

from perfxl.model.address import column_letters

# Excel 的 Range("A1,C3") 最多 255 个字符。
_LONGEST = 250


def joined(addresses: Iterable[str], longest: int = _LONGEST, between: str = ",") -> Iterator[str]:
    """用 ``between`` 接起来，每段不超过 ``longest`` 个字符。

    >>> list(joined(["A1", "B2:B9", "C3"], 8))
    ['A1,B2:B9', 'C3']
    """
    said = ""
    for address in addresses:
        if said and len(said) + len(between) + len(address) > longest:
            yield said
            said = ""
        said = f"{said}{between}{address}" if said else address
    if said:
        yield said


def column_runs(rows: Sequence[int], column: int) -> list[str]:
    """一列里这些行的地址，挨着的合成一块。

    >>> column_runs([3, 4, 5, 9], 2)
    ['B3:B5', 'B9']
    """
    letters = column_letters(column)
    return [
        f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"
        for first, last in _runs(rows)
    ]


def column_blocks(columns: Sequence[int], first: int, last: int) -> list[str]:
    """这些列从第 ``first`` 行到第 ``last`` 行的地址，挨着的列合成一块。

    >>> column_blocks([8, 7, 2], 5, 9)
    ['B5:B9', 'G5:H9']
    """
    return [
        f"{column_letters(left)}{first}:{column_letters(right)}{last}"
        for left, right in _runs(columns)
    ]


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """各段相连的首尾。"""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs
