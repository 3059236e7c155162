"""Excel、WPS 的加载项两组命令共用的：做了什么怎样说，各项检查写到屏幕、写成 JSON，共有的选项。"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
from rich.text import Text

from perfxl.addin.checks import Check, State, sound
from perfxl.addin.installation import Outcome
from perfxl.cli.console import notice, print_json
from perfxl.cli.options import Command
from perfxl.cli.screen import console
from perfxl.shipped import MANUAL

_STYLES = {State.OK: "green", State.NOTE: "yellow", State.BAD: "bold red"}
_NAMES = {State.OK: "ok", State.NOTE: "note", State.BAD: "bad"}

json_option = click.option(
    "--json", "as_json", is_flag=True, help="输出 JSON（perfxl.addin_status/1）。"
)


def folder_option(name: str) -> Callable[[Command], Command]:
    """``-o``：做成哪个文件夹，不写是 ``name``。"""
    return _output_option("文件夹", f"做成这个文件夹；不写是 {name}。")


def file_option(what: str, name: str) -> Callable[[Command], Command]:
    """``-o``：``what`` 写到哪个文件，不写是 ``name``。"""
    return _output_option("输出", f"{what}写到这个文件；不写是 {name}。")


def _output_option(metavar: str, said: str) -> Callable[[Command], Command]:
    path = click.Path(path_type=Path)
    return click.option("-o", "--output", type=path, metavar=metavar, help=said)


def tell_manual(*, has_manual: bool) -> None:
    """离线安装的文件夹里有没有说明书。"""
    if has_manual:
        notice(f"说明书在其中的“{MANUAL}”里，双击 index.html 在浏览器里看，不用上网。")
    else:
        notice("没有带说明书；要带的先在 perfxl 的源码文件夹里运行 make docs，再做一次。")


def tell_done(done: Outcome, verb: str) -> None:
    """各个文件怎样了（``verb``：已写出、已删除），还要告诉用户的话。"""
    for path in done.files:
        notice(f"{verb}：{path}")
    for note in done.notes:
        notice(note)


def show_checks(checks: list[Check], *, as_json: bool) -> NoReturn:
    """逐项写出，退出；有“不行”的退出码为 1。"""
    if as_json:
        print_json(_json(checks))
    else:
        screen = console()
        for check in checks:
            screen.print(_line(check))
    sys.exit(0 if sound(checks) else 1)


def _json(checks: list[Check]) -> dict[str, object]:
    return {
        "schema": "perfxl.addin_status/1",
        "ok": sound(checks),
        "checks": [
            {
                "name": each.name,
                "state": _NAMES[each.state],
                "fact": each.fact,
                "advice": each.advice,
            }
            for each in checks
        ],
    }


def _line(check: Check) -> Text:
    line = Text()
    line.append(check.state.value, style=_STYLES[check.state])
    line.append(f"　{check.name}：{check.fact}")
    if check.advice:
        line.append(f"\n　　　怎么办：{check.advice}")
    return line
