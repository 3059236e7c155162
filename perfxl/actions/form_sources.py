"""一种成表由读到的哪几张表来写，各带着评分、口径；写不成的说为什么。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from perfxl.actions.assessment import Assessment
from perfxl.actions.forms_made import MadeForm, own_form
from perfxl.actions.initial_and_adjusted import blanks_told, with_both_sides
from perfxl.actions.left_out import cells_said, details_left, whole_period_left
from perfxl.actions.one_each import copies_left_out, tables_left_out
from perfxl.model.form_spec import Scope, Shape
from perfxl.model.score import TableScore
from perfxl.model.short_paths import shown_names
from perfxl.model.table import Derived, Entry, Table
from perfxl.rendering.blank_forms import blank_table
from perfxl.rendering.derived.approvals import ProfileOf, not_listed
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.derived.listed_projects import written_projects
from perfxl.rendering.derived.own_fields import without_others_fields
from perfxl.rendering.told_results import told_results
from perfxl.scoring.inferred_profile import ChosenProfile, profile_of_table
from perfxl.scoring.slips import as_filled
from perfxl.scoring.written_values import written_result
from perfxl.standards.profile import Profile, load_profile

# 一句话里至多列几个项目。
_SHOWN = 3


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
    def is_blank(self) -> bool:
        """空白表：不取数。"""
        return self.file is None and not self.derived and not self.to_fill

    @property
    def files(self) -> frozenset[Path | None]:
        """由哪几个文件写成；说不出是哪一个的为 ``None``。"""
        return self.counted or frozenset({self.file})


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
    results = {id(t): r for group in groups for r in group for t in _tables(r)}
    if made.gathered:
        return _gathered(made, groups, usable, profile, results, as_printed=as_printed)
    return [
        source
        for group in found
        for each in group
        for source in _derived_of(made, each, results[id(each)], profile)
    ]


def _gathered(
    made: MadeForm,
    groups: Sequence[Sequence[Assessment]],
    usable: Sequence[Sequence[Table]],
    profile: Profile | None,
    results: Mapping[int, Assessment],
    *,
    as_printed: bool,
) -> list[Source]:
    """几个文件合成一份的；``usable`` 是照 ``--from`` 分组的、能得出它的各张，``results`` 照 ``id`` 说各在哪个文件里。"""
    first = groups[0][0] if groups and groups[0] else None
    chosen = profile or (first.profile if first is not None else load_profile())
    chosen_by = {r.file: r.chosen for group in groups for r in group}

    def profile_of(table: Table) -> Profile:
        return profile or profile_of_table(table, chosen_by[table.book]).profile

    called = _called(t.book for group in usable for t in group)
    counted_as, said = _counted(made, usable)
    usable = [[counted_as[id(t)] for t in g if id(t) in counted_as] for g in usable]
    if made.form.spec.shape is Shape.RESULTS and not as_printed:
        rated = {id(t): _with_result(t, results[id(t)], called) for g in usable for t in g}
        usable = [[rated[id(t)][0] for t in g] for g in usable]
        said = (*said, *(each for _, told in rated.values() for each in told))
    usable = [list(map(_summable, g)) for g in usable]
    given = [table for group in usable for table in group]
    said = (*said, *_no_transfers(made, given, called))
    said = (*said, *(_years_apart(given, called) if made.sums_several else ()))
    said = (*said, *(each for t in given for each in _not_summed(t, called)))
    if made.uses_profile and profile is None:
        said = (*said, *(each for t in given for each in _inferred(t, chosen_by)))
    sided = usable if len(groups) > 1 else [group for group in usable if group]
    tables = made.derive(sided, profile_of)
    file, counted = _only_file(groups), frozenset(Path(table.book) for table in given)
    return [
        replace(
            _of_others(table, given, chosen, called), file=file, instead_of=said, counted=counted
        )
        for table in tables
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


def _no_transfers(
    made: MadeForm, tables: Sequence[Table], called: Mapping[str, str]
) -> Iterator[str]:
    """转移支付的预算表里，由本级项目的表写来的各个：是不是转移支付，表上没有写。"""
    if made.form.spec.shape is not Shape.LINES or Scope.AREA not in made.form.spec.scopes:
        return
    others = [table for table in tables if table.scope is not Scope.AREA]
    if others:
        shown = others[:_SHOWN]
        names = "、".join(f"{called[t.book]}的“{t.project or t.sheet}”" for t in shown)
        more = f" 等 {len(others)} 个项目" if len(others) > _SHOWN else ""
        yield (
            f"{names}{more}的表上没有写是转移支付，照写了一行、算进了合计；不是的请不要用它来写{made.name}"
        )


def _years_apart(tables: Sequence[Table], called: Mapping[str, str]) -> Iterator[str]:
    """合在一份里的各张不是一个年度的：合计是几个年度相加的；有没有写年度的，标题也不写。"""
    years = sorted({table.year for table in tables if table.year is not None})
    if len(years) > 1:
        named = "、".join(map(str, years))
        yield (
            f"给出的表里有 {named} 年度的，都写在一张表里，合计是几个年度加在一起的；"
            "只要一个年度的请用 --year 写明"
        )
    yearless = [table for table in tables if table.year is None and not table.is_blank_form]
    if yearless:
        more = f" 等 {len(yearless)} 张表" if len(yearless) > 1 else ""
        yield f"{called[yearless[0].book]}{more}没有写年度，标题里没有写年度，请核对后补上"


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
    said = told_results(source.score, source.profile)
    return rated, tuple(f"{name}：{each}" for each in said)


def _inferred(table: Table, chosen_by: Mapping[str, ChosenProfile]) -> Iterator[str]:
    """拟分值没有照它的文件用的口径的，照的是哪一份、为什么。"""
    own = chosen_by[table.book]
    used = profile_of_table(table, own)
    if used.profile is not own.profile:
        yield f"“{table.project or table.sheet}”的分值照口径“{used.profile.name}”拟：{used.why}"


def _only_file(groups: Sequence[Sequence[Assessment]]) -> Path | None:
    """合成一份的表来自哪个文件；几个文件合成的为 ``None``。"""
    files = {Path(result.file) for group in groups for result in group}
    return files.pop() if len(files) == 1 else None


def _counted(
    made: MadeForm, groups: Sequence[Sequence[Table]]
) -> tuple[dict[int, Table], tuple[str, ...]]:
    """合成一份时算的各张（照原来那一张的 ``id``），和各一句：部门整体的自评、重复给了的同一个项目的不算，

    预算表里年初、调整两份并成一行。全是部门整体的，抛 ``NotDerivableError``。
    """
    tables = [table for group in groups for table in group]
    if made.compares:
        return {id(table): table for table in tables}, ()
    sums_results = made.form.spec.shape is Shape.RESULTS
    whole = [table for table in tables if sums_results and table.scope is Scope.DEPARTMENT]
    if len(whole) == len(tables):
        raise NotDerivableError(
            f"“{PurePath(whole[0].book).name}”里是部门整体的自评表，不是一个项目的；"
            f"{made.name}要由各项目的自评表得来。"
        )
    projects = [table for table in tables if id(table) not in set(map(id, whole))]
    left = tables_left_out(projects, dict.fromkeys(map(id, projects), True))
    counted = {id(table): table for table in projects if id(table) not in left}
    told = {place: why for place, (_, why) in left.items()}
    blanks: Iterable[str] = ()
    if made.form.spec.shape is Shape.LINES:
        counted, told = with_both_sides(projects, left)
        blanks = blanks_told(list(counted.values()))
    said = (
        f"{PurePath(table.book).name}的“{table.sheet}”是部门整体的自评表，不是一个项目的，没有算进来"
        for table in whole
    )
    return counted, (*said, *told.values(), *blanks)


def _derived_of(
    made: MadeForm, table: Table, result: Assessment, profile: Profile | None
) -> Iterable[Source]:
    """由一张得来的；清单一个项目一张。"""
    for origin, apart in written_projects(table):
        by = result.chosen if profile is None else ChosenProfile(profile, "")
        chosen = profile_of_table(origin, by) if made.uses_profile else by
        for own in made.derive([[origin]], _always(chosen.profile)):
            source = _of_others(own, [table], chosen.profile)
            left = {**source.left, **cells_said(apart)}
            why = "" if chosen.profile is by.profile else chosen.why
            yield replace(source, file=Path(result.file), origin=origin, left=left, profile_why=why)


def _always(profile: Profile) -> ProfileOf:
    return lambda _: profile


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
