"""由 Python 生成的文字：单元格函数的 VBA 外壳和参数提示，功能区里“口径”的菜单。

    python -m perfxl.addin.wrappers

重写 ``addin/vba/PerfxlFunctions.bas``、``addin/intellisense.xml`` 和 ``addin/ribbon.xml`` 里的口径；改了函数的签名、口径以后
运行它。能生成的表不在里面，见 ``ribbon_menus``。
"""

from pathlib import Path

from perfxl.addin.argument_hints import hints_text
from perfxl.addin.build import HINTS_SOURCE
from perfxl.addin.errors import AddinError
from perfxl.addin.ribbon_menus import menu_button, with_menu
from perfxl.functions.cell_functions import cell_functions
from perfxl.functions.registry import CATEGORY, CellFunction
from perfxl.shipped import shipped_folder
from perfxl.standards.default_profile import DEFAULT_PROFILE
from perfxl.standards.profile import load_profile, profile_names

MODULE_NAME = "PerfxlFunctions"
# Excel 的函数说明和参数说明各最多 255 个字。
_LONGEST_HELP = 255
# 函数说明登记不上时显示的一句；VBA 的属性行只能写 ASCII。
_ENGLISH = {
    "PERF_SCORE": "Score of an indicator by the scoring profile; a column gives a column.",
    "PERF_EXPLAIN": "How the score was worked out, in one sentence.",
    "PERF_CHECK": "What is wrong with a target value; empty if nothing is.",
    "PERF_VALUE": "One part of a target value: kind, operator, number, unit.",
    "PERF_RATE": "Budget execution rate in percent: 62.83 means 62.83%.",
    "PERF_EXEC_SCORE": "Score of the budget execution rate.",
    "PERF_TOTAL": "Sum of scores; says which one is not a number.",
    "PERF_GRADE": "Grade of a total score.",
    "PERF_WEIGHTS": "Proposed weights for indicators that have none.",
}
_VERSION_ENGLISH = "Version of perfxl; works without Python."
_VERSION_CHINESE = "perfxl 的版本；不用 Python 也能算，可用来看加载项在不在。"


def function_module() -> str:
    """模块 ``PerfxlFunctions`` 的全文。"""
    functions = cell_functions()
    return "\n".join(
        [
            f'Attribute VB_Name = "{MODULE_NAME}"',
            "Option Explicit",
            "",
            "' Written by python -m perfxl.addin.wrappers from perfxl/functions/cell_functions.py; do not edit.",
            "",
            *(line for each in functions for line in (*_wrapper(each), "")),
            "Public Function PERF_VERSION() As String",
            f'Attribute PERF_VERSION.VB_Description = "{_VERSION_ENGLISH}"',
            "    PERF_VERSION = PERFXL_VERSION",
            "End Function",
            "",
            "' Chinese help of the function wizard; Excel refuses it while no workbook is visible.",
            "Public Sub PerfxlRegisterHelp()",
            *(line for each in functions for line in _help(each)),
            f'    PerfxlDescribe "PERF_VERSION", {_chinese(_VERSION_CHINESE)}',
            "End Sub",
            "",
            *_DESCRIBE.splitlines(),
            "",
        ]
    )


_DESCRIBE = f"""\
Private Sub PerfxlDescribe(ByVal functionName As String, ByVal summary As String, Optional ByVal helps As Variant)
    On Error Resume Next
    functionName = "'" & ThisWorkbook.Name & "'!" & functionName
    If IsMissing(helps) Then
        Application.MacroOptions Macro:=functionName, Description:=summary, Category:=PerfxlText("{CATEGORY}")
    Else
        Application.MacroOptions Macro:=functionName, Description:=summary, Category:=PerfxlText("{CATEGORY}"), _
            ArgumentDescriptions:=helps
    End If
    If Err.Number <> 0 Then PerfxlHelpRefused = True
End Sub"""


def _wrapper(function: CellFunction) -> list[str]:
    name = function.name
    if name not in _ENGLISH:
        raise AddinError(f"perfxl/addin/wrappers.py 里少了 {name} 的英文说明")
    repeated = [argument for argument in function.arguments if argument.repeated]
    head = ", ".join(
        f"ParamArray {argument.name}() As Variant"
        if argument.repeated
        else f"{'Optional ' if argument.optional else ''}{argument.name} As Variant"
        for argument in function.arguments
    )
    roles = "".join(argument.taken.spread.value for argument in function.arguments)
    lines = [
        f"Public Function {name}({head}) As Variant",
        f'Attribute {name}.VB_Description = "{_ENGLISH[name]}"',
    ]
    if not repeated:
        given = ", ".join(argument.name for argument in function.arguments)
        call = f'PerfxlCall("{name}", "{roles}", Array({given}))'
        return [*lines, f"    {name} = {call}", "End Function"]
    if len(function.arguments) > 1:
        raise AddinError(f"{name}：可重复的参数只能单独用")
    [many] = repeated
    return [
        *lines,
        "    Dim given() As Variant, place As Long",
        f"    If UBound({many.name}) < 0 Then",
        f'        {name} = PerfxlCall("{name}", "{roles}", Array())',
        "        Exit Function",
        "    End If",
        f"    ReDim given(0 To UBound({many.name}))",
        f"    For place = 0 To UBound({many.name})",
        "        ' Without Set a range would turn into its values.",
        f"        If IsObject({many.name}(place)) Then",
        f"            Set given(place) = {many.name}(place)",
        "        Else",
        f"            given(place) = {many.name}(place)",
        "        End If",
        "    Next place",
        f'    {name} = PerfxlCall("{name}", "{roles}", given)',
        "End Function",
    ]


def _help(function: CellFunction) -> list[str]:
    texts = [_chinese(argument.help) for argument in function.arguments]
    head = f'    PerfxlDescribe "{function.name}", {_chinese(function.summary)}, Array( _'
    return [head, *(f"        {text}, _" for text in texts[:-1]), f"        {texts[-1]})"]


def _chinese(text: str) -> str:
    if len(text) > _LONGEST_HELP or '"' in text or "\n" in text:
        raise AddinError(f"函数说明里的这一句太长，或有半角引号、换行：{text}")
    return f'PerfxlText("{text}")'


def ribbon_text(text: str) -> str:
    """功能区全文，口径的菜单换成现有的口径。"""
    profiles = [
        menu_button(
            f"buttonPerfxlProfile{place}",
            name,
            "ControlProperties",
            "PerfxlRibbon.ChooseProfile",
            f"本工作簿用口径“{name}”",
            _profile_tip(name),
        )
        for place, name in enumerate(profile_names(), 1)
    ]
    return with_menu(text, "menuPerfxlProfile", profiles)


def _profile_tip(name: str) -> str:
    profile = load_profile(name)
    usual = "不另选时就用它。" if name == DEFAULT_PROFILE else ""
    return f"{profile.title}。本工作簿的校验、评分、成表都用它。{usual}"


def rewrite(folder: Path) -> None:
    """重写 ``folder``（源码树的 ``addin``）里生成的文字。"""
    (folder / "vba" / f"{MODULE_NAME}.bas").write_text(function_module(), "utf-8", newline="\n")
    (folder / HINTS_SOURCE).write_text(hints_text(), "utf-8", newline="\n")
    ribbon = folder / "ribbon.xml"
    ribbon.write_text(ribbon_text(ribbon.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    rewrite(shipped_folder("addin"))
