"""PX306 得分与算式不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Measured, Operator
from perfxl.model.finding import Severity
from perfxl.model.score import IndicatorScore
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject, read_values
from perfxl.scoring.judging import judge
from perfxl.standards.documents import evaluation_measures
from perfxl.standards.profile import EqualMiss


@rule(
    id="PX306",
    title="得分与算式不符",
    severity=Severity.ERROR,
    basis=(
        evaluation_measures("定量指标完成得满分，未完成按完成值与指标值的比例记分；“=”类按口径"),
    ),
    message="“{level3}”填了 {found} 分，按口径应得 {expected} 分：{why}。",
    hint="请在 {cells} 改为 {expected}，或核对完成值是否填错。{also}",
)
def score_off(subject: Subject) -> Iterator[Hit]:
    """分数由算式定死的行，填的分与算的不同。

    相差不到一分钱（0.01）的是取整方法不同，只作参考；“=”类按比例给了分的，可能是别地口径，
    只提醒；做到了却少给分的由 PX309 报；超出分值的由 PX305 报；分档的由 PX307 报。
    """
    for row in subject.score.indicators:
        due, printed, weight = row.judged.score, row.printed, row.weight
        if printed is None or due is None or weight is None or not row.judged.is_fixed:
            continue
        if printed == due or not 0 <= printed <= weight or printed < due == weight:
            continue
        gap = abs(printed - due)
        if gap <= Decimal("0.005"):
            continue
        severity, also = None, ""
        if gap <= Decimal("0.01"):
            severity, also = Severity.INFO, "相差不到 0.01 分，应是取整方法不同。"
        elif _is_pro_rata(row, subject):
            severity = Severity.WARNING
            also = "所填分数与按比例记分相符，如当地如此规定，请改用口径“全国”。"
        yield Hit(
            row.indicator.score,
            found=printed,
            expected=due,
            words={
                "level3": row.indicator.level3.text,
                "why": row.judged.explanation,
                "also": also,
            },
            severity=severity,
            related=(row.indicator.target, row.indicator.actual),
        )


def _is_pro_rata(row: IndicatorScore, subject: Subject) -> bool:
    target, _ = read_values(row.indicator)
    if not isinstance(target, Measured) or target.operator is not Operator.EQUAL:
        return False
    other = judge(
        row.indicator.target.text,
        row.indicator.actual.text,
        row.weight,
        profile=subject.profile.model_copy(update={"equal_miss": EqualMiss.PRO_RATA}),
        level2=row.indicator.level2.text,
    )
    return other.score is not None and abs(other.score - (row.printed or 0)) <= Decimal("0.01")
