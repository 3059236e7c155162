"""窗格的引擎：一份快照、一句要求进来，一个回答出去。WebAssembly 里和 ``perfxl serve`` 里是同一个。

读、查、评、写都在 ``commands.py``，用到才载入：网页里的引擎先能答有什么，打开就快。
"""

import base64
import binascii
import json
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

import perfxl
from perfxl.actions.forms_made import MADE_FORMS, MADE_NAMES
from perfxl.contract.pane import (
    LARGEST_WORKBOOK,
    MOST_WORKBOOKS,
    AboutJson,
    AnswerJson,
    Command,
    GivenFileJson,
    RequestJson,
)
from perfxl.contract.shapes import dump
from perfxl.hosts.pdf_copies import office
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.model.errors import PerfxlError
from perfxl.model.os_fault import os_fault
from perfxl.pane.own_names import own_folder, own_name
from perfxl.standards.default_profile import DEFAULT_PROFILE
from perfxl.standards.profile import profile_names
from perfxl.standards.rule_settings import SHORTEST_REASON
from perfxl.standards.seals import keep_key

__all__ = ["answer", "keep_key", "warm"]


def answer(text: str, *, debug: bool = True) -> str:
    """``perfxl.request/1`` → ``perfxl.answer/1``；什么毛病都写在 ``error`` 里，不抛异常。

    ``debug``：程序自己的毛病，详情写到 stderr（在网页里就是浏览器的控制台）。
    """
    command = Command.ABOUT
    try:
        request = _request(text)
        command = request.command
        answered = _answered(request)
    except PerfxlError as error:
        answered = AnswerJson(command=command, error=str(error))
    except MemoryError:
        answered = AnswerJson(
            command=command, error="这个工作簿太大，内存不够；请在命令行里用 perfxl check 看它。"
        )
    except OSError as error:  # 临时文件夹写不成：磁盘满了，没有权限
        answered = AnswerJson(
            command=command, error=f"临时文件夹用不了：{os_fault(error)}。什么也没有改。"
        )
    except Exception as error:  # noqa: BLE001 - 窗格要的是一句话，毛病记到日志里
        if debug:
            traceback.print_exc(file=sys.stderr)
        answered = AnswerJson(
            command=command, error=f"程序自己出了毛病（{type(error).__name__}），什么也没有改。"
        )
    return json.dumps(dump(answered), ensure_ascii=False)


def _request(text: str) -> RequestJson:
    try:
        return RequestJson.model_validate_json(text)
    except ValidationError as error:
        raise PerfxlError("窗格与引擎的版本不合，听不懂这句要求；请重新打开窗格。") from error


def warm() -> None:
    """载入全部：网页里的引擎闲着的时候先做，头一次查就不用等。"""
    from perfxl.pane import commands
    from perfxl.rules.engine.registry import all_rules

    assert commands.COMMANDS
    all_rules()


def _answered(request: RequestJson) -> AnswerJson:
    if request.command is Command.ABOUT:
        return _about(request)
    if request.command is Command.PROFILE:
        from perfxl.pane.given_profile import recognised

        return recognised(request)
    if request.workbook is None:
        raise PerfxlError("没有收到工作簿，请先打开一个。")
    from perfxl.pane.commands import performed

    with temporary_folder() as folder:
        # 文件夹叫什么也照原来的：认可清单里的各条可以写明它。
        root = folder / own_name(request.root, "文件夹") if request.root else folder
        return performed(request, root, _written(root, (request.workbook, *request.others)))


def _written(folder: Path, files: Sequence[GivenFileJson]) -> list[Path]:
    """收到的各个文件写进 ``folder``；同名的、合起来太大的抛 ``PerfxlError``。"""
    paths = [own_folder(folder, each.folder) / own_name(each.name) for each in files]
    sizes = [_size(each) for each in files]
    if sum(sizes) > LARGEST_WORKBOOK * 1024 * 1024:
        largest = paths[sizes.index(max(sizes))].name
        said = f"“{largest}”超过 {LARGEST_WORKBOOK} MB"
        if len(files) > 1:
            said = f"这{len(files)}个文件合起来超过 {LARGEST_WORKBOOK} MB（最大的是“{largest}”）"
        raise PerfxlError(f"{said}，窗格不读；请在命令行里用 perfxl check 看它。")
    for path, each in zip(paths, files, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as stream:
                stream.write(_content(each))
        except FileExistsError as error:
            raise PerfxlError(
                f"有两个文件都叫“{path.name}”，分不清；请改了名再一起拖进来。"
            ) from error
    return paths


def _size(file: GivenFileJson) -> int:
    """几个字节：base64 每三个写成四个字，末尾不够的补 ``=``。"""
    return len(file.content) // 4 * 3 - file.content[-2:].count("=")


def _about(request: RequestJson) -> AnswerJson:
    return AnswerJson(
        command=request.command,
        about=AboutJson(
            version=perfxl.__version__,
            profiles=list(profile_names()),
            default_profile=DEFAULT_PROFILE,
            forms=list(MADE_NAMES),
            gathered=[each.name for each in MADE_FORMS if each.gathered],
            largest_workbook=LARGEST_WORKBOOK,
            most_workbooks=MOST_WORKBOOKS,
            shortest_reason=SHORTEST_REASON,
            pdf=office() is not None,
        ),
    )


def _content(workbook: GivenFileJson) -> bytes:
    try:
        return base64.b64decode(workbook.content, validate=True)
    except binascii.Error as error:
        raise PerfxlError("工作簿没有传完整，请再试一次。") from error
