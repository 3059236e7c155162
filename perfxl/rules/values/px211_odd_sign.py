"""PX211 比较符号不是标准写法"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.values.value_writing import Written, odd_signs, tidied, written_cells
from perfxl.standards.documents import own_convention


@rule(
    id="PX211",
    title="比较符号不是标准写法",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("比较符号写 ≥、≤、=、>、<"),),
    message="{what}里的“{printed}”不是标准的比较符号，应是“{sign}”，共 {times} 格，如“{found}”。",
    hint="请在 {cells} 改为标准的符号，如“{expected}”。",
)
def odd_sign(subject: Subject) -> Iterator[Hit]:
    """≧、═、>=、=> 和全角的 ＝ 一类：人看得懂，查找、筛选和导入系统时对不上。

    符号写了两遍的由 PX222 报；≈、≅、约 说的是大概，由 PX217 报。一张表里同一种写法合成一条。
    """
    natures = [
        Written(row, "绩效指标性质", row.nature)
        for row in subject.table.indicators
        if row.nature.text
    ]
    groups: dict[tuple[str, str, str], list[tuple[Written, str | None]]] = {}
    for each in (*written_cells(subject), *natures):
        for printed, sign in odd_signs(each.text)[:1]:
            better = sign if each.text.strip() == printed else tidied(each.text)
            groups.setdefault((each.what, printed, sign), []).append((each, better))
    for (what, printed, sign), found in groups.items():
        first, expected = found[0]
        yield Hit(
            [each.entry for each, _ in found],
            found=first.text,
            expected=expected or sign,
            words={"what": what, "printed": printed, "sign": sign, "times": len(found)},
            due=[Due(each.entry, better, what) for each, better in found if better],
        )
