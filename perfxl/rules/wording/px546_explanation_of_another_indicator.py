"""PX546 解释说的是另一个指标"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.project_words import pairs_of
from perfxl.standards.documents import own_convention

# 与别的指标至少有这么多对字相同。
_ALIKE = 2
_FEWEST = 4
# 写在解释里的单位名称，不是在说指标。
_OFFICE = Pattern(r"[\u4e00-\u9fff]*(?:局|厅|委员会|办公室)")


@rule(
    id="PX546",
    title="解释说的是另一个指标",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("指标解释说这一个指标怎样算"),),
    message="“{level3}”的解释写“{found}”，说的像是“{other}”。",
    hint="请核对 {cells}，写明这一个指标怎样算。",
)
def explanation_of_another_indicator(subject: Subject) -> Iterator[Hit]:
    """解释与自己的名称没有一个词相同，而另一行名称的词有三分之一以上在里面。"""
    rows = [row for row in subject.table.indicators if row.level3.text]
    for row in rows:
        explanation = compact(row.explanation.text)
        if len(explanation) < _FEWEST:
            continue
        said = pairs_of([_OFFICE.sub("|", explanation)])
        if said & pairs_of([row.level3.text]):
            continue
        others = [each for each in rows if each is not row and _is_about(said, each)]
        if len(others) == 1:
            yield Hit(
                row.explanation,
                found=row.explanation.text,
                words={"level3": row.level3.text, "other": others[0].level3.text},
                related=(row.level3, others[0].level3),
            )


def _is_about(said: set[str], row: Indicator) -> bool:
    own = pairs_of([row.level3.text])
    return len(said & own) >= max(_ALIKE, len(own) / 3)
