"""找自评汇总表的表头：一行一个项目，写着预算、执行、得分、等级。"""

from dataclasses import dataclass, field

from perfxl.grammar.amounts import amount
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.grid import Grid
from perfxl.model.table import ABSENT, Entry
from perfxl.reading.grades import grade_in
from perfxl.reading.labels import LONGEST_LABEL, field_name, is_fund_name, line_sums, result_column
from perfxl.reading.line_headers import LineHeader, LineSide, splits_a_column, title_above

_RESULTS = ("score", "grade")
# 一行一个项目，另外写着的几样。
_OTHERS = ("category", "year", "rate")
_AMOUNTS = ("initial", "adjusted", "executed")
# 一栏下面又分的合计，就是这一栏。
_WHOLE = ("合计", "小计", "总额", "总计")
# 没有金额、执行率的，标题里要有其中一个词。
_TITLES = ("自评", "绩效", "评价")
# 没有填的空表，标题里要有这个词。
_SUMMARY = "汇总"
# 下面又分栏的大栏：预算执行情况、自评结果。
_GROUP = Pattern(r"资金|预算|执行|自评|评价|绩效|结果")
# 序号以外至少认得这么多栏。
_FEWEST = 3
# 表头最多占这么多行；表头以下看这么多行。
_MOST_ROWS = 3
_LOOK_DOWN = 12


@dataclass(slots=True)
class ResultHeader(LineHeader):
    """自评汇总表的表头。``results`` 是执行率、得分、等级、类别、年度各在哪一列；``groups`` 是下面又分栏的大栏。"""

    results: dict[str, int] = field(default_factory=dict)
    groups: frozenset[tuple[int, int]] = frozenset()

    @property
    def used_columns(self) -> set[int]:
        """读了的各列。"""
        return self.line_columns | set(self.results.values())

    def is_known(self, entry: Entry) -> bool:
        """表头里认得的一格；下面分栏的大栏（自评情况）也是。"""
        known = result_column(entry.text) is not None or compact(entry.text) in _WHOLE
        return known or entry.place in self.groups


def find_result_headers(grid: Grid) -> list[ResultHeader]:
    """表里所有自评汇总表的表头，从上到下。"""
    headers: list[ResultHeader] = []
    taken_to = 0
    for row in grid.rows:
        if row <= taken_to:
            continue
        texts = grid.texts(row, 1, grid.last_column)
        if len(texts) < _FEWEST:
            continue
        names = (e for e in texts if ("目" in e.text or "称" in e.text) and _is_name(e))
        name = next(names, None)
        header = _header(grid, row, name) if name is not None else None
        if header is not None:
            headers.append(header)
            taken_to = header.bottom
    return headers


def _is_name(entry: Entry) -> bool:
    return len(entry.text) <= LONGEST_LABEL and result_column(entry.text) == "name"


def _header(grid: Grid, top: int, name: Entry) -> ResultHeader | None:
    bottom = min(grid.block(top, name.column).bottom, top + _MOST_ROWS - 1)
    if bottom == top and (splits_a_column(grid, top) or _names_columns(grid, top + 1, name)):
        bottom += 1
    columns = _columns(grid, top, bottom)
    if columns is None or columns.get("name") != name.column:
        return None
    heads = [
        each for row in range(top, bottom + 1) for each in grid.texts(row, 1, grid.last_column)
    ]
    if any(each.number is not None for each in heads) or len(heads) > 2 * len(columns):
        return None  # 栏目和填的内容排在一行：项目名称 …… 自评总分 98
    if len(columns.keys() - {"ordinal", "year"}) < _FEWEST or not any(map(columns.get, _RESULTS)):
        return None
    amounts = {(role, "total"): columns[role] for role in _AMOUNTS if role in columns}
    side = LineSide(
        "",
        columns["name"],
        (columns["code"],) if "code" in columns else (),
        amounts,
        (columns["note"],) if "note" in columns else (),
        columns.get("organisation", 0),
        columns.get("ordinal", 0),
    )
    results = {role: columns[role] for role in (*_OTHERS, *_RESULTS) if role in columns}
    header = ResultHeader(
        top,
        bottom,
        1,
        grid.last_column,
        [side],
        results=results,
        groups=_groups(grid, top, bottom),
    )
    title = title_above(grid, header).text
    if not amounts and "rate" not in results and not any(word in title for word in _TITLES):
        return None
    rows = grid.rows_between(bottom + 1, min(grid.last_row, bottom + _LOOK_DOWN))
    blank = not any(grid.entry(row, columns["name"]).text for row in rows)
    if blank:
        return header if _SUMMARY in title else None
    return header if _results_follow(grid, header, rows) else None


def _names_columns(grid: Grid, row: int, name: Entry) -> bool:
    """没有合并的第二行表头：名称栏空着，写着的都是栏名。"""
    texts = grid.texts(row, 1, grid.last_column)
    named = [entry for entry in texts if result_column(entry.text) or compact(entry.text) in _WHOLE]
    return len(texts) > 1 and named == texts and all(e.column != name.column for e in texts)


def _columns(grid: Grid, top: int, bottom: int) -> dict[str, int] | None:
    """各栏在哪一列；有别的表才有的栏为 ``None``。一种栏有两列的，左边的是。"""
    found: dict[str, int] = {}
    for column in range(1, grid.last_column + 1):
        role = _role(grid, top, bottom, column)
        if role in ("foreign", "weight"):
            return None
        if role is not None:
            found.setdefault(role, column)
    return found


def _role(grid: Grid, top: int, bottom: int, column: int) -> str | None:
    """一列是哪一栏：看最下面的栏名；只写着合计的看它上面的。"""
    places = dict.fromkeys(grid.anchor(row, column) for row in range(bottom, top - 1, -1))
    texts = [(place, grid.text(*place)) for place in places if grid.text(*place)]
    for place, text in texts:
        if compact(text) in _WHOLE and place != texts[-1][0]:
            continue
        own = place[1] == column or compact(texts[0][1]) in _WHOLE
        return result_column(text) if own and len(text) <= LONGEST_LABEL else None
    return None


def _groups(grid: Grid, top: int, bottom: int) -> frozenset[tuple[int, int]]:
    """下面又分栏的大栏。"""
    return frozenset(
        entry.place
        for row in range(top, bottom)
        for entry in grid.texts(row, 1, grid.last_column)
        if grid.block(row, entry.column).bottom < bottom
        and grid.text(bottom, entry.column)
        and _GROUP.search(compact(entry.text))
    )


def _results_follow(grid: Grid, header: ResultHeader, rows: list[int]) -> bool:
    """表头以下有一个项目，写着得分或等级；头两行是资金名称、栏目名的是资金情况、表头。"""
    [side] = header.sides
    names = [(row, grid.entry(row, side.name)) for row in rows]
    named = [
        (row, name)
        for row, name in names
        if name.text and name.row == row and compact(name.text) not in line_sums("whole")
    ]
    if not named or any(is_fund_name(name.text) or field_name(name.text) for _, name in named[:2]):
        return False
    scores, grades = header.results.get("score", 0), header.results.get("grade", 0)
    return any(
        (scores and _is_number(_own(grid, row, scores)))
        or (grades and grade_in(_own(grid, row, grades).text))
        for row, name in named
        if name.number is None
    )


def _own(grid: Grid, row: int, column: int) -> Entry:
    """自己的一格；与别的格合并着的是空的。"""
    entry = grid.entry(row, column)
    return entry if entry.place == (row, column) else ABSENT


def _is_number(entry: Entry) -> bool:
    text = entry.text.removesuffix("分")
    return entry.number is not None or (text != "" and amount(text) is not None)
