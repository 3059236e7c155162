"""PX126 文字里留着表样的占位"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import PROJECT_FIELDS, Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import own_convention

# ××××、XXX、____；前后有字母的是英文缩写，数字之间的 × 是乘号。
_CROSSES = Pattern(r"(?<![A-Za-z\d])(?:[XxＸｘ]{2,}|[×＊*○]{2,}|[_＿]{3,})(?![A-Za-z\d])")
_TWO_CROSSES = Pattern("[XxＸｘ×＊*○_＿]{2}")
# “目标2：”后面什么也没有，或只有省略号。
_EMPTY_GOAL = Pattern(
    r"目标\s*+[\d一二三四五六]{0,2}\s*+[:：][\s.…。]*(?=目标\s*[\d一二三四五六]|$)"
)
# 通行表样里教人怎样填的话；填好的不会留着。
_PROMPT = Pattern(
    r"请?(?:在此处|在此|按要求)(?:简要)?(?:说明|填写|填报|描述|概述|分析)[^。]*"
    r"|(?:如|若)(?:没有|无)[^，。]{0,6}请填[“\"]?无[”\"]?"
    r"|[（(]请补写[^（）()]*[）)]"  # 成表拟的结论里留给人写的
)
_ELLIPSES = ("…", ".", "。")
# 提示的话太长，只引开头这么多字。
_SHOWN = 20
_TRAILING = Pattern(r"(?:(?<!…)…++|(?<!\.)\.{3,}+|(?<!。)。{3,}+)\s*+$")


@rule(
    id="PX126",
    title="文字里留着表样的占位",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("表样里的占位供填表参考，报送时应换成真的内容或删去"),),
    message="{name}里留着“{found}”，像是表样的占位或没有写完。",
    hint="请把 {cells} 里的“{found}”换成真的内容，或删去。",
)
def placeholder_text_left(subject: Subject) -> Iterator[Hit]:
    """总体目标、结论、原因、项目名称、指标名称里有字，却还留着 XXX、××××、“目标2：”。

    结尾只有省略号的，是没有写完，只作参考。整格都是占位的由 PX101、PX103、PX104、PX105 报；
    指标值、完成值里的由 PX201、PX202 报；联系人、电话公开时隐去的不看。
    """
    for name, entry in _texts_to_look_at(subject):
        left = _left_in(entry.text)
        if left is not None:
            yield Hit(entry, found=left.found, words={"name": name}, severity=left.severity)


class _Left(NamedTuple):
    """留着的占位；只是没有写完的，``severity`` 是参考。"""

    found: str
    severity: Severity | None = None


@lru_cache(maxsize=8192)
def _left_in(text: str) -> _Left | None:
    if is_vague(text):
        return None
    prompt = _PROMPT.search(text) if "请" in text else None
    if prompt is not None:
        return _Left(prompt[0].strip()[:_SHOWN] + ("…" if len(prompt[0].strip()) > _SHOWN else ""))
    found = _CROSSES.search(text) if _TWO_CROSSES.search(text) else None
    if found is None and "目标" in text:
        found = _EMPTY_GOAL.search(text.strip())
    if found is not None:
        return _Left(found[0].strip())
    ending = _TRAILING.search(text) if text.rstrip()[-1:] in _ELLIPSES else None
    return _Left(ending[0].strip(), Severity.INFO) if ending is not None else None


def _texts_to_look_at(subject: Subject) -> Iterator[tuple[str, Entry]]:
    table = subject.table
    for name, entry in table.fields.items():
        if name in PROJECT_FIELDS:
            yield name, entry
    for line in table.lines:
        yield from (("项目名称", line.name), ("绩效目标", line.goal))
    for entry in table.goals.values():
        yield "年度总体目标", entry
    yield "自评结论", table.conclusion
    for name, entry in table.details.items():
        yield name, entry
    seen: set[tuple[int, int]] = set()
    for row in table.indicators:
        for name, entry in (
            ("三级指标", row.level3),
            ("三级指标", row.level3_adjusted),
            ("原因栏", row.reason),
            ("备注", row.note),
        ):
            if entry.text and entry.place not in seen:
                seen.add(entry.place)
                yield name, entry
