"""PX342 原因里写的差额与这一行不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Deadline, Measured, Operator
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Indicator
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted, row_called
from perfxl.rules.facts.told_figures import figures_in, shortfall
from perfxl.scoring.rounding import grouped, half_up, plain
from perfxl.standards.documents import own_convention

_OVER = Pattern(
    r"(?:超出|超过|高出|高于|超)(?:年初|年度)?(?:指标值|目标值|目标|指标|任务数?|计划数?)?的?(\d+(?:\.\d+)?)[%％]"
)
_LATE = Pattern(
    r"(?:晚|延期|延后|推迟|逾期|超期|滞后|延迟)(?:了)?(?:约)?(\d+)(?:个)?(?:天|日)(?!左右)"
)
_GAP = Pattern(r"(?:少|差|缺|欠|减少|未完成|剩余|其余|还有|尚有)[^，。；\d]{0,6}$")
_NO_MONEY = Pattern(
    "(?:资金|经费)(?:没有|未能|未|尚未|不能)(?:及时|全部|足额|按时)?(?:到位|拨付|下达|落实)"
)
_SPENT_UP = Decimal("99.5")
_DOCKED = Pattern(r"扣(?:减|除|去|掉|了)?\s*(\d+(?:\.\d+)?)\s*分")


@rule(
    id="PX342",
    title="原因里写的差额与这一行不符",
    severity=Severity.WARNING,
    basis=(own_convention("原因说的是这一行，差多少、超多少、晚几天与指标值、完成值算得上"),),
    hint="请核对 {cells} 和这一行的指标值、完成值，改成一致。",
)
def reason_numbers_differ(subject: Subject) -> Iterator[Hit]:
    """原因栏写“超出指标值38%”“少 5 张”“晚 20 天”，与指标值、完成值算出的不同；写资金没有到位，而资金全部执行了；
    写“扣2分”，而扣的不是。

    写了几个差额的（分几种原因）、约数、单位不同的不比。
    """
    for row in subject.table.indicators:
        reason = row.reason
        if not reason.text:
            continue
        facts = (_over(row), _late(row, subject.table.year), _short(row), _money(subject, row))
        for fact in (*facts, _docked(row)):
            if fact:
                yield _hit(row, reason, fact)
                break


def _over(row: Indicator) -> str:
    found = _OVER.findall(row.reason.text)
    target, actual = row.target_value, row.actual_value
    if len(found) != 1 or not (isinstance(target, Measured) and isinstance(actual, Measured)):
        return ""
    if target.dimension != actual.dimension or not target.number or target.upper is not None:
        return ""
    over = (actual.base_number / target.base_number - 1) * 100
    stated = Decimal(found[0])
    points = actual.number - target.number
    if abs(over - stated) <= 1 or abs(points - stated) <= 1:
        return ""
    return f"完成值比指标值高 {plain(half_up(over, 1).normalize())}%"


def _late(row: Indicator, year: int | None) -> str:
    found = _LATE.findall(row.reason.text)
    target, actual = row.target_value, row.actual_value
    if len(found) != 1 or not (isinstance(target, Deadline) and isinstance(actual, Deadline)):
        return ""
    due, done = target.last_day(year), actual.last_day(year)
    if due is None or done is None or not actual.day:
        return ""
    days = (done - due).days
    if days <= 0:
        return ""  # 没有晚，推迟的是中间的事
    return f"晚了 {days} 天" if abs(days - int(found[0])) > 1 else ""


def _short(row: Indicator) -> str:
    gap, target, actual = shortfall(row), row.target_value, row.actual_value
    if gap is None or not (isinstance(target, Measured) and isinstance(actual, Measured)):
        return ""
    if target.operator is not Operator.AT_LEAST:
        return ""
    own = [each for each in figures_in(row.reason.text) if each.value.dimension == target.dimension]
    told = [each for each in own if _GAP.search(each.before)]
    if len(own) != 1 or len(told) != 1:
        return ""
    stated = told[0].value.base_number
    if stated in (gap, target.base_number, actual.base_number):
        return ""
    return f"完成值比指标值少 {grouped((target.number - actual.number).normalize())}{target.unit or ''}"


def _docked(row: Indicator) -> str:
    """“扣2分”，而分值减得分不是 2。"""
    found = _DOCKED.findall(row.reason.text)
    weight, score = row.weight.number, row.score.number
    if len(found) != 1 or weight is None or score is None:
        return ""
    lost = weight - score
    return "" if lost == Decimal(found[0]) else f"分值减得分是 {plain(lost.normalize())} 分"


def _money(subject: Subject, row: Indicator) -> str:
    rate = subject.score.execution.rate
    if rate is None or rate < _SPENT_UP or _NO_MONEY.search(row.reason.text) is None:
        return ""
    return f"预算执行率是 {plain(rate)}%，资金已经用完"


def _hit(row: Indicator, reason: Entry, fact: str) -> Hit:
    return Hit(
        reason,
        found=reason.text,
        message=f"{row_called(row.level3.text)}的原因写{quoted(reason.text)}，而{fact}。",
        related=(row.target, row.actual),
    )
