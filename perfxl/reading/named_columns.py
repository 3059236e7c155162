"""表头里只留这种表有的栏（``model/forms.yaml`` 里写着的）；别的栏不读，由 ``leftover`` 列为没有读。"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from perfxl.model.columns import LINE_COLUMNS
from perfxl.model.form_spec import FormSpec, Shape
from perfxl.model.table import PROJECT_NAMES, Entry
from perfxl.reading.fund_header import FundHeader
from perfxl.reading.header import Columns, Header
from perfxl.reading.joined_heads import ACTUAL_UNIT
from perfxl.reading.labels import field_name, fund_column, half_of
from perfxl.reading.line_headers import LineHeader
from perfxl.reading.parts import Part
from perfxl.reading.region import Region

# 拼进别的栏、分到别的栏里去的，不单列在 forms.yaml 里。
_STRUCTURAL = frozenset({"level1_weight", "level2_weight", ACTUAL_UNIT})
_FUND_STRUCTURAL = frozenset({"name"})
# 清单左边各栏的叫法与预算行的不同；编码拼在名称前面。
_LIST_ROLES = {"project": "name", "project_code": "name"}
_LEVELS = ("level1", "level2", "level3")
# 清单样子的自评表、监控表，左边的各栏分到各个项目的栏目、资金里去。
_PLACES = frozenset(
    {"project", "project_code", "organisation", "organisation_code", "initial", "adjusted", "goal"}
)


def is_result_list(spec: FormSpec, part: Part) -> bool:
    """清单样子的监控表、自评表：一行一个指标，左边写着项目，表头以上没有另写项目名称。"""
    header, region = part.header, part.region
    if spec.shape is not Shape.ONE or not isinstance(header, Header):
        return False
    if not (header.is_list and header.has_results):
        return False
    columns = header.columns
    project = [*columns.get("project", ()), *columns.get("project_code", ())]
    levels = [column for role in _LEVELS for column in columns.get(role, ())]
    above = region.grid.rows_between(region.block.top, header.top - 1)
    named = any(
        field_name(entry.text) in PROJECT_NAMES for row in above for entry in region.texts(row)
    )
    return min(project) < min(levels, default=0) and not named


def keep_named_columns(part: Part, spec: FormSpec) -> None:
    """去掉表头里这种表没有的栏。"""
    if isinstance(part.header, LineHeader):
        part.header = _line_header(part.header, spec)
        return
    listed = is_result_list(spec, part)
    others = _PLACES if listed else frozenset[str]()
    adjusted = spec.shape is not Shape.LIST or _says_adjusted(part.region, part.header)
    part.header = _indicator_header(part.header, spec, others, adjusted=adjusted)
    if part.lower is not None:
        part.lower = _indicator_header(part.lower, spec)


def _says_adjusted(region: Region, header: Header) -> bool:
    """清单里又一套指标值的栏名写着是调整后的；没有写的（市级指标值）是别的值。"""
    rows = range(header.top, header.bottom + 1)
    columns = header.second.get("target", ())
    return any(half_of(region.grid.text(row, at)) == "second" for row in rows for at in columns)


def keep_named_funds(
    region: Region, header: FundHeader, spec: FormSpec
) -> tuple[FundHeader, dict[int, Entry]]:
    """资金表头里只留这种表有的栏；另给去掉的各栏：所在的列 → 栏名。"""
    both = tuple(_read_as(each, spec.funds.read_as) for each in (header.columns, header.whole))
    dropped = {
        column: _head(region, header, role, column)
        for columns in both
        for role, column in columns.items()
        if not _is_fund_column(role, spec)
    }
    kept, whole = (
        {role: column for role, column in columns.items() if _is_fund_column(role, spec)}
        for columns in both
    )
    return replace(header, columns=kept, whole=whole), dropped


def _is_fund_column(role: str, spec: FormSpec) -> bool:
    return role in spec.funds or role in _FUND_STRUCTURAL


def _head(region: Region, header: FundHeader, role: str, column: int) -> Entry:
    """一栏的栏名；没有合并的，栏名在数的左边。"""
    heads = (entry for entry in region.texts(header.row) if fund_column(entry.text) == role)
    return next(heads, region.entry(header.row, column))


def _indicator_header(
    header: Header,
    spec: FormSpec,
    others: Collection[str] = frozenset(),
    *,
    adjusted: bool = True,
) -> Header:
    def kept(columns: Columns) -> Columns:
        columns = _read_as(columns, spec.indicators.read_as)
        return {
            role: places
            for role, places in columns.items()
            if role in others or _is_named(role, spec)
        }

    return replace(
        header,
        columns=kept(header.columns),
        second=kept(header.second) if adjusted else {},
        period=kept(header.period) if spec.shape is Shape.ONE else {},
        groups=[(level1, kept(columns)) for level1, columns in header.groups],
    )


_Place = TypeVar("_Place")


def _read_as(columns: dict[str, _Place], names: Mapping[str, str]) -> dict[str, _Place]:
    """这种表上叫别的名字的栏，换成它的本名；本名的一栏也印着的不换。"""
    own = {printed: name for printed, name in names.items() if name not in columns}
    return {own.get(role, role): place for role, place in columns.items()}


def _is_named(role: str, spec: FormSpec) -> bool:
    if role in spec.indicators or role in _STRUCTURAL:
        return True
    return _LIST_ROLES.get(role, role) in spec.lines


def _line_header(header: LineHeader, spec: FormSpec) -> LineHeader:
    paths = {LINE_COLUMNS[column.key].path for column in spec.lines}
    sides = [
        side._replace(
            amounts={
                (group, part): column
                for (group, part), column in side.amounts.items()
                if f"{group}.{part}" in paths
            },
        )
        for side in header.sides
    ]
    return replace(header, sides=sides)
