"""给模板、结论的文件：管道、设备、大得没边的，打开以前就说。"""

import os
import sys
from pathlib import Path

import openpyxl
import pytest

from perfxl.hosts.source_file import template_bytes
from perfxl.hosts.template_files import read_template
from perfxl.hosts.word_files import WordTemplate
from perfxl.many_files.making import conclusion_text
from perfxl.plans.template import TemplateError


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 mkfifo")
@pytest.mark.parametrize("read", [conclusion_text, WordTemplate])
def test_a_pipe_is_not_opened(read: type, tmp_path: Path) -> None:
    pipe = tmp_path / "管道.docx"
    os.mkfifo(pipe)
    with pytest.raises(TemplateError, match=r"“管道\.docx”不是普通文件"):
        read(pipe)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="没有 /dev/zero")
def test_a_device_without_end_is_not_read(tmp_path: Path) -> None:
    link = tmp_path / "结论.txt"
    link.symlink_to("/dev/zero")
    with pytest.raises(TemplateError, match="不是普通文件"):
        conclusion_text(link)


def test_a_conclusion_that_nobody_wrote_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "结论.txt"
    path.write_bytes(b"x" * 1_000_001)
    with pytest.raises(TemplateError, match=r"结论模板“结论\.txt”大过 200 KB"):
        conclusion_text(path)
    assert len(template_bytes(path, "模板", 2_000)) == 1_000_001
    with pytest.raises(TemplateError, match="读不了"):
        template_bytes(tmp_path, "模板", 2_000)


@pytest.mark.parametrize(
    ("rows", "text", "said"),
    [
        (2_001, "{{名称}}", "2,001 处占位"),
        (20, "{{名称}}" * 1_000, "120,000 字的占位"),
    ],
)
def test_a_template_of_no_form_is_not_read(rows: int, text: str, said: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(1, rows + 1):
        book.worksheets[0].cell(row, 1, text)
    book.save(tmp_path / "大.xlsx")
    with pytest.raises(TemplateError, match=f"有 {said}，不像是一张表的模板"):
        read_template(tmp_path / "大.xlsx")
