"""PX605 分值与批复不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.approved_indicators import reported_indicators, weights_before_adjustment
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import evaluation_measures


@across_rule(
    id="PX605",
    title="分值与批复不同",
    severity=Severity.WARNING,
    forms=COMPARED,
    basis=(evaluation_measures("自评对照批复的绩效目标和指标逐条进行"),),
    message="“{level3}”的分值，{own}是 {found} 分，{what}是 {expected} 分。",
    hint="请核对 {cells}，照批复的分值填。",
)
def weight_changed(tables: TableSet) -> Iterator[Hit]:
    """批复里写了分值的（清单的分值权重、带分值的目标表）才比；调整批复没有写的，比年初批复。"""
    for compared in (*reported_indicators(tables), *weights_before_adjustment(tables)):
        for pair in compared.pairs:
            old, new = pair.old, pair.new
            if old is None or new is None:
                continue
            if old.weight.number is None or new.weight.number is None:
                continue
            if old.weight.number != new.weight.number:
                yield Hit(
                    new.weight,
                    found=new.weight.number,
                    expected=old.weight.number,
                    words={"level3": new.level3.text, "own": compared.own, "what": compared.what},
                    table=compared.table,
                    related=(old.weight,),
                    related_table=compared.source,
                )
