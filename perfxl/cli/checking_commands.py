"""``perfxl check``：校验，标注副本，改正副本。"""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from perfxl.cli.console import json_pieces, notice, print_json_pieces, report_unread
from perfxl.cli.copies import (
    Said,
    copy_outputs,
    is_one_file,
    refuse_no_copy,
    shortened_note,
    write_copies,
)
from perfxl.cli.given_files import given_acceptances, given_workbooks
from perfxl.cli.long_runs import LongRun, long_run_options
from perfxl.cli.only_options import Only, only_options
from perfxl.cli.options import (
    UNREADABLE,
    acceptances_option,
    debug_option,
    exit_code,
    files_argument,
    no_acceptances_option,
    output_option,
    profile_option,
    replace_option,
    style_option,
)
from perfxl.cli.stopping import Stopped
from perfxl.hosts.outputs import Output, Outputs
from perfxl.hosts.whole_file import write_pieces
from perfxl.interface import Checked
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.file_result import FileResult, assessments_of
from perfxl.many_files.finding import FoundWorkbooks
from perfxl.many_files.output_places import outputs_of
from perfxl.many_files.results import checked, profile_named, with_folders_told
from perfxl.many_files.work import Work
from perfxl.model.file_faults import NotWritableError
from perfxl.model.finding import Severity
from perfxl.rendering.output_names import EDIT_LIST, FINDING_LIST, FIXED, MARKED, copy_ending

if TYPE_CHECKING:
    from perfxl.actions.check_many import CheckedOutcome
    from perfxl.contract.findings import AppliedFixJson, LeftCellJson
    from perfxl.contract.unread import UnreadJson
    from perfxl.many_files.copies import FixedCopy
    from perfxl.many_files.store_index import Apart

# -o 的后缀说明的样式；写不成的格式，免得当成文件夹名。
_STYLES = {".xlsx": "xlsx", ".json": "json", ".txt": "text", ".md": "text"}
_NO_LISTS = (".xls", ".et", ".xlsb", ".pdf", ".csv", ".doc", ".docx", ".ods")


@click.command(options_metavar="[选项]")
@files_argument
@profile_option
@style_option("结果的样式；不写时看 -o 的后缀，没有 -o 是 text。", inferred=True)
@output_option("结果写到这个文件；与 --mark、--fix 连用时是副本的文件或文件夹。")
@click.option("--mark", is_flag=True, help="另写一份副本，在有问题的格上涂色、加批注。")
@click.option("--fix", is_flag=True, help="另写一份副本，正确的值确定的地方改好，附一份改动清单。")
@click.option(
    "--level",
    type=click.Choice([each.value for each in Severity]),
    default=Severity.INFO.value,
    help="只列这一级和更重的；合计照全部的算。",
)
@click.option("--basis", is_flag=True, help="连同依据列出；不写时可用 perfxl rule 编号看。")
@no_acceptances_option
@acceptances_option
@only_options
@long_run_options
@replace_option
@debug_option
def check(
    files: tuple[Path, ...],
    profile: str | None,
    style: str | None,
    output: Path | None,
    mark: bool,
    fix: bool,
    level: str,
    basis: bool,
    no_acceptances: bool,
    acceptances: Path | None,
    only: Only,
    how: LongRun,
    replace: bool,
    debug: bool,
) -> None:
    """校验：列出每处问题的单元格、依据和改法。有“错误”级问题时退出码为 1。"""
    if mark and fix:
        raise click.UsageError("--mark 和 --fix 各写各的副本，请分两次用：先改正，再标注剩下的。")
    if fix and not only.is_all:
        raise click.UsageError(
            "--fix 改的是整个文件，不能与 --year、--unit 一起用；请只给那些文件。"
        )
    lists = given_acceptances(acceptances, ignoring=no_acceptances)
    own_output = None if mark or fix else output  # 写副本时 -o 是副本的去处
    chosen_style = _style_for(style, own_output)
    if mark or fix:
        refuse_no_copy(output)
    chosen = profile_named(profile) if profile else None
    found = given_workbooks(files)
    outputs = outputs_of(found.paths, replace=replace, profile=profile)
    if output is not None and (own_output is not None or is_one_file(output)):
        outputs.named(output)  # 写不得的先说，不白查一遍
    listed = _list_output(own_output, chosen_style, outputs)
    paths = found.paths
    on_screen = chosen_style == "text" and not (mark or fix) and listed is None and only.is_all
    work = Work(chosen)
    apart = how.apart(work, paths)
    told = _Told(len(paths), Severity(level), basis) if on_screen else None
    assessed = _assessed(how.results(work, paths, "校验", apart=apart), lists, told)
    [results] = only.of([checked(assessed, lists, apart.index if apart is not None else None)])
    if apart is not None:
        apart.save()
    failed = False
    fixed: list[FixedCopy] = []
    if mark:
        failed = _write_marked(results, found, output, outputs)
    if fix:
        fixed, failed = _write_fixed(results, found, output, outputs, lists, apart)
        after = {copy.after.path: copy.after for copy in fixed}
        results = checked([after.get(result.path, result) for result in assessed], lists)
    results = with_folders_told(results, found)
    files_seen = len(paths) if only.is_all else len(results)
    try:
        _report_findings(results, files_seen, fixed, chosen_style, listed, Severity(level), basis)
    except NotWritableError as error:
        failed = True
        notice(f"没有写成{FINDING_LIST}：{error}")
    report_unread(results, debug=debug)
    sys.exit(UNREADABLE if failed else exit_code(results))


