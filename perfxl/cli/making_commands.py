"""``perfxl make``：成表。"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Self

import click

from perfxl.actions.form_sources import Source
from perfxl.actions.forms_made import WHOLE_BOOK, MadeForm
from perfxl.actions.made_said import unwritten_said
from perfxl.actions.outcome import MadeSheet, left_told
from perfxl.cli.console import notice, report_unread
from perfxl.cli.copies import shortened_note
from perfxl.cli.form_names import form_named
from perfxl.cli.given_files import given_workbooks
from perfxl.cli.long_runs import LongRun, long_run_options
from perfxl.cli.next_command import Remaining, say_next
from perfxl.cli.only_options import Only, only_options
from perfxl.cli.options import debug_option, replace_option
from perfxl.cli.pdf_copies import pdf_option, write_pdf_copies
from perfxl.cli.places_read import places_read, say_read_there
from perfxl.hosts.file_names import is_folder
from perfxl.hosts.outputs import Output, Outputs
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.accepted_results import with_accepted_scores
from perfxl.many_files.file_result import Depth, FileResult, assessments_of
from perfxl.many_files.finding import FoundWorkbooks
from perfxl.many_files.garbage_collection import cleaned_after
from perfxl.many_files.made_each import MakingEach, made_of_each
from perfxl.many_files.making import (
    blank_form,
    conclusion_path,
    made_sheets,
    next_year,
    refuse_losing,
    sources_for,
    write_sheets,
)
from perfxl.many_files.output_places import output_places, outputs_of
from perfxl.many_files.results import lists_unread, skipping_unrelated, unopened_folders
from perfxl.many_files.template_variants import chosen_template
from perfxl.many_files.word_forms import WORD, refuse_unwritable, write_word_form
from perfxl.many_files.work import Work
from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.plans.choices import Choices
from perfxl.plans.template import TemplateError
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.standards.profile import Profile, load_profile

if TYPE_CHECKING:
    from perfxl.many_files.store_index import Apart

_CONCLUSION = "自评结论"
_UNREADABLE, _FAULTS = 2, 1
# 多过这么多个文件写成一本的，先说一句：一本里的各表都在内存里，Excel 打开也要很久。
_MANY_IN_ONE_BOOK = 1000
# 写不出的格式：免得当成文件夹名。
_OTHER_SUFFIXES = (".xls", ".xlsm", ".xltx", ".et", ".pdf", ".csv", ".doc", ".ods")

_profile = click.option(
    "--profile", metavar="口径", help="评分、拟分值用的口径的名字，或一份 .yaml 的路径。"
)


@click.command(options_metavar="[选项]")
@click.argument("form", metavar="表名")
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件或文件夹",
    help="取数的表；可写几次。调整批复表写两次：先年初的，后调整的。",
)
@click.argument("more", nargs=-1, type=click.Path(path_type=Path), metavar="[更多文件…]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="输出",
    help=".xlsx 写成一个工作簿，一个项目一张工作表；.docx 写成一份 Word 文档；否则当作文件夹，一个文件一份。",
)
@click.option(
    "--template",
    metavar="模板",
    help="用自己的模板（perfxl template new 表名 取一份来改），或随带的一种版式的名称"
    "（perfxl template list 列出全部）。",
)
@click.option(
    "--conclusion",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文字模板",
    help="自评结论草稿用自己的说法（perfxl template new 自评结论 取一份来改）。",
)
@click.option("--no-conclusion", "undrafted", is_flag=True, help="没有写自评结论的空着，不拟草稿。")
@click.option(
    "--blank",
    is_flag=True,
    help="不取数，写一份空白表，有下拉选项；同 --from 去年的表 一起用的，写新一年待填的："
    "指标、符号照去年，指标值移到上年度一栏，--year 是新的年度（不写是去年加一）。",
)
@click.option(
    "--indicators",
    "library",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="指标库",
    help="空白表的三级指标从这份指标库里选（perfxl indicators 写的）。",
)
@click.option("--as-printed", is_flag=True, help="自评表照原来填的得分、总分，不用算出的。")
@click.option(
    "--checklist",
    is_flag=True,
    help="待填的表（新一年的，由批复写的自评表）后面附一张“填写清单”：哪一格要填什么，去年是多少，哪几处要核对。",
)
@click.option(
    "--word",
    is_flag=True,
    help="写成 Word 文档（-o 是 .docx 的也是）；批复清单只写成 .xlsx。",
)
@click.option(
    "--sources",
    "traced",
    is_flag=True,
    help="成表后面附一张“来源”：每一格写的是什么，怎样得来，取自哪个文件的哪一格。",
)
@_profile
@pdf_option
@only_options
@long_run_options
@replace_option
@debug_option
def make(
    form: str,
    sources: tuple[Path, ...],
    more: tuple[Path, ...],
    output: Path | None,
    pdf: bool,
    only: Only,
    how: LongRun,
    replace: bool,
    debug: bool,
    **asked: Any,
) -> None:
    """成表：按模板写出可以打印的表。

    自评表由批复表、目标表（拟分值、填预算）或填好的自评表（评好分）得来；批复表、批复清单由申报表、目标表；
    调整批复表由年初、调整两份；项目支出批复表由各项目的表；表名写“整本”，是把一个工作簿里的各种表照原样重排。
    新一年的：make 申报表 --blank --from 去年.xlsx --year 2025，做完说还要填哪些。
    """
    _refuse_other_suffix(output)
    made = None if form == WHOLE_BOOK else form_named(form, or_book=True)
    wanted = _Wanted(**asked | {"template": _template(asked["template"], made)})
    if output is not None and output.suffix.lower() == WORD and not is_folder(output):
        wanted = replaced(wanted, word=True)
    groups_given = [list(each) for each in ([*([each] for each in sources), more]) if each]
    _refuse_odd_options(made, wanted, output, given=bool(groups_given))
    if wanted.blank and made is not None and not groups_given:
        sys.exit(_write_blank(made, wanted, output, replace=replace, pdf=pdf))
    chosen = load_profile(wanted.profile) if wanted.profile else None
    given = [given_workbooks(each) for each in groups_given]
    paths = [path for found in given for path in found.paths]
    others = [wanted.template, wanted.conclusion or conclusion_path()]
    outputs = outputs_of(paths, replace=replace, profile=wanted.profile, others=others)
    if output is not None and _is_one_book(output):
        outputs.named(output)  # 写不得的先说，不白读一遍
        _say_many_in_one_book(len(paths))
    lists = AcceptanceLists()
    each_alone = _is_each_alone(made, wanted, output)
    places = _places(given, output, form, WORD if wanted.word else ".xlsx")
    read_there = places_read(places.values(), outputs) if each_alone else ()
    work = Work(chosen, Depth.SCORE)
    apart = how.apart(work, paths) if each_alone else None
    read = [_read(found, work, how, lists, apart) for found in given]
    groups = (Only(unit=only.unit) if wanted.blank else only).of(read)
    if each_alone:
        making = MakingEach(made, chosen, wanted.as_printed)
        targets = _each_target(making, groups, places, outputs, apart)
    else:
        targets = _gathered_targets(made, wanted, groups, places, outputs, output, chosen, only)
    done = _write_wanted(made, wanted, targets, groups)
    say_read_there(read_there, done.written)
    _say_one_each(targets)
    _say_profiles(made, wanted, targets, groups)
    failed = done.failed | (pdf and write_pdf_copies(done.written, outputs))
    say_next(made, wanted.said_again(asked["template"]), done.left, output, pdf=pdf)
    every = [result for group in groups for result in group] + lists_unread(lists)
    _say_unread(every, whole=made is None)
    _finish(every, given, failed=failed, debug=debug)


def _template(given: str | None, made: MadeForm | None) -> Path | None:
    """``--template`` 指的文件；整本的不用。"""
    if given is None:
        return None
    if made is None:
        raise click.UsageError("整本里的表种类不同，各用随带的模板，不能给 --template。")
    try:
        return chosen_template(given, made)
    except TemplateError as error:
        raise click.UsageError(str(error)) from error


@dataclass(frozen=True)
class _Wanted:
    """成表的各个选项，名字同命令行的。"""

    template: Path | None
    conclusion: Path | None
    undrafted: bool
    blank: bool
    library: Path | None
    as_printed: bool
    traced: bool
    word: bool
    checklist: bool
    profile: str | None

    def said_again(self, template: str | None) -> list[str]:
        """接着的一条命令也要写的选项；``template`` 是照用户写的模板。只管这一次的（替换、清单）不在内。"""
        valued = (
            ("--profile", self.profile),
            ("--template", template),
            ("--conclusion", self.conclusion),
        )
        said = [str(each) for name, value in valued if value for each in (name, value)]
        flags = (("--no-conclusion", self.undrafted), ("--sources", self.traced))
        return said + [name for name, given in flags if given]

    def options(
        self, made: MadeForm | None, groups: Sequence[Sequence[FileResult]]
    ) -> dict[str, Any]:
        """``made_sheets`` 的各项。"""
        return {
            "template": self.template,
            "conclusion": self.conclusion,
            "drafted": not self.undrafted,
            "as_printed": self.as_printed or made is None,
            "given": groups if self.traced else None,
        }


def _refuse_odd_options(
    made: MadeForm | None, wanted: _Wanted, output: Path | None, *, given: bool
) -> None:
    """配不到一起的选项，说怎样写。"""
    if wanted.blank and made is None:
        raise click.UsageError("--blank 写空白表，要给一种表名。")
    if wanted.undrafted and wanted.conclusion is not None:
        raise click.UsageError("--no-conclusion 是不拟草稿，不能同 --conclusion 一起用。")
    if wanted.library is not None and (given or not wanted.blank):
        raise click.UsageError(
            "--indicators 是空白表的下拉选项，要与 --blank 一起用，不给 --from。"
        )
    if not wanted.blank and not given:
        raise click.UsageError("请用 --from 给出取数的文件或文件夹；要空白表的加 --blank。")
    evaluated = made is not None and made.form.spec.scored
    if wanted.checklist and not (given and (wanted.blank or evaluated)):
        raise click.UsageError(
            "--checklist 是待填的表的清单：新一年的要与 --blank、--from 一起用，自评表要与 --from 一起用。"
        )
    if wanted.traced and not given:
        raise click.UsageError("--sources 说的是取数的各格，要与 --from 一起用。")
    _refuse_odd_word(made, wanted, output)


def _refuse_odd_word(made: MadeForm | None, wanted: _Wanted, output: Path | None) -> None:
    """Word 文档写不成的，和模板的后缀对不上的。"""
    suffix = wanted.template.suffix.lower() if wanted.template is not None else ""
    if not wanted.word:
        if suffix == WORD:
            raise click.UsageError(
                "模板是 .docx，写出的也是 Word 文档：请把 -o 写成 .docx，或加 --word。"
            )
        return
    if made is None or wanted.blank or wanted.traced:
        raise click.UsageError("整本、空白表、待填的表、来源（--sources）只写成 .xlsx。")
    if output is not None and output.suffix.lower() == ".xlsx":
        raise click.UsageError(
            "--word 写的是 Word 文档，请把 -o 写成 .docx 的文件名，或一个文件夹。"
        )
    if suffix not in ("", WORD, ".xlsx", ".xltx"):
        raise click.UsageError("写成 Word 文档要用 .docx 或 .xlsx 的模板。")
    try:
        refuse_unwritable(made, wanted.template)
    except TemplateError as error:
        raise click.UsageError(str(error)) from error


def _refuse_other_suffix(output: Path | None) -> None:
    if output is not None and output.suffix.lower() in _OTHER_SUFFIXES and not is_folder(output):
        raise click.UsageError(
            f"成表写 .xlsx、.docx，“{output.name}”写不成；请把 -o 写成这样的文件名，或一个文件夹。"
        )


def _finish(
    results: list[FileResult], given: Sequence[FoundWorkbooks], *, failed: bool, debug: bool
) -> NoReturn:
    """说没有读成的，定退出码。"""
    every = results + [result for found in given for result in unopened_folders(found)]
    report_unread(every, debug=debug)
    sys.exit(_UNREADABLE if failed or any(result.why for result in every) else 0)


def _write_blank(
    made: MadeForm, wanted: _Wanted, output: Path | None, *, replace: bool, pdf: bool
) -> int:
    """空白表；给了指标库的，三级指标从里面选。给出退出码。"""
    others = [wanted.template, wanted.library]
    outputs = outputs_of([], replace=replace, profile=wanted.profile, others=others)
    own = Path(f"{made.name}（空白）.xlsx")
    target = outputs.named(output) if output is not None else outputs.chosen(own, "（空白）")
    sheets, choices = blank_form(made, wanted.template, wanted.library)
    _write(sheets, target, choices)
    return _UNREADABLE if pdf and write_pdf_copies([target.path], outputs) else 0


def _write_wanted(
    made: MadeForm | None,
    wanted: _Wanted,
    targets: Sequence["_Target"],
    groups: Sequence[Sequence[FileResult]],
) -> "_Done":
    """逐个写成 Word 文档或工作簿；给出的同 ``_write_all``。"""
    if wanted.word and made is not None:
        return _write_all(cleaned_after(targets), partial(_write_word, made, wanted))
    own = wanted.options(made, groups)
    return _write_all(targets, partial(_write_book, made, own, checklist=wanted.checklist))


def _gathered_targets(
    made: MadeForm | None,
    wanted: _Wanted,
    groups: list[list[FileResult]],
    places: dict[Path, Path],
    outputs: Outputs,
    output: Path | None,
    profile: Profile | None,
    only: Only,
) -> list["_Target"]:
    """写成一本的、几个文件合成的、新一年待填的、要追查来源的：各表都要在内存里。"""
    find = partial(_found, made, profile=profile, as_printed=wanted.as_printed)
    if wanted.blank:
        find = partial(_renewed, made, only.year)
    return [
        _Target.of(target, sources, as_printed=wanted.as_printed)
        for target, sources in _targets(made, find, groups, places, outputs, output)
    ]


def _is_each_alone(made: MadeForm | None, wanted: _Wanted, output: Path | None) -> bool:
    """一个文件写一份，写哪一份看轮廓就定得下：文件再多，内存里也不必都留着。"""
    if output is not None and _is_one_book(output):
        return False
    if wanted.blank or wanted.traced:
        return False
    return made is None or not (made.gathered or made.compares)


def _read(
    found: FoundWorkbooks, work: Work, how: LongRun, lists: AcceptanceLists, apart: "Apart | None"
) -> list[FileResult]:
    results = how.results(work, found.paths, "读表", apart=apart)
    return skipping_unrelated(list(with_accepted_scores(results, lists)), found)


def _is_one_book(output: Path) -> bool:
    return output.suffix.lower() in (".xlsx", WORD) and not is_folder(output)


def _say_many_in_one_book(files: int) -> None:
    if files > _MANY_IN_ONE_BOOK:
        notice(
            f"{files:,} 个文件写成一本：各表都要放在内存里（一千个约 0.3 GB），写好也要很久才打得开。"
            "-o 后面写一个文件夹的，一个文件写一份，文件再多占的内存也不涨。"
        )


def _places(
    given: Sequence[FoundWorkbooks], output: Path | None, form: str, suffix: str
) -> dict[Path, Path]:
    """一个文件写一份时各写到哪里；没有给文件夹的平着放在当前文件夹。"""
    origins: dict[Path, Path | None] = {}
    for found in given:
        origins |= found.origins if output is not None else dict.fromkeys(found.paths)
    places = output_places(origins, f"（{form}）", suffix=suffix, once=True)
    return {path: (output or Path()) / place for path, place in places.items()}


class _Target(NamedTuple):
    """写到哪里，写哪些表（写不成的抛 ``NotDerivableError``）。

    ``instead_of`` 是没有写的别的几份，各一句；``files`` 是照口径拟、评的取自哪些文件，``None`` 是全部。
    """

    output: Output
    sources: Callable[[], list[Source]]
    instead_of: tuple[str, ...] = ()
    files: frozenset[Path | None] = frozenset()

    @classmethod
    def of(
        cls, output: Output, found: list[Source] | NotDerivableError, *, as_printed: bool
    ) -> Self:
        """表已经都在的；``as_printed``：本来就是这种表的照原样写，不看口径。"""
        if isinstance(found, NotDerivableError):
            return cls(output, partial(_refused, found))
        said = tuple(said for source in found for said in source.instead_of)
        used = [each for each in found if each.derived or not as_printed]
        files = frozenset(file for each in used for file in each.files)
        return cls(output, lambda: found, said, files)


def _refused(error: NotDerivableError) -> NoReturn:
    raise error


# 由照 --from 分组的读表结果找出要写的表。
_Find = Callable[[list[list[FileResult]]], list[Source] | NotDerivableError]


def _targets(
    made: MadeForm | None,
    find: _Find,
    groups: list[list[FileResult]],
    places: dict[Path, Path],
    outputs: Outputs,
    output: Path | None,
) -> list[tuple[Output, list[Source] | NotDerivableError]]:
    """写到哪里、写哪些表：给了 .xlsx 或要几个文件合成的写一个，否则一个文件写一个（``_each_target`` 以外的）。"""
    read = {r.path: r for group in groups for r in group if r.document is not None}
    whole = made is not None and made.gathered and len(read) > 1
    whole |= made is not None and made.compares and any(r.why for group in groups for r in group)
    if output is not None and _is_one_book(output):
        return [(outputs.named(output), find(groups))] if read or whole else []
    if whole and made is not None:
        own = (output or Path()) / f"{made.name}.xlsx"
        return [(outputs.chosen(own), find(groups))]
    together = find(groups)
    targets: list[tuple[Output, list[Source] | NotDerivableError]] = []
    for path, result in read.items():
        mine = [] if isinstance(together, NotDerivableError) else together
        found: list[Source] | NotDerivableError = [each for each in mine if each.file == path]
        if not found:
            alone = find([[result]])
            if isinstance(alone, list):
                continue  # 里面的项目都写在别的文件的那一份里
            found = alone
        targets.append((outputs.chosen(places[path], _ending(places[path])), found))
    return targets


def _each_target(
    making: MakingEach,
    groups: Sequence[Sequence[FileResult]],
    places: dict[Path, Path],
    outputs: Outputs,
    apart: "Apart | None",
) -> list[_Target]:
    """一个文件写一个；里面的项目都写在别的文件的那一份里的不写。"""
    read = {each.path: each for group in groups for each in group}
    spool = apart.spool if apart is not None else None
    targets: list[_Target] = []
    for each in made_of_each(making, list(read.values()), spool):
        place = places[each.result.path]
        files = frozenset({each.result.path} if each.uses_profile else ())
        output = outputs.chosen(place, _ending(place))
        targets.append(_Target(output, each.sources, each.instead_of, files))
    return targets


def _ending(place: Path) -> str:
    """名字末尾的“（自评表）”，截短时要留。"""
    return place.stem[place.stem.rindex("（") :]


class _Done(NamedTuple):
    """写到了哪里，各张还剩什么（Word 文档的不看）；有写不成的 ``failed`` 为真。"""

    written: list[Path]
    left: Remaining
    failed: bool


def _write_all(
    targets: Iterable[_Target], write: Callable[[list[Source], Output], Sequence[MadeSheet]]
) -> _Done:
    """逐个排好、写出；有写不成的说明原因，不耽误其余。"""
    failures: list[str] = []
    written: list[Path] = []
    left = Remaining()
    for target in targets:
        try:
            left = left.with_sheets(write(target.sources(), target.output))
            written.append(target.output.path)
        except (NotDerivableError, NotWritableError, UnreadableFileError, TemplateError) as error:
            if str(error) not in failures:  # 模板的毛病，说一遍就够
                notice(str(error))
            failures.append(str(error))
    return _Done(written, left, bool(failures))


def _write_book(
    made: MadeForm | None,
    options: Mapping[str, Any],
    found: list[Source],
    target: Output,
    *,
    checklist: bool,
) -> Sequence[MadeSheet]:
    sheets = made_sheets(found, made=made, **options)
    refuse_losing(sheets, target, found[0].profile if found else None)
    _write(sheets, target, checklist=checklist)
    return sheets


def _write_word(
    made: MadeForm, wanted: "_Wanted", found: list[Source], target: Output
) -> Sequence[MadeSheet]:
    """写成一份文档。"""
    contents = write_word_form(
        found,
        made,
        target,
        template=wanted.template,
        conclusion=wanted.conclusion,
        drafted=not wanted.undrafted,
        as_printed=wanted.as_printed,
    )
    notice(f"已写出：{target.path}{shortened_note(target)}")
    for each in contents:
        for caution in each.cautions:
            notice(f"  “{each.name}”：{caution}。")
        for told in left_told(each.left_out, "模板"):
            notice(f"  “{each.name}”{told}")
    return ()


def _say_one_each(targets: Sequence[_Target]) -> None:
    """同一个项目只写了一份的，没有写的是哪几份。"""
    for target in targets:
        for said in target.instead_of:
            notice(f"  {said}。")


def _say_profiles(
    made: MadeForm | None,
    wanted: _Wanted,
    targets: Sequence[_Target],
    groups: Sequence[Sequence[FileResult]],
) -> None:
    """分值、得分、等级照的是哪份口径、为什么：写出的各张取自哪些文件，就说哪些的；照原来填的写的不说。"""
    if made is None or not made.uses_profile or wanted.blank:
        return
    from perfxl.actions.check_many import profiles_said  # 做完才说，用到才载入

    files = {file for target in targets for file in target.files}
    read = [each for group in groups for each in assessments_of(group)]
    used = [each for each in read if None in files or Path(each.file) in files]
    for said in profiles_said((each.profile.name, each.profile_why) for each in used):
        notice(f"  {said}")


def _found(
    made: MadeForm | None,
    groups: list[list[FileResult]],
    profile: Profile | None,
    *,
    as_printed: bool,
) -> list[Source] | NotDerivableError:
    try:
        return sources_for(made, groups, profile, as_printed=as_printed)
    except NotDerivableError as error:
        return error


def _renewed(
    made: MadeForm | None, year: int | None, groups: list[list[FileResult]]
) -> list[Source] | NotDerivableError:
    """新一年待填的。"""
    assert made is not None  # 整本不留空，前面已经说了
    try:
        return next_year(made, groups, year)
    except NotDerivableError as error:
        return error


def _say_unread(results: Sequence[FileResult], *, whole: bool) -> None:
    """取数的表里没有写进成表的，要说。"""
    for result in results:
        document = result.document
        said = unwritten_said(document, whole=whole) if document is not None else ""
        if said:
            notice(f"  “{result.path.name}”里{said}，没有写进；perfxl read 可以逐格看。")


def _write(
    sheets: Sequence[MadeSheet],
    target: Output,
    choices: Choices | None = None,
    *,
    checklist: bool = False,
) -> None:
    write_sheets(sheets, target, choices=choices, checklist=checklist)
    notice(f"已写出：{target.path}{shortened_note(target)}")
    for sheet in sheets:
        for caution in sheet.cautions:
            notice(f"  “{sheet.name}”：{caution}。")
        for told in left_told(sheet.left_out, f"模板“{sheet.template.name}”"):
            notice(f"  “{sheet.name}”{told}")
