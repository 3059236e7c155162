"""评分、成表的各个文件：旁边的认可清单、口径里认可了的得分照所填。"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

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
        yield replace(each, assessment=settled(each.assessment, known))
