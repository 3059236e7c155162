"""由年初、调整后两份比出来的表：收到的各个文件哪些是哪一份；写明了的照写的，说不准的问，不猜。"""

from collections.abc import Iterable, Sequence

from perfxl.actions.adjustment_sides import CALLED, GivenSide, files_said, given_sides, is_settled
from perfxl.actions.forms_made import MadeForm
from perfxl.contract.pane import ChosenSideJson, SideChosen, SideJson
from perfxl.many_files.file_result import FileResult, assessments_of
from perfxl.model.errors import PerfxlError
from perfxl.reading.scope_and_stage import Side

_CHOSEN = "照您定的"


def compared_groups(
    made: MadeForm, results: Sequence[FileResult], chosen: Sequence[ChosenSideJson]
) -> tuple[list[list[FileResult]], str] | list[SideJson]:
    """照 ``--from`` 的次序分好的两组和怎样分的一句话；要人定的给出各个文件。

    只有一个文件里有可比的、定的不是两份都有的，抛 ``PerfxlError``。
    """
    sides = given_sides(made, assessments_of(results))
    # 本来就是这种表的照原样写；一张也没有的、有没有读成的（也许正是其中一份），由成表的说。
    if not sides or any(each.why for each in results):
        return [list(results)], ""
    if len(sides) == 1:
        raise PerfxlError(
            f"只有“{sides[0].result.file}”里有比得出{made.name}的表，没有写；"
            "年初的、调整后的要各一份，请把两份（或者放着它们的文件夹）一起拖进来。"
        )
    if chosen:
        sides = _as_chosen(sides, chosen)
        if not is_settled([each for each in sides if each.side]):
            raise PerfxlError("年初的、调整后的都要有，没有写；请各定至少一个文件。")
    elif not is_settled(sides):
        return _asked(sides)
    names = {each.result.file: each.side for each in sides}
    groups = [
        [each for each in results if each.assessment and names.get(each.assessment.file) is side]
        for side in Side
    ]
    return groups, _said(sides)


def which_is_which(made: MadeForm) -> str:
    """问哪一个是年初的，一句话。"""
    return (
        f"{made.name}由年初、调整后两份比出来，表里、名字里没有写明哪一个是哪一份；"
        "请在下面定了，再生成。"
    )


def _as_chosen(sides: Iterable[GivenSide], chosen: Iterable[ChosenSideJson]) -> list[GivenSide]:
    """照人定的；没有定的不用。"""
    by_file = {each.file: each.side for each in chosen if each.side is not SideChosen.UNUSED}
    return [
        GivenSide(each.result, Side(by_file[each.result.file].value), _CHOSEN)
        if each.result.file in by_file
        else GivenSide(each.result)
        for each in sides
    ]


def _asked(sides: Sequence[GivenSide]) -> list[SideJson]:
    """要人定的各个文件；写明的都是同一份的，不作数。"""
    told = {each.side for each in sides}
    return [
        SideJson(file=each.result.file, side=each.side.value, why=each.why)
        if each.side is not None and len(told) > 1
        else SideJson(file=each.result.file, side="", why="")
        for each in sides
    ]


def _said(sides: Sequence[GivenSide]) -> str:
    """两份各是哪几个文件、怎样知道的，没有用的也说。"""
    said = [f"{CALLED[side]}：{_files(sides, side)}" for side in Side]
    unused = _files(sides, None)
    said += [f"没有用：{unused}"] if unused else []
    why = "；".join(dict.fromkeys(each.why for each in sides if each.why))
    return f"{'；'.join(said)}（{why}）。"


def _files(sides: Iterable[GivenSide], side: Side | None) -> str:
    return files_said([each for each in sides if each.side is side])
