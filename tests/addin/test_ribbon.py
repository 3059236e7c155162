"""功能区的文字：按钮与命令、菜单与表和口径一一对应，每个都有说明。"""

import inspect
import re
from xml.etree import ElementTree

import pytest
from xlam_check import Xlam

from perfxl.actions.forms_made import MADE_NAMES
from perfxl.addin.build import packed_modules
from perfxl.addin.ribbon_menus import NEXT_YEAR_NAMES, with_forms
from perfxl.excel.ribbon import COMMANDS
from perfxl.model.finding import Severity
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import profile_names

TEXT = with_forms((shipped_folder("addin") / "ribbon.xml").read_text("utf-8"))
ROOT = ElementTree.fromstring(TEXT.encode("utf-8"))
_SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
BUTTONS = list(ROOT.iter(f"{_SPACE}button"))
MENUS = {menu.get("id"): list(menu) for menu in ROOT.iter(f"{_SPACE}menu")}
_RUN = re.compile(r'Perfxl(?:Run|LongPressed) "(\w+)", (?:""|(control\.Tag))$', re.M)


def _decoded(menu: str) -> list[str]:
    return [button.get("tag", "").encode().decode("unicode_escape") for button in MENUS[menu]]


def test_tab_in_order() -> None:
    [tab] = ROOT.iter(f"{_SPACE}tab")
    shown = [each.get("label") or each.get("getLabel") for group in tab for each in group]
    assert tab.get("label") == "绩效"
    assert shown == [
        *(
            "校验",
            "只列",
            "PerfxlTyping.TypingLabel",
            "改正",
            "认可",
            "评分",
            "生成",
            "空白表",
            "新一年",
            "比对",
            "批量",
            "汇总",
            "下一处",
            "清除标记",
        ),
        *("固化公式", "下拉选项", "PerfxlRibbon.ProfileLabel", "口径文件", "帮助"),
    ]
    assert [each.get("label") for each in MENUS["menuPerfxlLevel"]] == [
        "错误",
        "错误和提醒",
        "全部",
    ]
    assert _decoded("menuPerfxlLevel") == [each.label for each in Severity]
    assert [each.get("label") for each in MENUS["menuPerfxlFreeze"]] == ["固化", "还原"]


def test_menus_hold_the_forms_and_profiles() -> None:
    assert tuple(_decoded("menuPerfxlMake")) == MADE_NAMES
    assert tuple(_decoded("menuPerfxlBlank")) == MADE_NAMES
    assert tuple(_decoded("menuPerfxlNextYear")) == NEXT_YEAR_NAMES
    assert {"申报表", "目标表", "部门整体目标表"} <= set(NEXT_YEAR_NAMES) < set(MADE_NAMES)
    assert _decoded("menuPerfxlProfile") == profile_names()


@pytest.mark.parametrize(
    "element", [*BUTTONS, *ROOT.iter(f"{_SPACE}menu")], ids=lambda element: element.get("id")
)
def test_everything_is_explained(element: ElementTree.Element) -> None:
    assert element.get("label") or element.get("getLabel")
    for name in ("imageMso", "screentip", "supertip"):
        assert element.get(name), name
    # 微软规定：说明最多 1024 字；我们的一两句就够。
    assert len(element.get("supertip", "")) < 100
    assert element.get("supertip", "").endswith("。")


def test_every_button_has_its_command() -> None:
    procedures = Xlam({"PerfxlRibbon": packed_modules()["PerfxlRibbon"]}).procedures()
    assert ROOT.get("onLoad") == "PerfxlRibbon.Loaded"
    # 按钮以外的：载入时、口径菜单的字、换了工作簿时。
    for other in ("Loaded", "ProfileLabel", "PerfxlShowProfile", "PerfxlShowTyping"):
        del procedures[f"PerfxlRibbon.{other}"]
    assert (
        '    PerfxlFolderPressed "start_folder", '
        in procedures.pop("PerfxlRibbon.CheckFolder").body
    )
    assert (
        '    PerfxlFolderPressed "start_summary", ' in procedures.pop("PerfxlRibbon.Summary").body
    )
    others = (
        *("PerfxlChoices.Offer", "PerfxlTyping.SwitchTyping"),
        *("PerfxlRibbon.CheckFolder", "PerfxlRibbon.Summary"),
    )
    running = [each for each in BUTTONS if each.get("onAction") not in others]
    assert {button.get("onAction") for button in running} == set(procedures)
    for button in running:
        [(command, tag)] = _RUN.findall(procedures[button.get("onAction", "")].body)
        signature = inspect.signature(inspect.unwrap(COMMANDS[command])).parameters
        # 第一个参数是会话，其余的由按钮给。
        assert len(signature) - 1 == (1 if tag else 0), command
        assert bool(tag) == bool(button.get("tag")), command


def test_the_script_of_the_mac_takes_every_command_of_the_ribbon() -> None:
    """别的进程里的（选文件夹、汇总、做完了）Mac 上没有，其余的脚本都认得。"""
    script = (shipped_folder("addin") / "perfxl.applescript").read_text("utf-8")
    modules = packed_modules()
    called = {
        (verb, bool(tag))
        for name in ("PerfxlRibbon", "PerfxlKeys")
        for verb, tag in _RUN.findall(modules[name].replace("\r\n", "\n"))
    }
    for name, with_argument in (("verbs", False), ("verbsWithArgument", True)):
        [listed] = re.findall(rf"^property {name} : {{(.*)}}$", script, re.M)
        verbs = {verb for verb, tag in called if tag is with_argument}
        assert set(re.findall(r'"(\w+)"', listed)) == verbs


def test_the_right_click_stands_in_every_menu_of_cells() -> None:
    """分页预览、页面布局里的右键菜单另是一种。"""
    found = {
        menu.get("idMso"): [each.get("onAction") for each in menu]
        for menu in ROOT.iter(f"{_SPACE}contextMenu")
    }
    menus = ("ContextMenuCell", "ContextMenuCellLayout")
    tables = ("ContextMenuListRange", "ContextMenuListRangeLayout")
    assert set(found) == {*menus, *tables}
    assert all(actions == ["PerfxlRibbon.ExplainCell"] for actions in found.values())


def test_every_choice_is_offered() -> None:
    source = packed_modules()["PerfxlChoices"]
    assert {button.get("tag") for button in MENUS["menuPerfxlChoices"]} == set(
        re.findall(r'Case "(\w+)"', source)
    )


def test_the_check_list_names_every_button_and_asks_for_every_number() -> None:
    """核对单的每一号都在回执里，每个按钮都有人去看。"""
    text = (shipped_folder("docs") / "十分钟核对单.md").read_text("utf-8")
    rows, receipt = text.split("## 回执")
    numbers = re.findall(r"^\| ([A-G]\d+) \|", rows, re.M)
    assert numbers == sorted(numbers, key=lambda each: (each[0], int(each[1:])))
    asked = re.findall(r"\b[A-G]\d+\b", receipt.split("```")[1])
    assert asked == numbers
    labels = [each.get("label") for each in BUTTONS if each.get("size") == "large"]
    labels += [menu.get("label") for menu in ROOT.iter(f"{_SPACE}menu")]
    for label in filter(None, labels):
        assert f"“{label}" in rows, label
