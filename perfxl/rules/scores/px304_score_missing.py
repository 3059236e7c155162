"""PX304 得分为空"""

from collections.abc import Iterator

from perfxl.grammar.nothing_said import is_vague
from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.score import IndicatorScore
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted, row_called
from perfxl.rules.facts.unfilled import is_idle
from perfxl.scoring.open_rows import band_said, how_to_mend, open_band
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import form_layout


@rule(
    id="PX304",
    title="得分为空",
    severity=Severity.ERROR,
    basis=(form_layout("印着“得分”一栏"),),
    message="“{level3}”没有填得分，总分里按 0 分计。",
    hint="请在 {cells} 填上得分；{due}。",
)
def score_missing(subject: Subject) -> Iterator[Hit]:
    """有得分一栏而这一行没有填；算不出应得分的，提示里说先补什么，或请评价人核定。"""
    for row in subject.score.indicators:
        score = row.indicator.score
        if score.exists and row.printed is None:
            if is_idle(row.indicator) or subject.is_unreported(row.indicator):
                continue
            due = row.judged.score
            certain = due is not None and row.judged.is_fixed
            yield Hit(
                score,
                found=score.text,
                expected=due,
                words={"level3": row.indicator.level3.text, "due": _how(row)},
                message=_unread(row) or _missing_first(row),
                due=[Due(score, due, "得分")] if due is not None and certain else (),
            )


def _how(row: IndicatorScore) -> str:
    """应填几分，或由谁在什么范围里给、先补什么。"""
    due = row.judged.score
    if due is not None and row.judged.is_fixed:
        return f"按完成值应得 {plain(due)} 分"
    if open_band(row) is not None:
        return f"由评价人在 {band_said(row)} 分内给"
    mend = how_to_mend(row)
    return f"先看 {mend}，得分照它算" if mend else "由评价人核定"


def _unread(row: IndicatorScore) -> str:
    """填了字而读不出数的，整句照实说；没有填的为 ``""``。"""
    text, name = row.indicator.score.text, row_called(row.indicator.level3.text)
    return "" if is_vague(text) else f"{name}的得分写着{quoted(text)}，读不出数，总分里按 0 分计。"


def _missing_first(row: IndicatorScore) -> str:
    """补上别的就算得出的，整句说缺什么；别的用规则自己的话，为 ``""``。"""
    mend, name = how_to_mend(row), row_called(row.indicator.level3.text)
    return f"{name}没有填得分：{mend}；总分里按 0 分计。" if mend else ""
