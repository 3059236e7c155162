"""认可了的得分照所填：评分、成表、汇总、审核意见和改正一样，不改它。"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from perfxl.actions.assessment import Assessment, across, assess_document, ordered
from perfxl.model.address import places_in
from perfxl.model.finding import Finding
from perfxl.model.score import TableScore
from perfxl.rules.engine.running import check_table
from perfxl.scoring.accepted_scores import Place, as_accepted
from perfxl.scoring.inferred_profile import ChosenProfile
from perfxl.scoring.table_score import score_table
from perfxl.standards.rule_settings import Acceptance

# 说的是得分、合计的规则；说怎样写的（文字、格式）认可了，得分照样核对。
_ON_SCORES = ("PX3", "PX4")


def settled(each: Assessment, acceptances: Sequence[Acceptance] = ()) -> Assessment:
    """还没有逐张查的一份：``acceptances``、口径里认可了的得分、总分、等级照所填。"""
    known = (*acceptances, *each.profile.accepted)
    if not each.scores or not any(one.rule.startswith(_ON_SCORES) for one in known):
        return each
    chosen = ChosenProfile(each.profile, each.profile_why, each.profile_inferred)
    [found] = across([assess_document(each.document, chosen)], {each.file: acceptances})
    return replace(each, scores=with_accepted(found).scores)


def with_accepted(each: Assessment) -> Assessment:
    """查过的一份：认可了的（``accepted``）得分、总分、等级照所填，靠它们的问题（总分、等级对不对）也照它再查。"""
    places = accepted_places(each)
    if not places:
        return each
    filled = as_filled(each, places)
    return replace(filled, findings=checked_again(filled))


def checked_again(each: Assessment) -> tuple[Finding, ...]:
    """得分已经照所认可的换过的一份（``as_filled``）的问题：换过的各张表单张的规则再查一遍，跨表的、别的表的照旧。"""
    known = set(each.findings)
    fresh: list[Finding] = []
    for score in each.scores:
        if score.accepted:
            known.difference_update(_alone(score_table(score.table, each.profile), each))
            fresh += _alone(score, each)
    found = [one for one in each.findings if one in known]
    found += [one for one in fresh if not any(by.acceptance.covers(one) for by in each.accepted_by)]
    return ordered(each.document, found)


def _alone(score: TableScore, each: Assessment) -> list[Finding]:
    return check_table(score.table, score, each.profile)


def as_filled(each: Assessment, places: Mapping[Place, str]) -> Assessment:
    """``places`` 是认可了的各格和理由：里面的得分、总分、等级照所填。"""
    if not places:
        return each
    scores = (as_accepted(score, places, each.profile) for score in each.scores)
    return replace(each, scores=tuple(scores))


def accepted_places(each: Assessment) -> dict[Place, str]:
    """查过的一份里，认可了的得分、合计在哪几格，各为什么。"""
    return {
        (finding.sheet, row, column): by.acceptance.reason
        for finding, by in zip(each.accepted, each.accepted_by, strict=True)
        if finding.rule.startswith(_ON_SCORES)
        for row, column in places_in(finding.cells)
    }
