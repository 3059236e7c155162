"""窗格要做的各件：照要求读、查、评、写，给出回答。收到的工作簿在临时文件夹里，做完就删。"""

import base64
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from perfxl.actions import check as checking
from perfxl.actions import fix as fixing
from perfxl.actions import make as making
from perfxl.actions import score as scoring
from perfxl.actions.assessment import across, assess
from perfxl.actions.check_many import check_many
from perfxl.actions.forms_made import known_form
from perfxl.actions.mark import mark
from perfxl.actions.outcome import Outcome
from perfxl.actions.read import unread_sheets
from perfxl.contract.findings import FindingJson
from perfxl.contract.outcome import OutcomeJson
from perfxl.contract.pane import (
    AcceptanceJson,
    AnswerJson,
    CheckJson,
    Command,
    CopyKind,
    FileJson,
    LiveJson,
    RequestJson,
)
from perfxl.contract.unread import UnreadRowJson, UnreadSheetJson
from perfxl.hosts.file_book import previewed, write_changes, write_marks
from perfxl.hosts.outputs import Outputs
from perfxl.hosts.pdf_copies import write_pdfs
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.hosts.xlsx_reader import copy_suffix
from perfxl.many_files.acceptance_lists import (
    ACCEPTANCE_LIST,
    AcceptanceLists,
    accept_beside,
    withdraw_beside,
)
from perfxl.many_files.making import conclusion_text, templates_with, write_sheets
from perfxl.model.errors import PerfxlError
from perfxl.pane.live import live_changes, live_marks, live_restored
from perfxl.rendering.output_names import FIXED, MARKED, SCORED, copy_ending
from perfxl.standards.own_profiles import known_profile
from perfxl.standards.profile import Profile, profile_names


def performed(request: RequestJson, path: Path, *others: Path) -> AnswerJson:
    """照 ``request`` 做；工作簿在 ``path``，一起拖进来的在 ``others``。做不成的抛 ``PerfxlError``。"""
    if request.command in _LISTS:
        return _listed(request, path)
    together = others if request.command is Command.CHECK else ()
    return COMMANDS[request.command](request, _Given(path, request, together))


class _Given:
    """收到的工作簿：读懂、评分、校验好了的。"""

    def __init__(self, path: Path, request: RequestJson, others: Sequence[Path]) -> None:
        self.path = path
        # 临时文件夹不是用户认得的地方：问题里只写文件名。
        self.workbook = replace(read_workbook(path), file=path.name)
        if request.acceptance_list:
            (path.parent / ACCEPTANCE_LIST).write_text(request.acceptance_list, "utf-8")
        lists = AcceptanceLists()
        self.listed = lists.beside(path)
        # 认可清单有误的一句话；问题照列。
        self.faulty = "".join(_without(path.parent, error) for _, error in lists.faulty)
        self.acceptances = (*self.listed, *request.acceptances)
        profile = _profile(request.profile)
        every = [assess(self.workbook, profile)]
        # 一起拖进来的里没有读成的：哪个文件、一句话；别的照查。
        self.unread: list[tuple[str, str]] = []
        for other in others:
            try:
                every.append(assess(replace(read_workbook(other), file=other.name), profile))
            except PerfxlError as error:
                self.unread.append((other.name, _without(path.parent, error)))
        # 照文件名的次序，同命令行看一个文件夹。
        every.sort(key=lambda each: each.file)
        self.together = across(every, {each.file: self.acceptances for each in every})
        self.assessed = next(each for each in self.together if each.file == path.name)


def _check(request: RequestJson, given: _Given) -> AnswerJson:
    if request.others:
        return _checked_together(request, given)
    outcome = checking.check(given.assessed)
    return AnswerJson(
        command=request.command,
        said=outcome.said + given.faulty,
        outcome=OutcomeJson.of(outcome),
        check=_checked(given),
        **_live(request, lambda: live_marks(given.path, given.workbook, outcome.marks)),
    )


def _checked_together(request: RequestJson, given: _Given) -> AnswerJson:
    outcome = check_many(given.together, files=1 + len(request.others), unread=given.unread)
    unread = "".join(f"没有读成：{why}" for _, why in given.unread)
    return AnswerJson(
        command=request.command,
        said=outcome.said + unread + given.faulty,
        outcome=OutcomeJson.of(outcome),
        check=_checked(given),
    )


def _live(request: RequestJson, made: Callable[[], LiveJson]) -> dict[str, Any]:
    """要了才有的一份。"""
    return {"live": made()} if request.live else {}


def _clear(request: RequestJson, given: _Given) -> AnswerJson:
    live = live_marks(given.path, given.workbook, ())
    said = "" if live.marks else "这个工作簿里没有校验标记。"
    return AnswerJson(command=request.command, said=said, live=live)


def _checked(given: _Given) -> CheckJson:
    assessed, together = given.assessed, given.together
    documents = [each.document for each in together]
    return CheckJson(
        profile=assessed.profile.name,
        profile_why=assessed.profile_why,
        findings=list(FindingJson.each_of(each.findings for each in together)),
        unread_rows=UnreadRowJson.all_of(documents),
        unread_sheets=UnreadSheetJson.all_of(documents),
        accepted=sum(len(each.accepted) for each in together),
        acceptances=[AcceptanceJson.alike(each) for each in given.listed],
    )


def _score(request: RequestJson, given: _Given) -> AnswerJson:
    outcome = _scored(given)
    said = f"{len(given.assessed.scores)}张自评表已评分。{outcome.said}"
    said += "".join(unread_sheets(given.assessed.document))
    return _with_edits(request, given, outcome, (said, "评分"))


