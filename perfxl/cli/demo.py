"""``perfxl demo``：对随带的样表把整件事做一遍。"""

from pathlib import Path

from perfxl.batch.files import workbook_paths
from perfxl.batch.work import fill_scores, make_self_evaluations, mark_copy, process, template_path
from perfxl.cli.console import console, with_progress
from perfxl.cli.texts import counts_text, forms_text
from perfxl.hosts.openpyxl_lists import write_findings, write_scores
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

_OTHER_FORMS = ("目标表", "申报表", "批复表", "预算调整批复")


def run_demo(folder: Path) -> None:
    """读、查随带的各种表，评自评表；成表、校验结果、评分汇总和标注副本写进 ``folder``。"""
    profile = load_profile()
    paths = workbook_paths([shipped_folder("workbooks") / "自评表"])
    template = template_path("自评表")
    results = []
    for path in with_progress(paths, len(paths), "演示"):
        result = process(path, profile)
        results.append(result)
        make_self_evaluations([result], folder / "自评表" / path.name, template)
        if result.findings:
            mark_copy(result, folder / "标注" / path.name)
        fill_scores(result, folder / "评分" / path.name)
    scores = [score for result in results for score in result.scores]
    others = workbook_paths([shipped_folder("workbooks") / name for name in _OTHER_FORMS])
    results += with_progress((process(path, profile) for path in others), len(others), "其余各种表")
    findings = [finding for result in results for finding in result.findings]
    unread = [(str(result.path), result.why) for result in results if result.why]
    write_findings(folder / "校验结果.xlsx", findings, unread)
    write_scores(folder / "评分汇总.xlsx", scores, findings)
    screen = console()
    tables = [table for result in results if result.document for table in result.document.tables]
    screen.print(f"读懂：{forms_text(tables)}。")
    screen.print(counts_text(len(results), len(tables), findings, len(unread)))
    place = folder.resolve()
    screen.print(f"成表（可打印）：{place / '自评表'}")
    screen.print(f"填好分的副本：{place / '评分'}")
    screen.print(f"标注问题的副本：{place / '标注'}")
    screen.print(f"校验结果：{place / '校验结果.xlsx'}")
    screen.print(f"评分汇总：{place / '评分汇总.xlsx'}")
