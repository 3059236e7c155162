"""PX428 项目的序号重复或跳过"""

from collections.abc import Iterator, Sequence

from perfxl.grammar.glyphs import compact
from perfxl.grammar.numerals import numeral
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Line
from perfxl.reading.budget_tree import Branch, budget_tree, level_style
from perfxl.rules.engine.form_groups import PROJECT_LINES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention

_ORDINAL = Pattern(r"^[（(]?([一二三四五六七八九十百]+|\d{1,3})[)）、.．]")
_ALONE = Pattern(r"[（(]?([一二三四五六七八九十百]+|\d{1,3})[)）、.．]?")


@rule(
    id="PX428",
    title="项目的序号重复或跳过",
    severity=Severity.INFO,
    forms=PROJECT_LINES,
    basis=(own_convention("同一级的序号连着编，好看出有没有漏掉、重复的项目"),),
    hint="请核对 {cells}：是不是漏了、多了一行。",
)
def ordinal_gap(subject: Subject) -> Iterator[Hit]:
    """同一个上级下面的序号，后一个应比前一个大一。没有序号的行不看。"""
    tree = budget_tree(subject.table)
    for branches in (tree.roots, *(branch.children for branch in tree.branches())):
        yield from _gaps(branches)


def _gaps(branches: Sequence[Branch]) -> Iterator[Hit]:
    earlier: Line | None = None
    seen: set[tuple[str, int]] = set()
    for branch in branches:
        line, style = branch.line, level_style(branch.line)
        number = _ordinal_value(line)
        if number is None:
            continue
        if earlier is not None and level_style(earlier) == style:
            last = _ordinal_value(earlier)
            if last is not None and number != last + 1:
                repeated = (style, number) in seen
                yield Hit(
                    _ordinal_cell(line),
                    found=_numbered(line),
                    message=f"{quoted(_numbered(line))}前面一个是{quoted(_numbered(earlier))}，"
                    f"{'序号重复' if repeated else '序号没有接上'}。",
                    related=(_ordinal_cell(earlier),),
                )
        seen.add((style, number))
        earlier = line


def _ordinal_cell(line: Line) -> Entry:
    """写着序号的一格。"""
    return line.ordinal if line.ordinal.text else line.name


def _numbered(line: Line) -> str:
    return f"{line.ordinal.text} {line.name.text}".strip()


def _ordinal_value(line: Line) -> int | None:
    alone = compact(line.ordinal.text)
    found = _ALONE.fullmatch(alone) if alone else _ORDINAL.match(compact(line.name.text))
    if found is None:
        return None
    if found[1].isdigit():
        return int(found[1])
    value = numeral(found[1])
    return None if value is None else int(value)
