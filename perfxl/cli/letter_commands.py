"""``perfxl letter``：给单位的绩效审核意见。"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from perfxl.actions.assessment import Assessment
from perfxl.actions.check_many import profiles_said
from perfxl.actions.letter import UnitOpinions, letters
from perfxl.cli import options
from perfxl.cli.console import notice, report_unread
from perfxl.cli.copies import shortened_note
from perfxl.cli.given_files import given_workbooks
from perfxl.cli.long_runs import LongRun, long_run_options
from perfxl.cli.only_options import year_and_unit
from perfxl.cli.pdf_copies import pdf_option, write_pdf_copies
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.file_result import assessments_of
from perfxl.many_files.garbage_collection import cleaned_after
from perfxl.many_files.letters import (
    EXCEL,
    NO_UNIT,
    WORD,
    OpinionTemplates,
    OpinionWriting,
    opinion_writings,
)
from perfxl.many_files.output_places import outputs_of
from perfxl.many_files.results import checked, profile_named, with_folders_told
from perfxl.many_files.work import Work
from perfxl.model.file_faults import NotWritableError
from perfxl.model.finding import Severity
from perfxl.rendering.opinions import LetterHead

_text: dict[str, Any] = {"default": "", "metavar": "文字"}


@click.command(options_metavar="[选项]")
@options.files_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="文件夹",
    help="意见写到这个文件夹，一个单位一份。",
)
@year_and_unit("写")
@click.option(
    "--format",
    "style",
    type=click.Choice(["both", WORD, EXCEL]),
    default="both",
    show_default=True,
    help="写 Word、Excel，还是都写。",
)
@click.option(
    "--level",
    type=click.Choice([each.value for each in Severity]),
    default=Severity.WARNING.value,
    show_default=True,
    help="写进这一级和更重的问题。",
)
@click.option("--deadline", help="整改期限，如 2026年12月15日；不写留空。", **_text)
@click.option("--signature", help="落款的单位；不写留空。", **_text)
@click.option("--date", help="落款的日期；不写留空。", **_text)
@click.option("--number", help="文号。", **_text)
@click.option("--contact", help="联系人和电话。", **_text)
@click.option("--final", is_flag=True, help="审核人已经核过：不标“草稿”“建议稿”。")
@click.option(
    "--template",
    "templates",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="模板",
    help="用自己的模板：意见书的 .docx、.xlsx，审核表的 .xlsx；可写几次。",
)
@options.profile_option
@pdf_option
@long_run_options
@options.replace_option
@options.debug_option
def letter(
    files: tuple[Path, ...],
    output: Path,
    year: int | None,
    unit: str,
    style: str,
    level: str,
    deadline: str,
    signature: str,
    date: str,
    number: str,
    contact: str,
    final: bool,
    templates: tuple[Path, ...],
    profile: str | None,
    pdf: bool,
    how: LongRun,
    replace: bool,
    debug: bool,
) -> None:
    """审核意见：一个单位一份草稿（.docx、.xlsx），问题逐条编号；报来待批的项目附绩效目标审核表。"""
    head = LetterHead(deadline, signature, date, number, contact, final)
    chosen = profile_named(profile) if profile else None
    used = OpinionTemplates.given(templates)
    found = given_workbooks(files)
    outputs = outputs_of(found.paths, replace=replace, profile=profile, others=used.paths)
    work = Work(chosen)
    apart = how.apart(work, found.paths)
    read = list(how.results(work, found.paths, "审核", apart=apart))
    results = checked(read, AcceptanceLists(), apart.index if apart is not None else None)
    del read  # 几万个文件的，核对以前的一份不再用
    if apart is not None:
        apart.save()
    results = with_folders_told(results, found)
    assessments = assessments_of(results)
    opinions = letters(assessments, level=Severity(level), year=year, unit=unit)
    kinds = (WORD, EXCEL) if style == "both" else (style,)
    writings = opinion_writings(opinions, head, output, outputs, used, kinds, year)
    written, failed = _write_all(writings)
    failed |= not opinions
    failed |= pdf and write_pdf_copies(list(written), outputs, written.__getitem__)
    if not opinions:
        notice(_none_said(letters(assessments), unit, year))
    elif written:
        listed = not final and used.lists_issued(kinds)
        notice(_said(opinions, final=final, listed=listed))
        _say_unevaluated(opinions)
        _say_profiles(opinions, assessments)
    report_unread(results, debug=debug)
    sys.exit(options.UNREADABLE if failed or any(each.why for each in results) else options.OK)


def _write_all(writings: Iterable[OpinionWriting]) -> tuple[dict[Path, Path], bool]:
    """逐份写出：写到了哪里、它的 PDF 叫什么；有写不成的说明原因，第二项为 ``True``，不耽误其余。"""
    written: dict[Path, Path] = {}
    failed = False
    for target, write, copied_as in cleaned_after(writings):
        try:
            write()
        except NotWritableError as error:
            failed = True
            notice(f"没有写成审核意见：{error}")
        else:
            path = target.path
            notice(f"已写出：{path}{shortened_note(target)}")
            written[path] = path.with_name(f"{path.stem}{copied_as}.pdf")
    return written, failed


def _say_unevaluated(opinions: UnitOpinions) -> None:
    """批复了而一张自评表也没有收到的单位；别的单位也没有的年度不说。"""
    units: dict[int, list[str]] = {}
    for each in opinions.facts:
        for year in each.unevaluated:
            units.setdefault(year, []).append(each.unit or NO_UNIT)
    for year, names in sorted(units.items()):
        said = "、".join(dict.fromkeys(names))
        if unowned := opinions.ownerless(year):
            notice(
                f"{year} 年度这些单位批复了，没有读到它们的自评表：{said}。"
                f"有 {len(unowned)} 个文件里的自评表没有读到实施单位，可能就是它们的："
                f"{'、'.join(unowned)}；请在表上写明实施单位。"
            )
        else:
            notice(f"{year} 年度别的单位有自评表，这些单位批复了而一张也没有收到：{said}。")


def _say_profiles(opinions: UnitOpinions, assessments: Iterable[Assessment]) -> None:
    """写了意见的各文件用的是哪份口径、为什么。"""
    books = {file for each in opinions.facts for file in each.files}
    used = [each for each in assessments if each.file in books]
    for said in profiles_said((each.profile.name, each.profile_why) for each in used):
        notice(said)


def _none_said(every: UnitOpinions, unit: str, year: int | None) -> str:
    """一份也没有写：``every`` 是不挑年度、单位的各份，有的说有哪些。"""
    if not every:
        return "给出的文件里没有绩效表，没有写审核意见。"
    wanted = "".join((f"{year}年" if year else "", f"“{unit}”" if unit else ""))
    units = "、".join(dict.fromkeys(each.unit for each in every.facts if each.unit)) or "都没有写"
    years = "、".join(map(str, sorted({own for each in every.facts for own in each.years})))
    known = f"有的单位：{units}；有的年度：{years or '都看不出'}"
    return f"给出的文件里没有{wanted}的绩效表，没有写审核意见；{known}。"


def _said(opinions: UnitOpinions, *, final: bool, listed: bool) -> str:
    """``listed``：批复里要更正的写进了草稿。"""
    points = sum(each.points for each in opinions.facts)
    issued = sum(each.issued for each in opinions.facts)
    units = {each.unit for each in opinions.facts}
    volumes = "" if len(units) == len(opinions) else f"（项目多的分册，共 {len(opinions)} 册）"
    said = f"{len(units)} 个单位的审核意见{volumes}，共 {points} 条"
    if issued:
        where = "附在草稿末尾，定稿不带" if listed else "没有写进，perfxl check 可以看"
        said += f"；批复里要更正的另有 {issued} 条，由批复单位更正，{where}"
    if passed := sum(each.passed for each in opinions.facts):
        said += f"；已经过去的一步（批复过的申报表、自评过的监控表）里的 {passed} 条没有写"
    return said + ("。" if final else "；是草稿，等级是建议，请审核人核实定稿。")
