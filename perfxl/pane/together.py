"""几个工作簿一起查（连同文件与文件之间的）、合成一份表：看哪几个、什么次序、怎样说，都与命令行的相同。"""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfxl.actions.assessment import Assessment, assess
from perfxl.actions.check_many import CheckedOutcome, check_many, profiles_said
from perfxl.actions.forms_made import MadeForm, known_form
from perfxl.actions.made_said import every_said, unwritten_said
from perfxl.actions.outcome import Outcome
from perfxl.contract.outcome import OutcomeJson
from perfxl.contract.pane import AnswerJson, RequestJson
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.interface import Checked
from perfxl.many_files.file_result import FileResult, assessments_of
from perfxl.many_files.finding import FoundWorkbooks, found_workbooks
from perfxl.many_files.making import made_sheets, sources_for
from perfxl.many_files.results import with_folders_told
from perfxl.many_files.work import result_of
from perfxl.pane.compared import compared_groups, which_is_which
from perfxl.pane.given import GivenList, check_json
from perfxl.pane.given_profile import chosen_profile
from perfxl.pane.made_files import made_file
from perfxl.pane.own_names import without_folder
from perfxl.plans.lists import ListColumn, ListSheet
from perfxl.standards.profile import Profile


def checked_together(request: RequestJson, root: Path, paths: Sequence[Path]) -> AnswerJson:
    """``paths`` 都在临时文件夹 ``root`` 里，头一个是选着的；没有读成的说一句，别的照查。"""
    found = _found(request, root, paths)
    given = GivenList(request, root)
    results = _checked(request, root, found, given)
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


def told_alone(assessed: Assessment) -> CheckedOutcome:
    """单独一个工作簿，也照命令行说。"""
    told = Checked.of([FileResult(Path(assessed.file), assessed)], 1).told
    return check_many([assessed], told=told)


def made_together(request: RequestJson, root: Path, paths: Sequence[Path]) -> AnswerJson:
    """由收到的各个工作簿合成一份（汇总表、批复清单……）；没有读成的说一句，别的照写。"""
    made = known_form(request.form)
    found = _found(request, root, paths)
    given = GivenList(request, root)
    results = _checked(request, root, found, given)
    groups, sides = [results], ""
    if made.compares:
        compared = compared_groups(made, results, request.sides)
        if isinstance(compared, list):
            return AnswerJson(command=request.command, said=which_is_which(made), sides=compared)
        groups, sides = compared
    sources = sources_for(made, groups, chosen_profile(request), is_settled=bool(sides))
    sheets = made_sheets(sources, made=made)
    # 收到的也可能叫这个名字：写在另一个文件夹里。
    target = Path(tempfile.mkdtemp(dir=root)) / f"{made.name}.xlsx"
    files = frozenset(file for each in sources for file in each.files)
    used = [each for each in assessments_of(results) if Path(each.file) in files]
    # 没有读成的在先：句子多的只说前几句，余下的另列。
    told = (
        *(f"没有读成：{each.why}" for each in results if each.why),
        *every_said(sources, sheets),
        *filter(None, map(_unwritten, used)),
    )
    said = [
        given.faulty,
        f"已由{len(used)}个文件生成{len(sheets)}张{made.name}。",
        sides,
        *made_by_profiles(made, used),
    ]
    lists = (_told_list(told),) if len(told) > _SHOWN else ()
    return AnswerJson(
        command=request.command,
        said="\n".join(["".join(said), *_first_said(told)]),
        outcome=OutcomeJson.of(Outcome(lists=lists)),
        file=made_file(request, sheets, target),
    )


def made_by_profiles(made: MadeForm, used: Sequence[Assessment]) -> list[str]:
    """照口径拟分值、评分、定等级的表：用的是哪份口径、为什么。"""
    if not made.uses_profile:
        return []
    return profiles_said((each.profile.name, each.profile_why) for each in used)


# 一句话里说几句；更多的，全部另列。
_SHOWN = 6


def _first_said(told: Sequence[str]) -> tuple[str, ...]:
    if len(told) <= _SHOWN:
        return tuple(told)
    return (*told[:_SHOWN], f"还有{len(told) - _SHOWN}句，全部列在下面。")


def _told_list(told: Sequence[str]) -> ListSheet:
    heading = f"要看一眼的（{len(told)}句）"
    return ListSheet(
        "要看一眼的", (ListColumn("说的是", 80),), [[e] for e in told], heading=heading
    )


def _unwritten(used: Assessment) -> str:
    said = unwritten_said(used.document)
    return f"“{used.file}”里{said}，没有写进。" if said else ""


def _checked(
    request: RequestJson, root: Path, found: FoundWorkbooks, given: GivenList
) -> list[FileResult]:
    """逐个读懂、评分、查，再补上文件与文件之间的，去掉认可了的。"""
    chosen = chosen_profile(request)
    results = [_read(root, root / name, chosen) for name in found.paths]
    finished = iter(given.across(assessments_of(results)))
    return [
        each if each.assessment is None else replace(each, assessment=next(finished))
        for each in results
    ]


def _found(request: RequestJson, root: Path, paths: Sequence[Path]) -> FoundWorkbooks:
    """看哪几个，照命令行的次序；路径从 ``root`` 起。文件夹以外直接给的，也照写明的看。"""
    files = [request.workbook, *request.others]
    loose = [path for path, each in zip(paths, files, strict=True) if each and each.loose]
    given = found_workbooks([*sorted(loose), root] if request.from_folder else sorted(paths))
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
