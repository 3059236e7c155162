"""成表：由读到的表得出要的表，照模板排好。"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Self

from perfxl.actions.assessment import Assessment
from perfxl.actions.form_sources import Source, sources_of
from perfxl.actions.forms_made import MadeForm, own_form
from perfxl.actions.left_out import left_out
from perfxl.actions.made_said import formulas_without_result, listed, sheets_said
from perfxl.actions.outcome import LeftOut, MadeSheet, Outcome
from perfxl.actions.read import unread_rows, unread_sheets
from perfxl.grammar.glyphs import compact
from perfxl.model.address import Block
from perfxl.model.form_spec import Shape, Stage
from perfxl.model.score import TableScore
from perfxl.model.sentence import PlaceOf, Sentence, joined, sentence
from perfxl.model.table import Table
from perfxl.plans.choices import CellChoice
from perfxl.plans.expansion import Expansion, template_placeholders
from perfxl.plans.placeholders import Reference
from perfxl.plans.planning import plan_expanded
from perfxl.plans.template import Content, SheetPlan, Template
from perfxl.reading.indicator_classes import classified
from perfxl.rendering.asked_layouts import arranged
from perfxl.rendering.blank_forms import blank_table, without_points
from perfxl.rendering.cautions import adjustment_cautions, approval_in_opinions, made_cautions
from perfxl.rendering.cells_in_form import places_in_form, places_in_word
from perfxl.rendering.conclusion import draft_cells, draft_conclusion, is_draft, kept_words
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.derived.spending_rates import with_rates
from perfxl.rendering.derived.sums import with_sums
from perfxl.rendering.fill_list import (
    BlankResult,
    ToFill,
    blank_budgets_in_word,
    blank_budgets_said,
    blank_funds_in_word,
    blank_funds_said,
    blank_names,
    blank_results,
    blanks_said,
    cells_to_fill,
)
from perfxl.rendering.form_content import (
    form_content,
    fund_group,
    indicator_group,
    projects_content,
)
from perfxl.rendering.lone_braces import lone_braces, name_in_workbook
from perfxl.rendering.self_evaluation import printed_content, scored_content
from perfxl.rendering.signatures import without_printed_blanks
from perfxl.rendering.told_results import told_results, told_weights
from perfxl.rendering.value_origins import TableIndex, Traced, TracedCell, traced_cells
from perfxl.rendering.written_numbers import with_written_numbers
from perfxl.rules.facts.spending import unfilled_spending
from perfxl.standards.profile import Profile

# 工作表的名字后面要写年度的，前面最多这么多字。
_LONGEST_NAME = 22


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
        place_of = places_in_word(source.table)
        said = (*_cautions(source, how, place_of), *_approval_said(source, used, place_of))
        if _is_drafted(source, content, how):
            said = (*said, "自评结论是草稿，请核改")
        said = (*said, *_blanks_in_word(source, content, used, how))
        if not source.to_fill:
            said = (*said, *blank_budgets_in_word(source.table, used))
            said = (*said, *blank_funds_in_word(source.table, used))
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
    whole = Expansion(held.template, projects_content(contents))
    plan = plan_expanded(whole)
    cautions = (
        f"{source.table.project}：{said}"
        for source, content in zip(sources, contents, strict=True)
        for said in _cautions(source, how, places_in_form(whole, plan, content, _read(source)))
    )
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
    place_of = places_in_form(expansion, plan, content, _read(source))
    said = (
        *_cautions(source, how, place_of),
        *_blanks_said(source, blanks),
        *(() if source.to_fill else blank_budgets_said(expansion, plan, source.table)),
        *blank_funds_said(expansion, plan, source.table),
        *_drafts_said(expansion, plan, [(source, content)], how),
        *_draft_kept(expansion, plan, source, how),
        *_in_footer(held, source, content),
        *_approval_said(source, held.used, place_of),
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
    """自评表、监控表里还要人填的各格；照原样写的、留空白的不看。"""
    return blank_results(expansion, plan, source.table) if _is_reported(source, how) else []


def _is_reported(source: Source, how: _How) -> bool:
    """一张要填完成情况的：要算分的自评表，监控表；照原样写的、留空白的不是。"""
    if source.to_fill or (how.as_printed and not source.derived):
        return False
    table = source.table
    if table.spec.scored:
        return source.derived or source.score is not None
    return table.stage is Stage.MONITORING and (source.derived or bool(table.title.row))


def _blanks_said(source: Source, blanks: Sequence[BlankResult]) -> Iterable[str]:
    """由批复写的，要填的每一格；填好了再写的，写出的这一份里还空着的（评分时照同一格说过的不再说）。"""
    if source.derived and (said := blanks_said(blanks)):
        later = "，得分、总分、等级空着，由程序算" if source.table.spec.scored else ""
        missed = "没有做到的" if source.table.spec.scored else "预计做不到的"
        yield f"还要填：{said}；{missed}指标写原因和改进措施{later}"
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
    if not _is_reported(source, how):
        return
    names = blank_names(content, used, rows=source.derived)
    if source.table.stage is Stage.MONITORING:  # 没有写的不印这一行
        names = [each for each in names if each != "实际完成情况"]
    said = "、".join(names)
    if said and source.derived and source.table.spec.scored:
        yield (
            f"还要填：{said}；没有做到的指标写原因和改进措施。得分、总分、等级空着：Word 里填的程序不读，"
            "要由程序算的，请写成 .xlsx（-o 待填.xlsx）来填"
        )
    elif said:
        yield f"还要填：{said}" if source.derived else f"写出的这一份里还空着：{said}，请填"


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


def _approval_said(source: Source, used: frozenset[Reference], place_of: PlaceOf) -> Iterable[str]:
    """批复单位、日期空着而意见里写着的；待填的表不说。"""
    if source.to_fill:
        return ()
    said = approval_in_opinions(source.table, {each.name for each in used})
    return (each.at(place_of) for each in said)


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


def _cautions(source: Source, how: _How, place_of: PlaceOf) -> tuple[str, ...]:
    """一张表要人看一眼的；评分说的各格，照 ``place_of`` 说写成的那一份的。"""
    if source.to_fill:
        return source.to_fill
    said = list(made_cautions(source.table, source.profile)) if source.derived else []
    if source.derived and source.profile_why:
        said.append(f"分值照口径“{source.profile.name}”拟：{source.profile_why}")
    if source.origin is not None and source.table.spec.indicators:
        said += adjustment_cautions(source.origin)
    said += _units_apart(source.table)
    said += (each.at(place_of) for each in _results_said(source, how))
    if source.score is not None and not how.as_printed and source.profile_why:
        said.append(
            f"得分、总分照口径“{source.profile.name}”算：{source.profile_why}；不是这一份的，请另选口径"
        )
    return tuple(said)


def _results_said(source: Source, how: _How) -> Iterator[Sentence]:
    """评分、照原样写要说的，格都是读来的表的。"""
    if how.as_printed and (formulas := formulas_without_result(source.table)[1]):
        yield sentence(joined("、", formulas), " 是公式，文件里没有计算结果，空着没有写")
    if source.score is not None and not how.as_printed:
        yield from told_results(source.score, source.profile)
        yield from told_weights(source.score)
        yield from _unfilled_sources(source.table)


def _read(source: Source) -> tuple[Table, ...]:
    """写出的一张是由哪张读来的；评分的一份里有折过、空着的金额，也在内。"""
    return (source.table, *(() if source.score is None else (source.score.table,)))


def _unfilled_sources(table: Table) -> Iterator[Sentence]:
    """有预算数而没有填全年执行数的各项资金来源，成的表里也空着。"""
    whole = table.annual_total
    cells = joined("、", (each.executed for each in unfilled_spending(table) if each != whole))
    if cells:
        yield sentence(cells, " 没有填写全年执行数，空着没有写；没有支出的填 0")


def _units_apart(table: Table) -> Iterable[str]:
    """金额单位写得不一致的：金额照原表的数写，单位空着；没有空着的，照近的折过。"""
    how = (
        f"金额都折成了{table.money_unit}" if table.money_unit else "金额照原来的数写，金额单位空着"
    )
    for said in table.units_apart_said:
        yield f"{said}；{how}，请核对后定下金额单位"


def _content(source: Source, held: HeldTemplate, how: _How) -> Content:
    """一张表的内容，照模板要的排法。"""
    content = _as_read(source, held.used, how, held.printed)
    return arranged(content, held.used, cost_first=held.cost_first)


# 版式自己把执行率的分值写在栏名里：不是默认的口径。
_POINTS_IN_HEAD = Reference("执行率分值")


def _as_read(
    source: Source, used: frozenset[Reference], how: _How, printed: frozenset[str]
) -> Content:
    table = without_printed_blanks(_with_blank_rows(source.table), printed)
    if source.is_blank and _POINTS_IN_HEAD in used:
        table = without_points(table)
    if source.score is not None:
        score = source.score
        if table.blank_fields != score.table.blank_fields:
            score = replace(score, table=without_printed_blanks(score.table, printed))
        content = _as_scored(score, source.profile, used, how)
        blank = {} if source.table.indicators else {"指标": indicator_group(table.indicators)}
        if not source.table.funds:
            blank["资金"] = fund_group(table)
        return replace(content, groups={**content.groups, **blank})
    if how.as_printed:
        return form_content(table, used)
    return form_content(
        with_written_numbers(with_rates(with_sums(table)), source.profile.decimals), used
    )


def _as_scored(
    score: TableScore, profile: Profile, used: frozenset[Reference], how: _How
) -> Content:
    if how.as_printed:
        return printed_content(score, used)
    text, name, is_own = how.conclusion
    # 写着结论的用不着草稿；自己的文字模板写错了的，用不着也要说。
    is_needed = is_own or not score.table.conclusion.text
    draft = draft_conclusion(score, text, name) if is_needed else ""
    return scored_content(score, profile, used, draft)


def _with_blank_rows(table: Table) -> Table:
    """一条指标也没有的表，指标各行照空白表留着：不然合写、分栏的两套栏名都印出来；没有读到资金的，资金各行也留着。"""
    if table.lines or not table.spec.indicators:
        return table
    blank = without_points(blank_table(table.form, table.title.text, table.scope))
    return replace(
        table,
        indicators=table.indicators or blank.indicators,
        funds=table.funds or blank.funds,
    )


def make(
    made: MadeForm,
    assessed: Assessment,
    templates: Templates,
    conclusion: ConclusionText,
) -> Outcome:
    """由一个工作簿里的表生成；得不出时抛 ``NotDerivableError``。

    ``sentences`` 是没有读懂的、金额说不准空着没有写的，和各张要人看一眼的，见 ``sheets_said``。
    """
    sources = sources_of(made, [[assessed]])
    document = assessed.document
    doubtful = [entry.cell for table in document.tables for entry in table.doubtful_amounts]
    said = (f"{listed(doubtful)}数字格式与金额单位不合，空着没有写。",) if doubtful else ()
    sheets = made_sheets(sources, templates, conclusion, made=made)
    return Outcome(
        (*unread_rows(document), *unread_sheets(document), *said, *sheets_said(sources, sheets)),
        sheets=tuple(sheets),
    )
