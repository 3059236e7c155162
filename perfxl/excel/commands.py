"""功能区的命令：读开着的工作簿 → 动作（``perfxl.actions``）→ 照结果写回，各十来行。

每个命令返回一句给用户看的话；出错、中止、还原设置都在 ``session.ribbon_command`` 里。
"""

import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from filecmp import cmp
from pathlib import Path

import perfxl
from perfxl.actions import check as checking
from perfxl.actions import fix as fixing
from perfxl.actions import score as scoring
from perfxl.actions.acceptances import across, settled
from perfxl.actions.assessment import Assessment, assess
from perfxl.actions.form_sources import blank_source
from perfxl.actions.forms_made import known_form
from perfxl.actions.made_said import listed
from perfxl.actions.make import made_sheets
from perfxl.actions.read import unread_sheets
from perfxl.actions.score import ScoreOutcome
from perfxl.excel import marks, typing_check
from perfxl.excel.added_profiles import add_profile
from perfxl.excel.asking import chosen_file, written_text
from perfxl.excel.book_cautions import book_cautions
from perfxl.excel.book_path import local_path, without_brackets
from perfxl.excel.change_record import Changed, apply_changes, record_name, restore_last
from perfxl.excel.chosen_profile import chosen_profile, named_profile, remember_profile
from perfxl.excel.frozen_formulas import freeze
from perfxl.excel.log_file import log_path
from perfxl.excel.long_commands import start_with_copy
from perfxl.excel.long_run import is_possible
from perfxl.excel.made_books import MAKINGS
from perfxl.excel.open_book import OpenBook
from perfxl.excel.refusals import Refused, grouped
from perfxl.excel.result_sheet import remove_result_sheet, write_result_sheet
from perfxl.excel.session import RefusedError, Session, ribbon_command
from perfxl.excel.whole_folder import check_files, own_folder
from perfxl.hosts.marks_there import MarksThere
from perfxl.hosts.outputs import Output, Outputs
from perfxl.hosts.whole_file import copy_whole
from perfxl.many_files.acceptance_lists import ACCEPTANCE_LIST, AcceptanceLists, accept_beside
from perfxl.many_files.making import conclusion_text, templates_with, write_sheets
from perfxl.model.address import Block, cell_address
from perfxl.model.file_faults import NotWritableError
from perfxl.model.finding import Finding, Severity
from perfxl.plans.marks import Mark
from perfxl.rendering.finding_lists import OWN_FINDING_COLUMNS
from perfxl.rendering.output_names import EXPLANATION_SHEET, FINDINGS_SHEET
from perfxl.rendering.score_lists import EXPLANATION_COLUMNS
from perfxl.shipped import manual_page, shipped_folder
from perfxl.standards.default_profile import DEFAULT_PROFILE
from perfxl.standards.own_profiles import known_profile
from perfxl.standards.profile import Profile, profile_names
from perfxl.standards.rule_settings import SHORTEST_REASON, Acceptance

# 工作表再多的，生成在另一个进程里做。
_AT_ONCE = 10


@ribbon_command
def check(session: Session) -> str:
    """校验：标出问题，写“校验结果”表。"""
    return _checked(session, Severity.INFO)


@ribbon_command
def check_level(session: Session, label: str) -> str:
    """只列这一级和更重的；说的处数照全部的算。"""
    level = next((each for each in Severity if each.label == label), None)
    if level is None:
        raise RefusedError(f"没有“{label}”这个级别；有：{'、'.join(e.label for e in Severity)}。")
    return _checked(session, level)


@ribbon_command
def fix(session: Session) -> str:
    """改正：正确的值确定的格改好，可以还原；再校验剩下的。"""
    session.progress("找改得好的")
    workbook = _open_book(session).read()
    accepted, faulty = _accepted(session)
    if faulty:
        raise RefusedError(f"{faulty}不知道哪些是认可了的，没有改；请先改好它。")
    chosen_profile(workbook.profile)
    assessed = assess(workbook)
    [assessed] = across([assessed], {assessed.file: accepted})
    outcome = fixing.fix(workbook, assessed, accepted)
    session.progress(f"改{len(outcome.edits)}格")
    made = apply_changes(session.book, "改正", outcome.edits)
    said = (
        f"改好{len(made.edits)}格，原内容记在“{record_name(session.book)}”表，“还原”可以放回。"
        if made.edits
        else "没有能确定改法的格，没有改动。"
    )
    said += _stored_as_text(made)
    if outcome.left:
        said += f"{listed(tuple(e.named_place for e in outcome.left))}要您核对后自己改，没有动。"
    return f"{said}现在{_checked(session, Severity.INFO)}" if made.edits else said


