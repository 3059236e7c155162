"""VML（批注的框、控件、页眉里的图）：里面常有不合格的 XML（如不闭合的 br），只能按文字改。

依据：ECMA-376 第 4 部分 19.4（VML 里的表格数据）。Excel 写的 ``x:MoveWithCells`` 意思与字面相反：有它的是
“不随单元格移动”。
"""

import re
from collections.abc import Callable

from perfxl.hosts.editor.anchors import first_output
from perfxl.hosts.editor.formulas import Moves

# 命名空间前缀各程序不同，只认元素名。
_SHAPE = re.compile(r"<(\w+):shape\b.*?</\1:shape>", re.DOTALL)
_ANCHOR = re.compile(r"(<(?:\w+:)?Anchor>)([^<]*)")
_FORMULA = re.compile(r"(<(?:\w+:)?(?:FmlaLink|FmlaRange|FmlaGroup|FmlaPict|FmlaTxbx)>)([^<]+)")
_NOTE = re.compile(r"ObjectType\s*=\s*[\"']Note[\"']")
_STAYS = re.compile(r"<(?:\w+:)?MoveWithCells\s*(?:/>|>\s*(?:True|t|1)?\s*<)", re.IGNORECASE)
_INTEGER = re.compile(r"-?\d{1,9}")


def decoded(data: bytes) -> tuple[str, str]:
    """文字和编码；写回用 ``encoded``，读不成的字节照原样。"""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "surrogatepass"), "utf-16"
    return data.decode("utf-8", "surrogateescape"), "utf-8"


def encoded(text: str, encoding: str) -> bytes:
    """``decoded`` 的反面。"""
    errors = "surrogatepass" if encoding == "utf-16" else "surrogateescape"
    return text.encode(encoding, errors)


def moved_vml(data: bytes, moves: Moves, formula: Callable[[str], str]) -> bytes:
    """形状照新排法挪，控件链着的格照 ``formula`` 改写；批注所在的格没有了的，形状也去掉。"""
    text, encoding = decoded(data)
    moved = _SHAPE.sub(lambda shape: _moved_shape(shape[0], moves), text)
    return encoded(_with_formulas(moved, formula), encoding)


def rewritten_vml(data: bytes, formula: Callable[[str], str]) -> bytes:
    """控件链着的格照 ``formula`` 改写。"""
    text, encoding = decoded(data)
    return encoded(_with_formulas(text, formula), encoding)


def _with_formulas(text: str, formula: Callable[[str], str]) -> str:
    def rewrite(found: re.Match[str]) -> str:
        # 里面只可能有这两个转义：引号里的表名带 &、'。
        plain = found[2].replace("&apos;", "'").replace("&amp;", "&")
        new = formula(plain)
        return found[0] if new == plain else found[1] + new.replace("&", "&amp;")

    return _FORMULA.sub(rewrite, text)


def _moved_shape(shape: str, moves: Moves) -> str:
    rows, columns = moves.rows, moves.columns
    row, column = _number_of(shape, "Row"), _number_of(shape, "Column")
    anchor = _ANCHOR.search(shape)
    numbers = [int(each) for each in _INTEGER.findall(anchor[2])] if anchor else []
    if row is not None and column is not None:
        places, across = rows.outputs(row + 1), columns.outputs(column + 1)
        if not places or not across:
            return ""
        down, right = places[0] - 1 - row, across[0] - 1 - column
        shape = _with_number(shape, "Row", row + down)
        shape = _with_number(shape, "Column", column + right)
    elif len(numbers) == 8 and not (_STAYS.search(shape) and not _NOTE.search(shape)):
        down = first_output(rows, max(numbers[2], 0) + 1) - 1 - numbers[2]
        right = first_output(columns, max(numbers[0], 0) + 1) - 1 - numbers[0]
    else:
        return shape
    if len(numbers) == 8:
        for place, shift in ((0, right), (2, down), (4, right), (6, down)):
            numbers[place] = max(numbers[place] + shift, 0)
        written = ", ".join(str(number) for number in numbers)
        shape = _ANCHOR.sub(lambda found: found[1] + written, shape)
    return shape


def _number_of(shape: str, name: str) -> int | None:
    found = re.search(rf"<(?:\w+:)?{name}>\s*(\d{{1,9}})", shape)
    return int(found[1]) if found else None


def _with_number(shape: str, name: str, number: int) -> str:
    return re.sub(rf"(<(?:\w+:)?{name}>)[^<]*", rf"\g<1>{number}", shape)
