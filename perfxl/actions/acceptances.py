"""认可：一份清单（口径）里写的去掉哪几处，认可了的得分照所填再查，写了而没有用的说出来。"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from perfxl.actions.accepted_scores import as_filled, on_scores, places_of, rechecked
from perfxl.actions.assessment import (
    AcceptedBy,
    Assessment,
    ListedAcceptance,
    VoidAcceptances,
    assess_document,
    in_place,
)
from perfxl.model.finding import Finding
from perfxl.rules.engine.consequences import with_causes
from perfxl.rules.engine.running import check_tables
from perfxl.scoring.accepted_scores import Place
from perfxl.standards.profile import load_profile
from perfxl.standards.rule_settings import Acceptance

# 没有对上的认可，点名到这么多条。
_UNMET_NAMED = 5
_USUAL_LIST = "校验认可.yaml"


def settled(each: Assessment, acceptances: Sequence[Acceptance] = ()) -> Assessment:
    """还没有逐张查的一份：``acceptances``、口径里认可了的得分、总分、等级照所填。"""
    known = (*acceptances, *each.profile.accepted)
    if not each.scores or not any(on_scores(one.rule) for one in known):
        return each
    [found] = across([assess_document(each.document, each.chosen)], {each.file: acceptances})
    return replace(each, scores=found.scores)


def across(
    assessments: Sequence[Assessment],
    acceptances: Mapping[str, Sequence[Acceptance]] | None = None,
    *,
    listed_in: Mapping[str, str] | None = None,
    ignoring: bool = False,
    instead: bool = False,
) -> list[Assessment]:
    """补上跨表（跨文件）的问题，去掉已认可的，认可了的得分、总分、等级照所填；次序不变。

    口径里认可的都算；``acceptances`` 是各文件（``Assessment.file``）另外认可的，``listed_in`` 是写在哪份清单里，
    没有给的是“校验认可.yaml”。
    ``ignoring`` 时一条认可也不理；``instead`` 时只认 ``acceptances``，口径里认可的不理。
    """
    found = _found_across(assessments)
    finished = each_across(
        assessments,
        lambda file: found.pop(file, ()),
        acceptances,
        listed_in=listed_in,
        ignoring=ignoring,
        instead=instead,
    )
    return with_unmet_told(list(finished), {} if ignoring else acceptances or {}, listed_in)


def each_across(
    assessments: Iterable[Assessment],
    found: Callable[[str], Sequence[Finding]],
    acceptances: Mapping[str, Sequence[Acceptance]] | None = None,
    *,
    listed_in: Mapping[str, str] | None = None,
    ignoring: bool = False,
    instead: bool = False,
) -> Iterator[Assessment]:
    """同 ``across``，一个个给；``found`` 给一个文件跨表的问题，已经查好了，一个文件拿一次。"""
    named = listed_in or {}
    for each in assessments:
        known = (
            []
            if instead
            else [
                ListedAcceptance(f"口径“{each.profile.name}”", one) for one in each.profile.accepted
            ]
        )
        known += [
            ListedAcceptance(named.get(each.file, _USUAL_LIST), one)
            for one in (acceptances or {}).get(each.file, ())
        ]
        yield _finished(each, found(each.file), [] if ignoring else known)


def with_unmet_told(
    finished: Sequence[Assessment],
    acceptances: Mapping[str, Sequence[Acceptance]],
    listed_in: Mapping[str, str] | None = None,
) -> list[Assessment]:
    """``acceptances``（同 ``across``）里一处问题也没有对上的几条，一份清单一句，记在它管的第一个文件上。

    写明是别的文件的不算：这一次没有查它。
    """
    under: dict[int, list[int]] = {}
    for number, each in enumerate(finished):
        if own := acceptances.get(each.file):
            under.setdefault(id(own), []).append(number)
    told = list(finished)
    for numbers in under.values():
        here = [finished[number] for number in numbers]
        first = told[numbers[0]]
        name = (listed_in or {}).get(first.file, _USUAL_LIST)
        void = tuple(_void_unmet(name, _unmet(acceptances[first.file], here), here))
        if void:
            told[numbers[0]] = replace(first, void_acceptances=(*first.void_acceptances, *void))
    return told


def _void_unmet(
    listed_in: str, unmet: Sequence[Acceptance], here: Sequence[Assessment]
) -> Iterator[VoidAcceptances]:
    """``unmet`` 里规则被口径关掉的、没有对上的，各一句。"""
    silenced = tuple(one for one in unmet if _is_silenced(one, here))
    if silenced:
        named = "、".join(dict.fromkeys(one.rule for one in silenced))
        profiles = "、".join(dict.fromkeys(f"“{each.profile.name}”" for each in here))
        said = (
            f"{listed_in} 里认可的 {named} 没有用到：口径{profiles}关掉了这样的规则，本来就不列出；"
            "这几条可以留着，也可以删去。"
        )
        yield VoidAcceptances(silenced, said, "口径关掉了这条规则")
    if left := tuple(one for one in unmet if one not in silenced):
        yield VoidAcceptances(left, _unmet_said(listed_in, left), "没有对上一处问题")


def _is_silenced(one: Acceptance, here: Sequence[Assessment]) -> bool:
    """它管的各个文件用的口径都关掉了这条规则。"""
    own = [each.profile.rules.disabled for each in here if one.is_for(each.file)]
    return bool(own) and all(one.rule in disabled for disabled in own)


def _unmet(entries: Sequence[Acceptance], here: Sequence[Assessment]) -> tuple[Acceptance, ...]:
    """``here`` 是这份清单管的各个文件。"""
    told = {one for each in here for void in each.void_acceptances for one in void.entries}
    told |= {by.acceptance for each in here for by in each.accepted_by}
    files = [each.file for each in here]
    left = dict.fromkeys(one for one in entries if one not in told)
    return tuple(one for one in left if any(map(one.is_for, files)))


def _unmet_said(listed_in: str, unmet: Sequence[Acceptance]) -> str:
    named = "、".join(f"{one.rule} {one.place}（{one.reason}）" for one in unmet[:_UNMET_NAMED])
    more = f"……等 {len(unmet)} 条" if len(unmet) > _UNMET_NAMED else ""
    return (
        f"{listed_in} 里没有对上一处问题的：{named}{more}；问题改好了的可以删去，"
        "不是的请核对这几条写的规则、文件、工作表、项目、格。"
    )


def _found_across(assessments: Sequence[Assessment]) -> dict[str, list[Finding]]:
    tables = [table for each in assessments for table in each.document.tables]
    profile = assessments[0].profile if assessments else load_profile()
    found: dict[str, list[Finding]] = {}
    for finding in check_tables(tables, profile):
        found.setdefault(finding.file, []).append(finding)
    return found


def _finished(
    each: Assessment, across_tables: Iterable[Finding], known: Sequence[ListedAcceptance]
) -> Assessment:
    """连同跨表的问题，去掉已认可的；``known`` 是各条认可和写在哪里。"""
    found = in_place(each.document, [*each.findings, *across_tables])
    sorting = _Sorting(known)
    sorting.add(found)
    filled, places = each, dict[Place, str]()
    # 认可了的得分照所填，才查出来的（照它的总分、等级）也可以认可；又认可了得分的，照它再查。
    while (now := places_of(sorting.accepted, sorting.by)).keys() != places.keys():
        places = now
        filled = as_filled(each, places)
        sorting.add(in_place(each.document, rechecked(found, filled)))
    return replace(
        filled,
        findings=tuple(with_causes(sorting.left)),
        accepted=tuple(sorting.accepted),
        accepted_by=tuple(sorting.by),
        acceptances=_accepted_by(sorting.by),
        void_acceptances=tuple(dict.fromkeys(_void_acceptances(sorting.seen, known))),
    )


class _Sorting:
    """查出的各处分成认可了的（``accepted``，各由 ``by`` 的哪一条）和还要列的（``left``）。"""

    def __init__(self, known: Sequence[ListedAcceptance]) -> None:
        self._known = known
        self.seen: list[Finding] = []
        self.left: list[Finding] = []
        self.accepted: list[Finding] = []
        self.by: list[ListedAcceptance] = []

    def add(self, found: Sequence[Finding]) -> None:
        """再查一遍查出的：``left`` 以这一遍的为准，前一遍认可了的那一处不再计。"""
        told = {each.place for each in self.accepted}
        self.seen += found
        self.left = []
        for each in found:
            by = next((one for one in self._known if one.acceptance.covers(each)), None)
            if by is None:
                self.left.append(each)
            elif each.place not in told:
                self.accepted.append(each)
                self.by.append(by)


def _void_acceptances(
    found: Sequence[Finding], known: Sequence[ListedAcceptance]
) -> Iterator[VoidAcceptances]:
    """写了而没有认可成的：“错误”级的理由太短，格没有整串照抄。"""
    for place, one in known:
        if any(one.falls_short_for(finding) for finding in found):
            said = f"{place} 认可 {one.rule} 的理由“{one.reason}”太短，“错误”级的照列。"
            yield VoidAcceptances((one,), said, "理由太短，“错误”级的照列")
        missed = next((each for each in found if one.misses_cells_of(each)), None)
        if missed is not None and not any(one.names(finding) for finding in found):
            why = f"格写的是 {one.cells}，查出的是 {missed.cells}"
            said = f"{place} 认可 {one.rule} 的{why}，没有认可；是这一处的，请把格整串照抄。"
            yield VoidAcceptances((one,), said, why)


def _accepted_by(used: Iterable[ListedAcceptance]) -> tuple[AcceptedBy, ...]:
    tally = Counter((place, one.rule, one.reason) for place, one in used)
    return tuple(AcceptedBy(*key, count) for key, count in tally.items())
