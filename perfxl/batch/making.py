"""成表：由读到的表得出要的表，照模板排好，写成工作簿。"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from perfxl.batch.forms_made import MadeForm, own_form
from perfxl.batch.work import FileResult
from perfxl.hosts.outputs import Output
from perfxl.hosts.template_files import read_template, write_plans
from perfxl.model.form_spec import Shape
from perfxl.model.os_fault import os_fault
from perfxl.model.score import TableScore
from perfxl.model.table import Table
from perfxl.plans.expansion import template_placeholders
from perfxl.plans.placeholders import Reference
from perfxl.plans.planning import plan_sheet
from perfxl.plans.template import Content, SheetPlan, Template, TemplateError
from perfxl.rendering.blank_forms import blank_table
from perfxl.rendering.cautions import made_cautions
from perfxl.rendering.conclusion import draft_conclusion
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.derived.sums import with_sums
from perfxl.rendering.form_content import form_content, projects_content
from perfxl.rendering.self_evaluation import printed_content, scored_content
from perfxl.rendering.unplaced import unplaced
from perfxl.rendering.written_numbers import with_written_numbers
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import Profile, load_profile


@dataclass(frozen=True)
class Source:
    """要写的一张表：内容，评过的分（自评表有），所用口径，来自哪个文件；``derived`` 是由别的表得来的。"""

    table: Table
    profile: Profile
    file: Path | None = None
    score: TableScore | None = None
    derived: bool = False


@dataclass(frozen=True)
class MadeSheet:
    """排好的一张工作表；``left`` 是有内容而模板没有位置的名字，``cautions`` 是要人看一眼的。"""

    name: str
    template: Path
    plan: SheetPlan
    left: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


def template_path(name: str) -> Path:
    """随程序带的模板。"""
    return shipped_folder("templates") / f"{name}.xlsx"


def conclusion_path() -> Path:
    """随程序带的自评结论文字模板。"""
    return shipped_folder("templates") / "自评结论.txt"


def conclusion_text(path: Path | None = None) -> str:
    """自评结论的文字模板；没有给的用随带的。"""
    chosen = path or conclusion_path()
    try:
        content = chosen.read_bytes()
    except OSError as error:
        raise TemplateError(f"结论模板“{chosen}”读不了：{os_fault(error)}。") from error
    with suppress(UnicodeDecodeError):
        return _text_of(content, "utf-8-sig")
    try:
        return _text_of(content, "gb18030")  # 记事本存成 ANSI 的
    except UnicodeDecodeError as error:
        raise TemplateError(
            f"结论模板“{chosen.name}”不是文字文件，请用记事本另存为 UTF-8 的 .txt 再试。"
        ) from error


def _text_of(content: bytes, encoding: str) -> str:
    return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def sources_of(
    made: MadeForm, groups: Sequence[Sequence[FileResult]], profile: Profile | None = None
) -> list[Source]:
    """要写的各张表：本来就是这种表的照原样，别的由它得出；一张也得不出时抛 ``NotDerivableError``。

    ``groups`` 是照 ``--from`` 分组的读表结果。
    """
    own = [
        _source(result, table)
        for group in groups
        for result in group
        for table in _tables(result)
        if made.is_already(table)
    ]
    usable = [
        [t for r in group for t in _tables(r) if t.form in made.derived and not made.is_already(t)]
        for group in groups
    ]
    found = [group for group in usable if group]
    derived: list[Source] = []
    if found:
        files = {id(t): r.path for group in groups for r in group for t in _tables(r)}
        first = groups[0][0] if groups and groups[0] else None
        chosen = profile or (first.profile if first is not None else load_profile())
        if made.gathered:
            tables = made.derive(usable if len(groups) > 1 else found, chosen)
            derived = [Source(table, chosen, derived=True) for table in tables]
        else:
            derived = [
                Source(table, chosen, files[id(each)], derived=True)
                for group in found
                for each in group
                for table in made.derive([[each]], chosen)
            ]
    template = next((each for each in [*own, *derived] if "{{" in each.table.title.text), None)
    if template is not None:
        raise NotDerivableError(
            f"“{template.file.name if template.file else '给出的文件'}”里写着占位，是模板，不是填好的表；"
            "请给出填好的表。"
        )
    if not own and not derived:
        raise NotDerivableError(_why_nothing(made, groups))
    return [*own, *derived]


def _tables(result: FileResult) -> tuple[Table, ...]:
    """一个文件里的表；说不准的金额空着，不写进成表。"""
    return result.certain_tables


def _source(result: FileResult, table: Table) -> Source:
    read = result.document.tables if result.document is not None else ()
    own = next(t for t, certain in zip(read, _tables(result), strict=True) if certain is table)
    score = next((each for each in result.scores if each.table is own), None)
    if score is not None and own is not table:
        score = replace(score, table=table)
    return Source(table, result.profile, result.path, score)


def _why_nothing(made: MadeForm, groups: Sequence[Sequence[FileResult]]) -> str:
    results = [result for group in groups for result in group]
    seen = dict.fromkeys(table.form.label for result in results for table in _tables(result))
    wanted = "、".join(dict.fromkeys(f.label for f in (made.form, *made.derived)))
    files = "、".join(f"“{result.path.name}”" for result in results[:3])
    return (
        f"{files or '给出的文件'}里没有能写成{made.name}的表（读到的是{'、'.join(seen) or '没有表'}）；"
        f"{made.name}要由{wanted}得来。"
    )


def whole_book(results: Iterable[FileResult]) -> list[Source]:
    """一个个文件里的全部表，各照各的样子。"""
    return [_source(result, table) for result in results for table in _tables(result)]


def blank_source(made: MadeForm) -> Source:
    """空白表。"""
    return Source(blank_table(made.form, made.title), load_profile())


def made_sheets(
    sources: Sequence[Source],
    *,
    template: Path | None = None,
    made: MadeForm | None = None,
    conclusion: Path | None = None,
    as_printed: bool = False,
) -> list[MadeSheet]:
    """照模板排好各张表；模板里写着 ``{{项目.…}}`` 块的，几个项目排在一张工作表里。

    ``as_printed``：自评表照原来填的得分、总分，不用算出的。
    """
    text = conclusion_text(conclusion), (conclusion or conclusion_path()).name
    grouped: dict[Path, list[Source]] = {}
    for source in sources:
        path = template or template_path((made or own_form(source.table.form)).name)
        grouped.setdefault(path, []).append(source)
    order = {id(source): place for place, source in enumerate(sources)}
    placed: list[tuple[int, MadeSheet]] = []
    for path, group in grouped.items():
        read, used = _template(path, _changed(path))
        contents = [_content(source, used, text, as_printed=as_printed) for source in group]
        is_list = any(source.table.spec.shape is Shape.LIST for source in group)
        if any(each.name == "项目" for each in used) and not is_list:
            gathered = projects_content(contents)
            # 块里的 {{项目.名称}} 就是各个项目的名称。
            own = frozenset(Reference(r.attribute) if r.name == "项目" else r for r in used)
            left = tuple(dict.fromkeys(name for each in contents for name in unplaced(each, own)))
            sheet = MadeSheet(path.stem, path, plan_sheet(read, gathered), left)
            placed.append((order[id(group[0])], sheet))
            continue
        for source, content in zip(group, contents, strict=True):
            name = source.table.project or source.table.sheet or path.stem
            if source.table.spec.is_one_per_unit:
                name = own_form(source.table.form).name
            left = tuple(unplaced(content, used))
            cautions = made_cautions(source.table, source.profile) if source.derived else ()
            if source.score is not None and not as_printed:
                cautions = (*cautions, *(slip.advice for slip in source.score.slips))
            if source.score is not None and source.score.why_no_total and not as_printed:
                cautions = (*cautions, _no_total_said(source.score))
            plan = plan_sheet(read, content)
            placed.append((order[id(source)], MadeSheet(name, path, plan, left, cautions)))
    return [sheet for _, sheet in sorted(placed, key=lambda pair: pair[0])]


def _changed(template: Path) -> int:
    try:
        return template.stat().st_mtime_ns
    except OSError as error:
        raise TemplateError(f"模板“{template}”读不了：{os_fault(error)}。") from error


def _no_total_said(score: TableScore) -> str:
    """总分算不出的原因，和写出来的是什么。"""
    printed = score.table.total.score.number is not None and not score.unread
    return f"{score.why_no_total}，总分、等级{'照原来填的' if printed else '没有填'}"


@lru_cache(maxsize=32)
def _template(path: Path, changed: int) -> tuple[Template, frozenset[Reference]]:
    """读好的模板和它提到的名字；``changed`` 是文件的修改时间，改过的重读。"""
    template = read_template(path)
    held = template_placeholders(template).values()
    return template, frozenset(reference for each in held for reference in each.references)


def _content(
    source: Source, used: frozenset[Reference], text: tuple[str, str], *, as_printed: bool
) -> Content:
    if source.score is not None and as_printed:
        return printed_content(source.score, source.profile, used)
    if source.score is not None:
        draft = draft_conclusion(source.score, *text)
        return scored_content(source.score, source.profile, used, draft)
    if as_printed:
        return form_content(source.table, used)
    return form_content(
        with_written_numbers(with_sums(source.table), source.profile.decimals), used
    )


def write_sheets(
    sheets: Sequence[MadeSheet], target: Path | Output, *, sources: Iterable[Path] = ()
) -> None:
    """写成一个工作簿；写不了抛 ``NotWritableError``。"""
    plans = [(sheet.name, sheet.template, sheet.plan) for sheet in sheets]
    write_plans(plans, target, sources=sources)
