"""``compare`` 在屏幕上的字：变化要紧的项目在前，一处一行；没有变的只说几个。"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from perfxl.actions.compare import Comparison
from perfxl.matching.comparison import ComparedProject, ComparedProjects
from perfxl.rendering.comparison_words import (
    doubt_words,
    ground_words,
    indicator_labels,
    project_words,
    source_words,
    stage_names,
)

# 没有变化的、只有一步的，一句话里最多列几个。
_LISTED = 10


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """整个比对，一行一行的。"""
    yield comparison.said
    for project in comparison.changed:
        yield ""
        yield from _project_lines(project)
    same = comparison.projects.where(lambda each: not each.is_changed and each.steps > 1)
    yield from _remarks(same)
    # 有没有比的，变没变不知道，上面说过了。
    unchanged = same.at(place for place, each in enumerate(same) if not doubt_words(each))
    if unchanged:
        yield ""
        yield f"没有变化：{_listed(unchanged)}。"
    if comparison.alone:
        yield ""
        alone = [
            f"{name}（{stage_names(each.steps)[0]}）"
            for name, each in zip(_named(comparison.alone), comparison.alone, strict=False)
        ]
        more = f"等 {len(comparison.alone)} 个" if len(comparison.alone) > _LISTED else ""
        yield f"只有一步，没有可比的：{'、'.join(alone)}{more}。"


def _project_lines(project: ComparedProject) -> Iterator[str]:
    names = stage_names(project.steps)
    unit = f"（{project.followed.unit}）" if project.followed.unit else ""
    yield f"{project.name or '没有写项目名称'}{unit}　{' → '.join(names)}"
    labels = [label for row in project.indicators for label in indicator_labels(row, names)]
    counted = [f"{label} {labels.count(label)} 条" for label in dict.fromkeys(labels)]
    if counted:
        yield f"  {'、'.join(counted)}"
    said = (source_words, project_words, ground_words, doubt_words)
    for line in (line for words in said for line in words(project)):
        yield f"  {line}"


def _remarks(same: ComparedProjects) -> Iterator[str]:
    """没有变化而认得没有把握、有没有比的，也要说。"""
    for project in same:
        said = [*ground_words(project), *doubt_words(project)]
        if said:
            yield ""
            yield f"{project.name or '没有写项目名称'}　没有看出变化"
            yield from (f"  {line}" for line in said)


def _named(projects: ComparedProjects) -> list[str]:
    """前几个项目的名称；几个单位同名的连同单位。"""
    names = Counter(facts.name for facts in projects.facts)
    return [
        f"{facts.name}（{facts.unit}）" if names[facts.name] > 1 and facts.unit else facts.name
        for facts in islice(projects.facts, _LISTED)
    ]


def _listed(projects: ComparedProjects) -> str:
    more = f"等 {len(projects)} 个" if len(projects) > _LISTED else ""
    return "、".join(_named(projects)) + more
