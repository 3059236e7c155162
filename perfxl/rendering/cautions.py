"""由别的表得来的表里，要人看一眼的：分值合计不对、多半已经取消的、重复的项目。"""

from collections import Counter
from decimal import Decimal

from perfxl.model.table import LINE_FORMS, Form, Table
from perfxl.scoring.rounding import plain
from perfxl.standards.profile import Profile


def made_cautions(table: Table, profile: Profile) -> tuple[str, ...]:
    """一张得来的表要说的话，各半句。"""
    if table.form is Form.SELF_EVALUATION:
        return (*_weights(table, profile), *_cancelled(table))
    if table.form in LINE_FORMS or table.form is Form.APPROVAL_LIST:
        return _repeated(table)
    return ()


def _weights(table: Table, profile: Profile) -> tuple[str, ...]:
    blank = sum(row.weight.number is None for row in table.indicators)
    said: list[str] = []
    if blank:
        said.append(f"有 {blank} 条指标没有分值，请补上")
    total = table.total.weight.number or Decimal(0)
    if total != profile.full_score:
        rows = total - profile.execution_weight
        said.append(
            f"分值合计 {plain(total)}（指标 {plain(rows)}，预算执行率 {plain(profile.execution_weight)}），"
            f"应为 {plain(profile.full_score)}，请调整"
        )
    return tuple(said)


def _cancelled(table: Table) -> tuple[str, ...]:
    fund = table.total_fund
    if fund is None or fund.adjusted.number != 0 or not fund.initial.number:
        return ()
    return ("全年预算数是 0，项目多半已取消，请核对是否还要自评",)


def _repeated(table: Table) -> tuple[str, ...]:
    names = Counter(line.name.text for line in table.lines if line.name.text)
    twice = [name for name, count in names.items() if count > 1]
    return (f"{'、'.join(twice)}有不止一行，请核对是不是同一个项目算了两遍",) if twice else ()
