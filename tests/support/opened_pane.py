"""窗格开在假的宿主里：真的浏览器，假的 WPS 或 Excel；工作簿磁盘上一份，网页里记着一份。"""

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import openpyxl
from browser import PATIENCE
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from perfxl.pane import engine
from perfxl.rendering.output_names import RECORD_SHEET
from perfxl.shipped import shipped_folder

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from perfxl.pane.service import Service

_FOLDER = TemporaryDirectory()


def _faulty() -> Path:
    """样表的一份：待核定的两格填在可得的范围之内（不然总分、等级都不写），一格没有填得分，一格少给了分。"""
    sample = shipped_folder("workbooks") / "自评表" / "12_jinbao_network_ops.xlsx"
    book = openpyxl.load_workbook(sample)
    for cell, value in {"H15": None, "H20": 2, "H24": 10, "H25": 7}.items():
        book.worksheets[0][cell].value = value
    made = Path(_FOLDER.name) / sample.name
    book.save(made)
    return made


# 评分要填四格：得分两格，总分，等级。
FAULTY = _faulty()
_PANE = Path(__file__).parents[1] / "pane"
# 假的 Excel 是假的 WPS 换了一副样子，记着的是同一份。
FAKES = {
    "wps": (_PANE / "fake_wps.js",),
    "office": (_PANE / "fake_wps.js", _PANE / "fake_office.js"),
}


class OpenedPane:
    """一个窗格和它的工作簿。"""

    def __init__(self, page: "Page", path: Path) -> None:
        self.page, self.path = page, path

    def open(self, service: "Service", host: str) -> None:
        """在假的宿主 ``host`` 里打开窗格，等它说可以用了。"""
        self.page.add_init_script(f"window.fakeBook = {json.dumps(self.given())};")
        for script in FAKES[host]:
            self.page.add_init_script(path=script)
        opening = self.path.with_name("打开.html")
        opening.write_text(service.opening_page, "utf-8")
        self.page.goto(opening.as_uri())
        self.waits("请按“校验”")

    def given(self) -> dict[str, Any]:
        """交给网页的：名字、各张表、内容。"""
        book = openpyxl.load_workbook(self.path)
        sheets = [
            {
                "name": sheet.title,
                "cells": {
                    cell.coordinate: _content(cell.value, cell.number_format)
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.value is not None
                },
                "notes": {
                    cell.coordinate: cell.comment.text
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.comment is not None
                },
            }
            for sheet in book.worksheets
        ]
        return {"name": self.path.name, "sheets": sheets, "content": content_of(self.path)}

    def state(self) -> dict[str, dict[str, Any]]:
        """各张表：``rules``、``notes``、``cells``。"""
        return {each["name"]: each for each in self.page.evaluate("fake.state()")}

    def values(self) -> dict[str, dict[str, tuple[Any, Any]]]:
        """各张表、各格的值和公式。"""
        return {
            name: {cell: (v["value"], v.get("formula")) for cell, v in each["cells"].items()}
            for name, each in self.state().items()
        }

    def calls(self, name: str) -> list[list[Any]]:
        """叫过的这一样；写“改动记录”表的不算。"""
        calls = self.page.evaluate("fake.calls")
        return [each for each in calls if each[0] == name and each[1:2] != [RECORD_SHEET]]

    def saved(self) -> None:
        """网页里记着的写回磁盘：下一次快照就是现在的样子。"""
        book = openpyxl.load_workbook(self.path)
        for name, each in self.state().items():
            sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.comment is not None:
                        cell.comment = None
            sheet.conditional_formatting = type(sheet.conditional_formatting)()
            for rule in each["rules"]:
                number = rule["Color"]
                red, green, blue = number & 255, number >> 8 & 255, number >> 16
                fill = PatternFill(bgColor=f"{red:02X}{green:02X}{blue:02X}", fill_type="solid")
                areas = rule["areas"].replace(",", " ")
                wanted = FormulaRule([rule["formula"].removeprefix("=")], fill=fill)
                sheet.conditional_formatting.add(areas, wanted)
            for cell, text in each["notes"].items():
                sheet[cell].comment = Comment(text, "某人")
            for cell, content in each["cells"].items():
                if "formula" not in content:
                    sheet[cell].value = content["value"]
        book.save(self.path)
        self.page.evaluate("(content) => { fakeBook.content = content; }", content_of(self.path))

    def check(self) -> None:
        """按“校验”，等它查完。"""
        self.page.click("#check")
        self.waits("口径：")

    def goes_to(self, place: str) -> None:
        """等宿主选中以 ``place`` 开头的一处。"""
        waits_until(
            self.page, lambda: (self.page.evaluate("fake.selected") or "").startswith(place)
        )

    def waits(self, said: str) -> None:
        """等窗格说出 ``said``。"""
        from playwright.sync_api import expect

        expect(self.page.locator("#said")).to_contain_text(said)


def waits_until(page: "Page", reached: Callable[[], bool]) -> None:
    """一遍遍问，到 ``reached``；网页的 CSP 不许 eval，playwright 自己的等法用不了。"""
    end = time.monotonic() + PATIENCE / 1000
    while not reached():
        assert time.monotonic() < end, "not reached"
        page.wait_for_timeout(25)


def watched(context: "BrowserContext", faults: list[str]) -> "Page":
    """一个新的窗口；网页里出的错记在 ``faults``。"""
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    return page


def content_of(path: Path) -> str:
    """文件的内容，base64。"""
    return base64.b64encode(path.read_bytes()).decode()


def answered(command: str, path: Path, **more: object) -> dict[str, Any]:
    """引擎对一个工作簿的回答，连同开着的工作簿照着做的。"""
    workbook = {"name": path.name, "content": content_of(path)}
    request = {"command": command, "workbook": workbook, "live": True, **more}
    made: dict[str, Any] = json.loads(engine.answer(json.dumps(request)))
    return made


def _content(value: object, code: str) -> dict[str, Any]:
    if isinstance(value, str) and value.startswith("="):
        return {"value": 0, "formula": value, "format": code}
    plain = value if isinstance(value, str | bool | int | float) else str(value)
    return {"value": plain, "format": code}
