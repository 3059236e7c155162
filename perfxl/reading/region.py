"""网格里属于一张表的一块，按行取出有字的格。"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from perfxl.grammar.amounts import amount, percentage
from perfxl.grammar.patterns import Pattern
from perfxl.model.address import Block
from perfxl.model.amount_doubt import AmountDoubt, WhyDoubtful
from perfxl.model.cell import Cell
from perfxl.model.grid import Grid
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.number_format import GENERAL, number_scale
from perfxl.model.printed_unit import PrintedUnit
from perfxl.model.shown_amounts import may_scale, shown_amount, tidied
from perfxl.model.table import ABSENT, Entry

_SHOWN = Pattern(r"-?[0-9][0-9,]*(?:\.([0-9]+))?")


def after_label(entry: Entry) -> Entry:
    """标签与值同在一格时的值，标签留在 ``prefix``；没有冒号的没有值，为 ``ABSENT``。

    >>> value = after_label(Entry("联系人：×××", 28, 1))
    >>> value.text, value.prefix
    ('×××', '联系人：')
    """
    for colon in ("：", ":"):
        label, found, value = entry.text.partition(colon)
        if found and len(label) <= 16:
            return entry._replace(text=value.strip(), prefix=label + found)
    return ABSENT


class Region:
    """网格的一块。行列都含首尾。"""

    def __init__(self, grid: Grid, block: Block) -> None:
        self.grid = grid
        self.block = block
        # 该格的值；合并块取左上角；空格给出写入的位置、文字为空。
        self.entry = grid.entry
        self._row_texts = grid.row_texts
        self._left, self._right = block.left, block.right  # 块只会缩短，左右不变
        self._taken: set[tuple[int, int]] = set()
        # 读了一部分的格里余下的字，照所在的格记。
        self.rests: dict[tuple[int, int], list[Entry]] = {}
        # 格式缩小着显示、写着别的单位的金额格：照存的数读、照显示的读各是多少。
        self.scaled: dict[tuple[int, int], tuple[Decimal, Decimal]] = {}
        # 管着资金金额的各处单位，由近到远。
        self.printed_units: dict[tuple[PrintedUnit, ...], None] = {}

    def take(self, *entries: Entry) -> None:
        """记下这几格已经读懂；``unread`` 不再列它们。"""
        taken = self._taken
        for entry in entries:
            taken.add((entry.row, entry.column))

    def unread(self, entries: Iterable[Entry]) -> list[Entry]:
        """其中还没有读懂的格。"""
        taken = self._taken
        return [entry for entry in entries if (entry.row, entry.column) not in taken]

    def columns(self, left: int, right: int) -> "Region":
        """同样的行、其中几列；读懂的格记在一处。"""
        return self._part(self.block._replace(left=left, right=right))

    def rows_to(self, bottom: int) -> "Region":
        """同样的列、到某一行为止；读懂的格记在一处。"""
        return self._part(self.block._replace(bottom=bottom))

    def _part(self, block: Block) -> "Region":
        part = Region(self.grid, block)
        part._taken = self._taken
        part.rests = self.rests
        part.scaled = self.scaled
        part.printed_units = self.printed_units
        return part

    def used_block(self, top: int) -> Block:
        """从 ``top`` 行起实际占用的范围：有字的格和它们的合并块。"""
        grid, (_, first, last_row, last) = self.grid, self.block
        bottom, left, right = top, last, first
        for row in grid.rows_between(top, last_row):
            columns = [cell.column for cell in grid.rows[row] if first <= cell.column <= last]
            if columns:
                bottom, left, right = row, min(left, columns[0]), max(right, columns[-1])
        for block in grid.merged:
            within = top <= block.top <= last_row and first <= block.left <= last
            if within and (block.top, block.left) in grid.cells:
                bottom, right = max(bottom, block.bottom), max(right, block.right)
        return Block(top, left, bottom, right)

    def first_said(self, row: int, columns: Sequence[int]) -> Entry:
        """几列里第一个有字的格；都空着是第一列的空格，没有列是 ``ABSENT``。"""
        first, entries = ABSENT, self.grid.entries
        for column in columns:
            entry = entries[row, column]
            if entry.text:
                return entry
            first = entry if first is ABSENT else first
        return first

    def texts(self, row: int) -> list[Entry]:
        """一行里有字的格，左上角就在这一行的才算；得到的列表不要改。"""
        entries = self._row_texts.get(row)
        if entries is None:
            return []
        if self._left <= entries[0].column and entries[-1].column <= self._right:
            return entries
        return [entry for entry in entries if self._left <= entry.column <= self._right]

    def right_of(self, entry: Entry) -> Entry:
        """标签右边第一个有字的格（合并拆开后中间会有空格）；都空着则是紧邻的一格。

        到了表的右边为 ``ABSENT``。
        """
        column = self.grid.block(entry.row, entry.column).right + 1
        for found in self.texts(entry.row):
            if found.column >= column:
                return found
        return self.beside(entry)

    def beside(self, entry: Entry) -> Entry:
        """标签右边紧邻的一格；到了表的右边为 ``ABSENT``。"""
        column = self.grid.block(entry.row, entry.column).right + 1
        return self.entry(entry.row, column) if column <= self.block.right else ABSENT

    def figure_beside(self, entry: Entry) -> Entry:
        """标签右边紧邻的一格；空着而隔着空格写着数的（合并拆开了），是那个数。"""
        beside = self.beside(entry)
        if beside.text:
            return beside
        further = self.right_of(entry)
        is_figure = further.number is not None or percentage(further.text) is not None
        return further if is_figure else beside

    def below(self, entry: Entry) -> Entry:
        """标签下边相邻的一格；到了表的底边为 ``ABSENT``。"""
        row = self.grid.block(entry.row, entry.column).bottom + 1
        return self.entry(row, entry.column) if row <= self.block.bottom else ABSENT

    def below_spacers(self, entry: Entry) -> Entry:
        """标签下边的一格；紧挨着的几行整行空着、没有合并（只是隔开）的越过去。"""
        column, row = entry.column, self.grid.block(entry.row, entry.column).bottom + 1
        last = self.grid.rows_between(row, self.block.bottom)[:1]
        while (
            last
            and row < last[0]
            and self.grid.block(row, column) == Block(row, column, row, column)
        ):
            row += 1
        return self.entry(row, column) if row <= self.block.bottom else ABSENT

    def money(
        self, row: int, column: int, money_unit: str | None, own_unit: str | None = None
    ) -> Entry:
        """金额：照人看到的读成表的单位 ``money_unit``；``-`` 为 0，空为 ``None``。

        数字格式缩放了的、写着单位的，照显示的数和它的单位；与栏名的单位合不上的，``doubt`` 写明，
        多少说不准的没有数。``own_unit`` 是这一栏自己写的单位，与表的不同就折过来。
        """
        entry = self.entry(row, column)
        if own_unit and money_unit and own_unit != money_unit and entry.exists:
            entry = entry._replace(column_unit=own_unit)
        number = entry.number
        if number is not None:
            cell = self.grid.cell(row, column)
            if cell is not None and may_scale(cell.number_format):
                return self._shown_amount(entry, number, cell.number_format, money_unit)
        elif entry.text:
            number = amount(entry.text, money_unit=own_unit or money_unit or "元")
        if number is not None and entry.column_unit and money_unit:
            number = number * MONEY_FACTORS[entry.column_unit] / MONEY_FACTORS[money_unit]
        return entry if number is entry.number else entry._replace(number=number)

    def _shown_amount(
        self, entry: Entry, number: Decimal, code: str, money_unit: str | None
    ) -> Entry:
        """数字格式会缩放、写着单位的一格金额，以表的单位计；没有写单位的表以元计，与文字一样。"""
        header = entry.column_unit or money_unit or ""
        shown = shown_amount(number, code, MONEY_FACTORS.get(header))
        if shown is None:
            return entry
        factor = Decimal(1)
        if shown.yuan is not None:
            factor = shown.yuan / MONEY_FACTORS.get(money_unit or "", Decimal(1))
        read, stored = tidied(shown.amount * factor), tidied(shown.stored * factor)
        doubt = AmountDoubt(shown.why, read, stored, header) if shown.why is not None else None
        if shown.why not in (None, WhyDoubtful.OTHER_UNIT):
            return entry._replace(number=None, doubt=doubt)
        if read != stored:
            self.scaled[entry.row, entry.column] = stored, read
        return entry if read == number else entry._replace(number=read, doubt=doubt)

    def points(self, row: int, column: int) -> Entry:
        """分数：按显示的小数位；``10分``、``10%`` 读作 10；``-`` 和空为 ``None``。"""
        return points_of(self.grid.cell(row, column), self.entry(row, column))


def points_of(cell: Cell | None, entry: Entry) -> Entry:
    """一格里的分数，读法见 ``Region.points``。"""
    if cell is None or not entry.text:
        return entry
    if cell.number is not None:
        number = _as_shown(cell)
        return entry if number is entry.number else entry._replace(number=number)
    text = entry.text.removesuffix("分").rstrip("%％").strip()
    number = amount(text) if any(map(str.isdigit, text)) else None
    return entry if number is entry.number else entry._replace(number=number)


def _as_shown(cell: Cell) -> Decimal | None:
    """算式算出的数取显示的位数（至少两位时），免得把 6.28266667 与 6.28 当成两个分。

    百分比格式的照百分数；``0.00"分"`` 一类带着字的，取里面的数。
    """
    number = cell.number
    if number is None or cell.number_format == GENERAL:
        return number
    scale = number_scale(number, cell.number_format)
    if scale is None:
        return number
    if scale.exponent:
        return number.scaleb(scale.exponent)
    shown = _SHOWN.search(cell.to_read or cell.shown)
    places = len(shown[1] or "") if shown else 0
    return Decimal(shown[0].replace(",", "")) if shown and places >= 2 else number
