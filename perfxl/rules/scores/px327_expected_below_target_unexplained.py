"""PX327 预计达不到指标值，没有写偏差原因"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import MONITORINGS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.told_texts import shared_reason
from perfxl.rules.facts.unfilled import is_vague
from perfxl.rules.scores.outlook import Outlook, outlook
from perfxl.standards.documents import monitoring_measures


@rule(
    id="PX327",
    title="预计达不到指标值，没有写偏差原因",
    severity=Severity.WARNING,
    forms=MONITORINGS,
    basis=(monitoring_measures("预计与绩效目标有偏差的，分析偏差原因，及时纠正"),),
    message="“{level3}”全年预计“{found}”，达不到指标值“{expected}”，没有写偏差原因。",
    hint="请在 {cells} 所在的行写明原因和下一步怎么纠正；能达到的，把全年预计改对。",
)
def expected_below_target_unexplained(subject: Subject) -> Iterator[Hit]:
    """全年预计与指标值照评分的办法比：达不到而偏差原因、备注都空着。比不出的不报。"""
    for row in subject.table.indicators:
        if outlook(row, subject.profile) is not Outlook.BELOW:
            continue
        own = all(is_vague(entry.text) for entry in (row.reason, row.note))
        if own and not shared_reason(subject.table):
            yield Hit(
                row.expected,
                found=row.expected.text,
                expected=row.target.text,
                words={"level3": row.level3.text},
                related=(row.target, row.reason),
            )
