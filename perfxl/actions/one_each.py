"""一个项目一年写一份：批复和自评是同一个项目的，只取最后的一份；重复的略过，都说出来。"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from pathlib import PurePath

from perfxl.actions.forms_made import own_form
from perfxl.grammar.glyphs import compact
from perfxl.matching.followed_projects import FollowedProject, Step, follow_projects, projects_in
from perfxl.matching.project_candidates import SAME_CODE
from perfxl.matching.project_names import SAME, TRIFLES, without_code
from perfxl.matching.repeated import Repeated
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS
from perfxl.model.form_spec import Stage
from perfxl.model.table import Entry, Table


def tables_left_out(
    tables: Sequence[Table], ready: Mapping[int, bool]
) -> dict[int, tuple[Table, str]]:
    """不写的各张（``id``）：由哪一张代替，一句为什么。

    ``tables`` 是一个项目一张的表，``ready``（照 ``id``）是本来就是要写的那种表的：有它就写它，没有的取一年里最后一步的。
    """
    followed, repeated = follow_projects(projects_in(tables), across_years=False, drafts=False)
    left: dict[int, tuple[Table, str]] = {}
    for steps in (own for project in followed for own in _certainly_one(project)):
        kept = ([step for step in steps if ready[id(step.table)]] or steps)[-1]
        for step in steps:
            if step is not kept:
                left[id(step.table)] = kept.table, _said(step, kept)
    for each in repeated:
        kept_table, _ = left.get(id(each.kept.table), (each.kept.table, ""))
        left[id(each.other.table)] = kept_table, _repeated_said(each)
    return left


def copies_left_out(tables: Sequence[Table]) -> dict[int, tuple[Table, str]]:
    """内容一样的各张（清单、预算表、没有写名称的，``id``）：由哪一张代替，一句为什么。"""
    kept: dict[bytes, Table] = {}
    left: dict[int, tuple[Table, str]] = {}
    for table in tables:
        first = kept.setdefault(_content(table), table)
        if first is not table:
            name = table.title.text or table.sheet
            said = f"{_place(table)}“{name}”与{_place(first)}重复，内容一样，只写后者"
            left[id(table)] = first, said
    return left


def _content(table: Table) -> bytes:
    """写成表的全部内容的摘要；两张都相同的是一张。"""
    columns = [column for key, column in LINE_COLUMNS.items() if key != "side"]
    lines = [
        (line.side, *(_said_in(column.of(line)) for column in columns))
        for line in (*table.lines, *table.sums)
    ]
    rows = [
        tuple(_said_in(column.of(row)) for column in INDICATOR_COLUMNS.values())
        for row in (*table.indicators, *table.period_indicators)
    ]
    funds = [
        (fund.label.text, *(_said_in(column.of(fund)) for column in FUND_COLUMNS.values()))
        for fund in table.funds
    ]
    own = (table.form, table.year, table.money_unit, compact(table.title.text))
    texts = {**table.fields, **table.details, **table.goals}
    named = [(name, _said_in(each)) for name, each in texts.items()]
    return sha256(repr((own, named, lines, rows, funds)).encode("utf-8", "surrogatepass")).digest()


def _said_in(entry: Entry) -> str | Decimal:
    # 10 与 10.0 是一个数。
    return compact(entry.text) if entry.number is None else entry.number.normalize()


def _certainly_one(project: FollowedProject) -> list[list[Step]]:
    """有把握是同一个项目的各步；只是名称相近、同样像的不止一个的，分开写。"""
    groups: list[list[Step]] = []
    for step in project.steps:
        certain = step.ground in (SAME, TRIFLES, SAME_CODE) and not step.ambiguous
        if groups and certain:
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


def _said(step: Step, kept: Step) -> str:
    name = without_code(step.project.name.text) or step.table.sheet
    ground = next((each.ground for each in (kept, step) if each.ground not in ("", SAME)), "")
    why = f"（{ground}）" if ground else ""
    return f"{_place(step.table)}“{name}”与{_place(kept.table)}是同一个项目{why}，只写后者"


def _repeated_said(each: Repeated) -> str:
    name = without_code(each.other.name.text) or each.other.table.sheet
    same = "内容一样" if each.is_identical else "写的不一样，请核对用哪一份"
    return f"{_place(each.other.table)}“{name}”与{_place(each.kept.table)}重复，{same}，只写后者"


def _place(table: Table) -> str:
    return f"{PurePath(table.book).name}的{_kind(table)}"


def _kind(table: Table) -> str:
    """那一张怎样叫：在哪一步的表；没有写明哪一步的（目标表）照是哪一种。"""
    own = own_form(table.form)
    if table.stage is Stage.APPLICATION and own is not None:
        return own.name
    return f"{_STAGES.get(table.stage, '')}表"


_STAGES = {
    Stage.APPLICATION: "申报",
    Stage.APPROVAL: "批复",
    Stage.ADJUSTMENT: "调整批复",
    Stage.MONITORING: "监控",
    Stage.EVALUATION: "自评",
}
