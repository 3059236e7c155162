"""``perfxl rule``、``perfxl profile``：一条规则、一份口径的说明。"""

import click

from perfxl.cli.options import debug_option
from perfxl.cli.profile_text import profile_page
from perfxl.cli.screen import console
from perfxl.rules.engine.reference import (
    CRASH_PAGE,
    reference_document,
    rule_page,
    rules_by_category,
)
from perfxl.rules.engine.registry import all_rules
from perfxl.standards.profile import extended_profile, load_profile, profile_names


@click.command(options_metavar="[选项]")
@click.argument("rule_id", required=False, metavar="[编号]")
@click.option("--markdown", is_flag=True, help="全部规则写成一份 Markdown 文档（docs/规则.md）。")
@debug_option
def rule(rule_id: str | None, markdown: bool, debug: bool) -> None:
    """规则说明：不写编号时列出全部。"""
    print_rule(rule_id, markdown=markdown)


@click.command(options_metavar="[选项]")
@click.argument("name", required=False, metavar="[口径]")
@debug_option
def profile(name: str | None, debug: bool) -> None:
    """口径说明：不写名字时列出全部。"""
    print_profile(name)


def print_rule(rule_id: str | None, *, markdown: bool = False) -> None:
    """一条规则的说明，或全部规则的清单；``markdown`` 时写成一整份文档。

    没有这条时抛 ``click.UsageError``。
    """
    screen = console()
    rules = all_rules()
    if markdown:
        print(reference_document())  # noqa: T201  原样写出，不折行
        return
    if rule_id is None:
        for category, members in rules_by_category():
            screen.print(f"{category}（{len(members)} 条）")
            for each in members:
                screen.print(f"  {each.id}  {each.severity.label}  {each.title}（{each.name}）")
        screen.print(f"共 {len(rules)} 条；perfxl rule 编号 看说明和依据。")
        return
    if rule_id.upper() == "PX901":
        screen.print(CRASH_PAGE)
        return
    found = rules.get(rule_id.upper()) or next(
        (each for each in rules.values() if each.name == rule_id), None
    )
    if found is None:
        raise click.UsageError(f"没有规则“{rule_id}”；不写编号运行 perfxl rule 可看全部。")
    screen.print(rule_page(found))


def print_profile(name: str | None) -> None:
    """一份口径的内容，或全部口径的清单；没有这份时抛 ``ProfileError``。"""
    screen = console()
    if name is None:
        for known in profile_names():
            screen.print(f"{known}  {load_profile(known).title}")
        return
    screen.print(profile_page(load_profile(name), extended_profile(name)))
