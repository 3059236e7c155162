"""总分一行填的对不对（PX406 说它；PX314 看的是它，或是各行得分之和）。"""

from decimal import Decimal

from perfxl.rules.engine.subject import Subject
from perfxl.scoring.rounding import SAME_POINTS


def is_total_row_off(subject: Subject) -> bool:
    """总分一行填了数，与照所填的分加起来的不同。"""
    total = subject.table.total.score.number
    if total is None or subject.score.incomplete or not subject.table.has_scores:
        return False
    gap = abs(total - subject.printed_total)
    return gap > SAME_POINTS and not _counts_blank_rate(subject, total)


def is_total_row_to_blame(subject: Subject) -> bool:
    """填错的是总分一行，由 PX406 说；认可了的、口径关掉了那条规则的不算。"""
    accepted = {each.entry.place for each in subject.score.accepted}
    silenced = "PX406" in subject.profile.rules.disabled
    own = subject.table.total.score.place
    return is_total_row_off(subject) and own not in accepted and not silenced


def _counts_blank_rate(subject: Subject, total: Decimal) -> bool:
    """执行率得分空着（由 PX404 报），总分却把它算了进去：错的只是那一格。"""
    fund, due = subject.table.annual_total, subject.score.execution.score
    blank = fund is not None and fund.score.exists and fund.score.number is None
    return blank and due is not None and abs(total - subject.printed_total - due) <= SAME_POINTS
