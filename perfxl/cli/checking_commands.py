"""``perfxl check``：校验，标注副本，改正副本。"""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import RenderableType
from rich.text import Text

from perfxl.batch.acceptance_lists import ACCEPTANCE_LIST
from perfxl.batch.files import fresh_path, output_names, workbook_paths
from perfxl.batch.fixing import FixedCopy, fix_copy
from perfxl.batch.work import FileResult, checked, mark_copy, process_all, profile_named
from perfxl.cli.console import (
    as_json,
    as_text,
    console,
    notice,
    print_json,
    report_unread,
    with_progress,
)
from perfxl.cli.options import (
    FAULTS,
    OK,
    UNREADABLE,
    debug_option,
    files_argument,
    output_option,
    profile_option,
    style_option,
)
from perfxl.cli.texts import counts_text, findings_text, fixes_text
from perfxl.hosts.openpyxl_lists import write_findings, write_fixes
from perfxl.hosts.unreadable import NotWritableError
from perfxl.hosts.whole_file import write_text
from perfxl.model.contract import (
    AppliedFixJson,
    FindingJson,
    FindingsJson,
    UnreadJson,
    dump,
    json_number_or_text,
)
from perfxl.model.finding import Severity

_MARKED, _FIXED, _FIX_LIST = "（已标注）", "（已改正）", "改动清单"
# -o 的后缀说明的样式；写不成的格式，免得当成文件夹名。
_STYLES = {".xlsx": "xlsx", ".json": "json", ".txt": "text", ".md": "text"}
_NO_COPIES = (".xls", ".et", ".xlsb", ".pdf", ".csv", ".doc", ".docx", ".ods")
_WRITABLE = (".xlsx", ".xlsm", ".xltx", ".xltm")


def given_paths(files: tuple[Path, ...]) -> list[Path]:
    """给的文件和文件夹里的工作簿；一个也没有时抛 ``click.UsageError``。"""
    paths = workbook_paths(files)
    if not paths:
        raise click.UsageError("给出的文件夹里没有 Excel 工作簿（.xlsx、.xlsm、.xls、.et）。")
    return paths


def exit_code(results: list[FileResult]) -> int:
    """0 没有错误级问题，1 有，2 有文件读不了。"""
    if any(result.why for result in results):
        return UNREADABLE
    return FAULTS if any(result.has_errors for result in results) else OK


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
@debug_option
def check(
    files: tuple[Path, ...],
    profile: str | None,
    style: str | None,
    output: Path | None,
    mark: bool,
    fix: bool,
    level: str,
    debug: bool,
) -> None:
    """校验：列出每处问题的单元格、依据和改法。有“错误”级问题时退出码为 1。"""
    if mark and fix:
        raise click.UsageError("--mark 和 --fix 各写各的副本，请分两次用：先改正，再标注剩下的。")
    own_output = None if mark or fix else output  # 写副本时 -o 是副本的去处
    chosen_style = _style_for(style, own_output)
    if (mark or fix) and output is not None and output.suffix.lower() in _NO_COPIES:
        raise click.UsageError(f"副本写不成 {output.suffix}，-o 请给文件夹，或 .xlsx 的文件名。")
    chosen = profile_named(profile) if profile else None
    paths = given_paths(files)
    assessed = list(with_progress(process_all(paths, chosen), len(paths), "校验"))
    results = checked(assessed)
    failed = False
    fixed: list[FixedCopy] = []
    if mark:
        failed = _write_marked(results, output)
    if fix:
        fixed, failed = _write_fixed(results, output)
        after = {copy.after.path: copy.after for copy in fixed}
        results = checked([after.get(result.path, result) for result in assessed])
    _report_findings(results, fixed, chosen_style, own_output, Severity(level))
    report_unread(results, debug=debug)
    sys.exit(UNREADABLE if failed else exit_code(results))


def _style_for(style: str | None, output: Path | None) -> str:
    """结果的样式：写明的照写明的，没有写的看 ``-o`` 的后缀；两样矛盾的不收。"""
    suffix = output.suffix.lower() if output is not None else ""
    by_suffix = _STYLES.get(suffix)
    if output is not None and suffix in _NO_COPIES:
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


def _write_marked(results: list[FileResult], output: Path | None) -> bool:
    """逐个写标注副本；有写不成的返回 ``True``，不耽误其余。"""

    def write(result: FileResult, target: Path) -> None:
        mark_copy(result, target)
        notice(f"标注副本：{target}")

    return _write_copies(results, output, _MARKED, "标注副本", write)


