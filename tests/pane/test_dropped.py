"""拖进网页的：认可清单能收能退，没有存下的先问一声；文件夹；几个、坏的、正读着又拖来的。真的浏览器。"""

import os
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from command_line import perfxl as typed
from gridtext import to_workbook
from opened_pane import FAULTY, waits_until
from rule_case import sound

import perfxl
from perfxl.contract.pane import LARGEST_WORKBOOK, MOST_WORKBOOKS
from perfxl.pane.service import Service
from perfxl.shipped import shipped_folder

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page, Route

_OTHER = shipped_folder("workbooks") / "自评表" / "19_hr_system_ops_level3.xlsx"
_REASON = "系统另有验收报告为凭，不在表内"
_Opened = Callable[[], "Page"]


@pytest.fixture
def opened(page: "Page", service: Service, tmp_path: Path) -> _Opened:
    """本机的服务开的网页，还没有拖进来。"""

    def at_the_start() -> "Page":
        opening = tmp_path / "打开.html"
        opening.write_text(service.opening_page, "utf-8")
        page.goto(opening.as_uri())
        _says(page, "请打开一个工作簿")
        return page

    return at_the_start


def _says(page: "Page", words: str, *, wrong: bool | None = None) -> None:
    from playwright.sync_api import expect

    said = page.locator("#said")
    expect(said).to_contain_text(words)
    if wrong is not None:
        expect(said).to_have_class("wrong" if wrong else "")


def _drop(page: "Page", *paths: Path) -> None:
    """真的拖放：文件、文件夹由浏览器自己给。"""
    page.locator("#drop").scroll_into_view_if_needed()
    box = page.locator("#drop").bounding_box()
    assert box is not None
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(each) for each in paths], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})
    session.detach()


def _accept_first(page: "Page") -> None:
    page.locator("#list li.error").first.get_by_role("button", name="认可").first.click()
    page.fill("#reason", _REASON)
    page.click("#why-yes")
    _says(page, "已认可。")


