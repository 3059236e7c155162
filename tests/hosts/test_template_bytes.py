"""给模板、结论的文件：管道、设备、大得没边的，打开以前就说。"""

import os
import sys
from pathlib import Path

import pytest

from perfxl.hosts.source_file import template_bytes
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
    with pytest.raises(TemplateError, match=r"结论模板“结论\.txt”大过 1 MB"):
        conclusion_text(path)
    assert len(template_bytes(path, "模板", 2)) == 1_000_001
    with pytest.raises(TemplateError, match="读不了"):
        template_bytes(tmp_path, "模板", 2)
