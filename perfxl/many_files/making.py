"""成表的文件：模板、自评结论的文字模板从哪里读，写成哪个工作簿。"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from perfxl.actions import form_sources, make
from perfxl.actions.adjustment_sides import in_order
from perfxl.actions.form_sources import Source
from perfxl.actions.forms_made import MadeForm
from perfxl.actions.lost_if_replaced import lost_if_replaced, lost_said
from perfxl.actions.make import NO_DRAFT, ConclusionText, HeldTemplate, Templates
from perfxl.actions.next_year import next_year_sources
from perfxl.actions.outcome import MadeSheet
from perfxl.actions.template_check import TemplateFault, check_template
from perfxl.hosts.editor.zip_parts import is_as_written
from perfxl.hosts.outputs import Output
from perfxl.hosts.sheet_names import sheet_names
from perfxl.hosts.source_file import stamp_of, template_bytes
from perfxl.hosts.template_files import read_template, write_plans
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.file_result import FileResult, assessments_of
from perfxl.many_files.results import process
from perfxl.model.file_faults import NotWritableError
from perfxl.model.os_fault import os_fault
from perfxl.model.short_paths import shown_names
from perfxl.model.workbook import Stamp
from perfxl.plans.choices import Choices
from perfxl.plans.printed_sheets import PrintedSheet
from perfxl.plans.template import TemplateError
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.fill_list import fill_list
from perfxl.rendering.library_sheets import choices_in
from perfxl.rendering.output_names import LIBRARY
from perfxl.rendering.source_sheet import source_sheet
from perfxl.rendering.still_to_fill import TO_CHECK
from perfxl.rendering.value_origins import TableIndex
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import Profile


@cache
def template_path(name: str) -> Path:
    """随程序带的模板。"""
    return shipped_folder("templates") / f"{name}.xlsx"


# 结论模板最大几 KB：再大的光编译就要好几秒、几百 MB。
_LARGEST_CONCLUSION = 200


@cache
def conclusion_path() -> Path:
    """随程序带的自评结论文字模板。"""
    return shipped_folder("templates") / "自评结论.txt"


def templates_with(own: Path | None = None) -> Templates:
    """照成表的名称给出模板：给了 ``own`` 的都用它，没有给的用随带的。"""
    return lambda name: held_template(own or template_path(name))


def held_template(path: Path) -> HeldTemplate:
    """读好的一份模板；打不开、写错了的抛 ``TemplateError``。"""
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise TemplateError(f"模板“{path}”读不了：{os_fault(error)}。") from error
    return _held(path, changed)


@lru_cache(maxsize=32)
def _held(path: Path, changed: int) -> HeldTemplate:
    """``changed`` 是文件的修改时间，改过的重读。"""
    return HeldTemplate.of(path, read_template(path))


def conclusion_text(path: Path | None = None, *, drafted: bool = True) -> ConclusionText:
    """自评结论的文字模板；没有给的用随带的，``drafted`` 为假的不拟草稿。"""
    if not drafted:
        return NO_DRAFT
    chosen = path or conclusion_path()
    try:
        stamp = stamp_of(chosen.stat())
    except OSError as error:
        raise TemplateError(f"结论模板“{chosen}”读不了：{os_fault(error)}。") from error
    return _conclusion(chosen, stamp)._replace(is_own=path is not None)


@lru_cache(maxsize=8)
def _conclusion(chosen: Path, stamp: Stamp) -> ConclusionText:
    """``stamp`` 是文件现在的样子，改过的重读。"""
    content = template_bytes(chosen, "结论模板", _LARGEST_CONCLUSION)
    with suppress(UnicodeDecodeError):
        return ConclusionText(_text_of(content, "utf-8-sig"), chosen.name)
    try:
        return ConclusionText(_text_of(content, "gb18030"), chosen.name)  # 记事本存成 ANSI 的
    except UnicodeDecodeError as error:
        raise TemplateError(
            f"结论模板“{chosen.name}”不是文字文件，请用记事本另存为 UTF-8 的 .txt 再试。"
        ) from error


def _text_of(content: bytes, encoding: str) -> str:
    return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def sources_of(
    made: MadeForm,
    groups: Sequence[Sequence[FileResult]],
    profile: Profile | None = None,
    *,
    as_printed: bool = False,
) -> list[Source]:
    """``groups`` 是照 ``--from`` 分组的读表结果，读不了的略过；见 ``actions.form_sources.sources_of``。"""
    given = list(shown_names(str(each.path) for group in groups for each in group).values())
    read = [assessments_of(group) for group in groups]
    return form_sources.sources_of(made, read, profile, given=given, as_printed=as_printed)


def sources_for(
    made: MadeForm | None,
    groups: Sequence[Sequence[FileResult]],
    profile: Profile | None = None,
    *,
    as_printed: bool = False,
    is_settled: bool = False,
) -> list[Source]:
    """同 ``sources_of``；``made`` 为 ``None`` 是整本：一个个文件里的全部表，各照各的样子。

    由两份比出来的表，有一份没有读成就比不了，抛 ``NotDerivableError``；哪一份是年初的，标题、名字里写着的
    与给的先后相反的，照写着的（``in_order``），``is_settled`` 是已经定了的，照给的。
    """
    results = [result for group in groups for result in group]
    if made is None:
        return whole_book(results)
    unread = [result.path.name for result in results if result.why]
    if made.compares and unread:
        raise NotDerivableError(
            f"“{'”、“'.join(unread)}”没有读成；{made.name}要年初、调整都读成才能比，没有写出。"
        )
    if not made.compares or is_settled:
        return sources_of(made, groups, profile, as_printed=as_printed)
    places, said = in_order(made, [assessments_of(group) for group in groups])
    ordered = [groups[place] for place in places]
    found = sources_of(made, ordered, profile, as_printed=as_printed)
    told = (*found[0].instead_of, said) if said else found[0].instead_of
    return [replace(found[0], instead_of=told), *found[1:]]


def next_year(
    made: MadeForm, groups: Sequence[Sequence[FileResult]], year: int | None
) -> list[Source]:
    """由去年的表写新一年待填的；见 ``actions.next_year``。"""
    return next_year_sources(made, [each for g in groups for each in assessments_of(g)], year)


def whole_book(results: Iterable[FileResult]) -> list[Source]:
    """一个个文件里的全部表，各照各的样子。"""
    return form_sources.whole_book(assessments_of(results))


def made_sheets(
    sources: Sequence[Source],
    *,
    template: Path | None = None,
    made: MadeForm | None = None,
    conclusion: Path | None = None,
    drafted: bool = True,
    as_printed: bool = False,
    given: Iterable[Sequence[FileResult]] | None = None,
) -> list[MadeSheet]:
    """照自己的模板（没有给的用随带的）排好各张表；见 ``actions.make.made_sheets``。

    ``given`` 是照 ``--from`` 分组的读表结果，给了的追查各格从哪里来；``drafted`` 为假的不拟自评结论的草稿。
    """
    text = conclusion_text(conclusion, drafted=drafted)
    index = None
    if given is not None:
        read = [each for group in given for each in assessments_of(group)]
        index = TableIndex(table for each in read for table in each.certain_tables)
    return make.made_sheets(
        sources, templates_with(template), text, made=made, as_printed=as_printed, index=index
    )


def check_template_file(
    path: Path, made: MadeForm | None = None
) -> tuple[list[TemplateFault], MadeForm]:
    """一份模板文件的毛病，和照哪一种表看的；打不开、不知道是哪种表时抛 ``TemplateError``。"""
    return check_template(read_template(path), templates_with(), made)


def refuse_losing(
    sheets: Sequence[MadeSheet], target: Output, profile: Profile | None = None
) -> None:
    """要换掉的那一份里，人填的、改的而这次写的没有的，不替人丢掉：抛 ``NotWritableError``，说是哪几格。"""
    standing = target.replaced
    if standing is None or standing.suffix.lower() != ".xlsx":
        return
    read = process(standing, profile, check=False)
    if read.why:  # 读不懂的（不是成表、坏了的）照 --replace 换
        return
    with TemporaryDirectory() as folder:
        trial = Path(folder) / standing.name
        write_sheets(sheets, trial)
        written = process(trial, profile, check=False)
    if written.why:
        return
    saved_since = not is_as_written(standing)
    if lost := lost_if_replaced(read.whole, written.whole, saved_since=saved_since):
        raise NotWritableError(
            f"没有替换“{standing}”：那里填着这次要写的里没有的 {lost_said(lost)}，换掉就没有了。"
            "要留着的，由它写下一份（--from 写它，-o 写另一个文件夹）；都不要了的，删去它再运行。"
        )


def write_sheets(
    sheets: Sequence[MadeSheet],
    target: Path | Output,
    *,
    sources: Iterable[Path] = (),
    choices: Choices | None = None,
    checklist: bool = False,
) -> None:
    """写成一个工作簿，``choices`` 是下拉选项，``checklist`` 附填写清单；写不了抛 ``NotWritableError``。"""
    plans = [(sheet.name, sheet.template, sheet.plan) for sheet in sheets]
    write_plans(
        plans, target, sources=sources, choices=choices, after=_after(sheets, checklist=checklist)
    )


def _after(sheets: Sequence[MadeSheet], *, checklist: bool) -> list[PrintedSheet]:
    """接在成表后面的：追查了来源的，是各格的来源；新一年待填的要填写清单的，是它。"""
    names = sheet_names([sheet.name for sheet in sheets])
    pairs = zip(names, sheets, strict=True)
    traced = [(name, sheet.traced) for name, sheet in pairs if sheet.traced]
    after = [source_sheet(traced)] if traced else []
    wanted = [
        (name, sheet.to_fill, [each for each in sheet.cautions if each.startswith(TO_CHECK)])
        for name, sheet in zip(names, sheets, strict=True)
        if sheet.to_fill and checklist
    ]
    return [*after, fill_list(wanted)] if wanted else after


def blank_form(
    made: MadeForm, template: Path | None, library: Path | None
) -> tuple[list[MadeSheet], Choices | None]:
    """空白表，和由指标库来的下拉选项；没有给指标库的为 ``None``。"""
    source = form_sources.blank_source(made)
    sheets = made_sheets([source], template=template, made=made)
    if library is None:
        return sheets, None
    held = templates_with(template)(made.name)
    choices = _library_choices(library)
    sheets = [make.with_choices(each, source, held) for each in sheets]
    if not any(each.plan.choices for each in sheets):
        raise TemplateError(
            f"{made.name}里没有“三级指标”一栏，指标库没有地方用；请去掉 --indicators。"
        )
    return sheets, choices


def _library_choices(path: Path) -> Choices:
    columns = choices_in(read_workbook(path).grids, path.name)
    return Choices(
        LIBRARY, f"perfxl {LIBRARY}：“三级指标”一栏的下拉选项，出自 {path.name}", columns
    )
