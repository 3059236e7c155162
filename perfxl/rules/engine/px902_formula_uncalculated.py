"""PX902 公式没有算过"""

from collections.abc import Iterator

from perfxl.grammar import Deadline, Measured, parse
from perfxl.grammar.patterns import Pattern
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
    """由程序生成、从未在 Excel 里打开过的文件，公式可能没有存值；没有加载项时 PERF 函数得 #NAME?。

    指标值（=≥12元/人、=每月10日前）被存成了公式的，Excel、WPS 也算不出，说改成文字；=12元/人 这样数打头的照文字读，不在内。
    """
    for entry in subject.table.uncalculated:
        if _is_value(entry):
            yield Hit(entry, found=entry.formula, message=_value_said(entry), hint=_as_text(entry))
            continue
        state = f"结果是 {entry.text}" if entry.text else "文件里没有存计算结果"
        yield Hit(
            entry,
            found=entry.formula,
            message=f"这里是公式 ={quotable(entry.formula)}，{state}，有关的核对没有做。",
            hint=_hint(entry),
        )


# 公式里引着的字、别的工作表、函数。
_COMPUTABLE = Pattern(r"[\"'!()（）]|[A-Za-z]+\$?\d")
_HAN = Pattern("[\u4e00-\u9fff]")


def _is_value(entry: Entry) -> bool:
    """公式里写的是一个带单位的数、时限（≥12元/人、每月10日前），不是能算的：指标值的“=”成了公式的开头。"""
    formula = entry.formula or ""
    if not _HAN.search(formula) or _COMPUTABLE.search(formula):
        return False
    return isinstance(parse(formula), Measured | Deadline)


def _value_said(entry: Entry) -> str:
    return f"“={quotable(entry.formula)}”像是指标值，却存成了公式，算不出，有关的核对没有做。"


def _as_text(entry: Entry) -> str:
    return (
        f"请把 {entry.cell} 改成文字：先写一个英文的单引号，再写 ={quotable(entry.formula)}；"
        "用程序写的，写成文字再存。用 Excel 打开、存盘改不好，打开时还可能要修复、丢了这些字。"
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
