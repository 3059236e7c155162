"""没有 lxml 时用的 XML 树与 lxml 相同：没有改过的部件逐字节比，改的照改工作簿的各条测试再做一遍。"""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

from perfxl.hosts.editor import portable_xml
from perfxl.hosts.editor.package import OFFICE

ROOT = Path(__file__).parents[2]
_PARTS = (".xml", ".rels", ".vml")
_SPACED = (
    b'<?xml version="1.0"?><!--before--><a xmlns="urn:a" xmlns:b="urn:b">'
    b'x<c b:k="1&#10;2" k="&lt;&quot;"/>y<?go on?>z<b:d xmlns:e="urn:e"><e:f/>&amp;</b:d></a><!--after-->'
)


def _parts() -> Iterator[tuple[str, bytes]]:
    for folder in ("templates", "workbooks"):
        for path in sorted((ROOT / folder).glob("*.xlsx")):
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    if name.endswith(_PARTS):
                        yield f"{path.name} {name}", package.read(name)


def _parsed(tree: ModuleType, data: bytes) -> Any:
    return tree.fromstring(data, tree.XMLParser(remove_comments=True, remove_pis=True))


def _again(tree: ModuleType, data: bytes) -> bytes:
    root = _parsed(tree, data)
    return bytes(tree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def test_untouched_parts_are_written_byte_for_byte_as_lxml_does() -> None:
    parts = list(_parts())
    assert len(parts) > 150
    differing = [name for name, data in parts if _again(portable_xml, data) != _again(etree, data)]
    assert differing == []


def test_prefixes_and_escapes_are_kept_and_comments_left_out() -> None:
    written = _again(portable_xml, _SPACED)
    assert written == _again(etree, _SPACED)
    assert b"<!--" not in written
    assert b"<?go" not in written


def test_a_new_relation_is_written_with_the_usual_prefix() -> None:
    for tree in (portable_xml, etree):
        root = tree.fromstring(b"<a><b/></a>")
        tree.register_namespace("r", OFFICE)  # xml_tree 登记的只是用着的那一个
        tree.SubElement(root, "c").set(f"{{{OFFICE}}}id", "rId1")
        assert tree.tostring(root) == f'<a><b/><c xmlns:r="{OFFICE}" r:id="rId1"/></a>'.encode()


def _moved(tree: ModuleType) -> bytes:
    root = _parsed(tree, _SPACED)
    first, last = root[0], root[-1]
    first.addnext(tree.Element("{urn:b}new", at="1"))
    last.addprevious(deepcopy(first))
    root.append(first)
    made = tree.SubElement(last, "{urn:new}own")
    made.set("{urn:b}k", "≥")
    other = tree.fromstring(b'<o xmlns="urn:a" xmlns:b="urn:b"/>')
    other.append(deepcopy(last))
    other.append(root[1])
    return bytes(tree.tostring(root, encoding="UTF-8") + tree.tostring(other, encoding="UTF-8"))


def test_moved_and_copied_elements_keep_their_names_and_tails() -> None:
    assert _moved(portable_xml) == _moved(etree)


@pytest.mark.parametrize(
    "broken",
    [b"", b"<a>", b"<a></b>", b"<a b='1' b='2'/>", b"<x:a/>", b"<a x:b='1'/>", b"<a>&no;</a>"],
)
def test_what_lxml_refuses_is_refused(broken: bytes) -> None:
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(broken)
    with pytest.raises(portable_xml.XMLSyntaxError):
        portable_xml.fromstring(broken)


@pytest.mark.parametrize("text", ["\x07", "\ud800", "￾"])
def test_what_xml_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="XML compatible"):
        portable_xml.Element("a").set("b", text)


def test_the_editor_does_the_same_without_lxml() -> None:
    tests = ["editor", "rich_text", "workbook_copy", "controls", "odd_packages", "template_bytes"]
    plugins = ["-p", "tests.support.portable_tree", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            *plugins,
            *(f"tests/hosts/test_{each}.py" for each in tests),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(Path(sys.executable).parent)},
    )
    assert run.returncode == 0, run.stdout[-3000:]
