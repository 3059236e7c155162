"""评分：要填的格，每个分的算法，没有填的和为什么。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from perfxl.actions.assessment import Assessment
from perfxl.actions.outcome import Outcome
from perfxl.model.score import TableScore
from perfxl.model.table import Document
from perfxl.rendering.score_lists import explanation_list
from perfxl.scoring.score_edits import ScoreEdits, left_said, results_as_they_stand, score_edits

NOTHING_TO_FILL = "表中的分与算出的相同，没有要填的"


@dataclass(frozen=True)
class ScoreOutcome(Outcome):
    """``sentences`` 是认可了、照所填的，留给人填的，一个缘故一句，和总分、等级写好以后文字里还写着别的。

    ``doubts`` 是可能错了的数，核对以前总分、等级不作数，一处一句。
    ``kept_formulas`` 是用户的公式、没有动的格，``unread_formulas`` 是公式没有得出数、总分因此没有填的格，
    ``why_no_total`` 是总分算不出的各个原因，连同总分、等级现在是什么样，各半句。
    ``is_awaited``：有得分等着填写、核定。
    """

    doubts: tuple[str, ...] = ()
    kept_formulas: tuple[str, ...] = ()
    unread_formulas: tuple[str, ...] = ()
    why_no_total: tuple[str, ...] = ()
    is_awaited: bool = False

    @property
    def not_filled(self) -> tuple[str, ...]:
        """没有填的格和为什么，一个缘故一句，不带句号。"""
        lines: list[str] = []
        if self.kept_formulas:
            lines.append(f"{'、'.join(self.kept_formulas)} 是公式，保留未动，打开后会重新计算")
        if self.unread_formulas:
            lines.append(f"{'、'.join(self.unread_formulas)} 的公式没有得出数，总分和等级没有写")
        lines += [said.removesuffix("。") for said in self.sentences]
        lines += self.why_no_total
        return tuple(lines)

    @property
    def nothing_filled(self) -> str:
        """一格也没有填的（``edits`` 为空），半句：有格要填而填不了，还是不用填（认可了、照所填的也不用）。"""
        held = self.left or self.kept_formulas or self.unread_formulas or self.why_no_total
        return "没有能填的" if held or self.is_awaited else NOTHING_TO_FILL


def score(assessed: Assessment) -> ScoreOutcome:
    """把算出的得分、执行率、总分、等级填回表里，别的一格不动；没有自评表的为空。"""
    profile = assessed.profile
    parts = [score_edits(each, profile) for each in assessed.scores]
    left = tuple(edit for part in parts for edit in part.left)
    where = _sheets_named(assessed.scores)
    reasons = (
        f"{where(each)}{each.why_no_total}，{results_as_they_stand(each.table)}"
        for each in assessed.scores
        if each.why_no_total
    )
    accepted = (kept.said for each in assessed.scores for kept in each.accepted)
    others = (
        said
        for each, part in zip(assessed.scores, parts, strict=True)
        for said in (
            *left_said(part.left),
            *(
                f"{where(each)}{told}"
                for told in filter(None, (each.as_filled_said, _waiting(each, part), *part.told))
            ),
        )
    )
    lists = (explanation_list(assessed.scores, profile.name),) if assessed.scores else ()
    return ScoreOutcome(
        tuple(f"{said}。" for said in (*accepted, *others)),
        lists=lists,
        edits=tuple(edit for part in parts for edit in part.edits),
        left=left,
        doubts=tuple(
            f"{where(each)}{each.caution(slip)}。"
            for each in assessed.scores
            for slip in each.slips
        ),
        kept_formulas=tuple(cell for part in parts for cell in part.kept_formulas),
        unread_formulas=tuple(cell for part in parts for cell in part.unread_formulas),
        why_no_total=tuple(dict.fromkeys(reasons)),
        is_awaited=any(each.waiting or each.undecided for each in assessed.scores),
    )


def _waiting(score: TableScore, part: ScoreEdits) -> str:
    """待核定的得分，总分因此未定；留给人填的格里已经说了的、没有的为 ``""``。"""
    said = str(score.pending_said)
    return "" if any(said in edit.doubt for edit in part.left) else said


def _sheets_named(scores: Sequence[TableScore]) -> Callable[[TableScore], str]:
    """几张工作表上都有自评表的，说格以前先说是哪一张；只有一张的不说。"""
    several = len({each.table.sheet for each in scores}) > 1
    return lambda score: f"“{score.table.sheet}”的 " if several else ""


def no_self_evaluation(document: Document) -> str:
    """没有自评表可评时说的一句话：读到的是哪几种表。"""
    found = "、".join(dict.fromkeys(table.form.label for table in document.tables))
    return (
        f"“{PurePath(document.file).name}”里没有自评表（读到的是{found}），没有实际完成值，评不了分；"
        "请给出填好完成值的自评表。"
    )
