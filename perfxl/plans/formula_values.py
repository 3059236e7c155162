"""公式现在的值：只算加减乘除、SUM 和 ROUND，别的留给 Excel。

为什么要算：文件里存着公式上次的值，改了它引用的格，不重算的程序（手机预览、本程序的校验）看到的是旧值。
公式的切分用 openpyxl 的 Tokenizer。
"""

from collections.abc import Callable
from decimal import Decimal, DecimalException

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from perfxl.grammar.exact_numbers import round_to
from perfxl.model.address import Block

Place = tuple[int, int]


class FormulaValues:
    """一张工作表的公式。

    ``content`` 给出一格写着的：数、文字，空格为 ``None``；``formula`` 给出一格的公式（没有为 ``None``）。

    >>> cells = {(1, 1): Decimal(2), (2, 1): Decimal(3), (3, 1): "无"}
    >>> formulas = {(4, 1): "I7+SUM(A1:A3)", (5, 1): "ROUND(A4/3,2)*100%", (6, 1): "IF(A1,1,2)"}
    >>> values = FormulaValues(lambda *at: cells.get(at), lambda *at: formulas.get(at))
    >>> values.value(4, 1), values.value(5, 1), values.value(6, 1)
    (Decimal('5'), Decimal('1.67'), None)
    >>> values.depends(5, 1, {(2, 1)}), values.depends(5, 1, {(9, 9)})
    (True, False)
    """

    def __init__(
        self,
        content: Callable[[int, int], Decimal | str | None],
        formula: Callable[[int, int], str | None],
    ) -> None:
        self._content = content
        self._formula = formula
        self._values: dict[Place, Decimal | None] = {}
        self._used: dict[Place, set[Place]] = {}

    def value(self, row: int, column: int) -> Decimal | None:
        """公式的值；算不了的为 ``None``。"""
        place = (row, column)
        if place not in self._values:
            self._values[place] = None  # 引用到自己的算不出
            self._used[place] = set()
            formula = self._formula(row, column)
            if formula is not None:
                self._values[place] = _evaluated(formula, lambda at: self._cell(place, at))
        return self._values[place]

    def depends(self, row: int, column: int, changed: set[Place]) -> bool:
        """公式直接、间接用到了 ``changed`` 里的格；要先算过。"""
        return bool(self._used.get((row, column), set()) & changed)

    def _cell(self, owner: Place, at: Place) -> Decimal | str | None:
        self._used[owner].add(at)
        if self._formula(*at) is None:
            return self._content(*at)
        value = self.value(*at)
        self._used[owner] |= self._used[at]
        if value is None:
            raise _UnknownError
        return value


class _UnknownError(Exception):
    """里面有算不了的。"""


def _evaluated(formula: str, cell: Callable[[Place], Decimal | str | None]) -> Decimal | None:
    try:
        tokens = [t for t in Tokenizer(f"={formula}").items if t.type != Token.WSPACE]
        parser = _Parser(tokens, cell)
        value = parser.sum()
        return value if parser.ended else None
    except (_UnknownError, TokenizerError, DecimalException, IndexError, RecursionError):
        # 括号套得太深、一格引一格引得太长的，也算不了。
        return None


class _Parser:
    """加减 → 乘除 → 正负、百分号 → 数、格、括号、函数。"""

    def __init__(self, tokens: list[Token], cell: Callable[[Place], Decimal | str | None]) -> None:
        self.tokens = tokens
        self.cell = cell
        self.at = 0

    @property
    def ended(self) -> bool:
        return self.at == len(self.tokens)

    def sum(self) -> Decimal:
        value = self._product()
        while (sign := self._operator("+", "-")) is not None:
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Decimal:
        value = self._signed()
        while (sign := self._operator("*", "/")) is not None:
            other = self._signed()
            value = value * other if sign == "*" else value / other
        return value

    def _operator(self, *signs: str) -> str | None:
        token = None if self.ended else self.tokens[self.at]
        if token is None or token.type != Token.OP_IN or token.value not in signs:
            return None
        self.at += 1
        return str(token.value)

    def _signed(self) -> Decimal:
        token = self._next()
        if token.type == Token.OP_PRE:
            value = self._signed()
            return -value if token.value == "-" else value
        value = self._single(token)
        while not self.ended and self.tokens[self.at].type == Token.OP_POST:
            self.at += 1
            value /= 100
        return value

    def _single(self, token: Token) -> Decimal:
        if token.type == Token.OPERAND and token.subtype == Token.NUMBER:
            return Decimal(token.value)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            block = _block(token.value)
            if block[:2] != block[2:]:
                raise _UnknownError
            value = self.cell((block.top, block.left))
            if isinstance(value, str):
                raise _UnknownError
            return Decimal(0) if value is None else value
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            value = self.sum()
            self._next()
            return value
        if token.type == Token.FUNC and token.value.upper() == "SUM(":
            return self._total()
        if token.type == Token.FUNC and token.value.upper() == "ROUND(":
            number = self.sum()
            self._next()
            places = self.sum()
            self._next()
            if abs(places) > _MOST_PLACES:
                raise _UnknownError
            return round_to(number, int(places))
        raise _UnknownError

    def _total(self) -> Decimal:
        """SUM：区域里的文字、空格不算。"""
        total = Decimal(0)
        while True:
            token = self.tokens[self.at]
            following = self.tokens[self.at + 1]
            if token.subtype == Token.RANGE and following.type in (Token.SEP, Token.FUNC):
                self.at += 1
                total += self._area(_block(token.value))
            else:
                total += self.sum()
            if self._next().type == Token.FUNC:
                return total

    def _area(self, block: Block) -> Decimal:
        places = [
            (row, column)
            for row in range(block.top, block.bottom + 1)
            for column in range(block.left, block.right + 1)
        ]
        values = [self.cell(place) for place in places]
        return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))

    def _next(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token


def _block(area: str) -> Block:
    try:
        block = Block.parse(area.replace("$", ""))
    except ValueError as error:
        raise _UnknownError from error
    if (block.bottom - block.top + 1) * (block.right - block.left + 1) > _MOST_CELLS:
        raise _UnknownError
    return block


_MOST_CELLS = 100_000
# ROUND 的位数再多就没有意义，多半是引用错了格。
_MOST_PLACES = 20
