"""加载项文件：谁写的不看谁，另几家的读法都读得通，而且每次字节相同。"""

import importlib
import re
import sys
import warnings
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
import xlwings
from pyopenvba import ExcelFile, check_file
from pyopenvba.interpreter import parse_module
from xlam_check import Xlam, olevba, problems, read_xlam

import perfxl
from perfxl.addin.build import AddinError, build_addin, packed_modules, sheet_texts
from perfxl.addin.ribbon_menus import with_forms
from perfxl.addin.vba_source import packed_source
from perfxl.shipped import shipped_folder

MODULES = {
    *("PerfxlBridge", "PerfxlCells", "PerfxlChoices", "PerfxlFunctions"),
    *("PerfxlKeys", "PerfxlLongRun", "PerfxlRibbon", "PerfxlRuntime", "PerfxlTyping"),
    "ThisWorkbook",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_addin(tmp_path_factory.mktemp("加载项") / "perfxl.xlam")


@pytest.fixture(scope="module")
def read(built: Path) -> Xlam:
    return read_xlam(built)


def test_own_check_finds_nothing(read: Xlam) -> None:
    assert problems(read) == []
    assert set(read.sources) == MODULES | {"Sheet1"}


def test_olevba_reads_every_module(built: Path) -> None:
    parser = olevba().VBA_Parser(str(built))
    try:
        found = {name.partition(".")[0]: text for _, _, name, text in parser.extract_macros()}
    finally:
        parser.close()
    assert set(found) == MODULES | {"Sheet1"}
    for name, source in packed_modules().items():
        assert source.replace("\r\n", "\n").strip() in found[name].replace("\r\n", "\n"), name


def test_pyopenvba_finds_nothing(built: Path) -> None:
    report = check_file(built)
    assert report.ok, report.issues
    with ExcelFile(built) as book:
        assert book.validate() == []
        protection = book.vba_project().protection
    assert protection is None or not protection.has_password


@pytest.mark.parametrize("name", sorted(MODULES))
def test_second_compiler_parses(name: str) -> None:
    # 这一家不认得 WithEvents。
    source = packed_modules()[name].replace("Private WithEvents ", "Private ")
    assert parse_module(source, name=name).procedures


def test_macro_raptor_finds_nothing_that_runs_by_itself_and_writes_or_executes(built: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        mraptor = importlib.import_module("oletools.mraptor")
    parser = olevba().VBA_Parser(str(built))
    try:
        text = "\n".join(code for *_, code in parser.extract_all_macros())
    finally:
        parser.close()
    raptor = mraptor.MacroRaptor(text)
    raptor.scan()
    assert (raptor.suspicious, raptor.autoexec, raptor.write) == (False, False, False)
    assert raptor.execute  # 用动态库启动 Python，少不了


def test_nothing_is_decoded(built: Path) -> None:
    """中文在工作表里，原样；VBA 里没有拼字、解码，olevba 也没有找到藏着的话。"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parser = olevba().VBA_Parser(str(built))
    try:
        found = {(kind, word.lower()) for kind, word, _ in parser.analyze_macros()}
        text = "\n".join(code for *_, code in parser.extract_all_macros())
    finally:
        parser.close()
    assert not re.search(r"\b(?:ChrW?|StrReverse|CreateObject|Shell|Kill|Execute|Eval)\$?\(", text)
    words = {word for _, word in found}
    assert words.isdisjoint({"chr", "chrw", "strreverse", "xor", "kill", "shell", "createobject"})
    with zipfile.ZipFile(built) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert all(escape(each) in sheet for each in sheet_texts())


def test_same_bytes_every_time(built: Path, tmp_path: Path) -> None:
    assert build_addin(tmp_path / "又一次.xlam").read_bytes() == built.read_bytes()
    with zipfile.ZipFile(built) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_properties_name_the_addin(built: Path) -> None:
    with zipfile.ZipFile(built) as package:
        core = ElementTree.fromstring(package.read("docProps/core.xml"))
        types = package.read("[Content_Types].xml").decode()
    shown = {each.tag.partition("}")[2]: each.text or "" for each in core}
    assert shown["title"] == "perfxl 绩效"
    assert "功能区" in shown["description"]
    assert shown["creator"] == shown["lastModifiedBy"] == "perfxl"
    datetime.fromisoformat(shown["created"])
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" in types


def test_both_ribbon_schemas_say_the_same(read: Xlam) -> None:
    new, old = read.ribbons["customUI/customUI14.xml"], read.ribbons["customUI/customUI.xml"]
    assert new != old
    # 2006 年的格式里没有右键菜单，其余一样。
    menus = re.compile(r"  <contextMenus>.*</contextMenus>\n", re.S)
    shared, cut = menus.subn("", new)
    assert cut == 1
    assert old == shared.replace("/office/2009/07/customui", "/office/2006/01/customui")
    assert new == with_forms((shipped_folder("addin") / "ribbon.xml").read_text("utf-8"))


def test_hints_are_in_the_file_and_related(built: Path) -> None:
    with zipfile.ZipFile(built) as package:
        hints = package.read("customXml/item1.xml").decode("utf-8")
        assert hints == (shipped_folder("addin") / "intellisense.xml").read_text("utf-8")
        types = package.read("[Content_Types].xml").decode()
        assert 'PartName="/customXml/itemProps1.xml"' in types
        assert 'Extension="xml"' in types
        for owner, target in (
            ("xl/_rels/workbook.xml.rels", "../customXml/item1.xml"),
            ("customXml/_rels/item1.xml.rels", "itemProps1.xml"),
        ):
            relations = ElementTree.fromstring(package.read(owner))
            assert target in {each.get("Target") for each in relations}


def test_version_is_ours(read: Xlam) -> None:
    assert f'PERFXL_VERSION As String = "{perfxl.__version__}"' in read.sources["PerfxlRuntime"]
    assert "@PERFXL_VERSION@" not in "".join(read.sources.values())


def test_library_of_the_xlwings_tried(read: Xlam) -> None:
    for bits in (32, 64):
        library = f"xlwings{bits}-{xlwings.__version__}.dll"
        assert read.sources["PerfxlBridge"].count(f'"{library}"') == 2


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ('Environ("APPDATA")', 'Environ("PATH")', "环境变量"),
        ("ActiveWorkbook.Name &", "ActiveWorkbook.Path &", "工作簿"),
        ("argument), ActiveWorkbook", "argument), ActiveWorkbook.Sheets(1)", "工作簿"),
        ('python.CallUDF "perfxl.excel.ribbon", "ready"', 'python.Exec "ready"', ".Exec"),
        ("Set python = PerfxlPython()", "Set python = Shell(verb)", "Shell"),
        ("    PerfxlCheckCommand verb, argument", "    Debug.Print verb", "PerfxlCheckCommand"),
        ("Public Sub PerfxlExecute(", "Public Function PerfxlExecute(", "Sub"),
        ("-E -P -B -c", "-c cmd.exe", "cmd.exe"),
    ],
)
def test_own_check_would_see_it(read: Xlam, before: str, after: str, found: str) -> None:
    changed = read.sources["PerfxlBridge"].replace(before, after)
    assert changed != read.sources["PerfxlBridge"]
    if "Function PerfxlExecute" in changed:
        head, tail = changed.split("Public Function PerfxlExecute")
        changed = (
            head + "Public Function PerfxlExecute" + tail.replace("End Sub", "End Function", 1)
        )
    worse = Xlam(
        {**read.sources, "PerfxlBridge": changed}, read.kinds, read.references, read.ribbons
    )
    assert any(found in problem for problem in problems(worse)), problems(worse)


def test_chinese_outside_the_helper_is_refused() -> None:
    assert packed_source("M", "' plain\n", "1") == "' plain\r\n"
    with pytest.raises(AddinError, match="第1行"):
        packed_source("M", "' 注释\n", "1")
    with pytest.raises(AddinError, match="太长"):
        packed_source("M", f"' {'x' * 1001}\n", "1")


def test_without_pyopenvba_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyopenvba", None)
    with pytest.raises(AddinError, match=r"pip install pyOpenVBA==6\.5\.0"):
        build_addin(tmp_path / "perfxl.xlam")
    assert list(tmp_path.iterdir()) == []


def test_applescript_quotes_every_part() -> None:
    script = (shipped_folder("addin") / "perfxl.applescript").read_text("utf-8")
    for part in ("interpreter", "pythonCommand", '("--wb=" & bookName)', "logFile"):
        assert f"quoted form of {part}" in script
    for line in script.splitlines():
        if "do shell script" in line:
            assert "bookName" not in line
            assert "pythonCommand" not in line
