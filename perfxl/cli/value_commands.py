"""``perfxl value``：看一句指标值怎么读。"""

from collections.abc import Sequence

import click

from perfxl.cli.console import print_json, say
from perfxl.cli.options import debug_option
from perfxl.contract.json_numbers import json_number
from perfxl.grammar import as_contract, parse
from perfxl.grammar.patterns import Pattern
from perfxl.scoring.rounding import plain

_NEGATIVE = Pattern(r"-[0-9.]")


class _TextsOrOptions(click.Command):
    """开头是减号、后面是数的（-3%）是要看的文字；别的不认得的选项照常说没有。"""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = any(_NEGATIVE.match(each) for each in args)
        said_apart = "--" in args
        rest = super().parse_args(ctx, args)
        for text in () if said_apart else ctx.params.get("texts") or ():
            if text.startswith("-") and text != "-" and not _NEGATIVE.match(text):
                raise click.NoSuchOption(text, ctx=ctx)
        return rest


@click.command(cls=_TextsOrOptions, options_metavar="[选项]")
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
