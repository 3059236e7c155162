"""表里的一个值：文字、数、所在的单元格。"""

from decimal import Decimal
from typing import NamedTuple

from perfxl.model.address import cell_address
from perfxl.model.amount_doubt import AmountDoubt
from perfxl.model.money_units import MONEY_FACTORS


class Reading(NamedTuple):
    """``shown`` 这样显示的，读的时候当作 ``said``：202412 当作 2024年12月。"""

    shown: str = ""
    said: str = ""


class Derived(NamedTuple):
    """不是读来的值：``why`` 是怎样得来的（不带句号，照抄的为 ``""``），``of`` 是取自的各格。"""

    why: str
    of: "tuple[Entry, ...]" = ()


class Entry(NamedTuple):
    """表里的一个值：人看到的文字、能读成数时的数、所在单元格。

    ``prefix`` 是与值同在一格的标签（``联系人：``），写回时要带上。
    ``row`` 为 0 表示表里没有这一栏；文字为空而 ``row`` 不为 0，表示有这一格但没填。
    ``stored_as_text``：文件里存的是文字，不是数；``continued``：文字由上下几格接成，不能整个写回一格。
    ``reading``：文字容易认错时，读的时候当作什么。
    ``raw``：格里存的原文，夹着看不见的字符、兼容字形，与看到的不同时才有。
    ``doubt``：金额的数字格式与单位不合；说不准的，``number`` 为 ``None``。
    ``column_unit``：金额所在的栏写着自己的、与表不同的单位；``number`` 仍以表的单位计，写回时要折回去。
    ``derived``：成表时由别的格得来的，是怎样得来的；读来的值没有。
    ``sheet``：一张表接着写在下一张工作表上，这一格在那一张上；那里的行号是 ``row`` 减去 ``shift``。
    """

    text: str = ""
    row: int = 0
    column: int = 0
    number: Decimal | None = None
    formula: str | None = None
    prefix: str = ""
    stored_as_text: bool = False
    continued: bool = False
    raw: str = ""
    reading: Reading = Reading()
    doubt: AmountDoubt | None = None
    column_unit: str = ""
    derived: Derived | None = None
    sheet: str = ""
    shift: int = 0

    @property
    def is_doubtful(self) -> bool:
        """是金额，但数字格式与单位不合，多少说不准。"""
        return self.doubt is not None and self.number is None

    def certain(self) -> "Entry":
        """说不准的金额空着（``doubt`` 留着），别的照旧：成表、改正只用说得准的。"""
        return self._replace(text="", number=None) if self.is_doubtful else self

    def as_printed(self, factor: Decimal | None) -> "Entry":
        """折成表的单位（合 ``factor`` 元）的金额，折回所在栏的单位：与印着的是同一个数。"""
        if not self.column_unit or self.number is None or factor is None:
            return self._replace(column_unit="")
        own = MONEY_FACTORS[self.column_unit]
        return self._replace(number=self.number * factor / own, column_unit="")

    @property
    def shown_amount(self) -> Decimal | None:
        """照显示读出的金额，说不准的也在内；没有为 ``None``。"""
        if self.number is None and self.doubt is not None:
            return self.doubt.shown
        return self.number

    @property
    def to_read(self) -> str:
        """要读的字：格式让显示的字容易认错时，是说明白的写法，见 ``number_format.readings``。"""
        return (
            self.reading.said
            if self.reading.said and self.text == self.reading.shown
            else self.text
        )

    @property
    def place(self) -> tuple[int, int]:
        """在哪一行、哪一列；没有这一栏时为 ``(0, 0)``。"""
        return self.row, self.column

    @property
    def cell(self) -> str:
        """Excel 地址；没有这一栏时为 ``""``，在接着写的工作表上的带着表名：``续!B3``。"""
        return f"{self.sheet}!{self.address}" if self.sheet and self.row else self.address

    @property
    def address(self) -> str:
        """在自己那张工作表上的 Excel 地址；没有这一栏时为 ``""``。"""
        return cell_address(self.row - self.shift, self.column) if self.row else ""

    @property
    def on_own_sheet(self) -> "Entry":
        """照自己那张工作表的行号。"""
        return self._replace(row=self.row - self.shift, sheet="", shift=0) if self.sheet else self

    def within(self, before: str, after: str) -> "Entry":
        """前后接上别的字的同一格。"""
        text, said = f"{before}{self.text}{after}", f"{before}{self.to_read}{after}"
        return self._replace(text=text, reading=Reading(text, said) if said != text else Reading())

    @property
    def is_hidden_zero(self) -> bool:
        """存着 0，格式（``0;-0;;@``）不让它显示。"""
        return self.number == 0 and not self.text

    @property
    def exists(self) -> bool:
        """表里有这一格（不论填没填）。"""
        return self.row > 0

    @property
    def uncalculated(self) -> bool:
        """是公式，但文件里没有存结果，或结果是错误值；由 PX902 报，别的规则不当它是空白。"""
        if self.formula is None or self.number is not None:
            return False
        return not self.text or self.text.startswith("#")

    def __bool__(self) -> bool:
        return bool(self.text)


ABSENT = Entry()


class OddlyShown(NamedTuple):
    """格式让人看到的和存的对不上的一格：``stored`` 是存的，``seen`` 是在 Excel 里看到的，藏起来的为 ``""``。

    ``digits_in_code``：看到的数写在格式里，不随着存的数变。
    ``hides_year``：存的日期是别的年度的，格式只显示月日。
    """

    entry: Entry
    code: str
    stored: str
    seen: str
    digits_in_code: bool = False
    hides_year: bool = False
