"""读预算调整批复表（项目、部门整体）：年初与调整后左右并列，或上下各一块。"""

from dataclasses import replace

from perfxl.model.table import Entry, Form, Table
from perfxl.reading.fund_roles import with_roles
from perfxl.reading.header import Header
from perfxl.reading.indicator_table import read_indicator_table
from perfxl.reading.parts import Part
from perfxl.reading.stacked import paired, paired_funds
from perfxl.reading.stacked_blocks import read_blocks


def read_adjustment(form: Form, book: str, part: Part) -> Table:
    """一张调整批复表；一行里年初、调整后各有三级指标和指标值，缺的一边为空。"""
    header = part.header
    assert isinstance(header, Header)
    if part.lower is None:
        return read_indicator_table(form, book, part, adjusted=header.second).table()
    return _read_stacked(form, book, part, part.lower)


def _read_stacked(form: Form, book: str, part: Part, header: Header) -> Table:
    """上下两块：各读各的，再成对合起来。"""
    both = read_blocks(form, book, part, header)
    read, (goals, funds) = both.upper, both.lower_heading
    rows, heading = read.rows, read.heading
    first, second = (rows.indicators, both.lower.indicators)
    own_goals, own_funds = (heading.goals, goals), (heading.funds, funds)
    if part.adjusted_above:
        first, second = second, first
        own_goals, own_funds = own_goals[::-1], own_funds[::-1]
    rows.indicators = list(paired(first, second))
    if goals:
        heading.goals = _both_goals(*own_goals)
    if funds:
        heading.funds = with_roles(part.region, paired_funds(*own_funds))
    return replace(read, part=part).table()


def _both_goals(initial: dict[str, Entry], adjusted: dict[str, Entry]) -> dict[str, Entry]:
    """年初一块的目标是预期，调整后一块的是调整后。"""
    goals = dict(initial)
    if "expected" not in goals and "adjusted" in goals:
        goals["expected"] = goals.pop("adjusted")
    after = adjusted.get("adjusted") or adjusted.get("expected")
    return goals | ({"adjusted": after} if after else {})
