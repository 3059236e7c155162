"""成表要换掉已有的一份时：那一份里人填的、改的，换掉就没有了的各格。"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from perfxl.actions.assessment import Assessment
from perfxl.grammar.glyphs import compact
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS, Column
from perfxl.model.score import TableScore
from perfxl.model.table import Entry, Table
from perfxl.rendering.conclusion import DRAFT

# 一句话里最多列几格，每格的字最多引多长。
_SHOWN, _QUOTED = 6, 16
# 程序自己算、自己拼的栏：一级指标带着分值，执行率、增减数由别的格来。
_COMPUTED = frozenset(
    {"level1", "rate", "expected_rate", "change", "change_basic", "change_project", "side"}
)
_SCORE, _CONCLUSION = "score", "自评结论"
# 一格是什么：哪一类、哪一行、哪一栏；两份里同样的就是同一格，排在哪里都一样。
_Key = tuple[object, ...]


class Typed(NamedTuple):
    """已有的一份里人填的一格：在哪里，是什么。"""

    entry: Entry
    what: str

    @property
    def said(self) -> str:
        """如 ``H16“完工时间”的得分“8”``。"""
        text = compact(self.entry.text)
        short = text if len(text) <= _QUOTED else f"{text[: _QUOTED - 2]}……"
        return f"{self.entry.cell} {self.what}“{short}”".lstrip()


def lost_if_replaced(
    standing: Assessment, written: Assessment, *, saved_since: bool
) -> list[Typed]:
    """``standing`` 是已有的一份，``written`` 是要写的一份，都照写出的工作簿读来；程序自己能再算出的不在内。

    ``saved_since``：已有的一份写出以后别的程序又存过，两边写得不同的也算；没有存过的，
    那里的字都是程序写的，只看那里填着、这一次空着的。
    """
    scores = {id(score.table): score for score in standing.scores}
    lost = list(_sheets_added(standing, written)) if saved_since else []
    for own, other in _pairs(standing.document.tables, written.document.tables):
        if other is None and not saved_since:
            continue
        found = _lost_of(own, other, scores.get(id(own)), saved_since=saved_since)
        # 一格拆成几栏读的（指标值和它的符号、单位），说一次。
        once = {each.entry.place: each for each in reversed(list(found))}
        lost += (once[place] for place in sorted(once))
    return lost


def lost_said(lost: Sequence[Typed]) -> str:
    """各格，多的只说前几格。"""
    named = "、".join(each.said for each in lost[:_SHOWN])
    return f"{named}等 {len(lost)} 格" if len(lost) > _SHOWN else named


def _sheets_added(standing: Assessment, written: Assessment) -> Iterator[Typed]:
    """人自己加的工作表。"""
    again = {each.sheet for each in written.document.unknown}
    for part in standing.document.unknown:
        if part.sheet not in again:
            yield Typed(Entry("　".join(part.words)), f"工作表“{part.sheet}”里的")


def _pairs(
    standing: Sequence[Table], written: Sequence[Table]
) -> Iterator[tuple[Table, Table | None]]:
    """同一个项目的一对；项目改了名的，照次序。"""
    left, renamed = list(written), list[Table]()
    for own in standing:
        name = compact(own.project)
        found = next((n for n, each in enumerate(left) if compact(each.project) == name), None)
        if found is None:
            renamed.append(own)
        else:
            yield own, left.pop(found)
    yield from zip_longest(renamed, left[: len(renamed)])


def _lost_of(
    own: Table, other: Table | None, score: TableScore | None, *, saved_since: bool
) -> Iterator[Typed]:
    cells = _cells_of(other) if other is not None else {}
    loose = _loose(other) if other is not None else []
    said_again = {compact(each.entry.text) for each in (*cells.values(), *loose)}
    computed = _computed_scores(score)
    for key, each in _cells_of(own).items():
        text = compact(each.entry.text)
        if not text or each.entry.place in computed:
            continue
        now = cells.get(key)
        if now is None or not compact(now.entry.text):
            # 填报单位一类，程序会照别的栏目补上：写着的字这次也有的不算；草稿由程序再拟。
            again = key[0] == "栏目" and text in said_again
            if not again and not (key[0] == _CONCLUSION and DRAFT in text):
                yield each
        elif saved_since and not _is_same(each.entry, now.entry):
            yield each
    if saved_since:
        yield from (each for each in _loose(own) if compact(each.entry.text) not in said_again)


def _is_same(one: Entry, other: Entry) -> bool:
    if one.number is not None and other.number is not None:
        return one.number == other.number
    return compact(one.text) == compact(other.text)


def _computed_scores(score: TableScore | None) -> frozenset[tuple[int, int]]:
    """已有的一份里，得分、总分就是程序自己算的那个数的各格。"""
    if score is None:
        return frozenset()
    total = score.table.total.score
    own = {total.place} if total.number == score.total else set()
    rows = (
        row.indicator.score.place
        for row in score.indicators
        if row.printed == row.judged.score and row._replace(printed=None).awaits is None
    )
    return frozenset({*own, *rows})


def _cells_of(table: Table) -> Mapping[_Key, Typed]:
    """一张表里读懂的各格；等级、执行率一类由程序算的不在内。"""
    found: dict[_Key, Typed] = {("标题",): Typed(table.title, "标题")}
    for group in (table.indicators, table.period_indicators):
        kind = "指标" if group is table.indicators else "实施期指标"
        named = [((r.level2.text, r.level3.text), r.level3.text, r) for r in group]
        found |= _of_rows(kind, named, INDICATOR_COLUMNS)
    funds = [((fund.period, fund.name), fund.name, fund) for fund in table.funds]
    points = {"weight", _SCORE}  # 资金的分值照口径，得分由执行率算
    found |= _of_rows("资金", funds, {k: c for k, c in FUND_COLUMNS.items() if k not in points})
    lines = [((r.side, r.code.text, r.name.text), r.name.text, r) for r in table.lines]
    found |= _of_rows("各行", lines, LINE_COLUMNS)
    for task in table.tasks:
        for number, entry in enumerate((task.content, *task.amounts)):
            key = ("任务", compact(task.name.text), number)
            found[key] = Typed(entry, f"“{task.name.text}”的内容、金额")
    for name, entry in table.goals.items():
        found["目标", name] = Typed(entry, "实际完成情况" if name == "actual" else "绩效目标")
    for name, entry in (*table.fields.items(), *table.details.items()):
        found["栏目", name] = Typed(entry, table.field_labels.get(name, name))
    found["总分",] = Typed(table.total.score, "总分")
    found[_CONCLUSION,] = Typed(table.conclusion, _CONCLUSION)
    return found


def _of_rows(
    kind: str, rows: Sequence[tuple[_Key, str, Any]], columns: Mapping[str, Column]
) -> dict[_Key, Typed]:
    """一行一栏一格；同名的几行照先后。``rows`` 各是照什么认、怎样叫、行自己。"""
    seen: Counter[_Key] = Counter()
    found: dict[_Key, Typed] = {}
    for names, called, row in rows:
        own = tuple(compact(each) if isinstance(each, str) else each for each in names)
        seen[own] += 1
        for key, column in columns.items():
            if key not in _COMPUTED:
                typed = Typed(column.of(row), f"“{called}”的{column.label}")
                found[kind, own, seen[own], key] = typed
    return found


def _loose(table: Table) -> list[Typed]:
    """没有读成哪一栏的各格：自己加的一栏、一行，表外的话。"""
    beside = (entry for each in table.remarks for entry in each.entries)
    below = (entry for _, entries in table.unread_contents for entry in entries)
    every = (*beside, *below, *table.leftover, *table.unrecognised)
    return [Typed(each, "写着的") for each in every if each.text]
