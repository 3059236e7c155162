"""副本写到哪里：``-o`` 是文件、是文件夹，还是不写（放在原件旁边）。"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from perfxl.cli.console import notice
from perfxl.hosts.file_names import is_folder
from perfxl.hosts.outputs import Output, Outputs
from perfxl.hosts.xlsx_reader import READABLE_SUFFIXES, copy_suffix
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.finding import FoundWorkbooks
from perfxl.many_files.output_places import output_places
from perfxl.model.file_faults import NotWritableError, UnreadableFileError

# 写不成副本的格式，免得当成文件夹名。
NO_COPIES = frozenset(
    {
        *(".xls", ".et", ".xlsb", ".ods", ".csv", ".pdf", ".doc", ".docx"),
        *(".json", ".txt", ".md", ".yaml", ".yml", ".html"),
    }
)

# 没有要改的文件，一句话里最多列几个。
_LISTED = 3


def refuse_no_copy(output: Path | None) -> None:
    """``-o`` 的后缀写不成副本的，抛 ``click.UsageError``。"""
    if output is not None and output.suffix.lower() in NO_COPIES and not is_folder(output):
        raise click.UsageError(f"副本写不成 {output.suffix}，-o 请给文件夹，或 .xlsx 的文件名。")


def is_one_file(output: Path | None) -> bool:
    """``-o`` 写明的是一个文件，不是文件夹。"""
    if output is None or output.suffix.lower() not in READABLE_SUFFIXES:
        return False
    return not is_folder(output)


def copy_outputs(
    done: Iterable[Path],
    found: FoundWorkbooks,
    output: Path | None,
    outputs: Outputs,
    ending: str,
    what: str,
) -> dict[Path, Output]:
    """读成的各文件的副本写到哪里；几个文件写不成一个的，抛 ``click.UsageError``。"""
    paths = list(done)
    if output is not None and is_one_file(output):
        if len(paths) > 1:
            raise click.UsageError(f"几个文件的{what}不能写成一个文件，-o 请给文件夹。")
        return {path: outputs.named(output) for path in paths}
    if output is None:
        beside = {path: path.with_name(f"{path.stem}{ending}{copy_suffix(path)}") for path in paths}
        return {path: outputs.chosen(place, ending) for path, place in beside.items()}
    places = output_places({path: found.origins[path] for path in paths}, ending)
    return {path: outputs.chosen(output / place, ending) for path, place in places.items()}


class Said(NamedTuple):
    """一份副本写了没有，跟在路径后面说什么，下面再说哪几行；``nothing`` 是没有写而有话要说的，为什么没有写。"""

    written: bool
    what: str = ""
    lines: Sequence[str] = ()
    nothing: str = ""


def write_copies(
    results: Iterable[FileResult],
    targets: Mapping[Path, Output],
    what: str,
    write: Callable[[FileResult, Output], Said],
    nothing: str,
) -> bool:
    """逐个写副本；有写不成的说明原因，返回 ``True``，不耽误其余。

    没有写的合成一句；还有话要说的各说各的，跟在自己的文件名下面，``nothing`` 是为什么没有写。
    """
    failed = False
    unchanged: list[Path] = []
    for result in results:
        output = targets.get(result.path)
        if output is None:
            continue
        try:
            said = write(result, output)
        except (NotWritableError, UnreadableFileError) as error:
            failed = True
            notice(f"没有写成{what}：{error}")
            continue
        except Exception as error:
            # 程序的毛病也不能拖累其余文件。
            if click.get_current_context().params.get("debug"):
                raise
            failed = True
            notice(
                f"没有写成{what}：写“{result.path.name}”的{what}时程序出错（{type(error).__name__}）；"
                "请加上 --debug 再运行一次，把显示的内容反馈给维护者。"
            )
            continue
        if said.written:
            notice(f"{what}：{output.path}{shortened_note(output)}{said.what}")
        elif said.lines:
            notice(f"“{result.path}”{said.nothing or nothing}，没有写副本：")
        else:
            unchanged.append(result.path)
        for line in said.lines:
            notice(f"  {line}")
    if unchanged:
        names = "、".join(f"“{path}”" for path in unchanged[:_LISTED])
        more = f" 等 {len(unchanged)} 个文件" if len(unchanged) > _LISTED else ""
        notice(f"{names}{more}{nothing}，没有写副本。")
    return failed


def shortened_note(output: Output) -> str:
    """名字截短了的，跟着说一句。"""
    return "（名字太长，截短了）" if output.shortened else ""