@ribbon_command
def accept(session: Session) -> str:
    """认可：选中的格上的问题写明理由，记在旁边的认可清单里，不再列出。"""
    path = local_path(session.book)
    if path is None:
        raise RefusedError(
            f"本工作簿还没有存到本机磁盘上，认可清单（{ACCEPTANCE_LIST}）要放在它旁边；请先存到本机再按“认可”。"
        )
    selected = session.app.selection
    if selected is None:
        raise RefusedError("请先选中一个标了色的格，再按“认可”。")
    sheet, row, column = selected.sheet.name, selected.row, selected.column
    read, *_ = _read_and_checked(session, Severity.INFO)
    [assessed] = across([read.assessed], {read.workbook.file: read.accepted})
    here = [each for each in assessed.findings if each.sheet == sheet and covers(each, row, column)]
    if not here:
        raise RefusedError(
            f"{sheet}!{cell_address(row, column)} 上没有查出的问题；请选中一个标了色的格，再按“认可”。"
        )
    told = "\n".join(f"{each.severity.label} {each.rule}：{each.said}" for each in here)
    # Excel 的问话最多 255 个字。
    reason = written_text(session.app, f"{told[:220]}\n\n认可的理由：")
    if reason is None:
        return "没有认可。"
    if not reason:
        raise RefusedError("认可要写明理由，没有写，没有认可。")
    serious = any(each.severity is Severity.ERROR for each in here)
    if serious and Acceptance(here[0].rule, reason).is_terse:
        raise RefusedError(f"认可“错误”级的，理由至少写 {SHORTEST_REASON} 个字，没有认可。")
    name = session.book.name
    fresh = [Acceptance(each.rule, reason, name, each.sheet, each.cells) for each in here]
    written = accept_beside(path, fresh)
    return (
        f"已认可{len(here)}处，理由记在“{written}”（命令行也照它）；删去那几行又会列出。"
        f"现在{_checked(session, Severity.INFO)}"
    )


def _checked(session: Session, level: Severity) -> str:
    read, there, faulty = _read_and_checked(session, level)
    [assessed] = across([read.assessed], {read.workbook.file: read.accepted})
    outcome = checking.check(assessed, level)
    book = session.book
    session.progress(f"写{FINDINGS_SHEET}")
    where = ""
    names = [grid.name for grid in read.workbook.grids] if there is not None else None
    for wanted in outcome.lists:
        where = write_result_sheet(book, wanted, names=names).name
    if not outcome.lists:
        with suppress(RefusedError):
            remove_result_sheet(book, FINDINGS_SHEET, OWN_FINDING_COLUMNS)
    marked = marks.mark(book, outcome.marks, there)
    typing_check.remember(replace(read, marks=outcome.marks))
    found, *unread = outcome.sentences
    if where:
        found = found.removesuffix("。") + (
            f"，列在“{where}”表，已在有问题的格上标色、加批注；“清除标记”可以去掉。"
        )
    said = found + "".join(unread) + faulty
    said += _refused(marked.unmarked, "没有标色，只列在表里")
    said += _refused(marked.stale, "上一次的标记没能清掉，可能已经过时")
    said += _notes_not_kept(marked.notes)
    said += _out_of_sight(outcome.marks, assessed)
    return said + (book_cautions(book) if where else "")


def _refused(refused: Refused, what: str) -> str:
    """Excel 不让改的各表：同一个原因的一句。"""
    said = ""
    for refusal, names in grouped(refused).items():
        said += refusal.said(f"工作表{_quoted(names)}", what)
        if not refusal.told:
            said += f"详情记在“{log_path()}”，请反馈给维护者。"
    return said


def _notes_not_kept(faults: marks.NoteFaults) -> str:
    """没有写上的说明；字的样子没有留住的批注。"""
    said = ""
    for refusal, places in grouped(tuple(faults.unwritten)).items():
        said += refusal.said(listed(tuple(places)), "说明没有写成批注，列在“校验结果”表")
    if faults.plain:
        said += f"{listed(tuple(dict.fromkeys(faults.plain)))}上您自己的批注字都在，字的粗细、颜色没能照旧。"
    return said


