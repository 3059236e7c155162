"""PX902 公式没有算过"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX902",
    title="公式没有算过",
    severity=Severity.WARNING,
    basis=(own_convention("没有检查的内容要说出来"),),
    message="这里是公式 ={found}，文件里没有存计算结果，有关的核对没有做。",
    hint="请用 Excel 或 WPS 打开文件，等算完后保存，再来检查 {cells}。",
)
def formula_uncalculated(subject: Subject) -> Iterator[Hit]:
    """由程序生成、从未在 Excel 里打开过的文件，公式可能没有存值。"""
    for entry in subject.table.uncalculated:
        yield Hit(entry, found=entry.formula)