def _assessed(
    done: Iterable[FileResult], lists: AcceptanceLists, told: "_Told | None"
) -> list[FileResult]:
    """一个个收；半路停下的，收到的各自的问题先说出来，再停。"""
    assessed: list[FileResult] = []
    try:
        for each in done:
            assessed.append(each)
    except Stopped:
        if told is not None and assessed:
            alone = [checked([each], lists)[0] for each in assessed]
            _report_findings(alone, len(alone), [], "text", None, told.level, told.basis)
            notice(
                f"{told.files} 个文件只查了 {len(alone)} 个，以上是它们各自的问题，几个文件之间没有核对；"
                "加上 --resume 再运行，做过的不必重做。"
            )
        raise
    return assessed


class _Told(NamedTuple):
    """半路停下时怎样说。"""

    files: int
    level: Severity
    basis: bool


def _style_for(style: str | None, output: Path | None) -> str:
    """结果的样式：写明的照写明的，没有写的看 ``-o`` 的后缀；两样矛盾的不收。"""
    suffix = output.suffix.lower() if output is not None else ""
    by_suffix = _STYLES.get(suffix)
    if output is not None and suffix in _NO_LISTS:
        raise click.UsageError(f"写不成 {output.suffix}；-o 的后缀可以是 .xlsx、.json、.txt。")
    if style is None:
        return by_suffix or "text"
    if by_suffix is not None and by_suffix != style:
        raise click.UsageError(
            f"--format {style} 与 -o 的后缀 {output and output.suffix} 不符，请改一个。"
        )
    if style == "xlsx" and output is not None and suffix != ".xlsx":
        raise click.UsageError("--format xlsx 要写成 .xlsx，请改 -o 的后缀。")
    return style


def _list_output(output: Path | None, style: str, outputs: Outputs) -> Output | None:
    """校验结果写到哪个文件；``None`` 是写到屏幕上。"""
    if output is not None:
        return outputs.named(output)
    return outputs.chosen(Path(f"{FINDING_LIST}.xlsx")) if style == "xlsx" else None


