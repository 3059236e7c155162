"""PX207 指标值或完成值读不懂"""

from collections.abc import Iterator

from perfxl.grammar import Placeholder, Unreadable, parse
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.engine.telling import address_of
from perfxl.rules.values.value_writing import tidied
from perfxl.standards.documents import own_convention

# 值本身写坏了的几种说明；别的是程序不认得这种写法。
_DAMAGED = Pattern("不认识的符号|小数点|只有|隔开|方向相反|过长|划掉")
_NO_SUCH_DATE = Pattern(r"没有\d+月|这一天")
_WRITE = "请改成“符号＋数值＋单位”的写法，如“≥90%”"
_STRUCK = "请清除划掉的字，只留要报的"
_DATE = "请改成真有的日期"
_CHECK = "请自己核对这一行：单位少见，没有比较"


@row_rule(
    id="PX207",
    title="指标值或完成值读不懂",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("读不懂的值不猜，也不计分"),),
    message="“{found}”读不懂：{why}。",
)
def value_unreadable(subject: RowSubject) -> Iterator[Hit]:
    """有认不得的符号、几个小数点一类，或没有这一天（2月30日），比较不了。少见的单位、比例是程序不认得，只作参考。

    改掉重复的符号、单位或混进的字母就读得懂的，由 PX214、PX222、PX223 报；
    符号单列而值是文字的，由 PX224 报。
    """
    for stated in subject.stated_targets:
        row = stated.row
        worded = row.nature.text and not isinstance(
            parse(row.value.to_read), Unreadable | Placeholder
        )
        if not (worded and stated.target == row.target):
            yield from _unreadable(stated.targets)
    actual = subject.indicator.actual
    if actual.exists:
        yield from _unreadable((actual,))


def _unreadable(entries: tuple[Entry, ...]) -> Iterator[Hit]:
    text = entries[0].text
    value = parse(entries[0].to_read)
    if isinstance(value, Unreadable) and tidied(text) is None:
        dated = _NO_SUCH_DATE.search(value.note) is not None
        damaged = dated or _DAMAGED.search(value.note) is not None
        struck = "划掉" in value.note
        what = _DATE if dated else _STRUCK if struck else _WRITE if damaged else _CHECK
        yield Hit(
            entries,
            found=text,
            words={"why": value.note},
            hint=f"{what}（{address_of(entries)}）。",
            severity=None if damaged else Severity.INFO,
        )
