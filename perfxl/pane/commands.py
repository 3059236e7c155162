"""窗格要做的各件：照要求读、查、评、写，给出回答。收到的工作簿在临时文件夹里，做完就删。"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from perfxl.actions import check as checking
from perfxl.actions import fix as fixing
from perfxl.actions import make as making
from perfxl.actions import score as scoring
from perfxl.actions.adjustment_sides import given_sides
from perfxl.actions.forms_made import known_form
from perfxl.actions.made_edits import changes_listed, made_edits
from perfxl.actions.made_said import listed
from perfxl.actions.mark import mark
from perfxl.actions.outcome import Outcome
from perfxl.actions.preview import Previewed
from perfxl.actions.read import unread_sheets
from perfxl.contract.outcome import OutcomeJson
from perfxl.contract.pane import (
    AnswerJson,
    Command,
    CopyKind,
    LiveJson,
    RequestJson,
)
from perfxl.hosts.file_book import previewed, write_changes, write_marks
from perfxl.hosts.xlsx_reader import copy_suffix
from perfxl.many_files.acceptance_lists import ACCEPTANCE_LIST, accept_beside, withdraw_beside
from perfxl.many_files.making import conclusion_text, templates_with
from perfxl.model.errors import PerfxlError
from perfxl.pane.given import GivenBook, check_json
from perfxl.pane.live import live_changes, live_marks, live_restored
from perfxl.pane.made_files import file_json, made_file
from perfxl.pane.own_names import ELISION, folder_within, own_folder, without_folder
from perfxl.pane.together import checked_together, made_by_profiles, made_together, told_alone
from perfxl.rendering.output_names import FIXED, MARKED, SCORED, copy_ending
from perfxl.rendering.score_words import total_said
from perfxl.standards.rule_settings import Acceptance

# 要写几格的结果，哪一种进来还是哪一种。
_Changing = TypeVar("_Changing", bound=Outcome)


def performed(request: RequestJson, root: Path, paths: Sequence[Path]) -> AnswerJson:
    """照 ``request`` 做；``paths`` 都在临时文件夹 ``root`` 里，头一个是选着的。做不成的抛 ``PerfxlError``。"""
    chosen, *others = paths
    if request.command in _LISTS:
        return _listed(request, root)
    if request.command is Command.CHECK and (others or request.from_folder):
        return checked_together(request, root, paths)
    if request.command is Command.MAKE and others and known_form(request.form).gathered:
        return made_together(request, root, paths)
    return COMMANDS[request.command](request, GivenBook(request, root, chosen))


def _check(request: RequestJson, given: GivenBook) -> AnswerJson:
    outcome = checking.check(given.assessed)
    told: Sequence[str] = ()
    # 开着的工作簿照加载项的话说，拖进来的照命令行的。
    if not request.live:
        as_typed = told_alone(given.assessed)
        outcome, told = replace(outcome, sentences=as_typed.sentences), as_typed.unread.lines
    return AnswerJson(
        command=request.command,
        said=given.list.faulty + outcome.said,
        outcome=OutcomeJson.of(outcome),
        check=check_json([given.assessed], given.assessed, given.list, told),
        **_live(request, lambda: live_marks(given.path, given.workbook, outcome.marks)),
    )


def _live(request: RequestJson, made: Callable[[], LiveJson]) -> dict[str, Any]:
    """要了才有的一份。"""
    return {"live": made()} if request.live else {}


def _clear(request: RequestJson, given: GivenBook) -> AnswerJson:
    live = live_marks(given.path, given.workbook, ())
    said = "" if live.marks else "这个工作簿里没有校验标记。"
    return AnswerJson(command=request.command, said=said, live=live)


def _score(request: RequestJson, given: GivenBook) -> AnswerJson:
    outcome = _scored(given)
    said = _totals_said(given, outcome)
    if not outcome.edits:
        # 拖进来的另写副本，开着的就写在原处。
        said += outcome.nothing_filled + ("" if request.live else "，没有写副本")
        said += "：" if outcome.not_filled else "。"
    said += _unfilled(outcome)
    said += "".join(unread_sheets(given.assessed.document))
    return _with_edits(request, given, outcome, (said, "评分"))


def _totals_said(given: GivenBook, outcome: scoring.ScoreOutcome) -> str:
    """评了几张，各张的总分，哪些核对以前不作数。"""
    scores, doubts = given.assessed.scores, "".join(outcome.doubts)
    if len(scores) == 1:
        return f"1张自评表已评分：{total_said(scores[0])}。{doubts}"
    each_said = (f"“{each.table.project}”{total_said(each)}。" for each in scores)
    return f"{len(scores)}张自评表已评分。{''.join(each_said)}{doubts}"


def _unfilled(outcome: scoring.ScoreOutcome) -> str:
    return "".join(f"{each}。" for each in outcome.not_filled)


def _with_edits(
    request: RequestJson, given: GivenBook, outcome: Outcome, told: tuple[str, str]
) -> AnswerJson:
    """``told`` 是说的话，和记在改动记录里的命令。"""
    said, command = told
    return AnswerJson(
        command=request.command,
        said=said,
        outcome=OutcomeJson.of(outcome),
        **_live(
            request,
            lambda: live_changes(given.path, given.workbook, outcome, command, datetime.now()),
        ),
    )


def _restore(request: RequestJson, given: GivenBook) -> AnswerJson:
    said, live = live_restored(given.path, given.workbook)
    return AnswerJson(command=request.command, said=said, live=live)


def _scored(given: GivenBook) -> scoring.ScoreOutcome:
    if not given.assessed.scores:
        raise PerfxlError(scoring.no_self_evaluation(given.assessed.document))
    outcome = scoring.score(given.assessed)
    if not outcome.edits:
        return outcome
    try:
        after = _after(given)(outcome.edits)
    except PerfxlError:  # 旧格式的、受保护的写不进：分照样说，写的时候再说为什么
        return outcome
    made = made_edits(outcome.edits, given.workbook, after)
    return _with_changes_listed(replace(outcome, made=made), given)


def _after(given: GivenBook) -> Previewed:
    """照几处改动改了以后读出来是什么样；文件名仍是收到的。"""
    look = previewed(given.path, given.assessed.stamp)
    return lambda edits: replace(look(edits), file=given.workbook.file)


def _fix(request: RequestJson, given: GivenBook) -> AnswerJson:
    outcome = _fixed(request, given)
    said = f"能改好{len(outcome.edits)}格。" if outcome.edits else "没有能确定改法的格。"
    if outcome.left:
        said += f"{listed(tuple(e.named_place for e in outcome.left))}要您核对后自己改。"
    return _with_edits(request, given, outcome, (said, "改正"))


def _fixed(request: RequestJson, given: GivenBook) -> fixing.FixOutcome:
    if given.list.faulty:
        raise PerfxlError(f"{given.list.faulty}不知道哪些是认可了的，没有改；请先改好它。")
    outcome = fixing.fix(
        given.workbook,
        given.assessed,
        given.acceptances,
        preview=_after(given),
        only={(each.sheet, each.cell) for each in request.only} or None,
    )
    return _with_changes_listed(outcome, given)


def _with_changes_listed(outcome: _Changing, given: GivenBook) -> _Changing:
    """末尾连同改动清单、留给人改的；一格也没有改的不列清单。"""
    if not outcome.edits:
        return outcome
    name = given.path.name
    made = [(name, each) for each in outcome.made]
    lists = changes_listed(made, [(name, each) for each in outcome.left], one_book=True)
    return replace(outcome, lists=(*outcome.lists, *lists))


def _make(request: RequestJson, given: GivenBook) -> AnswerJson:
    made = known_form(request.form)
    if made.compares and len(given_sides(made, [given.assessed])) == 1:
        how = "请把两份（或者放着它们的文件夹）一起拖进来。"
        if request.live:
            how = f"请在命令行里写明：perfxl make {made.name} --from 年初.xlsx --from 调整后.xlsx。"
        raise PerfxlError(f"{made.name}由年初、调整后两份比出来，这里只有一份，没有写；{how}")
    outcome = making.make(made, given.assessed, templates_with(), conclusion_text())
    target = given.path.with_name(f"{given.path.stem}（{made.name}）.xlsx")
    by = "".join(made_by_profiles(made, [given.assessed]))
    said = f"已生成{len(outcome.sheets)}张{made.name}。{by}{outcome.said}"
    return AnswerJson(
        command=request.command, said=said, file=made_file(request, outcome.sheets, target)
    )


def _copy(request: RequestJson, given: GivenBook) -> AnswerJson:
    if request.copy_kind is None:
        raise PerfxlError("没有说要哪一种副本。")
    ending, nothing, write = _COPIES[request.copy_kind]
    path = given.path
    target = path.with_name(f"{path.stem}{copy_ending(ending)}{copy_suffix(path)}")
    written = write(request, given, target)
    if written is None:
        raise PerfxlError(nothing)
    outcome, said = written
    return AnswerJson(
        command=request.command, said=said, outcome=OutcomeJson.of(outcome), file=file_json(target)
    )


_Written = Callable[[RequestJson, GivenBook, Path], tuple[Outcome, str] | None]


def _write_marked(
    _request: RequestJson, given: GivenBook, target: Path
) -> tuple[Outcome, str] | None:
    outcome = mark(given.assessed)
    if not outcome.marks:
        return None
    write_marks(given.path, outcome.marks, target, as_read=given.assessed.stamp)
    return outcome, f"已标出：{checking.counts_said(given.assessed.findings)}。"


def _write_fixed(
    request: RequestJson, given: GivenBook, target: Path
) -> tuple[Outcome, str] | None:
    """改好的副本，连同改动清单、改后还剩的问题。"""
    outcome = _fixed(request, given)
    if not _write_edits(outcome, given, target) or outcome.after is None:
        return None
    [after] = given.list.across([outcome.after])
    still = f"改后还剩：{checking.counts_said(after.findings)}"
    left = (replace(each, heading=still) for each in checking.check(after).lists)
    lists = (*outcome.lists, *left)
    said = f"改好{len(outcome.edits)}格；{still}。"
    return replace(outcome, lists=lists), said


def _write_scored(
    _request: RequestJson, given: GivenBook, target: Path
) -> tuple[Outcome, str] | None:
    outcome = _scored(given)
    unfilled = _unfilled(outcome)
    totals = _totals_said(given, outcome)
    try:
        written = _write_edits(outcome, given, target)
    except PerfxlError as error:  # 旧格式的、受保护的写不进：分已经评了，先说
        raise PerfxlError(f"{totals}{error}") from error
    if written:
        return outcome, f"填了{len(outcome.edits)}格。{totals}{unfilled}"
    if unfilled:
        raise PerfxlError(f"{outcome.nothing_filled}，没有写副本：{unfilled}")
    return None


def _write_edits(outcome: Outcome, given: GivenBook, target: Path) -> bool:
    """写成副本；没有要改的不写，为假。"""
    if not outcome.edits:
        return False
    write_changes(given.path, outcome.edits, target, as_read=given.assessed.stamp)
    return True


_COPIES: dict[CopyKind, tuple[str, str, _Written]] = {
    CopyKind.MARKED: (MARKED, "没有发现问题，没有要标的。", _write_marked),
    CopyKind.FIXED: (FIXED, "没有能确定改法的格，没有写副本。", _write_fixed),
    CopyKind.SCORED: (SCORED, f"{scoring.NOTHING_TO_FILL}，没有写副本。", _write_scored),
}
COMMANDS: dict[Command, Callable[[RequestJson, GivenBook], AnswerJson]] = {
    Command.CHECK: _check,
    Command.SCORE: _score,
    Command.FIX: _fix,
    Command.MAKE: _make,
    Command.COPY: _copy,
    Command.CLEAR: _clear,
    Command.RESTORE: _restore,
}
_LISTS = {Command.ACCEPT: accept_beside, Command.WITHDRAW: withdraw_beside}


def _listed(request: RequestJson, root: Path) -> AnswerJson:
    """认可清单换好的一份；不看工作簿。"""
    folder = own_folder(root, request.acceptance_folder)
    named = request.acceptances
    if request.command is Command.ACCEPT:
        named = [_beside(each, request, root) for each in named]
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / ACCEPTANCE_LIST
    if request.acceptance_list:
        beside.write_text(request.acceptance_list, "utf-8")
    try:
        written = _LISTS[request.command](beside, named)
    except PerfxlError as error:
        raise PerfxlError(without_folder(root, str(error))) from error
    return AnswerJson(command=request.command, file=file_json(written))


def _beside(acceptance: Acceptance, request: RequestJson, root: Path) -> Acceptance:
    """清单里只写文件名；不在清单旁边的文件，它管不着，抛 ``PerfxlError``。"""
    place = root / acceptance.file
    if request.acceptance_elsewhere or place.parent != own_folder(root, request.acceptance_folder):
        raise PerfxlError(
            f"认可清单不在“{acceptance.file}”旁边，管不着它，没有认可；请先存下这份清单，按“不用它”，再认可这一处。"
        )
    # 知道在哪个文件夹里的写明：放到别处的同名文件旁边，也不会认错。
    folder = folder_within(root, place.parent) or request.root
    # 名字太长、收到时略去中间的，略去的是哪几个字都算。
    name = place.name.replace(ELISION, "*")
    named = replace(acceptance, file=f"{folder}/{name}" if folder else name)
    # 怪的文件夹名收到时换过，写明了反而认不得。
    return replace(acceptance, file=name) if named.beside(place.parent).names_folder else named
