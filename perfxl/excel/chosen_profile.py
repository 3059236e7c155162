"""本工作簿用哪个口径：记在名称“绩效口径”里，Excel 的名称管理器看得见、改得了，公式也能引用。"""

import xlwings as xw

from perfxl.excel.session import RefusedError
from perfxl.standards.profile import Profile, load_profile, profile_names

NAME = "绩效口径"


def chosen_profile(book: xw.Book) -> Profile:
    """本工作簿的口径；没有定过的用默认。名称里写的口径不存在时抛 ``RefusedError``。"""
    for name in book.names:
        if name.name == NAME:
            chosen = (name.refers_to or "").strip(' ="')
            if chosen and chosen not in profile_names():
                raise RefusedError(
                    f"名称“{NAME}”写的是“{chosen}”，没有这个口径；"
                    "请按“口径”重新选，或在“公式—名称管理器”里改。"
                )
            return load_profile(chosen) if chosen else load_profile()
    return load_profile()


def remember_profile(book: xw.Book, profile: str) -> None:
    """记下口径；工作簿不让改时抛 ``RefusedError``。"""
    try:
        for name in list(book.names):
            if name.name == NAME:
                name.delete()
        book.names.add(NAME, f'="{profile}"')
    except Exception as error:
        raise RefusedError(
            f"工作簿“{book.name}”里记不下口径，多半是结构受保护或在共享；请撤销后再试。"
        ) from error
