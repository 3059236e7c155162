"""Excel（Office.js）的清单：只有加载项的 XML 清单，一个选项卡、一个按钮，打开网站上的窗格。

各样的次序、长短照微软公开的文档；没有在真的 Excel 里装过，见 docs/窗格核对单.md。
"""

from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from perfxl import __version__
from perfxl.addin.errors import AddinError
from perfxl.addin.pane_button import MORE, pane_button

# 网站上的一页，和各种大小的图。
PAGE = "excel.html"
ICONS = {size: f"icon-{size}.png" for size in (16, 32, 64, 80)}
_NAMESPACES = {
    "xmlns": "http://schemas.microsoft.com/office/appforoffice/1.1",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:bt": "http://schemas.microsoft.com/office/officeappbasictypes/1.0",
}
_OVERRIDES = "http://schemas.microsoft.com/office/taskpaneappversionoverrides"
# 窗格只用这一版才有的就够打开；别的接口没有的，窗格里说一句。
_LEAST = "1.1"
# SourceLocation 最长这么多字。
_LONGEST = 2018
_HTTPS = (
    "Excel 的窗格只从 https 的网址载，证书要这台电脑信任；没有这样的网站的，请用 Excel 加载项、"
    "命令行，或在浏览器里用 perfxl serve"
)


def checked_site(site: str) -> str:
    """放窗格的网址，末尾带 ``/``；不是 https 的、写得不成样子的抛 ``AddinError``。"""
    try:
        parts = urlsplit(site)
        host, user = parts.hostname, parts.username
    except ValueError:
        raise AddinError(f"“{site}”不是网址，请照 https://网站/文件夹/ 写。") from None
    if parts.scheme in ("http", "file", ""):
        raise AddinError(f"“{site}”不是 https 的网址。{_HTTPS}。")
    if parts.scheme != "https" or not host or user or parts.query or parts.fragment:
        raise AddinError(f"“{site}”不能作放窗格的网址，请照 https://网站/文件夹/ 写。")
    if any(each.isspace() or ord(each) > 126 for each in site):
        raise AddinError(f"“{site}”里有空格或汉字，请照浏览器地址栏里编过的（%E7 一类）写。")
    address = site if parts.path.endswith("/") else f"{site}/"
    if len(address) + len(PAGE) > _LONGEST:
        raise AddinError(f"网址太长，清单里最多 {_LONGEST} 个字，请换一个短的文件夹。")
    return address


def manifest(site: str) -> bytes:
    """窗格放在 ``site``（末尾带 ``/``）的清单；同一个网址，标识总是同一个。"""
    tab, group, button = pane_button()
    root = Element("OfficeApp", {**_NAMESPACES, "xsi:type": "TaskPaneApp"})
    _text(root, "Id", str(uuid5(NAMESPACE_URL, site)))
    _text(root, "Version", f"{__version__}.0")
    _text(root, "ProviderName", "perfxl")
    _text(root, "DefaultLocale", "zh-CN")
    _value(root, "DisplayName", f"{tab['label']}{button['label']}")
    _value(root, "Description", MORE)
    _value(root, "IconUrl", site + ICONS[32])
    _value(root, "HighResolutionIconUrl", site + ICONS[64])
    SubElement(SubElement(root, "Hosts"), "Host", {"Name": "Workbook"})
    sets = SubElement(SubElement(root, "Requirements"), "Sets")
    SubElement(sets, "Set", {"Name": "ExcelApi", "MinVersion": _LEAST})
    _value(SubElement(root, "DefaultSettings"), "SourceLocation", site + PAGE)
    _text(root, "Permissions", "ReadWriteDocument")
    _overrides(root, site, {"tab": tab["label"], "group": group["label"], **button})
    indent(root)
    text = tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _overrides(root: Element, site: str, words: dict[str, str]) -> None:
    """功能区里的一个选项卡、一个按钮。"""
    made = SubElement(
        root, "VersionOverrides", {"xmlns": _OVERRIDES, "xsi:type": "VersionOverridesV1_0"}
    )
    host = SubElement(SubElement(made, "Hosts"), "Host", {"xsi:type": "Workbook"})
    form = SubElement(host, "DesktopFormFactor")
    point = SubElement(form, "ExtensionPoint", {"xsi:type": "PrimaryCommandSurface"})
    tab = SubElement(point, "CustomTab", {"id": "Perfxl.Tab"})
    group = SubElement(tab, "Group", {"id": "Perfxl.Group"})
    _resource(tab, "Label", "Perfxl.Tab.Label")
    _resource(group, "Label", "Perfxl.Group.Label")
    _icons(group)
    control = SubElement(group, "Control", {"xsi:type": "Button", "id": "Perfxl.Open"})
    _resource(control, "Label", "Perfxl.Open.Label")
    tip = SubElement(control, "Supertip")
    _resource(tip, "Title", "Perfxl.Open.Title")
    _resource(tip, "Description", "Perfxl.Open.More")
    _icons(control)
    action = SubElement(control, "Action", {"xsi:type": "ShowTaskpane"})
    _text(action, "TaskpaneId", "PerfxlPane")
    _resource(action, "SourceLocation", "Perfxl.Page")
    _resources(made, site, words)


def _resources(parent: Element, site: str, words: dict[str, str]) -> None:
    made = SubElement(parent, "Resources")
    kinds = {
        ("Images", "Image"): {f"Perfxl.Icon.{size}": site + name for size, name in ICONS.items()},
        ("Urls", "Url"): {"Perfxl.Page": site + PAGE},
        ("ShortStrings", "String"): {
            "Perfxl.Tab.Label": words["tab"],
            "Perfxl.Group.Label": words["group"],
            "Perfxl.Open.Label": words["label"],
            "Perfxl.Open.Title": words["screentip"],
        },
        ("LongStrings", "String"): {"Perfxl.Open.More": MORE},
    }
    for (several, one), values in kinds.items():
        here = SubElement(made, f"bt:{several}")
        for name, value in values.items():
            SubElement(here, f"bt:{one}", {"id": name, "DefaultValue": value})


def _icons(parent: Element) -> None:
    made = SubElement(parent, "Icon")
    for size in (16, 32, 80):
        SubElement(made, "bt:Image", {"size": str(size), "resid": f"Perfxl.Icon.{size}"})


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _value(parent: Element, name: str, value: str) -> None:
    SubElement(parent, name, {"DefaultValue": value})


def _resource(parent: Element, name: str, resource: str) -> None:
    SubElement(parent, name, {"resid": resource})
