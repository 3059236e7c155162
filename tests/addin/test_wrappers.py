"""VBA 外壳与 Python 的签名一致；提交的文字就是生成的文字。"""

import inspect
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from xlam_check import Procedure, Xlam

import perfxl.excel.functions
from perfxl.addin.argument_hints import hints_text
from perfxl.addin.build import HINTS_SOURCE, packed_modules
from perfxl.addin.wrappers import function_module, rewrite, ribbon_text
from perfxl.functions.cell_functions import cell_functions
from perfxl.shipped import shipped_folder

NAMES = [function.name for function in cell_functions()]


@pytest.fixture(scope="module")
def wrappers() -> dict[str, Procedure]:
    source = packed_modules()["PerfxlFunctions"]
    return {each.name: each for each in Xlam({"PerfxlFunctions": source}).procedures().values()}


def test_committed_text_is_what_is_generated() -> None:
    folder = shipped_folder("addin")
    hint = "请运行 python -m perfxl.addin.wrappers"
    module = (folder / "vba" / "PerfxlFunctions.bas").read_text("utf-8")
    assert module == function_module(), hint
    assert (folder / HINTS_SOURCE).read_text("utf-8") == hints_text(), hint
    ribbon = (folder / "ribbon.xml").read_text("utf-8")
    assert ribbon == ribbon_text(ribbon), hint


def test_hints_name_every_function_and_argument_in_order() -> None:
    root = ElementTree.fromstring(hints_text().encode("utf-8"))
    space = "{http://schemas.excel-dna.net/intellisense/1.0}"
    found = {
        each.get("Name"): [argument.get("Name") for argument in each]
        for each in root.iter(f"{space}Function")
    }
    assert root.tag == f"{space}IntelliSense"
    assert found == {each.name: [one.name for one in each.arguments] for each in cell_functions()}
    assert all(each.get("Description") for each in root.iter() if each.get("Name"))


def test_rewriting_restores_the_text(tmp_path: Path) -> None:
    folder = tmp_path / "addin"
    shutil.copytree(shipped_folder("addin"), folder)
    ribbon = (folder / "ribbon.xml").read_text("utf-8")
    (folder / "ribbon.xml").write_text(
        re.sub(r'(ChooseProfile" tag=)"\\[^"]*"', r'\1"x"', ribbon), "utf-8"
    )
    (folder / "vba" / "PerfxlFunctions.bas").unlink()
    rewrite(folder)
    assert (folder / "ribbon.xml").read_text("utf-8") == ribbon
    assert (folder / "vba" / "PerfxlFunctions.bas").read_text("utf-8") == function_module()


def test_one_wrapper_per_function(wrappers: dict[str, Procedure]) -> None:
    public = {each.name for each in wrappers.values() if each.kind == "Function"}
    assert public == {*NAMES, "PERF_VERSION"}


@pytest.mark.parametrize("name", NAMES)
def test_wrapper_has_the_arguments_of_its_function(
    name: str, wrappers: dict[str, Procedure]
) -> None:
    python = inspect.signature(getattr(perfxl.excel.functions, name)).parameters
    expected = [
        f"ParamArray {parameter.name}() As Variant"
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL
        else f"{'Optional ' if parameter.default is None else ''}{parameter.name} As Variant"
        for parameter in python.values()
    ]
    wrapper = wrappers[name]
    assert wrapper.arguments == ", ".join(expected)
    if "ParamArray" not in wrapper.arguments:
        given = ", ".join(python)
        function = next(each for each in cell_functions() if each.name == name)
        roles = "".join(argument.taken.spread.value for argument in function.arguments)
        assert f'{name} = PerfxlCall("{name}", "{roles}", Array({given}))' in wrapper.body
    assert re.search(rf'^Attribute {name}\.VB_Description = "[ -~]+\."$', wrapper.body, re.M)


def test_help_tells_every_argument(wrappers: dict[str, Procedure]) -> None:
    module = function_module()
    for function in cell_functions():
        assert f'PerfxlDescribe "{function.name}", PerfxlText("{function.summary}")' in module
        for argument in function.arguments:
            assert f'PerfxlText("{argument.help}")' in module
    assert "On Error Resume Next" in wrappers["PerfxlDescribe"].body
