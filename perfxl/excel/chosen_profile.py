"""本工作簿用哪个口径：记在名称“绩效口径”里，Excel 的名称管理器看得见、改得了，公式也能引用。"""

import xlwings as xw

from perfxl.excel.refusals import book_refusal
from perfxl.excel.session import RefusedError
from perfxl.model.workbook import PROFILE_NAME as NAME
from perfxl.standards.own_profiles import known_profile
from perfxl.standards.profile import Profile


def named_profile(book: xw.Book) -> str:
    """名称里写的；没有定过的为 ``""``。"""
    for name in book.names:
        if name.name == NAME:
            return (name.refers_to or "").strip(' ="')
    return ""


def chosen_profile(named: str) -> Profile | None:
    """名称里写的口径，没有写的为 ``None``；没有这个口径时抛 ``RefusedError``。"""
    if not named:
        return None
    known = known_profile(named)
    if known is None:
        raise RefusedError(
            f"名称“{NAME}”写的是“{named}”，没有这个口径；"
            "请按“口径”重新选，或在“公式—名称管理器”里改；是县里自己的口径的，先用“口径文件”加进来。"
        )
    return known


def remember_profile(book: xw.Book, profile: str) -> None:
    """记下口径；工作簿不让改时抛 ``RefusedError``。"""
    try:
        for name in list(book.names):
            if name.name == NAME:
                name.delete()
        book.names.add(NAME, f'="{profile}"')
    except Exception as error:
        said = book_refusal(error, book).said(f"工作簿“{book.name}”", "记不下口径")
        raise RefusedError(said) from error
