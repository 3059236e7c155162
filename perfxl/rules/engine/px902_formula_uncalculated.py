"""PX902 公式没有算过"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
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
    hint="请用 Excel 或 WPS 打开文件、存盘，再来检查 {cells}。",
)
def formula_uncalculated(subject: Subject) -> Iterator[Hit]:
    """由程序生成、从未在 Excel 里打开过的文件，公式可能没有存值；没有加载项时 PERF 函数得 #NAME?。"""
    for entry in subject.table.uncalculated:
        state = f"结果是 {entry.text}" if entry.text else "文件里没有存计算结果"
        yield Hit(
            entry,
            found=entry.formula,
            message=f"这里是公式 ={quotable(entry.formula)}，{state}，有关的核对没有做。",
            hint=_hint(entry),
        )


def _hint(entry: Entry) -> str:
    """打开、存盘算不了的怎么办；存盘就有的为 ``""``。"""
    if "PERF_" in (entry.formula or "").upper():
        return (
            f"PERF 函数要装有加载项的 Excel：请用它打开文件，等算完后存盘，再来检查 {entry.cell}。"
        )
    if entry.text:
        return f"请改好 {entry.cell} 的公式或它引用的格，用 Excel 或 WPS 存盘，再来检查。"
    return ""