def _out_of_sight(wanted: Sequence[Mark], assessed: Assessment) -> str:
    """隐藏、筛掉的行里的标记，看不见。"""
    hidden = {(table.sheet, row) for table in assessed.document.tables for row in table.hidden_rows}
    number = sum(
        all((mark.sheet, Block.parse(area).top) in hidden for area in mark.areas) for mark in wanted
    )
    return f"有{number}处在隐藏或筛掉的行里，取消隐藏、筛选才看得见标记。" if number else ""


@ribbon_command
def score(session: Session) -> str:
    """评分：把得分、执行率、总分和等级填进表里，写“评分说明”表。"""
    assessed = _self_evaluations(session)
    book, outcome = session.book, scoring.score(assessed)
    session.progress(f"填写{len(outcome.edits)}格")
    # 说明写不进就不改分；分改不进就把说明撤掉。
    [explanation] = outcome.lists
    explained = write_result_sheet(book, explanation).name
    try:
        made = apply_changes(book, "评分", outcome.edits)
    except RefusedError:
        with suppress(RefusedError):
            remove_result_sheet(book, EXPLANATION_SHEET, EXPLANATION_COLUMNS)
        raise
    said = f"{len(assessed.scores)}张自评表已评分，" + (
        f"改了{len(made.edits)}格，原内容记在“{record_name(book)}”表，“还原”可以放回；"
        if made.edits
        else f"{outcome.nothing_filled}；"
    )
    said += f"每个分的算法见“{explained}”表。"
    said += _stored_as_text(made) + "".join(outcome.doubts) + _not_filled(outcome)
    if any(each.table.hidden_rows for each in assessed.scores):
        said += "表里有隐藏或筛掉的行，也一样评了分。"
    return said + "".join(unread_sheets(assessed.document)) + book_cautions(book)


def _stored_as_text(made: Changed) -> str:
    """格式没有改，数成了文字的要说：求和公式加不上它。"""
    if not made.as_text:
        return ""
    return (
        f"{listed(made.as_text)}是“文本”格式的格，数存成了文字，求和公式加不上；"
        "请先“还原”，把格式改成“常规”，再按一次。"
    )


def _not_filled(outcome: ScoreOutcome) -> str:
    """没有填的，和为什么。"""
    said = ""
    if outcome.unread_formulas:
        said += f"{listed(outcome.unread_formulas)}的公式没有得出数，总分和等级没有写。"
    elif outcome.kept_formulas:
        said += f"{listed(outcome.kept_formulas)}是您自己的公式，没有动，总分和等级照公式的值算。"
    said += outcome.said
    if outcome.why_no_total:
        said += f"{'；'.join(outcome.why_no_total)}。"
    return said


@ribbon_command
def make(session: Session, form: str) -> str:
    """生成：按模板写成新文件，放在本文件旁边并打开。"""
    return _made(session, "make", form)


@ribbon_command
def next_year(session: Session, form: str) -> str:
    """新一年：由本工作簿（去年的表）写新一年待填的，放在本文件旁边并打开。"""
    return _made(session, "next_year", form)


def _made(session: Session, do: str, form: str) -> str:
    made, making = known_form(form), MAKINGS[do]
    if len(session.book.sheets) > _AT_ONCE and is_possible():
        with suppress(NotWritableError):  # 另存不了的，照旧在这里做
            start_with_copy(session, making.button, do, form=form)
            return (
                f"开始生成{making.kind}{form}，可以照常用 Excel，做完会说；"
                f"再按“{making.button}”里的任何一种可以停下。"
            )
    assessed = _read(session)
    outcome = making.make(made, assessed, templates_with(), conclusion_text())
    session.progress(f"写{form}")
    target = _new_file(session, making.file_name(session.book.name, made), making.ending(made))
    write_sheets(outcome.sheets, target)
    opened = _opened(session, target.path)
    return f"{making.said(made, outcome, target.path)}{opened}。{outcome.said}"


@ribbon_command
def blank(session: Session, form: str) -> str:
    """空白表：写成新文件，有下拉选项，放在本文件旁边并打开。"""
    made = known_form(form)
    session.progress(f"写空白的{form}")
    sheets = made_sheets([blank_source(made)], templates_with(), conclusion_text(), made=made)
    target = _new_file(session, f"{form}（空白）.xlsx", "（空白）")
    write_sheets(sheets, target)
    return f"空白的{form}存为“{target.path}”{_opened(session, target.path)}。"


