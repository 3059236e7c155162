"""PX540 说明里写增加了，指标值没有变"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.reading.rate_names import bare
from perfxl.rules.engine.form_groups import ADJUSTMENTS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.standards.documents import own_convention

_CHANGED = Pattern(
    r"([\u4e00-\u9fff]{2,})(?:有所)?(增加|减少|调增|调减|增长|下降|提高|降低|上调|下调)"
)


@row_rule(
    id="PX540",
    title="说明里写增加了，指标值没有变",
    severity=Severity.INFO,
    forms=ADJUSTMENTS,
    basis=(own_convention("说明里写了增减的，调整后的指标值跟着变"),),
    message="“{level3}”的说明写“{found}”，调整后的指标值仍是“{expected}”。",
    hint="请核对 {cells}，调整后的指标值该改的改，没有变的改说明。",
)
def noted_change_not_made(subject: RowSubject) -> Iterator[Hit]:
    """说明里“……人数增加”的后两个字正是指标名称里的，年初、调整后的指标值却一样。说经费、预算增减的不报。"""
    row = subject.indicator
    found = _CHANGED.search(row.note.text)
    if found is None or not row.target_adjusted.exists or not row.target.text:
        return
    if row.target.text != row.target_adjusted.text or row.target.place == row.target_adjusted.place:
        return
    if found[1][-2:] in bare(row.level3.text):
        yield Hit(
            row.target_adjusted,
            found=found[0],
            expected=row.target_adjusted.text,
            words={"level3": row.level3.text},
            related=(row.note, row.target),
        )
