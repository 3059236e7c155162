"""PX530 文字说的是别的项目"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import ABSENT, Table
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.project_words import indicator_words, pairs_of
from perfxl.rules.facts.told_figures import figures_in
from perfxl.rules.facts.told_money import clauses_of
from perfxl.standards.documents import own_convention

# 少于这么多字，说不上说的是什么。
_FEWEST = 8
_DIGIT = Pattern(r"\d")


@rule(
    id="PX530",
    title="文字说的是别的项目",
    severity=Severity.WARNING,
    basis=(own_convention("实际完成情况、自评结论说本项目做成的事"),),
    hint="请核对 {cells}，多半是从别的项目的表上抄来没有改。",
)
def text_of_another_project(subject: Subject) -> Iterator[Hit]:
    """写着做了多少的几句，没有一个词与项目名称、目标、指标名称相同。

    通用的话（完成、资金、群众……）不凭它认；字数少的、没有写数的不判。
    """
    table = subject.table
    done = table.goals.get("actual", ABSENT)
    if len(table.indicators) < _FEW_ROWS:
        return
    for place, entry, more in (
        ("实际完成情况", done, ""),
        ("自评结论", table.conclusion, done.text),
    ):
        told = [each for each in clauses_of(entry.text) if _DIGIT.search(each)]
        told = [each for each in told if any(figures_in(each))]
        pairs = pairs_of(told)
        if len(pairs) < _FEWEST:
            continue
        known = subject.once(_known_pairs)
        if known and not pairs & known and not pairs & pairs_of([more]):
            yield Hit(
                entry,
                found="，".join(told),
                message=f"{place}写{quoted('，'.join(told))}，与本项目的名称、目标、指标没有一个词相同。",
            )


_FEW_ROWS = 3


def _known_pairs(subject: Subject) -> frozenset[str]:
    return frozenset(pairs_of(_table_words(subject.table)))


def _table_words(table: Table) -> list[str]:
    texts = [table.project, *(e.text for name, e in table.goals.items() if name != "actual")]
    return [*texts, *(entry.text for entry in table.details.values()), *indicator_words(table)]
