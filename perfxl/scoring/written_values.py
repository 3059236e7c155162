"""算出的执行率、等级写进用户的格里是什么样：照原来的写法，只换数和等级词。"""

from decimal import Decimal, InvalidOperation

from perfxl.grammar import Placeholder, parse
from perfxl.model.due import Due
from perfxl.model.score import TableScore
from perfxl.model.table import Entry, Table
from perfxl.reading.grades import grade_in, has_options, with_grade
from perfxl.scoring.rounding import no_finer, plain
from perfxl.standards.profile import Profile


def written_result(score: TableScore, profile: Profile) -> tuple[Decimal | None, str]:
    """成表写的总分、等级，自评表、自评汇总表都照它。``score`` 是 ``slips.as_filled`` 的。

    总分算不出的照表里所填。有没读成的行的，写出来的行不全，有得分不知道（公式没有结果）的，都空着；
    有得分要由评价人定的，有数要先核对的，表里所填的总分正是写出来的各项之和才照写，不然空着：评分也不写它。
    """
    if score.unread or score.uncalculated:
        return None, ""
    printed, grade = score.table.total.score.number, score.table.grade.text
    if score.is_awaited or (score.slips and not score.has_accepted_total):
        summed = no_finer(score.summed, profile.decimals)
        return (printed, grade) if printed is not None and printed == summed else (None, "")
    total = score.total if score.total is not None else printed
    return (
        total if total is None else no_finer(total, profile.decimals),
        score.grade or grade,
    )


def rate_in_style(entry: Entry, rate: Decimal) -> str | Decimal:
    """照原格的写法：写百分号的仍写百分号，写数的仍写数，写比值（0.8）的仍写比值，空的写 ``62.83%``。

    >>> rate_in_style(Entry("60%", 7, 8), Decimal("62.83")), rate_in_style(
    ...     Entry("60", 7, 8, Decimal(60)), Decimal("62.83"))
    ('62.83%', Decimal('62.83'))
    >>> rate_in_style(Entry("0.8", 7, 8, Decimal(80)), Decimal("62.83"))
    Decimal('0.6283')
    """
    if not entry.text or "%" in entry.text:
        return f"{plain(rate)}%"
    return rate / 100 if written_number(entry) != entry.number else rate


def written_number(entry: Entry) -> Decimal | None:
    """格里写着的数：写比值的（0.8，读作 80%）是 0.8，别的就是读出的数。

    >>> written_number(Entry("0.8", 7, 8, Decimal(80))), written_number(Entry("8,000", 7, 8, Decimal(8000)))
    (Decimal('0.8'), Decimal('8000'))
    """
    try:
        written = Decimal(entry.text.replace(",", ""))
    except InvalidOperation:
        return entry.number
    is_ratio = entry.number is not None and entry.number == written * 100 != written
    return written if is_ratio else entry.number


def graded_cells(table: Table, grade: str) -> list[Due]:
    """写等级的一格、换成 ``grade`` 以后整格的字、栏目名；没有写等级的地方的为空。

    有等级格的只写等级格。没有的，等级写在自评结论里：写着等级词的只换那个词，空着的只写等级；
    写了情况而没有写等级的是人写的话，不往里添。
    """
    own, conclusion = table.grade_cell, table.conclusion
    if own.exists:
        return [Due(own, grade if _is_blank(own.text) else with_grade(own.text, grade), "等级")]
    # 结论分写在几格的，不能整段写回一格。
    if not conclusion.exists or conclusion.continued:
        return []
    what = "自评结论的等级"
    if _is_blank(conclusion.text):
        return [Due(conclusion, f"{grade}。", what)]
    if not grade_in(conclusion.text) and not has_options(conclusion.text):
        return []
    return [Due(conclusion, with_grade(conclusion.text, grade), what)]


def _is_blank(text: str) -> bool:
    """等于空着：“/”“无”，和留着填写的横线。"""
    return not text.strip("_＿ 　") or isinstance(parse(text), Placeholder)
