"""去年的表 → 新一年待填的申报表、目标表：名称、类别、符号照去年，指标值移到上年度一栏，要填的空着。"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from perfxl.grammar import Deadline, Measured, Qualitative
from perfxl.grammar.signs import sign_before
from perfxl.grammar.words import YIELDING
from perfxl.model.form_spec import Shape, Stage
from perfxl.model.table import ABSENT, Derived, Entry, Form, Fund, Indicator, Period, Table, Total
from perfxl.rendering.derived.own_fields import (
    is_of_review,
    is_opinion,
    people_of_one_form,
)
from perfxl.rendering.derived.standing import annual_funds, standing_indicators
from perfxl.rendering.stated_values import stated

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_AMOUNTS = (
    *("initial", "adjusted", "change", "executed", "executed_to_date", "expected"),
    *("rate", "expected_rate", "score", "reason"),
)
# 名称里有这些字的栏目、长文字只管一年，照抄去年的就错了。
_OF_ONE_YEAR = ("日期", "时间", "期限", "文号", "年度", "计划", "目标", "测算")

# 说从哪年做到哪年的栏目。
_SPANS = ("期限", "起止", "实施期", "实施时间", "项目期", "项目周期", "执行期", "建设期")


def keeps_execution(table: Table, form: Form) -> bool:
    """印成一行指标的预算执行率照旧：目标表里它就是一条指标；自评表写新一年的自评表，分还在那一行计。"""
    return form.spec.scored or not table.spec.scored


def can_renew(table: Table, form: Form) -> bool:
    """去年的这张表能不能写成新一年的 ``form``：有指标，说的是同一类（项目、部门整体）。"""
    spec = table.spec
    has_indicators = bool(spec.indicators) and spec.shape in (Shape.ONE, Shape.HALVES, Shape.LIST)
    same_scope = spec.shape is Shape.LIST or table.scope in form.spec.scopes
    return has_indicators and same_scope


def renewed(
    table: Table, form: Form, year: int | None, *, title: str = "", stage: Stage | None = None
) -> Table:
    """由去年的一张（一个项目）写新一年的。``year`` 是新的年度；本来就是这种表的标题照旧、年份往后推。

    换了一种表的给 ``title``、``stage``，标题不带年度。
    调整批复取调整后的指标。只管一年的（日期、计划、文号、测算，写着年份的栏目）、填表签字的人空着；
    审核意见是去年的，不带；换了一种表的，审核、批复的人和文号也不带。实施期的目标、指标、资金不止一年，照旧。
    """
    own = table.form is form
    standing = standing_indicators(table, with_execution=keeps_execution(table, form))
    heading = _advanced(table.title.text, table.year, year)
    kept: dict[str, Any] = {
        "details": {
            name: _of_year(name, entry, year)
            for name, entry in table.details.items()
            if not is_opinion(name)
        },
        "funds": tuple(map(_without_amounts, table.funds)),
        "stage": stage or table.stage,
    }
    fresh: dict[str, Any] = {
        "stage": stage or form.spec.stages[0],
        "details": _standing_details(table, year),
        "funds": tuple(
            replace(_without_amounts(fund), weight=Entry())
            for fund in (*annual_funds(table), *table.funds_of(Period.WHOLE))
        ),
    }
    return table.as_form(
        form,
        title=_new_title(table, f"{f'{year}年度' if year else ''}{title}" if title else heading),
        year=year,
        month=None,
        fields=_fields_kept(table, year, own=own),
        goals={
            # 空着的留着原来的地方：别的长文字在它以前还是以后，照它看。
            name: goal if name == "period" else Entry(row=goal.row, column=goal.column)
            for name, goal in table.goals.items()
        },
        indicators=_marked(standing, [_renewed(row, form) for row in standing]),
        lines=(),
        sums=(),
        total=Total(weight=table.total.weight),
        conclusion=Entry(),
        grade=Entry(),
        grade_cell=Entry(),
        **(kept if own else fresh),
    )


# 栏名的末尾是这些字、写着数的，是去年的钱。
_SUMS = ("预算", "经费", "金额")
# 名称里有这些字的长文字写的是去年的钱。
_OF_MONEY = ("预算", "资金", "经费", "成本", "支出")


def _standing_details(table: Table, year: int | None) -> dict[str, Entry]:
    """换了一种表还用得着的长文字（立项依据、项目概况）；只管去年的、写着去年的钱的、做完以后才写的不是。"""
    if table.spec.scored or table.stage in (Stage.MONITORING, Stage.EVALUATION):
        return {}
    return {
        name: entry
        for name, entry in table.details.items()
        if not (is_opinion(name) or is_of_review(name))
        and not any(word in name for word in _OF_MONEY)
        and _of_year(name, entry, year).text
    }


def _new_title(table: Table, title: str) -> Entry:
    if title == table.title.text:
        return table.title
    return Entry(title, derived=Derived("标题的年度往后推", (table.title,)))


def writes_a_year(text: str) -> bool:
    """写着一个年份。

    >>> writes_a_year("2023年高校毕业生就业率"), writes_a_year("63012300024T000000269")
    (True, False)
    """
    return _YEAR.search(text) is not None


def _advanced(text: str, last: int | None, year: int | None) -> str:
    """标题里的各个年份都往后推，2024—2026年 一类的一起推。

    >>> _advanced("某局2024年项目绩效目标表", 2024, 2025)
    '某局2025年项目绩效目标表'
    """
    if last is None or year is None:
        return text
    return _YEAR.sub(lambda found: str(int(found[0]) + year - last), text)


def _fields_kept(table: Table, year: int | None, *, own: bool) -> dict[str, Entry]:
    name, people = table.project, people_of_one_form(table)
    kept: dict[str, Entry] = {}
    for key, entry in table.fields.items():
        if not own and is_of_review(key):
            continue
        if key in people:
            kept[key] = entry._replace(text="", number=None)
        else:
            kept[key] = entry if entry.text == name else _of_year(key, entry, year)
    return kept


def _of_year(name: str, entry: Entry, year: int | None) -> Entry:
    """只管去年一年的空着，别的照旧；从哪年到哪年的（实施期限），到新的一年还没有完的照旧。"""
    if any(word in name for word in _SPANS) and _still_runs(entry.text, year):
        return entry
    dated = any(word in name for word in _OF_ONE_YEAR)
    # 制度、办法的文号写着年份，是依据，不是去年的事。
    dated |= writes_a_year(entry.text) and "《" not in entry.text
    dated |= name.endswith(_SUMS) and any(each.isdigit() for each in entry.text)
    return entry._replace(text="", number=None) if dated else entry


def _still_runs(text: str, year: int | None) -> bool:
    """写着的一段年份到 ``year`` 还没有完。

    >>> _still_runs("2024年—2026年", 2026), _still_runs("2024年—2025年", 2026), _still_runs("2026年", 2026)
    (True, False, False)
    """
    years = [int(each) for each in _YEAR.findall(text)]
    return year is not None and len(years) > 1 and min(years) < year <= max(years)


def _without_amounts(fund: Fund) -> Fund:
    """资金的一行，只留名称；实施期的金额不是一年的，照旧。"""
    if fund.period is Period.WHOLE:
        return fund
    blank: dict[str, Any] = dict.fromkeys(_AMOUNTS, Entry())
    return replace(fund, **blank, doubts=frozenset(), small_columns=frozenset())


def _renewed(row: Indicator, form: Form) -> Indicator:
    """新一年的一行：分栏的性质、单位照旧，合写的只留写在前面的符号，没有写的不替它补。"""
    sign, _ = sign_before(stated(row.target))
    if sign in YIELDING and isinstance(row.target_value, Qualitative):
        sign = ""  # “达到国家标准”是一句话
    has_last_year = "last_year" in form.spec.indicators
    return replace(
        row,
        target=Entry() if row.is_split or not sign else Entry(sign, derived=_sign_kept(row)),
        blanked=ABSENT if row.is_split else row.target,
        value=Entry(row=row.value.row, column=row.value.column),  # 有这一栏而空着
        last_year=_level_of_last_year(row) if has_last_year else row.last_year,
        actual=Entry(),
        to_date=Entry(),
        expected=Entry(),
        score=Entry(),
        reason=Entry(),
        likelihood=Entry(),
        note=Entry(),
    )


def _sign_kept(row: Indicator) -> Derived:
    return Derived("照去年的指标值留下符号", (row.target,))


# 有实际完成值的表里，没有做到的数、写着去年的指标值的，后面注明。
AS_TARGET = "（指标值）"
# 更长的是一段经过，不是水平。
_LONGEST_LEVEL = 16


def _marked(standing: Iterable[Indicator], renewed: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """上年度一栏有实际完成值、也有指标值的，指标值注明，不当作做到的。"""
    pairs = list(zip(standing, renewed, strict=True))
    if not any(_is_level_reached(was) for was, _ in pairs):
        return tuple(now for _, now in pairs)
    return tuple(
        now if _is_level_reached(was) or not now.last_year.text else _as_target(now)
        for was, now in pairs
    )


def _as_target(row: Indicator) -> Indicator:
    return replace(row, last_year=row.last_year._replace(text=f"{row.last_year.text}{AS_TARGET}"))


def _is_level_reached(row: Indicator) -> bool:
    """完成值写着做到的水平：数、日期、一句短话（基本健全）；“已完成”一类没有说做到多少的不算。"""
    if not row.actual.text:
        return False
    value = row.actual_value
    worded = isinstance(value, Qualitative) and value.level is None
    return isinstance(value, Measured | Deadline) or (worded and len(value.raw) <= _LONGEST_LEVEL)


def _level_of_last_year(row: Indicator) -> Entry:
    """去年达到的水平：自评里做到的数；没有的是去年的指标值。"""
    if _is_level_reached(row):
        return Entry(stated(row.actual), derived=Derived("去年的实际完成值", (row.actual,)))
    if not row.target.text:
        return Entry()
    return Entry(stated(row.target), derived=Derived("去年的指标值", (row.target,)))
