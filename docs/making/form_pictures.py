"""成表的三张样张：由样表写出，存成 PDF，首页拼成一张灰度的 PNG。

    .venv/bin/python docs/making/form_pictures.py

要 LibreOffice 和 poppler；改了模板、排版以后运行一遍。
"""

import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS, WORKBOOKS = ROOT / "docs", ROOT / "workbooks"
REVIEW, TRAINING = "自评表/27_title_review_labor_appraisal", "自评表/24_szyf_training"
STIPEND = "申报表/002_03_公益性岗位补贴"
_DOTS, _GAP, _GREY = "62", 8, 0xE8


class Made(NamedTuple):
    """一份成表：哪种表，由哪个样表，哪种版式，写成什么文件。"""

    form: str
    source: str
    template: str = ""
    suffix: str = ".xlsx"


# 样张 → 一行一行的成表。
PICTURES = {
    "成表样张": [
        [
            Made("目标表", "目标表/000_01_驻外劳务协作服务工作"),
            Made("批复清单", "批复表/003_01_湟源县项目支出绩效目标批复"),
        ],
        [
            Made("功能分类批复表", "预算调整批复/004_03_一般公共预算支出第2印较长"),
            Made("调整批复表", "预算调整批复/004_09_调整春节慰问费"),
        ],
    ],
    "版式样张": [
        [Made("自评表", REVIEW, each) for each in ("三栏", "成本在先", "20-40-40")],
        [
            Made("自评表", REVIEW, "竖版"),
            Made("目标表", "目标表/000_03_三支一扶招募考试", "三栏"),
            Made("申报表", STIPEND, "三栏"),
        ],
    ],
    "Word样张": [
        [
            Made("批复表", STIPEND, suffix=".docx"),
            Made("部门整体目标表", "申报表/002_01_部门整体支出绩效目标表", suffix=".docx"),
        ],
        [Made("自评表", TRAINING, suffix=".docx")],
    ],
}


class Picture(NamedTuple):
    """灰度的图：宽、高，一行一行的点。"""

    width: int
    height: int
    rows: list[bytes]


def main() -> None:
    """写出三张样张。"""
    for name, rows in PICTURES.items():
        with tempfile.TemporaryDirectory() as held:
            pages = [[first_page(made, Path(held)) for made in row] for row in rows]
        write_png(stacked([beside(row) for row in pages]), DOCS / f"{name}.png")


def first_page(made: Made, folder: Path) -> Picture:
    """写出一份成表，印出首页。"""
    place = folder / str(len(list(folder.iterdir())))
    place.mkdir()
    target = place / f"成{made.suffix}"
    command = [sys.executable, "-m", "perfxl", "make", made.form]
    command += ["--from", str(WORKBOOKS / f"{made.source}.xlsx"), "-o", str(target)]
    command += ["--template", made.template] if made.template else []
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(place)]
    subprocess.run([*convert, str(target)], check=True, capture_output=True, timeout=120)
    page = ["pdftoppm", "-gray", "-r", _DOTS, "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*page, str(target.with_suffix(".pdf")), str(place / "页")], check=True)
    return read_grey((place / "页.pgm").read_bytes())


def read_grey(data: bytes) -> Picture:
    """PGM（P5）的图。"""
    _, width, height, _, dots = data.split(maxsplit=4)
    across, down = int(width), int(height)
    dots = data[len(data) - across * down :]
    return Picture(across, down, [dots[n * across : (n + 1) * across] for n in range(down)])


def beside(pictures: list[Picture]) -> Picture:
    """左右排成一行，矮的下面补灰。"""
    height = max(each.height for each in pictures)
    gap = bytes([_GREY]) * _GAP
    rows = [
        gap
        + b"".join(
            (each.rows[n] if n < each.height else bytes([_GREY]) * each.width) + gap
            for each in pictures
        )
        for n in range(height)
    ]
    return Picture(len(rows[0]), height, rows)


def stacked(pictures: list[Picture]) -> Picture:
    """上下排，窄的右边补灰。"""
    width = max(each.width for each in pictures)
    blank = [bytes([_GREY]) * width] * _GAP
    rows = list(blank)
    for each in pictures:
        rows += [row.ljust(width, bytes([_GREY])) for row in each.rows] + blank
    return Picture(width, len(rows), rows)


def write_png(picture: Picture, path: Path) -> None:
    """写成 16 级灰度的 PNG。"""
    packed = bytearray()
    for row in picture.rows:
        levels = [dot >> 4 for dot in row.ljust(picture.width + picture.width % 2, b"\xff")]
        packed.append(0)
        packed += bytes(
            high << 4 | low for high, low in zip(levels[::2], levels[1::2], strict=True)
        )
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 4, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(packed), 9)), (b"IEND", b""))
    made = b"\x89PNG\r\n\x1a\n"
    for kind, body in parts:
        check = struct.pack(">I", zlib.crc32(kind + body))
        made += struct.pack(">I", len(body)) + kind + body + check
    path.write_bytes(made)


if __name__ == "__main__":
    main()
