"""几个工作簿一起查，连同文件与文件之间的：看哪几个、什么次序、怎样说，都与命令行的相同。"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfxl.actions.assessment import assess
from perfxl.actions.check_many import check_many
from perfxl.contract.outcome import OutcomeJson
from perfxl.contract.pane import AnswerJson, RequestJson
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.interface import Checked
from perfxl.many_files.finding import FoundWorkbooks, found_workbooks
from perfxl.many_files.results import (
    FileResult,
    assessments_of,
    result_of,
    with_folders_told,
)
from perfxl.pane.given import GivenList, check_json, chosen_profile, without_folder
from perfxl.standards.profile import Profile


def checked_together(request: RequestJson, root: Path, paths: Sequence[Path]) -> AnswerJson:
    """``paths`` 都在临时文件夹 ``root`` 里，头一个是选着的；没有读成的说一句，别的照查。"""
    chosen = chosen_profile(request.profile)
    found = _found(root, paths, from_folder=request.from_folder)
    given = GivenList(request, root)
    results = [_read(root, root / name, chosen) for name in found.paths]
    finished = iter(given.across(assessments_of(results)))
    results = [
        each if each.assessment is None else replace(each, assessment=next(finished))
        for each in results
    ]
    together = assessments_of(results)
    own = next((each for each in together if root / each.file == paths[0]), None)
    results = with_folders_told(results, found)
    every = Checked.of(results, len(found.paths))
    unread = [(each.file, each.why) for each in every.unread]
    outcome = check_many(together, files=every.files, unread=unread, told=every.told)
    return AnswerJson(
        command=request.command,
        said=given.faulty + "".join(outcome.sentences),
        outcome=OutcomeJson.of(outcome),
        check=check_json(
            together,
            own,
            given,
            [
                *(f"没有读成：{each.why}" for each in every.unread),
                *(f"跳过：{each.why}。" for each in every.skipped),
                *outcome.unread.lines,
            ],
        ),
    )


def _found(root: Path, paths: Sequence[Path], *, from_folder: bool) -> FoundWorkbooks:
    """看哪几个，照命令行的次序；路径从 ``root`` 起。"""
    given = found_workbooks([root] if from_folder else sorted(paths))
    origins = {
        path.relative_to(root): root if origin else None for path, origin in given.origins.items()
    }
    return FoundWorkbooks(origins)


def _read(root: Path, path: Path, profile: Profile | None) -> FileResult:
    """读懂、评分、逐张查的一个；没有读成的说为什么。文件名从 ``root`` 起：临时文件夹不是用户认得的地方。"""
    name = path.relative_to(root)
    result = result_of(
        name, lambda: assess(replace(read_workbook(path), file=name.as_posix()), profile)
    )
    return replace(result, why=without_folder(root, result.why))
