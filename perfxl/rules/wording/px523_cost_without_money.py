"""PX523 成本指标没有金额"""

from collections.abc import Iterator

from perfxl.grammar import Deadline, Kind, Measured, Qualitative
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import indicator_guide, own_convention

# 说得出按什么花的：文件、标准、预算。
_GROUNDS = Pattern(
    "标准|文件|规定|政策|定额|预算|合同|中标|采购价|指导价|概算|限额|控制|不超|节约|压减|批复|实际|上年|市场价"
)
# 名称说的就是钱。
_MONEY_NAME = Pattern("(?:金额|经费|费用|资金|成本|费)$")


@rule(
    id="PX523",
    title="成本指标没有金额",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(
        own_convention("成本指标写花多少钱，或按什么标准花"),
        indicator_guide("成本指标分经济成本、社会成本、生态环境成本，经济成本写花多少钱"),
    ),
    message="成本指标“{level3}”写“{found}”，没有金额，也没有标准。",
    hint="请在 {cells} 写金额（≤…元）或标准（…元/人）。",
)
def cost_without_money(subject: Subject) -> Iterator[Hit]:
    """“按时支付”“有效控制”一类的话，或“≥3批”一类的数量。

    写明按文件、标准、预算的，百分数（成本控制率），和社会成本、生态环境成本，不报。
    """
    for stated in subject.stated_targets:
        value, text = stated.value, stated.target.text
        worded = isinstance(value, Qualitative | Deadline) and not _GROUNDS.search(text)
        counted = (
            isinstance(value, Measured)
            and value.kind in (Kind.QUANTITY, Kind.DURATION)
            and value.unit is not None
            and not _MONEY_NAME.search(stated.level3.text)  # 名称说的是钱，由 PX506 报
            and "元" not in text
        )
        if (worded or counted) and stated.row.indicator_class.is_money_cost:
            yield Hit(stated.targets, found=text, words={"level3": stated.level3.text})
