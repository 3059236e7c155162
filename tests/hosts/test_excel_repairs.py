"""随带的工作簿、模板、加载项和写出的副本，Excel 打开时没有要修的；也合 ISO 的规定。"""

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from excel_repairs import repairs
from lxml import etree

from perfxl.addin.build import build_addin
from perfxl.hosts.list_files import write_lists
from perfxl.many_files.copies import fix_copy, mark_copy
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import process
from perfxl.rendering.finding_lists import finding_lists
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

SHIPPED = [
    *sorted(shipped_folder("workbooks").rglob("*.xlsx")),
    *sorted(shipped_folder("templates").glob("*.xlsx")),
]
SAMPLE = workbook_paths([shipped_folder("workbooks") / "自评表"])[10]
# ISO/IEC 29500 的 XSD 不随程序带：从 ECMA-376 的下载里取出 sml.xsd 等，放进一个文件夹。
_SCHEMAS = os.environ.get("PERFXL_ISO_SCHEMAS", "")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMED = "</sheets><definedNames><definedName name='A1'>1</definedName></definedNames>"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_workbooks_need_no_repair(path: Path) -> None:
    assert repairs(path) == []


def test_the_addin_needs_no_repair(tmp_path: Path) -> None:
    assert repairs(build_addin(tmp_path / "perfxl.xlam")) == []


def _written(folder: Path) -> Iterator[Path]:
    result = process(SAMPLE, load_profile())
    results = (
        process(path, load_profile())
        for path in workbook_paths([shipped_folder("workbooks") / "自评表"])
    )
    fixable = next(r for r in results if any(finding.fixes for finding in r.findings))
    assert mark_copy(result, folder / "标.xlsx") is not None
    assert fix_copy(fixable, folder / "改.xlsx").target is not None
    assert result.document is not None
    lists = finding_lists([result.findings], [], documents=[result.document])
    write_lists(folder / "清单.xlsx", lists)
    yield from sorted(folder.glob("*.xlsx"))


def test_written_copies_and_lists_need_no_repair(tmp_path: Path) -> None:
    paths = list(_written(tmp_path))
    assert len(paths) == 3
    assert {path.name: repairs(path) for path in paths} == {path.name: [] for path in paths}


@pytest.mark.skipif(not _SCHEMAS, reason="没有给 ISO/IEC 29500 的 XSD（PERFXL_ISO_SCHEMAS）")
def test_everything_is_valid_by_the_iso_schemas(tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(Path(_SCHEMAS) / "sml.xsd")))
    addin = build_addin(tmp_path / "加载项.xlam")
    for path in (*SHIPPED, addin, *_written(tmp_path)):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if re.fullmatch(r"xl/(?!theme|drawings).*\.xml", name):
                    tree = _understood(etree.fromstring(package.read(name)))
                    schema.validate(tree)
                    assert not list(schema.error_log), (path.name, name)


def _understood(tree: Any) -> Any:
    """去掉 mc:Ignorable 说可以不懂的，和 Excel 自己也写、规定里漏了的 xml:space。"""
    prefixes = tree.attrib.pop(f"{_MC}Ignorable", "").split()
    ignored = {f"{{{tree.nsmap[each]}}}" for each in prefixes if each in tree.nsmap}
    for each in list(tree.iter(etree.Element)):
        for attribute in list(each.attrib):
            if attribute == _SPACE or attribute.partition("}")[0] + "}" in ignored:
                del each.attrib[attribute]
        parent = each.getparent()
        if parent is None or parent.tag.endswith("}ext"):
            continue  # 扩充的内容，规定里什么都收
        if each.tag.partition("}")[0] + "}" in ignored:
            parent.remove(each)
    return tree


FAULTS = [
    ("xl/workbook.xml", r'name="[^"]*" sheetId', 'name="a/b" sheetId', "Excel 不收"),
    ("xl/workbook.xml", r"(<sheets>.*?</sheets>)", r"\1\1", "有两个"),
    ("xl/workbook.xml", r"</sheets>", _NAMED, "名称“A1”"),
    ("xl/workbook.xml", r"r:id=\"rId\d+\"", 'r:id="rId99"', "没有部件"),
    ("xl/worksheets/sheet1.xml", r"<sheetData>", "<pageMargins/><sheetData>", "位置不对"),
    ("xl/worksheets/sheet1.xml", r'<row r="2"', '<row r="1"', "排在第"),
    ("xl/worksheets/sheet1.xml", r'<c r="A2"', '<c r="B9"', "次序不对"),
    ("xl/worksheets/sheet1.xml", r' s="\d+"', ' s="9999"', "样式 9999 不在"),
    ("xl/worksheets/sheet1.xml", r"(<mergeCell ref=\"[^\"]*\" ?/>)", r"\1\1", "相交"),
    ("xl/worksheets/sheet1.xml", r"<v>[\d.]+</v>", "<v>十</v>", "数是 十"),
    ("xl/worksheets/sheet1.xml", r'<col [^>]*/>', '<col min="3" max="2" width="9"/>', "列宽 3—2"),
    ("xl/worksheets/sheet1.xml", r"</worksheet>", f"<drawing r:id='rId7' xmlns:r='{_OFFICE}'/></worksheet>", "没有关系"),
    ("xl/styles.xml", r'fontId="\d+"', 'fontId="999"', "fontId 999"),
    ("xl/_rels/workbook.xml.rels", r'Target="[^"]*styles.xml"', 'Target="gone.xml"', "不在压缩包里"),
    ("[Content_Types].xml", r'<Override [^>]*sheet1.xml"[^>]*/>', "", "一般的 XML"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "pattern", "new", "said"), FAULTS, ids=[f[3] for f in FAULTS])
def test_each_fault_is_found(part: str, pattern: str, new: str, said: str, tmp_path: Path) -> None:
    target = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(SAMPLE) as source, zipfile.ZipFile(target, "w") as written:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                text, times = re.subn(pattern, new, content.decode("utf-8"), count=1, flags=re.S)
                assert times == 1, part
                content = text.encode("utf-8")
            written.writestr(name, content)
    assert any(said in each for each in repairs(target)), repairs(target)
