"""表头以上自带栏名的几行：资金管理情况（分配科学性、下达及时性……）、预算明细（成本构成、金额、测算依据）。

资金管理情况一行一个栏目；预算明细照原样接成一段，合计是资金总额，各项不是资金来源。
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.fund import Fund
from perfxl.model.table import Entry
from perfxl.reading.labels import (
    detail_name,
    field_name,
    fund_name,
    goal_name,
    is_fund_name,
    label_key,
    line_sums,
)
from perfxl.reading.lines_of_tables import lines_said
from perfxl.reading.money_unit import printed_unit
from perfxl.reading.region import Region
from perfxl.reading.tasks import bottom_of_label
from perfxl.reading.unit_conflicts import fund_money

_SITUATION = Pattern(r"(?:情况)?说明|(?:具体|执行|完成)?情况")
_PROBLEMS = Pattern(r"(?:存在)?的?问题.{0,6}|.{0,4}改进措施|整改.{0,4}")
_COSTS = Pattern(
    r"(?:成本|费用|支出|预算|开支|测算|经费)(?:项目)?(?:构成|明细|内容|名称|子项|用途|分类|事项|类别)"
    r"|项目(?:构成|明细|内容|子项)"
    r"|明细(?:项目|内容)?|子项目(?:名称)?|(?:支出|费用|成本|开支|测算)项目|活动(?:名称|内容)?|子活动"
)
_AMOUNT = Pattern(
    r"(?:预算|申请|支出|测算|费用|经费|项目|总)?(?:金额|预算数?|资金|小计|合计)(?:数)?"
)
_BASIS = Pattern(
    r"(?:测算|计算|编制|预算|支出).{0,6}(?:依据|标准|过程|说明|公式)|数量|单价|单位成本|备注"
)
_BUDGET = Pattern(r"预算|资金|支出|经费|费用|成本")
# 一块至少有这么多栏。
_FEWEST = 3
_LONGEST_HEAD = 20


@dataclass(slots=True)
class TextBlocks:
    """读到的几块：所占的行，各个栏目，预算明细的合计（名称，金额一栏的栏名）。"""

    rows: set[int] = field(default_factory=set)
    details: dict[str, Entry] = field(default_factory=dict)
    totals: list[tuple[Entry, Entry]] = field(default_factory=list)

    def funds(self, region: Region, unit: str | None) -> tuple[Fund, ...]:
        """预算明细的合计：资金总额。"""
        values = (
            (label, fund_money(region, label.row, head.column, unit, printed_unit(head)))
            for label, head in self.totals
        )
        return tuple(
            Fund(fund_name(label.text), label, initial=value)
            for label, value in values
            if value.shown_amount is not None
        )


def read_text_blocks(region: Region, rows: Iterable[int]) -> TextBlocks:
    """这些行里自带栏名的几块。"""
    blocks = TextBlocks()
    rows = list(rows)
    for row in rows:
        if row in blocks.rows:
            continue
        texts = region.texts(row)
        situation = _situation_heads(texts)
        costs = _cost_heads(region, texts)
        if situation:
            _read_situations(region, situation, rows, blocks)
        elif costs:
            _read_costs(region, costs, rows, blocks)
    return blocks


def heads_text_block(region: Region, texts: list[Entry]) -> bool:
    """这一行是这样一块的栏名。"""
    return bool(_cost_heads(region, texts) or _situation_heads(texts))


def _situation_heads(texts: list[Entry]) -> list[Entry]:
    """情况说明｜存在问题和改进措施；左边可以有这一块的名称。"""
    heads = texts[-2:]
    if not 2 <= len(texts) <= _FEWEST or any(len(head.text) > _LONGEST_HEAD for head in heads):
        return []
    said, problems = (label_key(head.text) for head in heads)
    return heads if _SITUATION.fullmatch(said) and _PROBLEMS.fullmatch(problems) else []


def _read_situations(
    region: Region, heads: list[Entry], rows: list[int], blocks: TextBlocks
) -> None:
    """一行一个栏目：名称右边是情况，问题和措施另作一栏。"""
    said, problems = heads
    top = said.row
    label = next((each for each in region.texts(top) if each not in heads), None)
    bottom = bottom_of_label(region, label) if label is not None else rows[-1]
    own = [row for row in rows if top < row <= bottom]
    found: dict[int, list[Entry]] = {}
    for row in own:
        texts = [each for each in region.texts(row) if each is not label]
        named = texts and len(texts) <= _FEWEST and _is_before(texts, said)
        if not named or field_name(texts[0].text) or goal_name(texts[0].text):
            break
        found[row] = texts
    if not found:
        return
    region.take(*heads, *([label] if label is not None else []))
    blocks.rows |= {top, *found}
    for name, *values in found.values():
        region.take(name, *values)
        key = compact(name.text).strip(":")
        for value in values:
            more = f"（{compact(problems.text)}）" if value.column >= problems.column else ""
            blocks.details.setdefault(key + more, value)


def _is_before(texts: list[Entry], said: Entry) -> bool:
    """名称在“情况说明”左边；栏名没有合并、偏左一格的，名称与它对齐，右边还有内容。"""
    aligned = texts[0].column == said.column and len(texts) > 1
    return texts[0].column < said.column or aligned


def _cost_heads(region: Region, texts: list[Entry]) -> list[Entry]:
    """成本构成｜金额｜测算依据……，从名称一栏起。"""
    for place, entry in enumerate(texts[: min(2, len(texts) - _FEWEST + 1)]):
        if len(entry.text) > _LONGEST_HEAD or not _COSTS.fullmatch(label_key(entry.text)):
            continue
        if (
            place == 0
            and _names_block(region, entry)
            and _COSTS.fullmatch(label_key(texts[1].text))
        ):
            continue
        heads = texts[place:]
        keys = [label_key(head.text) for head in heads]
        if any(len(key) > _LONGEST_HEAD for key in keys):
            continue
        if any(head.number is not None or is_fund_name(head.text) for head in heads):
            continue
        amounts = [key for key in keys[1:] if _AMOUNT.fullmatch(key)]
        bases = [key for key in keys[1:] if _BASIS.fullmatch(key)]
        if amounts and bases:
            return heads
    return []


def _names_block(region: Region, entry: Entry) -> bool:
    """竖着管几行的，是这一块的名称。"""
    return region.grid.block(entry.row, entry.column).bottom > entry.row


def _read_costs(region: Region, heads: list[Entry], rows: list[int], blocks: TextBlocks) -> None:
    """预算明细：一行一行接成一段；“合计”的金额是资金总额。"""
    name, *others = heads
    label = next((each for each in region.texts(name.row) if each.column < name.column), None)
    bottom = bottom_of_label(region, label) if label is not None else rows[-1]
    amount = next(head for head in others if _AMOUNT.fullmatch(label_key(head.text)))
    lines = {name.row: heads}
    total: Entry | None = None
    for row in (each for each in rows if name.row < each <= bottom):
        texts = [each for each in region.texts(row) if each.column >= name.column]
        if texts and (texts[0].column > name.column or _is_label(texts[0].text)):
            break
        lines[row] = texts
        if texts and compact(texts[0].text) in line_sums("whole"):
            total = texts[0]
        if total is not None and label is None:
            break  # 没有行标题的，到合计为止
    if not any(lines[row] for row in lines if row > name.row):
        return
    region.take(*(each for line in lines.values() for each in line))
    region.take(*([label] if label is not None else []))
    blocks.rows |= set(lines)
    if total is not None and (label is None or _BUDGET.search(label.text)):
        blocks.totals.append((total, amount))
    text = "\n".join(lines_said(region, list(lines.values())))
    key = compact((label or name).text).strip(":")
    blocks.details.setdefault(key, name._replace(text=text, number=None))


def _is_label(text: str) -> bool:
    """到了别的栏目。"""
    return any(said is not None for said in (field_name(text), detail_name(text), goal_name(text)))
