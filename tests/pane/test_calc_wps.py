"""窗格开在 WPS 里：真的浏览器，``Application`` 由开着的 LibreOffice Calc 来做。标的、写的、选的，都看真的格里成了什么样。"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from opened_pane import FAULTY, answered
from samples import SAMPLES

import perfxl
from perfxl.model.address import cell_address
from perfxl.model.own_notes import said_in
from perfxl.pane.service import Service
from perfxl.plans.own_marks import is_own_rule

if TYPE_CHECKING:
    import xlwings as xw
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.libreoffice, pytest.mark.browser]

_STAND_IN = Path(__file__).with_name("calc_wps.js")


class _Pane:
    """窗格的网页，和它旁边开着的工作簿。"""

    def __init__(self, page: "Page", book: "xw.Book", desk: Any) -> None:
        self.page, self.book, self.desk = page, book, desk

    @property
    def path(self) -> Path:
        return Path(self.book.fullname)

    def waits(self, said: str) -> None:
        from playwright.sync_api import expect

        # 每一格都要问 Calc 几次，机器忙的时候慢。
        expect(self.page.locator("#said")).to_contain_text(said)

    def press(self, button: str, said: str) -> None:
        self.page.click(button)
        self.waits(said)

    def snapshot(self, name: str) -> Path:
        """现在的样子另存一份。"""
        path = self.path.with_name(name)
        self.book.api.SaveCopyAs(str(path))
        return path

    def values(self) -> dict[tuple[str, str], Any]:
        """各张表各格的公式、内容；空格不在内。"""
        found = {}
        for sheet in self.book.sheets:
            used = sheet.used_range
            block: Any = used.formula
            rows = block if isinstance(block, tuple) else ((block,),)
            for row, line in enumerate(rows, used.row):
                for column, text in enumerate(line, used.column):
                    if text not in (None, ""):
                        found[sheet.name, cell_address(row, column)] = text
        return found

    def own_colours(self) -> dict[tuple[str, str], set[tuple[int, int, int]]]:
        """校验加的各条颜色：在哪张表哪一块 → 颜色。"""
        found: dict[tuple[str, str], set[tuple[int, int, int]]] = {}
        for sheet in self.book.sheets:
            for rule in sheet.cells.conditional_formats:
                if is_own_rule(rule.formula):
                    found.setdefault((sheet.name, rule.formula), set()).add(rule.fill_color)
        return found

    def notes(self) -> dict[tuple[str, str], str]:
        return {
            (sheet.name, note.impl.location.address.replace("$", "")): note.text
            for sheet in self.book.sheets
            for note in sheet.notes
        }


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """这个用户自己的文件夹：测试不写真的那一个。"""
    for name in ("seals", "own_profiles"):
        monkeypatch.setattr(f"perfxl.standards.{name}.own_folder", lambda: tmp_path / "本人")


@pytest.fixture
def opened(
    page: "Page", app: "xw.App", service: Service, tmp_path: Path
) -> Iterator[Callable[..., _Pane]]:
    """在 Calc 里打开一个文件的副本，旁边打开窗格；用完全部关掉。"""
    from calc.wps_faces import Application, Desk

    def open_beside(path: Path = FAULTY) -> _Pane:
        copy = tmp_path / path.name
        if copy != path:
            shutil.copyfile(path, copy)
        book = app.books.open(str(copy))
        (tmp_path / "临时").mkdir()
        desk = Desk(Application(app, tmp_path / "临时"))

        def answer(route: "Route") -> None:
            route.fulfill(body=desk.answered(route.request.post_data or ""))

        page.route("**/calc", answer)
        page.add_init_script(path=_STAND_IN)
        opening = tmp_path / "打开.html"
        opening.write_text(service.opening_page, "utf-8")
        page.goto(opening.as_uri())
        pane = _Pane(page, book, desk)
        pane.waits("请按“校验”")
        return pane

    yield open_beside
    for book in list(app.books):
        book.close()


def test_findings_are_marked_on_real_cells_and_a_click_selects_them(
    opened: Callable[..., _Pane],
) -> None:
    pane = opened()
    sheet = pane.book.sheets[0]
    sheet["A1"].impl.add_note("我自己的批注")
    sheet["B2"].color = (1, 2, 3)
    before = pane.values()
    wanted = perfxl.check(pane.snapshot("现在.xlsx")).findings
    pane.press("#check", "口径：")
    assert pane.page.locator("#list li").count() == len(wanted)
    colours = {each for every in pane.own_colours().values() for each in every}
    assert len(colours) == len({each.severity for each in wanted})
    notes = pane.notes()
    assert notes.pop((sheet.name, "A1")) == "我自己的批注"
    written = "\n".join(said_in(text) for text in notes.values())
    assert all(f"PX{each.rule.removeprefix('PX')}" in written for each in wanted)
    assert pane.values() == before, "marking changes no content"

    for place in range(pane.page.locator("#list .place").count()):
        pane.page.locator("#list .place").nth(place).click()
        where = pane.page.locator("#list .place").nth(place).inner_text()
        name, _, cells = where.partition("!")
        selected = pane.book.app.selection
        assert selected is not None
        assert selected.sheet.name == name
        assert selected.get_address(False, False) == cells.split(",")[0].replace("$", "")

    added = len([name for name, _ in pane.desk.calls if name == "Add"])
    pane.press("#check", "口径：")
    assert len([name for name, _ in pane.desk.calls if name == "Add"]) == added
    pane.press("#clear", "标记都清掉了")
    assert pane.own_colours() == {}
    assert pane.notes() == {(sheet.name, "A1"): "我自己的批注"}
    assert sheet["B2"].color == (1, 2, 3)
    assert not list((pane.path.parent / "临时").iterdir())


@pytest.fixture
def fixable(tmp_path: Path) -> Path:
    """有几处改得好的：“≥”后面又写着“以上”。"""
    book = openpyxl.load_workbook(next(each for each in SAMPLES if "002_01" in each.name))
    sheet: Any = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("≥")]
    for cell in cells[:3]:
        cell.value = f"{str(cell.value).removesuffix('以上')}以上"
    book.save(tmp_path / "改得好的.xlsx")
    return tmp_path / "改得好的.xlsx"


def test_one_finding_is_mended_recorded_and_put_back(
    opened: Callable[..., _Pane], fixable: Path
) -> None:
    pane = opened(fixable)
    before = pane.values()
    pane.press("#check", "口径：")
    button = pane.page.get_by_role("button", name=re.compile("^改好 .+!")).first
    told = button.get_attribute("title") or ""
    button.click()
    pane.waits("改好")
    pane.waits("“还原”可以放回")
    pane.waits("口径：")
    after = pane.values()
    changed = {place for place in after if after[place] != before.get(place)}
    record = {place for place in changed if place[0] == "改动记录"}
    [(sheet, cell)] = changed - record
    assert f"{cell} 改成" in told
    shown = {place[1]: after[place] for place in record}
    assert shown["A1"].startswith("perfxl 改动记录")
    assert (shown["C3"], shown["D3"], shown["I3"]) == ("改正", sheet, cell)
    assert shown["G3"] == str(before[sheet, cell])
    pane.press("#restore", "已把“改正”改的1格放回原来的内容。")
    assert pane.values() == before
    assert [each.name for each in pane.book.sheets] == sorted({name for name, _ in before})


def test_all_are_mended_as_the_command_line_mends_them(
    opened: Callable[..., _Pane], fixable: Path
) -> None:
    pane = opened(fixable)
    before = pane.values()
    edits = answered("fix", pane.snapshot("改以前.xlsx"))["live"]["edits"]
    pane.press("#fix", f"能改好{len(edits)}格")
    assert pane.page.locator("#edits ins").count() >= len(edits)
    assert pane.values() == before, "nothing is written before it was agreed to"
    pane.press("#apply", f"改好{len(edits)}格，原内容记在“改动记录”表")
    pane.waits("口径：")
    for each in edits:
        cell = pane.book.sheets[each["sheet"]][each["cell"]]
        wanted = each["value"]
        there = cell.value
        assert there == (wanted.removeprefix("'") if isinstance(wanted, str) else wanted)
    assert answered("fix", pane.snapshot("改以后.xlsx"))["live"]["edits"] == []
    pane.press("#restore", f"已把“改正”改的{len(edits)}格放回原来的内容。")
    assert pane.values() == before


def test_the_add_in_puts_back_what_the_pane_wrote_and_the_pane_what_the_add_in_wrote(
    opened: Callable[..., _Pane],
) -> None:
    from perfxl.excel import commands

    pane = opened()
    pane.book.set_mock_caller()
    before = pane.values()
    pane.press("#score", "填了4格")
    scored = pane.values()
    assert len({place for place in scored if scored[place] != before.get(place)}) > 4
    commands.restore()
    assert pane.values() == before
    commands.score()
    made = {place: text for place, text in pane.values().items() if place[0] != "改动记录"}
    assert {place: made[place] for place in made if place[0] != "评分说明"} == {
        place: text for place, text in scored.items() if place[0] != "改动记录"
    }
    pane.press("#restore", "已把“评分”改的4格放回原来的内容。")
    left = {place: text for place, text in pane.values().items() if place[0] != "评分说明"}
    assert left == before


def test_what_was_changed_since_is_left_alone(opened: Callable[..., _Pane]) -> None:
    pane = opened()
    pane.press("#score", "填了4格")
    edits = answered("score", FAULTY)["live"]["edits"]
    first = edits[0]
    pane.book.sheets[first["sheet"]][first["cell"]].value = 0.5
    pane.press("#restore", "已把“评分”改的3格放回原来的内容。")
    pane.waits(f"{first['sheet']}!{first['cell']} 后来又改过")
    assert pane.book.sheets[first["sheet"]][first["cell"]].value == 0.5
    pane.press("#restore", "没有改动记录，没有可以还原的")


def test_a_protected_sheet_or_book_changes_nothing(opened: Callable[..., _Pane]) -> None:
    pane = opened()
    before = pane.values()
    sheet = pane.book.sheets[0]
    sheet.api.protect("")
    pane.press("#score", "多半是受保护")
    assert pane.values() == before
    sheet.api.unprotect("")
    pane.book.api.protect("")
    pane.press("#score", "加不了“改动记录”表，多半是工作簿的结构受保护")
    assert pane.values() == before


def test_accepted_findings_are_kept_beside_and_count_as_on_the_command_line(
    opened: Callable[..., _Pane],
) -> None:
    pane = opened()
    listed = pane.path.with_name("校验认可.yaml")
    listed.write_text('# 科室自己的说明\n- rule: PX999\n  reason: "不相干"\n', "utf-8")
    pane.press("#check", "认可清单“校验认可.yaml”里，没有规则 PX999")
    listed.write_text("# 科室自己的说明\n", "utf-8")
    pane.press("#check", "口径：")
    count = pane.page.locator("#list li").count()
    pane.page.get_by_role("button", name="认可…").first.click()
    pane.page.fill("#reason", "系统另有验收报告为凭，不在表内")
    pane.page.click("#why-yes")
    pane.waits(f"已认可，记在“{listed}”")
    assert listed.read_text("utf-8").startswith("# 科室自己的说明\n- rule: ")
    left = len(perfxl.check(pane.path).findings)
    assert left < count
    pane.waits("口径：")
    assert pane.page.locator("#list li").count() == left
    pane.page.get_by_role("button", name="撤回").click()
    pane.waits("不再认可")
    assert listed.read_text("utf-8") == "# 科室自己的说明\n"
    pane.waits("口径：")
    assert pane.page.locator("#list li").count() == count


def test_a_cell_typed_in_calc_is_checked_again_by_itself(opened: Callable[..., _Pane]) -> None:
    from playwright.sync_api import expect

    pane = opened()
    pane.press("#check", "口径：")
    count = pane.page.locator("#list li").count()
    for each in answered("score", FAULTY)["live"]["edits"]:
        pane.book.sheets[each["sheet"]][each["cell"]].value = each["value"]
    wanted = len(perfxl.check(pane.snapshot("改过.xlsx")).findings)
    assert wanted < count
    pane.page.evaluate("changed()")
    expect(pane.page.locator("#list li")).to_have_count(wanted)


def test_a_form_made_lies_beside_and_is_opened(opened: Callable[..., _Pane]) -> None:
    pane = opened()
    pane.page.select_option("#form", "自评表")
    pane.page.click("#make")
    made = pane.path.with_name(f"{pane.path.stem}（自评表）.xlsx")
    pane.waits(f"存为“{made}”")
    assert perfxl.read(made).tables[0].project == perfxl.read(FAULTY).tables[0].project
    assert made.name in [book.name for book in pane.book.app.books]
