"""PX129 格里看到的和存的对不上"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX129",
    title="格里看到的和存的对不上",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(own_convention("报送的表以看到的为准，计算却用存的数"),),
    message="这一格存的是 {found}，格式“{code}”让它{seen}。",
    hint="请把 {cells} 的数字格式{how}。",
)
def shown_unlike_stored(subject: Subject) -> Iterator[Hit]:
    """格式把内容藏起来（``;;;``）；小数点放错了位（``0!.00,"万元"``）、除以一千却写着万（``0.00,"万元"``）的，

    看到的与存的差十倍、百倍。藏起来的 0 是通常的做法，只报指标值、完成值里的；金额的格式与单位不合的由 PX431 报。
    """
    doubtful = {entry.cell for entry in subject.table.doubtful_amounts}
    for each in subject.table.oddly_shown:
        if each.seen == each.entry.text and each.entry.cell in doubtful:
            continue
        if not each.seen:
            seen, how = "什么也不显示，打印出来是空的，加总时却算", "改成“常规”；不要的内容请清除"
        else:
            read = each.entry.text
            rest = "缩小的倍数与写的单位不合" if read == each.seen else f"这里按 {read} 读"
            seen, how = f"在 Excel 里显示成 {each.seen}，{rest}", _RIGHT
        yield Hit(
            each.entry, found=each.stored, words={"code": each.code, "seen": seen, "how": how}
        )
    for row in subject.table.indicators:
        for entry in (row.target, row.actual):
            if entry.is_hidden_zero:
                yield Hit(entry, found="0", words=_HIDDEN_ZERO)


_HIDDEN_ZERO: dict[str, object] = {
    "code": "不显示 0",
    "seen": "什么也不显示，看起来像没有填",
    "how": "改成“常规”；不是 0 的请填上",
}
_RIGHT = '改成 0!.0,"万元"（一位小数）或 0!.0000"万元"（四位小数），或把数改成要显示的数'
