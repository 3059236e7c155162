"""文字里写的全表总分：自评结论、实际完成情况里的“自评得分 98.97 分”。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern

_NUMBER = r"(\d{1,3}(?:\.\d+)?)\s*分"
_LINK = r"(?:结果)?[为是达到共计:：\s]{0,4}"
# “自评95.2分”不写得分二字的，前面要是一句的开头、说的是谁；隔着逗号的（执行率93%，自评9.3分）多半是一类的分。
_WHOLE = (
    r"(?:^|[。！\n]\s*|满分(?:为)?100分[，,]\s*|(?<![类子各个些家])(?:项目|单位|中心|[局校院站所部办]|总体|整体)(?:经|本次|年度)?"
    r"|(?:^|[，。；,;\s])(?:经|本次|我[局校院站所部办]|总体|整体))"
)
# 说的是全表的分，不是某一类指标的分。
_STATED = (
    Pattern(rf"(?:自评|评价|综合|最终|项目)(?:总)?(?:得分|评分|分数|打分){_LINK}{_NUMBER}"),
    Pattern(rf"(?:自评分|总得分){_LINK}{_NUMBER}"),
    Pattern(rf"(?<!满)总分{_LINK}{_NUMBER}"),
    Pattern(rf"(?:^|[，。；,;、\s])(?:共)?得分{_LINK}{_NUMBER}"),
    Pattern(rf"(?:{_WHOLE}自评|(?:综合|最终)(?:自评|评定)){_LINK}{_NUMBER}(?!以[上下内]|钟)"),
    Pattern(
        r"(?:支出|(?<![类子各个些家])(?:项目|单位|部门|整体)|^|[经，。；,;\s])绩效自评"
        rf"{_LINK}{_NUMBER}(?!以[上下内]|钟)"
    ),
    Pattern(rf"^{_NUMBER}"),
)
# 紧接在前面的字说明是某一类的、往年的分。
_OF_A_PART = Pattern(
    r"(?:满意度?|指标|执行率|产出|效益|质量|数量|时效|成本|上年度?|去年|往年|20\d\d年度?)的?$"
    r"|(?:上一?年|去年|往年)[^，。；,;]*$"
)


class StatedTotal(NamedTuple):
    """一处写着的总分：是多少，数从第几个字到第几个字。"""

    number: Decimal
    start: int
    end: int


def stated_totals(text: str) -> list[StatedTotal]:
    """一段文字里写着的总分，同一处只给一次；没有为空。

    >>> [str(each.number) for each in stated_totals("自评得分98.5分，其中产出指标得分47分。")]
    ['98.5']
    >>> [str(each.number) for each in stated_totals("本项目自评95.2分。执行率93%，自评9.3分。")]
    ['95.2']
    """
    if "分" not in text:
        return []
    found = {each.start: each for each in _found(text)}
    return [found[start] for start in sorted(found)]


def _found(text: str) -> Iterator[StatedTotal]:
    for pattern in _STATED:
        for match in pattern.finditer(text):
            if _OF_A_PART.search(text[: match.start()]) is None:
                yield StatedTotal(Decimal(match[1]), *match.span(1))