def _write_fixed(results: list[FileResult], output: Path | None) -> tuple[list[FixedCopy], bool]:
    """逐个写改正副本和一份改动清单；有写不成的，第二项为 ``True``。"""
    copies: list[FixedCopy] = []
    faulty = {result.path.parent for result in results if result.path.name == ACCEPTANCE_LIST}

    def write(result: FileResult, target: Path) -> None:
        if result.path.parent in faulty:
            raise NotWritableError(
                f"“{result.path.name}”旁边的{ACCEPTANCE_LIST}有误，不知道哪些是认可了的；请先改好它。"
            )
        copy = fix_copy(result, target)
        copies.append(copy)
        notice(f"改正副本：{target}，改了 {len(copy.fixes)} 格")

    failed = _write_copies(results, output, _FIXED, "改正副本", write)
    if any(copy.fixes for copy in copies):
        listed = _fix_list_path(copies, output)
        write_fixes(
            listed,
            [
                (str(copy.after.path), fix.change, fix.rules)
                for copy in copies
                for fix in copy.fixes
            ],
        )
        notice(f"改动清单：{listed}")
    return copies, failed


def _fix_list_path(copies: list[FixedCopy], output: Path | None) -> Path:
    """改动清单放在副本旁边：一份副本的随它的名，几份的合成一份。"""
    if len(copies) == 1:
        target = copies[0].target
        return target.with_name(f"{target.stem}（{_FIX_LIST}）.xlsx")
    return fresh_path((output or copies[0].target.parent) / f"{_FIX_LIST}.xlsx")


def _write_copies(
    results: list[FileResult],
    output: Path | None,
    ending: str,
    what: str,
    write: Callable[[FileResult, Path], None],
) -> bool:
    """每个读成的文件写一份副本；有写不成的说明原因，返回 ``True``，不耽误其余。"""
    failed = False
    done = [result for result in results if result.document is not None]
    single = output is not None and output.suffix.lower() in _WRITABLE
    if single and len(done) > 1:
        raise click.UsageError(f"几个文件的{what}不能写成一个文件，-o 请给文件夹。")
    names = output_names([result.path for result in done], ending)
    for result in done:
        name = names[result.path]
        if single and output is not None:
            target = output
        else:
            target = fresh_path((output or result.path.parent) / name)
        try:
            write(result, target)
        except NotWritableError as error:
            failed = True
            notice(f"没有写成{what}：{error}")
    return failed


def _report_findings(
    results: list[FileResult],
    fixed: list[FixedCopy],
    style: str,
    output: Path | None,
    level: Severity,
) -> None:
    every = [finding for result in results for finding in result.findings]
    shown = [finding for finding in every if finding.severity.at_least(level)]
    unread = [(str(result.path), result.why) for result in results if result.why]
    files = sum(result.path.name != ACCEPTANCE_LIST for result in results)
    tables = [table for result in results if result.document for table in result.document.tables]
    accepted = sum(len(result.accepted) for result in results)
    sources = [result.path for result in results]
    if style == "xlsx":
        output = output or fresh_path(Path("校验结果.xlsx"))
        write_findings(
            output,
            shown,
            unread,
            tables=tables,
            accepted=accepted,
            counted=every,
            sources=sources,
        )
    elif style == "json":
        data = dump(
            FindingsJson(
                files=files,
                findings=[FindingJson.of(finding) for finding in shown],
                unread=[UnreadJson(file=file, why=why) for file, why in unread],
                accepted=accepted,
                **({"fixed": _fixed_json(fixed)} if fixed else {}),
            )
        )
        if output is None:
            print_json(data)
        else:
            write_text(output, as_json(data), sources=sources)
    else:
        parts: list[RenderableType] = [
            fixes_text(copy.after.path.name, copy.fixes) for copy in fixed if copy.fixes
        ]
        if fixed and shown:
            parts.append(Text("\n改后还剩："))
        text = findings_text(shown)
        summary = counts_text(files, len(tables), every, len(unread), accepted=accepted)
        if output is None:
            console().print(*parts, text, f"\n{summary}")
        else:
            write_text(output, as_text(*parts, text, summary), sources=sources)
    if output is not None:
        notice(f"校验结果：{output}")


def _fixed_json(fixed: list[FixedCopy]) -> list[AppliedFixJson]:
    return [
        AppliedFixJson(
            file=str(copy.after.path),
            sheet=fix.change.sheet,
            cell=fix.change.cell,
            what=fix.change.what,
            before=fix.change.before,
            after=json_number_or_text(fix.change.after),
            rules=list(fix.rules),
        )
        for copy in fixed
        for fix in copy.fixes
    ]
