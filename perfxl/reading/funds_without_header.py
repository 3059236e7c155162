"""没有资金表头的：名称和金额左右相邻、写在同一格、上下排着的各项。"""

from collections.abc import Iterable, Sequence

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.fund import FundRole
from perfxl.model.printed_unit import PrintedUnit
from perfxl.model.table import ABSENT, Entry, Fund
from perfxl.reading.fund_words import fund_words, names_money, says_source, without_among
from perfxl.reading.inline_amounts import funds_written_in, inline_amount, parts_inside
from perfxl.reading.labels import (
    detail_like_name,
    detail_name,
    field_name,
    fund_column,
    fund_name,
    goal_name,
    is_fund_group,
    is_fund_name,
    label_key,
)
from perfxl.reading.money_unit import printed_unit
from perfxl.reading.region import Region, after_label
from perfxl.reading.sources_down import SourcesDown
from perfxl.reading.tasks import (
    bottom_of_label,
    heads_and_lines,
    is_task_sum,
    is_total_head,
    task_label,
    task_rows,
)
from perfxl.reading.unit_conflicts import banner_unit, fund_money

# 没有写“资金”的来源的名称：级别、财政、配套、自筹、结余。
_SHORT_SOURCE = Pattern(r"^.{0,6}(?:[省市县区州盟]级|中央|财政|配套|自筹|结余)$")
# 资金情况里右边空着、也看得出是一种来源的名称。
_SOURCE_NAME = Pattern(r"(?:资金|补助|拨款|支出)$")
# 以数字打头、混着别的字的金额：2OOOOO、12.5.0。
_DAMAGED = Pattern(r"[\d０-９][\dＯOo０-９,，.．lI]*(?:万?元)?$")


def read_fund_pairs(region: Region, rows: Iterable[int], unit: str | None) -> tuple[Fund, ...]:
    """没有预算数一栏的表：名称与金额左右相邻，或写在同一格，或名称在上、金额在下。

    认得的资金名称，右边空着也算一行；别的名称，右边是金额才算。
    """
    funds: list[Fund] = []
    rows = list(rows)
    in_tasks = task_rows(region, rows)
    block: PrintedUnit | None = None
    banner: PrintedUnit | None = None
    group_bottom = own_bottom = 0
    listed = SourcesDown()
    for row in rows:
        texts = region.texts(row)
        label = task_label(region, row)
        if label is not None:
            funds += _task_funds(region, label, unit)
        if row > own_bottom and any(goal_name(e.text) or _is_detail(e) for e in texts):
            group_bottom, banner = 0, None  # 资金情况到这里为止
        if row in in_tasks or any(goal_name(entry.text) for entry in texts):
            continue
        for entry in texts:
            if _is_group(region, entry):
                region.take(entry)
                block = printed_unit(entry) or (block if row <= group_bottom else None)
                group_bottom = bottom_of_label(region, entry)
                own_bottom = region.grid.block(entry.row, entry.column).bottom
        in_group = row <= group_bottom or listed.goes_on(texts)
        banner = banner_unit(texts) or banner
        block = (block if row <= group_bottom else None) or banner
        said = _texts_of_detail(texts) if row > own_bottom else []
        in_row = _laid_across(region, texts, unit, block) or [
            (entry, value)
            for text in texts
            if text not in said
            for entry in funds_written_in(region, text, unit, block)
            if (value := _paired_amount(region, entry, unit, block, in_group=in_group)) is not None
        ]
        for entry, value in in_row:
            parts = parts_inside(region, value, unit, block)
            region.take(*([entry] if entry.place != value.place else []))
            region.take(*([value] if parts is not None else []))
            region.take(*_head_above(region, value))
            funds.append(Fund(fund_name(value.prefix or entry.text), entry, initial=value))
            funds += parts or []
        listed.add(in_row)
    return tuple(funds)


def _head_above(region: Region, value: Entry) -> list[Entry]:
    """紧挨在金额上面的栏名“预算数”：只有一栏、一行，没有当作表头，金额已经读了。"""
    above = region.entry(value.row - 1, value.column) if value.row > region.block.top else ABSENT
    return [above] if fund_column(above.text) in FUND_AMOUNTS else []


