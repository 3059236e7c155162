"""清单里的一个项目写成单张的表：编码与名称分开，单位前面不带代码。"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from perfxl.matching.organisations import without_unit_code
from perfxl.matching.project_names import project_code, without_code
from perfxl.model.form_spec import Shape
from perfxl.model.table import Derived, Entry, Line, Table
from perfxl.rendering.derived.approvals import projects_of

UNIT_CODE = "单位编码"
_NAME, _CODE = "项目名称", "项目编码"


class WrittenProject(NamedTuple):
    """``table`` 是单张的表，``left`` 是清单里写着而单张的表没有位置的，各写在哪几格。"""

    table: Table
    left: Mapping[str, tuple[Entry, ...]]


def written_projects(table: Table) -> list[WrittenProject]:
    """清单拆成一个项目一张，写着的编码、代码从名称里分开；本来就是单张的照旧。"""
    singles = projects_of(table)
    if table.spec.shape is not Shape.LIST:
        return [WrittenProject(each, {}) for each in singles]
    return [
        WrittenProject(
            replace(each, fields=_with_code(_apart(each.fields), line.code)), _unit_code(line)
        )
        for each, line in zip(singles, table.lines, strict=True)
    ]


def _unit_code(line: Line) -> dict[str, tuple[Entry, ...]]:
    """单独一栏写着的单位编码，或写在单位名称前面的。"""
    in_name = without_unit_code(line.organisation.text) != line.organisation.text
    code = line.organisation_code if line.organisation_code.text else line.organisation
    return {UNIT_CODE: (code,)} if line.organisation_code.text or in_name else {}


def _apart(fields: Mapping[str, Entry]) -> dict[str, Entry]:
    """项目名称、实施单位去掉前面的编码；名称前面的编码写在项目编码一栏。"""
    name = fields[_NAME]
    found = {**fields, _NAME: _shortened(name, without_code(name.text))}
    if code := project_code(name.text):
        found[_CODE] = Entry(code, derived=Derived("项目名称前面写着的编码", (name,)))
    if (unit := fields.get("实施单位")) is not None:
        found["实施单位"] = _shortened(unit, without_unit_code(unit.text))
    return found


def _with_code(fields: dict[str, Entry], code: Entry) -> dict[str, Entry]:
    """单独一栏写着编码的照它。"""
    return {**fields, _CODE: code} if code.text else fields


def _shortened(entry: Entry, text: str) -> Entry:
    if text == entry.text:
        return entry
    return Entry(text, derived=Derived("去掉前面的编码", (entry,)))
