"""PX602 自评表、监控表多出批复里没有的指标"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.approved_indicators import reported_indicators
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import evaluation_measures


@across_rule(
    id="PX602",
    title="自评表、监控表多出批复里没有的指标",
    severity=Severity.WARNING,
    forms=COMPARED,
    basis=(evaluation_measures("自评对照批复的绩效目标和指标逐条进行"),),
    message="{own}的指标“{found}”，{what}里没有；没有批复的指标不能自己增加。{ground}。",
    hint="请核对 {cells}：批准增加过的，在备注写明批准的文件；没有批准的，删去这一行，分值照批复的分。",
    needs_every_row=True,
)
def indicator_added(tables: TableSet) -> Iterator[Hit]:
    """自评表、监控表比批复多出的指标。改了说法的由 PX603 报。"""
    for compared in reported_indicators(tables):
        for pair in compared.pairs:
            if pair.old is None and pair.new is not None:
                yield Hit(
                    pair.new.level3,
                    found=pair.new.level3.text,
                    words={
                        "own": compared.own,
                        "what": compared.what,
                        "ground": f"认作同一个项目：{compared.ground}",
                    },
                    table=compared.table,
                    related=(compared.source.title,),
                    related_table=compared.source,
                )
