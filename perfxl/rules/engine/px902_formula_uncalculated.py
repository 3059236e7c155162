"""PX902 公式没有算过"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quotable
from perfxl.standards.documents import own_convention


@rule(
    id="PX902",
    title="公式没有算过",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    tells_uncalculated=True,
    basis=(own_convention("没有检查的内容要说出来"),),
    hint="请用能算这个公式的程序打开文件（PERF 函数要装有加载项的 Excel），等算完后保存，再来检查 {cells}。",
)
def formula_uncalculated(subject: Subject) -> Iterator[Hit]:
    """由程序生成、从未在 Excel 里打开过的文件，公式可能没有存值；没有加载项时 PERF 函数得 #NAME?。"""
    for entry in subject.table.uncalculated:
        state = f"结果是 {entry.text}" if entry.text else "文件里没有存计算结果"
        yield Hit(
            entry,
            found=entry.formula,
            message=f"这里是公式 ={quotable(entry.formula)}，{state}，有关的核对没有做。",
        )
