"""PX108 表中没有分值"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.unread import WhyUnread
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX108",
    title="表中没有分值",
    severity=Severity.WARNING,
    basis=(evaluation_measures("单位自评按各指标的分值记分，满分 100 分"),),
    message="这张表没有读到“分值”一栏，得分、总分和等级没有核对。",
    hint="请在 {cells} 所在的表头加上“分值”“得分”两栏；表样本来没有这两栏的可以不管。",
)
def weights_missing(subject: Subject) -> Iterator[Hit]:
    """整张表没有分值栏（如转移支付自评表）。得分栏、总分也没有的，表样本来如此，只作参考。
    有这一栏而某行没填的由 PX303 报。"""
    rows = subject.table.indicators
    if any(each.why is WhyUnread.WEIGHTED for each in subject.table.unread_rows):
        return
    if rows and not any(row.weight.exists for row in rows):
        scored = any(row.score.exists for row in rows) or subject.table.total.score.exists
        yield Hit(rows[0].level3, severity=None if scored else Severity.INFO)
