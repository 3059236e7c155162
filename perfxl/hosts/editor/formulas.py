"""公式里的引用跟着行列走；公式的切分用 openpyxl 的 Tokenizer。"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from perfxl.model.address import LAST_COLUMN, LAST_ROW, column_letters
from perfxl.model.arrangement import Axis, joined_spans
from perfxl.model.file_faults import NotWritableError

_POINT = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")
_AREA = re.compile(
    rf"{_POINT.pattern}(?::{_POINT.pattern})?"
    r"|(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})|(\$?)(\d{1,7}):(\$?)(\d{1,7})"
)
_SHEET = re.compile(r"('(?:[^']|'')*'|[^'!]*)!")
# 整个公式就是一处引用，名称多半如此：不必切分。
_LONE = re.compile(rf"(?:(?:'(?:[^']|'')*'|[\w.]+)!)?(?:{_AREA.pattern})")
# 引用的格早已删去，表名还在：自评表!#REF!。
_GONE = "#REF!"
# 参数里写一格、这一格重复成几行时，应当把几行都算进去的函数。
_AGGREGATES = frozenset(
    {
        *("SUM", "AVERAGE", "COUNT", "COUNTA", "COUNTBLANK", "MAX", "MIN"),
        *("PRODUCT", "SUBTOTAL", "AGGREGATE", "SUMSQ", "MEDIAN"),
    }
)


class UnreadableFormulaError(NotWritableError):
    """公式切分不开，不知道里面引用了哪些格。"""

    def __init__(self, formula: str) -> None:
        super().__init__(
            f"工作簿里有读不懂的公式“{formula}”，行列、表名变动后不能保证它引用得对；请把它改简单些再试。"
        )


@dataclass(frozen=True)
class Moves:
    """一张工作表的新排法：行、列。"""

    rows: Axis = field(default_factory=Axis.same)
    columns: Axis = field(default_factory=Axis.same)

    @property
    def none(self) -> bool:
        """没有变动。"""
        return self.rows.is_same and self.columns.is_same


def moved_formula(
    formula: str,
    moves: Moves,
    *,
    own: str | None,
    moved: str,
    at: tuple[int, int] | None = None,
) -> str:
    """公式（不带等号）里对工作表 ``moved`` 的引用照新排法改写。

    ``own`` 是公式所在的工作表，没写表名的引用指它；``at`` 是公式在新排法里的行、列，
    不在 ``moved`` 上的公式没有。被删的引用写成 ``#REF!``。
    读不开的公式抛 ``UnreadableFormulaError``。

    >>> rows = Axis([1, 2, 2, 2, 3], last=3)
    >>> moved_formula("SUM(A2)+A3*$B$1", Moves(rows), own="表", moved="表", at=(5, 1))
    'SUM(A2:A4)+A5*$B$1'
    """
    if not mentions_cells(formula):
        return formula
    parts: list[str] = []
    functions: list[str] = []
    for piece in _pieces_of(formula):
        if piece.opens:
            functions.append(piece.opens)
        elif piece.closes and functions:
            functions.pop()
        text = piece.text
        if piece.is_reference:
            stretched = bool(functions) and functions[-1] in _AGGREGATES
            text = _moved_operand(text, moves, own, moved, at, stretched=stretched)
        parts.append(text)
    return "".join(parts)


class _Piece(NamedTuple):
    """公式的一段：``opens`` 是函数开头的函数名，``closes`` 是函数的末尾。"""

    text: str
    is_reference: bool = False
    opens: str = ""
    closes: bool = False


def _pieces_of(formula: str) -> list[_Piece]:
    """公式切成几段；切不开、拆不开的抛 ``UnreadableFormulaError``。"""
    if _LONE.fullmatch(formula):
        return [_Piece(formula, is_reference=True)]
    # 成一张随带的表用不着，光载入 openpyxl 就比写一份表久得多。
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import Token, TokenizerError

    try:
        tokens = Tokenizer(f"={formula}").items
    except TokenizerError as error:
        raise UnreadableFormulaError(formula) from error
    pieces: list[_Piece] = []
    for token in tokens:
        opens = token.type == Token.FUNC and token.subtype == Token.OPEN
        piece = _Piece(
            token.value,
            token.type == Token.OPERAND and token.subtype == Token.RANGE,
            token.value.rstrip("(").upper() if opens else "",
            token.type == Token.FUNC and not opens,
        )
        _refuse_joined(piece, formula)
        pieces.append(piece)
    return pieces


def _refuse_joined(piece: _Piece, formula: str) -> None:
    """``A1:INDEX(…)``、``OFFSET(…):B2``、``表!A1:表!B2``：冒号连着的不是一段地址，拆不开就不改。"""
    joined = bool(piece.opens) and ":" in piece.text
    if piece.is_reference:
        area = _split(piece.text)[2]
        plain = area == _GONE or _AREA.fullmatch(area) is not None
        joined = not plain and ("!" in area or (":" in area and "[" not in area))
    if joined:
        raise UnreadableFormulaError(formula)


_CELLS = re.compile(r"\d|[A-Za-z]:")


def mentions_cells(formula: str) -> bool:
    """可能引用着格、整行、整列；没有的不必挪。"""
    return _CELLS.search(formula) is not None


def _moved_operand(
    operand: str,
    moves: Moves,
    own: str | None,
    moved: str,
    at: tuple[int, int] | None,
    *,
    stretched: bool,
) -> str:
    sheet, mark, area = _split(operand)
    if area == _GONE:
        return operand
    name = _unquoted(sheet) if mark else own
    if name is None or name.lower() != moved.lower():
        return operand
    place = at if not mark or own == moved else None
    if stretched and (place is None or not moves.rows.path(place[0])):
        pieces = _pieces(area, moves)
        if len(pieces) > 1:
            return ",".join(f"{sheet}{mark}{piece}" for piece in pieces)
    new = moved_area(area, moves, place, stretched=stretched)
    return operand if new is None else f"{sheet}{mark}{new or '#REF!'}"


def _pieces(area: str, moves: Moves) -> list[str]:
    """在块外求和、块里的行重复成不相连的几段时，一段一段写：SUM(E7:E9,E15:E17)。"""
    found = _AREA.fullmatch(area)
    if found is None or not found[4] or int(found[8] or found[4]) > moves.rows.last:
        return []
    one, other = found.group(1, 2, 3, 4), found.group(5, 6, 7, 8)
    last = one if other[1] is None else other
    top, bottom = sorted((int(one[3]), int(last[3])))
    spans = joined_spans(moves.rows.copies(top, bottom))
    columns = moves.columns.span(*sorted((_column_number(one[1]), _column_number(last[1]))))
    if columns is None or len(spans) < 2:
        return []
    left, right = (column_letters(each) for each in columns)
    return [f"{one[0]}{left}{one[2]}{first}:{last[0]}{right}{last[2]}{end}" for first, end in spans]


def moved_area(
    area: str, moves: Moves, at: tuple[int, int] | None = None, *, stretched: bool = True
) -> str | None:
    """一段地址（``A1``、``$A$1:B2``、``A:C``、``2:4``）的新写法。

    不是地址的（名称、表格栏）为 ``None``；整段删去的为 ``""``。``stretched``：只写一格而这格
    重复成几行的，写成几行的一段；否则取第一处。
    """
    found = _AREA.fullmatch(area)
    if found is None:
        return None
    at_row, at_column = at if at is not None else (None, None)
    if found[13] or found[14]:
        rows = moves.rows.span(int(found[14]), int(found[16]), at_row)
        if rows is None:
            return ""
        return f"{found[13]}{rows[0]}:{found[15]}{min(rows[1], LAST_ROW)}"
    if found[9] or found[10]:
        columns = moves.columns.span(
            _column_number(found[10]), _column_number(found[12]), at_column
        )
        if columns is None:
            return ""
        last = column_letters(min(columns[1], LAST_COLUMN))
        return f"{found[9]}{column_letters(columns[0])}:{found[11]}{last}"
    one, other = found.group(1, 2, 3, 4), found.group(5, 6, 7, 8)
    single = other[1] is None
    if single:
        other = one
    top, bottom = sorted((int(one[3]), int(other[3])))
    left, right = sorted((_column_number(one[1]), _column_number(other[1])))
    if bottom > LAST_ROW or right > LAST_COLUMN:
        return None
    rows = moves.rows.span(top, bottom, at_row)
    columns = moves.columns.span(left, right, at_column)
    if rows is None or columns is None:
        return ""
    if rows[0] > LAST_ROW or columns[0] > LAST_COLUMN:
        return ""  # 挤出工作表之外
    first = f"{one[0]}{column_letters(columns[0])}{one[2]}{rows[0]}"
    if single and not stretched:
        return first
    last_row, last_column = min(rows[1], LAST_ROW), min(columns[1], LAST_COLUMN)
    last = f"{other[0]}{column_letters(last_column)}{other[2]}{last_row}"
    return first if single and first == last else f"{first}:{last}"


def renamed_sheet(formula: str, old: str, new: str) -> str:
    """公式里的工作表名 ``old`` 改成 ``new``。

    >>> renamed_sheet("SUM(表1!A1:A3)+'表 2'!B1", "表1", "自评 表")
    "SUM('自评 表'!A1:A3)+'表 2'!B1"
    """
    if old.replace("'", "''").lower() not in formula.lower():
        return formula
    parts: list[str] = []
    for piece in _pieces_of(formula):
        sheet, mark, area = _split(piece.text)
        if piece.is_reference and mark and _unquoted(sheet).lower() == old.lower():
            parts.append(f"{quoted_sheet(new)}!{area}")
        else:
            parts.append(piece.text)
    return "".join(parts)


def unshared(formula: str, origin: str, cell: str) -> str:
    """共享公式的主格在 ``origin``，写成 ``cell`` 自己的公式。

    >>> unshared("A1*$B$1", "C1", "C3")
    'A3*$B$1'
    """
    from openpyxl.formula.tokenizer import TokenizerError  # 见 ``_pieces_of``
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator(f"={formula}", origin=origin).translate_formula(cell))[1:]
    except (TokenizerError, TranslatorError, ValueError) as error:
        raise UnreadableFormulaError(formula) from error


def quoted_sheet(name: str) -> str:
    """公式里的工作表名：总带单引号，名字里的单引号写两个。"""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def _split(operand: str) -> tuple[str, str, str]:
    """一处引用的工作表、感叹号、地址；带引号的表名里可以有感叹号。

    >>> _split("'a!b'!A1"), _split("A1"), _split("表!#REF!")
    (("'a!b'", '!', 'A1'), ('', '', 'A1'), ('表', '!', '#REF!'))
    """
    found = _SHEET.match(operand) if operand != _GONE else None
    return (found[1], "!", operand[found.end() :]) if found else ("", "", operand)


def _unquoted(sheet: str) -> str:
    if sheet.startswith("'") and sheet.endswith("'"):
        return sheet[1:-1].replace("''", "'")
    return sheet


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