def _write_marked(
    results: list[FileResult], found: FoundWorkbooks, output: Path | None, outputs: Outputs
) -> bool:
    """逐个写标注副本；有写不成的返回 ``True``，不耽误其余。"""

    from perfxl.many_files.copies import hidden_marks, mark_copy

    def write(result: FileResult, target: Output) -> Said:
        written = mark_copy(result, target) is not None
        hidden = hidden_marks(result) if written else ()
        return Said(
            written, lines=[f"其中有标在隐藏的地方的：{'、'.join(hidden)}"] if hidden else []
        )

    done = [result.path for result in results if result.document is not None]
    targets = copy_outputs(done, found, output, outputs, copy_ending(MARKED), "标注副本")
    return write_copies(results, targets, "标注副本", write, "没有问题要标")


def _write_fixed(
    results: list[FileResult],
    found: FoundWorkbooks,
    output: Path | None,
    outputs: Outputs,
    lists: AcceptanceLists,
    apart: "Apart | None",
) -> "tuple[list[FixedCopy], bool]":
    """逐个写改正副本和一份改动清单；有写不成的，第二项为 ``True``。``apart``：改后重查的也放到一边。"""
    from perfxl.many_files.copies import fix_copy

    copies: list[FixedCopy] = []

    def write(result: FileResult, target: Output) -> Said:
        lists.refuse_faulty(result.path)
        copy = fix_copy(result, target, lists)
        if apart is not None:
            copy = copy.after_in(apart.spool)
        if copy.target is not None or copy.outcome.left:
            copies.append(copy)
        left = [f"另有 {len(copy.outcome.left)} 格留给人改，没有动"] if copy.outcome.left else []
        return Said(copy.target is not None, f"，改了 {len(copy.outcome.made)} 格", left)

    done = [result.path for result in results if result.document is not None]
    targets = copy_outputs(done, found, output, outputs, copy_ending(FIXED), "改正副本")
    failed = write_copies(results, targets, "改正副本", write, "没有能替您改的")
    if any(copy.target is not None for copy in copies):
        failed |= _write_fix_list(copies, output, outputs)
    return copies, failed


def _write_fix_list(copies: "list[FixedCopy]", output: Path | None, outputs: Outputs) -> bool:
    """改动清单放在副本旁边：一份副本的随它的名，几份的合成一份；写不成的返回 ``True``。"""
    from perfxl.actions.made_edits import changes_listed
    from perfxl.hosts.list_files import write_lists

    [first, *others] = [copy.target for copy in copies if copy.target is not None]
    ending = copy_ending(EDIT_LIST)
    if others:
        listed = outputs.chosen((output or first.parent) / f"{EDIT_LIST}.xlsx")
    else:
        listed = outputs.chosen(first.with_name(f"{first.stem}{ending}.xlsx"), ending)
    applied = [(str(copy.after.path), fix) for copy in copies for fix in copy.outcome.made]
    left = [(str(copy.after.path), each) for copy in copies for each in copy.outcome.left]
    try:
        write_lists(listed, changes_listed(applied, left))
    except NotWritableError as error:
        notice(f"没有写成{EDIT_LIST}：{error}")
        return True
    notice(f"{EDIT_LIST}：{listed.path}")
    return False


def _report_findings(
    results: list[FileResult],
    files: int,
    fixed: "list[FixedCopy]",
    style: str,
    output: Output | None,
    level: Severity,
    basis: bool,
) -> None:
    every = Checked.of(results, files, listed=False)
    if style == "json":
        pieces = json_pieces(
            _findings_json(every, results, fixed), "findings", _each_finding_json(results, level)
        )
        if output is None:
            print_json_pieces(pieces)
        else:
            write_pieces(output, pieces)
    else:
        _perform(every, results, level, fixed, style, output, basis)
    if output is not None:
        notice(f"{FINDING_LIST}：{output.path}{shortened_note(output)}")


def _perform(
    every: Checked,
    results: list[FileResult],
    level: Severity,
    fixed: "list[FixedCopy]",
    style: str,
    output: Output | None,
    basis: bool,
) -> None:
    """照结果去做：写成工作簿，或写成字。"""
    from perfxl.actions.check_many import check_many, with_lists

    read = assessments_of(results)
    unread = [(each.file, each.why) for each in every.unread]
    outcome = check_many(read, level, files=every.files, unread=unread, told=every.told)
    if style == "xlsx" and output is not None:
        from perfxl.hosts.list_files import write_lists

        listed = with_lists(outcome, read, level, unread=unread, told=outcome.sentences[1:])
        write_lists(output, listed.lists)
    else:
        _tell_text(outcome, fixed, output, basis)


