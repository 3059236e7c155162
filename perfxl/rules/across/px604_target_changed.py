"""PX604 指标值与批复不同"""

from collections.abc import Iterator

from perfxl.grammar import Measured
from perfxl.matching.indicators import Side
from perfxl.model.finding import Severity
from perfxl.model.form_spec import Stage
from perfxl.rules.across.approved_indicators import Compared, reported_indicators, same_target
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.rules.engine.telling import quoted
from perfxl.rules.scores.outlook import Outlook, reached
from perfxl.standards.documents import evaluation_measures
from perfxl.standards.profile import Profile


@across_rule(
    id="PX604",
    title="指标值与批复不同",
    severity=Severity.ERROR,
    forms=COMPARED,
    basis=(evaluation_measures("自评对照批复的绩效目标和指标逐条进行，年度指标值是批复的指标值"),),
    message="“{level3}”的指标值，{own}是“{found}”，{what}是“{expected}”。{also}认作同一个项目：{ground}。",
    hint="请核对 {cells}，照批复的指标值填；批准调整过的，在备注写明批准的文件。",
)
def target_changed(tables: TableSet) -> Iterator[Hit]:
    """写法不同而意思一样的（9.8万人 与 98000人）不报。

    最多 100% 的比率写“≥100%”“=100%”也是一回事；没有做到的，两种写法给分的办法不同，提醒照批复的写。

    年初批复之后预算调整过、又没有调整批复可比的，项目只是名称相近的，只提醒。
    """
    for compared in reported_indicators(tables):
        for pair in compared.pairs:
            old, new = pair.old, pair.new
            if old is None or new is None or not old.target.text or not new.target.text:
                continue
            if same_target(old, new, compared.table.year):
                if compared.table.stage is Stage.EVALUATION:
                    yield from _scored_otherwise(compared, old, new, tables.profile)
                continue
            sure = compared.certain and compared.settled and not pair.reworded
            yield Hit(
                new.target,
                found=new.target.text,
                expected=old.target.text,
                words={
                    "level3": new.level3.text,
                    "own": compared.own,
                    "what": compared.what,
                    "ground": compared.ground,
                    "also": "" if compared.settled else "预算调整过，但没有给出调整批复。",
                },
                severity=None if sure else Severity.WARNING,
                table=compared.table,
                related=(old.target,),
                related_table=compared.source,
            )


def _scored_otherwise(
    compared: Compared, approved: Side, own: Side, profile: Profile
) -> Iterator[Hit]:
    """指标值是一回事，只是符号不同：没有做到的，照哪个符号给分不一样。"""
    signs = [each.value.operator for each in (approved, own) if isinstance(each.value, Measured)]
    if len(set(signs)) < 2 or reached(own.row, profile) is not Outlook.BELOW:
        return
    yield Hit(
        own.target,
        found=own.target.text,
        expected=approved.target.text,
        severity=Severity.WARNING,
        message=(
            f"{quoted(own.level3.text)}的指标值，{compared.own}是{quoted(own.target.text)}，"
            f"{compared.what}是{quoted(approved.target.text)}：要求一样，"
            "没有做到时给分的办法不同（“≥”按比例，“=”照口径）。"
        ),
        hint=f"请核对 {own.target.cell}，照批复的写法填，得分也照它。",
        table=compared.table,
        related=(approved.target,),
        related_table=compared.source,
    )
