"""PX518 二级指标放错了一级"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.wording.level_frames import level_rows, of_department, wrong_parent
from perfxl.standards.documents import form_layout


@rule(
    id="PX518",
    title="二级指标放错了一级",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(form_layout("二级指标印在所属的一级指标下面"),),
    message="“{found}”写在“{level1}”下，应在“{expected}”下。",
    hint="请核对 {cells} 和左边的一级指标，分值也要跟着调整。",
)
def level2_under_wrong_level1(subject: Subject) -> Iterator[Hit]:
    """满意度写在产出下、数量写在效益下、社会效益写在产出下。

    成本单列一级或属产出都可以；满意度属效益的表样也有，不报。部门整体支出的表各地自定，不看。
    """
    if of_department(subject.table):
        return
    for row in level_rows(subject.table, "level2"):
        expected = wrong_parent(row.classified.level1, row.classified.level2)
        if expected:
            yield Hit(
                row.level2,
                found=row.level2.text,
                expected=expected,
                words={"level1": row.level1.text},
                related=(row.level1,),
            )
