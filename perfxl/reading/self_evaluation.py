"""读自评表：项目支出绩效目标自评表、部门整体支出绩效自评表，各地的排法。"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.model.table import ABSENT, Entry, Form, Table, Total
from perfxl.reading.goals import joined_down
from perfxl.reading.grades import grade_entry, grade_in, has_options
from perfxl.reading.header import Header
from perfxl.reading.indicator_table import IndicatorTable, adjusted_first, read_indicator_table
from perfxl.reading.labels import (
    field_name,
    is_conclusion,
    is_grade_label,
    is_score_above,
    is_total,
)
from perfxl.reading.parts import Part
from perfxl.reading.period_rows import with_period_column
from perfxl.reading.region import Region, after_label
from perfxl.reading.stated_totals import stated_totals
from perfxl.reading.total_rows import total_in
from perfxl.reading.weights_as_shares import shares_settled

# 有意不填的写法。


def read_self_evaluation(form: Form, book: str, part: Part) -> Table:
    """一张自评表：指标表以外，再读总分、自评结论和等级。"""
    header = part.header
    assert isinstance(header, Header)
    read = read_indicator_table(form, book, part, columns=adjusted_first(header))
    region, rows = part.region, read.rows
    heading = read.heading
    # 有的表把总分、等级和结论放在表头
    outside = [*rows.rows_outside(), *heading.rows, *heading.later]
    conclusion = _labelled(region, outside, is_conclusion)
    total = _total(region, read)
    if not total.label.exists:
        total = _stated_outside(region, outside) or _stated_in(conclusion)
        again = Total()
    else:
        total, again = _with_another(region, total, outside)
    grade_cell, beside = _labelled(region, outside, is_grade_label), _beside_total(region, total)
    if not grade_cell.exists:
        grade_cell = beside
    region.take(total.label, total.score, again.label, again.score, conclusion, grade_cell)
    grade = grade_entry(grade_cell, conclusion) or inside_total(total)
    table = with_period_column(read.table(), part)
    table = replace(
        table,
        unrecognised=(*table.unrecognised, *_left_beside(region, rows.total, grade_cell)),
        total=total,
        total_again=again,
        conclusion=conclusion,
        conclusion_label=_conclusion_label(region, conclusion),
        grade=grade,
        grade_cell=grade_cell,
    )
    return shares_settled(table)


def _left_beside(region: Region, total: Total, grade_cell: Entry) -> Iterator[Entry]:
    """总分一行里没有读懂的字，和等级格里看不出等级的字；数、横线、斜杠不算。"""
    if grade_cell.text and not grade_in(grade_cell.text) and not has_options(grade_cell.text):
        yield grade_cell
    beside = region.texts(total.label.row) if total.label.exists else []
    for entry in region.unread(beside):
        if entry.number is None and not is_left_blank(entry.text):
            yield entry


def _total(region: Region, read: IndicatorTable) -> Total:
    """总分：指标以下的一行，没有的看表头。表头写着“总分”、指标以下只写“合计”的，合计另记。"""
    below = read.rows.total
    above: Total | None = None
    if "总" not in below.label.text:
        heading = read.heading
        above = _total_above(region, heading.rows) or _total_above(
            region, heading.later, is_score_above
        )
    if above is None or (below.label.exists and "总" not in above.label.text):
        return below
    if below.score.number is not None:
        read.rows.totals.subtotals.append(below)
    return above


def _with_another(region: Region, total: Total, rows: Iterable[int]) -> tuple[Total, Total]:
    """总分一行，和指标四周另写着总分的一处（自评得分｜98.31），没有的是空的；总分一行空着的，以另一处为准。

    “总分｜100”说的是满分，不是一处得分。
    """
    region.take(total.label, total.score)
    other = _stated_outside(region, rows)
    if other is None or "得分" not in compact(other.label.text):
        return total, Total()
    if total.score.number is None and total.score.exists and not total.score.text:
        return other._replace(weight=total.weight), total
    return total, other


def _conclusion_label(region: Region, conclusion: Entry) -> str:
    """自评结论一栏所印的名称；没有的为 ``""``。"""
    if not conclusion.exists:
        return ""
    beside = (entry.text for entry in region.texts(conclusion.row) if is_conclusion(entry.text))
    return compact(conclusion.prefix or next(beside, ""))


def _total_above(
    region: Region, rows: Iterable[int], is_wanted: Callable[[str], bool] = is_total
) -> Total | None:
    """写在表头的总分；没有的为 ``None``。"""
    for row in rows:
        for entry in region.texts(row):
            if is_wanted(entry.text):
                weight, score = _points_beside(region, entry)
                if score.number is not None:
                    region.take(entry)
                    return Total(entry, weight, score)
    return None


def _points_beside(region: Region, label: Entry) -> tuple[Entry, Entry]:
    """“总分｜100｜98.89”：右边写着两个数、后一个不大于前一个的，是分值和得分；只有一个的是得分。"""
    numbers = [
        region.points(label.row, entry.column)
        for entry in region.texts(label.row)
        if entry.column > label.column
    ]
    if len(numbers) == 2 and all(each.number is not None for each in numbers):
        weight, score = numbers
        if (weight.number or 0) >= (score.number or 0):
            return weight, score
    return ABSENT, _right_points(region, label)


def _stated_outside(region: Region, rows: Iterable[int]) -> Total | None:
    """没有总分一行的，写在指标四周的一处：四、自评总得分｜98.95，自评得分：98.25分　等级：优；没有的为 ``None``。"""
    for row in rows:
        for entry in region.unread(region.texts(row)):
            inline = after_label(entry)
            label = inline.prefix if inline.text else entry.text
            if not is_score_above(label):
                continue
            score = total_in(inline) if inline.text else _right_points(region, entry)
            if score.number is not None:
                region.take(entry)
                return Total(entry, ABSENT, score)
    return None


def _stated_in(conclusion: Entry) -> Total:
    """结论里写着的总分，只有一个数的；那一格不能用数整个改写。没有的是空的。"""
    stated = stated_totals(conclusion.text)
    if len({each.number for each in stated}) != 1:
        return Total()
    return Total(conclusion, ABSENT, conclusion._replace(number=stated[0].number, continued=True))


def _right_points(region: Region, label: Entry) -> Entry:
    value = region.right_of(label)
    return region.points(value.row, value.column) if value.exists else value


def _beside_total(region: Region, total: Total) -> Entry:
    """总分一行里，得分右边另一格写着的等级：优。"""
    row = total.label.row
    for entry in region.texts(row) if total.label.exists else ():
        if entry.column > total.score.column and grade_in(entry.text):
            return entry
    return ABSENT


def inside_total(total: Total) -> Entry:
    """与总分写在一格里的等级：92分　自评等级：优。"""
    grade = grade_in(total.score.text) if total.score.continued else ""
    return total.score._replace(text=grade, number=None) if grade else ABSENT


def _labelled(region: Region, rows: Iterable[int], is_wanted: Callable[[str], bool]) -> Entry:
    """标签右边（或下边、同格）的文字；只写着“等级：”、右边到了头的，接着写在同一格。"""
    for row in rows:
        for entry in region.texts(row):
            if is_wanted(entry.text):
                region.take(entry)
                right = region.right_of(entry)
                if right.text and not field_name(right.text):
                    return joined_down(region, right, region.block.bottom, is_wanted)
                below = region.below(entry)
                under = below.column == entry.column  # 下面横着合并的大格不是它的值
                stray = field_name(below.text) or ":" in compact(below.text)[:8]
                if below.text and under and not stray:
                    region.take(below)
                    return below
                return right if right.exists else _to_follow(entry)
            inline = after_label(entry)
            if inline.text and is_wanted(inline.prefix):
                return inline
    return ABSENT


def _to_follow(label: Entry) -> Entry:
    """以冒号结尾的标签后面、同一格里空着的值；没有冒号的为 ``ABSENT``。"""
    if label.text.rstrip()[-1:] not in ("：", ":"):
        return ABSENT
    return label._replace(text="", prefix=label.text.rstrip())