@ribbon_command
def check_folder(session: Session) -> str:
    """批量：校验本文件所在文件夹里的全部工作簿，清单写成新文件并打开。"""
    path = local_path(session.book)
    if path is None:
        raise RefusedError(
            "本工作簿还没有存到本机磁盘上（没有保存过，或在网盘上），不知道要校验哪个文件夹；"
            "请先存到本机再按“批量”。"
        )
    profile = chosen_profile(named_profile(session.book))
    target = _new_file(session, f"{FINDINGS_SHEET}.xlsx")
    done = check_files(path.parent, profile, target, session.progress)
    return f"{done.said}{_opened(session, done.path)}。"


@ribbon_command
def clear_marks(session: Session) -> str:
    """清除标记：去掉标色、批注和校验结果表，其余原样。"""
    session.progress("清除标记")
    typing_check.forget(session.book)
    cleared, kept, faults = marks.clear_marks(session.book)
    left = ""
    try:
        removed = remove_result_sheet(session.book, FINDINGS_SHEET, OWN_FINDING_COLUMNS)
    except RefusedError as error:
        removed, left = False, str(error)
    left += _refused(kept, "上面的标记没有清掉") + _notes_not_kept(faults)
    if not cleared and not removed:
        return left or "这个工作簿里没有校验标记。"
    said = f"已清除{cleared}处标记" if cleared else f"已删去“{FINDINGS_SHEET}”表"
    return f"{said}，单元格原来的格式和您写的批注都在。{left}"


@ribbon_command
def freeze_formulas(session: Session) -> str:
    """固化公式：PERF 函数换成现在的值；原公式记在“改动记录”表。"""
    session.progress("找 PERF 公式")
    frozen = freeze(session.book, "固化公式")
    left = f"{listed(frozen.errors)}是错误值，没有固化，请先改好。" if frozen.errors else ""
    if frozen.uncalculated:
        left += f"{listed(frozen.uncalculated)}还没有算出来，没有固化，请按 F9 重算后再按一次。"
    if frozen.arrays:
        left += (
            f"{listed(frozen.arrays)}是整块输入的数组公式，没有固化；"
            "请选中整块，复制后“选择性粘贴—数值”。"
        )
    if not frozen.cells:
        return left or "这个工作簿里没有 PERF 公式，不用固化。"
    return (
        f"{frozen.cells}格 PERF 公式已换成值，没有加载项也看得见；"
        f"原公式记在“{record_name(session.book)}”表，按“还原”可以放回。{left}"
    )


@ribbon_command
def restore(session: Session) -> str:
    """还原：放回最近一次“评分”或“固化公式”之前的内容。"""
    session.progress("还原")
    record = record_name(session.book)
    restored = restore_last(session.book)
    if restored.command == "评分" and restored.back and not restored.changed_since:
        with suppress(RefusedError):  # 说明的是放回以前的分
            remove_result_sheet(session.book, EXPLANATION_SHEET, EXPLANATION_COLUMNS)
    return restored.said(record)


@ribbon_command
def choose_profile(session: Session, name: str) -> str:
    """口径：本工作簿的校验、评分、成表都用它。"""
    profile = known_profile(name)
    if profile is None:
        raise RefusedError(f"没有名为“{name}”的口径；现有：{'、'.join(profile_names())}。")
    return _profile_chosen(session, profile)


@ribbon_command
def profile_from_file(session: Session) -> str:
    """口径文件：把县里自己的口径加进来，本工作簿就用它。"""
    path = chosen_file(session.app, "选一份口径", "*.yaml;*.yml")
    if path is None:
        return "没有选口径文件，口径没有变。"
    profile = add_profile(path)
    said = _profile_chosen(session, profile)
    return f"口径“{profile.name}”已加进来，以后在这台电脑上凭名字用；别的电脑要各加一次。文件改了请再选一次。{said}"


def _profile_chosen(session: Session, profile: Profile) -> str:
    remember_profile(session.book, profile.name)
    return f"本工作簿的口径已定为“{profile.title}”，记在名称“绩效口径”里；函数省略口径的也照它。"


