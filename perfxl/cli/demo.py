"""``perfxl demo``：对随带的样表把整件事做一遍。"""

from pathlib import Path

from perfxl.batch.files import workbook_paths
from perfxl.batch.fixing import fix_copy
from perfxl.batch.forms_made import MADE_FORMS, own_form
from perfxl.batch.making import (
    blank_source,
    made_sheets,
    sources_of,
    whole_book,
    write_sheets,
)
from perfxl.batch.work import FileResult, checked, fill_scores, mark_copy, process_all
from perfxl.cli.console import console, with_progress
from perfxl.cli.texts import counts_text, forms_text
from perfxl.hosts.openpyxl_lists import write_findings, write_scores
from perfxl.model.table import Form
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

_OTHER_FORMS = ("目标表", "申报表", "批复表", "预算调整批复")


def run_demo(folder: Path) -> None:
    """读、查随带的各种表，评自评表；成表、校验结果、评分汇总和标注副本写进 ``folder``。"""
    profile = load_profile()
    paths = workbook_paths([shipped_folder("workbooks") / "自评表"])
    evaluation = own_form(Form.SELF_EVALUATION)
    results = checked(list(process_all(paths, profile)))
    for result in with_progress(results, len(results), "演示"):
        name = result.path.name
        sheets = made_sheets(sources_of(evaluation, [[result]]), made=evaluation)
        write_sheets(sheets, folder / "自评表" / name)
        if result.findings:
            mark_copy(result, folder / "标注" / name)
        if any(finding.fixes for finding in result.findings):
            fix_copy(result, folder / "改正" / name)
        fill_scores(result, folder / "评分" / name)
    scores = [score for result in results for score in result.scores]
    others = workbook_paths([shipped_folder("workbooks") / name for name in _OTHER_FORMS])
    other_results = checked(
        list(with_progress(process_all(others, profile), len(others), "其余各种表"))
    )
    _make_others(other_results, folder / "成表")
    results += other_results
    findings = [finding for result in results for finding in result.findings]
    unread = [(str(result.path), result.why) for result in results if result.why]
    tables = [table for result in results if result.document for table in result.document.tables]
    write_findings(folder / "校验结果.xlsx", findings, unread, tables=tables)
    write_scores(folder / "评分汇总.xlsx", scores, findings)
    screen = console()
    screen.print(f"读懂：{forms_text(tables)}。")
    screen.print(counts_text(len(results), len(tables), findings, len(unread)))
    place = folder.resolve()
    screen.print(f"评好分的自评表（可打印）：{place / '自评表'}")
    screen.print(f"其余各种成表、空白表：{place / '成表'}")
    screen.print(f"填好分的副本：{place / '评分'}")
    screen.print(f"标注问题的副本：{place / '标注'}")
    screen.print(f"算得准的已改好的副本：{place / '改正'}")
    screen.print(f"校验结果：{place / '校验结果.xlsx'}")
    screen.print(f"评分汇总：{place / '评分汇总.xlsx'}")


def _make_others(results: list[FileResult], folder: Path) -> None:
    """各种表照原样重排一遍；由目标表得出自评表，由申报表得出批复清单；空白表一样一份。"""
    for result in results:
        sheets = made_sheets(whole_book([result]), as_printed=True)
        write_sheets(sheets, folder / "重排" / result.path.name)
    targets = [each for each in results if each.path.parent.name == "目标表"]
    applications = [each for each in results if each.path.parent.name == "申报表"]
    for form, sources in ((Form.SELF_EVALUATION, targets), (Form.APPROVAL_LIST, applications)):
        made = own_form(form)
        sheets = made_sheets(sources_of(made, [sources]), made=made)
        write_sheets(sheets, folder / f"{made.name}（由{sources[0].path.parent.name}）.xlsx")
    for made in MADE_FORMS:
        sheets = made_sheets([blank_source(made)], made=made)
        write_sheets(sheets, folder / "空白表" / f"{made.name}.xlsx")