def test_a_list_is_told_and_can_be_taken_back(opened: _Opened, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    [first, *_] = [each for each in perfxl.check(FAULTY).findings if each.severity == "error"]
    listed = tmp_path / "校验认可.yaml"
    listed.write_text(
        f"- {{rule: {first.rule}, cells: '{first.cells}', reason: {_REASON}}}\n"
        "- {rule: PX203, cells: B2, reason: 早就改好了}\n"
        "- {rule: PX203, file: 别的.xlsx, reason: 另一份的}\n",
        "utf-8",
    )
    page = opened()
    page.set_input_files("#pick", [FAULTY, listed])
    _says(page, "校验认可.yaml 里没有对上一处问题的：PX203 B2（早就改好了）")
    expect(page.locator("#list-held")).to_contain_text("认可清单：“校验认可.yaml”。")
    count = len(perfxl.check(FAULTY).findings)
    expect(page.locator("#list li")).to_have_count(count - 1)
    # 用上了的连同文件、那一处的话；没有作用的另列；别的文件的只说几条。
    accepted = page.locator("#reasons")
    met, void = accepted.locator(":scope > ul").all()
    expect(met).to_contain_text(f"{FAULTY.name} {first.sheet}!{first.cells} {first.said}")
    expect(met.locator(":scope > li")).to_have_count(1)
    expect(accepted.locator("h3")).to_have_text("没有作用的")
    expect(void).to_have_text("PX203 B2　理由：早就改好了（没有对上一处问题）　撤回")
    expect(accepted).to_contain_text("另有1条写明是别的文件的。")
    void.get_by_role("button", name="撤回").click()
    _says(page, "不再认可。")
    expect(accepted.locator("h3")).to_have_count(0)
    expect(page.locator("#list-held")).to_contain_text("在这里又改过，还没有存")
    page.click("#no-list")
    _says(page, "还没有存成“校验认可.yaml”；不要了，再按一次", wrong=True)
    expect(page.locator("#list li")).to_have_count(count - 1)
    page.click("#no-list")
    _says(page, "认可清单不用了。共 1 个文件、1 张表", wrong=False)
    expect(page.locator("#list li")).to_have_count(count)
    expect(page.locator("#list-held")).to_be_hidden()
    expect(page.locator("#accepted")).to_be_hidden()


def test_a_faulty_list_does_not_stick(opened: _Opened, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    listed = tmp_path / "校验认可.yaml"
    listed.write_text("- {rule: PX406}\n", "utf-8")
    page = opened()
    page.set_input_files("#pick", [_OTHER, listed])
    _says(page, "reason", wrong=True)
    expect(page.locator("#said")).not_to_contain_text("收下了")
    page.click("#fix")
    _says(page, "不知道哪些是认可了的，没有改", wrong=True)
    page.click("#no-list")
    _says(page, "认可清单不用了。共 1 个文件、1 张表", wrong=False)
    page.click("#fix")
    expect(page.locator("#plan")).to_be_visible()
    # 改好了的再拖一次就是。
    listed.write_text("- {rule: PX406, reason: 另有合计办法}\n", "utf-8")
    page.set_input_files("#pick", listed)
    _says(page, "认可清单“校验认可.yaml”收下了。共 1 个文件、1 张表")
    # 有了好的，又拖来一份有误的：照原来的。
    faulty = tmp_path / "又一份" / listed.name
    faulty.parent.mkdir()
    faulty.write_text("- {rule: PX406}\n", "utf-8")
    page.set_input_files("#pick", faulty)
    _says(page, "没有收，还是照原来的一份。共 1 个文件、1 张表", wrong=True)
    expect(page.locator("#list-held")).to_contain_text("校验认可.yaml")
    expect(page.locator("#reasons")).to_contain_text("另有合计办法")


def test_a_list_of_another_encoding_or_name_is_not_taken(opened: _Opened, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    text = "- {rule: PX406, reason: 另有合计办法}\n"
    gbk, txt = tmp_path / "校验认可.yaml", tmp_path / "校验认可.yaml.txt"
    gbk.write_bytes(text.encode("gbk"))
    txt.write_text(text, "utf-8")
    page = opened()
    page.set_input_files("#pick", _OTHER)
    _says(page, "口径：")
    for path, said in ((gbk, "不是 UTF-8 编码的文本，没有收"), (txt, "名字要是“校验认可.yaml”")):
        page.set_input_files("#pick", path)
        _says(page, said, wrong=True)
        expect(page.locator("#list-held")).to_be_hidden()
        expect(page.locator("#list h3")).to_contain_text(_OTHER.name)
    # 带着 BOM 的照收。
    gbk.write_bytes(b"\xef\xbb\xbf" + text.encode())
    page.set_input_files("#pick", gbk)
    _says(page, "认可清单“校验认可.yaml”收下了。共 1 个文件、1 张表")


def test_a_list_after_a_workbook_that_was_not_read_is_answered(
    opened: _Opened, tmp_path: Path
) -> None:
    broken, listed = tmp_path / "坏的.xlsx", tmp_path / "校验认可.yaml"
    broken.write_bytes(b"PK\x03\x04 broken")
    listed.write_text("- {rule: PX406, reason: 另有合计办法}\n", "utf-8")
    page = opened()
    page.set_input_files("#pick", listed)
    _says(page, "认可清单“校验认可.yaml”收下了。请再打开工作簿。", wrong=False)
    page.set_input_files("#pick", broken)
    _says(page, "坏的.xlsx", wrong=True)
    page.set_input_files("#pick", listed)
    _says(page, "认可清单“校验认可.yaml”收下了。“坏的.xlsx”", wrong=True)


def test_a_list_dropped_over_unsaved_acceptances_is_not_taken(
    opened: _Opened, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    listed = tmp_path / "校验认可.yaml"
    listed.write_text("- {rule: PX406, reason: 另有合计办法}\n", "utf-8")
    page = opened()
    page.set_input_files("#pick", FAULTY)
    _says(page, "口径：")
    _accept_first(page)
    count = page.locator("#list li").count()
    page.set_input_files("#pick", listed)
    _says(page, "请先存下，或者按“不用它”，再拖", wrong=True)
    expect(page.locator("#reasons")).to_contain_text(_REASON)
    expect(page.locator("#list li")).to_have_count(count)
    page.set_input_files("#pick", [listed, tmp_path / "打开.html"])
    _says(page, "请先存下")


def test_what_was_not_saved_is_asked_about_and_a_reload_goes_on(
    opened: _Opened, faults: list[str]
) -> None:
    page = opened()
    asked: list[str] = []

    def stay(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.set_input_files("#pick", FAULTY)
    _says(page, "口径：")
    _accept_first(page)
    page.evaluate("() => { setTimeout(() => location.reload()); }")
    waits_until(page, lambda: bool(asked))
    assert asked == ["beforeunload"]
    assert _REASON in page.inner_text("#reasons"), "it stays where it was"
    with page.expect_download():
        page.get_by_role("button", name="存为").click()
    _says(page, "存为“校验认可.yaml”")
    page.reload()
    assert asked == ["beforeunload"], "saved, so not asked again"
    # 钥匙用过了，刷新照样接着用：还是本机的服务。
    _says(page, "请打开一个工作簿", wrong=False)
    assert "perfxl serve" in page.inner_text("#about")
    page.set_input_files("#pick", FAULTY)
    _says(page, "口径：")
    assert faults == []


def test_without_the_token_it_says_which_engine_it_is(
    page: "Page", service: Service, engine_files: Path
) -> None:
    assert engine_files.is_dir()
    page.goto(service.address)
    _says(page, "用的是网页里的引擎，查出的相同；要用本机的，请在命令行里重新运行 perfxl serve")
    assert "WebAssembly" in page.inner_text("#about")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """一个文件夹：下级里同名的两份，一份副本在原件旁边，一份通讯录，夹着的别的文件，一份清单。"""
    made = tmp_path / "收到的"
    for unit in ("县医院", "县中学/2025"):
        (made / unit).mkdir(parents=True)
        shutil.copyfile(FAULTY, made / unit / "自评表.xlsx")
    shutil.copyfile(_OTHER, made / "人事.xlsx")
    shutil.copyfile(_OTHER, made / "人事（已标注）.xlsx")
    (made / "说明.docx").write_bytes(b"PK")
    (made / "~$人事.xlsx").write_bytes(b"lock")
    (made / ".隐藏").mkdir()
    shutil.copyfile(FAULTY, made / ".隐藏" / "旧的.xlsx")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["姓名", "手机"])
    sheet.append(["某某", "见通讯录"])
    book.save(made / "通讯录.xlsx")
    (made / "校验认可.yaml").write_text("- {rule: PX999, reason: 不相干的}\n", "utf-8")
    return made


@pytest.mark.parametrize("way", ["dropped", "picked"])
def test_a_folder_is_read_as_on_the_command_line(opened: _Opened, folder: Path, way: str) -> None:
    from playwright.sync_api import expect

    (folder / "校验认可.yaml").unlink()
    page = opened()
    if way == "dropped":
        _drop(page, folder)
    else:
        page.set_input_files("#pick-folder", folder)
    wanted = perfxl.check(folder)
    files = ["人事.xlsx", "县中学/2025/自评表.xlsx", "县医院/自评表.xlsx"]
    _says(page, f"共 {wanted.files} 个文件、3 张表")
    options = page.locator("#which option").all_inner_texts()
    assert [each for each in options if each in files] == sorted(files)
    expect(page.locator("#list li")).to_have_count(len(wanted.findings))
    titles = page.locator("#list h3").all_inner_texts()
    assert {title.partition(" · ")[0] for title in titles} == set(files)
    expect(page.locator("#told")).to_contain_text("跳过：“通讯录.xlsx”")
    page.select_option("#which", "县医院/自评表.xlsx")
    with page.expect_download() as download:
        page.click("#score")
    assert download.value.suggested_filename == "县医院 自评表（已评分）.xlsx"
    _says(page, "“县医院/自评表.xlsx”：", wrong=False)
    heading = page.locator("#lists summary").first
    expect(heading).to_have_text(re.compile("^县医院/自评表.xlsx · 评分说明"))


def test_a_list_rules_the_folder_it_lies_in_as_on_the_command_line(
    opened: _Opened, folder: Path
) -> None:
    """两个下级里同名的两份：认可了一份里的，另一份里的照列。"""
    from playwright.sync_api import expect

    (folder / "校验认可.yaml").unlink()
    page = opened()
    _drop(page, folder)
    _says(page, "个文件、3 张表")
    items, before = page.locator("#list li"), len(perfxl.check(folder).findings)
    expect(items).to_have_count(before)
    tables = page.locator("#list section")
    tables.filter(has_text="县医院/自评表.xlsx").get_by_role("button", name="认可…").first.click()
    page.fill("#reason", _REASON)
    page.click("#why-yes")
    _says(page, "已认可。")
    expect(items).to_have_count(before - 1)
    expect(page.locator("#reasons")).to_contain_text("县医院/自评表.xlsx")
    with page.expect_download() as download:
        page.get_by_role("button", name="存为").click()
    download.value.save_as(folder / "县医院" / "校验认可.yaml")
    assert len(perfxl.check(folder).findings) == before - 1
    # 管不着的，写理由以前就说。
    tables.filter(has_text="县中学/2025/自评表.xlsx").get_by_role(
        "button", name="认可…"
    ).first.click()
    expect(page.locator("#why")).to_be_hidden()
    _says(page, "认可清单不在“县中学/2025/自评表.xlsx”旁边，管不着它，没有认可", wrong=True)
    _drop(page, folder)
    expect(page.locator("#list-held")).to_contain_text("认可清单：“县医院/校验认可.yaml”")
    _says(page, "收下了。共")
    expect(items).to_have_count(before - 1)
    # 单独拖进来的一份，不在清单的文件夹里：清单管不着它。
    page.set_input_files("#pick", FAULTY)
    _says(page, "共 1 个文件、1 张表")
    expect(page.locator("#reasons")).to_contain_text("写明了文件夹，这里的不在那个文件夹里")


@pytest.fixture
def units(tmp_path: Path) -> tuple[Path, Path]:
    """两个单位的文件夹，里面的文件同名，工作表、格也一样。"""
    made = (tmp_path / "甲局", tmp_path / "乙局")
    for each in made:
        each.mkdir()
        shutil.copyfile(FAULTY, each / "自评表.xlsx")
    return made


def test_an_acceptance_does_not_rule_a_like_named_file_of_another_drop(
    opened: _Opened, units: tuple[Path, Path]
) -> None:
    from playwright.sync_api import expect

    first, second = units
    count = len(perfxl.check(FAULTY).findings)
    items = (page := opened()).locator("#list li")
    _drop(page, first)
    _says(page, "1 张表")
    _accept_first(page)
    expect(items).to_have_count(count - 1)
    for other in (second, first, second / "自评表.xlsx"):
        _drop(page, other)
        expect(items).to_have_count(count - (other == first))
        _says(page, "接着照先前的认可清单。" if other == first else "张表")
        line = page.locator("#list-held")
        if other == first:
            expect(line).not_to_contain_text("不管现在的这些")
        else:
            expect(line).to_contain_text("它管的是先前拖进来的，不管现在的这些")
    # 单独拖进来的：管不着的清单不收这一处；不用它以后，归这一次拖进来的，不归下一次的。
    page.locator("#list li.error").first.get_by_role("button", name="认可").first.click()
    expect(page.locator("#why")).to_be_hidden()
    _says(page, "管不着它，没有认可", wrong=True)
    page.click("#no-list")
    page.click("#no-list")
    _says(page, "认可清单不用了。")
    _accept_first(page)
    expect(items).to_have_count(count - 1)
    page.set_input_files("#pick", first / "自评表.xlsx")
    expect(items).to_have_count(count)


def test_two_folders_with_like_named_files_are_told_apart(
    opened: _Opened, units: tuple[Path, Path]
) -> None:
    from playwright.sync_api import expect

    first, second = units
    (first / "校验认可.yaml").write_text(
        f"- {{rule: {perfxl.check(FAULTY).findings[0].rule}, reason: {_REASON}}}\n", "utf-8"
    )
    page = opened()
    _drop(page, first, second)
    wanted = perfxl.check(first, second)
    _says(page, "共 2 个文件、2 张表")
    expect(page.locator("#list li")).to_have_count(len(wanted.findings))
    assert sorted(page.locator("#which option").all_inner_texts()) == [
        "乙局/自评表.xlsx",
        "甲局/自评表.xlsx",
    ]
    expect(page.locator("#list-held")).to_contain_text("“甲局/校验认可.yaml”")
    expect(page.locator("#reasons")).to_contain_text("甲局/自评表.xlsx")
    expect(page.locator("#reasons")).not_to_contain_text("乙局/自评表.xlsx")
    # 归甲局的，单独拖甲局也照它，拖乙局不照。
    one = len(perfxl.check(FAULTY).findings)
    _drop(page, second)
    expect(page.locator("#list li")).to_have_count(one)
    _drop(page, first / "自评表.xlsx")
    expect(page.locator("#list li")).to_have_count(one)


def test_two_loose_files_of_one_name_are_not_taken(
    opened: _Opened, units: tuple[Path, Path]
) -> None:
    """浏览器替后一个另起的名字（“自评表 (1).xlsx”）不写进清单，认可也不落到别的文件上。"""
    from playwright.sync_api import expect

    first, second = units
    page = opened()
    _drop(page, first / "自评表.xlsx", second / "自评表.xlsx")
    _says(page, "“自评表 (1).xlsx”：不在一个文件夹里而同名的两个", wrong=True)
    expect(page.locator("#list li")).to_have_count(0)
    page.set_input_files("#pick", [first / "自评表.xlsx", second / "自评表.xlsx"])
    _says(page, "“自评表.xlsx”：不在一个文件夹里而同名的两个", wrong=True)


def test_what_was_dropped_beside_a_folder_is_named_as_on_the_command_line(
    opened: _Opened, units: tuple[Path, Path], tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    (word := tmp_path / "说明.docx").write_bytes(b"PK")
    (units[0] / "里面的.docx").write_bytes(b"PK")
    page = opened()
    _drop(page, units[0], word)
    _says(page, "共 2 个文件")
    told = page.locator("#told")
    expect(told).to_contain_text("没有读成：“说明.docx”")
    expect(told).not_to_contain_text("里面的.docx")


@pytest.mark.parametrize("button", ["#score", "#mark"])
def test_the_list_and_what_was_accepted_stay_after_a_change_on_disk(
    opened: _Opened, units: tuple[Path, Path], button: str
) -> None:
    from playwright.sync_api import expect

    path = units[0] / "自评表.xlsx"
    page = opened()
    _drop(page, path)
    _says(page, "口径：")
    _accept_first(page)
    _changed_on_disk(path, perfxl.read(path).tables[0].indicators[1].actual.cell, "改过的")
    with page.expect_download():
        page.click(button)
    _says(page, "存为“")
    expect(page.locator("#list li")).to_have_count(len(perfxl.check(path).findings) - 1)
    expect(page.locator("#reasons")).to_contain_text(_REASON)
    expect(page.locator("#save-list")).to_be_visible()


def test_a_list_of_several_folders_says_whose_it_is(
    opened: _Opened, units: tuple[Path, Path], tmp_path: Path
) -> None:
    """存下的写明是哪个文件夹的：照原样再拖、放在那个文件夹里都算数，放在别的旁边一处也不认可。"""
    from playwright.sync_api import expect

    count = len(perfxl.check(*units).findings)
    page = opened()
    _drop(page, *units)
    _says(page, "共 2 个文件")
    items = page.locator("#list li")
    expect(items).to_have_count(count)
    ours = page.locator("#list section").filter(has_text="甲局/自评表.xlsx")
    ours.get_by_role("button", name="认可…").first.click()
    page.fill("#reason", _REASON)
    page.click("#why-yes")
    _says(page, "已认可。")
    with page.expect_download() as download:
        page.click("#save-list")
    _says(page, "放在“甲局”里、工作簿旁边")
    download.value.save_as(saved := tmp_path / "校验认可.yaml")
    assert '"甲局/自评表.xlsx"' in saved.read_text("utf-8")
    page.reload()
    _says(page, "请打开一个工作簿")
    _drop(page, *units, saved)
    expect(items).to_have_count(count - 1)
    expect(page.locator("#reasons")).to_contain_text("甲局/自评表.xlsx ")
    expect(page.locator("#list-held")).to_contain_text("认可清单：“甲局/校验认可.yaml”")
    page.locator("#reasons").get_by_role("button", name="撤回").click()
    _says(page, "不再认可。")
    expect(items).to_have_count(count)
    expect(page.locator("#reasons")).to_contain_text("都撤回了")


@pytest.mark.parametrize("place", [0, 1])
def test_a_list_put_beside_the_workbooks_rules_its_own_folder_only(
    opened: _Opened, units: tuple[Path, Path], place: int
) -> None:
    from playwright.sync_api import expect

    count = len(perfxl.check(FAULTY).findings)
    [first, *_] = [each for each in perfxl.check(FAULTY).findings if each.severity == "error"]
    left = count - 1 if place == 0 else count
    (units[place] / "校验认可.yaml").write_text(
        f"- {{rule: {first.rule}, file: 甲局/自评表.xlsx, cells: '{first.cells}', reason: {_REASON}}}\n",
        "utf-8",
    )
    assert len(perfxl.check(units[place]).findings) == left
    page = opened()
    for given in ([units[place]], list(units)):
        _drop(page, *given)
        _says(page, "收下了")
        wanted = perfxl.check(*given).findings
        expect(page.locator("#list li")).to_have_count(len(wanted))
    # 单独拖来的看不出在哪个文件夹里：不认可，说为什么。
    page.set_input_files("#pick", [units[0] / "自评表.xlsx", units[place] / "校验认可.yaml"])
    _says(page, "收下了")
    expect(page.locator("#list li")).to_have_count(count)
    expect(page.locator("#reasons")).to_contain_text("单独拖来的看不出在哪里，请拖它的文件夹")


def test_a_drop_that_is_refused_leaves_what_was_there(opened: _Opened, tmp_path: Path) -> None:
    (empty := tmp_path / "空的").mkdir()
    page = opened()
    _drop(page, FAULTY)
    _says(page, "口径：")
    _drop(page, empty)
    _says(page, f"什么也没有收。列着的还是先前的（{FAULTY.name}）。", wrong=True)


def test_after_one_is_mended_the_place_is_the_next(
    opened: _Opened, units: tuple[Path, Path]
) -> None:
    from playwright.sync_api import expect

    page = opened()
    _drop(page, *units)
    _says(page, "口径：")
    # 念出来的连同是哪一格。
    mending = page.get_by_role("button", name=re.compile(r"^改好… .+![A-Z]+\d+"))
    assert mending.count() > 1
    mending.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#plan-title")).to_be_focused()
    page.locator("#apply").focus()
    with page.expect_download():
        page.keyboard.press("Enter")
    expect(mending.nth(1)).to_be_focused()


def test_a_folder_with_several_lists_is_told(opened: _Opened, folder: Path) -> None:
    shutil.copyfile(folder / "校验认可.yaml", folder / "县医院" / "校验认可.yaml")
    page = opened()
    _drop(page, folder)
    _says(page, "里面有2份认可清单，各管各的文件夹，窗格只照一份，没有收", wrong=True)


def test_what_is_no_workbook_and_too_many_are_told(opened: _Opened, tmp_path: Path) -> None:
    page = opened()
    empty = tmp_path / "空的"
    empty.mkdir()
    (empty / "说明.docx").write_bytes(b"PK")
    _drop(page, empty)
    _says(page, "没有看到工作簿", wrong=True)
    for number in range(MOST_WORKBOOKS + 1):
        (empty / f"{number}.xlsx").write_bytes(b"PK")
    _drop(page, empty)
    _says(
        page, f"里面有{MOST_WORKBOOKS + 1}个工作簿，窗格一次最多看 {MOST_WORKBOOKS} 个", wrong=True
    )
    # 放在框外面的也收，浏览器不离开网页去打开它。
    page.evaluate("() => { document.getElementById('drop').style.marginTop = '400px'; }")
    _drop(page, FAULTY)
    _says(page, "口径：", wrong=False)


def test_all_are_mended_listed_and_checked_again(opened: _Opened, tmp_path: Path) -> None:
    """格里是 86% 的，列的也是 86%；改完列出改了哪几格、还剩什么。"""
    from playwright.sync_api import expect

    path = tmp_path / "自评表.xlsx"
    shutil.copyfile(FAULTY, path)
    book = openpyxl.load_workbook(path)
    fund = perfxl.read(path).tables[0].annual_total
    assert fund is not None
    rate = book.worksheets[0][fund.rate.cell]
    rate.value, rate.number_format = 0.86, "0.00%"
    book.save(path)
    page = opened()
    page.set_input_files("#pick", path)
    _says(page, "口径：")
    page.click("#fix")
    plan = page.locator("#edits li").filter(has_text=rate.coordinate).first
    expect(plan.locator("del")).to_have_text("86.00%")
    expect(plan.locator("ins")).to_have_text("24.33%")
    planned = page.locator("#edits ins").count()
    with page.expect_download() as download:
        page.click("#apply")
    made = tmp_path / "改好.xlsx"
    download.value.save_as(made)
    left = perfxl.check(made).findings
    counts = [
        sum(each.severity == level for each in left) for level in ("error", "warning", "info")
    ]
    _says(page, "改后还剩：")
    said = page.inner_text("#said")
    for label, count in zip(("错误", "提醒", "参考"), counts, strict=True):
        assert (f"{label}{count}处" in said) is bool(count)
    assert "存为“自评表（已改正）.xlsx”" in said
    lists = page.locator("#lists details[open]")
    expect(lists.first.locator("summary")).to_have_text(f"改动清单：{planned}格")
    expect(lists.first.locator("tbody tr").filter(has_text="86.00%")).to_have_count(1)
    expect(lists.last.locator("tbody tr")).to_have_count(len(left))


def _changed_on_disk(path: Path, cell: str, value: object) -> None:
    """在 Excel 里改了、存了：时间也不同了。"""
    book = openpyxl.load_workbook(path)
    book.worksheets[0][cell] = value
    book.save(path)
    later = path.stat().st_mtime + 5
    os.utime(path, (later, later))


@pytest.mark.parametrize("as_folder", [False, True])
def test_what_was_changed_on_disk_since_the_drop_is_read_again(
    opened: _Opened, tmp_path: Path, as_folder: bool
) -> None:
    from playwright.sync_api import expect

    path = tmp_path / "甲局" / "自评表.xlsx"
    path.parent.mkdir()
    shutil.copyfile(FAULTY, path)
    page = opened()
    _drop(page, path.parent if as_folder else path)
    items, before = page.locator("#list li"), len(perfxl.check(path).findings)
    expect(items).to_have_count(before)
    page.click("#fix")
    expect(page.locator("#plan")).to_be_visible()
    row, other, *_ = perfxl.read(path).tables[0].indicators
    _changed_on_disk(path, other.weight.cell, f"{other.weight.number}")
    # 看过的计划是改以前的：不照它写，再列一遍。
    page.click("#apply")
    _says(page, "这中间工作簿改过，要改的格不一样了", wrong=True)
    expect(items).to_have_count(len(perfxl.check(path).findings))
    _changed_on_disk(path, cell := row.actual.cell, "改过的，写不清楚")
    page.click("#check")
    wanted = perfxl.check(path).findings
    assert len(wanted) != before
    expect(items).to_have_count(len(wanted))
    with page.expect_download() as download:
        page.click("#score")
    download.value.save_as(made := tmp_path / "评分.xlsx")
    assert openpyxl.load_workbook(made).worksheets[0][cell].value == "改过的，写不清楚"
    path.unlink()
    page.click("#check")
    _says(page, "放进来以后改过、挪走了，窗格读不到它现在的内容；请再拖一次。", wrong=True)


def test_what_was_picked_and_changed_since_has_to_be_given_again(
    opened: _Opened, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    path = tmp_path / "自评表.xlsx"
    shutil.copyfile(FAULTY, path)
    page = opened()
    page.set_input_files("#pick", path)
    _says(page, "口径：")
    _changed_on_disk(path, perfxl.read(path).tables[0].indicators[0].actual.cell, "改过的")
    for button in ("#check", "#score", "#fix", "#mark"):
        page.click(button)
        _says(page, "“自评表.xlsx”放进来以后改过、挪走了", wrong=True)
        expect(page.locator("#plan")).to_be_hidden()


def test_a_form_of_several_files_says_it_is_of_the_chosen_one(opened: _Opened) -> None:
    page = opened()
    page.set_input_files("#pick", [FAULTY, _OTHER])
    _says(page, "共 2 个文件")
    page.select_option("#form", "自评表")
    with page.expect_download():
        page.click("#make")
    _says(page, "只由选着的一个生成，别的1个不在里面。", wrong=False)
    _says(page, "已生成1张自评表。口径：")


def test_the_summary_is_of_all_that_were_dropped(opened: _Opened, tmp_path: Path) -> None:
    """与 perfxl make 自评汇总表 几个文件 写的一样；没有读成的说出来。"""
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    page = opened()
    page.set_input_files("#pick", [FAULTY, _OTHER, broken])
    _says(page, "共 3 个文件")
    page.select_option("#which", FAULTY.name)
    _says(page, "共 3 个文件")
    page.select_option("#form", "自评汇总表")
    with page.expect_download() as download:
        page.click("#make")
    assert download.value.suggested_filename == "自评汇总表.xlsx"
    download.value.save_as(made := tmp_path / "窗格.xlsx")
    _says(page, "已由2个文件生成1张自评汇总表。", wrong=False)
    _says(page, "没有读成：“坏的.xlsx”")
    assert "只由选着的" not in page.inner_text("#said")
    typed("make", "自评汇总表", FAULTY, _OTHER, "-o", wanted := tmp_path / "命令行.xlsx")
    assert _cells(made) == _cells(wanted)
    projects = {table.project for path in (FAULTY, _OTHER) for table in perfxl.read(path).tables}
    [summary] = perfxl.read(made).tables
    assert projects <= {line.name.text for line in summary.lines}


def _cells(path: Path) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path).worksheets[0].values]


def test_arrows_choose_and_the_button_or_enter_makes(opened: _Opened) -> None:
    from playwright.sync_api import expect

    page = opened()
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.post_data or "") if each.post_data else None)
    page.set_input_files("#pick", FAULTY)
    _says(page, "口径：")
    del asked[:]
    page.click("#make")
    _says(page, "请先选要成的是哪一种表", wrong=False)
    expect(page.locator("#form")).to_be_focused()
    options = page.locator("#form option").all_inner_texts()
    for wanted in options[1 : options.index("自评表") + 1]:
        page.keyboard.press("ArrowDown")
        expect(page.locator("#form")).to_have_value(wanted)
    assert asked == [], "choosing makes nothing"
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == f"{FAULTY.stem}（自评表）.xlsx"
    _says(page, "存为")
    expect(page.locator("#form")).to_have_value("自评表")
    expect(page.locator("#form")).to_be_focused()


def test_one_finding_is_mended_in_a_copy_of_its_own_file(opened: _Opened, tmp_path: Path) -> None:
    """几个一起拖的，改的是那一处所在的；先列出来，照着改了只有那一处。"""
    from playwright.sync_api import expect

    first, second = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    shutil.copyfile(_OTHER, first)
    shutil.copyfile(FAULTY, second)
    [mended] = [each for each in perfxl.check(second).findings if each.rule == "PX304"]
    page = opened()
    page.set_input_files("#pick", [first, second])
    _says(page, "共 2 个文件")
    page.select_option("#which", "甲.xlsx")
    _says(page, "共 2 个文件")
    mending = (
        page.locator("#list section").filter(has_text="乙.xlsx").get_by_role("button", name="改好…")
    )
    expect(mending).to_have_count(1)
    mending.click()
    page.click("#leave")
    expect(mending).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#edits li")).to_have_count(1)
    expect(page.locator("#edits")).to_contain_text(mended.cells)
    expect(page.locator("#which")).to_have_value("乙.xlsx")
    with page.expect_download() as download:
        page.click("#apply")
    assert download.value.suggested_filename == "乙（已改正）.xlsx"
    download.value.save_as(made := tmp_path / "改好.xlsx")
    before, after = _cells(second), _cells(made)
    assert (
        sum(
            a != b
            for one, two in zip(before, after, strict=True)
            for a, b in zip(one, two, strict=True)
        )
        == 1
    )
    _says(page, "存为")
    left = perfxl.check(made).findings
    assert mended.rule not in {each.rule for each in left}
    counts = Counter(each.severity for each in left)
    _says(page, f"改好1格；改后还剩：错误{counts['error']}处、提醒{counts['warning']}处")


def test_a_large_file_beside_a_small_one_is_named_and_the_small_one_read(
    opened: _Opened, tmp_path: Path
) -> None:
    large, larger = tmp_path / "大的.xlsx", tmp_path / "也大.xlsx"
    for each, megabytes in ((large, 21), (larger, LARGEST_WORKBOOK + 1)):
        with each.open("wb") as stream:
            stream.truncate(megabytes * 1024 * 1024)
    page = opened()
    page.set_input_files("#pick", [larger, FAULTY])
    _says(page, "“也大.xlsx”超过 40 MB，窗格不读；请在命令行里用 perfxl check 看它。共 1 个文件")
    page.set_input_files("#pick", larger)
    _says(page, "“也大.xlsx”超过 40 MB，窗格不读", wrong=True)
    another = tmp_path / "另一个.xlsx"
    shutil.copyfile(large, another)
    page.set_input_files("#pick", [another, large, FAULTY])
    _says(page, "这3个文件合起来超过 40 MB（最大的是“", wrong=True)


def test_a_word_document_is_named_as_one(opened: _Opened, tmp_path: Path) -> None:
    word = tmp_path / "说明.docx"
    with zipfile.ZipFile(word, "w") as package:
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org'
            '/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        )
        package.writestr("word/document.xml", "<document/>")
    page = opened()
    page.set_input_files("#pick", word)
    _says(page, "“说明.docx”是 Word 文档，不是 Excel 工作簿", wrong=True)


@pytest.mark.parametrize("files", [1, 2])
def test_the_sum_and_the_standard_are_said_once_as_on_the_command_line(
    opened: _Opened, tmp_path: Path, files: int
) -> None:
    folder = tmp_path / "甲局"
    folder.mkdir()
    for path in (FAULTY, _OTHER)[:files]:
        shutil.copyfile(path, folder / path.name)
    said_there = typed("check", folder)
    said_there = said_there.out + said_there.err
    page = opened()
    for given in ([folder], sorted(folder.iterdir())):
        _drop(page, *given)
        _says(page, f"共 {files} 个文件")
        said = page.inner_text("#said")
        assert said.count("口径：") == said_there.count("口径：")
        for sentence in said.split("。")[:-1]:
            assert f"{sentence}。" in said_there


def test_leaving_the_plan_says_nothing_was_changed(opened: _Opened) -> None:
    from playwright.sync_api import expect

    page = opened()
    page.set_input_files("#pick", FAULTY)
    _says(page, "口径：")
    page.click("#fix")
    page.click("#leave")
    _says(page, "没有改。", wrong=False)
    expect(page.locator("#plan")).to_be_hidden()
    expect(page.locator("#fix")).to_be_focused()


def test_marking_says_how_many_and_lists_name_the_one_file_once(opened: _Opened) -> None:
    from playwright.sync_api import expect

    page = opened()
    page.set_input_files("#pick", FAULTY)
    _says(page, "口径：")
    counts = Counter(each.severity for each in perfxl.check(FAULTY).findings)
    with page.expect_download():
        page.click("#mark")
    _says(
        page,
        f"已标出：错误{counts['error']}处、提醒{counts['warning']}处、参考{counts['info']}处。存为",
    )
    page.click("#fix")
    with page.expect_download():
        page.click("#apply")
    _says(page, "改后还剩：")
    expect(page.locator("#lists th").first).to_have_text("工作表")
    assert FAULTY.name not in page.inner_text("#lists details:first-child")


def test_many_alike_are_one_and_each_can_be_seen(opened: _Opened, tmp_path: Path) -> None:
    """与命令行一样合成一条；点开逐处看，各能认可。"""
    from playwright.sync_api import expect

    path = tmp_path / "很多.xlsx"
    to_workbook(sound(), path)
    head = openpyxl.load_workbook(path).worksheets[0].iter_rows(max_row=14, values_only=True)
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in head:
        sheet.append(row)
    for place in range(60):
        sheet.append(["", "产出指标", "数量指标", f"第{place}项人数", "≥100人", "80人", 1, 1])
    book.save(path)
    page = opened()
    page.set_input_files("#pick", path)
    _says(page, "口径：")
    alike = page.locator("#list > section > ol > li").filter(has_text="同样的 60 处")
    expect(alike).to_have_count(1)
    alike.get_by_text("逐处看（60处）").click()
    each = alike.locator("details ol > li")
    expect(each).to_have_count(60)
    expect(each.last).to_be_visible()
    each.last.get_by_role("button", name="认可…").click()
    page.fill("#reason", _REASON)
    page.click("#why-yes")
    _says(page, "已认可。")
    expect(page.locator("#list")).to_contain_text("同样的 59 处")


def test_a_second_drop_while_the_first_is_checked(opened: _Opened) -> None:
    """先拖的还没有查完，又拖来一份：只列后来的。"""
    from playwright.sync_api import expect

    page = opened()
    held: list[Route] = []
    hold = [True]
    page.route("**/answer", lambda route: held.append(route) if hold[0] else route.continue_())
    page.set_input_files("#pick", FAULTY)
    expect(page.locator("#busy")).to_be_visible()
    page.set_input_files("#pick", _OTHER)
    expect(page.locator("#drop span")).to_have_text(_OTHER.name)
    hold[0] = False
    [first] = held
    first.continue_()
    _says(page, "口径：")
    expect(page.locator("#list li")).to_have_count(len(perfxl.check(_OTHER).findings))
    assert _OTHER.name in page.inner_text("#list h3")


def test_of_several_one_is_broken_and_the_others_go_on(opened: _Opened, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    broken = tmp_path / "00坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    page = opened()
    page.set_input_files("#pick", [broken, FAULTY, _OTHER])
    _says(page, "共 3 个文件")
    expect(page.locator("#told")).to_contain_text("没有读成：“00坏的.xlsx”")
    number = len(perfxl.check(FAULTY).findings) + len(perfxl.check(_OTHER).findings)
    expect(page.locator("#list li")).to_have_count(number)


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_nothing_runs_off_the_side_of_a_narrow_page(
    opened: _Opened, tmp_path: Path, size: str
) -> None:
    listed = tmp_path / "校验认可.yaml"
    listed.write_text("- {rule: PX203, cells: B2, reason: 早就改好了}\n", "utf-8")
    page = opened()
    page.set_viewport_size({"width": 320, "height": 700})
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
    page.set_input_files("#pick", [FAULTY, _OTHER, listed])
    _says(page, "共 2 个文件")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_input_files("#pick", FAULTY)
    _says(page, "共 1 个文件、1 张表")
    with page.expect_download():
        page.click("#score")
    _says(page, "填了4格")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    "name",
    [
        "a b&c#1%20.xlsx",
        "“引号”'and\".xlsx",
        "表<b>x<b>.xlsx",
        "🙂 ﷽ \u202egnp.xlsx",
        "长" * 80 + ".xlsx",
    ],
)
def test_odd_names_are_shown_as_they_are(opened: _Opened, tmp_path: Path, name: str) -> None:
    odd = tmp_path / name
    shutil.copyfile(FAULTY, odd)
    page = opened()
    page.set_input_files("#pick", odd)
    _says(page, "口径：")
    assert page.inner_text("#drop span") == " ".join(name.split(" "))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#list b").count() == 0


def test_the_buttons_of_several_files_say_which_file(opened: _Opened) -> None:
    """几个文件一起列的，“认可…”“改好…”“撤回”念出来连同文件名：不看屏幕也分得清。"""
    page = opened()
    page.set_input_files("#pick", [FAULTY, _OTHER])
    _says(page, "共 2 个文件")
    names = page.evaluate(
        "[...document.querySelectorAll('#list button')].map((each) => each.getAttribute('aria-label'))"
    )
    for file in (FAULTY, _OTHER):
        assert any(file.name in name for name in names)
    assert all(FAULTY.name in name or _OTHER.name in name for name in names)
    _accept_first(page)
    [withdraw] = page.get_by_role("button", name="撤回").all()
    named = withdraw.get_attribute("aria-label") or ""
    assert named.startswith("撤回 PX")
    assert FAULTY.name in named or _OTHER.name in named


def test_one_file_is_not_named_at_every_button(opened: _Opened) -> None:
    page = opened()
    page.set_input_files("#pick", [FAULTY])
    _says(page, "共 1 个文件")
    names = page.evaluate(
        "[...document.querySelectorAll('#list button')].map((each) => each.getAttribute('aria-label'))"
    )
    assert names
    assert not any(FAULTY.name in name for name in names)


def test_a_faulty_list_is_told_of_its_own_files_alone(opened: _Opened, tmp_path: Path) -> None:
    """有误的清单管的是先前拖进来的：接着另拖来的，不再说它的毛病，也照改。"""
    from playwright.sync_api import expect

    listed = tmp_path / "校验认可.yaml"
    listed.write_text("- {rule: PX406}\n", "utf-8")
    page = opened()
    page.set_input_files("#pick", [_OTHER, listed])
    _says(page, "reason", wrong=True)
    page.set_input_files("#pick", [FAULTY])
    _says(page, "共 1 个文件、1 张表", wrong=False)
    expect(page.locator("#said")).not_to_contain_text("reason")
    expect(page.locator("#list-held")).to_contain_text("不管现在的这些")
    page.click("#fix")
    expect(page.locator("#plan")).to_be_visible()


def test_a_refused_acceptance_keeps_the_place(opened: _Opened, tmp_path: Path) -> None:
    """清单有误、管不着，没有认可成：键盘的位置还在那一处的“认可…”上。"""
    from playwright.sync_api import expect

    listed = tmp_path / "校验认可.yaml"
    listed.write_text("- {rule: PX406}\n", "utf-8")
    page = opened()
    page.set_input_files("#pick", [FAULTY, listed])
    _says(page, "reason", wrong=True)
    accepting = page.locator("#list li.error").first.get_by_role("button", name="认可").first
    accepting.focus()
    page.keyboard.press("Enter")
    page.fill("#reason", _REASON)
    page.locator("#why-yes").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#why")).to_be_hidden()
    _says(page, "校验认可.yaml", wrong=True)
    expect(accepting).to_be_focused()
    page.set_input_files("#pick", [_OTHER])
    _says(page, "共 1 个文件、1 张表")
    accepting = page.get_by_role("button", name="认可…").first
    accepting.focus()
    page.keyboard.press("Enter")
    _says(page, "管不着它，没有认可", wrong=True)
    expect(accepting).to_be_focused()