def _tell_text(
    outcome: "CheckedOutcome", fixed: "list[FixedCopy]", output: Output | None, basis: bool
) -> None:
    from perfxl.cli.styled import Styled, print_styled
    from perfxl.cli.texts import findings_text, fixes_text, left_text, unread_text

    firsts: list[Styled] = []
    for copy in fixed:
        firsts += fixes_text(copy.after.path.name, copy.outcome.made)
        firsts += left_text(copy.after.path.name, copy.outcome.left)
    if fixed and outcome.tables:
        firsts.append(Styled("\n改后还剩："))
    lines = chain(firsts, findings_text(outcome.tables, basis=basis))
    ends = [*unread_text(outcome.unread), *map(Styled, outcome.sentences)]
    if output is None:
        print_styled(chain(lines, [Styled()], ends))
    else:
        from perfxl.cli.screen import as_texts

        write_pieces(output, as_texts(line.rich() for line in chain(lines, ends)))


def _skipped_json(every: Checked) -> "list[UnreadJson]":
    from perfxl.contract.unread import UnreadJson

    return [UnreadJson(file=each.file, why=each.why) for each in every.skipped]


def _each_finding_json(results: Iterable[FileResult], level: Severity) -> Iterator[object]:
    from perfxl.contract.findings import FindingJson
    from perfxl.contract.shapes import dump

    shown = ([one for one in each.findings if one.severity.at_least(level)] for each in results)
    return map(dump, FindingJson.each_of(shown))


def _findings_json(
    every: Checked, results: Iterable[FileResult], fixed: "list[FixedCopy]"
) -> dict[str, Any]:
    """各处问题以外的。"""
    from perfxl.contract.findings import (
        AcceptanceJson,
        FindingsJson,
        ProfileJson,
        ResultSheetJson,
    )
    from perfxl.contract.shapes import dump
    from perfxl.contract.unread import UnreadJson, UnreadRowJson, UnreadSheetJson

    # 没有的不写。
    more: dict[str, Any] = {"skipped": _skipped_json(every)} if every.skipped else {}
    if fixed:
        more |= {"fixed": _fixed_json(fixed), "left": _left_json(fixed)}
    return dump(
        FindingsJson(
            files=every.files,
            findings=[],
            unread=[UnreadJson(file=each.file, why=each.why) for each in every.unread],
            accepted=sum(len(each.accepted) for each in results),
            acceptances=[
                AcceptanceJson(
                    list=each.listed_in, rule=each.rule, reason=each.reason, count=each.count
                )
                for each in every.acceptances
            ],
            disabled_rules=list(every.disabled_rules),
            result_sheets=[
                ResultSheetJson(file=each.file, sheet=sheet)
                for each in every.documents
                for sheet in each.result_sheets
            ],
            profiles=[
                ProfileJson(file=each.file, profile=each.profile, why=each.why)
                for each in every.profiles
            ],
            unread_rows=UnreadRowJson.all_of(every.documents),
            unread_sheets=UnreadSheetJson.all_of(every.documents),
            **more,
        )
    )


def _fixed_json(fixed: "list[FixedCopy]") -> "list[AppliedFixJson]":
    from perfxl.contract.findings import AppliedFixJson

    return [
        AppliedFixJson.of(str(copy.after.path), made)
        for copy in fixed
        for made in copy.outcome.made
    ]


def _left_json(fixed: "list[FixedCopy]") -> "list[LeftCellJson]":
    from perfxl.contract.findings import LeftCellJson

    return [
        LeftCellJson.of(str(copy.after.path), edit) for copy in fixed for edit in copy.outcome.left
    ]
