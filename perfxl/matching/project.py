"""一张表里的一个项目：单张的表是它自己，清单和预算表是其中一行。"""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.glyphs import compact
from perfxl.matching.organisations import organisations_of, unit_of
from perfxl.matching.project_names import bare_name, project_code
from perfxl.model.entry import Entry
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.table import Line, Table


@dataclass(frozen=True, eq=False)
class Project:
    """一张表里的一个项目：单张的表是它自己，清单和预算表是其中一行。

    ``named`` 是先算好了的 ``indicator_names``：只有轮廓的表，不必为它取回全部。
    """

    table: Table
    line: Line | None
    name: Entry
    year: int | None
    named: int | None = None

    @cached_property
    def code(self) -> str:
        """项目编码；没有写为 ``""``。"""
        own = self.line.code if self.line else self.table.fields.get("项目编码")
        text = compact(own.text) if own else ""
        return text or project_code(self.name.text)

    @property
    def indicator_names(self) -> int:
        """各条指标的名称合成的一个数：名称都相同的相同；碰巧相同的还要再看。"""
        return indicator_names(self.table) if self.named is None else self.named

    @cached_property
    def unit(self) -> str:
        """所属单位；预算表的行没有写的为 ``""``。"""
        if self.line is not None:
            return self.line.organisation.text
        return unit_of(self.table)

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """写着的单位：自己的、主管部门的、标题里的。"""
        own = (self.unit,) if self.unit else ()
        return tuple(dict.fromkeys((*own, *organisations_of(self.table))))

    @property
    def initial(self) -> Entry:
        """年初（批复）预算数。"""
        if self.line is not None:
            return self.line.initial.total
        fund = self.table.annual_total
        return fund.initial if fund else Entry()

    @property
    def adjusted(self) -> Entry:
        """调整后（全年）预算数。"""
        if self.line is not None:
            return self.line.adjusted.total
        fund = self.table.annual_total
        return fund.adjusted if fund else Entry()

    def in_yuan(self, entry: Entry) -> Decimal | None:
        """金额折成元；没有数、不知道单位为 ``None``。"""
        factor = MONEY_FACTORS.get(self.table.money_unit or "")
        return None if entry.number is None or factor is None else entry.number * factor


def indicator_names(table: Table) -> int:
    """各条三级指标的名称（不看空白、序号）合成的一个数，在哪一次运行里都一样。"""
    names = "\0".join(bare_name(row.level3.text) for row in table.indicators)
    return int.from_bytes(blake2b(names.encode("utf-8", "replace"), digest_size=8).digest())


def project_name_entry(table: Table) -> Entry:
    """项目名称所在的格；没有为空。"""
    name = table.project
    return next((entry for entry in table.fields.values() if entry.text == name), Entry())
