"""认可了的得分照所填：评分、成表、汇总、审核意见和改正一样，不改它；靠它的问题照它再查。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from perfxl.actions.assessment import Assessment, ListedAcceptance
from perfxl.model.address import places_in
from perfxl.model.finding import Finding
from perfxl.model.score import TableScore
from perfxl.rules.engine.running import check_table
from perfxl.scoring.accepted_scores import Place, as_accepted
from perfxl.scoring.table_score import score_table

# 说的是得分、合计的规则；说怎样写的（文字、格式）认可了，得分照样核对。
_ON_SCORES = ("PX3", "PX4")


def on_scores(rule: str) -> bool:
    """这条规则说的是得分、合计。"""
    return rule.startswith(_ON_SCORES)


def places_of(accepted: Iterable[Finding], by: Iterable[ListedAcceptance]) -> dict[Place, str]:
    """``accepted`` 各由 ``by`` 的哪一条认可：认可了的得分、合计在哪几格，各为什么。"""
    return {
        (finding.sheet, row, column): one.acceptance.reason
        for finding, one in zip(accepted, by, strict=True)
        if on_scores(finding.rule)
        for row, column in places_in(finding.cells)
    }


def accepted_places(each: Assessment) -> dict[Place, str]:
    """查过的一份里，认可了的得分、合计在哪几格，各为什么。"""
    return places_of(each.accepted, each.accepted_by)


def as_filled(each: Assessment, places: Mapping[Place, str]) -> Assessment:
    """``places`` 是认可了的各格和理由：里面的得分、总分、等级照所填。"""
    if not places:
        return each
    scores = (as_accepted(score, places, each.profile) for score in each.scores)
    return replace(each, scores=tuple(scores))


def rechecked(found: Sequence[Finding], filled: Assessment) -> list[Finding]:
    """``found`` 里，得分照所认可的换过的（``as_filled``）各张表单张的规则再查一遍，跨表的、别的表的照旧；不论次序。"""
    known = set(found)
    fresh: list[Finding] = []
    for score in filled.scores:
        if score.accepted:
            known.difference_update(_alone(score_table(score.table, filled.profile), filled))
            fresh += _alone(score, filled)
    return [one for one in found if one in known] + fresh


def _alone(score: TableScore, each: Assessment) -> list[Finding]:
    return check_table(score.table, score, each.profile)
