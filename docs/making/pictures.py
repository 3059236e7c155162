"""“十分钟上手”的画面：照页上的命令在样表上运行一遍，屏幕上的字画成 SVG，写出的表印成 PNG。

    .venv/bin/python docs/making/pictures.py

要 LibreOffice 和 poppler；改了命令的说法、表的样子以后运行一遍。
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

import openpyxl
from openpyxl.worksheet.properties import PageSetupProperties

ROOT = Path(__file__).parents[2]
PAGE, MADE = ROOT / "docs" / "十分钟上手.md", ROOT / "docs" / "上手"
SAMPLES = ("08_startup_loan_interest", "19_hr_system_ops_level3", "24_szyf_training")
# 步 → 印哪一个写出的文件。
PRINTED = {3: "标好的", 6: "成表", 7: "汇总.xlsx"}
NO_BREAK = "\u00a0"
_LINES, _COLUMNS, _SIZE = 26, 108, 14


def main() -> None:
    """运行各步，写出画面。"""
    MADE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        (folder / "收到的").mkdir()
        for name in SAMPLES:
            shutil.copy(ROOT / "workbooks" / "自评表" / f"{name}.xlsx", folder / "收到的")
        commands = re.findall(r"```\n(perfxl .+)\n```", PAGE.read_text("utf-8"))
        for number, command in enumerate(commands, 1):
            said = _run(command, folder)
            if number in PRINTED:
                _print_first_page(folder / PRINTED[number], MADE / f"{number}.png")
            else:
                (MADE / f"{number}.svg").write_text(_screen(command, said), "utf-8")


def _run(command: str, folder: Path) -> str:
    words = [sys.executable, "-m", *command.split()]
    environment = {**os.environ, "COLUMNS": str(_COLUMNS), "NO_COLOR": "1"}
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, env=environment)
    if done.returncode not in (0, 1):
        sys.exit(f"{command}：{done.stderr}")
    return done.stdout + done.stderr


def _screen(command: str, said: str) -> str:
    """屏幕的样子；太长的只画开头。"""
    lines = said.rstrip().splitlines()
    shown = [f"> {command}", "", *lines[:_LINES], *(["……"] if len(lines) > _LINES else [])]
    height = _SIZE * 1.5
    texts = "".join(
        f'<text x="16" y="{26 + height * place:.0f}">{escape(line[:90]).replace(" ", NO_BREAK)}</text>'
        for place, line in enumerate(shown)
        if line.strip()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {36 + height * len(shown):.0f}">'
        '<rect width="100%" height="100%" rx="8" fill="#263238"/>'
        f'<g fill="#eceff1" font-family="monospace" font-size="{_SIZE}" xml:space="preserve">'
        f"{texts}</g></svg>\n"
    )


def _print_first_page(path: Path, picture: Path) -> None:
    book = path if path.is_file() else sorted(path.glob("*.xlsx"))[1]
    with tempfile.TemporaryDirectory() as held:
        if path.name == "标好的":
            book = _fitted(book, Path(held) / book.name)
        profile = f"-env:UserInstallation=file://{held}/profile"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", held]
        subprocess.run([*convert, str(book)], check=True, capture_output=True, timeout=120)
        pdf = next(Path(held).glob("*.pdf"))
        target = str(picture.with_suffix(""))
        crop = ["pdftoppm", "-png", "-r", "70", "-f", "1", "-l", "1", "-singlefile"]
        subprocess.run([*crop, str(pdf), target], check=True)


def _fitted(book: Path, copy: Path) -> Path:
    """别人排的表横着印、缩到一页宽，画面上才看得全。"""
    opened = openpyxl.load_workbook(book)
    for sheet in opened.worksheets:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    opened.save(copy)
    return copy


if __name__ == "__main__":
    main()
