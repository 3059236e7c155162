"""PX111 预算调整的表没有调整后的指标"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import TARGET_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import adjustment_layout

# 调整前、调整后各一张的，本来只有一套。
_ONE_SIDE = Pattern("调整[前后]")


@rule(
    id="PX111",
    title="预算调整的表没有调整后的指标",
    severity=Severity.WARNING,
    forms=TARGET_TABLES,
    basis=(adjustment_layout("预算调整批复表并列年初与调整后两套指标"),),
    message="标题“{found}”写的是调整，表里却只有一套三级指标和指标值。",
    hint="请核对右边调整后的各栏是不是没有拷全；不是调整表的，请改标题（{cells}）。",
)
def adjusted_side_missing(subject: Subject) -> Iterator[Hit]:
    """标题写着“调整”，表头只有一套指标栏，多半是拷贝时漏了右半张。"""
    title = subject.table.title
    if "调整" in title.text and not _ONE_SIDE.search(title.text):
        yield Hit(title, found=title.text)
