"""写好的一个文件怎样交出去：名字和内容。"""

import base64
from collections.abc import Sequence
from pathlib import Path

from perfxl.actions.outcome import MadeSheet
from perfxl.contract.pane import FileJson, RequestJson
from perfxl.hosts.outputs import Outputs
from perfxl.hosts.pdf_copies import write_pdfs
from perfxl.many_files.making import write_sheets
from perfxl.model.errors import PerfxlError


def made_file(request: RequestJson, sheets: Sequence[MadeSheet], target: Path) -> FileJson:
    """成表写成 ``target``；要 PDF 的给它的 PDF。写不成的抛 ``PerfxlError``。"""
    write_sheets(sheets, target)
    return file_json(_pdf(target) if request.pdf else target)


def file_json(path: Path) -> FileJson:
    """磁盘上的一个文件。"""
    return FileJson(name=path.name, content=base64.b64encode(path.read_bytes()).decode("ascii"))


def _pdf(path: Path) -> Path:
    """``path`` 的 PDF；没有 LibreOffice、转不成的抛 ``PerfxlError``。"""
    target = path.with_suffix(".pdf")
    said = write_pdfs({path: Outputs().named(target)})
    if said:
        raise PerfxlError(said[0])
    return target
