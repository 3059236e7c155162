"""命令组：有哪些命令、各在哪个模块里，和退出码。命令用到时才载入，看一眼帮助不必等别的。"""

import gc
import sys
from importlib import import_module
from io import StringIO
from types import ModuleType
from typing import Any

import click

import perfxl
from perfxl.cli.console import notice
from perfxl.cli.options import CRASHED, UNREADABLE
from perfxl.cli.stopping import refuse_to_go_on
from perfxl.model.errors import PerfxlError
from perfxl.model.os_fault import os_fault

# 命令 → 所在的模块，帮助里的一句话（与命令自己的说明相同，tests/cli/test_loading.py 守着）。
COMMANDS = {
    "addin": ("addin_commands", "Excel 加载项：生成、安装、卸载、检查，做给离线电脑的安装文件夹。"),
    "check": (
        "checking_commands",
        "校验：列出每处问题的单元格、依据和改法。有“错误”级问题时退出码为 1。",
    ),
    "compare": (
        "comparing_commands",
        "比对：同一项目的申报、批复、调整、自评（或几个年度）之间变了什么。",
    ),
    "demo": (
        "demo_commands",
        "演示：对随带的样表读、查、评、成表，结果写进文件夹；不写文件夹时是“演示结果”，已有的另起一个。",
    ),
    "form": ("form_commands", "认得哪些表：不写表名时列出全部。"),
    "indicators": (
        "library_commands",
        "指标库：批复表、目标表、申报表里用过的指标，通常的指标值、单位，用过几回、在哪里。",
    ),
    "letter": (
        "letter_commands",
        "审核意见：一个单位一份草稿（.docx、.xlsx），问题逐条编号；报来待批的项目附绩效目标审核表。",
    ),
    "make": ("making_commands", "成表：按模板写出可以打印的表。"),
    "manual": ("manual_commands", "说明书：在浏览器里打开，不用上网，可以搜索。"),
    "profile": ("reference_commands", "口径说明：不写名字时列出全部。"),
    "read": ("reading_commands", "读表：逐张表列出读懂了什么、没读懂什么。"),
    "rule": ("reference_commands", "规则说明：不写编号时列出全部。"),
    "score": ("scoring_commands", "评分：每行应得几分、怎么算的；-o 另写填好分的副本。"),
    "serve": (
        "serving_commands",
        "窗格：在浏览器里校验、评分、成表；只听本机，工作簿不离开这台电脑。",
    ),
    "summary": (
        "summary_commands",
        "汇总：各单位的自评表一个项目一行，问题多的在前；按单位、按指标类别合计，重复的只算一次。",
    ),
    "template": (
        "template_commands",
        "模板：取一份来改（new），看改得对不对（check），由别的单位的表认一份（learn）。",
    ),
    "value": ("value_commands", '看一句指标值怎么读：perfxl value "≥9.8万人"。'),
}


class _Commands(click.Group):
    """命令用到时才载入；在那以前只有名字和一句话，帮助里也只要这些。"""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for name, (_, said) in COMMANDS.items():
            self.add_command(click.Command(name, help=said))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, found, rest = super().resolve_command(ctx, args)
        return name, found and loaded(str(name)), rest


def loaded(name: str) -> click.Command:
    """一个命令，还没有载入的载入。"""
    place = f"perfxl.cli.{COMMANDS[name][0]}"
    module = sys.modules.get(place) or _imported(place)
    command: click.Command = getattr(module, name)
    return command


def _imported(place: str) -> ModuleType:
    """载入的都要留到最后：这期间不找垃圾，以后也不必再看它们。"""
    gc.disable()
    try:
        return import_module(place)
    finally:
        gc.freeze()
        gc.enable()


@click.group(
    name="perfxl",
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)
@click.version_option(perfxl.__version__, prog_name="perfxl")
def cli() -> None:
    """预算绩效表格：读表、校验、评分、成表。输入文件从不改动，结果都写到新文件。"""


def main() -> None:
    """运行命令；用户能改的毛病说一句中文，退出码 2；程序自身的毛病退出码 3。"""
    debug = "--debug" in sys.argv
    try:
        sys.exit(cli.main(prog_name="perfxl", standalone_mode=False))
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        told = StringIO()
        error.show(told)  # 其中引着用户写的字
        notice(told.getvalue().rstrip("\n"))
        sys.exit(UNREADABLE)
    except (click.Abort, KeyboardInterrupt):
        notice("已中止。")
        sys.exit(130)
    except PerfxlError as error:
        if debug:
            _print_traceback()
        notice(str(error))
        sys.exit(UNREADABLE)
    except OSError as error:
        if debug:
            _print_traceback()
        place = f"“{error.filename}”" if error.filename else "当前文件夹或临时文件夹"
        notice(f"{place}读写不了：{os_fault(error)}。")
        sys.exit(UNREADABLE)
    except Exception as error:
        refuse_to_go_on()
        if debug:
            raise
        notice(
            f"程序出错（{type(error).__name__}：{error}），没有写出结果；"
            "请加上 --debug 再运行一次，把显示的内容反馈给维护者。"
        )
        sys.exit(CRASHED)


def _print_traceback() -> None:
    import traceback  # 平常用不着

    traceback.print_exc()
