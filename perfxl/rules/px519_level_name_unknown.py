"""PX519 一级、二级指标的名称不是通行的"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.form_groups import WITH_INDICATORS
from perfxl.rules.level_names import (
    LEVEL1,
    is_known_level2,
    level_entries,
    level_word,
    level_words,
    of_department,
)
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX519",
    title="一级、二级指标的名称不是通行的",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(
        form_layout("一级分产出、效益、满意度（和成本），二级分数量、质量、时效、成本、各种效益"),
    ),
    message="{level}“{found}”不是通行表样里的名称，按类别的核对没有做。",
    hint="请核对 {cells} 是不是写错了字；当地自定的可以不改。",
)
def level_name_unknown(subject: Subject) -> Iterator[Hit]:
    """错别字（服务对像满意度）或当地自定的名称。同一个名称报一次；部门整体支出的表各地自定，不看。"""
    if of_department(subject.table):
        return
    first: dict[tuple[str, str], list[Entry]] = {}
    for level1, _ in level_entries(subject.table, "level1"):
        if level_word(level1.text) not in LEVEL1:
            first.setdefault(("一级指标", level1.text), []).append(level1)
    for level1, level2 in level_entries(subject.table, "level2"):
        # 一级不认得的，二级多半也是自定的一套，只说一级。
        known = all(map(_is_known, level_words(level2.text)))
        if level_word(level1.text) in LEVEL1 and level2.text and not known:
            first.setdefault(("二级指标", level2.text), []).append(level2)
    for (level, text), entries in first.items():
        yield Hit(entries, found=text, words={"level": level})


def _is_known(word: str) -> bool:
    return is_known_level2(word) and "对像" not in word
