"""规则的登记、发现和运行。"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

import perfxl.rules
from perfxl.model.address import Block, parse_address
from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.table import TARGET_FORMS, Entry, Form, Table
from perfxl.rules.subject import Subject
from perfxl.scoring.rounding import plain
from perfxl.standards.basis import Basis
from perfxl.standards.profile import Profile

_ID = re.compile(r"PX[1-9]\d\d")


@dataclass(frozen=True)
class Hit:
    """规则找到的一处：在哪些格，填了什么，应是什么，和消息里要用的词。

    ``words`` 供消息和提示的 ``{占位}``；``cells``、``found``、``expected`` 也可用。
    ``severity`` 只在这一处与规则通常的级别不同时才给。
    """

    at: Entry | Iterable[Entry]
    found: Decimal | str | None = None
    expected: Decimal | str | None = None
    words: dict[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    related: Iterable[Entry] = ()


SELF_EVALUATIONS = frozenset({Form.SELF_EVALUATION})
# 单张的目标表、申报表和自评表。
TARGETS = TARGET_FORMS | SELF_EVALUATIONS
ALL_FORMS = frozenset(Form)

Check = Callable[[Subject], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """一条规则。``name`` 由函数名得来，说的是毛病而不是治法。"""

    id: str
    name: str
    title: str
    severity: Severity
    basis: tuple[Basis, ...]
    message: str
    hint: str
    check: Check
    explanation: str
    forms: frozenset[Form]


_REGISTERED: dict[str, Rule] = {}


def rule(
    *,
    id: str,
    title: str,
    severity: Severity,
    basis: tuple[Basis, ...],
    message: str,
    hint: str,
    forms: frozenset[Form] = SELF_EVALUATIONS,
) -> Callable[[Check], Check]:
    """登记一条规则，``forms`` 是它适用的表，不写的只用于自评表。

    编号不合规矩、重复、没有依据或没有说明的，抛 ``ValueError``。"""

    def register(check: Check) -> Check:
        if not _ID.fullmatch(id) or id in _REGISTERED:
            raise ValueError(f"rule id {id!r} is malformed or taken")
        if not basis or not (check.__doc__ or "").strip():
            raise ValueError(f"rule {id} needs a basis and a docstring")
        _REGISTERED[id] = Rule(
            id=id,
            name=check.__name__.replace("_", "-"),
            title=title,
            severity=severity,
            basis=basis,
            message=message,
            hint=hint,
            check=check,
            explanation=(check.__doc__ or "").strip(),
            forms=forms,
        )
        return check

    return register


@cache
def all_rules() -> dict[str, Rule]:
    """全部规则，按编号排。"""
    for module in pkgutil.iter_modules(perfxl.rules.__path__):
        if module.name.startswith("px"):
            importlib.import_module(f"perfxl.rules.{module.name}")
    return dict(sorted(_REGISTERED.items()))


def check_table(
    table: Table, score: TableScore, profile: Profile, *, only: Collection[str] = ()
) -> list[Finding]:
    """对一张表运行适用于它的全部规则（给了 ``only`` 时只运行这几条），按行、列、编号排好。

    一条规则出错，变成一条 PX901，其余照常。
    """
    subject = Subject(table, score, profile)
    findings: list[Finding] = []
    for each in all_rules().values():
        if table.form not in each.forms or (only and each.id not in only):
            continue
        try:
            findings += [_finding(each, hit, table) for hit in each.check(subject)]
        except Exception as error:  # noqa: BLE001  规则之间互不拖累，出错要报成问题
            findings.append(_crash(each, table, error))
    return sorted(findings, key=_order)


def _order(finding: Finding) -> tuple[int, int, str]:
    first = re.split(r"[:,]", finding.cells)[0]
    row, column = parse_address(first) if first else (0, 0)
    return row, column, finding.rule


def _finding(each: Rule, hit: Hit, table: Table) -> Finding:
    cells = address_of(hit.at)
    words = {
        "cells": cells,
        "found": _said(hit.found),
        "expected": _said(hit.expected),
        **{name: _said(value) for name, value in hit.words.items()},
    }
    return Finding(
        rule=each.id,
        name=each.name,
        severity=hit.severity or each.severity,
        file=table.book,
        sheet=table.sheet,
        cells=cells,
        project=table.project,
        message=each.message.format_map(words),
        hint=each.hint.format_map(words),
        basis="；".join(basis.cited for basis in each.basis),
        found=hit.found,
        expected=hit.expected,
        related=address_of(hit.related),
    )


def _crash(each: Rule, table: Table, error: Exception) -> Finding:
    return Finding(
        rule="PX901",
        name="rule-crashed",
        severity=Severity.WARNING,
        file=table.book,
        sheet=table.sheet,
        cells=table.title.cell or table.block.address.partition(":")[0],
        project=table.project,
        message=f"规则 {each.id}（{each.title}）运行出错，这一项没有检查。",
        hint="请把本文件和这条信息反馈给 perfxl 的维护者，其余检查不受影响。",
        basis="本项目约定：程序自身的问题也要报出来",
        found=f"{type(error).__name__}: {error}",
    )


def address_of(at: Entry | Iterable[Entry]) -> str:
    """一格或几格的地址；同一列上下相连的写成区域，其余用逗号隔开。

    >>> address_of([Entry("", 14, 7), Entry("", 15, 7), Entry("", 18, 7)])
    'G14:G15,G18'
    """
    entries = [at] if isinstance(at, Entry) else list(at)
    places = sorted({(e.column, e.row) for e in entries if e.exists})
    blocks: list[Block] = []
    for column, row in places:
        if blocks and blocks[-1].left == column and blocks[-1].bottom == row - 1:
            blocks[-1] = blocks[-1]._replace(bottom=row)
        else:
            blocks.append(Block(row, column, row, column))
    return ",".join(block.address for block in blocks)


def _said(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
