"""PX114 缺一类一级指标"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.model.indicator_class import BENEFITS, OUTPUTS, IndicatorClass
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.layout.indicator_groups import IndicatorGroup, indicator_groups
from perfxl.standards.documents import form_layout, transfer_measures

# 一级指标、二级指标里有这些的，就算有这一类；放错了一级的由表述类规则报。
_CLASSES = {
    "产出": OUTPUTS | {IndicatorClass.OUTPUT},
    "效益": BENEFITS | {IndicatorClass.BENEFIT},
    "满意度": frozenset({IndicatorClass.SATISFACTION}),
}
_KNOWN = frozenset({IndicatorClass.OUTPUT, IndicatorClass.SATISFACTION}) | _CLASSES["效益"]


@rule(
    id="PX114",
    title="缺一类一级指标",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(
        form_layout("一级指标印着产出、效益、满意度三类"),
        transfer_measures(
            "第三条",
            "专项转移支付绩效目标是资金在一定期限内预期达到的产出和效果，是编制、分配预算和监控、评价的依据",
        ),
    ),
    message="{said}没有{found}指标，只有{present}。",
    hint="请在 {cells} 所在的表里补上{found}指标；确实用不上的，写明理由。",
    needs_every_row=True,
)
def class_missing(subject: Subject) -> Iterator[Hit]:
    """产出、效益、满意度缺了整整一类。调整批复表年初、调整后各看各的，清单按项目看。

    一级指标里三类一类都没有的是别的分类法，不看；口径里没有的一类（如没有满意度）不看。
    只缺二级指标的由 PX115 报，一级指标空着的由 PX119 报。
    """
    found: dict[str, list[IndicatorGroup]] = {}
    for group in indicator_groups(subject):
        firsts = {each for row in group.rows for each in row.classified.level1.classes}
        if "" in group.level1 or not firsts & _KNOWN:
            continue
        present = firsts | {each for row in group.rows for each in row.classified.level2.classes}
        lacking = [
            each
            for each, classes in _CLASSES.items()
            if f"{each}指标" in subject.profile.weights and not classes & present
        ]
        if lacking and len(lacking) < len(_CLASSES):
            found.setdefault("、".join(lacking), []).append(group)
    for said, groups in found.items():
        shown = (
            [groups] if subject.table.spec.shape is Shape.HALVES else [[each] for each in groups]
        )
        for own in shown:
            names = dict.fromkeys(row.level1.text for each in own for row in each.rows)
            yield Hit(
                own[0].place,
                found=said,
                words={
                    "said": "和".join(each.said for each in own) or "表里",
                    "present": "、".join(names),
                },
            )
