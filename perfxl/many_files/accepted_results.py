"""各个文件里认可了的得分照所填：认可清单（口径）里写的，评分、成表、校验以后的汇总和审核意见都照它。"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from perfxl.actions.acceptances import settled
from perfxl.actions.accepted_scores import accepted_places, as_filled
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


def scores_aside(result: FileResult) -> FileResult:
    """查过、去掉了认可的一个：换过的分（认可了的照所填）放到一边的仍放在一边，先写好的汇总的各行跟着再写。"""
    light = result.assessment
    places = {} if light is None or result.aside is None else accepted_places(light)
    if not places:
        return result
    filled = result.changed(partial(as_filled, places=places))
    light = filled.assessment
    assert light is not None
    if light.drafts is not None:
        from perfxl.actions.summary_rows import drafted_rows  # 只有文件多的汇总先写好

        light = replace(light, drafts=drafted_rows(filled.whole))
    return replace(filled, assessment=light)
