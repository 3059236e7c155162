"""指标表头以上的部分：标题、年度、金额单位、栏目、资金、总体目标。各种指标表共用。"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.form_spec import FormSpec
from perfxl.model.table import Entry, Fund
from perfxl.reading.details import find_details
from perfxl.reading.fields import Fields, add_unknown_fields, find_fields
from perfxl.reading.fund_header import FundHeader, find_fund_header
from perfxl.reading.fund_roles import with_roles
from perfxl.reading.fund_rows import read_funds
from perfxl.reading.funds_across import FundsAcross, find_funds_across, read_funds_across
from perfxl.reading.funds_in_cell import FundsInCell
from perfxl.reading.funds_in_pairs import (
    FundsInPairs,
    find_funds_in_pairs,
    read_funds_in_pairs,
)
from perfxl.reading.funds_in_sentence import (
    FundsInSentence,
    find_funds_in_sentence,
    read_funds_in_sentence,
)
from perfxl.reading.funds_listed import FundsListed, find_funds_listed, read_funds_listed
from perfxl.reading.funds_without_header import read_fund_pairs
from perfxl.reading.goals import find_goals
from perfxl.reading.header import Header
from perfxl.reading.labels import (
    LONGEST_LABEL,
    field_name,
    goal_name,
    is_group_label,
    is_section,
)
from perfxl.reading.money_unit import (
    find_money_unit,
    is_unit_label,
    money_unit_of,
    unit_in,
    unit_in_note,
)
from perfxl.reading.named_columns import keep_named_funds
from perfxl.reading.region import Region
from perfxl.reading.sources_said import sources_said
from perfxl.reading.tasks import NO_TASKS, TaskBlock, read_tasks, task_label, task_rows
from perfxl.reading.text_blocks import read_text_blocks
from perfxl.reading.titles import find_title, find_year, is_year, upper_half_of, year_of_span
from perfxl.reading.unit_conflicts import is_fund_banner

FundsApart = FundsAcross | FundsInPairs | FundsInSentence | FundsListed
_YEARLY_TASKS = Pattern(r"(?:年度|本年度?)(?:主要|重点)?(?:工作)?任务")

# 写着评价的是哪一段时间的栏目。
_YEAR_FIELDS = frozenset(
    {
        *("评价时段", "评价期间", "评价区间", "评价期", "自评时段", "自评期间"),
        *("绩效期间", "考核期间", "所属年度", "所属期间"),
    }
)


@dataclass(slots=True)
class Heading:
    """一张指标表的表头部分。``rows`` 是资金以上的行，``later`` 是资金以下的；``first_row`` 是表的首行；

    ``period_label`` 是实施期目标一栏所印的名称，
    ``unread_columns`` 是资金表头里没有读的栏，``placed`` 是栏名不认得、照位置认的栏名和当作哪一栏。
    """

    title: Entry
    first_row: int
    rows: list[int]
    year: int | None
    money_unit: str | None
    fields: Fields
    funds: tuple[Fund, ...]
    goals: dict[str, Entry]
    details: dict[str, Entry]
    unread_columns: tuple[Entry, ...] = ()
    placed: tuple[tuple[Entry, str], ...] = ()
    later: tuple[int, ...] = ()
    tasks: TaskBlock = NO_TASKS
    period_label: str = ""


def read_heading(
    region: Region, header: Header, spec: FormSpec, shared: Sequence[Entry] = ()
) -> Heading:
    """读表头以上的部分；自己没有写年度、金额单位的，看几张表共用的 ``shared``。"""
    above = region.grid.rows_between(region.block.top, header.top - 1)
    title = find_title(region, above)
    above = _from_title(region, title, above)
    blocks = read_text_blocks(region, above)
    whole, above = above, [row for row in above if row not in blocks.rows]
    in_tasks = task_rows(region, above)
    own = [row for row in above if row not in in_tasks]
    fund_header = find_fund_header(region, own)
    across = find_funds_apart(region, own, spec, fund_header)
    heading_end = across.top if across else fund_header.row if fund_header else header.top
    rows = [row for row in above if row < heading_end]
    texts, common = _texts_of(region, rows), [entry.text for entry in shared]
    unit = _unit_of(region, header, whole, texts) or find_money_unit(common)
    unit = unit or _unit_said(region, header, across)
    if across is None:
        fund_header, funds, unread = read_funds_with(
            region, header, fund_header, above, unit, spec, in_tasks
        )
        fund_end = max([fund.label.row for fund in funds], default=0) if fund_header else 0
    else:
        fund_header, funds, unread = None, read_funds_apart(region, across, unit), {}
        fund_end = across.bottom
    goal_rows = sorted({*above} - {*in_tasks, title.row, *range(heading_end, fund_end + 1)})
    part = region.rows_to(header.top - 1)
    goals, period_label = find_goals(
        part,
        goal_rows,
        header.split,
        adjusted_first=header.adjusted_first,
        evaluated=header.has("actual"),
        whole="period" in spec.goals,
    )
    later = [row for row in goal_rows if row > heading_end and not _says_goal(region, row)]
    fields = find_fields(region, [*rows, *later])
    fields.add_missing(_beside_money(region, fund_header or across, funds))
    details = find_details(part, above, header.split, adjusted_first=header.adjusted_first)
    _goal_of_tasks(goals, details, in_tasks)
    _take_labels(region, above, fund_header, unit)
    add_unknown_fields(region, [row for row in goal_rows if not _says_goal(region, row)], fields)
    fields.name_by_first_level()
    return Heading(
        title=title,
        first_row=whole[0] if whole else header.top,
        rows=rows,
        year=find_year(texts) or find_year(common) or _year_of_period(fields),
        money_unit=unit,
        fields=fields,
        funds=with_roles(region, funds or blocks.funds(region, unit)),
        goals=goals,
        details=details | blocks.details,
        unread_columns=tuple(dict.fromkeys(unread[column] for column in sorted(unread))),
        placed=fund_header.placed if fund_header else (),
        later=tuple(later),
        tasks=_tasks(part, above, header, unit),
        period_label=period_label,
    )


def _from_title(region: Region, title: Entry, above: list[int]) -> list[int]:
    """标题（分两行写的，上半截）起的各行；没有标题的照旧。"""
    half = upper_half_of(region, title) if title.exists else title
    region.take(title, half)
    first = half.row or title.row
    return [row for row in above if row >= first]


def find_funds_apart(
    region: Region, rows: Sequence[int], spec: FormSpec, header: FundHeader | None
) -> FundsApart | None:
    """没有资金表头的表里，横着排、写成一对对、写成一句话、几项写在一格的资金；没有的为 ``None``。``header`` 是找到的资金表头。"""
    if header is not None:
        return find_funds_in_pairs(region, rows, spec, header.row) if header.inline else None
    return (
        find_funds_across(region, rows, spec)
        or find_funds_in_pairs(region, rows, spec)
        or find_funds_in_sentence(region, rows, spec)
        or find_funds_listed(region, rows, spec)
    )


def read_funds_apart(region: Region, apart: FundsApart, unit: str | None) -> tuple[Fund, ...]:
    """读出横着排、写成一对对、写成一句话、几项写在一格的资金。"""
    if isinstance(apart, FundsListed):
        return read_funds_listed(region, apart, unit)
    if isinstance(apart, FundsInSentence):
        return read_funds_in_sentence(region, apart, unit)
    if isinstance(apart, FundsInPairs):
        return read_funds_in_pairs(region, apart, unit)
    return read_funds_across(region, apart, unit)


def _texts_of(region: Region, rows: Sequence[int]) -> list[str]:
    """各格的字；只是一个数的（金额 2000）不在内，左边写着“年”的（年度｜2024）在内。"""
    found: list[str] = []
    for row in rows:
        left = ""
        for entry in region.texts(row):
            if entry.number is None or "年" in left:
                found.append(entry.text)
            left = entry.text
    return found


def _year_of_period(fields: Fields) -> int | None:
    """评价时段、自评期间一类栏目写着的一段时间是哪一年；项目从何时做到何时不是。"""
    said = (entry.text for name, entry in fields.filled.items() if name in _YEAR_FIELDS)
    return next(filter(None, map(year_of_span, said)), None)


def _tasks(region: Region, rows: Sequence[int], header: Header, unit: str | None) -> TaskBlock:
    """“年度主要任务”的各项和合计行；年初、调整后并列的不分开读。"""
    labels = (task_label(region, row) for row in rows if not header.split)
    label = next((each for each in labels if each is not None), None)
    return read_tasks(region, label, unit) if label is not None else NO_TASKS


def _unit_of(region: Region, header: Header, above: Sequence[int], texts: list[str]) -> str | None:
    """自己写的金额单位；清单的写在栏名里也算。"""
    in_list = header.has("initial") or header.has("adjusted")
    header_rows = range(header.top, header.bottom + 1) if in_list else ()
    return money_unit_of(region, [*above, *header_rows], texts)


def _unit_said(region: Region, header: Header, apart: FundsApart | None) -> str | None:
    """别处都没有写的：写成一句话、几项写在一格的资金自己带着的单位，再是表下的注里写的。"""
    if isinstance(apart, FundsInCell) and apart.unit:
        return apart.unit
    rows = region.grid.rows_between(header.bottom + 1, region.block.bottom)
    notes = (entry for row in reversed(rows) for entry in region.texts(row)[:1])
    return next(filter(None, (unit_in_note(e.text) for e in notes if "单位" in e.text)), None)


def _beside_money(
    region: Region, header: FundHeader | FundsApart | None, funds: Iterable[Fund]
) -> Fields:
    """与资金的栏名写在一行的栏目（项目名称｜甲项目｜预算数｜38），写在金额右边的资金来源。"""
    found = _beside_heads(region, header)
    found.add_missing(sources_said(region, {fund.label.row for fund in funds}))
    return found


def _beside_heads(region: Region, header: FundHeader | FundsApart | None) -> Fields:
    """与资金的栏名写在一行的栏目；不是数写在右边的，只看金额左边、填了的。"""
    if isinstance(header, FundsInPairs):
        return find_fields(region, header.rows)
    if not isinstance(header, FundHeader):
        return Fields()
    if header.inline:
        return find_fields(region, [header.row])
    apart = Region(region.grid, region.block._replace(right=header.first_money - 1))
    found = Fields(filled=find_fields(apart, [header.row]).filled)
    region.take(*(each for each in found.filled.values()))
    return found


def _goal_of_tasks(goals: dict[str, Entry], details: dict[str, Entry], in_tasks: set[int]) -> None:
    """没有另写目标的，“年度主要任务”一段就是目标；一项一行、各有金额的任务表不是。"""
    if any(goal.text for goal in goals.values()):
        return
    found = (name for name in details if _YEARLY_TASKS.fullmatch(name))
    name = next((name for name in found if details[name].row not in in_tasks), None)
    if name is not None:
        goals["expected"] = details.pop(name)


def read_funds_with(
    region: Region,
    header: Header,
    fund_header: FundHeader | None,
    rows: list[int],
    money_unit: str | None,
    spec: FormSpec,
    in_tasks: Collection[int] = (),
) -> tuple[FundHeader | None, tuple[Fund, ...], dict[int, Entry]]:
    """资金表头（留下这种表有的栏）、各行资金、没有读的栏；``rows`` 是资金可以写在哪些行。

    主要任务（``in_tasks``）的合计，只在别处没有写资金时是资金。
    """
    if fund_header is None:
        # 自评表要有预算数、执行数的栏，零散的金额不算资金情况
        if header.has_results:
            return None, (), {}
        own = [row for row in rows if row not in in_tasks]
        pairs = read_fund_pairs(region, own, money_unit)
        return None, pairs or read_fund_pairs(region, rows, money_unit), {}
    if fund_header.inline:
        return None, (), {}  # 一对对的，同一栏写了两处：不知道是哪一处
    if not (header.has_results or header.second):
        fund_header = fund_header.with_approved()
    fund_header, unread = keep_named_funds(region, fund_header, spec)
    unread |= fund_header.earlier | dict(fund_header.unnamed)
    if not fund_header.has_money:
        return None, read_fund_pairs(region, rows, money_unit), unread
    funds = read_funds(region, fund_header, rows[-1], money_unit)
    if header.has_results and fund_header.unnamed:
        heads = tuple(fund_header.unnamed.values())
        funds = tuple(replace(fund, unread_heads=heads) for fund in funds)
    region.take(*(head for head, _ in fund_header.placed), *unread.values())
    region.take(*(region.entry(fund.label.row, place) for fund in funds for place in unread))
    return fund_header, funds, unread


def _take_labels(
    region: Region, rows: list[int], fund_header: FundHeader | None, unit: str | None
) -> None:
    """表头以上认得的栏目名、单独一格的金额单位、自成一行的资金标题都算读懂；资金表头左边的“部门名称”没有填，也算。"""
    region.take(
        *(e for row in rows if is_fund_banner(region.texts(row)) for e in region.texts(row))
    )
    for entry in (entry for row in rows for entry in region.texts(row)):
        if len(entry.text) <= LONGEST_LABEL:
            _take_label(region, entry)
            region.take(*([entry] if compact(entry.text) == unit else []))
    if fund_header:
        region.take(*(e for e in region.texts(fund_header.row) if field_name(e.text)))


def _take_label(region: Region, entry: Entry) -> None:
    """行标题、金额单位、年度：自己没有别的值。"""
    if (
        is_group_label(entry.text)
        or is_section(entry.text)
        or find_money_unit([entry.text])
        or is_year(entry.text)
    ):
        region.take(entry)
    elif is_unit_label(entry.text):  # 右边写着元或万元
        said = region.right_of(entry)
        region.take(*([entry, said] if unit_in(said.text) else []))


def _says_goal(region: Region, row: int) -> bool:
    return any(goal_name(entry.text) for entry in region.texts(row))
