"""预算表补上没有写的：上级、合计、增减。"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.grammar.glyphs import compact
from perfxl.model.form_spec import Shape
from perfxl.model.table import Amounts, Derived, Entry, Line, Table
from perfxl.rendering.form_content import change_of

_NUMBERED = re.compile(r"[（(][一二三四五六七八九十百零]+[）)]")
_HEADED = re.compile(r"[一二三四五六七八九十]+、")


def summed(name: str, lines: Sequence[Line]) -> Line:
    """几行相加的一行；有一个说不准的，加不出。"""

    def total(group: str, part: str) -> Entry:
        entries: list[Entry] = [getattr(getattr(line, group), part) for line in lines]
        if any(entry.is_doubtful for entry in entries):
            return Entry()
        known = [entry.number for entry in entries if entry.number is not None]
        if not known:
            return Entry()
        of = tuple(entry for entry in entries if entry.number is not None)
        return Entry(number=sum(known, Decimal(0)), derived=Derived("各行相加", of))

    def amounts(group: str) -> Amounts:
        return Amounts(*(total(group, part) for part in Amounts._fields))

    return Line(
        0,
        Entry(name),
        initial=amounts("initial"),
        adjusted=amounts("adjusted"),
        change=amounts("change"),
        executed=amounts("executed"),
    )


def with_sums(table: Table) -> Table:
    """预算表补上没有写的：空着的上级由下级相加，基本支出、项目支出加成合计，
    年初、调整都有的表里空着的增减数照算，没有合计行的加一行（只加最上一级）。"""
    lines = _with_parents([_with_totals(line) for line in table.lines])
    if table.spec.shape is Shape.TWO_SIDED:
        lines = _with_side_totals(lines)
    if _has_amounts(lines, "initial") and _has_amounts(lines, "adjusted"):
        lines = [_with_change(line) for line in lines]
    if table.spec.shape is Shape.LINES:
        lines = [_with_total(line, lines) for line in lines]
    named = any(_is_sum(line) for line in lines)
    if table.spec.shape is Shape.LINES and lines and not named:
        lines = [summed("合计", _top_lines(lines)), *lines]
    return replace(table, lines=tuple(lines))


def _with_change(line: Line) -> Line:
    """增减空着、年初或调整有数的，照算；写着的、已经定了算不出的不动。"""
    if any(entry.shown_amount is not None or entry.derived is not None for entry in line.change):
        return line
    return replace(line, change=change_of(line.initial, line.adjusted))


def _with_totals(line: Line) -> Line:
    """基本支出、项目支出有数而合计空着的，合计照加。"""

    def filled(amounts: Amounts) -> Amounts:
        parts = [
            each.number for each in (amounts.basic, amounts.project) if each.number is not None
        ]
        if amounts.total.number is not None or amounts.total.text or not parts:
            return amounts
        if any(entry.is_doubtful for entry in amounts):
            return amounts
        by = Derived("基本支出加项目支出", (amounts.basic, amounts.project))
        return amounts._replace(total=Entry(number=sum(parts, Decimal(0)), derived=by))

    return replace(
        line,
        initial=filled(line.initial),
        adjusted=filled(line.adjusted),
        change=filled(line.change),
    )


def _with_side_totals(lines: list[Line]) -> list[Line]:
    """收支总表里空着的“本年…合计”“…总计”：合计是上面各行的和，总计是合计加它下面的结转。"""
    done: list[Line] = []
    for line in lines:
        name = compact(line.name.text)
        blank = all(entry.shown_amount is None for group in _amount_groups(line) for entry in group)
        if blank and name.endswith(_TOTALS):
            side = [each for each in done if each.side == line.side]
            last = max((n for n, each in enumerate(side) if _is_sum(each)), default=-1)
            own = side[last:] if last >= 0 else side
            total = summed("", own)
            line = replace(
                line, initial=total.initial, adjusted=total.adjusted, change=total.change
            )
        done.append(line)
    return done


def _with_total(line: Line, lines: Sequence[Line]) -> Line:
    """印着而空着的合计行，写上最上一级各行的和；已经定了加不出的照空着。"""
    entries = [entry for group in _amount_groups(line) for entry in group]
    blank = all(entry.shown_amount is None and entry.derived is None for entry in entries)
    if not (blank and _is_sum(line)):
        return line
    total = summed("", _top_lines([each for each in lines if not _is_sum(each)]))
    return replace(line, initial=total.initial, adjusted=total.adjusted, change=total.change)


def _is_sum(line: Line) -> bool:
    return compact(line.name.text).endswith(_TOTALS)


def _has_amounts(lines: Sequence[Line], group: str) -> bool:
    return any(entry.number is not None for line in lines for entry in getattr(line, group))


def _with_parents(lines: list[Line]) -> list[Line]:
    """金额全空着的上级行，写上它直接下级的和：科目编码看前缀，“一、”下面是“（一）”。由下往上算。"""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if any(entry.shown_amount is not None for group in _amount_groups(line) for entry in group):
            continue
        children = _children(lines, place)
        if children:
            lines[place] = replace(
                line,
                **{
                    name: getattr(summed("", children), name)
                    for name in ("initial", "adjusted", "change")
                },
            )
    return lines


def _amount_groups(line: Line) -> tuple[Amounts, Amounts, Amounts]:
    return line.initial, line.adjusted, line.change


def _children(lines: Sequence[Line], place: int) -> list[Line]:
    """直接下级的各行。"""
    code = lines[place].code.text
    if code:
        below = [
            each for each in lines if each.code.text.startswith(code) and each.code.text != code
        ]
        nearest = min((len(each.code.text) for each in below), default=0)
        return [each for each in below if len(each.code.text) == nearest]
    if not _HEADED.match(lines[place].name.text.strip()):
        return []
    found: list[Line] = []
    for each in lines[place + 1 :]:
        if not _NUMBERED.match(each.name.text.strip()):
            break
        found.append(each)
    return found


_TOTALS = ("合计", "总计")


def _top_lines(lines: Sequence[Line]) -> list[Line]:
    """最上一级的各行：编码最短的，或写着“一、”的；都没有就是全部。"""
    codes = [len(line.code.text) for line in lines if line.code.text]
    if codes:
        return [line for line in lines if len(line.code.text) == min(codes)]
    headed = [line for line in lines if _HEADED.match(line.name.text.strip())]
    return headed or list(lines)
