"""PX361 汇总表一行的得分不在 0 到 100 之间"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.reading.budget_tree import leaves
from perfxl.rules.engine.form_groups import EVALUATION_SUMMARIES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import name_of
from perfxl.standards.documents import evaluation_measures

_HIGHEST = 100


@rule(
    id="PX361",
    title="汇总表一行的得分不在 0 到 100 之间",
    severity=Severity.ERROR,
    forms=EVALUATION_SUMMARIES,
    basis=(evaluation_measures("绩效自评总分按 100 分计"),),
    message="“{name}”自评得分填 {found} 分，总分最高 100 分、最低 0 分。",
    hint="请核对 {cells}，照这个项目自评表的总分填。",
)
def summary_score_out_of_range(subject: Subject) -> Iterator[Hit]:
    """合计、平均的行不看。"""
    for line in leaves(subject.table):
        score = line.score.number
        if score is not None and not 0 <= score <= _HIGHEST:
            yield Hit(line.score, found=score, words={"name": name_of(line)})
