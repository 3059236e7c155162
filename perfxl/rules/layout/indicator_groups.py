"""该齐全的一组指标：一张表一组；调整批复表年初、调整后各一组；清单一个项目一组。"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.form_spec import Shape
from perfxl.model.table import ABSENT, Entry, Indicator, Table
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.unfilled import is_idle, is_vague

# 表样里没有改的“数量1”“经济效益2”。
_HINT = Pattern(
    r"(?:产出|数量|质量|时效|(?:经济|社会|生态环境)?成本|(?:经济|社会|生态|环境)?效益"
    r"|可持续影响|服务对象满意度|满意度)(?:指标)?\d{1,2}[:：]?"
)


class IndicatorGroup(NamedTuple):
    """一组指标。``said`` 放在句首说是哪一组（“调整后”“项目“……””），一张表只有一组时为空。"""

    said: str
    place: Entry
    rows: tuple[Indicator, ...]

    @property
    def level1(self) -> set[str]:
        """有的一级指标。"""
        return {row.level1.text for row in self.rows}


def indicator_groups(subject: Subject) -> tuple[IndicatorGroup, ...]:
    """各组，空的不给；预算执行率行、不用的行、表样的提示不算。"""
    return subject.once(_indicator_groups)


def _indicator_groups(subject: Subject) -> tuple[IndicatorGroup, ...]:
    return tuple(_groups_in(subject.table))


def _groups_in(table: Table) -> Iterator[IndicatorGroup]:
    rows = [row for row in table.indicators if not (row.is_execution or is_idle(row))]
    if table.spec.shape is Shape.LIST:
        found: dict[tuple[int, str], list[Indicator]] = {}
        for row in rows:
            if table.lacks_project(row):
                continue
            found.setdefault((row.project.row, row.project.text), []).append(row)
        for own in found.values():
            project = own[0].project
            said = f"项目{quoted(project.text)}" if project.text else ""
            yield IndicatorGroup(said, _first(table, project, own[0].level3), tuple(own))
    elif table.spec.shape is Shape.HALVES:
        sides: tuple[tuple[str, Callable[[Indicator], bool]], ...] = (
            ("年初", is_initial),
            ("调整后", is_adjusted),
        )
        for said, is_own in sides:
            own = [row for row in rows if is_own(row)]
            if own:
                names = own[0].level3, own[0].target
                if said == "调整后":
                    names = own[0].level3_adjusted, own[0].target_adjusted
                yield IndicatorGroup(said, _first(table, *names), tuple(own))
    elif rows:
        place = _first(table, rows[0].level1, rows[0].level3)
        yield IndicatorGroup("", place, tuple(rows))


def is_initial(row: Indicator) -> bool:
    """年初一边有这个指标。"""
    return _is_written(row.level3, row.target)


def is_adjusted(row: Indicator) -> bool:
    """调整后一边有这个指标；名称只印一列的，看指标值。"""
    shared = row.level3.place == row.level3_adjusted.place
    name = ABSENT if shared else row.level3_adjusted
    return _is_written(name, row.target_adjusted)


def is_template_hint(name: Entry, target: Entry) -> bool:
    """名称还是表样的“数量1”，指标值也没有填。"""
    return is_vague(target.text) and _HINT.fullmatch(compact(name.text)) is not None


def _is_written(name: Entry, target: Entry) -> bool:
    if is_template_hint(name, target):
        return False
    return not is_vague(name.text) or not is_vague(target.text)


def _first(table: Table, *entries: Entry) -> Entry:
    """第一个有的格；都没有时是表的左上角。"""
    corner = Entry("", table.block.top, table.block.left)
    return next((entry for entry in entries if entry.exists), corner)
