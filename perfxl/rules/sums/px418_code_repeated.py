"""PX418 同一编码印了两次"""

from collections.abc import Iterator

from perfxl.matching.project_names import project_code
from perfxl.model.finding import Severity
from perfxl.model.table import Line, Table
from perfxl.reading.budget_tree import code_of
from perfxl.rules.engine.form_groups import LISTS, PROJECT_LINES, SUBJECT_BUDGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.budget_sums import name_of
from perfxl.standards.documents import own_convention

# 科目编码有三位、五位、七位；项目编码都比这长。
_SHORTEST_PROJECT_CODE = 10
# 重复的行超过这么多，表是按别的（项目、单位）列的，科目本来就重复。
_MOST_REPEATED = 0.3


@rule(
    id="PX418",
    title="同一编码印了两次",
    severity=Severity.WARNING,
    forms=SUBJECT_BUDGETS | PROJECT_LINES | LISTS,
    basis=(own_convention("一张表里一个科目、一个项目只列一行；重复的多半是编码填错或漏了合并"),),
    message="编码 {code} 印了 {count} 次：{names}。",
    hint="请核对 {cells}，编码填错的改编码，确是同一个的并成一行。",
)
def code_repeated(subject: Subject) -> Iterator[Hit]:
    """科目编码、项目编码在一张表里出现不止一次。

    不同单位的同一编码不算；写着“（续）”的、换页重印的整行不算；按项目列、科目重复很多的表不算。
    没有编码而名称相同的由 PX617 报。
    """
    table = subject.table
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in table.lines:
        code = _code(table, line)
        if code and not line.name.text.strip().endswith(("续)", "续）")):
            groups.setdefault((line.organisation.text, code), []).append(line)
    repeated = {key: _distinct(lines) for key, lines in groups.items()}
    repeated = {key: lines for key, lines in repeated.items() if len(lines) > 1}
    extra = sum(len(lines) - 1 for lines in repeated.values())
    if extra > 1 and extra > len(table.lines) * _MOST_REPEATED:
        return
    for (_, code), lines in repeated.items():
        yield Hit(
            [line.code if line.code.text else line.name for line in lines],
            found=code,
            words={
                "code": code,
                "count": len(lines),
                "names": "、".join(
                    quoted(name_of(line).removeprefix(code).strip()) for line in lines
                ),
            },
        )


def _code(table: Table, line: Line) -> str:
    """一行的编码；项目表里写着科目编码的不算。"""
    if table.spec.by_subject:
        return code_of(line)
    code = code_of(line) or project_code(line.name.text)
    return code if len(code) >= _SHORTEST_PROJECT_CODE else ""


def _distinct(lines: list[Line]) -> list[Line]:
    """名称、金额都相同、隔着几行又印了一遍的，是换页重印。"""
    found: dict[tuple[object, ...], Line] = {}
    for line in lines:
        amounts = tuple(entry.number for entry in (*line.initial, *line.adjusted))
        known = found.get((line.name.text, amounts))
        if known is None or line.row == known.row + 1:
            found[line.name.text, amounts, *([line.row] if known else [])] = line
    return list(found.values())
