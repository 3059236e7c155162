"""``--year``、``--unit``：只看一年、一个单位的表。"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, wraps
from typing import Any, NamedTuple

import click

from perfxl.cli import options
from perfxl.cli.console import notice
from perfxl.many_files.file_result import FileResult

Command = Callable[..., Any]


class Only(NamedTuple):
    """要看的；都没有写的是全部。"""

    year: int | None = None
    unit: str = ""

    @property
    def is_all(self) -> bool:
        """不挑。"""
        return self.year is None and not self.unit

    def of(self, groups: Sequence[Sequence[FileResult]]) -> list[list[FileResult]]:
        """各组里留下的（年度一起推断）；一张表也没有留下的文件不在内，没有读成的还在。

        一张也没有的抛 ``PerfxlError``。
        """
        if self.is_all:
            return [list(group) for group in groups]
        from perfxl.actions.only_these import only_these  # 不挑的用不着

        read = [each for group in groups for each in group if each.assessment is not None]
        assessed = [each.assessment for each in read if each.assessment is not None]
        found = only_these(assessed, year=self.year, unit=self.unit)
        notice(found.said)
        kept = dict(zip(map(id, read), found.places, strict=True))
        return [
            [
                each if each.assessment is None else _limited(each, kept[id(each)])
                for each in group
                if each.assessment is None or kept[id(each)]
            ]
            for group in groups
        ]


def _limited(each: FileResult, places: Sequence[int]) -> FileResult:
    """只留第几张、第几张表；放到一边的，取回来的也只有它们。"""
    from perfxl.actions.only_these import limited_to

    changed = each.changed(partial(limited_to, places=places))
    if each.aside is None or each.assessment is None or changed.assessment is None:
        return changed
    light = limited_to(replace(each.assessment, scores=()), places)
    return replace(changed, assessment=replace(light, scores=changed.assessment.scores))


def only_options(command: Command) -> Command:
    """命令得到的是 ``only``，一个 ``Only``。"""

    @wraps(command)
    def told_which(*args: Any, year: int | None, unit: str, **given: Any) -> Any:
        return command(*args, only=Only(year, unit), **given)

    return year_and_unit("看")(told_which)


def year_and_unit(doing: str) -> Callable[[Command], Command]:
    """``--year``、``--unit``，命令得到的就是这两项；``doing`` 是一个字：只看、只写、只收。"""
    by_year = click.option(
        "--year", type=options.year_given, metavar="年度", help=f"只{doing}这一年的，如 2024。"
    )
    by_unit = click.option(
        "--unit", metavar="单位", default="", help=f"只{doing}这个单位的；写名称里的几个字也行。"
    )
    return lambda command: by_year(by_unit(command))
