"""WPS 加载项的文件夹里有什么：功能区、打开窗格的脚本、窗格的网页和引擎。"""

import hashlib
import shutil
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from perfxl.addin.errors import AddinError
from perfxl.addin.page_files import copy_page, refuse_without_engine
from perfxl.addin.pane_button import MORE, pane_button
from perfxl.shipped import shipped_folder

# 列着写了哪些文件、各是什么内容：卸载时只删这些。
LISTED = "perfxl-files.txt"
_NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"
_OWN = ("index.html", "main.js", "perfxl.svg")


def write_wps_files(folder: Path) -> int:
    """写进新的文件夹 ``folder``；给出一共多少字节。引擎没有取来的抛 ``AddinError``。"""
    refuse_without_engine()
    folder.mkdir(parents=True)
    try:
        for name in _OWN:
            shutil.copyfile(shipped_folder("addin") / "wps" / name, folder / name)
    except FileNotFoundError as error:
        raise AddinError("perfxl 装得不全：少了 WPS 加载项的源文件，请重新安装。") from error
    (folder / "ribbon.xml").write_text(wps_ribbon(), "utf-8", newline="\n")
    copy_page(folder / "page")
    written = files_of(folder)
    lines = [f"{digest(folder / name)}  {name}" for name in written]
    (folder / LISTED).write_text("\n".join([*lines, ""]), "utf-8", newline="\n")
    return sum((folder / name).stat().st_size for name in written)


def wps_ribbon() -> str:
    """一个选项卡，一个“校验”，打开窗格；别的都在窗格里。"""
    tab, group, button = pane_button()
    made = Element("customUI", {"xmlns": _NAMESPACE, "onLoad": "PerfxlLoaded"})
    tabs = SubElement(SubElement(made, "ribbon"), "tabs")
    own_group = SubElement(SubElement(tabs, "tab", tab), "group", group)
    calls = {"supertip": MORE, "onAction": "PerfxlOpen", "getImage": "PerfxlImage"}
    SubElement(own_group, "button", {**button, **calls})
    return tostring(made, "unicode") + "\n"


def files_of(folder: Path) -> list[str]:
    """文件夹里的各个文件，清单自己不算。"""
    found = (each for each in folder.rglob("*") if each.is_file())
    return sorted(name for each in found if (name := each.relative_to(folder).as_posix()) != LISTED)


def listed_files(folder: Path) -> dict[str, str] | None:
    """清单上的文件和各自的内容；没有清单（不是这里写的）为 ``None``。"""
    try:
        lines = (folder / LISTED).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {name: said for said, name in pairs if ".." not in Path(name).parts}


def digest(path: Path) -> str:
    """文件内容的 SHA-256。"""
    return hashlib.sha256(path.read_bytes()).hexdigest()
