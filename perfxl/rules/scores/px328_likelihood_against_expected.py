"""PX328 完成目标可能性与全年预计不合"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.form_groups import MONITORINGS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.scores.outlook import Outlook, outlook
from perfxl.standards.documents import monitoring_measures
from perfxl.standards.profile import Profile

_SURE, _PERHAPS, _NEVER = "确定能", "有可能", "不可能"


@rule(
    id="PX328",
    title="完成目标可能性与全年预计不合",
    severity=Severity.WARNING,
    forms=MONITORINGS,
    basis=(monitoring_measures("完成目标可能性分确定能、有可能、完全不可能三级判断"),),
    message="“{level3}”完成目标可能性是“{found}”，{why}。",
    hint="请核对 {cells}：三级里只选一个，与全年预计完成情况一致。",
)
def likelihood_against_expected(subject: Subject) -> Iterator[Hit]:
    """预计达不到却选“确定能”，预计达得到却选“完全不可能”，同时选了两级。比不出的不报。"""
    for row in subject.table.indicators:
        why = _why(row, subject.profile)
        if why:
            yield Hit(
                row.likelihood,
                found=row.likelihood.text,
                words={"level3": row.level3.text, "why": why},
                related=(row.expected, row.target),
            )


def _why(row: Indicator, profile: Profile) -> str:
    said = row.likelihood.text
    chosen = [word for word in (_SURE, _PERHAPS, _NEVER) if word in said]
    if len(chosen) > 1:
        return "选了不止一级"
    seen = outlook(row, profile)
    expected = f"全年预计“{row.expected.text}”"
    if chosen == [_SURE] and seen is Outlook.BELOW:
        return f"{expected}达不到指标值“{row.target.text}”"
    if chosen == [_NEVER] and seen is Outlook.MET:
        return f"{expected}达得到指标值“{row.target.text}”"
    return ""
