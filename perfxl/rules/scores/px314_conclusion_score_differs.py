"""PX314 文字里的得分与总分不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import ABSENT, Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.rounding import half_up
from perfxl.standards.documents import own_convention

_NUMBER = r"(\d{1,3}(?:\.\d+)?)\s*分"
_LINK = r"(?:结果)?[为是达到共计:：\s]{0,4}"
# 说的是全表的分，不是某一类指标的分。
_STATED = (
    Pattern(rf"(?:自评|评价|综合|最终|项目)(?:总)?(?:得分|评分|分数){_LINK}{_NUMBER}"),
    Pattern(rf"(?:自评分|总得分){_LINK}{_NUMBER}"),
    Pattern(rf"(?<!满)总分{_LINK}{_NUMBER}"),
    Pattern(rf"(?:^|[，。；,;、\s])(?:共)?得分{_LINK}{_NUMBER}"),
    Pattern(rf"^{_NUMBER}"),
)

# 紧接在前面的字说明是某一类的、往年的分。
_OF_A_PART = Pattern(
    r"(?:满意度?|指标|执行率|产出|效益|质量|数量|时效|成本|上年度?|去年|往年|20\d\d年度?)的?$"
)


@rule(
    id="PX314",
    title="文字里的得分与总分不符",
    severity=Severity.ERROR,
    basis=(own_convention("自评结论里写的得分就是表中的总分"),),
    message="{place}写“{found} 分”，总分是 {expected} 分。",
    hint="请核对 {cells} 里的得分和总分，改成一致。",
    needs_every_row=True,
)
def conclusion_score_differs(subject: Subject) -> Iterator[Hit]:
    """自评结论、实际完成情况里写的得分，与总分一格不同（没有填总分的，与各行得分之和比）。

    文字只写到整数或一位小数的，总分四舍五入后相同就算一致；写着“满分100分”或另有一处写对了的不报。
    """
    table = subject.table
    printed = table.total.score.number
    if printed is None and (subject.score.incomplete or not table.indicators):
        return
    total = subject.printed_total if printed is None else printed
    for place, entry in (
        ("自评结论", table.conclusion),
        ("实际完成情况", table.goals.get("actual", ABSENT)),
    ):
        stated = _stated(entry)
        if any(_agrees(each, total) for each in stated):
            continue
        wrong = [each for each in stated if each != subject.profile.full_score or len(stated) == 1]
        if wrong:
            yield Hit(
                entry,
                found=wrong[0],
                expected=total,
                words={"place": place},
                related=(table.total.score,),
            )


def _stated(entry: Entry) -> list[Decimal]:
    if "分" not in entry.text:
        return []
    return [
        Decimal(found[1])
        for each in _STATED
        for found in each.finditer(entry.text)
        if _OF_A_PART.search(entry.text[: found.start()]) is None
    ]


def _agrees(stated: Decimal, total: Decimal) -> bool:
    exponent = stated.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return stated == half_up(total, decimals)