def _task_funds(region: Region, label: Entry, unit: str | None) -> list[Fund]:
    """年度主要任务一块的合计行：资金总额和各来源，名称在上面的栏名里。"""
    heads, lines = heads_and_lines(region, label)
    names = {
        head.column: head
        for head in (each for texts in heads for each in texts)
        if is_fund_name(head.text) or is_total_head(head.text)
    }
    for texts in lines:
        names |= {entry.column: entry for entry in texts if is_fund_name(entry.text)}
        if not is_task_sum(texts):
            continue
        values = [
            (name, fund_money(region, texts[0].row, column, unit, printed_unit(name)))
            for column, name in sorted(names.items())
        ]
        region.take(*texts)
        return [
            Fund(_task_fund_name(name.text), name, initial=value)
            for name, value in values
            if value.shown_amount is not None
        ]
    return []


def _task_fund_name(head: str) -> str:
    """栏名只写“金额”“预算金额”的，是资金总额。"""
    is_total = is_total_head(head) and fund_words(head).role is not FundRole.TOTAL
    return "资金总额" if is_total else fund_name(head)


def _is_detail(entry: Entry) -> bool:
    """明细目标一类的文字栏目，右边的 1、2 是序号。"""
    name = detail_name(entry.text)
    return name is not None and not names_money(name) and not is_fund_name(entry.text)


def _texts_of_detail(texts: Sequence[Entry]) -> list[Entry]:
    """打头是一栏说明（资金说明、测算依据）的一行，右边的一段话：里面写着的金额不是又一项资金。"""
    label = texts[0].text if texts else ""
    says = detail_like_name(label) is not None and label_key(label).endswith(("说明", "依据"))
    return [each for each in texts[1:] if each.number is None] if says else []


def _is_group(region: Region, entry: Entry) -> bool:
    """资金情况的行标题：认得的，或像资金名称而右边还是资金名称、自己占几行的。"""
    if is_fund_group(entry.text):
        return True
    if entry.number is not None or not names_money(entry.text):
        return False
    block = region.grid.block(entry.row, entry.column)
    right = region.beside(entry)
    return (block.bottom > block.top and bool(right.text)) or is_fund_name(right.text)


def _paired_amount(
    region: Region, label: Entry, unit: str | None, block: PrintedUnit | None, *, in_group: bool
) -> Entry | None:
    """名称所对的金额；不是资金名称、或右边是别的字时为 ``None``。

    ``in_group`` 表示在资金情况的几行里：什么名称都算，只要右边是金额。
    """
    if inline := inline_amount(region, label, unit, block):
        return inline
    if after_label(label._replace(text=without_among(label.text))).text:
        return None
    if label.number is not None or _is_detail(label):
        return None
    known = is_fund_name(label.text)
    like = in_group or names_money(label.text) or _is_short_source(label.text)
    if not known and not (len(compact(label.text)) <= 20 and like):
        return None
    value = region.right_of(label)
    if value.exists:
        value = fund_money(region, value.row, value.column, unit, printed_unit(label), block)
    if value.shown_amount is not None:
        return value
    if is_fund_group(label.text):
        return None
    beside = region.beside(label)
    plausible = in_group and _SOURCE_NAME.search(fund_name(label.text))
    if _is_said_of_field(region, label):
        return None
    if (known or plausible) and beside.exists and (not beside.text or _DAMAGED.match(beside.text)):
        return beside  # 空着，或写着读不成数的金额
    return None


def _is_said_of_field(region: Region, entry: Entry) -> bool:
    """紧接在栏目右边：是那一栏填的（项目类别｜其他），不是资金的名称。"""
    left = [each.text for each in region.texts(entry.row) if each.column < entry.column][-1:]
    return any((field_name(text) or detail_name(text)) and not is_fund_group(text) for text in left)


def _is_short_source(text: str) -> bool:
    """没有写“资金”的来源：其中：中央财政、省级配套、单位自筹。"""
    name = fund_name(text)
    return _SHORT_SOURCE.search(name) is not None and says_source(name)


def _laid_across(
    region: Region, texts: list[Entry], unit: str | None, block: PrintedUnit | None
) -> list[tuple[Entry, Entry]]:
    """几个名称排在一行、金额都在下一行的；不是这样排的为空。"""
    labels = [entry for entry in texts if is_fund_name(entry.text)]
    others = [entry for entry in texts if entry not in labels and not is_fund_group(entry.text)]
    if len(labels) < 2 or len(others) > 1:
        return []
    pairs: list[tuple[Entry, Entry]] = []
    for label in labels:
        value = region.below(label)
        if value.exists:
            value = fund_money(region, value.row, value.column, unit, printed_unit(label), block)
        if value.shown_amount is None:
            return []
        pairs.append((label, value))
    return pairs
