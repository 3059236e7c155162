"""``perfxl value``：看一句指标值怎么读。"""

from collections.abc import Sequence

import click

from perfxl.cli.console import print_json, say
from perfxl.cli.options import debug_option
from perfxl.contract.json_numbers import json_number
from perfxl.grammar import as_contract, parse
from perfxl.scoring.rounding import plain


@click.command(options_metavar="[选项]")
@click.argument("texts", nargs=-1, required=True, metavar="文字…")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@debug_option
def value(texts: tuple[str, ...], as_json: bool, debug: bool) -> None:
    """看一句指标值怎么读：perfxl value "≥9.8万人"。"""
    print_values(texts, as_json=as_json)


def print_values(texts: Sequence[str], *, as_json: bool) -> None:
    """一句一句说怎么读；JSON 一句一个对象，几句时写成数组。"""
    objects = [as_contract(parse(text)) for text in texts]
    if as_json:
        ready = [
            {key: json_number(item) if key == "number" else item for key, item in each.items()}  # type: ignore[arg-type]
            for each in objects
        ]
        print_json(ready[0] if len(ready) == 1 else ready)
        return
    for text in texts:
        data = as_contract(parse(text))
        number = data["number"]
        parts = [parse(text).kind.label]
        if data["operator"]:
            parts.append(f"符号 {data['operator']}")
        if number is not None:
            parts.append(f"数值 {plain(number)}")  # type: ignore[arg-type]
        if data["unit"]:
            parts.append(f"单位 {data['unit']}")
        if data["approximate"]:
            parts.append("约数")
        if data["note"]:
            parts.append(str(data["note"]))
        say(f"{text}　→　{'，'.join(parts)}")
