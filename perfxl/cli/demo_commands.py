"""``perfxl demo``：对随带的样表把整件事做一遍。"""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from perfxl.actions.check_many import counts_said_of_many
from perfxl.actions.form_sources import blank_source
from perfxl.actions.forms_made import MADE_FORMS, MadeForm, own_form
from perfxl.actions.outcome import MadeSheet
from perfxl.cli.console import notice, with_progress
from perfxl.cli.options import OK, UNREADABLE, debug_option, replace_option
from perfxl.cli.screen import console
from perfxl.cli.texts import forms_text
from perfxl.hosts.list_files import write_lists
from perfxl.hosts.outputs import HOW_TO_REPLACE, Output, Outputs, free_folder
from perfxl.many_files.copies import fill_scores, fix_copy, mark_copy
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.making import (
    made_sheets,
    sources_of,
    template_path,
    whole_book,
    write_sheets,
)
from perfxl.many_files.results import checked, process_all
from perfxl.many_files.summarising import summarised, write_summary
from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.rendering.finding_lists import finding_lists
from perfxl.rendering.output_names import FINDING_LIST, SCORE_LIST, SUMMARY
from perfxl.rendering.score_lists import score_lists
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

DEMO_FOLDER = "演示结果"
# 写不成的最多逐个说几份：磁盘满了，上百份都是一个原因。
_SAID = 3
# 不是样表的文件夹；自评表的另走一遍。
_NO_SAMPLES = frozenset({"自评表", "空白表", "带函数"})
_FINDINGS, _SCORES = f"{FINDING_LIST}.xlsx", f"{SCORE_LIST}.xlsx"
# 写进文件夹的，和最后怎么说它。
_PLACES = {
    "自评表": "评好分的自评表（可打印）",
    "成表": "其余各种成表、空白表",
    "评分": "填好分的副本",
    "标注": "标注问题的副本",
    "改正": "算得准的已改好的副本",
    _FINDINGS: FINDING_LIST,
    _SCORES: SCORE_LIST,
    f"{SUMMARY}.xlsx": "汇总：总览（有图）、项目、单位、问题",
    f"{SUMMARY}.html": "汇总的网页",
}


@dataclass
class _Demo:
    """写到哪个文件夹，有没有写不成的。"""

    folder: Path
    outputs: Outputs
    failed: int = 0

    def write(self, place: str, write: Callable[[Output], object]) -> None:
        """写一份；写不成的说一句，不耽误其余。"""
        try:
            write(self.outputs.chosen(self.folder / place))
        except (NotWritableError, UnreadableFileError) as error:
            self.failed += 1
            if self.failed <= _SAID:
                notice(f"没有写成：{error}")


@click.command(options_metavar="[选项]")
@click.argument(
    "folder",
    required=False,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="[文件夹]",
)
@replace_option
@debug_option
def demo(folder: Path | None, replace: bool, debug: bool) -> None:
    """演示：对随带的样表读、查、评、成表，结果写进文件夹；不写文件夹时是“演示结果”，已有的另起一个。"""
    sys.exit(OK if run_demo(folder, replace=replace) else UNREADABLE)


