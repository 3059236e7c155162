"""PX329 预算执行率考核了两次"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

# 政府采购、“三公”经费的执行率是一部分的，不是同一件事。
_EXECUTION = Pattern(
    r"(?<!采购)(?<!三公)(?<!三公”)(?:预算|资金|经费)(?:资金)?(?:执行|支付|支出)(?:率|进度)(?!.*(?:控制|及时|准确))"
)


@rule(
    id="PX329",
    title="预算执行率考核了两次",
    severity=Severity.WARNING,
    basis=(own_convention("预算执行率在资金情况里已单独计分，指标栏里不再另设同一内容的指标"),),
    message="“{level3}”计 {found} 分，资金情况里的预算执行率又计 {expected} 分，同一件事考核了两次。",
    hint="请核对 {cells}：换成说明产出、效益的指标，或在下年申报时改掉；分值合计照两处都计算。",
)
def execution_assessed_twice(subject: Subject) -> Iterator[Hit]:
    """资金情况里的执行率计了分，产出、效益下面又有一行预算执行率、资金支付率，也计分。"""
    fund, execution = subject.table.annual_total, subject.score.execution
    if fund is None or not execution.weight:
        return
    for row in subject.table.indicators:
        named = _EXECUTION.search(compact(row.level3.text)) is not None
        if named and not row.is_execution and row.weight.number:
            yield Hit(
                row.level3,
                found=row.weight.number,
                expected=execution.weight,
                words={"level3": row.level3.text},
                related=(row.weight, fund.weight),
            )
