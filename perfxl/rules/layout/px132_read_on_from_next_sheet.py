"""PX132 下一张工作表没有表头，接着读的"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX132",
    title="下一张工作表没有表头，接着读的",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(
        own_convention(
            "推断着读的，说是推断；各栏列位相同、上级指标接着往下排、上一张没有总分签章，才接着读"
        ),
    ),
    message="工作表“{sheet}”的 {block} 没有表头，列位与这张表相同，照这张表的各栏接着读了。",
    hint="请核对 {place} 是不是这张表的：是的，宜接在这张表下面，或在那里重印表头；不是的，写明它自己的标题、表头。",
)
def read_on_from_next_sheet(subject: Subject) -> Iterator[Hit]:
    """一张表接着写在下一张工作表上，那里没有重印表头；重印了的不报。"""
    for each in subject.table.continued_on:
        if each.headless:
            block = each.block.address
            place = f"{each.sheet}!{block}"
            yield Hit(
                subject.place,
                found=place,
                words={"sheet": each.sheet, "block": block, "place": place},
            )