@ribbon_command
def show_help(session: Session) -> str:
    """帮助：版本、口径、函数；在浏览器里打开说明书，另开一份导览表。"""
    guide = shipped_folder("workbooks") / "导览.xlsx"
    opened = ""
    if guide.is_file():
        # 随程序带的那一份不给用户改；“文档”里已有的不覆盖，与这一版的不同就另放一份。
        target = own_folder() / "perfxl导览.xlsx"
        if target.exists() and not cmp(guide, target, shallow=False):
            target = target.with_name(f"perfxl导览（{perfxl.__version__}）.xlsx")
        if not target.exists():
            copy_whole(guide, target)
        opened = f"\n导览表“{target}”里有每个函数的例子{_opened(session, target)}。"
    return (
        f"perfxl {perfxl.__version__}，本工作簿的口径：{_profile_said(session)}。\n"
        "校验：标出问题并列清单。评分：填得分、执行率、总分、等级。生成：按模板成表。\n"
        "函数：PERF_SCORE、PERF_EXPLAIN、PERF_CHECK、PERF_VALUE、PERF_RATE、PERF_EXEC_SCORE、"
        f"PERF_TOTAL、PERF_GRADE、PERF_WEIGHTS，在“插入函数”的“绩效”类里。{opened}{_manual_said()}\n"
        f"出过的错记在日志“{log_path()}”，反馈时请附上。"
    )


def _manual_said() -> str:
    """随程序带的说明书在浏览器里打开，不用上网；没有带的不提。"""
    page = manual_page()
    if page is None:
        return ""
    opened = "现已在浏览器里打开" if webbrowser.open(page.as_uri()) else "请用浏览器打开"
    return f"\n说明书“{page}”{opened}，不用上网。"


def _profile_said(session: Session) -> str:
    chosen = chosen_profile(named_profile(session.book))
    if chosen is not None:
        return chosen.name
    return f"没有定，校验、评分照表推断，函数用{DEFAULT_PROFILE}"


def _open_book(session: Session) -> OpenBook:
    return OpenBook(session.book, session.pause, session.progress)


def _read(session: Session) -> Assessment:
    """读懂、评分，不校验。"""
    workbook = _open_book(session).read()
    session.progress("评分")
    chosen_profile(workbook.profile)  # 写的口径没有的，先说
    assessed = assess(workbook, check=False)
    accepted, faulty = _accepted(session)
    if faulty and assessed.scores:
        raise RefusedError(f"{faulty}不知道哪些是认可了的，没有做；请先改好它。")
    return settled(assessed, accepted)


def _read_and_checked(
    session: Session, level: Severity
) -> tuple[typing_check.Checked, MarksThere | None, str]:
    """读懂、逐张校验，连同旁边认可的；已有的标记；认可清单有误的，第三项说它。"""
    workbook, there = _open_book(session).read_with_marks()
    session.progress("校验")
    accepted, faulty = _accepted(session)
    chosen_profile(workbook.profile)  # 写的口径没有的，先说
    assessed = assess(workbook)
    return typing_check.Checked(workbook, assessed, accepted, level), there, faulty


def _accepted(session: Session) -> tuple[tuple[Acceptance, ...], str]:
    """旁边的认可清单；有误的为空，第二项说它。"""
    path = local_path(session.book)
    if path is None:
        return (), ""
    lists = AcceptanceLists()
    return lists.beside(path), "".join(str(error) for _, error in lists.faulty)


def _self_evaluations(session: Session) -> Assessment:
    assessed = _read(session)
    if not assessed.scores:
        raise RefusedError(scoring.no_self_evaluation(assessed.document))
    return assessed


def _new_file(session: Session, name: str, ending: str = "") -> Output:
    """本工作簿旁边的新文件；重名的、与开着的工作簿同名的都避开。"""
    path = local_path(session.book)
    folder = path.parent if path is not None else own_folder()
    outputs = Outputs([path] if path is not None else [])
    # Excel 不能同时打开两个同名的工作簿。
    outputs.avoid(book.name for book in session.app.books)
    return outputs.chosen(folder / without_brackets(name), ending)


def _opened(session: Session, path: Path) -> str:
    """打开写好的文件；打不开不算失败，说清楚就行。"""
    try:
        session.app.books.open(str(path))
    except Exception:  # noqa: BLE001  开着另一个同名的工作簿等
        return "，没能自动打开，请自己打开"
    return "，现已打开"


def covers(finding: Finding, row: int, column: int) -> bool:
    """这一格在问题说的格里。"""
    blocks = (Block.parse(part) for part in finding.cells.split(",") if part)
    return any(b.top <= row <= b.bottom and b.left <= column <= b.right for b in blocks)


def _quoted(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
