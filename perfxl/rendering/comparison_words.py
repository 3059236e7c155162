"""比对的话：一个项目几步之间变了什么，一处一句。"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfxl.matching.comparison import (
    ComparedFund,
    ComparedIndicator,
    ComparedProject,
    IndicatorMatch,
    ResultChange,
    TargetStep,
)
from perfxl.matching.followed_projects import SAME_SHEET, SAME_STEP, Step
from perfxl.matching.project_names import SAME, alike
from perfxl.matching.projects import SAME_CODE
from perfxl.model.form_spec import Stage
from perfxl.model.short_paths import short_paths
from perfxl.model.table import Entry, Table
from perfxl.scoring.rounding import grouped, plain

STAGE_NAMES = {
    Stage.APPLICATION: "申报",
    Stage.APPROVAL: "批复",
    Stage.ADJUSTMENT: "调整",
    Stage.MONITORING: "监控",
    Stage.EVALUATION: "自评",
}
LOWERED_EARLY = "自评前放宽了指标值"
# 一句话里最多引几个字。
_QUOTED = 40


def stage_names(steps: Sequence[Step]) -> list[str]:
    """各步的叫法：几个年度的前面写年度，同一步几稿的后面写第几稿。"""
    names = _unnumbered_names(steps)
    return [
        f"{name}（{names[: n + 1].count(name)}）" if names.count(name) > 1 else name
        for n, name in enumerate(names)
    ]


def _unnumbered_names(steps: Sequence[Step]) -> list[str]:
    years = {step.year for step in steps}
    return [
        f"{f'{step.year}年' if len(years) > 1 and step.year else ''}{_stage_name(step)}"
        for step in steps
    ]


def _stage_name(step: Step) -> str:
    return "年初" if step.is_initial else STAGE_NAMES[step.stage]


def project_words(project: ComparedProject) -> list[str]:
    """一个项目变了什么，要紧的在前；没有变的为空。"""
    names = stage_names(project.steps)
    rows = sorted(project.indicators, key=_gravity)
    said = [line for row in rows for line in indicator_words(row, names)]
    if project.reordered:
        moved = "、".join(f"“{each.name}”" for each in project.reordered)
        said.append(f"次序变了：{moved}。")
    said += [line for fund in project.funds if (line := fund_words(fund, names))]
    said += [
        f"{each.label}：{_result_said(each, project.steps, names)}。"
        for each in project.result_changes
    ]
    return said


def _gravity(row: ComparedIndicator) -> int:
    if row.eased_before_evaluation:
        return int(not row.eased_in_evaluation)
    if row.is_eased or row.match is IndicatorMatch.DROPPED:
        return 2
    return 3


def indicator_words(row: ComparedIndicator, names: Sequence[str]) -> list[str]:
    """一条指标变了什么，一样一句；没有变的为空。"""
    return [f"{label}：{said}。" for label, said in _indicator_changes(row, names)]


def indicator_labels(row: ComparedIndicator, names: Sequence[str]) -> list[str]:
    """一条指标有哪几样变化，只要叫法。"""
    return list(dict.fromkeys(label for label, _ in _indicator_changes(row, names)))


def _indicator_changes(row: ComparedIndicator, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    first, last = row.present[0][0], row.present[-1][0]
    if row.match is IndicatorMatch.DROPPED:
        yield "取消", f"“{row.name}”{_cell(row, last)}，{names[last]}有，{names[last + 1]}没有了"
    if row.sides[0] is None:
        yield "增加", f"“{row.name}”{_cell(row, first)}，{names[first - 1]}没有，{names[first]}加的"
    if row.reworded:
        yield "名称改了说法", _renamed(row, names)
    for step in row.target_steps:
        label = LOWERED_EARLY if step in row.eased_before_evaluation else step.label
        yield label, f"{_target_said(row, step, names)}{_remark(row, step)}"
    if row.is_reweighted:
        yield "分值变了", f"“{row.name}”{_weights(row, names)}"
    for each in row.result_changes:
        yield each.label, f"“{row.name}”{_result_said(each, row.steps, names)}"
    if row.moves is not None:
        yield "换了类别", f"“{row.name}”由{row.moves[0]}换到{row.moves[1]}"


def _result_said(each: ResultChange, steps: Sequence[Step], names: Sequence[str]) -> str:
    table = steps[each.after].table
    place = f"（{table.place_named(each.new)}）" if each.new.exists else ""
    old, new = (_short(entry) or "空" for entry in (each.old, each.new))
    return f"{names[each.before]}“{old}”，{names[each.after]}“{new}”{place}"


def indicator_changes(row: ComparedIndicator, names: Sequence[str]) -> list[tuple[str, str]]:
    """一条指标的几样变化，各在哪几步之间（申报→批复），说不上的为 ``""``。"""
    where: dict[str, list[str]] = {}
    for step in row.target_steps:
        label = LOWERED_EARLY if step in row.eased_before_evaluation else step.label
        where.setdefault(label, []).append(f"{names[step.before]}→{names[step.after]}")
    return [(label, "、".join(where.get(label, ()))) for label in indicator_labels(row, names)]


def _renamed(row: ComparedIndicator, names: Sequence[str]) -> str:
    told: list[str] = []
    for place, side in row.present:
        said = f"“{side.level3.text}”"
        if not told or told[-1].partition("“")[2] != said[1:]:
            told.append(f"{names[place]}{said}")
    return " → ".join(told)


def _target_said(row: ComparedIndicator, step: TargetStep, names: Sequence[str]) -> str:
    before, after = row.sides[step.before], row.sides[step.after]
    assert before is not None
    assert after is not None
    return (
        f"“{after.level3.text}”{names[step.before]}“{_short(before.target)}”，"
        f"{names[step.after]}“{_short(after.target)}”{_cell(row, step.after)}"
    )


def _remark(row: ComparedIndicator, step: TargetStep) -> str:
    """自评前放宽的说是降低还是上限放宽；自评表自己放宽的，没有批复作依据。"""
    own = row.steps[step.after].stage is Stage.EVALUATION
    early = step in row.eased_before_evaluation
    said = f"，{step.label}" if early else ""
    said += "，预算也增加了" if row.follows_budget(step) else ""
    return said + ("，没有批准调整的依据" if own and early else "")


def _short(entry: Entry) -> str:
    text = entry.text
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}……"


def _cell(row: ComparedIndicator, place: int) -> str:
    """在哪一格：（调整.xlsx，表1!E14）。"""
    side, table = row.sides[place], row.steps[place].table
    entry = side.target if side and side.target.exists else side.level3 if side else Entry()
    return f"（{table.place_named(entry)}）" if entry.exists else ""


def _weights(row: ComparedIndicator, names: Sequence[str]) -> str:
    told = [
        f"{names[place]}{plain(side.weight.number)}分"
        for place, side in row.present
        if side.weight.number is not None
    ]
    return "，".join(told)


def fund_words(fund: ComparedFund, names: Sequence[str]) -> str:
    """一种资金各步是多少；没有变的为 ``""``。"""
    if not fund.is_changed:
        return ""
    known = [(names[n], value) for n, value in enumerate(fund.values) if value is not None]
    unit = common_unit(value for _, value in known)
    told = [f"{name} {amount_said(value, unit)}" for name, value in known]
    return f"资金变了：{fund.name} {' → '.join(told)}。"


def common_unit(amounts: Iterable[Decimal]) -> str:
    """几个金额（元）一起说用的单位：折成万元都不过两位小数的用万元。

    >>> common_unit([Decimal(180000), Decimal(204500)]), common_unit([Decimal("4520747")])
    ('万元', '元')
    """
    return "万元" if all(amount % 100 == 0 for amount in amounts) else "元"


def amount_said(yuan: Decimal, unit: str) -> str:
    """以元计的金额折成 ``unit``（万元、元）来说。"""
    return f"{grouped(yuan / 10000 if unit == '万元' else yuan)}{unit}"


def ground_words(project: ComparedProject) -> list[str]:
    """凭什么认作同一个项目；名称、编码相同的不必说。"""
    names = stage_names(project.steps)
    said: list[str] = []
    for name, step in zip(names, project.steps, strict=True):
        unsure = "，同样像的不止一个，请核对" if step.ambiguous else ""
        names_of = project.steps[0].project.name.text, step.project.name.text
        differs = len(set(names_of)) > 1 and alike(*names_of) != SAME
        if step.ground == SAME_STEP and differs:
            unsure = f"{unsure}，名称不同而编码、预算或多半的指标相同，请核对"
        if step.ground in ("", SAME, SAME_CODE, SAME_STEP, SAME_SHEET) and not unsure:
            continue
        written = f"“{step.project.name.text}”" if step.project.name.text else "（没有写名称）"
        said.append(f"{name}写作{written}：{step.ground}{unsure}。")
    return said


def draft_words(project: ComparedProject) -> list[str]:
    """同一步有几稿的，第几稿是哪个文件：先后照给的次序，写反了结果也反过来。"""
    plain_names = _unnumbered_names(project.steps)
    named = zip(plain_names, stage_names(project.steps), project.steps, strict=True)
    drafts = [(name, step.table) for own, name, step in named if plain_names.count(own) > 1]
    files = short_paths([table.book for _, table in drafts])
    said = [f"{name}是“{files[table.book]}”{_sheet_said(table, drafts)}" for name, table in drafts]
    return [f"{'，'.join(said)}。"] if said else []


def _sheet_said(table: Table, drafts: Sequence[tuple[str, Table]]) -> str:
    """同一个文件里的两稿，还要说工作表。"""
    alike = sum(other.book == table.book for _, other in drafts)
    return f"的工作表“{table.sheet}”" if alike > 1 else ""


def doubt_words(project: ComparedProject) -> list[str]:
    """没有比的：金额说不准、不知道单位，行没有读懂。"""
    said: list[str] = []
    for name, step in zip(stage_names(project.steps), project.steps, strict=True):
        table = step.table
        doubtful = [entry.cell for entry in table.doubtful_amounts]
        if doubtful:
            said.append(f"{name}的 {'、'.join(doubtful[:5])} 数字格式与金额单位不合，没有比。")
        if table.money_unit is None and any(
            fund.initial.number is not None for fund in table.funds
        ):
            said.append(f"{name}（{table.sheet}）没有写金额单位，资金没有比。")
        if table.unread_rows:
            said.append(f"{name}（{table.sheet}）有 {len(table.unread_rows)} 行没有读懂，没有比。")
    return said
