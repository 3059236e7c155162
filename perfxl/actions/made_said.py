"""成表做完说的话：各张要人看一眼的，表里有而没有写进的格。"""

from collections.abc import Sequence

from perfxl.actions.form_sources import Source
from perfxl.actions.forms_made import own_form
from perfxl.actions.outcome import MadeSheet, left_told
from perfxl.model.remark import asides_said
from perfxl.model.sentence import joined
from perfxl.model.table import Document, Entry, Table
from perfxl.model.unread import unread_said
from perfxl.rules.engine.telling import quoted

# 没有写进的格，一句话里最多列几个。
_SHOWN_CELLS = 10
# 引一格的字，至多这么长。
_QUOTED = 30
# 弹出的话里，各张要人看一眼的最多说几句。
_SHOWN_SENTENCES = 6


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


def formulas_without_result(table: Table) -> tuple[list[Entry], list[Entry]]:
    """公式没有结果的各格：成表没有可写的，和自评表里程序照算的（得分、执行率、总分）。"""
    results = [row.score for row in table.indicators if table.spec.scored]
    if table.spec.scored:
        results += [entry for fund in table.funds for entry in (fund.rate, fund.score)]
        results.append(table.total.score)
    places = {entry.place for entry in results}
    worked_out = {fund.change.place for fund in table.funds if fund.works_out_change}
    unknown = [entry for entry in table.uncalculated if entry.place not in worked_out]
    return (
        [entry for entry in unknown if entry.place not in places],
        [entry for entry in unknown if entry.place in places],
    )


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
        f"“{table.sheet}”的 {joined('、', formulas)} 是公式、文件里没有计算结果"
        for table in document.tables
        if (formulas := formulas_without_result(table)[0])
    ]
    cells = [
        f"{table.place_named(entry)}{quoted(_opening(entry.text))}"
        for table in document.tables
        for entry in (*table.leftover, *table.unrecognised)
        if entry.place not in _written_as_printed(table)
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


def _written_as_printed(table: Table) -> set[tuple[int, int]]:
    """读不成数、照所印的字写进了资金一栏的各格。"""
    return {entry.place for fund in table.funds for entry in fund.amounts if entry.text}


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
