"""跨表规则看的对象：一次检查里的全部表，和它们之间已经对上的项目。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from perfxl.matching.projects import Match, Project, match_projects, nearness, projects_of
from perfxl.model.form_spec import Stage
from perfxl.model.table import Table
from perfxl.rules.engine.form_groups import (
    ADJUSTMENTS,
    APPLICATIONS,
    APPROVALS,
    PROJECT_BUDGETS,
    TRANSFER_BUDGETS,
    FormGroup,
)
from perfxl.standards.profile import Profile


@dataclass(frozen=True, eq=False)
class TableSet:
    """一次检查的全部表。"""

    tables: tuple[Table, ...]
    profile: Profile

    @cached_property
    def projects(self) -> list[Project]:
        """各表里的全部项目。"""
        return projects_of(self.tables)

    def _projects_where(self, holds: Callable[[Table], bool]) -> list[Project]:
        """合乎条件的表里的项目。"""
        return [each for each in self.projects if holds(each.table)]

    @cached_property
    def evaluations(self) -> list[Project]:
        """自评表里的项目。"""
        return self._projects_where(lambda table: table.stage is Stage.EVALUATION)

    @cached_property
    def monitorings(self) -> list[Project]:
        """监控表里的项目。"""
        return self._projects_where(lambda table: table.stage is Stage.MONITORING)

    @cached_property
    def adjustments(self) -> list[Project]:
        """预算调整绩效目标批复表里的项目。"""
        return self._projects_where(lambda table: table.form in ADJUSTMENTS)

    @cached_property
    def approvals(self) -> list[Project]:
        """年初批复的项目：批复清单、单张的批复表；目标表没有写明是申报的，也当批复的看。"""
        return self._projects_where(lambda table: table.form in APPROVALS)

    @cached_property
    def applications(self) -> list[Project]:
        """申报表里的项目。"""
        return self._projects_where(lambda table: table.form in APPLICATIONS)

    @cached_property
    def budget_lines(self) -> list[Project]:
        """项目支出批复表的各行。"""
        return self._projects_where(lambda table: table.form in PROJECT_BUDGETS)

    @cached_property
    def evaluated_approvals(self) -> list[Match]:
        """自评表 → 年初批复（目标表、批复清单；都没有的用申报表）。"""
        return self._approvals_of(self.evaluations)

    @cached_property
    def monitored_approvals(self) -> list[Match]:
        """监控表 → 年初批复，同上。"""
        return self._approvals_of(self.monitorings)

    def _approvals_of(self, projects: Sequence[Project]) -> list[Match]:
        found = match_projects(projects, self.approvals)
        done = {id(match.one) for match in found}
        rest = [each for each in projects if id(each) not in done]
        return [*found, *match_projects(rest, self.applications)]

    @cached_property
    def monitored_adjustments(self) -> list[Match]:
        """监控表 → 预算调整批复。"""
        return match_projects(self.monitorings, self.adjustments)

    @cached_property
    def evaluated_monitorings(self) -> list[Match]:
        """监控表 → 同一项目的自评表。"""
        return match_projects(self.monitorings, self.evaluations)

    @cached_property
    def evaluated_adjustments(self) -> list[Match]:
        """自评表 → 预算调整批复。"""
        return match_projects(self.evaluations, self.adjustments)

    @cached_property
    def adjusted_approvals(self) -> list[Match]:
        """预算调整批复 → 年初批复。"""
        return match_projects(self.adjustments, self.approvals)

    @cached_property
    def applied_approvals(self) -> list[Match]:
        """年初批复 → 申报表。"""
        return match_projects(self.approvals, self.applications)

    @cached_property
    def budget_rows(self) -> list[Match]:
        """项目的表（目标、批复清单、调整批复、自评）→ 项目支出批复表的一行。"""
        kinds = {*map(id, (*self.approvals, *self.adjustments, *self.evaluations))}
        tables = [each for each in self.projects if id(each) in kinds]
        # 同一工作簿里的先配，别处的不来争名称相近的行。
        return match_projects(tables, self.budget_lines)

    @cached_property
    def transfer_rows(self) -> list[Match]:
        """转移支付批复表的一行 → 项目支出批复表的一行。"""
        transfers = self._projects_where(lambda table: table.form in TRANSFER_BUDGETS)
        return match_projects(transfers, self.budget_lines)

    def beside(self, table: Table, forms: FormGroup) -> Sequence[Table]:
        """同一工作簿里的这几种表；没有时是同一文件夹里的。"""
        for far in (0, 1):
            found = [
                each
                for each in self.tables
                if each.form in forms and each is not table and nearness(each, table) == far
            ]
            if found:
                return found
        return ()
