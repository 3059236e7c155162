"""外壳一次交来函数名、本工作簿的口径和全部参数：算出结果，不再回头去问。"""

from collections.abc import Sequence
from typing import Any

from perfxl.functions.arguments import ArgumentError, Column
from perfxl.functions.cell_functions import cell_functions
from perfxl.functions.handed_cells import HandedCells
from perfxl.functions.registry import Argument, CellFunction

_FUNCTIONS = {each.name: each for each in cell_functions()}
_PROFILE = "profile"


def answer(name: str, book_profile: str, given: Sequence[Any]) -> Any:
    """算一个函数。``given`` 的各项是一个值、行的元组，或一块格（见 ``handed_cells``）。

    口径省略或空着的，用本工作簿的 ``book_profile``；它也空着的，用默认的。没有这个函数时抛 ``KeyError``。
    """
    function = _FUNCTIONS[name]
    try:
        taken = [
            _read(each, function.arguments[min(place, len(function.arguments) - 1)])
            for place, each in enumerate(given)
        ]
    except ArgumentError as error:
        return str(error)
    return function.run(*_with_profile(function, taken, book_profile))


def _read(given: Any, argument: Argument) -> Any:
    cells = HandedCells.of(given)
    return given if cells is None else cells.column(argument.taken.reads)


def _with_profile(function: CellFunction, taken: list[Any], book_profile: str) -> list[Any]:
    names = [argument.name for argument in function.arguments]
    if not book_profile or _PROFILE not in names:
        return taken
    place = names.index(_PROFILE)
    taken += [None] * (place + 1 - len(taken))
    if not any(Column.of(taken[place]).cells):
        taken[place] = book_profile
    return taken
