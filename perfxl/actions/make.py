"""成表：由读到的表得出要的表，照模板排好。"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import NamedTuple, Self

from perfxl.actions.assessment import Assessment
from perfxl.actions.forms_made import MadeForm, own_form
from perfxl.actions.left_out import cells_said, details_left, left_out, whole_period_left
from perfxl.actions.one_each import copies_left_out, tables_left_out
from perfxl.actions.outcome import LeftOut, MadeSheet, Outcome, left_told
from perfxl.actions.read import unread_rows, unread_sheets
from perfxl.grammar.glyphs import compact
from perfxl.model.address import Block
from perfxl.model.form_spec import Scope, Shape
from perfxl.model.remark import asides_said
from perfxl.model.score import Slip, TableScore
from perfxl.model.short_paths import shown_names
from perfxl.model.table import Derived, Document, Entry, Table
from perfxl.model.unread import unread_said
from perfxl.plans.choices import CellChoice
from perfxl.plans.expansion import Expansion, template_placeholders
from perfxl.plans.placeholders import Reference
from perfxl.plans.planning import plan_expanded
from perfxl.plans.template import Content, SheetPlan, Template
from perfxl.reading.indicator_classes import classified
from perfxl.rendering.asked_layouts import arranged
from perfxl.rendering.blank_forms import blank_table
from perfxl.rendering.cautions import approval_in_opinions, made_cautions
from perfxl.rendering.conclusion import draft_cells, draft_conclusion, is_draft, kept_words
from perfxl.rendering.derived.approvals import not_listed, projects_of
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.derived.own_fields import without_others_fields
from perfxl.rendering.derived.sums import with_sums
from perfxl.rendering.fill_list import (
    BlankResult,
    ToFill,
    blank_names,
    blank_results,
    blanks_said,
    cells_to_fill,
)
from perfxl.rendering.form_content import form_content, indicator_group, projects_content
from perfxl.rendering.lone_braces import lone_braces, name_in_workbook
from perfxl.rendering.self_evaluation import printed_content, scored_content
from perfxl.rendering.signatures import without_printed_blanks
from perfxl.rendering.told_results import told_results, told_weights
from perfxl.rendering.value_origins import TableIndex, Traced, TracedCell, traced_cells
from perfxl.rendering.written_numbers import with_written_numbers
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.spending import unfilled_spending
from perfxl.scoring.slips import as_filled
from perfxl.scoring.written_values import written_result
from perfxl.standards.profile import Profile, load_profile

# 没有写进的格，一句话里最多列几个。
_SHOWN_CELLS = 10
# 引一格的字，至多这么长。
_QUOTED = 30
# 弹出的话里，各张要人看一眼的最多说几句。
_SHOWN_SENTENCES = 6
# 工作表的名字后面要写年度的，前面最多这么多字。
_LONGEST_NAME = 22


@dataclass(frozen=True)
class Source:
    """要写的一张表：内容，评过的分（自评表有），所用口径，来自哪个文件；``derived`` 是由别的表得来的。

    ``left`` 是原来的表有、得来的表不写的（文字栏目，附件号、填报日期一类）：叫什么，写在哪几格；
    ``profile_why`` 不空的，口径是照表推断的，是为什么。
    ``origin`` 是由哪一张得来的（一个项目一张），``instead_of`` 是同一个项目别的几份，各一句。
    ``to_fill`` 是新一年的表里还要人填的，各半句；有它的是待填的表，别的都不说。
    ``counted`` 是合成它的各个文件；不是合成的为空。
    """

    table: Table
    profile: Profile
    file: Path | None = None
    score: TableScore | None = None
    derived: bool = False
    left: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    profile_why: str = ""
    origin: Table | None = None
    instead_of: tuple[str, ...] = ()
    to_fill: tuple[str, ...] = ()
    counted: frozenset[Path] = frozenset()

    @property
    def files(self) -> frozenset[Path | None]:
        """由哪几个文件写成；说不出是哪一个的为 ``None``。"""
        return self.counted or frozenset({self.file})


@dataclass(frozen=True)
class HeldTemplate:
    """读好的一份模板：是哪个文件，提到哪些名字；``cost_first``：成本的几行要排在前面。

    ``printed`` 是里面印着的字，去掉空白；``alone`` 是少了一层大括号、会照字印出来的名字，各半句。
    """

    path: Path
    template: Template
    used: frozenset[Reference]
    cost_first: bool = False
    printed: frozenset[str] = frozenset()
    alone: tuple[str, ...] = ()

    @classmethod
    def of(cls, path: Path, template: Template) -> Self:
        """读好的模板，和它提到的名字。"""
        held = template_placeholders(template).values()
        used = frozenset(reference for each in held for reference in each.references)
        printed = frozenset(compact(cell.shown) for cell in template.grid.cells.values())
        alone = (
            f"模板“{template.name}”的 {cell.address} {each.said.rstrip('。')}"
            for cell in template.grid.cells.values()
            for each in lone_braces(cell.shown, name_in_workbook)
        )
        cost_first = any(each.cost_first for each in held)
        return cls(path, template, used, cost_first, printed, tuple(alone))


class ConclusionText(NamedTuple):
    """自评结论的文字模板和它的文件名；``text`` 空的不拟草稿，``is_own``：用的人给的，不是随带的。"""

    text: str
    name: str
    is_own: bool = False


# 不拟自评结论的草稿。
NO_DRAFT = ConclusionText("", "")


class _How(NamedTuple):
    """成表时各张都照着做的，见 ``made_sheets``。"""

    conclusion: ConclusionText
    as_printed: bool
    tables: TableIndex | None


# 照成表的名称给出模板。
Templates = Callable[[str], HeldTemplate]


def sources_of(
    made: MadeForm,
    groups: Sequence[Sequence[Assessment]],
    profile: Profile | None = None,
    *,
    given: Sequence[str] = (),
    as_printed: bool = False,
) -> list[Source]:
    """要写的各张表：本来就是这种表的照原样，别的由它得出；一张也得不出时抛 ``NotDerivableError``。

    一个项目一年一份的，批复和自评是同一个项目的只写一份，重复的略过（``instead_of``）。
    ``groups`` 是照 ``--from`` 分组的读表结果，``given`` 是给出的各个文件名（读不了的也在内）。
    ``as_printed``：自评汇总表照原来填的总分、等级，不用算出的。
    """
    found = one_each(made, every_source(made, groups, profile, given=given, as_printed=as_printed))
    said = files_not_used(made, (each for group in groups for each in group))
    return [replace(found[0], instead_of=(*found[0].instead_of, *said)), *found[1:]]


def every_source(
    made: MadeForm,
    groups: Sequence[Sequence[Assessment]],
    profile: Profile | None = None,
    *,
    given: Sequence[str] = (),
    as_printed: bool = False,
) -> list[Source]:
    """同 ``sources_of``，同一个项目的几份都在；本来就是这种表的在前。"""
    own = [
        _source(result, table)
        for group in groups
        for result in group
        for table in _tables(result)
        if made.is_already(table)
    ]
    found = [*own, *_derived(made, groups, profile, as_printed=as_printed)]
    template = next((each for each in found if "{{" in each.table.title.text), None)
    if template is not None:
        raise NotDerivableError(
            f"“{template.file.name if template.file else '给出的文件'}”里写着占位，是模板，不是填好的表；"
            "请给出填好的表。"
        )
    if not found:
        raise NotDerivableError(_why_nothing(made, groups, given))
    return found


def one_each(made: MadeForm, sources: Sequence[Source]) -> list[Source]:
    """一个项目一年一份；清单、预算表内容一样的一份；由几张合成的照旧。"""
    origins = by_origin(sources)
    tables = [origin_of(each) for each in origins.values() if not (made.gathered and each.derived)]
    left, told = left_out_of(made, tables, {id(t): not origins[id(t)].derived for t in tables})
    return [
        replace(each, instead_of=(*each.instead_of, *told.get(place, ())))
        for place, each in origins.items()
        if place not in left
    ]


def by_origin(sources: Iterable[Source]) -> dict[int, Source]:
    """照由哪一张得来的（``id``），一张一份。"""
    return {id(origin_of(each)): each for each in sources}


def origin_of(source: Source) -> Table:
    """由哪一张得来的；本来就是这种表的是它自己。"""
    return source.origin or source.table


def left_out_of(
    made: MadeForm, tables: Sequence[Table], ready: Mapping[int, bool]
) -> tuple[frozenset[int], Mapping[int, Sequence[str]]]:
    """哪几张（``id``）不写；写的各张（``id``）代替了哪几张，各一句。``ready`` 同 ``tables_left_out``。"""
    left: dict[int, tuple[Table, str]] = {}
    if made.form.spec.indicators and not made.form.spec.lines:
        left = tables_left_out(tables, ready)
    left |= copies_left_out([table for table in tables if id(table) not in left])
    told: dict[int, list[str]] = {}
    for kept, said in left.values():
        told.setdefault(id(kept), []).append(said)
    return frozenset(left), told


def _derived(
    made: MadeForm,
    groups: Sequence[Sequence[Assessment]],
    profile: Profile | None,
    *,
    as_printed: bool,
) -> list[Source]:
    """由别的表得来的；给出的表里没有能得出它的为空。"""
    usable = [
        [t for r in group for t in _tables(r) if t.form in made.derived and not made.is_already(t)]
        for group in groups
    ]
    found = [group for group in usable if group]
    if not found:
        return []
    first = groups[0][0] if groups and groups[0] else None
    chosen = profile or (first.profile if first is not None else load_profile())
    results = {id(t): r for group in groups for r in group for t in _tables(r)}
    if made.gathered:
        # 各个文件怎样叫：同名的连同文件夹。
        called = _called(t.book for group in found for t in group)
        left, said = _not_counted(made, found)
        usable, found = (
            [[t for t in g if id(t) not in left] for g in gs] for gs in (usable, found)
        )
        if made.form.spec.shape is Shape.RESULTS and not as_printed:
            rated = {id(t): _with_result(t, results[id(t)], called) for g in found for t in g}
            usable, found = ([[rated[id(t)][0] for t in g] for g in gs] for gs in (usable, found))
            said = (*said, *(each for _, told in rated.values() for each in told))
        usable, found = ([list(map(_summable, g)) for g in gs] for gs in (usable, found))
        said = (*said, *(_years_apart(t for g in found for t in g) if made.sums_several else ()))
        said = (*said, *(each for g in found for t in g for each in _not_summed(t, called)))
        tables = made.derive(usable if len(groups) > 1 else found, chosen)
        given = [table for group in found for table in group]
        file, counted = _only_file(groups), frozenset(Path(table.book) for table in given)
        return [
            replace(
                _of_others(table, given, chosen, called),
                file=file,
                instead_of=said,
                counted=counted,
            )
            for table in tables
        ]
    return [
        source
        for group in found
        for each in group
        for source in _derived_of(made, each, results[id(each)], profile)
    ]


def _called(files: Iterable[str]) -> dict[str, str]:
    """各文件怎样叫：名字，同名的连同文件夹；照给的写法作键。"""
    paths = {file: str(PurePath(file)) for file in files}
    shown = shown_names(paths.values())
    return {file: shown[path] for file, path in paths.items()}


def _summable(table: Table) -> Table:
    """与别的表合在一起的一张：金额单位写得不一致的，折不成一个单位，金额都空着。"""
    if not table.unit_conflicts:
        return table
    return table.with_amounts(lambda entry: entry._replace(text="", number=None))


def _years_apart(tables: Iterable[Table]) -> Iterator[str]:
    """合在一份里的各张不是一个年度的：合计是几个年度相加的。"""
    years = sorted({table.year for table in tables if table.year is not None})
    if len(years) > 1:
        named = "、".join(map(str, years))
        yield (
            f"给出的表里有 {named} 年度的，都写在一张表里，合计是几个年度加在一起的；"
            "只要一个年度的请用 --year 写明"
        )


def _not_summed(table: Table, called: Mapping[str, str]) -> Iterable[str]:
    name = f"{called[table.book]}“{table.project or table.sheet}”"
    for said in table.units_apart_said:
        yield f"{name}：{said}，金额究竟以什么计说不准，没有写进、没有算进合计"


def uses(made: MadeForm, result: Assessment) -> bool:
    """里面有写得成 ``made`` 的表。"""
    tables = result.document.tables
    return any(table.form in made.derived or made.is_already(table) for table in tables)


def files_not_used(made: MadeForm, results: Iterable[Assessment]) -> tuple[str, ...]:
    """一张也没有用上的各个文件，里面是什么表；一个文件一句。"""
    said: list[str] = []
    every = list(results)
    called = _called(result.file for result in every)
    for result in every:
        tables = result.document.tables
        if tables and not uses(made, result):
            labels = "、".join(dict.fromkeys(table.form.label for table in tables))
            said.append(f"“{called[result.file]}”里是{labels}，写不成{made.name}，没有写")
    return tuple(said)


def _with_result(
    table: Table, result: Assessment, called: Mapping[str, str]
) -> tuple[Table, tuple[str, ...]]:
    """汇总用的一张自评表：总分、等级与成的自评表写的一样；与原来填的不同的，各一句。"""
    source = _source(result, table)
    if source.score is None or not any(
        row.indicator.actual.text for row in source.score.indicators
    ):
        return table, ()  # 一个完成值也没有填的空白表，没有什么可算
    printed = table.total.score
    total, grade = written_result(source.score, source.profile)
    rated = table
    if total != printed.number:
        by = Derived("预算执行率得分加各行指标的得分", (printed,))
        score = Entry(number=total, derived=by)
        rated = replace(rated, total=table.total._replace(score=score))
    if grade != table.grade.text:
        by = Derived(f"照口径“{source.score.profile}”由总分定的等级", (rated.total.score,))
        rated = replace(rated, grade=Entry(grade, derived=by))
    name = f"{called[table.book]}“{table.project or table.sheet}”"
    said = (*_leaning(source.score, source.profile), *told_results(source.score, source.profile))
    return rated, tuple(f"{name}：{each}" for each in said)


def _only_file(groups: Sequence[Sequence[Assessment]]) -> Path | None:
    """合成一份的表来自哪个文件；几个文件合成的为 ``None``。"""
    files = {Path(result.file) for group in groups for result in group}
    return files.pop() if len(files) == 1 else None


def _not_counted(
    made: MadeForm, groups: Sequence[Sequence[Table]]
) -> tuple[frozenset[int], tuple[str, ...]]:
    """合成一份时不算的各张（``id``）和为什么：部门整体的自评，和重复给了的同一个项目的。

    全是部门整体的，抛 ``NotDerivableError``。
    """
    if made.compares:
        return frozenset(), ()
    tables = [table for group in groups for table in group]
    sums_results = made.form.spec.shape is Shape.RESULTS
    whole = [table for table in tables if sums_results and table.scope is Scope.DEPARTMENT]
    if len(whole) == len(tables):
        raise NotDerivableError(
            f"“{PurePath(whole[0].book).name}”里是部门整体的自评表，不是一个项目的；"
            f"{made.name}要由各项目的自评表得来。"
        )
    projects = [table for table in tables if id(table) not in set(map(id, whole))]
    left = tables_left_out(projects, dict.fromkeys(map(id, projects), True))
    said = (
        f"{PurePath(table.book).name}的“{table.sheet}”是部门整体的自评表，不是一个项目的，没有算进来"
        for table in whole
    )
    return frozenset([*map(id, whole), *left]), (*said, *(each for _, each in left.values()))


def _derived_of(
    made: MadeForm, table: Table, result: Assessment, profile: Profile | None
) -> Iterable[Source]:
    """由一张得来的；清单一个项目一张。"""
    chosen = profile or result.profile
    for origin in projects_of(table):
        for own in made.derive([[origin]], chosen):
            source = _of_others(own, [table], chosen)
            yield replace(source, file=Path(result.file), origin=origin)


def _of_others(
    table: Table,
    given: Sequence[Table],
    profile: Profile,
    called: Mapping[str, str] | None = None,
) -> Source:
    """由 ``given`` 得来的一张：只管原来那几张的不写，记下是什么，在哪几格（``called`` 见 ``cells_said``）。"""
    own, left = without_others_fields(table, given)
    listless = not_listed(given) if own.spec.shape is Shape.LIST else {}
    every = details_left(given, own) | whole_period_left(given, own) | listless | left
    return Source(own, profile, derived=True, left=cells_said(every, given, called))


def _tables(result: Assessment) -> tuple[Table, ...]:
    """一个文件里的表；说不准的金额空着，不写进成表。"""
    return result.certain_tables


def _source(result: Assessment, table: Table) -> Source:
    pairs = zip(result.document.tables, _tables(result), strict=True)
    own = next(read for read, certain in pairs if certain is table)
    score = next((each for each in result.scores if each.table is own), None)
    if score is not None:
        score = as_filled(score, result.profile)
    if score is not None and own is not table:
        score = replace(score, table=table)
    why = result.profile_why if result.profile_inferred else ""
    return Source(table, result.profile, Path(result.file), score, profile_why=why)


def _why_nothing(
    made: MadeForm, groups: Sequence[Sequence[Assessment]], given: Sequence[str]
) -> str:
    results = [result for group in groups for result in group]
    seen = dict.fromkeys(table.form.label for result in results for table in _tables(result))
    wanted = "、".join(dict.fromkeys(f.label for f in (made.form, *made.derived)))
    names = given or [Path(result.file).name for result in results]
    files = "、".join(f"“{name}”" for name in names[:3])
    return (
        f"{files or '给出的文件'}里没有能写成{made.name}的表（读到的是{'、'.join(seen) or '没有表'}）；"
        f"{made.name}要由{wanted}得来。"
    )


def whole_book(results: Iterable[Assessment]) -> list[Source]:
    """一个个文件里的全部表，各照各的样子；只读的表（``own_form`` 没有的）不在内。

    全是只读的，抛 ``NotDerivableError``。
    """
    read = [(result, table) for result in results for table in _tables(result)]
    found = [_source(result, table) for result, table in read if own_form(table.form)]
    if read and not found:
        labels = "、".join(dict.fromkeys(table.form.label for _, table in read))
        raise NotDerivableError(
            f"“{Path(read[0][0].file).name}”里只有{labels}，这种表只读、只查，没有模板，排不成整本。"
        )
    return found


def blank_source(made: MadeForm) -> Source:
    """空白表。"""
    return Source(blank_table(made.form, made.title), load_profile())


def with_choices(sheet: MadeSheet, source: Source, held: HeldTemplate) -> MadeSheet:
    """空白表的三级指标各格，从指标库里同一类的选。"""
    names = (Reference("指标", "三级指标"), Reference("指标", "调整后三级指标"))
    plan = sheet.plan
    found: list[CellChoice] = []
    for (row, column), placeholder in template_placeholders(held.template).items():
        if placeholder.single not in names or column not in plan.columns.sources:
            continue
        place = plan.columns.sources.index(column) + 1
        rows = [n for n, each in enumerate(plan.rows.sources, 1) if each == row]
        for number, own in zip(rows, source.table.indicators, strict=False):
            kind = classified(own.level1.text, own.level2.text).indicator_class
            last = found[-1] if found else None
            if last is not None and (last.key, last.cells.left) == (kind.value, place):
                found[-1] = last._replace(cells=Block(last.cells.top, place, number, place))
            else:
                found.append(CellChoice(Block(number, place, number, place), kind.value))
    return replace(sheet, plan=replace(plan, choices=found))


def made_sheets(
    sources: Sequence[Source],
    templates: Templates,
    conclusion: ConclusionText,
    *,
    made: MadeForm | None = None,
    as_printed: bool = False,
    index: TableIndex | None = None,
) -> list[MadeSheet]:
    """照模板排好各张表；模板里写着 ``{{项目.…}}`` 块的，几个项目排在一张工作表里。

    ``as_printed``：自评表照原来填的得分、总分，不用算出的。
    ``index`` 给出读来的各个值在哪张表，给了的追查各格从哪里来（``MadeSheet.traced``）。
    """
    how = _How(conclusion, as_printed, index)
    grouped: dict[Path, tuple[HeldTemplate, list[int]]] = {}
    for place, source in enumerate(sources):
        held = templates(_template_name(made, source.table))
        grouped.setdefault(held.path, (held, []))[1].append(place)
    placed: dict[int, MadeSheet] = {}
    for held, places in grouped.values():
        group = [sources[place] for place in places]
        contents = [_content(source, held, how) for source in group]
        is_list = any(source.table.spec.shape is Shape.LIST for source in group)
        if any(each.name == "项目" for each in held.used) and not is_list:
            placed[places[0]] = _gathered_sheet(held, group, contents, how)
        else:
            for place, source, content in zip(places, group, contents, strict=True):
                placed[place] = _own_sheet(held, source, content, how)
        first = placed[places[0]]  # 模板的毛病说一遍就够
        placed[places[0]] = replace(first, cautions=(*first.cautions, *held.alone))
    return _named_by_year(placed, sources)


@dataclass(frozen=True)
class MadeContent:
    """一张成表的内容，写成文档用：``cautions``、``left_out`` 同 ``MadeSheet``。"""

    name: str
    content: Content
    cautions: tuple[str, ...]
    left_out: Mapping[str, LeftOut]

    @property
    def left(self) -> tuple[str, ...]:
        """同 ``MadeSheet.left``。"""
        return tuple(self.left_out)


def made_contents(
    sources: Sequence[Source],
    used: frozenset[Reference],
    conclusion: ConclusionText,
    *,
    as_printed: bool = False,
    cost_first: bool = False,
    printed: frozenset[str] = frozenset(),
) -> list[MadeContent]:
    """各张表的内容，一张一份；``used`` 是模板提到的名字，``cost_first``、``printed`` 同 ``HeldTemplate``。"""
    how = _How(conclusion, as_printed, None)
    found: list[MadeContent] = []
    for source in sources:
        read = _as_read(source, used, how, printed)
        content = arranged(read, used, cost_first=cost_first)
        left = _left(used, [source], [content], how, printed)
        said = (*_cautions(source, as_printed=as_printed), *_approval_said(source, used))
        if _is_drafted(source, content, how):
            said = (*said, "自评结论是草稿，请核改")
        said = (*said, *_blanks_in_word(source, content, used, how))
        name = _sheet_name(source.table)
        found.append(MadeContent(name, content, said, left))
    return found


def _named_by_year(placed: Mapping[int, MadeSheet], sources: Sequence[Source]) -> list[MadeSheet]:
    """照次序的各张；几个年度在一起的，工作表的名字后面写年度。"""
    years = {place: sources[place].table.year for place in placed}
    several = len(set(years.values()) - {None}) > 1
    named: list[MadeSheet] = []
    for place, sheet in sorted(placed.items()):
        year = f"（{years[place]}）" if several and years[place] else ""
        named.append(replace(sheet, name=f"{sheet.name[:_LONGEST_NAME]}{year}") if year else sheet)
    return named


def _template_name(made: MadeForm | None, table: Table) -> str:
    """用哪一份模板。"""
    chosen = made or own_form(table.form)
    if chosen is None:
        raise NotDerivableError(f"“{table.sheet}”是{table.form.label}，只读、只查，没有模板。")
    return chosen.name


def _sheet_name(table: Table) -> str:
    """一张成表叫什么：项目的名称，一个单位一张的是表名；都没有的为 ``""``。"""
    own = own_form(table.form)
    if own is not None and (table.spec.is_one_per_unit or not (table.project or table.sheet)):
        return own.name
    return table.project or table.sheet


def _gathered_sheet(
    held: HeldTemplate, sources: Sequence[Source], contents: Sequence[Content], how: _How
) -> MadeSheet:
    """几个项目排在一张工作表里。"""
    # 块里的 {{项目.名称}} 就是各个项目的名称。
    own = frozenset(Reference(r.attribute) if r.name == "项目" else r for r in held.used)
    left = _left(own, sources, contents, how, held.printed)
    cautions = (
        f"{source.table.project}：{said}"
        for source in sources
        for said in _cautions(source, as_printed=how.as_printed)
    )
    whole = Expansion(held.template, projects_content(contents))
    plan = plan_expanded(whole)
    said = (*cautions, *_drafts_said(whole, plan, zip(sources, contents, strict=True), how))
    traced = _traced(whole, plan, zip(sources, contents, strict=True), how)
    return MadeSheet(held.path.stem, held.path, plan, said, left, traced)


def _own_sheet(held: HeldTemplate, source: Source, content: Content, how: _How) -> MadeSheet:
    """一张表一张工作表。"""
    table = source.table
    name = _sheet_name(table) or held.path.stem
    expansion = Expansion(held.template, content)
    plan = plan_expanded(expansion)
    left = _left(held.used, [source], [content], how, held.printed)
    blanks = _blank_results(expansion, plan, source, how)
    said = (
        *_cautions(source, as_printed=how.as_printed),
        *_blanks_said(source, blanks),
        *_drafts_said(expansion, plan, [(source, content)], how),
        *_draft_kept(expansion, plan, source, how),
        *_in_footer(held, source, content),
        *_approval_said(source, held.used),
    )
    traced = _traced(expansion, plan, [(source, content)], how)
    wanted: tuple[ToFill, ...] = tuple(each.to_fill for each in blanks) if source.derived else ()
    if source.to_fill:
        wanted = cells_to_fill(expansion, plan, table)
        said = (*said, *_printed_blanks_said(source.to_fill, wanted))
    scored = source.score is not None and not how.as_printed
    return MadeSheet(
        name,
        held.path,
        plan,
        said,
        left,
        traced,
        wanted,
        drafted=scored and bool(kept_words(str(content.values.get("自评结论") or ""))),
        awaited=scored and source.score is not None and source.score.is_awaited,
    )


def _blank_results(
    expansion: Expansion, plan: SheetPlan, source: Source, how: _How
) -> list[BlankResult]:
    """自评表里还要人填的各格；照原样写的、留空白的不看。"""
    return blank_results(expansion, plan) if _is_evaluated(source, how) else []


def _is_evaluated(source: Source, how: _How) -> bool:
    """一张要填、要算分的自评表；照原样写的、留空白的不是。"""
    evaluated = source.derived or (source.score is not None and not how.as_printed)
    return bool(evaluated and not source.to_fill and source.table.spec.scored)


def _blanks_said(source: Source, blanks: Sequence[BlankResult]) -> Iterable[str]:
    """由批复写的，要填的每一格；填好了再写的，写出的这一份里还空着的（评分时照同一格说过的不再说）。"""
    if source.derived and (said := blanks_said(blanks)):
        yield f"还要填：{said}；没有做到的指标写原因和改进措施，得分、总分、等级空着，由程序算"
    elif not source.derived and (said := blanks_said(e for e in blanks if not e.known)):
        yield f"写出的这一份里还空着：{said}，请填"


def _printed_blanks_said(told: Sequence[str], wanted: Iterable[ToFill]) -> Iterable[str]:
    """这种表自己印着、去年的表没有的栏目，还空着的；``told`` 已经说了的不再说。"""
    blank = [f"{each.cell} {each.field}" for each in wanted if each.field]
    left = [each for each in blank if each.partition(" ")[2] not in "".join(told)]
    if left:
        yield f"表上印着的 {'、'.join(left)}也空着，请填"


def _blanks_in_word(
    source: Source, content: Content, used: frozenset[Reference], how: _How
) -> Iterable[str]:
    """同 ``_blanks_said``，写成 Word 的：没有单元格；填了的程序读不到，要算分的写成 .xlsx。"""
    if not _is_evaluated(source, how):
        return
    said = "、".join(blank_names(content, used, rows=source.derived))
    if said and source.derived:
        yield (
            f"还要填：{said}；没有做到的指标写原因和改进措施。得分、总分、等级空着：Word 里填的程序不读，"
            "要由程序算的，请写成 .xlsx（-o 待填.xlsx）来填"
        )
    elif said:
        yield f"写出的这一份里还空着：{said}，请填"


def _is_drafted(source: Source, content: Content, how: _How) -> bool:
    scored = source.score is not None and not how.as_printed
    return scored and is_draft(content, source.table.conclusion)


def _drafts_said(
    whole: Expansion,
    plan: SheetPlan,
    given: Iterable[tuple[Source, Content]],
    how: _How,
) -> Iterable[str]:
    """结论是程序拟的草稿的，写在哪几格。"""
    drafts = [content for source, content in given if _is_drafted(source, content, how)]
    cells = list(draft_cells(whole, plan, drafts)) if drafts else []
    if cells:
        yield f"自评结论是草稿，在 {'、'.join(cells)}，请核改"


def _draft_kept(expansion: Expansion, plan: SheetPlan, source: Source, how: _How) -> Iterable[str]:
    """原表的自评结论还留着草稿的字样，照写在哪一格。"""
    kept = kept_words(source.table.conclusion.text)
    if source.score is None or how.as_printed or not kept:
        return
    if cells := list(draft_cells(expansion, plan, [expansion.content])):
        said = "、".join(kept)
        yield f"{'、'.join(cells)} 的自评结论还写着{said}，照原样写，请核改、删去括号"


def _in_footer(held: HeldTemplate, source: Source, content: Content) -> Iterable[str]:
    """主管部门一类没有自己的位置、合写在表尾的。"""
    if not any(each.name == "其他栏目" for each in held.used):
        return
    pairs = [item.values for item in content.groups["栏目"].items]
    names = [str(values[key]) for values in pairs for key in ("名称", "名称2")]
    told = [name for name in names if name.endswith("主管部门")]
    if told:
        yield f"{'、'.join(told)}在模板里没有单独的位置，写在表尾联系电话后面，请核对"


def _approval_said(source: Source, used: frozenset[Reference]) -> Iterable[str]:
    """批复单位、日期空着而意见里写着的；待填的表不说。"""
    if source.to_fill:
        return ()
    return approval_in_opinions(source.table, {each.name for each in used})


def _traced(
    whole: Expansion,
    plan: SheetPlan,
    given: Iterable[tuple[Source, Content]],
    how: _How,
) -> tuple[TracedCell, ...]:
    """各格从哪里来；没有要的为空。"""
    if how.tables is None:
        return ()
    return traced_cells(whole, plan, _held(given, how), how.tables)


def _left(
    used: frozenset[Reference],
    sources: Sequence[Source],
    contents: Sequence[Content],
    how: _How,
    printed: frozenset[str] = frozenset(),
) -> dict[str, LeftOut]:
    """有内容而模板没有位置的，和得来的表不写的；各写在哪几格。"""
    held = _held(zip(sources, contents, strict=True), how)
    return left_out(used, held, [each.left for each in sources], printed)


def _held(given: Iterable[tuple[Source, Content]], how: _How) -> list[Traced]:
    """各份内容，追查来源用。"""
    return [
        Traced(content, each.table, None if how.as_printed else each.score, each.origin)
        for each, content in given
    ]


def _cautions(source: Source, *, as_printed: bool) -> tuple[str, ...]:
    """一张表要人看一眼的。"""
    if source.to_fill:
        return source.to_fill
    said = list(made_cautions(source.table, source.profile)) if source.derived else []
    said += _units_apart(source.table)
    if as_printed and (formulas := _without_result(source.table)[1]):
        said.append(f"{'、'.join(formulas)} 是公式，文件里没有计算结果，空着没有写")
    if source.score is not None and not as_printed:
        said += _leaning(source.score, source.profile)
        said += told_results(source.score, source.profile)
        said += told_weights(source.score)
        said += _unfilled_sources(source.table)
        if source.profile_why:
            said.append(
                f"得分、总分照口径“{source.profile.name}”算：{source.profile_why}；"
                "不是这一份的，请另选口径"
            )
    return tuple(said)


def _unfilled_sources(table: Table) -> Iterator[str]:
    """有预算数而没有填全年执行数的各项资金来源，成的表里也空着。"""
    whole = table.annual_total
    cells = [each.executed.cell for each in unfilled_spending(table) if each != whole]
    if cells:
        yield f"{'、'.join(cells)} 没有填写全年执行数，空着没有写；没有支出的填 0"


def _without_result(table: Table) -> tuple[list[str], list[str]]:
    """公式没有结果的各格：成表没有可写的，和自评表里程序照算的（得分、执行率、总分）。"""
    results = [row.score for row in table.indicators if table.spec.scored]
    if table.spec.scored:
        results += [entry for fund in table.funds for entry in (fund.rate, fund.score)]
        results.append(table.total.score)
    places = {entry.place for entry in results}
    worked_out = {fund.change.place for fund in table.funds if fund.works_out_change}
    unknown = [entry for entry in table.uncalculated if entry.place not in worked_out]
    return (
        [entry.cell for entry in unknown if entry.place not in places],
        [entry.cell for entry in unknown if entry.place in places],
    )


def _units_apart(table: Table) -> Iterable[str]:
    """金额单位写得不一致的：金额照原表的数写，单位空着；没有空着的，照近的折过。"""
    how = (
        f"金额都折成了{table.money_unit}" if table.money_unit else "金额照原来的数写，金额单位空着"
    )
    for said in table.units_apart_said:
        yield f"{said}；{how}，请核对后定下金额单位"


def _leaning(score: TableScore, profile: Profile) -> Iterable[str]:
    """可疑的数各一句：要人做什么，靠它的写成什么。"""
    return (f"{slip.advice}；{_leaning_said(slip, score, profile)}" for slip in score.slips)


def _leaning_said(slip: Slip, score: TableScore, profile: Profile) -> str:
    """靠可疑的数 ``slip`` 的格写成什么，总分写的是什么；可疑的就是得分的，照原来填的就是它。"""
    scores = {row.indicator.score.place for row in score.indicators}
    said = "靠它的得分照原来填的" if slip.entry.place not in scores else "照原来填的写"
    if score.total is None:
        return said
    kept = written_result(score, profile)[0] is not None
    printed = score.table.total.score
    how = "照原来填的" if kept else "空着"
    before = "" if kept or not printed.text else f"（{printed.cell} 原来填 {printed.text}）"
    return f"{said}，总分、等级{how}{before}，核对以前不作数"


def _content(source: Source, held: HeldTemplate, how: _How) -> Content:
    """一张表的内容，照模板要的排法。"""
    content = _as_read(source, held.used, how, held.printed)
    return arranged(content, held.used, cost_first=held.cost_first)


def _as_read(
    source: Source, used: frozenset[Reference], how: _How, printed: frozenset[str]
) -> Content:
    table = without_printed_blanks(_with_blank_rows(source.table), printed)
    if source.score is not None:
        score = source.score
        if table.blank_fields != score.table.blank_fields:
            score = replace(score, table=without_printed_blanks(score.table, printed))
        content = _as_scored(score, source.profile, used, how)
        if source.table.indicators:
            return content
        blank = indicator_group(table.indicators)
        return replace(content, groups={**content.groups, "指标": blank})
    if how.as_printed:
        return form_content(table, used)
    return form_content(with_written_numbers(with_sums(table), source.profile.decimals), used)


def _as_scored(
    score: TableScore, profile: Profile, used: frozenset[Reference], how: _How
) -> Content:
    if how.as_printed:
        return printed_content(score, profile, used)
    text, name, is_own = how.conclusion
    # 写着结论的用不着草稿；自己的文字模板写错了的，用不着也要说。
    is_needed = is_own or not score.table.conclusion.text
    draft = draft_conclusion(score, text, name) if is_needed else ""
    return scored_content(score, profile, used, draft)


def _with_blank_rows(table: Table) -> Table:
    """一条指标也没有的表，指标各行照空白表留着：不然合写、分栏的两套栏名都印出来。"""
    if table.indicators or table.lines or not table.spec.indicators:
        return table
    return replace(table, indicators=blank_table(table.form, table.title.text).indicators)


def make(
    made: MadeForm,
    assessed: Assessment,
    templates: Templates,
    conclusion: ConclusionText,
) -> Outcome:
    """由一个工作簿里的表生成；得不出时抛 ``NotDerivableError``。

    ``sentences`` 是没有读懂的、金额说不准空着没有写的，和各张要人看一眼的，见 ``sheets_said``。
    """
    sources = sources_of(made, [[assessed]], assessed.profile)
    document = assessed.document
    doubtful = [entry.cell for table in document.tables for entry in table.doubtful_amounts]
    said = (f"{listed(doubtful)}数字格式与金额单位不合，空着没有写。",) if doubtful else ()
    sheets = made_sheets(sources, templates, conclusion, made=made)
    return Outcome(
        (*unread_rows(document), *unread_sheets(document), *said, *sheets_said(sources, sheets)),
        sheets=tuple(sheets),
    )


def sheets_said(sources: Sequence[Source], sheets: Sequence[MadeSheet]) -> tuple[str, ...]:
    """同 ``every_said``，句子多的只说前几句。"""
    said = every_said(sources, sheets)
    if len(said) <= _SHOWN_SENTENCES:
        return said
    rest = len(said) - _SHOWN_SENTENCES
    return (*said[:_SHOWN_SENTENCES], f"还有{rest}句，perfxl make 会逐句说。")


def every_said(sources: Sequence[Source], sheets: Sequence[MadeSheet]) -> tuple[str, ...]:
    """做成的各张要人知道的：略过了哪几份，看一眼哪里，什么没有写进；几张一样的合成一句。"""
    said = [f"{each}。" for source in sources for each in source.instead_of]
    named: dict[str, list[str]] = {}
    for sheet in sheets:
        for caution in sheet.cautions:
            named.setdefault(f"：{caution}", []).append(sheet.name)
        for left in left_told(sheet.left_out, f"模板“{sheet.template.name}”"):
            named.setdefault(left, []).append(sheet.name)
    for told, names in named.items():
        more = f"等{len(names)}张" if len(names) > 1 else ""
        said.append(f"“{names[0]}”{more}{told}。")
    return tuple(said)


def listed(cells: Sequence[str]) -> str:
    """一句话里列几格：前五格，多的说共几格。

    >>> listed(["E5", "E6"]), listed(["E5"] * 6)
    ('E5、E6 ', 'E5、E5、E5、E5、E5 等6格')
    """
    return "、".join(cells[:5]) + (f" 等{len(cells)}格" if len(cells) > 5 else " ")


def unwritten_said(document: Document, *, whole: bool = False) -> str:
    """一个工作簿里没有读懂的行和格、说不准的金额、没有认出的块：没有写进成表；都没有为 ``""``。

    ``whole`` 是排整本：只读、没有模板的表也没有写进。
    """
    read_only = [table for table in document.tables if whole and own_form(table.form) is None]
    said = [f"“{table.sheet}”是{table.form.label}，只读、没有模板" for table in read_only]
    said += [
        f"“{table.sheet}”的 {unread_said(table.unread_rows)}"
        for table in document.tables
        if table.unread_rows
    ]
    said += [
        f"“{table.sheet}”的 {_first([entry.cell for entry in doubtful])} 数字格式与金额单位不合"
        for table in document.tables
        if (doubtful := table.doubtful_amounts)
    ]
    said += [
        f"“{table.sheet}”的 {'、'.join(formulas)} 是公式、文件里没有计算结果"
        for table in document.tables
        if (formulas := _without_result(table)[0])
    ]
    cells = [
        f"{table.place_named(entry)}{quoted(_opening(entry.text))}"
        for table in document.tables
        for entry in (*table.leftover, *table.unrecognised)
    ]
    if cells:
        said.append(f"有 {len(cells)} 格没有读懂（{_first(cells)}）")
    columns = [
        _column_said(table, head)
        for table in document.tables
        for head in table.filled_unread_columns
    ]
    if columns:
        said.append(f"有 {len(columns)} 栏没有读（{_first(columns)}）")
    if document.unknown:
        parts = [
            f"{part.sheet}!{part.block.address}{quoted(_opening('　'.join(part.words)))}"
            for part in document.unknown
        ]
        said.append(f"{_first(parts)}不是认得的表")
    if document.asides:
        said.append(f"还有{asides_said(document.asides)}")
    return "，".join(said)


def _column_said(table: Table, head: Entry) -> str:
    """没有读的一栏和它下面的内容：目标!G5“调整原因”一栏 2 格，“上级资金未到位……”。"""
    below = table.said_below(head)
    said = f" {len(below)} 格，{quoted(_opening(below[0].text))}" if below else ""
    more = "等" if len(below) > 1 else ""
    return f"{table.place_named(head)}{quoted(_opening(head.text))}一栏{said}{more}"


def _opening(text: str) -> str:
    """一格的字，长的只引开头。"""
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else f"{flat[: _QUOTED - 2]}……"


def _first(cells: Sequence[str]) -> str:
    return "、".join(cells[:_SHOWN_CELLS]) + ("……" if len(cells) > _SHOWN_CELLS else "")
