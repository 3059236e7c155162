"""``perfxl addin`` 一组命令：生成、安装、卸载、检查加载项，做离线安装文件夹。"""

from pathlib import Path

import click

from perfxl.addin.build import FILE_NAME, build_addin
from perfxl.addin.bundle import bundle as make_bundle
from perfxl.addin.checks import status as check_status
from perfxl.addin.computer import this_computer
from perfxl.addin.errors import AddinError
from perfxl.addin.installation import install as install_addin
from perfxl.addin.installation import uninstall as uninstall_addin
from perfxl.addin.wheels import PYTHON_VERSIONS
from perfxl.cli.addin_reports import (
    file_option,
    folder_option,
    json_option,
    show_checks,
    tell_done,
    tell_manual,
)
from perfxl.cli.console import notice
from perfxl.cli.office_commands import office
from perfxl.cli.options import debug_option, replace_option
from perfxl.cli.wps_commands import wps
from perfxl.hosts.outputs import Outputs, free_folder

_BUNDLE = "perfxl离线安装"


@click.group(name="addin", options_metavar="[选项]", subcommand_metavar="命令 [参数]…")
def addin() -> None:
    """Excel 加载项：生成、安装、卸载、检查，做给离线电脑的安装文件夹。"""


addin.add_command(wps)
addin.add_command(office)


@addin.command(options_metavar="[选项]")
@file_option("加载项", FILE_NAME)
@replace_option
@debug_option
def build(output: Path | None, replace: bool, debug: bool) -> None:
    """生成加载项文件；任何系统上都能做，同一版每次得到同样的内容。"""
    outputs = Outputs(replace=replace)
    if output is None:
        target = outputs.chosen(Path(FILE_NAME))
    elif output.suffix.lower() == ".xlam":
        target = outputs.named(output)
    else:
        raise AddinError(f"加载项的文件名应以 .xlam 结尾，请改“{output.name}”。")
    notice(f"已写出：{build_addin(target)}")


@addin.command(options_metavar="[选项]")
@debug_option
def install(debug: bool) -> None:
    """装进本机的 Excel；Excel 要先退出。"""
    done = install_addin(this_computer())
    tell_done(done, "已写出")
    notice("装好了。打开 Excel，选项卡里有“绩效”；用 perfxl addin status 检查。")


@addin.command(options_metavar="[选项]")
@debug_option
def uninstall(debug: bool) -> None:
    """从本机的 Excel 里拿掉：删安装时写的文件、日志和加进来的口径（原来选的文件还在）。"""
    done = uninstall_addin(this_computer())
    tell_done(done, "已删除")
    if not done.files:
        notice("加载项没有装过，没有要删的。")


@addin.command(options_metavar="[选项]")
@json_option
@debug_option
def status(as_json: bool, debug: bool) -> None:
    """逐项检查装得好不好、怎么办。有“不行”的项时退出码为 1。"""
    show_checks(check_status(this_computer()), as_json=as_json)


@addin.command(options_metavar="[选项]")
@folder_option(_BUNDLE)
@click.option(
    "--python",
    "python_version",
    type=click.Choice(PYTHON_VERSIONS),
    default=PYTHON_VERSIONS[0],
    show_default=True,
    help="那台电脑上的 Python 版本。",
)
@replace_option
@debug_option
def bundle(output: Path | None, python_version: str, replace: bool, debug: bool) -> None:
    """做一个文件夹，拷到不上网的 Windows 电脑上双击安装；本机要能下载 Python 软件包。"""
    target = output or free_folder(Path(_BUNDLE), replace=replace)
    made = make_bundle(target, python_version, say=notice, replace=replace)
    megabytes = made.size / 1_000_000
    notice(f"已做好并查过：{made.folder}，{len(made.wheels)} 个安装包，共 {megabytes:.0f} MB。")
    tell_manual(has_manual=made.has_manual)
    notice(
        f"整个文件夹拷到 Windows 电脑上，先装 64 位 Python {python_version}（要另外准备），"
        "再双击“安装.cmd”；详见其中的“说明.txt”。"
    )
