"""功能区的菜单。“生成”里一种表一个按钮，生成加载项时照 ``model/forms.yaml`` 填。

打安装包时没有 perfxl 的全部依赖，这里只引用 ``model``。
"""

import re
from xml.sax.saxutils import quoteattr

from perfxl.addin.errors import AddinError
from perfxl.model.form import made_in_order
from perfxl.model.form_spec import Shape, Stage

# 新一年从申报、目标开始填：一个项目（部门）一张、有指标的。
NEXT_YEAR_NAMES = tuple(
    made.name
    for form, made in made_in_order()
    if form.spec.shape is Shape.ONE
    and form.spec.indicators
    and (made.stage or form.spec.stages[0]) is Stage.APPLICATION
)


def with_forms(ribbon: str) -> str:
    """功能区全文，“生成”“空白表”“新一年”的菜单里填上能生成的各种表。"""
    names = [made.name for _, made in made_in_order()]
    buttons = [
        menu_button(
            f"buttonPerfxlMake{place}",
            name,
            "FileNew",
            "PerfxlRibbon.Make",
            f"生成{name}",
            f"按模板写成新的{name}，放在本工作簿旁边并打开。本工作簿不改。",
        )
        for place, name in enumerate(names, 1)
    ]
    blanks = [
        menu_button(
            f"buttonPerfxlBlank{place}",
            name,
            "FileNew",
            "PerfxlRibbon.Blank",
            f"空白的{name}",
            f"写一份没有内容的{name}，有下拉选项，放在本工作簿旁边并打开。本工作簿不改。",
        )
        for place, name in enumerate(names, 1)
    ]
    renewed = [
        menu_button(
            f"buttonPerfxlNextYear{place}",
            name,
            "FileNew",
            "PerfxlRibbon.NextYear",
            f"新一年的{name}",
            f"由本工作簿里去年的表写新一年待填的{name}，放在旁边并打开。本工作簿不改。",
        )
        for place, name in enumerate(NEXT_YEAR_NAMES, 1)
    ]
    menus = {
        "menuPerfxlMake": buttons,
        "menuPerfxlBlank": blanks,
        "menuPerfxlNextYear": renewed,
    }
    for menu, own in menus.items():
        ribbon = with_menu(ribbon, menu, own)
    return ribbon


def menu_button(place: str, label: str, icon: str, action: str, tip: str, more: str) -> list[str]:
    """菜单里的一个按钮。"""
    return [
        f"<button id={quoteattr(place)} label={quoteattr(label)} imageMso={quoteattr(icon)}",
        f"        onAction={quoteattr(action)} tag={quoteattr(_escaped(label))}",
        f"        screentip={quoteattr(tip)}",
        f"        supertip={quoteattr(more)}/>",
    ]


def _escaped(text: str) -> str:
    r"""写成 Python 字符串里的 ``\uXXXX``：VBA 只放行这种写法。

    >>> _escaped("全国")
    '\\u5168\\u56fd'
    """
    if any(ord(sign) > 0xFFFF for sign in text) or not 0 < len(text) <= 50:
        raise AddinError(f"功能区的菜单里写不了这个名字：{text}")
    return "".join(f"\\u{ord(sign):04x}" for sign in text)


def with_menu(text: str, menu: str, buttons: list[list[str]]) -> str:
    """功能区全文，一个菜单里换上这些按钮。"""
    whole = re.compile(rf'(<menu id="{menu}"[^>]*>)\n.*?^( *)(</menu>)', re.S | re.M)
    found = whole.search(text)
    if found is None:
        raise AddinError(f"ribbon.xml 里没有菜单 {menu}")
    indent = found[2] + "  "
    body = "".join(f"{indent}{line}\n" for button in buttons for line in button)
    return text[: found.start()] + f"{found[1]}\n{body}{found[2]}{found[3]}" + text[found.end() :]
