"""PX133 标题与栏目不是一种表"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.model.finding import Severity
from perfxl.model.form_spec import Stage
from perfxl.model.table import Table
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention

_PLANNED = ("申报表", "批复表", "目标表")
# 标题里有这些的，有完成值一栏不奇怪。
_OF_RESULTS = ("自评", "评价", "完成", "监控", "跟踪", "执行", "实现", "评分", "考核")


@rule(
    id="PX133",
    title="标题与栏目不是一种表",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("标题写着自评的有完成值，写着申报、批复的没有；照栏目读的，要说出来"),),
    hint="请核对 {cells} 的标题和各栏：用错了表样的换过来，标题没有改的改标题。",
)
def title_unlike_columns(subject: Subject) -> Iterator[Hit]:
    """标题写自评而没有认出完成值、得分的栏，标题写申报、批复、目标表而有完成值的栏。"""
    table = subject.table
    title = compact(table.title.text)
    read = f"照{table.form.label}读了"
    if table.titled_evaluation:
        said = "没有认出实际完成值、得分的栏"
    elif _says_planned(title) and _has_results(table):
        said = "表里却有完成值的栏"
    else:
        return
    message = f"标题写{quoted(table.title.text)}，{said}，{read}。"
    yield Hit(table.title, found=table.title.text, message=message)


def _says_planned(title: str) -> bool:
    planned = any(word in title for word in _PLANNED)
    return planned and not any(word in title for word in _OF_RESULTS)


def _has_results(table: Table) -> bool:
    """做了以后才填的表：自评、评分、监控。"""
    after = {Stage.EVALUATION, Stage.MONITORING}
    return not after.isdisjoint(table.spec.stages)
