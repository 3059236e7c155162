"""几个命令共有的参数、选项和退出码。"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perfxl.standards.default_profile import DEFAULT_PROFILE

if TYPE_CHECKING:
    from perfxl.many_files.file_result import FileResult

OK, FAULTS, UNREADABLE, CRASHED = 0, 1, 2, 3

Command = Callable[..., Any]

files_argument = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…"
)
profile_option = click.option(
    "--profile",
    metavar="口径",
    help="评分口径的名字，或一份 .yaml 的路径。"
    f"不写时用工作簿里定的（名称“绩效口径”），没有定的照表推断，推断不出的用{DEFAULT_PROFILE}。",
)
no_acceptances_option = click.option(
    "--no-acceptances",
    is_flag=True,
    help="一条认可也不理：旁边的校验认可.yaml、口径里认可的都照列。",
)
acceptances_option = click.option(
    "--acceptances",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="清单.yaml",
    help="用这一份认可清单，不理各文件旁边的。",
)
replace_option = click.option(
    "--replace",
    is_flag=True,
    help="已有同名的文件就替换。不写时不替换：-o 写明的说一句就停下，程序取的名字加 (2)。"
    "这次要读的文件任何时候都不替换。",
)
debug_option = click.option("--debug", is_flag=True, help="出错时显示程序内部的出错位置。")


def year_given(text: str) -> int:
    """``--year`` 的内容：2024、2024年、2024年度；别的不收。"""
    found = re.fullmatch(r"(20\d\d)(?:年度?)?", text.strip())
    if found is None:
        raise click.BadParameter(f"“{text}”不是年度，请写四位数的年，如 2024。")
    return int(found[1])


def jobs_given(text: str) -> int:
    """``--jobs`` 的内容：1 以上的整数；别的不收。"""
    found = re.fullmatch(r"0*[1-9][0-9]{0,5}", text.strip())
    if found is None:
        raise click.BadParameter(f"“{text}”不是进程数，请写 1 以上的整数。")
    return int(found[0])


def exit_code(results: "Iterable[FileResult]") -> int:
    """0 没有错误级问题，1 有，2 有文件读不了。"""
    results = list(results)
    if any(result.why for result in results):
        return UNREADABLE
    return FAULTS if any(result.has_errors for result in results) else OK


def output_option(what: str) -> Callable[[Command], Command]:
    """``-o``，``what`` 是写什么。"""
    return click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar="输出", help=what
    )


def style_option(what: str, *, inferred: bool = False) -> Callable[[Command], Command]:
    """``--format``；``inferred`` 时不写就是 ``None``，由命令自己定。"""
    return click.option(
        "--format",
        "style",
        type=click.Choice(["text", "json", "xlsx"]),
        default=None if inferred else "text",
        show_default=not inferred,
        help=what,
    )
