"""认一张表是哪一种：看表头的栏目、标题和表头以上的栏目名，依 ``model/forms.yaml`` 的 ``recognised_by``。"""

from collections.abc import Callable, Iterable, Mapping

from perfxl.grammar.glyphs import compact
from perfxl.model.form import Form
from perfxl.model.form_spec import FormSpec, Recognition, Shape
from perfxl.model.table import Table
from perfxl.reading.adjustment import read_adjustment
from perfxl.reading.approval_list import read_approval_list
from perfxl.reading.budget_lines import read_budget_lines
from perfxl.reading.line_headers import LineHeader, title_above
from perfxl.reading.parts import Part, has_period
from perfxl.reading.result_headers import ResultHeader
from perfxl.reading.review_headers import ReviewHeader
from perfxl.reading.review_table import read_review_table
from perfxl.reading.scope_and_stage import says_department
from perfxl.reading.self_evaluation import read_self_evaluation
from perfxl.reading.target import read_target
from perfxl.reading.titles import find_title

Reader = Callable[[Form, str, Part], Table]

# 每种排法由谁读。
_READERS: Mapping[Shape, Reader] = {
    Shape.ONE: read_target,
    Shape.SCORES: read_self_evaluation,
    Shape.HALVES: read_adjustment,
    Shape.LIST: read_approval_list,
    Shape.LINES: read_budget_lines,
    Shape.RESULTS: read_budget_lines,
    Shape.REVIEW: read_review_table,
    Shape.TWO_SIDED: read_budget_lines,
}
# 表头以上的字，长的是内容不是栏目名。
_LONGEST_LABEL = 24


def reader_of(form: Form) -> Reader:
    """这种表由谁读。"""
    return read_self_evaluation if form.spec.scored else _READERS[form.spec.shape]


def form_of(part: Part) -> Form:
    """这张表是哪一种。"""
    if isinstance(part.header, LineHeader):
        title = compact(title_above(part.region.grid, part.header).text)
        facts = {"two_sided": part.header.is_two_sided, "by_subject": part.header.is_by_subject}
        facts["results"] = isinstance(part.header, ResultHeader)
        facts["review"] = isinstance(part.header, ReviewHeader)
        return _first(
            lambda spec: bool(spec.lines) and not spec.indicators, title, title, (), facts
        )
    grid, header = part.region.grid, part.header
    above = grid.rows_between(part.region.block.top, header.top - 1)
    title = compact(find_title(part.region, above).text)
    labels = [
        compact(entry.text)
        for row in above
        for entry in part.region.texts(row)
        if len(entry.text) <= _LONGEST_LABEL
    ]
    halves = (part.lower is not None and not part.by_period) or (
        bool(header.second) and not has_period(part)
    )
    facts = {"halves": halves, "department": says_department(title)}
    words = " ".join([title, *labels])
    return _first(lambda spec: bool(spec.indicators), title, words, header.columns, facts)


def _first(
    wanted: Callable[[FormSpec], bool],
    title: str,
    words: str,
    columns: Iterable[str],
    facts: Mapping[str, bool],
) -> Form:
    found = set(columns)
    for form in Form:
        if wanted(form.spec) and any(
            _holds(way, title, words, found, facts) for way in form.spec.recognised_by
        ):
            return form
    raise ValueError("forms.yaml: the last form must take whatever is left")


def _holds(
    way: Recognition, title: str, words: str, columns: set[str], facts: Mapping[str, bool]
) -> bool:
    names = ("halves", "two_sided", "by_subject", "results", "review", "department")
    asked = {name: getattr(way, name) for name in names}
    return (
        all(facts.get(name) == fact for name, fact in asked.items() if fact is not None)
        and way.columns <= columns
        and (not way.any_columns or bool(columns & way.any_columns))
        and way.no_columns.isdisjoint(columns)
        and (not way.title or any(word in title for word in way.title))
        and not any(word in title for word in way.title_without)
        and (not way.words or any(word in words for word in way.words))
        and not any(word in words for word in way.without)
    )
