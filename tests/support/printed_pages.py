"""印出来的一页页：由 LibreOffice 存成 PDF，看得到切掉的字、没有接上的框线、落单的行、空页。"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl.worksheet.worksheet import Worksheet

# 差这么多（磅）不算：框线自己的宽、取整。
NEAR = 1.5
# 字的外框比格子高出这么多才算切掉：笔画以外的空白切掉看不出。
_CUT = 2.0


class Line(NamedTuple):
    """一条框线：横的 ``at`` 是 y，从 x 的 ``first`` 到 ``last``；竖的相反。"""

    at: float
    first: float
    last: float


@dataclass(frozen=True)
class PrintedPage:
    """一页：多高（扣去页边距），看得见的字，切掉的字，框线。"""

    height: float
    text: str
    cut: tuple[str, ...]
    across: tuple[Line, ...]
    down: tuple[Line, ...]

    @cached_property
    def filled(self) -> float:
        """表占了一页的几成。"""
        ys = [each.at for each in self.across]
        return (max(ys) - min(ys)) / self.height if ys else 0.0

    @cached_property
    def rows(self) -> int:
        """表有几行，连同重印的表头。"""
        return len({round(each.at / NEAR) for each in self.across}) - 1

    def loose_ends(self) -> list[str]:
        """没有接上别的线的线头、没有围合的外框。"""
        found = [
            f"{kind}线 {line.at:.0f}：{end:.0f}"
            for kind, lines, others in (
                ("横", self.across, self.down),
                ("竖", self.down, self.across),
            )
            for line in lines
            for end in (line.first, line.last)
            if not any(
                abs(other.at - end) <= NEAR and other.first - NEAR <= line.at <= other.last + NEAR
                for other in others
            )
            if not _goes_on(line, end, lines)
        ]
        for lines, others in ((self.across, self.down), (self.down, self.across)):
            for side in (min, max):
                if lines and others:
                    found += _gaps(lines, side(each.at for each in lines), others)
        return found


def _goes_on(line: Line, end: float, lines: Sequence[Line]) -> bool:
    """接着的一段从这里画下去：一格的边分两段画，中间没有横线。"""
    return any(
        abs(other.at - line.at) <= NEAR
        and any(abs(each - end) <= NEAR for each in (other.first, other.last))
        for other in lines
        if other is not line
    )


def _gaps(lines: Sequence[Line], at: float, others: Sequence[Line]) -> list[str]:
    """最外面的一条边有没有断开。"""
    low, high = (side(each.at for each in others) for side in (min, max))
    reached = low
    for line in sorted(each for each in lines if abs(each.at - at) <= NEAR):
        if line.first > reached + NEAR:
            break
        reached = max(reached, line.last)
    return [] if reached >= high - NEAR else [f"外框 {at:.0f} 只到 {reached:.0f}"]


def office() -> str:
    """LibreOffice；没有装的跳过，CI 上算失败。"""
    found = shutil.which("soffice")
    if found is None:
        if os.environ.get("PERFXL_REQUIRE_LIBREOFFICE"):
            pytest.fail("CI 上必须装有 LibreOffice")
        pytest.skip("没有装 LibreOffice，打印效果没有测")
    return found


@dataclass(frozen=True)
class PrintedBook:
    """一个工作簿（Word 文档没有工作表）、写在里面的各段字和印出来的各页。"""

    sheets: Sequence[Worksheet]
    written: Sequence[tuple[str, str]]
    pages: Sequence[PrintedPage]

    @property
    def text(self) -> str:
        """各页上看得见的字。"""
        return "".join(page.text for page in self.pages)


def printed(paths: Sequence[Path], folder: Path) -> dict[str, PrintedBook]:
    """几个工作簿、Word 文档（文件名 → 各页）一次都转成 PDF。"""
    command = [office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=400)
    made = {".docx": _document, ".xlsx": _book}
    return {path.stem: made[path.suffix](path, folder / f"{path.stem}.pdf") for path in paths}


def _book(path: Path, pdf: Path) -> PrintedBook:
    sheets = openpyxl.load_workbook(path).worksheets
    margins = sheets[0].page_margins
    written = [
        (cell.coordinate, cell.value)
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    return PrintedBook(sheets, written, _pages(pdf, 72 * (margins.top + margins.bottom)))


def _document(path: Path, pdf: Path) -> PrintedBook:
    document = Document(str(path))
    section = document.sections[0]
    assert section.top_margin is not None
    assert section.bottom_margin is not None
    written = [
        (f"第 {number} 段", _in_own_font("".join(t.text or "" for t in each.iter(qn("w:t")))))
        for number, each in enumerate(document.element.body.iter(qn("w:p")), 1)
    ]
    pages = _pages(pdf, section.top_margin.pt + section.bottom_margin.pt)
    return PrintedBook((), written, [replace(p, text=_in_own_font(p.text)) for p in pages])


def _in_own_font(text: str) -> str:
    """引号、大于等于号由别的字体画，文档的 PDF 里不在原处，不比。"""
    return "".join(each for each in text if each not in "“”≥≤")


def _pages(pdf: Path, edges: float) -> list[PrintedPage]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page, edges) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, edges: float) -> PrintedPage:
    words = page.get_textpage()
    seen: list[str] = []
    cut: list[str] = []
    across: list[Line] = []
    down: list[Line] = []
    for each in page.get_objects(max_depth=1):
        if each.type == pdfium.FPDF_PAGEOBJ_TEXT:
            over = _over(each)
            if over is not None:
                seen.append(_text(each, words))
                if over > _CUT:
                    cut.append(seen[-1])
        elif each.type == pdfium.FPDF_PAGEOBJ_PATH:
            (x, y), (x2, y2) = _ends(each)
            if abs(y - y2) < abs(x - x2):
                across.append(Line(y, min(x, x2), max(x, x2)))
            else:
                down.append(Line(x, min(y, y2), max(y, y2)))
    height = page.get_height() - edges
    return PrintedPage(height, "".join(seen), tuple(cut), tuple(across), tuple(down))


def _text(each: pypdfium2.PdfObject, words: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(each.raw, words.raw, None, 0)
    buffer = (ctypes.c_ushort * size)()
    pdfium.FPDFTextObj_GetText(each.raw, words.raw, buffer, size)
    return squeezed(bytes(buffer).decode("utf-16-le"))


def squeezed(text: str) -> str:
    """去掉空白和连字号：PDF 里行末的连字号看不出是不是原文的。"""
    return "".join(text.replace("\0", "").replace("\x02", "").replace("-", "").split())


def _over(text: pypdfium2.PdfObject) -> float | None:
    """字超出它的格多少：写不下的，LibreOffice 才加裁剪框；整段在框外、看不见的为 ``None``。

    跨页合并的格，每一页都画一遍全文，不在这一页的裁掉。
    """
    points = list(_clip(text))
    if not points:
        return 0.0
    xs, ys = zip(*points, strict=True)
    left, bottom, right, top = text.get_bounds()
    if right <= min(xs) or left >= max(xs) or top <= min(ys) or bottom >= max(ys):
        return None
    return max(min(xs) - left, min(ys) - bottom, right - max(xs), top - max(ys))


def _clip(text: pypdfium2.PdfObject) -> Iterator[tuple[float, float]]:
    clip = pdfium.FPDFPageObj_GetClipPath(text.raw)
    for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0)):
        for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            yield _point(pdfium.FPDFClipPath_GetPathSegment(clip, path, number))


def _ends(path: pypdfium2.PdfObject) -> tuple[tuple[float, float], tuple[float, float]]:
    last = pdfium.FPDFPath_CountSegments(path.raw) - 1
    first, second = (
        _point(pdfium.FPDFPath_GetPathSegment(path.raw, number)) for number in (0, last)
    )
    return first, second


def _point(segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value
