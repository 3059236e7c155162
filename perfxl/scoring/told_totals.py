"""自评结论、实际完成情况里写着的总分、等级，与表里的对不上的。文字是人写的，评分、成表都不改，只说。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfxl.model.score import TableScore
from perfxl.model.sentence import Sentence, sentence
from perfxl.model.table import ABSENT, Entry, Table
from perfxl.reading.grades import grade_in
from perfxl.reading.stated_totals import StatedTotal, stated_totals
from perfxl.scoring.rounding import half_up, plain


class ToldTotal(NamedTuple):
    """``entry`` 是哪一格，``place`` 是栏目，``stated`` 是写着的与总分不同的一处。"""

    entry: Entry
    place: str
    stated: StatedTotal

    def corrected(self, total: Decimal) -> str:
        """这一处换成 ``total`` 的整格文字，别的字不动。"""
        text = self.entry.text
        return text[: self.stated.start] + plain(total) + text[self.stated.end :]


def totals_told_wrong(table: Table, total: Decimal, full_score: Decimal) -> Iterator[ToldTotal]:
    """文字里写的总分与 ``total`` 不同的，一格只给第一处。

    只写到整数或一位小数的，总分四舍五入后相同就算一致；写着“满分100分”或另有一处写对了的不算。
    """
    for place, entry in (
        ("自评结论", table.conclusion),
        ("实际完成情况", table.goals.get("actual", ABSENT)),
    ):
        stated = stated_totals(entry.text)
        if any(_agrees(each.number, total) for each in stated):
            continue
        wrong = [each for each in stated if each.number != full_score or len(stated) == 1]
        if wrong:
            yield ToldTotal(entry, place, wrong[0])


def _agrees(stated: Decimal, total: Decimal) -> bool:
    exponent = stated.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return stated == half_up(total, decimals)


class ToldApart(NamedTuple):
    """``entry`` 里写着 ``old``，该是 ``new``；``said`` 是事实，半句。"""

    entry: Entry
    said: Sentence
    old: str
    new: str


def told_apart(score: TableScore, table: Table, total: Decimal, grade: str) -> Iterator[ToldApart]:
    """总分写成 ``total``、等级写成 ``grade`` 以后，照原样留着的文字里还写着别的；认可了的格不说。

    ``table`` 是写好以后的样子：结论里写等级的，换过了等级词。
    """
    accepted = {each.entry.place for each in score.accepted}
    for entry, place, stated in totals_told_wrong(table, total, score.full_score):
        old, new = plain(stated.number), plain(total)
        fact = f" 的{place}里写着 {old} 分，总分是 {new} 分；这个数照原样，没有改"
        if entry.place not in accepted:
            yield ToldApart(entry, sentence(entry, fact), f" {old} ", f" {new}")
    conclusion = table.conclusion
    told = grade_in(conclusion.text)
    if told and grade and told != grade and conclusion.place not in accepted:
        fact = f" 的自评结论里写着“{told}”，等级是“{grade}”；文字照原样，没有改"
        yield ToldApart(conclusion, sentence(conclusion, fact), f"“{told}”", f"“{grade}”")
