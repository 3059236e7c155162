"""由一种表得出另一种表的内容：目标表、批复表 → 自评表；申报表 → 批复清单；年初、调整两份 → 调整批复……

得出的值没有单元格（``Entry.row`` 为 0）；原表没有的（实际完成值、得分）留空，由人填。
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.grammar import Measured, parse
from perfxl.model.table import (
    MONEY_FACTORS,
    Amounts,
    Entry,
    Form,
    Fund,
    Indicator,
    Line,
    Table,
    Total,
)
from perfxl.rendering.form_content import change_of
from perfxl.rendering.project_names import same_project
from perfxl.scoring.proposed_weights import propose_weights, spread
from perfxl.standards.profile import Profile

# 比较符号的各种写法 → 批复清单里的性质。
_SIGNS = {
    **dict.fromkeys((">=", "≥", "≧", "不低于", "不少于", "大于等于", "＞＝"), "≥"),
    **dict.fromkeys(("<=", "≤", "≦", "不超过", "不高于", "小于等于", "＜＝"), "≤"),
    **dict.fromkeys(("=", "＝", "═"), "="),
    **dict.fromkeys((">", "＞"), ">"),
    **dict.fromkeys(("<", "＜"), "<"),
}
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.．]*")
_NUMBERED = re.compile(r"[（(][一二三四五六七八九十百零]+[）)]")
_HEADED = re.compile(r"[一二三四五六七八九十]+、")
_NUMERALS = "零一二三四五六七八九"


class NotDerivableError(Exception):
    """给的表得不出要的表；``str()`` 是给用户看的中文。"""


def self_evaluations(table: Table, profile: Profile) -> list[Table]:
    """目标表、申报表、批复表 → 自评表：没有分值的拟上分值，预算填好，完成情况留空。

    清单一个项目一张；调整批复取调整后的指标和预算。
    """
    if table.form is Form.APPROVAL_LIST:
        return [_evaluation(each, profile) for each in _projects_of(table)]
    return [_evaluation(table, profile)]


def _evaluation(table: Table, profile: Profile) -> Table:
    indicators = [
        replace(
            row,
            level3=row.level3_adjusted if row.level3_adjusted.text else row.level3,
            target=row.target_adjusted if row.target_adjusted.text else row.target,
            weight=row.weight_adjusted if row.weight_adjusted.number is not None else row.weight,
            note=Entry(),
        )
        for row in _after_adjustment(table)
        if not row.is_execution
    ]
    weighted = _weighted(indicators, profile, profile.full_score - profile.execution_weight)
    goal = table.goals.get("adjusted") or table.goals.get("expected", Entry())
    total = sum((row.weight.number or Decimal(0) for row in weighted), profile.execution_weight)
    return replace(
        table,
        form=Form.SELF_EVALUATION,
        title=Entry(_evaluation_title(table)),
        funds=tuple(_unspent(fund, table, profile) for fund in _total_first(table.funds)),
        goals={"expected": goal},
        indicators=tuple(weighted),
        period_indicators=(),
        lines=(),
        sums=(),
        details={},
        total=Total(weight=Entry(number=total)),
        conclusion=Entry(),
        grade=Entry(),
        grade_cell=Entry(),
    )


def _evaluation_title(table: Table) -> str:
    year = f"{table.year}年度" if table.year else ""
    department = table.form in (Form.DEPARTMENT_TARGET, Form.DEPARTMENT_ADJUSTMENT)
    return f"{year}{'部门整体' if department else '项目'}支出绩效自评表"


def _after_adjustment(table: Table) -> list[Indicator]:
    """调整后还在的指标：调整批复里调整后一边空着的，是取消了的。"""
    if table.form not in (Form.APPROVAL_ADJUSTMENT, Form.DEPARTMENT_ADJUSTMENT):
        return list(table.indicators)
    if not any(row.level3_adjusted.text or row.target_adjusted.text for row in table.indicators):
        return list(table.indicators)
    return [row for row in table.indicators if row.level3_adjusted.text or row.target_adjusted.text]


def _total_first(funds: Sequence[Fund]) -> list[Fund]:
    """总额一行放在最前：自评表的执行率写在首行。"""
    totals = [fund for fund in funds if "总额" in fund.name or "合计" in fund.name][:1]
    return [*totals, *(fund for fund in funds if fund not in totals)]


def _unspent(fund: Fund, table: Table, profile: Profile) -> Fund:
    """只有预算、还没有执行数的一行资金。"""
    adjusted = fund.adjusted if fund.adjusted.number is not None else fund.initial
    first = _total_first(table.funds)[0]
    weight = Entry(number=profile.execution_weight) if fund is first else Entry("-")
    rate = Entry() if fund is first else Entry("-")
    return replace(fund, adjusted=adjusted, executed=Entry(), weight=weight, rate=rate, score=rate)


def _weighted(indicators: Sequence[Indicator], profile: Profile, full: Decimal) -> list[Indicator]:
    """分值齐全的照用；一个都没有的照口径拟；缺几个的，缺的留空由人定。"""
    if any(row.weight.number is not None for row in indicators) or not indicators:
        return list(indicators)
    levels = [row.level1.text for row in indicators]
    proposed = propose_weights(levels, profile, [row.level2.text for row in indicators])
    if all(weight is None for weight in proposed):
        proposed = list(spread(full, len(indicators)))
    return [
        replace(row, weight=Entry(number=weight))
        for row, weight in zip(indicators, proposed, strict=True)
    ]


def _projects_of(table: Table) -> list[Table]:
    """清单拆成一个项目一张目标表。"""
    tables: list[Table] = []
    for line in table.lines:
        fields = {"项目名称": Entry(line.name.text)}
        unit = line.organisation or table.fields.get("单位名称") or table.fields.get("填报单位")
        if unit:
            fields["实施单位"] = unit
        fund = Fund("年度资金总额", Entry("年度资金总额"), line.initial.total, line.adjusted.total)
        tables.append(
            replace(
                table,
                form=Form.TARGET,
                fields=fields,
                field_labels={},
                funds=(fund,),
                goals={"expected": line.goal},
                indicators=tuple(
                    row for row in table.indicators if row.project.text == line.name.text
                ),
                lines=(),
                sums=(),
            )
        )
    return tables


def single_approval(table: Table) -> list[Table]:
    """申报表、目标表 → 单张的批复表；清单一个项目一张。"""
    tables = _projects_of(table) if table.form is Form.APPROVAL_LIST else [table]
    year = f"{table.year}年" if table.year else ""
    return [
        replace(
            each,
            form=Form.TARGET,
            title=Entry(f"{year}部门预算项目支出绩效目标批复表"),
            indicators=tuple(replace(row, last_year=Entry()) for row in each.indicators),
            details={},
        )
        for each in tables
    ]


def approval_list(tables: Sequence[Table], profile: Profile) -> Table:
    """几份申报表、目标表 → 一张批复清单：指标值拆成性质、数值、单位，没有分值的拟到 90 分。

    金额单位不同的都折成用得最多的那个。
    """
    units = Counter(table.money_unit for table in tables if table.money_unit)
    unit = units.most_common(1)[0][0] if units else None
    lines: list[Line] = []
    indicators: list[Indicator] = []
    for table in tables:
        if table.form is Form.APPROVAL_LIST:
            lines += table.lines
            indicators += table.indicators
            continue
        name = Entry(_coded_name(table))
        amount = _budget_of(table, unit)
        lines.append(
            Line(
                row=0,
                name=name,
                initial=Amounts(Entry(number=amount)),
                category=_field(table, "项目类别", "项目类型", "一级项目名称"),
                goal=table.goals.get("expected", Entry()),
                organisation=_field(
                    table, "实施单位", "编制单位", "填报单位", "申报单位", "主管部门"
                ),
            )
        )
        rows = [row for row in table.indicators if not row.is_execution]
        weighted = _weighted(rows, profile, profile.full_score - profile.execution_weight)
        indicators += [replace(_split_target(row), project=name) for row in weighted]
    known = [line.initial.total.number for line in lines]
    total = sum((each for each in known if each is not None), Decimal(0))
    year = next((table.year for table in tables if table.year), None)
    return replace(
        tables[0],
        form=Form.APPROVAL_LIST,
        title=Entry(f"{f'{year}年' if year else ''}部门预算项目支出绩效目标批复表"),
        year=year,
        money_unit=unit,
        fields={},
        field_labels={},
        funds=(),
        goals={},
        details={},
        period_indicators=(),
        indicators=tuple(indicators),
        lines=tuple(lines),
        sums=(Line(row=0, name=Entry("合计"), initial=Amounts(Entry(number=total))),),
    )


def _field(table: Table, *names: str) -> Entry:
    return next((table.fields[name] for name in names if name in table.fields), Entry())


def _coded_name(table: Table) -> str:
    code = _field(table, "项目编码").text
    return f"{code}-{table.project}" if code else table.project


def _budget_of(table: Table, unit: str | None) -> Decimal | None:
    """项目的预算数（调整过的取年初数），折成 ``unit``。"""
    fund = table.total_fund
    number = fund.initial.number if fund is not None else None
    if number is None and fund is not None:
        number = next((f.initial.number for f in table.funds if f.initial.number is not None), None)
    return _converted(number, table.money_unit, unit)


def _converted(number: Decimal | None, own: str | None, wanted: str | None) -> Decimal | None:
    if number is None or own == wanted or own is None or wanted is None:
        return number
    return (number * MONEY_FACTORS[own] / MONEY_FACTORS[wanted]).normalize()


def _split_target(row: Indicator) -> Indicator:
    """指标值拆成性质、数值、单位；定性的性质写“定性”。已经分栏的照用。"""
    if row.nature.exists or row.value.exists:
        return row
    if not row.target.text:
        return row
    value = parse(row.target.text)
    if not isinstance(value, Measured) or value.approximate:
        return replace(row, nature=Entry("定性"), value=Entry(row.target.text), unit=Entry())
    text = row.target.text
    sign = next((each for each in _SIGNS if text.startswith(each)), "")
    rest = text.removeprefix(sign).strip()
    digits = _NUMBER.match(rest)
    if digits is None:
        return replace(row, nature=Entry("定性"), value=Entry(text), unit=Entry())
    return replace(
        row,
        nature=Entry(_SIGNS.get(sign, "=")),
        value=Entry(digits[0]),
        unit=Entry(rest[digits.end() :].strip()),
    )


def adjustments(old: Sequence[Table], new: Sequence[Table]) -> list[Table]:
    """年初、调整两份 → 调整批复：同一项目的两张并成一张，指标按名称对上，对不上的各占一行。"""
    left = list(old)
    tables: list[Table] = []
    for table in new:
        match = next((each for each in left if same_project(each.project, table.project)), None)
        if match is None and len(old) == len(new) == 1:
            match = left[0]  # 只有一对，名称不同也是同一项目改了名
        if match is not None:
            left.remove(match)
        tables.append(_adjustment(match, table))
    return [*tables, *(_adjustment(table, None) for table in left)]


def _adjustment(old: Table | None, new: Table | None) -> Table:
    base = new or old
    if base is None:
        raise NotDerivableError("没有给出要比对的表。")
    department = base.form in (Form.DEPARTMENT_TARGET, Form.DEPARTMENT_ADJUSTMENT)
    form = Form.DEPARTMENT_ADJUSTMENT if department else Form.APPROVAL_ADJUSTMENT
    year = f"{base.year}年" if base.year else ""
    what = "部门整体" if department else "项目"
    goals: dict[str, Entry] = {}
    if old is not None and "expected" in old.goals:
        goals["expected"] = old.goals["expected"]
    if new is not None and "expected" in new.goals:
        goals["adjusted"] = new.goals["expected"]
    return replace(
        base,
        form=form,
        title=Entry(f"{year}部门预算调整{what}支出绩效目标批复表"),
        goals=goals,
        funds=tuple(_paired_funds(old, new, base)),
        indicators=tuple(_paired_indicators(old, new)),
        period_indicators=(),
        details=base.details if department else {},
        lines=(),
        sums=(),
    )


def _paired_funds(old: Table | None, new: Table | None, base: Table) -> Iterable[Fund]:
    before = {fund.name: fund for fund in old.funds} if old is not None else {}
    after = {fund.name: fund for fund in new.funds} if new is not None else {}
    zero = Entry(number=Decimal(0))
    for name in dict.fromkeys([*after, *before]):
        first, second = before.get(name), after.get(name)
        initial = _amount(first, old, base) if first is not None else zero
        adjusted = _amount(second, new, base) if second is not None else zero
        yield Fund(name, Entry(name), initial=initial, adjusted=adjusted)


def _amount(fund: Fund, table: Table | None, base: Table) -> Entry:
    own = table.money_unit if table is not None else base.money_unit
    number = _converted(fund.initial.number, own, base.money_unit)
    return Entry(fund.initial.text if number is None else "", number=number)


def _paired_indicators(old: Table | None, new: Table | None) -> list[Indicator]:
    before = list(old.indicators) if old is not None else []
    paired: list[Indicator] = []
    for row in new.indicators if new is not None else ():
        match = next((each for each in before if _same_indicator(each, row)), None)
        if match is not None:
            before.remove(match)
        first = match or replace(row, level3=Entry(), target=Entry(), weight=Entry())
        paired.append(
            replace(
                first,
                level1=row.level1,
                level2=row.level2,
                level3_adjusted=row.level3,
                target_adjusted=row.target,
                weight_adjusted=row.weight,
                note=row.note,
            )
        )
    for row in before:  # 取消了的，放在同一二级指标的末尾
        places = [n for n, each in enumerate(paired) if each.level2.text == row.level2.text]
        places = places or [
            n for n, each in enumerate(paired) if each.level1.text == row.level1.text
        ]
        paired.insert(places[-1] + 1 if places else len(paired), row)
    return paired


def _same_indicator(one: Indicator, other: Indicator) -> bool:
    return one.level1.text == other.level1.text and same_project(one.level3.text, other.level3.text)


def project_budget(tables: Sequence[Table], form: Form = Form.PROJECT_BUDGET) -> Table:
    """几个项目的目标表、调整批复 → 项目支出批复表：一行一个项目，合计在首行，增减 = 调整 − 年初。

    金额折成万元，保留两位小数。
    """
    unit = "万元"
    lines: list[Line] = []
    for number, table in enumerate(tables, 1):
        fund = table.total_fund
        initial = _converted(fund.initial.number if fund else None, table.money_unit, unit)
        adjusted = _converted(fund.adjusted.number if fund else None, table.money_unit, unit)
        adjusted = initial if adjusted is None else adjusted
        name = f"（{_chinese(number)}）{table.project}"
        before, after = Amounts(Entry(number=initial)), Amounts(Entry(number=adjusted))
        lines.append(Line(0, Entry(name), initial=before, adjusted=after))
    lines = [replace(line, change=change_of(line.initial, line.adjusted)) for line in lines]
    total = _summed("合计", lines)
    part = _summed("一、一般公共预算", lines)
    year = next((table.year for table in tables if table.year), None)
    label = "转移支付预算批复表" if form is Form.TRANSFER_BUDGET else "项目支出批复表"
    return replace(
        tables[0],
        form=form,
        title=Entry(f"{f'{year}年' if year else ''}部门预算{label}"),
        year=year,
        money_unit=unit,
        fields={},
        field_labels={},
        funds=(),
        goals={},
        details={},
        indicators=(),
        period_indicators=(),
        lines=(total, part, *lines),
        sums=(),
    )


def _summed(name: str, lines: Sequence[Line]) -> Line:
    """几行相加的一行。"""

    def total(group: str, part: str) -> Entry:
        numbers = [getattr(getattr(line, group), part).number for line in lines]
        known = [number for number in numbers if number is not None]
        return Entry(number=sum(known, Decimal(0))) if known else Entry()

    def amounts(group: str) -> Amounts:
        return Amounts(*(total(group, part) for part in Amounts._fields))

    return Line(
        0,
        Entry(name),
        initial=amounts("initial"),
        adjusted=amounts("adjusted"),
        change=amounts("change"),
    )


def with_sums(table: Table) -> Table:
    """预算表补上没有写的：空着的上级由下级相加，增减数一栏整个空着的照算，没有合计行的加一行（只加最上一级）。"""
    lines = _with_parents(list(table.lines))
    if not any(entry.number is not None for line in lines for entry in line.change):
        lines = [replace(line, change=change_of(line.initial, line.adjusted)) for line in lines]
    named = any(line.name.text.replace(" ", "").replace("　", "") in _TOTALS for line in lines)
    if table.form in _SUMMED_FORMS and lines and not named:
        lines = [_summed("合计", _top_lines(lines)), *lines]
    return replace(table, lines=tuple(lines))


def _with_parents(lines: list[Line]) -> list[Line]:
    """金额全空着的上级行，写上它直接下级的和：科目编码看前缀，“一、”下面是“（一）”。由下往上算。"""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if any(entry.number is not None for group in _groups(line) for entry in group):
            continue
        children = _children(lines, place)
        if children:
            lines[place] = replace(
                line,
                **{
                    name: getattr(_summed("", children), name)
                    for name in ("initial", "adjusted", "change")
                },
            )
    return lines


def _groups(line: Line) -> tuple[Amounts, Amounts, Amounts]:
    return line.initial, line.adjusted, line.change


def _children(lines: Sequence[Line], place: int) -> list[Line]:
    """直接下级的各行。"""
    code = lines[place].code.text
    if code:
        below = [
            each for each in lines if each.code.text.startswith(code) and each.code.text != code
        ]
        nearest = min((len(each.code.text) for each in below), default=0)
        return [each for each in below if len(each.code.text) == nearest]
    if not _HEADED.match(lines[place].name.text.strip()):
        return []
    found: list[Line] = []
    for each in lines[place + 1 :]:
        if not _NUMBERED.match(each.name.text.strip()):
            break
        found.append(each)
    return found


_SUMMED_FORMS = (Form.FUNCTION_BUDGET, Form.PROJECT_BUDGET, Form.TRANSFER_BUDGET)
_TOTALS = ("合计", "总计")


def _top_lines(lines: Sequence[Line]) -> list[Line]:
    """最上一级的各行：编码最短的，或写着“一、”的；都没有就是全部。"""
    codes = [len(line.code.text) for line in lines if line.code.text]
    if codes:
        return [line for line in lines if len(line.code.text) == min(codes)]
    headed = [line for line in lines if _HEADED.match(line.name.text.strip())]
    return headed or list(lines)


def _chinese(number: int) -> str:
    """二十以内、上百的序号。

    >>> [_chinese(n) for n in (1, 10, 11, 20, 29, 100, 105)]
    ['一', '十', '十一', '二十', '二十九', '一百', '一百零五']
    """
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        between = "零" if 0 < rest < 10 else ("一" if 10 <= rest < 20 else "")
        return f"{_NUMERALS[hundreds]}百{between}{_chinese(rest) if rest else ''}"
    tens, ones = divmod(number, 10)
    said = "" if not tens else ("十" if tens == 1 else f"{_NUMERALS[tens]}十")
    return said + (_NUMERALS[ones] if ones or not tens else "")
