"""校验整个文件夹：读、查、写清单；不碰 Excel，可以在另一个进程里做。"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from perfxl.actions import check as checking
from perfxl.hosts.list_files import write_lists
from perfxl.hosts.outputs import Output, Outputs
from perfxl.many_files.finding import found_workbooks
from perfxl.many_files.results import FileResult, checked, process_all, skipping_unrelated
from perfxl.rendering.finding_lists import finding_lists
from perfxl.rendering.output_names import FINDINGS_SHEET
from perfxl.standards.profile import Profile


@dataclass(frozen=True)
class FolderChecked:
    """校验完了：要说的话（不带句号），清单在哪里。"""

    said: str
    path: Path


def check_files(
    folder: Path, profile: Profile | None, target: Output, progress: Callable[[str], None]
) -> FolderChecked:
    """校验一个文件夹（连同下级），清单写到 ``target``；``progress`` 每个文件叫一次，可以抛异常来中止。"""
    found = found_workbooks([folder])
    paths = found.paths
    results: list[FileResult] = []
    for number, result in enumerate(process_all(paths, profile), 1):
        progress(f"校验第{number}个，共{len(paths)}个：{result.path.name}")
        results.append(result)
    progress("核对各表之间")
    results = checked(skipping_unrelated(results, found))
    findings = [finding for result in results for finding in result.findings]
    unread = [(str(result.path), result.why) for result in results if result.why]
    documents = [result.document for result in results if result.document is not None]
    write_lists(target, finding_lists(findings, unread, documents=documents), sources=paths)
    left = f"，{len(unread)}个没有读成，原因列在其中" if unread else ""
    return FolderChecked(
        f"文件夹“{folder.name}”（连同下级）里{len(paths)}个工作簿校验完（按磁盘上保存的内容），"
        f"{checking.counts_said(findings)}{left}；清单存为“{target.path}”",
        target.path,
    )


def list_in(folder: Path, avoided: Iterable[str] = ()) -> Output:
    """文件夹里的新清单；重名的、与开着的工作簿同名的都避开。"""
    outputs = Outputs([])
    outputs.avoid(avoided)
    return outputs.chosen(folder / f"{FINDINGS_SHEET}.xlsx", "")


def own_folder() -> Path:
    """没有存过的工作簿，结果放在“文档”里。"""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