def run_demo(given: Path | None, *, replace: bool) -> bool:
    """读、查随带的各种表，评自评表；成表、校验结果、评分汇总和标注副本写进文件夹。

    没有给文件夹的写进“演示结果”，已经有了的另起一个。有写不成的返回 ``False``；给的文件夹里已经有演示结果而
    不许替换的，抛 ``NotWritableError``。
    """
    folder = given or free_folder(Path(DEMO_FOLDER), replace=replace)
    _refuse_taken(folder, replace=replace)
    profile = load_profile()
    paths = workbook_paths([shipped_folder("workbooks") / "自评表"])
    folders = sorted(path for path in shipped_folder("workbooks").iterdir() if path.is_dir())
    others = workbook_paths([path for path in folders if path.name not in _NO_SAMPLES])
    templates = [template_path(made.name) for made in MADE_FORMS]
    demo = _Demo(folder, Outputs([*paths, *others, *templates], replace=replace))
    results = checked(list(process_all(paths, profile)))
    for result in with_progress(results, len(results), "演示"):
        _write_evaluation(demo, result)
    scores = [score for result in results for score in result.scores]
    other_results = checked(
        list(with_progress(process_all(others, profile), len(others), "其余各种表"))
    )
    _make_others(demo, other_results)
    results += other_results
    files = [result.findings for result in results if result.document is not None]
    findings = [finding for own in files for finding in own]
    unread = [(str(result.path), result.why) for result in results if result.why]
    documents = [result.document for result in results if result.document is not None]
    tables = [table for document in documents for table in document.tables]
    demo.write(
        _FINDINGS,
        lambda to: write_lists(to, finding_lists(files, unread, documents=documents)),
    )
    demo.write(
        _SCORES,
        lambda to: write_lists(to, score_lists(scores, findings, documents=documents)),
    )
    _write_summary(demo, results)
    screen = console()
    screen.print(f"读懂：{forms_text(tables)}。")
    tally = Counter(each.severity for each in findings)
    screen.print(counts_said_of_many(len(results), documents, tally, len(unread)))
    for place, what in _PLACES.items():
        if (folder / place).exists():
            screen.print(f"{what}：{folder.resolve() / place}")
    _say_first(folder)
    if demo.failed > _SAID:
        notice(f"一共 {demo.failed} 份没有写成。")
    return not demo.failed


# 先看哪个，为什么。
_FIRST = (
    (f"{SUMMARY}.html", "汇总的网页，双击在浏览器里看"),
    (_FINDINGS, "查出的每一处，点单元格跳到那里"),
    ("自评表", "写好的表，直接打印"),
)


def _say_first(folder: Path) -> None:
    there = [f"{place}（{why}）" for place, why in _FIRST if (folder / place).exists()]
    if there:
        console().print(f"先打开：{'，再看 '.join(there)}。")


def _write_summary(demo: _Demo, results: list[FileResult]) -> None:
    """汇总的工作簿和网页。"""
    found, today = summarised(results, len(results)).summary, date.today()
    for suffix in (".xlsx", ".html"):
        demo.write(f"{SUMMARY}{suffix}", lambda to: write_summary(found, to, today))


def _refuse_taken(folder: Path, *, replace: bool) -> None:
    if replace:
        return
    for place in _PLACES:
        if (folder / place).exists():
            raise NotWritableError(
                f"“{folder}”里已经有“{place}”，没有替换它；请换一个文件夹，要替换的{HOW_TO_REPLACE}。"
            )


def _made(name: str) -> MadeForm:
    return next(made for made in MADE_FORMS if made.name == name)


def _has_own_form(result: FileResult) -> bool:
    """有一张不是只读的表。"""
    document = result.document
    return document is not None and any(own_form(table.form) for table in document.tables)


def _write_evaluation(demo: _Demo, result: FileResult) -> None:
    """一份自评表：成表，标好问题的、改好的、填好分的副本。"""
    name, evaluation = result.path.name, _made("自评表")
    sheets = made_sheets(sources_of(evaluation, [[result]]), made=evaluation)
    demo.write(f"自评表/{name}", lambda to: write_sheets(sheets, to))
    demo.write(f"标注/{name}", lambda to: mark_copy(result, to))
    if any(finding.fixes for finding in result.findings):
        demo.write(f"改正/{name}", lambda to: fix_copy(result, to))
    demo.write(f"评分/{name}", lambda to: fill_scores(result, to))


def _make_others(demo: _Demo, results: list[FileResult]) -> None:
    """各种表照原样重排一遍；由目标表得出自评表，由申报表得出批复清单；空白表一样一份。"""

    def write(place: str, sheets: list[MadeSheet]) -> None:
        demo.write(f"成表/{place}", lambda to: write_sheets(sheets, to))

    for result in (each for each in results if _has_own_form(each)):
        write(f"重排/{result.path.name}", made_sheets(whole_book([result]), as_printed=True))
    targets = [each for each in results if each.path.parent.name == "目标表"]
    applications = [each for each in results if each.path.parent.name == "申报表"]
    for made, sources in ((_made("自评表"), targets), (_made("批复清单"), applications)):
        sheets = made_sheets(sources_of(made, [sources]), made=made)
        write(f"{made.name}（由{sources[0].path.parent.name}）.xlsx", sheets)
    for made in MADE_FORMS:
        write(f"空白表/{made.name}.xlsx", made_sheets([blank_source(made)], made=made))
