"""PX328 完成目标可能性与全年预计不合"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.reading.ticked_words import ticked_words
from perfxl.rules.engine.form_groups import MONITORINGS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted, row_called
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
    hint="请核对 {cells}：三级里只选一个，与全年预计完成情况一致。",
)
def likelihood_against_expected(subject: Subject) -> Iterator[Hit]:
    """预计达不到却选“确定能”，预计达得到却选“完全不可能”，同时选了两级。比不出的不报。"""
    for row in subject.table.indicators:
        message = _contradiction(row, subject.profile)
        if message:
            yield Hit(
                row.likelihood,
                found=row.likelihood.text,
                message=message,
                related=(row.expected, row.target),
            )


def _chosen(text: str) -> list[str]:
    """选的几级；三级都列着打勾的，是勾了的。"""
    levels = (_SURE, _PERHAPS, _NEVER)
    ticked = ticked_words(text, levels)
    if ticked is not None:
        return list(ticked)
    return [word for word in levels if word in text]


def _contradiction(row: Indicator, profile: Profile) -> str:
    """所选的一级与全年预计怎么不合；合的、比不出的为 ``""``。"""
    chosen = _chosen(row.likelihood.text)
    told = f"{row_called(row.level3.text)}完成目标可能性是{quoted(row.likelihood.text)}"
    if len(chosen) > 1:
        return f"{told}，选了不止一级。"
    seen = outlook(row, profile)
    expected, target = quoted(row.expected.text), quoted(row.target.text)
    if chosen == [_SURE] and seen is Outlook.BELOW:
        return f"{told}，全年预计{expected}达不到指标值{target}。"
    if chosen == [_NEVER] and seen is Outlook.MET:
        return f"{told}，全年预计{expected}达到了指标值{target}。"
    return ""
