"""窗格的网页和引擎装进一个文件夹：WPS、Excel 的窗格，放在网站上的网页，都是这一份。"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import perfxl
from perfxl.addin.errors import AddinError
from perfxl.hosts.into_place import made_folder
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.model.os_fault import os_fault
from perfxl.pane.web_page import page_folder

_MAKE = "请在 perfxl 的源码文件夹里运行 make pane（要 npm），再用那里的 perfxl 做"


def refuse_without_engine() -> None:
    """网页里的引擎没有取来、是别的版本的，抛 ``AddinError``。"""
    try:
        listed = json.loads((page_folder() / "engine" / "files.json").read_text("utf-8"))
    except FileNotFoundError:
        raise AddinError(f"没有网页里的引擎，窗格打开了也算不了；{_MAKE}。") from None
    version = listed.get("version", "")
    if version != perfxl.__version__:
        raise AddinError(
            f"网页里的引擎是{version or '从前某一版'}的，perfxl 是 {perfxl.__version__} 的，合不到一起；{_MAKE}。"
        )


def copy_page(folder: Path) -> None:
    """网页、脚本、引擎写进新的文件夹 ``folder``；给人写程序看的类型不带。"""
    shutil.copytree(page_folder(), folder, ignore=shutil.ignore_patterns("*.d.ts"))


def write_new_folder(target: Path, write: Callable[[Path], None]) -> int:
    """``write`` 往一个空文件夹里写，都写完才换到 ``target``；已有内容的不写。给出多少字节。"""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise AddinError(f"“{target}”已经有内容；请换一个不存在的或空的文件夹。")
    try:
        with made_folder(target.parent), temporary_folder(target.parent) as work:
            made = work / "bundle"
            made.mkdir()
            write(made)
            size = sum(each.stat().st_size for each in made.rglob("*") if each.is_file())
            if target.exists():
                target.rmdir()
            made.rename(target)
    except OSError as error:
        raise AddinError(f"没有写成“{target}”：{os_fault(error)}。") from error
    return size
