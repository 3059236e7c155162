"""资金各栏的加总：总额与来源、财政拨款与各级（PX401、PX402、PX426 共用）。"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfxl.model.table import TARGET_FORMS, Entry, Form, Fund, Table
from perfxl.rules.printed_rounding import difference, is_unknown
from perfxl.rules.registry import Hit
from perfxl.rules.subject import Subject

# 财政拨款之下的各级。
_GRANT_PARTS = ("本级", "上级", "中央", "省级", "自治区", "市级", "州级", "盟级")
# 下级财政的钱：有的表算在财政拨款里，有的与财政拨款并列。
_LOCAL = ("县级", "区级", "市县", "州县", "区县", "县区", "县市", "地方", "乡镇", "旗县")
_NATURES = ("基本支出", "项目支出")
_GRANT = ("财政拨款", "财政资金", "一般公共预算")
_NO_GRANT = "非财政"
_WHOLE = ("总额", "合计", "总量", "总预算", "总投资", "总计")
# 与总额并列的另一种总数，不是它的一部分。
_ANOTHER_WHOLE = re.compile(
    r"^(?:项目|部门|年度|当年|本年|全年)*(?:预算|金额|预算数|资金|支出|收入)$"
)
_SOURCE = re.compile("拨款|补助|资金|自筹|安排|结转|其他|财政")
_PERIOD = ("实施期", "中期")
_AMONG = re.compile(r"^\s*其\s*中")


@dataclass(frozen=True)
class FundGroup:
    """一个合计项和加成它的各项。"""

    whole: Fund
    parts: tuple[Fund, ...]

    @property
    def is_partial(self) -> bool:
        """只印了“其中”的一项，其余没有列。"""
        return len(self.parts) == 1 and _AMONG.match(self.parts[0].label.text) is not None


def amount_columns(table: Table) -> dict[str, str]:
    """资金的各栏和它们在这种表上的叫法。"""
    if table.form is Form.SELF_EVALUATION:
        return {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
    if table.form in TARGET_FORMS and not any(fund.adjusted.exists for fund in table.funds):
        return {"initial": "预算数"}
    return {"initial": "年初预算数", "adjusted": "调整预算数"}


def annual_total(table: Table) -> Fund | None:
    """年度的资金总额；实施期、年度两套并列的，取年度的一套。"""
    annual = [fund for fund in table.funds if not fund.name.startswith(_PERIOD)]
    named = [fund for fund in annual if any(word in fund.name for word in ("总额", "合计"))]
    return next(iter([*named, *annual]), None)


def total_groups(table: Table) -> Iterator[FundGroup]:
    """资金总额和其下第一层各项；实施期、年度各一套。

    既按来源、又按基本支出和项目支出各分一遍的，各是一组。
    """
    for funds in _sets(table):
        whole = next((f for f in funds if any(w in f.name for w in ("总额", "合计"))), None)
        whole = whole or next(iter(funds), None)
        if whole is None:
            continue
        if not any(word in whole.name for word in _WHOLE) and not _leads(whole, funds):
            continue
        grant = next(filter(_is_grant, funds), None)
        parts = [
            fund
            for fund in funds
            if fund is not whole
            and not (grant is not None and _is_below_grant(fund, whole, grant, funds))
            and not _is_another_whole(fund)
        ]
        by_nature = [fund for fund in parts if fund.name.endswith(_NATURES)]
        by_source = [fund for fund in parts if not fund.name.endswith(_NATURES)]
        # 资金总额 = 基本支出 + 项目支出 + 其他：那个“其他”不是来源。
        split = by_nature and (grant in by_source or _adds_up(whole, by_source))
        for group in (by_nature, by_source) if split else (parts,):
            if group:
                yield FundGroup(whole, tuple(group))


def grant_groups(table: Table) -> Iterator[FundGroup]:
    """财政拨款和其下各级。"""
    for funds in _sets(table):
        grant = next(filter(_is_grant, funds), None)
        if grant is None:
            continue
        whole = next((f for f in funds if any(word in f.name for word in _WHOLE)), grant)
        parts = tuple(fund for fund in funds if _is_below_grant(fund, whole, grant, funds))
        if parts:
            yield FundGroup(grant, parts)


def sum_hits(subject: Subject, group: FundGroup) -> Iterator[Hit]:
    """各栏里合计项与各项之和不等的。"""
    for column, label in amount_columns(subject.table).items():
        total: Entry = getattr(group.whole, column)
        entries: list[Entry] = [getattr(part, column) for part in group.parts]
        off = difference(total, entries)
        if off is None:
            continue
        yield Hit(
            total,
            found=off.expected,
            expected=off.found,
            words={
                "column": label,
                "whole": group.whole.name,
                "parts": "、".join(part.name for part in group.parts),
                "gap": off.gap,
                "unit": subject.table.money_unit or "",
                "rounding": off.remark,
            },
            severity=off.severity,
            related=entries,
        )


def is_summed(group: FundGroup, column: str) -> bool:
    """这一栏能合计：不止“其中”一项，各项都读得成数。"""
    entries: Sequence[Entry] = [getattr(part, column) for part in group.parts]
    return not group.is_partial and not any(map(is_unknown, entries))


def parts_total(group: FundGroup, column: str) -> Decimal | None:
    """一栏各项之和；各项都空着为 ``None``。"""
    entries: list[Entry] = [getattr(part, column) for part in group.parts]
    numbers = [entry.number for entry in entries if entry.number is not None]
    return sum(numbers, Decimal(0)) if numbers else None


def _sets(table: Table) -> Iterator[list[Fund]]:
    """实施期的一套、年度的一套。"""
    period = [fund for fund in table.funds if fund.name.startswith(_PERIOD)]
    annual = [fund for fund in table.funds if not fund.name.startswith(_PERIOD)]
    yield from (funds for funds in (annual, period) if funds)


def _is_grant(fund: Fund) -> bool:
    """财政拨款的合计行；“中央财政资金”是其中一级，不是合计。"""
    if _NO_GRANT in fund.name or _starts_with(fund, (*_GRANT_PARTS, *_LOCAL)):
        return False
    return any(name in fund.name for name in _GRANT)


def _is_below_grant(fund: Fund, whole: Fund, grant: Fund, funds: Sequence[Fund]) -> bool:
    """这一项是财政拨款之下的一级。下级财政的，加进去等于总额时，是与财政拨款并列的。"""
    if _starts_with(fund, _GRANT_PARTS):
        return True
    local = [each for each in funds if _starts_with(each, _LOCAL)]
    beside = whole is not grant and any(
        each.initial.number or each.adjusted.number for each in local
    )
    return fund in local and not (beside and _adds_up(whole, [grant, *local]))


def _leads(whole: Fund, funds: Sequence[Fund]) -> bool:
    """首行叫“预算资金”“项目资金”，下面列着两个以上来源：就是总额。"""
    below = [fund for fund in funds if fund is not whole]
    return (
        _ANOTHER_WHOLE.match(whole.name) is not None
        and len(below) > 1
        and all(_SOURCE.search(fund.name) for fund in below)
    )


def _starts_with(fund: Fund, words: tuple[str, ...]) -> bool:
    return fund.name.removeprefix("实施期").startswith(words)


def _adds_up(whole: Fund, parts: Sequence[Fund]) -> bool:
    """有一栏正好加得上。"""
    for column in ("initial", "adjusted"):
        total: Entry = getattr(whole, column)
        entries: list[Entry] = [getattr(part, column) for part in parts]
        said = total.number is not None and any(entry.number is not None for entry in entries)
        if said and difference(total, entries) is None:
            return True
    return False


def _is_another_whole(fund: Fund) -> bool:
    if fund.name.endswith(_NATURES):
        return False
    named = any(word in fund.name for word in _WHOLE)
    return named or _ANOTHER_WHOLE.match(fund.name) is not None
