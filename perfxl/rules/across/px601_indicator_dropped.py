"""PX601 批复的指标，自评表、监控表里没有"""

from collections.abc import Iterator

from perfxl.matching.indicators import Side
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Table
from perfxl.rules.across.approved_indicators import reported_indicators
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.subject import title_place
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import evaluation_measures


@across_rule(
    id="PX601",
    title="批复的指标，自评表、监控表里没有",
    severity=Severity.WARNING,
    forms=COMPARED,
    basis=(evaluation_measures("自评对照批复的绩效目标和指标逐条进行"),),
    message="{what}里有指标“{found}”（指标值“{target}”），{own}里没有；批复的指标要一条不少地列。{ground}。",
    hint="请在 {cells} {where}补上这一条，指标值、分值照批复填；批准取消了的，在备注写明批准的文件。",
    needs_every_row=True,
)
def indicator_dropped(tables: TableSet) -> Iterator[Hit]:
    """自评表、监控表少了批复过的指标。有预算调整批复的，照调整后的一边；调整为 0 的算取消，不报；批复里没有写指标值的也不报。

    改了说法的由 PX603 报。
    """
    for compared in reported_indicators(tables):
        for pair in compared.pairs:
            if pair.new is None and pair.old is not None and pair.old.target.text:
                beside = _neighbour(compared.table, pair.old)
                above = beside is not None
                yield Hit(
                    beside or title_place(compared.table),
                    found=pair.old.level3.text,
                    words={
                        "own": compared.own,
                        "what": compared.what,
                        "target": pair.old.target.text,
                        "ground": f"认作同一个项目：{compared.ground}",
                        "where": "一行的下面" if above else "所在的表里",
                    },
                    table=compared.table,
                    related=(pair.old.level3, pair.old.target),
                    related_table=compared.source,
                )


def _neighbour(table: Table, missing: Side) -> Entry | None:
    """自评表里同一二级（再同一一级）指标的最后一行；都没有的为 ``None``。"""
    for same in ("level2", "level1"):
        rows = [
            row
            for row in table.indicators
            if getattr(row, same).text == getattr(missing.row, same).text
        ]
        if rows:
            return rows[-1].level3
    return None
