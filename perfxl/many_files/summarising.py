"""许多文件的汇总：读、查、评过的各个文件合成一份。"""

from collections.abc import Iterable

from perfxl.actions.summary import SummaryOutcome, summary
from perfxl.many_files.results import FileResult, assessments_of
from perfxl.model.summary import LeftOut


def summarised(
    results: Iterable[FileResult], files: int, *, year: int | None = None, unit: str = ""
) -> SummaryOutcome:
    """``results`` 是 ``checked``、``skipping_unrelated`` 以后的，``files`` 是找到几个工作簿。

    没有 ``unit`` 这个单位的抛 ``PerfxlError``。
    """
    every = list(results)
    return summary(
        assessments_of(every),
        files=files,
        unread=[LeftOut(str(each.path), each.why) for each in every if each.why],
        ignored=[LeftOut(str(each.path), f"{each.skipped}。") for each in every if each.skipped],
        year=year,
        unit=unit,
    )