def _with_edits(
    request: RequestJson, given: _Given, outcome: Outcome, told: tuple[str, str]
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


def _restore(request: RequestJson, given: _Given) -> AnswerJson:
    said, live = live_restored(given.path, given.workbook)
    return AnswerJson(command=request.command, said=said, live=live)


def _scored(given: _Given) -> scoring.ScoreOutcome:
    if not given.assessed.scores:
        raise PerfxlError(scoring.no_self_evaluation(given.assessed.document))
    return scoring.score(given.assessed)


def _fix(request: RequestJson, given: _Given) -> AnswerJson:
    outcome = _fixed(request, given)
    said = f"能改好{len(outcome.edits)}格。" if outcome.edits else "没有能确定改法的格。"
    if outcome.left:
        said += f"{making.listed(tuple(e.named_place for e in outcome.left))}要您核对后自己改。"
    return _with_edits(request, given, outcome, (said, "改正"))


def _fixed(request: RequestJson, given: _Given) -> fixing.FixOutcome:
    if given.faulty:
        raise PerfxlError(f"{given.faulty}不知道哪些是认可了的，没有改；请先改好它。")
    outcome = fixing.fix(
        given.workbook,
        given.assessed,
        given.acceptances,
        preview=previewed(given.path, given.assessed.stamp),
    )
    only = {(each.sheet, each.cell) for each in request.only}
    if not only:
        return outcome
    return replace(outcome, edits=tuple(each for each in outcome.edits if each.place in only))


def _make(request: RequestJson, given: _Given) -> AnswerJson:
    made = known_form(request.form)
    outcome = making.make(made, given.assessed, templates_with(), conclusion_text())
    target = given.path.with_name(f"{given.path.stem}（{made.name}）.xlsx")
    write_sheets(outcome.sheets, target)
    said = f"已生成{len(outcome.sheets)}张{made.name}。{outcome.said}"
    return AnswerJson(
        command=request.command, said=said, file=_file(_pdf(target) if request.pdf else target)
    )


def _pdf(path: Path) -> Path:
    """``path`` 的 PDF；没有 LibreOffice、转不成的抛 ``PerfxlError``。"""
    target = path.with_suffix(".pdf")
    said = write_pdfs({path: Outputs().named(target)})
    if said:
        raise PerfxlError(said[0])
    return target


def _copy(request: RequestJson, given: _Given) -> AnswerJson:
    if request.copy_kind is None:
        raise PerfxlError("没有说要哪一种副本。")
    ending, nothing, write = _COPIES[request.copy_kind]
    path = given.path
    target = path.with_name(f"{path.stem}{copy_ending(ending)}{copy_suffix(path)}")
    written = write(request, given, target)
    if written is None:
        raise PerfxlError(nothing)
    return AnswerJson(command=request.command, said=written.said, file=_file(target))


_Written = Callable[[RequestJson, "_Given", Path], Outcome | None]


def _write_marked(_request: RequestJson, given: _Given, target: Path) -> Outcome | None:
    outcome = mark(given.assessed)
    if not outcome.marks:
        return None
    write_marks(given.path, outcome.marks, target, as_read=given.assessed.stamp)
    return outcome


def _write_fixed(request: RequestJson, given: _Given, target: Path) -> Outcome | None:
    return _write_edits(_fixed(request, given), given, target)


def _write_scored(_request: RequestJson, given: _Given, target: Path) -> Outcome | None:
    return _write_edits(_scored(given), given, target)


def _write_edits(outcome: Outcome, given: _Given, target: Path) -> Outcome | None:
    if not outcome.edits:
        return None
    write_changes(given.path, outcome.edits, target, as_read=given.assessed.stamp)
    return outcome


_COPIES: dict[CopyKind, tuple[str, str, _Written]] = {
    CopyKind.MARKED: (MARKED, "没有发现问题，没有要标的。", _write_marked),
    CopyKind.FIXED: (FIXED, "没有能确定改法的格，没有写副本。", _write_fixed),
    CopyKind.SCORED: (SCORED, "表中的分与算出的相同，没有写副本。", _write_scored),
}
COMMANDS: dict[Command, Callable[[RequestJson, _Given], AnswerJson]] = {
    Command.CHECK: _check,
    Command.SCORE: _score,
    Command.FIX: _fix,
    Command.MAKE: _make,
    Command.COPY: _copy,
    Command.CLEAR: _clear,
    Command.RESTORE: _restore,
}
_LISTS = {Command.ACCEPT: accept_beside, Command.WITHDRAW: withdraw_beside}


def _listed(request: RequestJson, workbook: Path) -> AnswerJson:
    """认可清单换好的一份；不看工作簿。"""
    beside = workbook.with_name(ACCEPTANCE_LIST)
    if request.acceptance_list:
        beside.write_text(request.acceptance_list, "utf-8")
    try:
        written = _LISTS[request.command](workbook, request.acceptances)
    except PerfxlError as error:
        raise PerfxlError(_without(workbook.parent, error)) from error
    return AnswerJson(command=request.command, file=_file(written))


def _without(folder: Path, error: PerfxlError) -> str:
    """说的话里不提临时文件夹：不是用户认得的地方。"""
    return str(error).replace(f"{folder}{os.sep}", "")


def _profile(name: str) -> Profile | None:
    if not name:
        return None
    known = known_profile(name)
    if known is None:
        raise PerfxlError(f"没有口径“{name}”；有：{'、'.join(profile_names())}。")
    return known


def _file(path: Path) -> FileJson:
    return FileJson(name=path.name, content=base64.b64encode(path.read_bytes()).decode("ascii"))
