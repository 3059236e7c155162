"""在另一个进程里做的各件事：校验文件夹、汇总、生成、比对。不碰 Excel，只读磁盘上的文件和开着的工作簿的快照。"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from perfxl.actions.acceptances import settled
from perfxl.actions.assessment import assess
from perfxl.actions.compare import compare as compare_documents
from perfxl.actions.document import document_of
from perfxl.actions.forms_made import known_form
from perfxl.excel.book_path import without_brackets
from perfxl.excel.chosen_profile import chosen_profile
from perfxl.excel.made_books import MAKINGS
from perfxl.excel.session import RefusedError
from perfxl.excel.whole_folder import check_files, list_in, summarise_files
from perfxl.hosts.outputs import Output, Outputs
from perfxl.hosts.printed_books import write_printed
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.making import conclusion_text, templates_with, write_sheets
from perfxl.many_files.results import read_file
from perfxl.model.workbook import Workbook
from perfxl.rendering.output_names import SUMMARY
from perfxl.standards.rule_settings import Acceptance

Job = dict[str, Any]
# ``said`` 是要说的话；写出了文件的另有 ``path``，话接着说打开了没有，``more`` 是再后面的。
Result = dict[str, str]
Progress = Callable[[str], None]


def work(job: Job, progress: Progress) -> Result:
    """做 ``job["do"]`` 说的那一件；``progress`` 可以抛异常来停下。"""
    return _JOBS[job["do"]](job, progress)


def _check_folder(job: Job, progress: Progress) -> Result:
    folder = Path(job["folder"])
    target = list_in(folder, job["avoided"])
    done = check_files(folder, chosen_profile(job["profile"]), target, progress)
    return {"said": done.said, "path": str(done.path)}


def _summarise(job: Job, progress: Progress) -> Result:
    folder = Path(job["folder"])
    target = list_in(folder, job["avoided"], SUMMARY)
    done = summarise_files(folder, chosen_profile(job["profile"]), target, progress)
    return {"said": done.said, "path": str(done.path), "more": done.more}


def _make(job: Job, progress: Progress) -> Result:
    made, making = known_form(job["form"]), MAKINGS[job["do"]]
    progress("读表")
    workbook = _copied(job)
    chosen_profile(workbook.profile)  # 写的口径没有的，先说
    progress("评分")
    assessed = settled(assess(workbook, check=False), _accepted(job))
    progress("排版")
    outcome = making.make(made, assessed, templates_with(), conclusion_text())
    progress(f"写{len(outcome.sheets)}张{made.name}")
    target = _beside(job, making.file_name(job["book"], made), making.ending(made))
    write_sheets(outcome.sheets, target)
    said = making.said(made, outcome, target.path)
    return {"said": said, "path": str(target.path), "more": outcome.said}


def _compare(job: Job, progress: Progress) -> Result:
    own, other = Path(job["book"]), Path(job["other"])
    progress(f"读“{own.name}”")
    documents = [document_of(_copied(job))]
    progress(f"读“{other.name}”")
    read = read_file(other)
    if read.document is None:
        raise RefusedError(read.why)
    progress("比对")
    comparison = compare_documents([*documents, read.document])
    if not comparison.projects:
        raise RefusedError(
            f"“{own.name}”和“{other.name}”里没有可以比对的项目表；"
            "请打开、再选同一项目的申报表、批复表、调整批复表、自评表。"
        )
    progress("写比对表")
    target = _beside(job, f"{own.stem}（比对）.xlsx", "（比对）")
    write_printed(target, comparison.sheets())
    left = f"另有{len(comparison.ignored)}张表没有比，原因列在其中；" if comparison.ignored else ""
    said = f"“{own.name}”与“{other.name}”（按磁盘上保存的内容）：{comparison.said}{left}存为“{target.path}”"
    return {"said": said, "path": str(target.path)}


def _accepted(job: Job) -> tuple[Acceptance, ...]:
    """开着的工作簿旁边的认可清单；没有存过的没有，有误的抛 ``RefusedError``。"""
    book = Path(job["book"])
    if not book.is_absolute():
        return ()
    lists = AcceptanceLists()
    accepted = lists.beside(book)
    if lists.faulty:
        raise RefusedError(f"{lists.faulty[0][1]}不知道哪些是认可了的，没有做；请先改好它。")
    return accepted


def _copied(job: Job) -> Workbook:
    """开着的工作簿的快照，叫原来的名字。"""
    return replace(read_workbook(Path(job["copy"])), file=job["book"], stamp=None)


def _beside(job: Job, name: str, ending: str) -> Output:
    """新文件放在 ``job["folder"]``；重名的、与开着的工作簿同名的都避开。"""
    book = Path(job["book"])
    outputs = Outputs([book] if book.is_absolute() else [])  # 没有存过的只有名字
    outputs.avoid(job["avoided"])
    return outputs.chosen(Path(job["folder"]) / without_brackets(name), ending)


_JOBS: dict[str, Callable[[Job, Progress], Result]] = {
    "check_folder": _check_folder,
    "summary": _summarise,
    "make": _make,
    "next_year": _make,
    "compare": _compare,
}
