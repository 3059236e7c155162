"""``perfxl addin wps`` 一组命令：把窗格装进 WPS 表格、拿掉、检查，做给离线电脑的文件夹。"""

from pathlib import Path

import click

from perfxl.addin.computer import this_computer
from perfxl.addin.wps_installation import bundle_wps, install_wps, uninstall_wps, wps_status
from perfxl.cli.addin_reports import (
    folder_option,
    json_option,
    show_checks,
    tell_done,
    tell_manual,
)
from perfxl.cli.console import notice
from perfxl.cli.options import debug_option
from perfxl.hosts.outputs import free_folder
from perfxl.shipped import manual_page

_BUNDLE = "perfxlWPS离线安装"


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]…")
def wps() -> None:
    """WPS 表格里的窗格：安装、卸载、检查，做给离线电脑的文件夹。还没有在真的 WPS 里试过。"""


@wps.command(options_metavar="[选项]")
@debug_option
def install(debug: bool) -> None:
    """装进本机的 WPS 表格；publish.xml 里别的加载项不动。"""
    done = install_wps(this_computer())
    tell_done(done, "已写出")


@wps.command(options_metavar="[选项]")
@debug_option
def uninstall(debug: bool) -> None:
    """从本机的 WPS 里拿掉；只删安装时写的。"""
    done = uninstall_wps(this_computer())
    tell_done(done, "已去掉")
    if not done.files:
        notice("WPS 里没有装过，没有要去掉的。")


@wps.command(options_metavar="[选项]")
@json_option
@debug_option
def status(as_json: bool, debug: bool) -> None:
    """逐项检查装得好不好、怎么办。有“不行”的项时退出码为 1。"""
    show_checks(wps_status(this_computer()), as_json=as_json)


@wps.command(options_metavar="[选项]")
@folder_option(_BUNDLE)
@debug_option
def bundle(output: Path | None, debug: bool) -> None:
    """做一个文件夹，拷到不上网的电脑上照“说明.txt”放；那里不用 Python。"""
    target = output or free_folder(Path(_BUNDLE), replace=False)
    megabytes = bundle_wps(target) / 1_000_000
    notice(f"已做好：{target}，共 {megabytes:.0f} MB；怎样放见其中的“说明.txt”。")
    tell_manual(has_manual=manual_page() is not None)
