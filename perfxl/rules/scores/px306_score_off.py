"""PX306 得分与算式不符"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.scores.wrong_scores import wrong_scores
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX306",
    title="得分与算式不符",
    severity=Severity.ERROR,
    basis=(
        evaluation_measures("定量指标完成得满分，未完成按完成值与指标值的比例记分；“=”类按口径"),
    ),
    message="“{level3}”填了 {found} 分，按口径应得 {expected} 分：{why}。",
    hint="请在 {cells} 改为 {expected}，或核对完成值是否填错。{remark}",
)
def score_off(subject: Subject) -> Iterator[Hit]:
    """分数由算式定死的行，填的分与算的不同。

    相差不到一分钱（0.01）的是取整方法不同，只作参考；合随程序带的另一份口径的（“=”类按比例给了分），
    只提醒；做到了却少给分的由 PX309 报（印成一行的预算执行率照执行率给分，少给的在这里报）；
    没有做到却给满分的由 PX312 报；超出分值的由 PX305 报；分档的由 PX307 报。
    """
    for wrong in wrong_scores(subject):
        if wrong.is_full_though_missed:
            continue
        severity, remark = None, ""
        if wrong.is_rounding:
            severity, remark = Severity.INFO, "相差不到 0.01 分，应是取整方法不同。"
        elif wrong.other:
            severity = Severity.WARNING
            remark = f"所填分数合口径“{wrong.other}”，如当地如此规定，请改用它。"
        elif wrong.by_target:
            severity = Severity.WARNING
            remark = "照这一行写的指标值算，所填的分是对的；当地这样打分的照所填。"
        row = wrong.row
        yield Hit(
            row.indicator.score,
            found=wrong.printed,
            expected=wrong.due,
            words={
                "level3": row.indicator.level3.text,
                "why": row.judged.explanation,
                "remark": remark,
            },
            severity=severity,
            related=(row.indicator.target, row.indicator.actual),
            due=[Due(row.indicator.score, wrong.due, "得分")] if severity is None else (),
        )
