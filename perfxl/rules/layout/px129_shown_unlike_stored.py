"""PX129 格里看到的和存的对不上"""

from collections.abc import Iterator

from perfxl.grammar import Deadline, Measured
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Indicator, OddlyShown
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quotable
from perfxl.scoring.in_one_kind import in_one_kind
from perfxl.standards.documents import own_convention


@rule(
    id="PX129",
    title="格里看到的和存的对不上",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(own_convention("报送的表以看到的为准，计算却用存的数"),),
)
def shown_unlike_stored(subject: Subject) -> Iterator[Hit]:
    """格式把内容藏起来（``;;;``）；小数点放错了位（``0!.00,"万元"``）、除以一千却写着万（``0.00,"万元"``）的，

    看到的与存的差十倍、百倍；数写在格式里的（``"120人"``、``0"0人"``），存的是多少都那样显示。
    完成时间只看到序列号（45626）的、年份不显示而不是表的年度的，也说。
    藏起来的 0 是通常的做法，只报指标值、完成值里的；金额的格式与单位不合的由 PX431 报。
    """
    doubtful = {entry.cell for entry in subject.table.doubtful_amounts}
    for each in subject.table.oddly_shown:
        if each.seen == each.entry.text and each.entry.cell in doubtful:
            continue
        if each.hides_year:
            yield _hidden_year(each)
        elif each.digits_in_code:
            yield _digits_in_code(each)
        else:
            yield _misplaced_point(each) if each.seen else _hidden(each)
    for row in subject.table.indicators:
        for entry in (row.target, row.actual):
            if entry.is_hidden_zero:
                yield _hidden_zero(entry)
        if (day := _day_as_number(row)) is not None:
            yield Hit(
                row.actual,
                found=row.actual.text,
                message=f"这一格看到的是 {row.actual.text}，照 Excel 的日期序列号是 {day}，这里当作这一天。",
                hint=f"请把 {row.actual.cell} 的数字格式改成日期；不是日期的请改正。",
                severity=Severity.INFO,
            )


def _day_as_number(row: Indicator) -> str | None:
    """完成时间只看到一个数，当作日期读的：是哪一天。"""
    if not isinstance(row.target_value, Deadline) or not isinstance(row.actual_value, Measured):
        return None
    _, actual = in_one_kind(row.target_value, row.actual_value)
    return actual.raw if isinstance(actual, Deadline) and actual.day else None


def _hidden_year(odd: OddlyShown) -> Hit:
    return Hit(
        odd.entry,
        found=odd.stored,
        message=f"这一格存的是 {quotable(odd.stored)}，格式“{odd.code}”不显示年份，看到的是 {odd.seen}，"
        "与表的年度不是一年；这里照看到的读。",
        hint=f"请核对 {odd.entry.cell} 是哪一年，写出年份。",
    )


def _hidden(odd: OddlyShown) -> Hit:
    return Hit(
        odd.entry,
        found=odd.stored,
        message=f"这一格存的是 {quotable(odd.stored)}，格式“{odd.code}”让它什么也不显示，打印出来是空的，加总时却算。",
        hint=f"请把 {odd.entry.cell} 的数字格式改成“常规”；不要的内容请清除。",
    )


def _misplaced_point(odd: OddlyShown) -> Hit:
    read = odd.entry.text
    rest = "缩小的倍数与写的单位不合" if read == odd.seen else f"这里按 {read} 读"
    return Hit(
        odd.entry,
        found=odd.stored,
        message=f"这一格存的是 {quotable(odd.stored)}，格式“{odd.code}”让它在 Excel 里显示成 {odd.seen}，{rest}。",
        hint=f'请把 {odd.entry.cell} 的数字格式改成 0!.0,"万元"（一位小数）或 0!.0000"万元"（四位小数），'
        "或把数改成要显示的数。",
    )


def _digits_in_code(odd: OddlyShown) -> Hit:
    return Hit(
        odd.entry,
        found=odd.stored,
        message=f"这一格存的是 {quotable(odd.stored)}，看到的 {odd.seen} 是写在格式“{odd.code}”里的，不是存的数。",
        hint=f"请核对 {odd.entry.cell} 是多少：把数字格式改成“常规”，填上实际的数和单位。",
    )


def _hidden_zero(entry: Entry) -> Hit:
    return Hit(
        entry,
        found="0",
        message="这一格存的是 0，格式“不显示 0”让它什么也不显示，看起来像没有填。",
        hint=f"请把 {entry.cell} 的数字格式改成“常规”；不是 0 的请填上。",
    )
