"""部门整体表里的“年度主要任务”一块：占哪几行，各项任务和金额，合计行里的资金。"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import ABSENT, Entry, Task
from perfxl.reading.labels import is_exact_table_column, is_fund_name, label_key
from perfxl.reading.money_unit import printed_unit
from perfxl.reading.region import Region

_TASKS = Pattern(r"(?:主要|工作|重点)任务(?:完成情况|及完成情况)?$")
# 一行的表头里总额自成一栏：预算总额、预算金额、合计；两行的写在“预算金额”下面。
_TOTAL = (
    r"(?:(?:年度)?(?:预算|资金)(?:总?金额|安排|总?额|数|合计|总计)?|总?金额|总额|合计|总计|小计)"
)
# 任务一块的栏名；金额的各栏另照资金的叫法认。
_HEAD = Pattern(
    rf"序号|(?:年度|主要|重点)?(?:工作)?任务(?:名称)?|(?:主要|具体|工作|任务)?内容|{_TOTAL}"
    r"|(?:任务)?(?:完成|进展|落实)情况|责任(?:单位|科室|人)|(?:完成)?时限|备注"
)
_SUMS = ("金额合计", "合计", "总计")
# 各项任务读得成的栏，先中者为准；还有别的栏的只读成一段文字。
_ROLES = {
    "number": Pattern("序号"),
    "name": Pattern(r"(?:年度|主要|重点)?(?:工作)?任务(?:名称)?"),
    "content": Pattern(r"(?:主要|具体|工作|任务)?内容"),
    "total": Pattern(_TOTAL),
    "grant": Pattern(r"(?:其中:?)?财政(?:拨款|资金)"),
    "other": Pattern(r"其[他它](?:资金)?"),
}


def task_label(region: Region, row: int) -> Entry | None:
    """这一行是不是任务一块的开头；块里只有一段文字的不算。"""
    texts = region.texts(row)
    if len(texts) <= 2:
        return None
    return next((entry for entry in texts if _heads_tasks(entry.text)), None)


@lru_cache(maxsize=8192)
def _heads_tasks(text: str) -> bool:
    return _TASKS.search(compact(text)) is not None


def task_rows(region: Region, rows: Iterable[int]) -> set[int]:
    """任务一块所占的行；行标题没有合并的，到它左边、下边又有字为止。"""
    found: set[int] = set()
    for row in rows:
        label = task_label(region, row)
        if label is not None and row not in found:
            found.update(range(row, bottom_of_label(region, label) + 1))
    return found


def bottom_of_label(region: Region, label: Entry) -> int:
    """行标题管到哪一行：合并块的末行，没有合并的到它左边、下边又有字为止。"""
    block = region.grid.block(label.row, label.column)
    bottom = block.bottom
    for row in region.grid.rows_between(bottom + 1, region.block.bottom):
        texts = region.texts(row)
        if row > bottom + 1 or not texts or texts[0].column <= block.right:
            break
        bottom = row
    return bottom


def heads_and_lines(region: Region, label: Entry) -> tuple[list[list[Entry]], list[list[Entry]]]:
    """任务一块各行行标题右边的字：栏名的几行，和以下各项、合计的各行。"""
    right = region.grid.block(label.row, label.column).right
    rows = region.grid.rows_between(label.row, bottom_of_label(region, label))
    inside = [[each for each in region.texts(row) if each.column > right] for row in rows]
    heads = list(takewhile(lambda texts: all(_is_head(each.text) for each in texts), inside))
    return heads, inside[len(heads) :]


def is_total_head(text: str) -> bool:
    """栏名说的是各项任务的总额。"""
    return _ROLES["total"].fullmatch(label_key(text)) is not None


def task_lines(region: Region, label: Entry) -> list[list[Entry]] | None:
    """任务一块印着栏名的，各项任务一行；栏名、合计不在内，只算读懂。没有栏名的为 ``None``。

    还有别的栏、读不成各项任务的（任务名称｜主要内容｜完成情况），只留这一段文字：各格前面写上栏名。
    """
    heads, lines = heads_and_lines(region, label)
    if not heads or not lines:
        return None
    for texts in (*heads, *lines):
        region.take(*texts)
    own = [texts for texts in lines if texts and not is_task_sum(texts)]
    if _columns_of(heads) is not None:
        return own
    names = {head.column: head.text for texts in heads for head in texts}
    return [[_under_head(each, names.get(each.column, "")) for each in texts] for texts in own]


def _under_head(entry: Entry, name: str) -> Entry:
    """一格的字，前面写上栏名；序号、没有栏名的照旧。"""
    if not name or _ROLES["number"].fullmatch(label_key(name)) is not None:
        return entry
    return entry._replace(text=f"{compact(name)}：{entry.text}")


class TaskBlock(NamedTuple):
    """任务一块的各项和合计行，总额一栏所印的栏名（不连单位）；读不成的都为空。"""

    tasks: tuple[Task, ...] = ()
    sums: tuple[Task, ...] = ()
    total_label: str = ""

    @property
    def head_labels(self) -> dict[str, str]:
        """``Table.head_labels`` 里的一项。"""
        return {"task_total": self.total_label} if self.total_label else {}


NO_TASKS = TaskBlock()


def read_tasks(region: Region, label: Entry, unit: str | None) -> TaskBlock:
    """任务一块，金额以 ``unit`` 计；栏名有不认得的、有字写在各栏以外的，读不成。"""
    heads, lines = heads_and_lines(region, label)
    columns = _columns_of(heads)
    if columns is None or "name" not in columns:
        return NO_TASKS
    known = {head.column for head in columns.values()}
    tasks: list[Task] = []
    sums: list[Task] = []
    for texts in filter(None, lines):
        if any(each.column not in known for each in texts):
            return NO_TASKS
        own = {
            role: _value(region, texts[0].row, role, head, unit) for role, head in columns.items()
        }
        own.pop("number", None)
        if own.get("content", ABSENT).place == own["name"].place:
            own["content"] = ABSENT  # 合计横贯两栏
        (sums if is_task_sum(texts) else tasks).append(Task(texts[0].row, **own))
    total = label_key(columns["total"].text) if "total" in columns else ""
    return TaskBlock(tuple(tasks), tuple(sums), total)


def _columns_of(heads: list[list[Entry]]) -> dict[str, Entry] | None:
    """各栏的栏名（写着单位的在先）；有不认得的、有重的为 ``None``。"""
    places: dict[int, tuple[str, Entry]] = {}
    for head in (entry for texts in heads for entry in texts):
        role = next(
            (r for r, words in _ROLES.items() if words.fullmatch(label_key(head.text))), None
        )
        if role is None:
            return None
        above = places.get(head.column)
        # “预算金额（万元）”下面分着总额的，单位照上面的。
        said = above[1] if above is not None and printed_unit(head) is None else head
        places[head.column] = role, said._replace(row=head.row, column=head.column)
    columns = dict(places.values())
    return columns if len(columns) == len(places) else None


def _value(region: Region, row: int, role: str, head: Entry, unit: str | None) -> Entry:
    if role not in ("total", "grant", "other"):
        return region.entry(row, head.column)
    printed = printed_unit(head)
    return region.money(row, head.column, unit, printed.unit if printed is not None else None)


def _is_head(text: str) -> bool:
    key = label_key(text)
    return _HEAD.fullmatch(key) is not None or is_fund_name(text) or is_exact_table_column(text)


def is_task_sum(texts: list[Entry]) -> bool:
    """任务一块的合计行。"""
    return any(compact(entry.text) in _SUMS for entry in texts)
