"""PX513 数量、质量指标写了经费"""

from collections.abc import Iterator

from perfxl.grammar import Kind
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_cells import StatedTarget
from perfxl.rules.facts.target_hits import one_for_all
from perfxl.standards.documents import own_convention

# 花出去的钱；贷款发放额、人均收入、产值是做出来的数。
_SPENT = Pattern("经费|费用|成本|支出|预算|开支|资金|补助标准|补贴标准")
_MADE = Pattern("贷款|收入|产值|投资|销售|募集|筹集|争取|到账|回收|追回|清欠|兑付|兑现|节约")


@rule(
    id="PX513",
    title="数量、质量指标写了经费",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("花多少钱属成本指标"),),
    message="数量、质量指标写了金额，共 {times} 格，如“{level3}”写“{found}”；花多少钱一般在成本指标里说。",
    hint="请核对 {cells}：移到成本指标，或改写成做了多少、做得多好。",
)
def money_outside_cost(subject: Subject) -> Iterator[Hit]:
    """经费、费用、支出写在数量、质量指标下。贷款发放额、收入、投资额是产出，不报；时效的由 PX507 报。

    一张表合成一条。"""
    yield from one_for_all(filter(_is_spending, subject.stated_targets))


def _is_spending(stated: StatedTarget) -> bool:
    name, kind = stated.level3.text, stated.row.indicator_class
    if kind not in (IndicatorClass.QUANTITY, IndicatorClass.QUALITY) or stated.value.kind not in (
        Kind.MONEY,
        Kind.PER_HEAD,
    ):
        return False
    return bool(_SPENT.search(name) or kind is IndicatorClass.QUALITY) and not _MADE.search(name)
