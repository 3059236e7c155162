"""PX119 一级或二级指标为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import row_called
from perfxl.rules.facts.unfilled import is_idle
from perfxl.standards.documents import form_layout

_LEVELS = {"level1": "一级指标", "level2": "二级指标"}


@rule(
    id="PX119",
    title="一级或二级指标为空",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(form_layout("印着一级指标、二级指标两栏"),),
    message="{which}没有写{level}，不知道归在哪一类。",
    hint="请在 {cells}{beside}填上{level}；与上面一行同类的，把单元格合并或重写一遍。",
)
def level_name_missing(subject: Subject) -> Iterator[Hit]:
    """别的行有一级（二级）指标，这几行没有，也没有从上面的合并格沿用。

    整张表都没有这一栏的不报。
    """
    rows = [row for row in subject.table.indicators if not (row.is_execution or is_idle(row))]
    for role, level in _LEVELS.items():
        blank = [row for row in rows if not getattr(row, role).text]
        if role == "level2":
            blank = [row for row in blank if row.level1.text]
        if not blank or not any(getattr(row, role).text for row in rows):
            continue
        names = [row.level3 if row.level3.text else row.level3_adjusted for row in blank]
        names = [name for name in names if name.exists]
        if not names:
            continue
        empty = [getattr(row, role) for row in blank if getattr(row, role).exists]
        said = "、".join(row_called(each.text) for each in names[:2])
        more = f"等 {len(names)} 行" if len(names) > 2 else ""
        yield Hit(
            empty or names,
            found=names[0].text,
            words={"level": level, "which": f"{said}{more}", "beside": " " if empty else " 左边"},
            related=names,
        )
