"""由反例、近似例写出说明页上的例子：在没有毛病的表上改了哪几格，报什么；差一点改成什么，不报。"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

from rule_case import RULES, Section, findings_of, parse_case, sound

import perfxl.rules.engine
from perfxl.model.address import Block, parse_address
from perfxl.model.columns import FUND_COLUMNS, GOALS, INDICATOR_COLUMNS, LINE_COLUMNS, Column
from perfxl.model.entry import Entry
from perfxl.model.finding import Finding
from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.examples import ChangedTable, Example, Told

EXAMPLES = Path(perfxl.rules.engine.__path__[0]) / "examples.json"
# 一张表最多写出几格，别的只说还有几格；最多写出几条问题。
_MOST_CHANGES = 6
_MOST_TOLD = 2
# 几行合用一格的栏。
_OF_SEVERAL_ROWS = ("level1", "level2", "project")


def written_examples() -> str:
    """全部规则的例子，``examples.json`` 的内容。"""
    written = {
        folder.name: asdict(
            example_of(
                folder.name,
                *(
                    parse_case((folder / f"{kind}.case").read_text("utf-8"))
                    for kind in ("bad", "near")
                ),
            )
        )
        for folder in sorted(RULES.glob("PX*"))
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def example_of(rule_id: str, bad: list[Section], near: list[Section]) -> Example:
    """一条规则的例子。反例里的表多时，只取它第一条问题说到的几张，近似例里也取这几张。"""
    own = [finding for finding in findings_of(bad) if finding.rule == rule_id]
    shown = _spoken_of(own[0], bad)
    told = [each for each in own if any(_lies_in(each, section) for section in shown)]
    bases = {section.base for section in shown}
    missed = [section for section in near if section.base in bases] or near
    if len(shown) == 1:
        missed = missed[:1]
    return Example(
        bad=tuple(_changed(section, told) for section in shown),
        told=tuple(Told(each.sheet, each.cells, each.message) for each in told[:_MOST_TOLD]),
        near=tuple(_changed(section, ()) for section in missed),
    )


def _spoken_of(finding: Finding, sections: list[Section]) -> list[Section]:
    """问题落在的表，和它另见的表；另见的在没有写出的文件里的，几张都要。"""
    found = [
        section
        for section in sections
        if _lies_in(finding, section) or f"{section.base}!" in finding.related
    ]
    return found if len(found) > 1 or not _across(finding) else sections


def _across(finding: Finding) -> bool:
    return finding.rule.startswith("PX6")


def _lies_in(finding: Finding, section: Section) -> bool:
    return finding.sheet == section.base and finding.file == section.file


def _changed(section: Section, told: Iterable[Finding]) -> ChangedTable:
    """一张表改了哪些格：问题说到的格在前。"""
    named = set(_cells_of(told, section))
    changes = sorted(section.changes, key=lambda address: address not in named)
    names = _names_of_cells(section)
    said = [_said_change(section, address, names.get(address, "")) for address in changes]
    hidden = [f"隐藏第 {row} 行" for row in sorted(section.hidden_rows)]
    hidden += [f"隐藏 {column} 列" for column in sorted(section.hidden_columns)]
    if section.hidden:
        hidden.append("隐藏整张工作表")
    odd = [f"{address} 是公式 {code}，没有存值" for address, code in section.formulas.items()]
    odd += [f"{address} 的数字格式是 {code}" for address, code in section.formats.items()]
    return ChangedTable(
        table=section.base,
        why=section.why,
        changes=(*hidden, *odd, *said[:_MOST_CHANGES]),
        more=max(0, len(said) - _MOST_CHANGES),
    )


def _said_change(section: Section, address: str, name: str) -> str:
    """一格：``G15（“建成图书室数量”的分值）：10 → 9``。"""
    row, column = parse_address(address)
    rows = sound(section.base)
    before = rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""
    where = f"{address}（{name}）" if name else address
    return f"{where}：{_shown(before) or '空'} → {_shown(section.changes[address] or '') or '空'}"


def _shown(text: str) -> str:
    """网格里的写法 → 人看到的。"""
    if text.startswith("'"):
        return f"文字 {text[1:]}"
    merged = {"^": "与上格合并", "<": "与左格合并"}
    return merged.get(text, text.replace("\\n", " "))


def _cells_of(told: Iterable[Finding], section: Section) -> Iterator[str]:
    for finding in told:
        if _lies_in(finding, section):
            for part in finding.cells.split(","):
                yield from _within(part)


def _within(part: str) -> Iterator[str]:
    first, _, last = part.partition(":")
    (top, left), (bottom, right) = parse_address(first), parse_address(last or first)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield Block(row, column, row, column).address


def _names_of_cells(section: Section) -> dict[str, str]:
    """各格是什么：改过的表里的叫法，表里已经没有的照没有改的。"""
    return _names_before(section.base) | _names_in(section)


@cache
def _names_before(base: str) -> dict[str, str]:
    """没有改的表里各格的叫法；得到的不要改。"""
    return _names_in(Section(base, "书.xlsx"))


def _names_in(section: Section) -> dict[str, str]:
    tables = read_sheet(section.file, section.grid()).tables
    return {e.cell: name for table in tables for e, name in _named(table) if e.exists}


def _named(table: Table) -> Iterator[tuple[Entry, str]]:
    for fund in table.funds:
        yield from _named_in(fund, fund.name.rstrip("：:"), FUND_COLUMNS.values())
    for line in (*table.lines, *table.sums):
        yield from _named_in(line, line.name.text, LINE_COLUMNS.values())
    for indicator in (*table.indicators, *table.period_indicators):
        name = indicator.level3.text or indicator.level3_adjusted.text
        yield from _named_in(indicator, name, INDICATOR_COLUMNS.values())
    yield from ((entry, GOALS[key]) for key, entry in table.goals.items())
    for texts in (table.blank_fields, table.fields, table.details):
        yield from ((entry, name) for name, entry in texts.items())
    yield table.title, "标题"
    yield table.conclusion, "自评结论"
    yield table.total.weight, "总分一行的分值"
    yield table.total.score, "总分"


def _named_in(row: object, name: str, columns: Iterable[Column]) -> Iterator[tuple[Entry, str]]:
    for column in columns:
        entry = column.of(row)
        is_name = entry.text and entry.text.rstrip("：:") == name
        alone = is_name or not name or column.key in _OF_SEVERAL_ROWS
        yield entry, column.label if alone else f"“{name}”的{column.label}"
