"""Excel 不让改时说为什么：问得到的（受保护、在共享、合并着、整块的数组公式）照实说，问不到的说它自己的话，不猜。"""

from contextlib import suppress
from dataclasses import dataclass

import xlwings as xw

from perfxl.excel.session import raise_if_busy

# 它自己的话太长的，只说开头。
_LONGEST = 120


@dataclass(frozen=True)
class Refusal:
    """为什么：接在工作表、工作簿的名字后面的一句，和怎么办。``told`` 为假是问不到，``why`` 里是 Excel 自己的话。"""

    why: str
    remedy: str
    told: bool = True

    def said(self, subject: str, what: str) -> str:
        """一句话：谁、为什么、什么没有做成、怎么办。"""
        remedy = f"；{self.remedy}" if self.remedy else ""
        return f"{subject}{self.why}，{what}{remedy}。"


# 几张表，各为什么。
Refused = tuple[tuple[str, Refusal], ...]

_PROTECTED = Refusal("受保护", "请在“审阅”里撤销工作表保护后再试")
_OBJECTS = Refusal("的批注受保护", "请在“审阅”里撤销工作表保护后再试")
_SHARED = Refusal("所在的工作簿在共享", "请在“审阅”里停止共享后再试")
_STRUCTURE = Refusal("的结构受保护", "请在“审阅”里撤销工作簿保护后再试")
_BOOK_SHARED = Refusal("在共享", _SHARED.remedy)
_ARRAY = Refusal("在整块输入的数组公式里，不能单改一格", "请先把整块换成值或普通公式再试")
_THREADED = Refusal("已有可以回复的新式批注", "")
_MERGED = Refusal("是合并的格的一部分", "请先取消合并再试")


def sheet_refusal(
    error: BaseException, book: xw.Book, sheet: xw.Sheet, *, notes: bool = False
) -> Refusal:
    """一张表改不了；Excel 正忙的不是不让改，原样抛出。``notes``：改的是批注。"""
    raise_if_busy(error)
    if _is(sheet, "ProtectContents", "protect_contents"):
        return _PROTECTED
    if notes and _is(sheet, "ProtectDrawingObjects", "protect_drawing_objects"):
        return _OBJECTS
    if _is(book, "MultiUserEditing", "multi_user_editing"):
        return _SHARED
    return _in_its_words(error)


def note_refusal(error: BaseException, cell: xw.Range) -> Refusal:
    """一格加不了批注。"""
    refusal = sheet_refusal(error, cell.sheet.book, cell.sheet, notes=True)
    if refusal.told:
        return refusal
    with suppress(Exception):  # 旧版和别的宿主没有新式批注
        if cell.comment is not None:
            return _THREADED
    return refusal


def cells_refusal(error: BaseException, book: xw.Book, area: xw.Range) -> str:
    """几格写不进：连同地址的一句。"""
    found, place, what = sheet_refusal(error, book, area.sheet), "", "写不进，已放回原样"
    if not found.told:
        place = area.get_address(False, False)
        own = _of_cells(area)
        if own is not None:
            found, what = own, f"{found.why}，已放回原样"
    return found.said(f"工作表“{area.sheet.name}”{place}", what)


def book_refusal(error: BaseException, book: xw.Book) -> Refusal:
    """工作簿里加不了、删不了表，记不了名称。"""
    raise_if_busy(error)
    if _is(book, "ProtectStructure", "protect_structure"):
        return _STRUCTURE
    if _is(book, "MultiUserEditing", "multi_user_editing"):
        return _BOOK_SHARED
    return _in_its_words(error)


def grouped(refused: Refused) -> dict[Refusal, list[str]]:
    """同一个原因的几张表放在一起。"""
    found: dict[Refusal, list[str]] = {}
    for name, why in refused:
        found.setdefault(why, []).append(name)
    return found


def own_words(error: BaseException) -> str:
    """Excel 自己说的：COM 的错误里有一段给人看的话；没有的照错误的文字。"""
    words = str(error)
    if type(error).__name__ == "com_error":
        detail = error.args[2] if len(error.args) > 2 else None
        description = detail[2] if isinstance(detail, tuple) and len(detail) > 2 else None
        words = str(description or (error.args[1] if len(error.args) > 1 else words))
    words = " ".join(words.split()).rstrip("。.")
    return f"{words[:_LONGEST]}……" if len(words) > _LONGEST else words


def _in_its_words(error: BaseException) -> Refusal:
    words = own_words(error) or type(error).__name__
    return Refusal(f"改不了（Excel 说：“{words}”）", "", told=False)


def _of_cells(area: xw.Range) -> Refusal | None:
    """格自己的原因；问不到的为 ``None``。"""
    try:
        if area.merge_cells and area.merge_area[0, 0].get_address() != area.get_address():
            return _MERGED
        return _ARRAY if area.has_array else None
    except Exception:  # noqa: BLE001  各宿主没有这一项时抛的错不同
        return None


def _is(owner: xw.Book | xw.Sheet, windows: str, mac: str) -> bool:
    """Excel 自己说是；问不到为 ``False``。"""
    with suppress(Exception):  # Mac 上名字不同
        return getattr(owner.api, windows) is True
    with suppress(Exception):  # 各宿主没有这一项时抛的错不同
        return getattr(owner.api, mac).get() is True
    return False
