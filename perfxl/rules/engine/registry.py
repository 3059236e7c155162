"""规则的登记：一条规则一个文件，写好就自动发现。"""

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Required, TypedDict, Unpack

import perfxl.rules
from perfxl.grammar.patterns import Pattern
from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.form_groups import SELF_EVALUATIONS, FormGroup
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.basis import Basis

_ID = Pattern(r"PX[1-9]\d\d")


@dataclass(frozen=True)
class Hit:
    """规则找到的一处：在哪些格，填了什么，应是什么，和消息里要用的词。

    ``words`` 供规则的消息和提示的 ``{占位}``；``cells``、``found``、``expected`` 也可用。
    同一条规则有几种说法的，``message``、``hint`` 给出这一处的整句，代替规则的。
    ``severity`` 只在这一处与规则通常的级别不同时才给。``due`` 是哪几格应当是什么，
    只在正确的值确定时给；``follows`` 是 ``--fix`` 改了别的格才有这一处的，跟着改成什么。
    跨表的规则要给 ``table``（这一处在哪张表），``related`` 在另一张表时给
    ``related_table``。
    """

    at: Entry | Iterable[Entry]
    found: Decimal | str | None = None
    expected: Decimal | str | None = None
    words: dict[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    related: Iterable[Entry] = ()
    due: Iterable[Due] = ()
    follows: Iterable[Due] = ()
    table: Table | None = None
    related_table: Table | None = None
    message: str = ""
    hint: str = ""


Check = Callable[[Subject], Iterator[Hit]]
CheckRow = Callable[[RowSubject], Iterator[Hit]]
CheckAcross = Callable[[TableSet], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """一条规则。``name`` 由函数名得来，说的是毛病而不是治法。

    单张表的规则有 ``check``，其中只看一行就能判断的还有 ``check_row``；跨表的有 ``check_across``。
    ``since``、``until`` 是适用的预算年度。
    ``message``、``hint`` 空着的，各处自己说整句（``Hit.message``）。
    ``needs_every_row``：要看全部各行才判得准，表格里有没读成的行（``Table.unread_rows``）就不判。
    ``outlined``：跨表的规则只看各表的轮廓（``model.outline``）就够，许多文件时一次看全部的。
    ``tells_blank``：一页空的表样也看，别的规则不看。
    ``tells_uncalculated``：说的就是没有读成的格；别的规则说到的格里有公式没有结果的，这一处不报。
    """

    id: str
    name: str
    title: str
    severity: Severity
    basis: tuple[Basis, ...]
    explanation: str
    forms: FormGroup
    message: str = ""
    hint: str = ""
    check: Check | None = None
    check_row: CheckRow | None = None
    check_across: CheckAcross | None = None
    since: int | None = None
    until: int | None = None
    needs_every_row: bool = False
    outlined: bool = False
    tells_blank: bool = False
    tells_uncalculated: bool = False

    def holds_for(self, *tables: Table | None) -> bool:
        """这几张表判得准。"""
        return not self.needs_every_row or not any(
            table is not None and table.unread_rows for table in tables
        )

    def holds_in(self, year: int | None) -> bool:
        """这一预算年度适用；表没有写年度的也适用。"""
        if year is None:
            return True
        return (self.since or year) <= year <= (self.until or year)


_REGISTERED: dict[str, Rule] = {}


class _Facts(TypedDict, total=False):
    """登记时写明的：编号、标题、级别、依据、消息、提示，适用的年度。"""

    id: Required[str]
    title: Required[str]
    severity: Required[Severity]
    basis: Required[tuple[Basis, ...]]
    message: str
    hint: str
    since: int | None
    until: int | None
    needs_every_row: bool
    outlined: bool
    tells_blank: bool
    tells_uncalculated: bool


class _FactsOfTable(_Facts, total=False):
    """``forms`` 是适用的表。"""

    forms: FormGroup


class _FactsOfForms(_Facts):
    """``forms`` 是适用的表，一定要写。"""

    forms: FormGroup


def rule(**facts: Unpack[_FactsOfTable]) -> Callable[[Check], Check]:
    """登记一条单张表的规则，``forms`` 不写的只用于自评表。

    编号不合规矩、重复、没有依据或没有说明的，抛 ``ValueError``。
    """
    whole: _FactsOfForms = {"forms": SELF_EVALUATIONS, **facts}

    def register(check: Check) -> Check:
        name, explanation = _described(check)
        _register(Rule(name=name, explanation=explanation, check=check, **whole))
        return check

    return register


def row_rule(**facts: Unpack[_FactsOfForms]) -> Callable[[CheckRow], CheckRow]:
    """登记一条逐行看的规则：只看一行指标就能判断，``PERF_CHECK`` 也用它。"""

    def register(check_row: CheckRow) -> CheckRow:
        def check(subject: Subject) -> Iterator[Hit]:
            return chain.from_iterable(map(check_row, subject.rows))

        name, explanation = _described(check_row)
        _register(
            Rule(name=name, explanation=explanation, check=check, check_row=check_row, **facts)
        )
        return check_row

    return register


def across_rule(**facts: Unpack[_FactsOfForms]) -> Callable[[CheckAcross], CheckAcross]:
    """登记一条跨表的规则：看一次检查里的全部表，``forms`` 是它看的那几种。"""

    def register(check: CheckAcross) -> CheckAcross:
        name, explanation = _described(check)
        _register(Rule(name=name, explanation=explanation, check_across=check, **facts))
        return check

    return register


def _described(check: Check | CheckRow | CheckAcross) -> tuple[str, str]:
    return check.__name__.replace("_", "-"), (check.__doc__ or "").strip()


def _register(each: Rule) -> None:
    if not _ID.fullmatch(each.id) or each.id in _REGISTERED:
        raise ValueError(f"rule id {each.id!r} is malformed or taken")
    if not each.basis or not each.explanation:
        raise ValueError(f"rule {each.id} needs a basis and a docstring")
    _REGISTERED[each.id] = each


@cache
def all_rules() -> dict[str, Rule]:
    """全部规则，按编号排。"""
    for folder in pkgutil.iter_modules(perfxl.rules.__path__, "perfxl.rules."):
        for module in pkgutil.iter_modules(import_module(folder.name).__path__, f"{folder.name}."):
            if module.name.rpartition(".")[2].startswith("px"):
                import_module(module.name)
    return dict(sorted(_REGISTERED.items()))
