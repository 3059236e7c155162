"""PX403 执行率与预算数、执行数不符"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.spending import has_sound_rate, is_plain_execution
from perfxl.scoring.execution import agrees_as_printed
from perfxl.scoring.written_values import rate_in_style
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX403",
    title="执行率与预算数、执行数不符",
    severity=Severity.ERROR,
    basis=(evaluation_measures("预算执行率 = 全年执行数 ÷ 全年预算数（调整后）"),),
    message="执行率填 {found}%，按 全年执行数 ÷ 全年预算数 应为 {expected}%。",
    hint="请在 {cells} 改为 {written}，或核对预算数（应是调整后的）和执行数。",
)
def execution_rate_off(subject: Subject) -> Iterator[Hit]:
    """所填执行率与算出的相差超过所印的位数；取到所印的位数（四舍五入、去尾）相同的不报。没有填的不报。"""
    fund, rate = subject.table.annual_total, subject.score.execution.rate
    if fund is None or not has_sound_rate(fund) or rate is None or fund.rate.number is None:
        return
    if subject.is_slipped(fund.budget, fund.executed):
        return  # 由 PX231 报
    if not agrees_as_printed(fund.rate, rate):
        written = rate_in_style(fund.rate, rate)
        yield Hit(
            fund.rate,
            found=fund.rate.number,
            expected=rate,
            words={"written": written},
            related=(fund.adjusted, fund.executed),
            due=[Due(fund.rate, written, "执行率")] if is_plain_execution(fund) else (),
        )
