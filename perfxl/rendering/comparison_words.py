"""比对的话：一个项目几步之间变了什么，一处一句。"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfxl.grammar.patterns import Pattern
from perfxl.matching.comparison import (
    ComparedFacts,
    ComparedFund,
    ComparedIndicator,
    ComparedProject,
    EasedAt,
    IndicatorMatch,
    ResultChange,
    TargetStep,
)
from perfxl.matching.followed_projects import RENAMED, SAME_SHEET, SAME_STEP, Step
from perfxl.matching.project_candidates import SAME_CODE
from perfxl.matching.project_names import SAME, alike
from perfxl.model.form_spec import Stage
from perfxl.model.fund import ANNUAL_TOTAL
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
# 放宽的叫法，要紧的在前。
EASED = {
    EasedAt.EVALUATION: "自评前放宽了指标值",
    EasedAt.ADJUSTMENT: "调整时放宽了指标值",
    EasedAt.APPROVAL: "审批时放宽了指标值",
}
EASED_WITH_BUDGET = "上限随预算放宽"
# 没有比的，点名到这么多格。
_MOST_CELLS = 5
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
    said += funds_said(project)
    said += [
        f"{each.label}：{_result_said(each, project.steps, names)}。"
        for each in project.result_changes
    ]
    return said


def _gravity(row: ComparedIndicator) -> int:
    if row.eased_before_evaluation:
        return 0
    return 1 if row.is_eased or row.match is IndicatorMatch.DROPPED else 2


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
        yield _step_label(row, step), f"{_target_said(row, step, names)}{_remark(row, step)}"
    if row.is_reweighted:
        yield "分值变了", f"“{row.name}”{_weights(row, names)}"
    for each in row.result_changes:
        yield each.label, f"“{row.name}”{_result_said(each, row.steps, names)}"
    if row.moves is not None:
        yield "换了类别", f"“{row.name}”由{row.moves[0]}换到{row.moves[1]}"


def _result_said(each: ResultChange, steps: Sequence[Step], names: Sequence[str]) -> str:
    table = steps[each.after].table
    place = f"（{table.place_named(each.new)}）" if each.new.exists else ""
    old, new = _results(each)
    return f"{names[each.before]}{old}，{names[each.after]}{new}{place}"


def _results(each: ResultChange) -> tuple[str, str]:
    """前后各填的什么：金额折成一样的单位，别的照格里写的。"""
    old, new = each.amounts
    if old is not None and new is not None:
        unit = common_unit((old, new))
        return f" {amount_said(old, unit)}", f" {amount_said(new, unit)}"
    written = (_short(entry) for entry in (each.old, each.new))
    first, last = (f"“{text}”" if text else "空着" for text in written)
    return first, last


def indicator_changes(row: ComparedIndicator, names: Sequence[str]) -> list[tuple[str, str]]:
    """一条指标的几样变化，各在哪几步之间（申报→批复），说不上的为 ``""``。"""
    where: dict[str, list[str]] = {}
    for step in row.target_steps:
        between = f"{names[step.before]}→{names[step.after]}"
        where.setdefault(_step_label(row, step), []).append(between)
    return [(label, "、".join(where.get(label, ()))) for label in indicator_labels(row, names)]


def _step_label(row: ComparedIndicator, step: TargetStep) -> str:
    """指标值一处变化的叫法：放宽的说是什么时候放宽的，随预算走的另说。"""
    if row.follows_budget(step):
        return EASED_WITH_BUDGET
    return EASED.get(row.eased_at(step), step.label)


def eased_words(compared: Iterable[ComparedFacts]) -> list[str]:
    """各步放宽的各有几条指标，要紧的在前；没有的不说。"""
    counts = Counter(at for each in compared for at in each.eased)
    return [f"{label}的有 {counts[at]} 条" for at, label in EASED.items() if counts[at]]


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
    """要求一样的说出来；放宽的说是降低还是上限放宽；没有经过调整的、少了批复表说不准是哪一步的，各加一句。"""
    if step.same_demand:
        return "，最多就是 100%，要求一样"
    eased_at = row.eased_at(step)
    if eased_at is EasedAt.NONE:
        return "，预算也增加了" if row.follows_budget(step) else ""
    from_application = row.steps[step.before].stage is Stage.APPLICATION
    if eased_at is not EasedAt.APPROVAL and from_application:
        return f"，{step.label}；给出的表里没有批复表，也可能是审批时改的"
    if eased_at is EasedAt.EVALUATION:
        return f"，{step.label}，给出的表里没有批准调整的依据"
    return f"，{step.label}"


# 格式 0.## 的整数，显示时末尾带着小数点。
_BARE_POINT = Pattern(r"([^\d.]{0,2}[\d,]+)\.(\D{0,2})")


def written(entry: Entry) -> str:
    """格里写的，照显示；数末尾光有的小数点不要。

    >>> [written(Entry(text)) for text in ("148,000.", "≥95.%", "0.5", "1.新建学校")]
    ['148,000', '≥95%', '0.5', '1.新建学校']
    """
    found = _BARE_POINT.fullmatch(entry.text)
    return f"{found[1]}{found[2]}" if found else entry.text


def _short(entry: Entry) -> str:
    text = written(entry)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}……"


def _cell(row: ComparedIndicator, place: int) -> str:
    """在哪一格：（表1!E14）；哪个文件见 ``source_words``。"""
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


def funds_said(project: ComparedProject) -> list[str]:
    """资金变了的各种，一种一句；各步都与总额一个数的（全是财政拨款）不说两遍。"""
    names = stage_names(project.steps)
    total = next((fund for fund in project.funds if fund.name == ANNUAL_TOTAL), None)
    told = [f for f in project.funds if f is total or total is None or f.values != total.values]
    return [line for fund in told if (line := fund_words(fund, names))]


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
        if step.ground == RENAMED:
            unsure = f"{unsure}，请核对"
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
    return _sources([(name, step.table) for own, name, step in named if plain_names.count(own) > 1])


def source_words(project: ComparedProject) -> list[str]:
    """各步是哪个文件，一句：下面各处只写工作表和格。"""
    names = stage_names(project.steps)
    return _sources([(name, s.table) for name, s in zip(names, project.steps, strict=True)])


def _sources(steps: Sequence[tuple[str, Table]]) -> list[str]:
    files = short_paths([table.book for _, table in steps])
    said = [f"{name}是“{files[table.book]}”{_sheet_said(table, steps)}" for name, table in steps]
    return [f"{'，'.join(said)}。"] if said else []


def _sheet_said(table: Table, steps: Sequence[tuple[str, Table]]) -> str:
    """同一个文件里的两步，还要说工作表。"""
    alike = sum(other.book == table.book for _, other in steps)
    return f"的工作表“{table.sheet}”" if alike > 1 else ""


def _cells(entries: Sequence[Entry]) -> str:
    """点几格的地址；多的说一共几格。"""
    more = f" 等 {len(entries)} 格" if len(entries) > _MOST_CELLS else ""
    return "、".join(entry.cell for entry in entries[:_MOST_CELLS]) + more


def doubt_words(project: ComparedProject) -> list[str]:
    """没有比的：金额说不准、不知道单位，公式没有结果，行没有读懂。"""
    said: list[str] = []
    for name, step in zip(stage_names(project.steps), project.steps, strict=True):
        table = step.table
        if table.doubtful_amounts:
            cells = _cells(table.doubtful_amounts)
            said.append(f"{name}的 {cells} 数字格式与金额单位不合，没有比。")
        if table.money_unit is None and any(
            fund.initial.number is not None for fund in table.funds
        ):
            said.append(f"{name}（{table.sheet}）没有写金额单位，资金没有比。")
        if table.uncalculated:
            cells = _cells(table.uncalculated)
            said.append(f"{name}的 {cells} 是公式，文件里没有计算结果，没有比。")
        if table.unread_rows:
            said.append(f"{name}（{table.sheet}）有 {len(table.unread_rows)} 行没有读懂，没有比。")
    return said
