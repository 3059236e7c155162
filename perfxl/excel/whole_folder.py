"""整个文件夹的校验、汇总：读、查、写清单；不碰 Excel，可以在另一个进程里做。"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from perfxl.actions import check as checking
from perfxl.excel.session import RefusedError
from perfxl.hosts.list_files import write_lists
from perfxl.hosts.outputs import Output, Outputs
from perfxl.hosts.report_book import is_own_report, write_report
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.finding import FoundWorkbooks, found_workbooks
from perfxl.many_files.results import checked, process_all, with_folders_told
from perfxl.many_files.summarising import summarised
from perfxl.rendering.finding_lists import finding_lists
from perfxl.rendering.output_names import FINDINGS_SHEET, SUMMARY
from perfxl.rendering.summary_report import summary_report
from perfxl.standards.profile import Profile

Progress = Callable[[str], None]


@dataclass(frozen=True)
class FolderDone:
    """做完了：要说的话（不带句号），写在哪里，再后面的话。"""

    said: str
    path: Path
    more: str = ""


def check_files(
    folder: Path, profile: Profile | None, target: Output, progress: Progress
) -> FolderDone:
    """校验一个文件夹（连同下级），清单写到 ``target``；``progress`` 每个文件叫一次，可以抛异常来中止。"""
    found = found_workbooks([folder])
    results = _results(found, profile, "校验", progress)
    findings = [finding for result in results for finding in result.findings]
    unread = [(str(result.path), result.why) for result in results if result.why]
    documents = [result.document for result in results if result.document is not None]
    files = [result.findings for result in results if result.document is not None]
    lists = finding_lists(files, unread, documents=documents)
    progress(f"写{FINDINGS_SHEET}")
    write_lists(target, lists, sources=found.paths)
    left = f"，{len(unread)}个没有读成，原因列在其中" if unread else ""
    return FolderDone(
        f"文件夹“{folder.name}”（连同下级）里{len(found.paths)}个工作簿校验完（按磁盘上保存的内容），"
        f"{checking.counts_said(findings)}{left}；清单存为“{target.path}”",
        target.path,
    )


def summarise_files(
    folder: Path, profile: Profile | None, target: Output, progress: Progress
) -> FolderDone:
    """汇总一个文件夹（连同下级）里的自评表，写到 ``target``；以前写在里面的汇总不算。"""
    every = found_workbooks([folder])
    origins = {path: own for path, own in every.origins.items() if not is_own_report(path)}
    found = every._replace(origins=origins)
    if not found.paths:
        raise RefusedError(f"文件夹“{folder.name}”（连同下级）里没有工作簿，没有写汇总。")
    results = _results(found, profile, SUMMARY, progress)
    outcome = summarised(results, len(found.paths))
    progress(f"写{SUMMARY}")
    today = date.today()
    report = summary_report(outcome.summary, f"{today.year}年{today.month}月{today.day}日")
    write_report(target, report, sources=found.paths)
    return FolderDone(
        f"文件夹“{folder.name}”（连同下级）里{len(found.paths)}个工作簿汇总完（按磁盘上保存的内容），"
        f"存为“{target.path}”",
        target.path,
        "".join(outcome.sentences),
    )


def _results(
    found: FoundWorkbooks, profile: Profile | None, what: str, progress: Progress
) -> list[FileResult]:
    """逐个读、查，再核对各表之间。"""
    paths = found.paths
    results: list[FileResult] = []
    for number, result in enumerate(process_all(paths, profile), 1):
        progress(f"{what}第{number}个，共{len(paths)}个：{result.path.name}")
        results.append(result)
    progress("核对各表之间")
    return with_folders_told(checked(results), found)


def list_in(folder: Path, avoided: Iterable[str] = (), name: str = FINDINGS_SHEET) -> Output:
    """文件夹里的新清单、汇总；重名的、与开着的工作簿同名的都避开。"""
    outputs = Outputs([])
    outputs.avoid(avoided)
    return outputs.chosen(folder / f"{name}.xlsx", "")


def own_folder() -> Path:
    """没有存过的工作簿，结果放在“文档”里。"""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
