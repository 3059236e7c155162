"""汇总在屏幕上的字：合计，差的项目，各单位，对不上的，没有算进来的。"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath
from unicodedata import east_asian_width

from perfxl.actions.summary import SummaryOutcome
from perfxl.cli.styled import Styled
from perfxl.model.finding import Severity
from perfxl.model.short_paths import short_paths
from perfxl.model.summary import EvaluatedProject, LeftOut, Summary, UnitTotals
from perfxl.rendering.cell_text import shortened
from perfxl.rendering.summary_report import (
    DOUBTFUL,
    NO_TOTAL,
    UNSETTLED,
    grade_columns,
    grade_counts,
    grade_shown,
)
from perfxl.scoring.rounding import half_up, plain

# 屏幕上最多列几个；全部的在 -o 的文件里。
_WORST, _UNITS, _LEFT = 10, 20, 12
_WAN = Decimal(10_000)
_GRADE_STYLES = {"差": "bold red", "中": "yellow"}
_NUMBERS = frozenset(
    [
        "年度",
        "全年预算",
        "执行数",
        "执行率",
        "表上总分",
        "总分",
        "错误",
        "提醒",
        "项目数",
        "平均分",
        UNSETTLED,
        NO_TOTAL,
    ]
)


def summary_text(outcome: SummaryOutcome) -> list[Styled]:
    """全部各行。"""
    found = outcome.summary
    left_out = (*found.ignored, *found.unread)
    books = short_paths([each.file for each in found.projects] + [each.file for each in left_out])
    lines = [Styled(f"{outcome.sentences[0] if outcome.sentences else ''}", style="bold")]
    lines += [Styled(each) for each in outcome.sentences[1:]]
    if found.projects:
        lines += _worst(found)
        lines += _totals("单位", found.units, found)
        if found.has_departments:
            lines += _totals("主管部门", found.departments, found)
        lines += _classes(found)
    lines += _told("要注意", list(_noted(found.projects, books)))
    lines += _told("对不上的", [each.message for each in found.differences])
    lines += _told("同一个项目、数字不同的", _said(found.conflicts, books))
    lines += _told(
        "重复的、没有写年度的", _said((each for each in found.ignored if each.told), books)
    )
    lines += _without_evaluation(found)
    lines += _told("没有读成的", _said(found.unread, books))
    said = [*found.told, *found.profiles[:_LEFT]]
    if said:
        lines += [Styled(), *map(Styled, said)]
    return lines


def _worst(found: Summary) -> list[Styled]:
    """差的在前，几个。"""
    shown = found.projects[:_WORST]
    more = len(found.projects) - len(shown)
    title = f"问题多、分低的在前{f'（前 {len(shown)} 个，共 {len(found.projects)} 个）' if more else ''}"
    titles = (
        "单位",
        "项目",
        "年度",
        "全年预算",
        "执行率",
        "表上总分",
        "总分",
        "等级",
        "错误",
        "提醒",
    )
    return [Styled(f"\n{title}；金额单位：万元", style="bold"), *_grid(titles, map(_row, shown))]


def _row(row: EvaluatedProject) -> list[str]:
    return [
        row.unit or "（没有写）",
        row.project or "（没有写）",
        str(row.year or ""),
        _wan(row.budget),
        _percent(row.rate),
        _number(row.printed_total),
        (_number(row.total) or NO_TOTAL) + (DOUBTFUL if row.is_unsettled else ""),
        grade_shown(row),
        str(row.count(Severity.ERROR)),
        str(row.count(Severity.WARNING)),
    ]


def _totals(kind: str, totals: Sequence[UnitTotals], found: Summary) -> list[Styled]:
    """各单位、各主管部门的合计。"""
    shown = totals[:_UNITS]
    more = f"（前 {_UNITS} 个，共 {len(totals)} 个）" if len(totals) > _UNITS else ""
    grades = grade_columns(found.whole)
    titles = (kind, "项目数", "全年预算", "执行数", "执行率", "平均分", *grades, "错误", "提醒")
    rows = [_unit_row(each, found.whole) for each in shown]
    if len(totals) > 1:
        rows.append(["合计", *_unit_row(found.whole, found.whole)[1:]])
    return [Styled(f"\n各{kind}{more}", style="bold"), *_grid(titles, rows)]


def _unit_row(unit: UnitTotals, whole: UnitTotals) -> list[str]:
    return [
        unit.unit or "（没有写）",
        str(unit.projects),
        _wan(unit.adjusted),
        _wan(unit.executed),
        _percent(unit.rate),
        _number(unit.mean_total),
        *(str(number or "") for number in grade_counts(unit, whole)),
        str(unit.errors),
        str(unit.warnings),
    ]


def _classes(found: Summary) -> list[Styled]:
    """扣分最多的几类，一行。"""
    lost = sorted((each for each in found.classes if each.lost), key=lambda each: -each.lost)
    if not lost:
        return []
    said = "、".join(
        f"{each.indicator_class.label} {plain(half_up(each.lost))} 分" for each in lost[:5]
    )
    return [Styled(f"\n扣分多的：{said}。")]


def _noted(projects: Iterable[EvaluatedProject], books: Mapping[str, str]) -> Iterator[str]:
    """总分未定、算不出的，金额空着的，各为什么。"""
    for each in projects:
        if each.doubts or each.total is None or each.budget is None:
            yield f"{books[each.file]}“{each.project}”：{''.join(each.notes)}"


def _told(title: str, said: Sequence[str]) -> list[Styled]:
    if not said:
        return []
    lines = [Styled(f"\n{title}（{len(said)}）", style="bold")]
    lines += [Styled(f"  {each}") for each in said[:_LEFT]]
    if len(said) > _LEFT:
        lines.append(Styled(f"  另有 {len(said) - _LEFT} 处，全部的写在 -o 的文件里。"))
    return lines


def _without_evaluation(found: Summary) -> list[Styled]:
    """里面没有项目自评表的，只说几个；逐个的在 -o 的文件里。"""
    tally = Counter(each.why for each in found.ignored if not each.told and not each.conflicting)
    if not tally:
        return []
    lines = [Styled(f"\n没有项目自评表、没有算进来的文件（{tally.total()}）", style="bold")]
    lines += [Styled(f"  {number} 个：{why}") for why, number in tally.most_common(_LEFT)]
    return lines


def _said(files: Iterable[LeftOut], books: Mapping[str, str]) -> list[str]:
    return [
        f"{books[each.file]}：{each.why.removeprefix(f'“{PurePath(each.file).name}”').removeprefix('里')}"
        for each in files
    ]


def _grid(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[Styled]:
    """照屏幕上的宽度对齐的各行；数靠右，差的、中的上颜色。"""
    every = [list(titles), *([shortened(text) for text in row] for row in rows)]
    widths = [max(_width(row[place]) for row in every) for place in range(len(titles))]
    lines: list[Styled] = []
    for number, row in enumerate(every):
        line = Styled("  ")
        for place, (text, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - _width(text))
            right = titles[place] in _NUMBERS or len(titles[place]) == 1
            style = _GRADE_STYLES.get(text, "") if number else "dim"
            line.append(f"{blank}{text}  " if right else f"{text}{blank}  ", style)
        lines.append(line)
    return lines


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _wan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{half_up(amount / _WAN):,f}"


def _percent(rate: Decimal | None) -> str:
    return "" if rate is None else f"{plain(rate)}%"


def _number(number: Decimal | None) -> str:
    return "" if number is None else plain(number)
