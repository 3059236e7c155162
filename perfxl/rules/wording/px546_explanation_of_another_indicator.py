"""PX546 解释说的是另一个指标"""

from collections import Counter
from collections.abc import Iterable, Iterator

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
    named = _Named(row for row in subject.table.indicators if row.level3.text)
    for words, rows in named.rows.items():
        for row in rows:
            explanation = compact(row.explanation.text)
            if len(explanation) < _FEWEST:
                continue
            said = pairs_of([_OFFICE.sub("|", explanation)])
            if said & words:
                continue
            other = named.only_one_about(said)
            if other is not None:
                yield Hit(
                    row.explanation,
                    found=row.explanation.text,
                    words={"level3": row.level3.text, "other": other.level3.text},
                    related=(row.level3, other.level3),
                )


class _Named:
    """各行指标，照名称里连着的两个字找：几千行的表也不逐行与各行比。"""

    def __init__(self, rows: Iterable[Indicator]) -> None:
        self.rows: dict[frozenset[str], list[Indicator]] = {}
        self._with: dict[str, list[frozenset[str]]] = {}
        for row in rows:
            words = frozenset(pairs_of([row.level3.text]))
            if words not in self.rows:
                for pair in words:
                    self._with.setdefault(pair, []).append(words)
            self.rows.setdefault(words, []).append(row)

    def only_one_about(self, said: set[str]) -> Indicator | None:
        """名称的词有三分之一以上在 ``said`` 里的一行；不止一行、一行也没有的为 ``None``。"""
        shared: Counter[frozenset[str]] = Counter()
        for pair in said & self._with.keys():
            shared.update(self._with[pair])
        about = [
            row
            for words, count in shared.items()
            if count >= max(_ALIKE, len(words) / 3)
            for row in self.rows[words][:2]
        ]
        return about[0] if len(about) == 1 else None
