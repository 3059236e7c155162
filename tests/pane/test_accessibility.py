"""不用鼠标、听着用、看不清的人：只用键盘走一遍，读屏软件念的名字，颜色的深浅，放大的字。"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from opened_pane import FAULTY, OpenedPane, answered

from perfxl.pane.web_page import page_folder

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _tab_to(page: "Page", name: str) -> None:
    """按 Tab 走到念作 ``name`` 开头的那一样。"""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        ).startswith(name):
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_the_whole_way_by_keyboard(open_in: Callable[..., OpenedPane]) -> None:
    from playwright.sync_api import expect

    pane = open_in("wps")
    page = pane.page
    _tab_to(page, "校验")
    page.keyboard.press("Enter")
    pane.waits("口径：")
    assert page.evaluate("document.activeElement.id") == "check", "the place is kept"
    items = page.locator("#list li")
    count = items.count()

    _tab_to(page, "只列")
    page.keyboard.press("End")
    expect(page.locator("#list li.info")).to_have_count(0)
    page.keyboard.press("Home")
    expect(items).to_have_count(count)

    sheet = pane.given()["sheets"][0]["name"]
    _tab_to(page, f"{sheet}!")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).not_to_have_class("wrong")
    assert page.evaluate("fake.selected").startswith(f"{sheet}!")

    _tab_to(page, "认可…")
    page.keyboard.press("Enter")
    expect(page.locator("#why")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.press("Escape")
    expect(page.locator("#why")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "认可…", "back where it was"
    page.keyboard.press("Enter")
    page.keyboard.type("系统另有验收报告为凭，不在表内")
    _tab_to(page, "认可，不再列出")
    page.keyboard.press("Enter")
    expect(items).to_have_count(count - 1)
    expect(page.get_by_role("button", name="认可…").first).to_be_focused()

    _tab_to(page, "怎么办")
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)
    _tab_to(page, "撤回")
    page.keyboard.press("Enter")
    expect(items).to_have_count(count)
    # 没有别的可撤回了：落在用得着的按钮上，不在网页的最前。
    expect(page.locator("#check")).to_be_focused()


@pytest.mark.parametrize("host", ["wps", "office"])
def test_the_place_goes_on_to_the_next_finding(
    open_in: Callable[..., OpenedPane], host: str
) -> None:
    from playwright.sync_api import expect

    pane = open_in(host)
    pane.check()
    page = pane.page
    accepting = page.get_by_role("button", name="认可…")
    count = accepting.count()
    place = count // 2
    # 一个一个认可下去，到了末一处就在前面一处。
    for left in range(count - 1, place - 1, -1):
        following = min(place, left - 1)
        accepting.nth(min(place, left)).focus()
        page.keyboard.press("Enter")
        page.fill("#reason", "系统另有验收报告为凭，不在表内")
        _tab_to(page, "认可，不再列出")
        page.keyboard.press("Enter")
        expect(accepting).to_have_count(left)
        expect(accepting.nth(following)).to_be_focused()
    withdrawing = page.get_by_role("button", name="撤回")
    several = withdrawing.count()
    assert several == count - place >= 2
    withdrawing.last.focus()
    page.keyboard.press("Enter")
    expect(withdrawing).to_have_count(several - 1)
    expect(withdrawing.last).to_be_focused()


def test_what_was_opened_stays_open_when_it_is_checked_again(
    open_in: Callable[..., OpenedPane],
) -> None:
    from playwright.sync_api import expect

    pane = open_in("wps")
    pane.check()
    second = pane.page.locator("#list details").nth(1)
    second.locator("summary").click()
    before = second.inner_text()
    with pane.page.expect_response("**/answer"):
        pane.page.click("#check")
    expect(pane.page.locator("#busy")).to_be_hidden()
    opened = pane.page.locator("#list details[open]")
    expect(opened).to_have_count(1)
    assert opened.inner_text() == before


_KEEPS_WHAT_IS_SAID = """() => {
    const said = document.getElementById('said');
    window.told = [];
    new MutationObserver(() => window.told.push(said.textContent))
        .observe(said, {childList: true, characterData: true, subtree: true});
}"""


@pytest.mark.parametrize("host", ["wps", "office"])
def test_the_place_after_the_plan_and_after_stopping(
    open_in: Callable[..., OpenedPane], host: str
) -> None:
    from playwright.sync_api import expect

    pane = open_in(host)
    page = pane.page
    pane.check()
    held = []
    page.route("**/answer", lambda route: held.append(route))
    page.locator("#score").focus()
    page.keyboard.press("Enter")
    page.locator("#stop").focus()
    page.keyboard.press("Enter")
    pane.waits("已停下；")
    expect(page.locator("#score")).to_be_focused()
    page.unroute_all()
    page.locator("#fix").focus()
    page.keyboard.press("Enter")
    # 先读到要改的格，再按“照这样改”；Esc 就是“先不改”。
    expect(page.locator("#plan-title")).to_be_focused()
    page.keyboard.press("Escape")
    pane.waits("没有改。")
    expect(page.locator("#fix")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#plan-title")).to_be_focused()
    _tab_to(page, "照这样改")
    page.evaluate(_KEEPS_WHAT_IS_SAID)
    page.keyboard.press("Enter")
    # 改好以后接着校验：这一句也许一闪就过去了。
    page.wait_for_function("() => window.told.some(each => each.includes('改好1格'))")
    pane.waits("口径：")
    expect(page.locator("#fix")).to_be_focused()


def test_the_skip_link_leads_to_the_findings(open_in: Callable[..., OpenedPane]) -> None:
    pane = open_in("wps")
    pane.page.keyboard.press("Tab")
    assert pane.page.evaluate("document.activeElement.textContent") == "跳到问题", "the first"
    pane.check()
    pane.page.locator(".skip").focus()
    pane.page.keyboard.press("Enter")
    assert pane.page.evaluate("document.activeElement.id") == "found"


def test_what_a_screen_reader_says(open_in: Callable[..., OpenedPane]) -> None:
    pane = open_in("wps")
    pane.check()
    title = answered("check", pane.path)["check"]["listings"][0]["title"]
    said = pane.page.locator("body").aria_snapshot()
    for each in (
        '- heading "绩效校验" [level=1]',
        '- toolbar "命令"',
        '- button "校验"',
        '- button "全部改好…"',
        '- button "还原"',
        '- combobox "口径',
        '- combobox "要成的表',
        '- button "生成"',
        '- combobox "只列',
        "- status: 读到1张表",
        f'- region "{title}"',
        f'- heading "{title}" [level=2]',
        f'- heading "{FAULTY.name} · ',
    ):
        assert each in said, f"{each}\n{said}"
    # 一样的“认可…”各说是哪一处。
    told = [each.get_attribute("title") for each in pane.page.get_by_role("button").all()]
    accepting = [each for each in told if each and each.startswith("认可这一处：")]
    assert len(accepting) == len(set(accepting)) == pane.page.locator("#list li").count()
    pane.page.get_by_role("button", name="认可…").first.click()
    dialog = pane.page.locator("#why").aria_snapshot()
    assert '- dialog "认可"' in dialog
    assert '- textbox "理由"' in dialog
    pane.page.click("#why-yes")
    assert "- alert: 认可要写明理由。" in pane.page.locator("#why").aria_snapshot()


def test_what_goes_on_is_said_and_shown(open_in: Callable[..., OpenedPane]) -> None:
    from playwright.sync_api import expect

    pane = open_in("wps")
    held = []
    pane.page.route("**/answer", lambda route: held.append(route))
    pane.page.click("#check")
    expect(pane.page.get_by_role("progressbar", name="正在做")).to_be_visible()
    expect(pane.page.get_by_role("button", name="评分")).to_be_disabled()
    assert "正在校验" in pane.page.locator("[role=status]").inner_text()
    pane.page.get_by_role("button", name="停下").click()
    pane.waits("已停下；")
    expect(pane.page.locator("#said")).not_to_have_class("wrong")
    expect(pane.page.locator("#busy")).to_be_hidden()
    expect(pane.page.get_by_role("button", name="评分")).to_be_enabled()


@pytest.mark.parametrize("width", [320, 380, 900])
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_nothing_runs_off_the_side(
    open_in: Callable[..., OpenedPane], page: "Page", width: int, size: str
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    pane = open_in("wps")
    pane.check()
    page.click("#fix")
    pane.waits("格")
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", text))


def _light(colour: str) -> float:
    """相对亮度，照 WCAG。"""
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_the_paper(dark: bool) -> None:
    style = (page_folder() / "pane.css").read_text("utf-8")
    light, _, rest = style.partition("@media (prefers-color-scheme: dark)")
    colours = _colours(rest if dark else light)
    assert {"ink", "quiet", "paper", "own", "error", "warning", "info"} <= set(colours)
    paper = _light(colours["paper"])
    for name in ("ink", "quiet", "own", "error", "warning", "info"):
        one = _light(colours[name])
        ratio = (max(one, paper) + 0.05) / (min(one, paper) + 0.05)
        assert ratio >= 4.5, f"{name} {ratio:.1f}"
