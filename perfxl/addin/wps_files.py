"""WPS 加载项的文件夹里有什么：功能区、打开窗格的脚本、窗格的网页和引擎。

功能区与 .xlam 的是同一份文字源：选项卡、组、按钮的名字和提示都照它，只写一遍。
"""

import hashlib
import shutil
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from perfxl.addin.errors import AddinError
from perfxl.pane.web_page import page_folder
from perfxl.shipped import shipped_folder

# 列着写了哪些文件、各是什么内容：卸载时只删这些。
LISTED = "perfxl-files.txt"
_NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"
_SOURCE = "{http://schemas.microsoft.com/office/2009/07/customui}"
_BUTTON = "buttonPerfxlCheck"
_TEXTS = ("id", "label", "size", "screentip")
_MORE = "打开窗格：开着的工作簿里的问题一处处列着，标色、加批注，能跳到那一格、改好、评分、生成。"
_OWN = ("index.html", "main.js", "perfxl.svg")


def write_wps_files(folder: Path) -> int:
    """写进新的文件夹 ``folder``；给出一共多少字节。引擎没有取来的抛 ``AddinError``。"""
    refuse_without_engine()
    folder.mkdir(parents=True)
    try:
        source = shipped_folder("addin")
        ribbon = wps_ribbon((source / "ribbon.xml").read_text("utf-8"))
        for name in _OWN:
            shutil.copyfile(source / "wps" / name, folder / name)
    except FileNotFoundError as error:
        raise AddinError("perfxl 装得不全：少了 WPS 加载项的源文件，请重新安装。") from error
    (folder / "ribbon.xml").write_text(ribbon, "utf-8", newline="\n")
    shutil.copytree(page_folder(), folder / "page", ignore=shutil.ignore_patterns("*.d.ts"))
    written = files_of(folder)
    lines = [f"{digest(folder / name)}  {name}" for name in written]
    (folder / LISTED).write_text("\n".join([*lines, ""]), "utf-8", newline="\n")
    return sum((folder / name).stat().st_size for name in written)


def refuse_without_engine() -> None:
    """网页里的引擎没有取来的，抛 ``AddinError``。"""
    if not (page_folder() / "engine" / "files.json").is_file():
        raise AddinError(
            "没有网页里的引擎，WPS 的窗格打开了也算不了；请在 perfxl 的源码文件夹里运行 make pane（要 npm），"
            "再用那里的 perfxl 装。"
        )


def wps_ribbon(source: str) -> str:
    """由 .xlam 的功能区得来：一个选项卡，一个“校验”，打开窗格；别的都在窗格里。"""
    tab = _found(fromstring(source), "tab")
    group = next(each for each in tab if any(_is_check(button) for button in each))
    button = next(each for each in group if _is_check(each))
    made = Element("customUI", {"xmlns": _NAMESPACE, "onLoad": "PerfxlLoaded"})
    tabs = SubElement(SubElement(made, "ribbon"), "tabs")
    own_tab = SubElement(tabs, "tab", _texts(tab))
    own_group = SubElement(own_tab, "group", _texts(group))
    calls = {"supertip": _MORE, "onAction": "PerfxlOpen", "getImage": "PerfxlImage"}
    SubElement(own_group, "button", {**_texts(button), **calls})
    return tostring(made, "unicode") + "\n"


def _found(root: Element, name: str) -> Element:
    found = root.find(f".//{_SOURCE}{name}")
    if found is None:
        raise AddinError(f"ribbon.xml 里没有 {name}。")
    return found


def _is_check(element: Element) -> bool:
    return element.get("id") == _BUTTON


def _texts(element: Element) -> dict[str, str]:
    return {name: element.attrib[name] for name in _TEXTS if name in element.attrib}


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
