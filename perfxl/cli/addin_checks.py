"""加载项的各项检查写到屏幕、写成 JSON。"""

import sys
from typing import NoReturn

from rich.text import Text

from perfxl.addin.checks import Check, State, sound
from perfxl.cli.console import print_json
from perfxl.cli.screen import console

_STYLES = {State.OK: "green", State.NOTE: "yellow", State.BAD: "bold red"}
_NAMES = {State.OK: "ok", State.NOTE: "note", State.BAD: "bad"}


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
