"""打开窗格的按钮叫什么：与 .xlam 的是同一份文字源（``addin/ribbon.xml``），选项卡、组、按钮的名字和提示只写一遍。"""

from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from perfxl.addin.errors import AddinError
from perfxl.shipped import shipped_folder

MORE = "打开窗格：开着的工作簿里的问题一处处列着，标色、加批注，能跳到那一格、改好、评分、生成。"
_SOURCE = "{http://schemas.microsoft.com/office/2009/07/customui}"
_BUTTON = "buttonPerfxlCheck"
_TEXTS = ("id", "label", "size", "screentip")


class PaneButton(NamedTuple):
    """选项卡、组、按钮：各自的 ``id``、``label``，按钮另有 ``size``、``screentip``。"""

    tab: dict[str, str]
    group: dict[str, str]
    button: dict[str, str]


def pane_button() -> PaneButton:
    """.xlam 功能区的选项卡、“校验”所在的组、“校验”。"""
    try:
        source = (shipped_folder("addin") / "ribbon.xml").read_text("utf-8")
    except FileNotFoundError as error:
        raise AddinError("perfxl 装得不全：少了功能区的源文件，请重新安装。") from error
    found = (
        PaneButton(_texts(tab), _texts(group), _texts(button))
        for tab in fromstring(source).iter(f"{_SOURCE}tab")
        for group in tab
        for button in group
        if button.get("id") == _BUTTON
    )
    made = next(found, None)
    if made is None:
        raise AddinError(f"ribbon.xml 里没有 {_BUTTON}。")
    return made


def _texts(element: Element) -> dict[str, str]:
    return {name: element.attrib[name] for name in _TEXTS if name in element.attrib}
