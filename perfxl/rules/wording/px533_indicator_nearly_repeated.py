"""PX533 两个三级指标说的多半是一回事"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from perfxl.grammar import Kind, Measured
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.reading.rate_names import bare
from perfxl.rules.engine.form_groups import TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_EMPTY = Pattern(r"[的了\s（）()、，]|总数|数量|个数|数|总|各|共|实际|完成|情况")

# 更短的，字在里面不奇怪；多出的字再多，就是另一件事。
_FEWEST = 4
_MOST_ALIKE = 12
_MARKED = Pattern(r"[\da-zA-Z一二三四五六七八九十甲乙丙丁上下东西南北新老男女城乡市县中小大]")
_MOST_MORE = 3


@rule(
    id="PX533",
    title="两个三级指标说的多半是一回事",
    severity=Severity.INFO,
    forms=TARGETS,
    basis=(own_convention("一件事只用一个指标说，不算几次分"),),
    message="“{found}”与“{expected}”字大半相同、指标值也一样（{target}），多半是一回事，算了两次分。",
    hint="请核对 {cells}：同一件事的只留一处，本来不同的把名称写明。",
)
def indicator_nearly_repeated(subject: Subject) -> Iterator[Hit]:
    """名称去掉“数量”“总”一类的字后，一个的字全在另一个里（或字相同而次序不同），指标值也相同。

    名称完全相同的由 PX501、PX517 报。
    """
    alike: dict[tuple[str | None, Decimal], list[Indicator]] = {}
    for row in subject.table.indicators:
        value = row.target_value
        if isinstance(value, Measured) and not row.is_execution and row.level3.text:
            alike.setdefault((value.dimension, value.base_number), []).append(row)
    groups = (rows for rows in alike.values() if len(rows) <= _MOST_ALIKE)
    for one, two in (pair for rows in groups for pair in combinations(rows, 2)):
        if _says_same(one, two):
            yield Hit(
                (one.level3, two.level3),
                found=one.level3.text,
                expected=two.level3.text,
                words={"target": one.target.text},
                related=(one.target, two.target),
            )


def _says_same(one: Indicator, two: Indicator) -> bool:
    names = [_telling(row.level3.text) for row in (one, two)]
    short, long = sorted(names, key=len)
    if bare(one.level3.text) == bare(two.level3.text) or len(short) < _FEWEST:
        return False
    if _MARKED.findall(short) != _MARKED.findall(long):
        return False  # 一期、二期，第 1 号、第 2 号
    if one.target_value.kind is Kind.PERCENT and short != long:
        return False  # 几个率都定 95% 的很多
    return sorted(short) == sorted(long) or _in_order(short, long)


@lru_cache(maxsize=8192)
def _telling(name: str) -> str:
    """名称去掉“数量”“总”一类的字。"""
    return _EMPTY.sub("", bare(name))


def _in_order(short: str, long: str) -> bool:
    signs = iter(long)
    return len(long) - len(short) <= _MOST_MORE and all(sign in signs for sign in short)
