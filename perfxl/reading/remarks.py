"""表格以外的几行：表前的附件号、表号，表下的填表说明、注，盖章的地方；读在 ``Table.remarks``。"""

from collections.abc import Iterator
from dataclasses import replace

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.remark import Remark, RemarkKind
from perfxl.model.table import Entry, Table
from perfxl.reading.form_numbers import number_kind
from perfxl.reading.labels import is_sealed
from perfxl.reading.note_words import is_written_note, says_note
from perfxl.reading.parts import Part
from perfxl.reading.signature_rows import is_signature_row
from perfxl.reading.written_dates import is_whole_date

_SENTENCE = Pattern(r"[。；;]\)?$")
_NUMBERED = Pattern(r"\(?\d{1,2}[.、)]\D")
# 编着号的一条，至少这么多字。
_SHORTEST = 10
# 说明接着往下写的一行，至多是序号和一句话两格。
_MOST_CELLS = 2


def with_remarks(table: Table, part: Part) -> Table:
    """补上 ``remarks``，照表中先后；里面的格都算读懂。"""
    found = [*_above(table, part), *_seals(table, part)]
    part.region.take(*(entry for each in found for entry in each.entries))
    found += _notes(table, part)
    found += _beside_fields(table, part)
    found.sort(key=lambda each: each.entries[0].place)
    part.region.take(*(entry for each in found for entry in each.entries))
    return replace(table, remarks=tuple(found)) if found else table


def _above(table: Table, part: Part) -> Iterator[Remark]:
    """表头以上的附件号、表号；写在标题以上的一句话也是说明。"""
    region = part.region
    for row in region.grid.rows_between(region.block.top, part.header.top - 1):
        texts = region.texts(row)
        if len(texts) == 1 and region.unread(texts) and says_note(texts[0].text):
            yield Remark(RemarkKind.NOTE, tuple(texts))
            continue
        for entry in region.unread(texts):
            kind = number_kind(entry.text)
            if kind is not None:
                yield Remark(kind, (entry,))
            elif row < table.title.row and _SENTENCE.search(compact(entry.text)):
                yield Remark(RemarkKind.NOTE, (entry,))


def _seals(table: Table, part: Part) -> Iterator[Remark]:
    """表身以下盖章的地方（财政部门（盖章）），和写在那一行的日期；读成栏目的不算。"""
    region = part.region
    places = {each.place for each in (*table.fields.values(), *table.blank_fields.values())}
    for row in region.grid.rows_between(max(part.end, part.header.bottom + 1), region.block.bottom):
        texts = region.texts(row)
        sealed = [each for each in texts if is_sealed(each.text)]
        own = [each for each in sealed if places.isdisjoint(_places_of(part, each))]
        dates = (each for each in region.unread(texts) if is_whole_date(each.text))
        signed = sealed or is_signature_row(texts)
        yield from (Remark(RemarkKind.SEAL, (each,)) for each in (*own, *(dates if signed else ())))


def _beside_fields(table: Table, part: Part) -> Iterator[Remark]:
    """与栏目写在一格里的说明（备注：……；分管领导：……），和表身以下签名后面的日期。"""
    fields = {(each.place, each.text) for each in table.fields.values()}
    for place, rests in part.region.rests.items():
        for rest in rests:
            dated = is_whole_date(rest.text) and place[0] >= part.end
            if (place, rest.text) not in fields and (dated or is_written_note(rest.text)):
                yield Remark(RemarkKind.SEAL if dated else RemarkKind.NOTE, (rest,))


def _places_of(part: Part, label: Entry) -> set[tuple[int, int]]:
    """写着标签的一格，和紧接着它右边的一格。"""
    return {label.place, (label.row, part.region.grid.block(*label.place).right + 1)}


def _notes(table: Table, part: Part) -> Iterator[Remark]:
    """表头以下的说明；表身以下的，连同接着往下写的各行。藏着的行不印，不算。"""
    region = part.region
    listed = {each.place for each in (*table.hints, *table.unrecognised)}
    apart = _rows_apart(table, part)
    note: list[Entry] = []
    for row in region.grid.rows_between(part.header.bottom + 1, region.block.bottom):
        texts = [] if row in apart else region.texts(row)
        own = [each for each in region.unread(texts) if each.place not in listed]
        below = row >= part.end
        whole = bool(own) and len(own) == len(texts)
        longer = bool(note) and below and whole and len(own) <= _MOST_CELLS
        heads = whole and (says_note(own[0].text) or (below and _is_sentence(own)))
        if note and not longer:
            yield Remark(RemarkKind.NOTE, tuple(note))
            note = []
        if longer or heads:
            note += own
    if note:
        yield Remark(RemarkKind.NOTE, tuple(note))


def _rows_apart(table: Table, part: Part) -> set[int]:
    """不是说明的行：读成了指标、预算的，重印的，没有读成的，藏着的。"""
    rows = {*part.skipped, *part.passed, *part.region.grid.hidden_rows}
    rows.update(each.row for each in table.unread_rows if not each.sheet)
    rows.update(each.row for each in (*table.indicators, *table.period_indicators))
    rows.update(each.row for each in (*table.lines, *table.sums))
    return rows


def _is_sentence(texts: list[Entry]) -> bool:
    """整行只有一句话，或编着号的一条。"""
    key = compact(texts[0].text)
    numbered = _NUMBERED.match(key) is not None and len(key) > _SHORTEST
    return len(texts) == 1 and (numbered or _SENTENCE.search(key) is not None)
