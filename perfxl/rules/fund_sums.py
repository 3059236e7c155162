"""资金各栏的加总：总额与来源、财政拨款与各级（PX401、PX402 共用）。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Fund
from perfxl.rules.registry import Hit
from perfxl.rules.subject import Subject

_COLUMNS = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
# 财政拨款之下的各级。
_GRANT_PARTS = ("本级", "上级", "中央", "省级", "市级", "州级", "县级", "区级")
_NATURES = ("基本支出", "项目支出")
_GRANT = ("财政拨款", "财政资金", "一般公共预算")


def total_sum_hits(subject: Subject) -> Iterator[Hit]:
    """资金总额 = 其下第一层各项。"""
    whole = subject.table.total_fund
    if whole is None:
        return
    has_grant = any(_is_grant(fund) for fund in subject.table.funds)
    parts = [
        fund
        for fund in subject.table.funds
        if fund is not whole and not (has_grant and _is_grant_part(fund))
    ]
    # 既按来源、又按基本支出和项目支出各分一遍的，各加各的。
    by_nature = [fund for fund in parts if fund.name in _NATURES]
    by_source = [fund for fund in parts if fund.name not in _NATURES]
    for group in (by_nature, by_source) if by_nature and by_source else (parts,):
        yield from _hits(subject, whole, group)


def grant_sum_hits(subject: Subject) -> Iterator[Hit]:
    """财政拨款 = 本级 + 上级（或中央 + 省级 + …）。"""
    for whole in subject.table.funds:
        if _is_grant(whole):
            parts = [fund for fund in subject.table.funds if _is_grant_part(fund)]
            if len(parts) > 1:
                yield from _hits(subject, whole, parts)
            return


def _is_grant(fund: Fund) -> bool:
    """财政拨款的合计行；“中央财政资金”是其中一级，不是合计。"""
    return any(name in fund.name for name in _GRANT) and not _is_grant_part(fund)


def _is_grant_part(fund: Fund) -> bool:
    return fund.name.startswith(_GRANT_PARTS)


def _hits(subject: Subject, whole: Fund, parts: Sequence[Fund]) -> Iterator[Hit]:
    for column, label in _COLUMNS.items():
        total: Entry = getattr(whole, column)
        entries: list[Entry] = [getattr(part, column) for part in parts]
        numbers = [entry.number for entry in entries if entry.number is not None]
        if total.number is None or not numbers:
            continue
        found = sum(numbers, Decimal(0))
        gap = abs(total.number - found)
        if gap == 0:
            continue
        rounded = gap <= _rounding(total.number, numbers)
        yield Hit(
            total,
            found=found,
            expected=total.number,
            words={
                "column": label,
                "whole": whole.name,
                "parts": "、".join(part.name for part in parts),
                "gap": gap,
                "unit": subject.table.money_unit or "",
                "rounding": "，在所印小数位的取整范围内。" if rounded else "。",
            },
            severity=Severity.INFO if rounded else None,
            related=entries,
        )


def _rounding(total: Decimal, parts: Sequence[Decimal]) -> Decimal:
    """取整说得通的最大差额：每个数半个末位。全是整数的当作确数，差多少算多少。"""
    decimals = max(_decimals(number) for number in (total, *parts))
    return Decimal(len(parts) + 1).scaleb(-decimals) / 2 if decimals else Decimal(0)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
