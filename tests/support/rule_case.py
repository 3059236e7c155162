"""一条规则的反例、近似例：在没有毛病的表上改几格，写成可以审阅的文字。

    # 自评表：一行分值填成 9
    [自评表]
    G15 = 9
    H22 =            清空
    hidden 16        隐藏一行
    hidden sheet     隐藏整张工作表
    cut 19 续        第 19 行起另放一张工作表“续”
    formula I7 = F8/E8    没有存值的公式
    format F15 = ;;;      数字格式

方括号里是 ``tests/rules/sound`` 里的表名，可带文件名（``[目标表 甲.xlsx]``）；几段就是几张表。
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from gridtext import Rows, changed, parse_rows, to_grid

from perfxl.actions.document import document_of
from perfxl.model.address import parse_address
from perfxl.model.cell import Cell, CellKind
from perfxl.model.finding import Finding
from perfxl.model.grid import Grid
from perfxl.model.table import Table
from perfxl.model.workbook import Workbook
from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table, check_tables
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import Profile, load_profile

RULES = Path(__file__).parent.parent / "rules"
_SECTION = re.compile(r"\[(\S+)(?:\s+(\S+))?\]")
_CHANGE = re.compile(r"([A-Z]+\d+) =(?: (.*))?")
_HIDDEN = re.compile(r"hidden (\d+)")
_HIDDEN_COLUMN = re.compile(r"hidden ([A-Z]+)")
_CUT = re.compile(r"cut (\d+) (\S+)")
_FORMAT = re.compile(r"format ([A-Z]+\d+) = (.+)")
_FORMULA = re.compile(r"formula ([A-Z]+\d+) = (.+)")


@cache
def sound(name: str = "自评表") -> Rows:
    """一张没有毛病的表；得到的行列不要改。"""
    return parse_rows((RULES / "sound" / f"{name}.grid").read_text("utf-8"))


SOUND_TABLES = sorted(path.stem for path in RULES.glob("sound/*.grid"))


@dataclass
class Section:
    """一张表：没有毛病的表名、所在文件、改动；``why`` 是段前 # 开头的说明。"""

    base: str
    file: str
    changes: dict[str, str | None] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[str] = field(default_factory=set)
    hidden: bool = False
    formulas: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    cut: tuple[int, str] | None = None
    why: str = ""

    def grids(self) -> list[Grid]:
        """改好的网格；``cut`` 的分成两张工作表。"""
        grid = self.grid()
        if self.cut is None:
            return [grid]
        row, name = self.cut
        cells = grid.cells
        upper = {place: cell for place, cell in cells.items() if place[0] < row}
        lower = {
            (place[0] - row + 1, place[1]): cell._replace(row=cell.row - row + 1)
            for place, cell in cells.items()
            if place[0] >= row
        }
        above = [b._replace(bottom=min(b.bottom, row - 1)) for b in grid.merged if b.top < row]
        below = [
            b._replace(top=b.top - row + 1, bottom=b.bottom - row + 1)
            for b in grid.merged
            if b.top >= row
        ]
        return [Grid(self.base, upper, above), Grid(name, lower, below)]

    def grid(self) -> Grid:
        """改好的网格。"""
        grid = to_grid(
            changed(sound(self.base), self.changes),
            self.base,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(parse_address(f"{each}1")[1] for each in self.hidden_columns),
            hidden=self.hidden,
        )
        for address, formula in self.formulas.items():
            row, column = parse_address(address)
            grid.cells[row, column] = Cell(
                row, column, CellKind.UNCALCULATED, None, formula=formula
            )
        for address, code in self.formats.items():
            place = parse_address(address)
            grid.cells[place] = grid.cells[place]._replace(number_format=code)
        return grid


def parse_case(text: str) -> list[Section]:
    """一份反例或近似例；写错的一行抛 ``ValueError``。"""
    sections: list[Section] = []
    why = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        if line.startswith("#"):
            why = line.removeprefix("#").strip()
        elif head := _SECTION.fullmatch(line.strip()):
            sections.append(Section(head[1], head[2] or "书.xlsx", why=why))
            why = ""
        elif found := _CHANGE.fullmatch(line.rstrip()):
            sections[-1].changes[found[1]] = found[2] or None
        elif found := _HIDDEN.fullmatch(line.strip()):
            sections[-1].hidden_rows.add(int(found[1]))
        elif found := _HIDDEN_COLUMN.fullmatch(line.strip()):
            sections[-1].hidden_columns.add(found[1])
        elif found := _CUT.fullmatch(line.strip()):
            sections[-1].cut = int(found[1]), found[2]
        elif line.strip() == "hidden sheet":
            sections[-1].hidden = True
        elif found := _FORMAT.fullmatch(line.strip()):
            sections[-1].formats[found[1]] = found[2]
        elif found := _FORMULA.fullmatch(line.strip()):
            sections[-1].formulas[found[1]] = found[2]
        else:
            raise ValueError(f"not a line of a case: {line!r}")
    return sections


def tables_of(sections: list[Section]) -> list[Table]:
    """读出的表；写的一样的只读一遍，得到的表各是各的。"""
    for section in sections:
        if repr(section) not in _READ:
            _READ[repr(section)] = _read(section)
    return [replace(table) for section in sections for table in _READ[repr(section)]]


_READ: dict[str, tuple[Table, ...]] = {}


def _read(section: Section) -> tuple[Table, ...]:
    if section.cut is None:
        return read_sheet(section.file, section.grid()).tables
    return document_of(Workbook(section.file, tuple(section.grids()))).tables


def findings_of(sections: list[Section], profile: Profile | None = None) -> list[Finding]:
    """全部规则（单表的、跨表的）找到的问题。"""
    chosen = profile or load_profile()
    tables = tables_of(sections)
    found = [
        finding
        for table in tables
        for finding in check_table(table, score_table(table, chosen), chosen)
    ]
    return [*found, *check_tables(tables, chosen)]


def shown(findings: list[Finding]) -> str:
    """问题写成可以审阅的文字，存成 ``expected.txt``。"""
    parts: list[str] = []
    for each in findings:
        related = f"（另见 {each.related}）" if each.related else ""
        fixes = "".join(f"\n  可改：{fix.cell} = {fix.after}" for fix in each.fixes)
        parts.append(
            f"{each.sheet}!{each.cells} {each.severity.value} {each.rule} {each.name}{related}\n"
            f"  {each.message}\n  {each.hint}{fixes}\n"
        )
    return "".join(sorted(parts))
