"""审核意见的 Word 模板可能是别人发来的：坏了的、会占满内存的、找不完的，说一句，不写。"""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from perfxl.hosts.word_files import WordTemplate
from perfxl.many_files.letters import opinion_path
from perfxl.plans.template import TemplateError

DOCUMENT = "word/document.xml"
Parts = dict[str, bytes]


def shipped_parts() -> Parts:
    with zipfile.ZipFile(opinion_path()) as package:
        return {name: package.read(name) for name in package.namelist()}


def template(parts: Parts, tmp_path: Path) -> Path:
    path = tmp_path / "模板.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def body(inner: bytes) -> Parts:
    """正文只有这些。"""
    parts = shipped_parts()
    before, _, rest = parts[DOCUMENT].partition(b"<w:body>")
    _, _, after = rest.rpartition(b"<w:sectPr")
    parts[DOCUMENT] = before + b"<w:body>" + inner + b"<w:sectPr" + after
    return parts


def paragraph(text: str) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


@pytest.mark.parametrize("text", ["{{" * 16_000, "{%p " * 16_000, "-%}" * 16_000, "{{r " * 9_000])
def test_braces_without_end_are_refused_before_they_are_searched(text: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="大括号太多"):
        WordTemplate(template(body(paragraph(text) * 3), tmp_path))


def test_a_template_that_unpacks_without_end_is_not_unpacked(tmp_path: Path) -> None:
    path = template(shipped_parts() | {"word/media/x.bin": bytes(101_000_000)}, tmp_path)
    assert path.stat().st_size < 2_000_000
    with pytest.raises(TemplateError, match="解压以后大过 100 MB"):
        WordTemplate(path)


SPOILED: dict[str, Callable[[Parts], Parts]] = {
    "没有正文": lambda parts: {name: data for name, data in parts.items() if name != DOCUMENT},
    "关系没有编号": lambda parts: {
        **parts,
        "_rels/.rels": parts["_rels/.rels"].replace(b" Id=", b" Odd="),
    },
    "正文不是合格的 XML": lambda parts: {**parts, DOCUMENT: b"<x>"},
    "不认得的编码": lambda parts: {
        **parts,
        DOCUMENT: parts[DOCUMENT].replace(b"UTF-8", b"x-none", 1),
    },
    "除以零": lambda _: body(paragraph("{{ 1/0 }}")),
    "字加数": lambda _: body(paragraph("{{ 1 + 'a' }}")),
    "无穷大": lambda _: body(paragraph("{{ 1e999|int }}")),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_template_is_said(name: str, tmp_path: Path) -> None:
    word = WordTemplate(template(SPOILED[name](shipped_parts()), tmp_path))
    with pytest.raises(TemplateError, match="不是能用的 Word 模板"):
        word.filled({})


def test_a_part_damaged_in_the_package_is_said(tmp_path: Path) -> None:
    path = template(shipped_parts(), tmp_path)
    with zipfile.ZipFile(path) as package:
        place = package.getinfo(DOCUMENT).header_offset + 80
    data = bytearray(path.read_bytes())
    data[place : place + 8] = b"\xff" * 8
    path.write_bytes(data)
    with pytest.raises(TemplateError, match="不是能用的 Word 模板"):
        WordTemplate(path)


def test_an_entity_from_outside_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "别处.txt"
    secret.write_text("不该取的", "utf-8")
    parts = body(paragraph("&outside;"))
    declared = f'<!DOCTYPE x [<!ENTITY outside SYSTEM "{secret.as_uri()}">]><w:document'
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:document", declared.encode(), 1)
    made = tmp_path / "成.docx"
    made.write_bytes(WordTemplate(template(parts, tmp_path)).filled({}))
    with zipfile.ZipFile(made) as package:
        assert "不该取的".encode() not in package.read(DOCUMENT)
