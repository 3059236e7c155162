"""认一张表是哪一种：看表头的栏目、标题和表头以上的栏目名，依 ``forms.yaml``。"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from typing import Any

import yaml

from perfxl.model.table import Form, Table
from perfxl.reading.adjustment import read_adjustment
from perfxl.reading.approval_list import read_approval_list
from perfxl.reading.budget_lines import read_budget_lines
from perfxl.reading.labels import compact
from perfxl.reading.line_headers import LineHeader, title_above
from perfxl.reading.parts import Part, has_period
from perfxl.reading.self_evaluation import read_self_evaluation
from perfxl.reading.target import read_target
from perfxl.reading.titles import find_title

Reader = Callable[[Form, str, Part], Table]

# 每种表由谁读。加一种表：model.table.Form 里加名称，forms.yaml 里加认法，这里加一行。
READERS: dict[Form, Reader] = {
    Form.SELF_EVALUATION: read_self_evaluation,
    Form.TARGET: read_target,
    Form.TRANSFER_TARGET: read_target,
    Form.APPLICATION: read_target,
    Form.DEPARTMENT_TARGET: read_target,
    Form.APPROVAL_LIST: read_approval_list,
    Form.APPROVAL_ADJUSTMENT: read_adjustment,
    Form.DEPARTMENT_ADJUSTMENT: read_adjustment,
    Form.BUDGET_SUMMARY: read_budget_lines,
    Form.FUNCTION_BUDGET: read_budget_lines,
    Form.PROJECT_BUDGET: read_budget_lines,
    Form.TRANSFER_BUDGET: read_budget_lines,
}
# 表头以上的字，长的是内容不是栏目名。
_LONGEST_LABEL = 24


def form_of(part: Part) -> Form:
    """这张表是哪一种。"""
    if isinstance(part.header, LineHeader):
        title = compact(title_above(part.region.grid, part.header).text)
        facts = {"two_sided": part.header.is_two_sided, "by_subject": part.header.is_by_subject}
        return _first("line_forms", title, title, (), facts)
    grid, header = part.region.grid, part.header
    above = grid.rows_between(part.region.block.top, header.top - 1)
    title = compact(find_title(part.region, above).text)
    labels = [
        compact(entry.text)
        for row in above
        for entry in part.region.texts(row)
        if len(entry.text) <= _LONGEST_LABEL
    ]
    halves = part.lower is not None or (bool(header.second) and not has_period(part))
    facts = {"halves": halves}
    return _first("indicator_forms", title, " ".join([title, *labels]), header.columns, facts)


def _first(
    section: str, title: str, words: str, columns: Iterable[str], facts: dict[str, bool]
) -> Form:
    for name, condition in _conditions()[section].items():
        if _holds(condition, title, words, set(columns), facts):
            return Form(condition.get("form", name))
    raise ValueError(f"forms.yaml: no form in {section}")


def _holds(
    condition: dict[str, Any], title: str, words: str, columns: set[str], facts: dict[str, bool]
) -> bool:
    return (
        all(facts.get(name) == condition[name] for name in facts if name in condition)
        and set(condition.get("columns", ())) <= columns
        and ("any_columns" not in condition or bool(columns & set(condition["any_columns"])))
        and ("title" not in condition or any(word in title for word in condition["title"]))
        and ("words" not in condition or any(word in words for word in condition["words"]))
        and not any(word in words for word in condition.get("without", ()))
    )


@cache
def _conditions() -> dict[str, dict[str, dict[str, Any]]]:
    text = resources.files("perfxl.reading").joinpath("forms.yaml").read_text("utf-8")
    table: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(text)
    return table
