"""跨表规则看的对象：一次检查里的全部表，和它们之间已经对上的项目。"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from perfxl.matching.projects import Match, Project, match_projects, nearness, projects_of
from perfxl.model.table import Form, Table
from perfxl.standards.profile import Profile

_APPROVED = (Form.TARGET, Form.TRANSFER_TARGET, Form.APPROVAL_LIST)


@dataclass(frozen=True, eq=False)
class TableSet:
    """一次检查的全部表。"""

    tables: tuple[Table, ...]
    profile: Profile

    @cached_property
    def projects(self) -> list[Project]:
        """各表里的全部项目。"""
        return projects_of(self.tables)

    def projects_in(self, *forms: Form) -> list[Project]:
        """这几种表里的项目。"""
        return [each for each in self.projects if each.table.form in forms]

    @cached_property
    def evaluated_approvals(self) -> list[Match]:
        """自评表 → 年初批复（目标表、批复清单；都没有的用申报表）。"""
        evaluations = self.projects_in(Form.SELF_EVALUATION)
        found = match_projects(evaluations, self.projects_in(*_APPROVED))
        done = {id(match.one) for match in found}
        rest = [each for each in evaluations if id(each) not in done]
        return [*found, *match_projects(rest, self.projects_in(Form.APPLICATION))]

    @cached_property
    def evaluated_adjustments(self) -> list[Match]:
        """自评表 → 预算调整批复。"""
        return match_projects(
            self.projects_in(Form.SELF_EVALUATION), self.projects_in(Form.APPROVAL_ADJUSTMENT)
        )

    @cached_property
    def adjusted_approvals(self) -> list[Match]:
        """预算调整批复 → 年初批复。"""
        return match_projects(
            self.projects_in(Form.APPROVAL_ADJUSTMENT), self.projects_in(*_APPROVED)
        )

    @cached_property
    def applied_approvals(self) -> list[Match]:
        """年初批复 → 申报表。"""
        return match_projects(self.projects_in(*_APPROVED), self.projects_in(Form.APPLICATION))

    @cached_property
    def budget_rows(self) -> list[Match]:
        """项目的表（目标、批复清单、调整批复、自评）→ 项目支出批复表的一行。"""
        tables = self.projects_in(*_APPROVED, Form.APPROVAL_ADJUSTMENT, Form.SELF_EVALUATION)
        rows = self.projects_in(Form.PROJECT_BUDGET)
        # 同一工作簿里的先配，别处的不来争名称相近的行。
        return match_projects(tables, rows)

    @cached_property
    def transfer_rows(self) -> list[Match]:
        """转移支付批复表的一行 → 项目支出批复表的一行。"""
        return match_projects(
            self.projects_in(Form.TRANSFER_BUDGET), self.projects_in(Form.PROJECT_BUDGET)
        )

    def beside(self, table: Table, *forms: Form) -> Sequence[Table]:
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
