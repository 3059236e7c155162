"""各个文件里认可了的得分照所填：认可清单（口径）里写的，评分、成表、校验以后的汇总和审核意见都照它。"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from perfxl.actions.accepted_scores import accepted_places, as_filled, checked_again, settled
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.file_result import FileResult


def with_accepted_scores(
    results: Iterable[FileResult], lists: AcceptanceLists
) -> Iterator[FileResult]:
    """还没有逐张查的各个文件，一个个给；清单有误的记在 ``lists.faulty``，那一份清单不算。"""
    for each in results:
        if each.assessment is None:
            yield each
            continue
        known = lists.beside(each.path)
        # 一条认可也没有的，照旧：放到一边的不必取回来换。
        accepting = known or each.assessment.profile.accepted
        yield each.changed(partial(settled, acceptances=known)) if accepting else each


def as_accepted(result: FileResult) -> FileResult:
    """查过、去掉了认可的一个：认可了的得分、总分、等级照所填，问题、先写好的汇总的各行跟着再写。"""
    places = {} if result.assessment is None else accepted_places(result.assessment)
    if not places:
        return result
    filled = result.changed(partial(as_filled, places=places))
    light = filled.assessment
    assert light is not None
    light = replace(light, findings=checked_again(filled.in_full))
    if light.drafts is not None:
        from perfxl.actions.summary_rows import drafted_rows  # 只有文件多的汇总先写好

        light = replace(light, drafts=drafted_rows(filled.whole))
    return replace(filled, assessment=light)
