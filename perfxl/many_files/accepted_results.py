"""评分、成表的各个文件：旁边的认可清单、口径里认可了的得分照所填。"""

from collections.abc import Iterable, Iterator
from functools import partial

from perfxl.actions.accepted_scores import settled
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.results import FileResult


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
