"""成表要换掉已有的一份时：那一份里人填了、这一次写的里空着的各格，换掉就没有了。"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfxl.actions.assessment import Assessment
from perfxl.actions.make import Source
from perfxl.grammar.glyphs import compact
from perfxl.model.score import IndicatorScore, TableScore
from perfxl.model.table import Entry, Indicator, Table
from perfxl.rendering.conclusion import DRAFT

# 一句话里最多列几格，每格的字最多引多长。
_SHOWN, _QUOTED = 6, 16


class Typed(NamedTuple):
    """已有的一份里人填的一格：在哪里，是什么。"""

    entry: Entry
    what: str

    @property
    def said(self) -> str:
        """如 ``H16“完工时间”的得分“8”``。"""
        text = compact(self.entry.text)
        short = text if len(text) <= _QUOTED else f"{text[: _QUOTED - 2]}……"
        return f"{self.entry.cell} {self.what}“{short}”"


def lost_if_replaced(standing: Assessment, sources: Sequence[Source]) -> list[Typed]:
    """``standing`` 是已有的一份，``sources`` 是要写的各张；程序自己能再算出、再拟出的不在内。

    两边都填着而写得不同的不算：看不出哪一边是后改的。
    """
    written = {compact(each.table.project): each for each in sources}
    lost: list[Typed] = []
    for score in standing.scores:
        table = score.table
        source = written.get(compact(table.project))
        if source is None:
            continue
        lost += _in_rows(score, source)
        lost += _in_funds(table, source.table)
        lost += _in_texts(table, source.table)
    return lost


def lost_said(lost: Sequence[Typed]) -> str:
    """各格，多的只说前几格。"""
    named = "、".join(each.said for each in lost[:_SHOWN])
    return f"{named}等 {len(lost)} 格" if len(lost) > _SHOWN else named


def _in_rows(standing: TableScore, source: Source) -> Iterator[Typed]:
    rows = {_name_of(each): each for each in source.table.indicators}
    decided = {_name_of(each.indicator) for each in _scores(source) if _has_score(each)}
    for each in standing.indicators:
        own, name = each.indicator, _name_of(each.indicator)
        written = rows.get(name)
        if written is None:
            continue
        pairs = (
            ("实际完成值", own.actual, written.actual),
            ("原因", own.reason, written.reason),
            ("备注", own.note, written.note),
        )
        for what, before, after in pairs:
            if before.text and not after.text:
                yield Typed(before, f"“{own.level3.text}”的{what}")
        if _is_by_hand(each) and name not in decided:
            yield Typed(own.score, f"“{own.level3.text}”的得分")


def _scores(source: Source) -> Sequence[IndicatorScore]:
    return source.score.indicators if source.score is not None else ()


def _name_of(row: Indicator) -> tuple[str, str]:
    return compact(row.level2.text), compact(row.level3.text)


def _is_by_hand(row: IndicatorScore) -> bool:
    """填着分，而给几分由人定：程序自己写不出这个数。"""
    return row.printed not in (None, row.judged.score) and not row.judged.is_fixed


def _has_score(row: IndicatorScore) -> bool:
    return row.printed is not None or row.awaits is None


def _in_funds(standing: Table, written: Table) -> Iterator[Typed]:
    others = {compact(each.name): each for each in written.funds}
    for own in standing.funds:
        other = others.get(compact(own.name))
        if other is not None and own.executed.text and not other.executed.text:
            yield Typed(own.executed, f"“{own.name}”的执行数")


def _in_texts(standing: Table, written: Table) -> Iterator[Typed]:
    done, other = standing.goals.get("actual"), written.goals.get("actual")
    if done is not None and done.text and not (other is not None and other.text):
        yield Typed(done, "实际完成情况")
    # 填报单位一类，程序会照别的栏目补上：写着的字这次也有的不算。
    said_again = {compact(e.text) for e in (*written.fields.values(), *written.details.values())}
    for name, own in (*standing.fields.items(), *standing.details.items()):
        other = written.fields.get(name) or written.details.get(name)
        if compact(own.text) not in {"", *said_again} and not (other is not None and other.text):
            yield Typed(own, standing.field_labels.get(name, name))
    said = standing.conclusion
    if said.text and DRAFT not in said.text and not written.conclusion.text:
        yield Typed(said, "自评结论")
