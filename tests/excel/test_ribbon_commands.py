"""功能区的每个命令，在真在运行的 Calc 上，对真样表。"""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from settled_samples import settled_sample

from perfxl.excel import commands, log_file, marks, session
from perfxl.excel.cell_values import formulas_of
from perfxl.excel.sheet_reader import read_sheet
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import process
from perfxl.model.finding import folded
from perfxl.plans.lists import BookName
from perfxl.rendering.finding_lists import finding_row
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

if TYPE_CHECKING:
    import xlwings as xw

pytestmark = pytest.mark.libreoffice

SAMPLES = workbook_paths([shipped_folder("workbooks") / "自评表"])
FAULTY = SAMPLES[10]  # 12：未完成却得满分，又缺一个得分
SETTLED = settled_sample()
SOUND = SAMPLES[2]
Said = Callable[[], str]


def _state(book: "xw.Book") -> list[Any]:
    """工作簿里人看得见的一切：名称、值、公式、批注、底色、条件格式。"""
    return [
        (
            sheet.name,
            sheet.used_range.address,
            sheet.used_range.options(err_to_str=True).value,
            formulas_of(sheet.used_range),
            [(note.location.address, note.text) for note in sheet.notes],
            len(sheet.cells.conditional_formats),
            sheet.used_range.color,
        )
        for sheet in book.sheets
    ]


WITH_FINDINGS = [path for path in SAMPLES if process(path, load_profile()).findings]


@pytest.mark.parametrize("source", WITH_FINDINGS, ids=lambda path: path.stem)
def test_check_finds_what_the_command_line_finds(source: Path, opened: Any, said: Said) -> None:
    book = opened(source)
    before = _state(book)
    commands.check()
    expected = folded(process(source, load_profile()).findings)
    listed = book.sheets["校验结果"]
    rows = listed.range((3, 1), (2 + len(expected), 8)).options(ndim=2).value
    assert [(row[1], row[2], row[3], row[5].removeprefix("└ ")) for row in rows] == [
        (finding.rule, finding.sheet, finding.cells, finding.message) for finding in expected
    ]
    marked = {
        (sheet.name, note.location.get_address(False, False))
        for sheet in book.sheets
        for note in sheet.notes
    }
    assert marked == {
        (finding.sheet, part.partition(":")[0])
        for finding in expected
        for part in finding.cells.split(",")
    }
    assert "已在有问题的格上标色、加批注" in said()
    commands.clear_marks()
    assert _state(book) == before


def test_each_row_of_the_list_links_to_its_cell(opened: Any) -> None:
    book = opened(FAULTY)
    name = book.sheets[0].name
    commands.check()
    listed = book.sheets["校验结果"]
    assert listed["D3"].value == "H20"
    assert listed["D3"].hyperlink == f"#'{name}'!H20"


def test_a_sound_table_gets_no_list(opened: Any, said: Said) -> None:
    book = opened(shipped_folder("workbooks") / "带函数" / "自评表（带函数）.xlsx")
    commands.check()
    assert said() == "读到1张表，没有发现问题。"
    assert [sheet.name for sheet in book.sheets] == ["自评表"]


def test_checking_twice_marks_once(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    once = _state(book)
    commands.check()
    assert _state(book) == once


def test_own_notes_and_colours_survive(opened: Any) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    sheet["H20"].add_note("王会计：待核")
    sheet["H20"].color = (255, 192, 0)
    sheet["H24"].conditional_formats.add_custom("=H24>20", fill_color="#00FF00")
    before = _state(book)
    commands.check()
    assert sheet["H20"].note.text.startswith("王会计：待核\n〔绩效校验〕\n【错误 PX304】")
    commands.clear_marks()
    assert _state(book) == before
    assert sheet["H20"].color == (255, 192, 0)


def test_clear_marks_without_marks_says_so(opened: Any, said: Said) -> None:
    opened(SOUND)
    commands.clear_marks()
    assert said() == "这个工作簿里没有校验标记。"


def test_users_own_sheet_of_the_same_name_is_left_alone(opened: Any) -> None:
    book = opened(FAULTY)
    own = book.sheets.add("校验结果", after=book.sheets[0])
    own["A1"].value = "我自己的记录"
    commands.check()
    assert own["A1"].value == "我自己的记录"
    assert book.sheets["校验结果(2)"]["A1"].value.startswith("perfxl 校验结果")
    commands.clear_marks()
    assert [sheet.name for sheet in book.sheets][1:] == ["校验结果"]


@pytest.mark.parametrize("source", SAMPLES, ids=lambda path: path.stem)
def test_score_fills_what_the_command_line_fills_and_restore_puts_back(
    source: Path, opened: Any, said: Said
) -> None:
    book = opened(source)
    before = _state(book)
    commands.score()
    result = process(source, load_profile(), check=False)
    for score in result.scores:
        sheet = book.sheets[score.table.sheet]
        waiting = set(score.waiting)
        for row in score.indicators:
            if row.indicator.score in waiting:
                continue
            if row.judged.score is not None and row.indicator.score.exists:
                filled = sheet[row.indicator.score.cell].value
                assert filled == pytest.approx(float(row.judged.score), abs=0.005)
        if score.total is not None and not waiting and score.table.total.score.exists:
            assert sheet[score.table.total.score.cell].value == pytest.approx(float(score.total))
    explained = book.sheets["评分说明"]
    assert explained["A1"].value == "perfxl 评分说明（口径：黔南州）"
    changed = "改动记录" in [sheet.name for sheet in book.sheets]
    if changed:
        commands.restore()
        assert "放回原来的内容" in said()
    else:
        explained.delete()
    assert _state(book) == before


def test_restore_leaves_what_was_changed_since(opened: Any, said: Said) -> None:
    book = opened(SETTLED)
    sheet = book.sheets[0]
    commands.score()
    assert sheet["H24"].value == 0
    sheet["H24"].value = 17
    commands.restore()
    assert sheet["H24"].value == 17
    assert sheet["H20"].value is None
    assert f"{sheet.name}!H24" in said()
    assert "后来又改过，或者移了位置，没有动" in said()


def test_restore_after_a_row_was_inserted_touches_nothing_wrong(opened: Any, said: Said) -> None:
    book = opened(SETTLED)
    sheet = book.sheets[0]
    commands.score()
    sheet["A16:XFD16"].insert("down")
    before = sheet.used_range.value
    commands.restore()
    assert sheet.used_range.value == before
    assert "没有一格能放回" in said()
    assert book.sheets["改动记录"]["A3"].value == 1
    sheet["A16:XFD16"].delete("up")
    commands.restore()
    assert "已把“评分”改的4格放回" in said()
    assert sheet["H24"].value == 30


def test_restore_waits_for_a_renamed_sheet(opened: Any, said: Said) -> None:
    book = opened(SETTLED)
    name = book.sheets[0].name
    commands.score()
    book.sheets[0].name = "改了名"
    commands.restore()
    assert f"找不到工作表“{name}”（改名了，或者删去了），没有还原" in said()
    book.sheets["改了名"].name = name
    commands.restore()
    assert book.sheets[0]["H24"].value == 30


def test_a_formula_typed_later_is_not_overwritten(opened: Any, said: Said) -> None:
    book = opened(SETTLED)
    sheet = book.sheets[0]
    commands.score()
    sheet["H26"].formula = f"={sheet['H26'].value}+0"
    formula = formulas_of(sheet["H26"])[0][0]
    commands.restore()
    assert formulas_of(sheet["H26"])[0][0] == formula
    assert "H26" in said()


def test_long_rows_are_told_apart_by_column(opened: Any, said: Said) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    for row in range(15, 26):
        sheet[f"D{row}"].value = f"{sheet[f'D{row}'].value}{'很长的名称' * 40}"
    commands.score()
    sheet["E1:E1048576"].insert("right")
    before = sheet.used_range.value
    commands.restore()
    # 结论在插列的左边，没有移动，照样放回；指标各行一格不动。
    assert sheet.used_range.value[:26] == before[:26]


def test_score_without_room_for_its_explanation_changes_nothing(opened: Any, said: Said) -> None:
    book = opened(FAULTY)
    commands.score()
    commands.choose_profile("全国")
    book.sheets["评分说明"].impl.xs.protect("")
    before = book.sheets[0].used_range.value
    commands.score()
    assert "“评分说明”表受保护，写不进" in said()
    assert book.sheets[0].used_range.value == before
    book.sheets["评分说明"].impl.xs.unprotect("")


def test_total_stays_open_when_a_formula_gives_no_number(opened: Any, said: Said) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    sheet["H24"].formula = "=NA()"
    before = sheet["H26"].value
    commands.score()
    assert sheet["H26"].value == before
    assert "H24的公式没有得出数，总分和等级没有写" in said().replace(" ", "")


def test_unread_rows_and_foreign_sheets_are_told_and_no_total_is_filled(
    opened: Any, said: Said
) -> None:
    book = opened(SOUND)
    sheet = book.sheets[0]
    [table] = process(Path(book.fullname)).document.tables  # type: ignore[union-attr]
    row = table.indicators[-1]
    for entry in (row.level3, row.target, row.actual):
        sheet[entry.cell].value = None
    before = sheet[table.total.score.cell].value
    sheet[table.total.score.cell].value = 12
    book.sheets.add("人员名单", after=sheet)["A1"].value = "姓名"
    commands.check()
    place = f"{row.weight.cell}:{row.score.cell}"
    told = f"工作表“{sheet.name}”的 {place} 一行没有读懂，没有判总分、等级、合计。"
    assert told in said()
    assert "工作表“人员名单”没有认出表。" in said()
    assert told in str(book.sheets["校验结果"]["A1"].value)
    assert "PX128" in book.sheets["校验结果"].range("B3:B20").value
    commands.score()
    assert f"{place} 一行没有读懂，总分算不出，" in said()
    assert "仍是原来的 12、" in said()
    assert "工作表“人员名单”没有认出表。" in said()
    assert sheet[table.total.score.cell].value == 12 != before


def test_scaled_formats_are_read_and_written_as_shown(opened: Any, said: Said) -> None:
    book = opened(SOUND)
    sheet = book.sheets[0]
    [table] = process(Path(book.fullname)).document.tables  # type: ignore[union-attr]
    assert table.money_unit == "元"
    score = table.indicators[0].score
    sheet[score.cell].number_format = "0%"
    sheet[score.cell].value = 0.1
    commands.score()
    assert sheet[score.cell].value == pytest.approx(float(score.number) / 100)
    budget = table.funds[0].adjusted
    sheet[budget.cell].number_format = '0"."0000'
    commands.check()
    assert "PX431" in book.sheets["校验结果"].range("B3:B40").value
    commands.make("自评表")
    assert f"{budget.cell} 数字格式与金额单位不合，空着没有写" in said()


def test_own_execution_formula_counts_in_the_total(opened: Any) -> None:
    book = opened(SETTLED)
    sheet = book.sheets[0]
    score = process(SETTLED, load_profile()).scores[0]
    cell = score.table.annual_total.score.cell
    sheet[cell].formula = "=2+3"
    commands.score()
    assert sheet["H26"].value == pytest.approx(float(score.total - score.execution.score + 5))


def test_words_written_on_our_own_line_survive(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    marked = book.sheets[0]["H24"].note
    marked.text = marked.text.replace("\n〔校验完", "王：已核实\n〔校验完")
    commands.clear_marks()
    assert "王：已核实" in book.sheets[0]["H24"].note.text
    assert "〔" not in book.sheets[0]["H24"].note.text


def test_mixed_formulas_freeze_and_come_back(tmp_path: Path, opened: Any, said: Said) -> None:
    source = tmp_path / "混.xlsx"
    made = openpyxl.Workbook()
    made.worksheets[0].title = "表"
    for row in (40, 41, 42):
        made.worksheets[0][f"C{row}"] = "=IF(TRUE,5,PERF_VERSION())"
        made.worksheets[0][f"E{row}"] = f"=IF(TRUE,ROW()+C{row},PERF_SCORE(A{row},B{row},C{row}))"
    made.save(source)
    book = opened(source)
    before = formulas_of(book.sheets["表"]["C40:E42"])
    commands.freeze_formulas()
    commands.restore()
    assert formulas_of(book.sheets["表"]["C40:E42"]) == before


def test_restore_on_a_protected_sheet_keeps_the_record(opened: Any, said: Said) -> None:
    book = opened(SETTLED)
    sheet = book.sheets[0]
    before = sheet.used_range.value
    commands.score()
    sheet.impl.xs.protect("")
    commands.restore()
    assert f"工作表“{sheet.name}”受保护，写不进，已放回原样；" in said()
    sheet.impl.xs.unprotect("")
    commands.restore()
    assert sheet.used_range.value == before


def test_restore_without_a_record_says_so(opened: Any, said: Said) -> None:
    opened(SOUND)
    commands.restore()
    assert said() == "这个工作簿里没有改动记录，没有可以还原的。"


def test_two_commands_restore_one_by_one(opened: Any) -> None:
    book = opened(FAULTY)
    # 总分空着，两份口径各写各的分；填着而等人核定的，各行与它不合就不写。
    book.sheets[0]["H26"].value = None
    before = _state(book)
    commands.score()
    commands.choose_profile("全国")
    commands.score()
    commands.restore()
    commands.restore()
    book.names["绩效口径"].delete()
    assert _state(book) == before


def test_profile_is_kept_in_the_workbook(opened: Any, said: Said) -> None:
    book = opened(FAULTY)
    commands.choose_profile("全国")
    assert book.names["绩效口径"].refers_to == '="全国"'
    assert "本工作簿的口径已定为“全国" in said()
    commands.score()
    assert book.sheets["评分说明"]["A1"].value == "perfxl 评分说明（口径：全国）"
    commands.choose_profile("火星")
    assert "没有名为“火星”的口径" in said()


def test_freeze_puts_values_and_restore_puts_formulas(
    tmp_path: Path, opened: Any, said: Said
) -> None:
    source = tmp_path / "函数.xlsx"
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "表"
    # Calc 里没有加载项：IF 使 PERF 函数不求值，公式却照样是 PERF 公式。
    sheet["A1"] = '=IF(TRUE,7.2,PERF_SCORE("≥1人","1人",1))'
    sheet["A2"] = '=IF(TRUE,"优",PERF_GRADE(95))'
    sheet["A3"] = "=SUM(A1,1)"
    sheet["A4"] = "=PERF_TOTAL(1,2)"
    sheet["A5"], sheet["A5"].data_type = "=PERF_TOTAL(1)", "s"
    made.save(source)
    book = opened(source)
    before = formulas_of(book.sheets["表"]["A1:A5"])
    commands.freeze_formulas()
    live = book.sheets["表"]
    assert said().startswith("2格 PERF 公式已换成值")
    assert "表!A4 是错误值，没有固化" in said()
    assert [row[0] for row in formulas_of(live["A1:A3"])] == ["7.2", "优", "=SUM(A1,1)"]
    assert live["A5"].value == "=PERF_TOTAL(1)"
    commands.restore()
    assert formulas_of(live["A1:A5"]) == before
    assert [sheet.name for sheet in book.sheets] == ["表"]


def test_make_writes_a_new_file_beside_and_opens_it(opened: Any, said: Said, app: Any) -> None:
    book = opened(SOUND)
    folder = Path(book.fullname).parent
    commands.make("自评表")
    target = folder / f"{SOUND.stem}（自评表）.xlsx"
    assert target.is_file()
    assert target.name in [each.name for each in app.books]
    assert str(target) in said()
    assert (
        process(target, load_profile()).scores[0].total
        == process(SOUND, load_profile()).scores[0].total
    )
    commands.make("批复表")
    assert "里没有能写成批复表的表（读到的是绩效自评表）" in said()
    commands.make("决算表")
    assert said().startswith("没有“决算表”这种表；能生成的有：")


def test_check_folder_lists_every_file(opened: Any, said: Said, app: Any) -> None:
    book = opened(FAULTY)
    folder = Path(book.fullname).parent
    (folder / "不是表.xlsx").write_bytes(b"not a workbook")
    commands.check_folder()
    assert "里2个工作簿校验完" in said()
    assert "1个没有读成" in said()
    listed = read_workbook(folder / "校验结果.xlsx").grids
    assert listed[0].text(2, 2) == "PX304"
    assert listed[-1].name == "没有读成的文件"


def test_unsaved_book_cannot_say_which_folder(app: Any, opened: Any, said: Said) -> None:
    app.books.add().set_mock_caller()
    commands.check_folder()
    assert said().startswith("本工作簿还没有存到本机磁盘上")


def test_book_without_tables_says_what_is_missing(app: Any, opened: Any, said: Said) -> None:
    app.books.add().set_mock_caller()
    commands.check()
    assert "里没有认出绩效或预算批复的表" in said()
    assert app.impl.alerts[-1][3] == "critical"


def test_help_opens_a_copy_of_the_tour(
    opened: Any, said: Said, app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "家")
    (tmp_path / "家").mkdir()
    opened(SOUND)
    commands.show_help()
    commands.show_help()
    assert [path.name for path in (tmp_path / "家").glob("perfxl*")] == ["perfxl导览.xlsx"]
    assert "perfxl导览.xlsx" in [book.name for book in app.books]
    assert "PERF_WEIGHTS" in said()


def test_help_opens_the_manual_in_the_browser(
    opened: Any,
    said: Said,
    pages_opened: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(commands, "manual_page", lambda: None)
    opened(SOUND)
    commands.show_help()
    assert "说明书" not in said()
    page = tmp_path / "说明书" / "index.html"
    monkeypatch.setattr(commands, "manual_page", lambda: page)
    commands.show_help()
    assert pages_opened == [page.as_uri()]
    assert f"说明书“{page}”现已在浏览器里打开" in said()


def test_protected_sheet_is_listed_but_not_marked(opened: Any, said: Said) -> None:
    book = opened(SETTLED)
    sheet = book.sheets[0]
    sheet.impl.xs.protect("")
    before = _state(book)
    commands.check()
    assert f"工作表“{sheet.name}”受保护，没有标色，只列在表里；请在“审阅”里撤销" in said()
    assert "PX304" in [cell.value for cell in book.sheets["校验结果"]["B3:B9"]]
    commands.score()
    assert f"工作表“{sheet.name}”受保护，写不进，已放回原样；" in said()
    book.sheets["校验结果"].delete()
    assert _state(book) == before
    sheet.impl.xs.unprotect("")


def test_what_else_stops_marking_is_not_called_protection(
    opened: Any, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(FAULTY)
    before = _state(book)

    def fail(*_: Any) -> None:
        raise RuntimeError("-2147417851")

    noted: list[str] = []
    monkeypatch.setattr(marks, "mark_sheet", fail)
    monkeypatch.setattr(marks, "note_failure", noted.append)
    commands.check()
    name = book.sheets[0].name
    assert f"工作表“{name}”改不了（Excel 说：“-2147417851”），没有标色，只列在表里。" in said()
    assert "受保护" not in said()
    assert noted == ["mark"]
    book.sheets["校验结果"].delete()
    assert _state(book) == before


def test_numbers_in_cells_of_text_are_told_and_restored(opened: Any, said: Said) -> None:
    """“文本”格式的格，Excel 把写进去的数存成文字：格式不动，说一句。"""
    book = opened(SETTLED)
    sheet = book.sheets[0]
    sheet["H20"].number_format = "@"
    before = _state(book)
    commands.score()
    assert sheet["H20"].raw_value == str(sheet["H20"].value)
    assert f"{sheet.name}!H20 是“文本”格式的格，数存成了文字" in said()
    commands.restore()
    assert _state(book) == before
    assert sheet["H20"].number_format == "@"


def test_filtered_rows_are_read_and_scored(opened: Any, said: Said) -> None:
    book = opened(SETTLED)
    book.sheets[0]["A24:A24"].rows.hidden = True
    commands.score()
    assert book.sheets[0]["H24"].value == 0
    assert book.sheets[0]["A24:A24"].rows.hidden is True
    assert "有隐藏或筛掉的行，也一样评了分" in said()


def test_read_only_and_unsaved_books_are_told_apart(
    opened: Any, said: Said, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(FAULTY)
    monkeypatch.setattr(os, "access", lambda *_: False)  # 管理员什么都能写，只好假装
    commands.check()
    assert said().endswith("本工作簿是只读的，这些内容要另存为新文件才留得住。")
    monkeypatch.undo()
    unsaved = app.books.add()
    unsaved.set_mock_caller()
    _copy_values(opened(FAULTY).sheets[0], unsaved.sheets[0])
    unsaved.set_mock_caller()
    commands.check()
    assert said().endswith("本工作簿还没有保存过，请记得保存。")


def test_old_format_is_told_to_be_saved_anew(opened: Any, said: Said, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / '配置').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(FAULTY)], check=True, capture_output=True)
    opened(tmp_path / f"{FAULTY.stem}.xls")
    commands.check()
    assert "错误2处" in said()
    assert said().endswith("本工作簿是旧格式（.xls），建议另存为 .xlsx，免得批注和标色存不全。")


def test_locked_structure_gets_no_list_but_a_sentence(opened: Any, said: Said) -> None:
    book = opened(FAULTY)
    book.api.protect("")
    commands.check()
    assert "的结构受保护，加不了“校验结果”表；请在“审阅”里撤销工作簿保护后再试。" in said()
    book.api.unprotect("")


def _copy_values(source: "xw.Sheet", target: "xw.Sheet") -> None:
    used = source.used_range
    target[used.address].value = used.options(ndim=2).value


def test_settings_are_restored_whatever_happens(
    opened: Any, said: Said, app: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened(FAULTY)
    app.calculation = "semiautomatic"
    app.status_bar = "用户自己的"
    monkeypatch.setattr(log_file.tempfile, "gettempdir", lambda: str(tmp_path))

    def broken(*_: Any) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(marks, "mark", broken)
    try:
        commands.check()
        assert (app.calculation, app.screen_updating) == ("semiautomatic", True)
        assert app.status_bar == "用户自己的"
        assert "程序出错（ZeroDivisionError）" in said()
        assert "secret detail" not in said()
        assert "secret detail" in (tmp_path / "perfxl.log").read_text("utf-8")
    finally:
        app.calculation, app.status_bar = "automatic", False


def test_progress_is_shown_and_escape_stops(
    opened: Any, said: Said, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(FAULTY)
    app.impl.status_history.clear()
    commands.check()
    assert any("另存一份来读" in str(text) for text in app.impl.status_history)
    commands.clear_marks()
    before = _state(book)
    asked = iter([False, True])
    monkeypatch.setattr(session.Session.__init__, "__defaults__", (lambda: next(asked, True),))
    commands.check()
    assert said() == "已中止，没有做完；再按一次可以重来。"
    assert _state(book) == before


def test_excel_busy_is_one_sentence(
    opened: Any, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(FAULTY)
    refused = type("com_error", (Exception,), {})(-2147418111, "Call was rejected by callee.")

    def busy(*_: Any) -> None:
        raise refused

    monkeypatch.setattr(marks, "mark", busy)
    commands.check()
    assert said().startswith("Excel 正忙")


def test_forty_sheets_find_exactly_what_the_command_line_finds(tmp_path: Path, opened: Any) -> None:
    source = tmp_path / "四十张.xlsx"
    _forty_sheets(source)
    book = opened(source)
    commands.check()
    expected = folded(process(source, load_profile()).findings)
    assert len({finding.sheet for finding in expected}) > 15
    rows = book.sheets["校验结果"].range((3, 1), (2 + len(expected), 8)).options(ndim=2).value
    # 打开着的工作簿不写“文件”一栏。
    assert [list(row) for row in rows] == [
        [value for value in finding_row(each) if not isinstance(value, BookName)]
        for each in expected
    ]


def _forty_sheets(target: Path) -> None:
    """把样表的值和合并搬进一个四十张表的工作簿，其中两张与绩效无关。"""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "目录"
    book.worksheets[0]["A1"] = "工作簿目录"
    for number in range(38):
        source = SAMPLES[number % len(SAMPLES)]
        original = openpyxl.load_workbook(source).worksheets[0]
        sheet = book.create_sheet(f"{number + 1:02d}表")
        for row in original.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copied = sheet.cell(cell.row, cell.column, cell.value)
                    copied.data_type, copied.number_format = cell.data_type, cell.number_format
        for merged in original.merged_cells.ranges:
            sheet.merge_cells(str(merged))
    book.create_sheet("通讯录")["A1"] = "姓名"
    book.save(target)


def test_a_hundred_cycles_leave_nothing_behind(opened: Any, app: Any) -> None:
    book = opened(FAULTY)
    before = _state(book)
    styles = book.api.StyleFamilies.getByName("CellStyles").ElementNames
    for _ in range(100):
        marks.mark(book, process(FAULTY, load_profile()).findings)
        marks.clear_marks(book)
    commands.check()
    commands.clear_marks()
    assert _state(book) == before
    assert book.api.StyleFamilies.getByName("CellStyles").ElementNames == styles
    assert len(app.books) == 1
    assert os.path.exists(f"/proc/{app.pid}")  # noqa: PTH110  还是同一个进程


def test_marks_are_seen_on_the_printed_page(opened: Any, tmp_path: Path) -> None:
    book = opened(FAULTY)
    commands.check()
    book.sheets["校验结果"].delete()
    # LibreOffice 7.4 不显示刚经接口加上的条件格式，存成文件再由另一个进程打开才显示。
    saved = tmp_path / "已标.xlsx"
    book.save(str(saved))
    profile = f"-env:UserInstallation={(tmp_path / '配置').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(saved)], check=True, capture_output=True)
    subprocess.run(
        ["pdftoppm", "-r", "40", str(tmp_path / "已标.pdf"), str(tmp_path / "页")], check=True
    )
    pages = [path.read_bytes() for path in tmp_path.glob("页*.ppm")]
    assert any(bytes.fromhex("FFC7CE") * 5 in page for page in pages)


def test_restore_after_sorting_writes_nothing_onto_another_row(opened: Any) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    commands.score()
    rows = [sheet.range((row, 3), (row, 9)).options(ndim=2).value for row in (23, 24)]
    sheet.range((23, 3)).value, sheet.range((24, 3)).value = rows[1], rows[0]
    before = sheet.used_range.value
    commands.restore()
    restored = sheet.used_range.value
    assert [row[2:] for row in restored[20:24]] == [row[2:] for row in before[20:24]]


def test_own_text_in_a_marked_note_survives(opened: Any) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    commands.check()
    sheet["H24"].note.text += "已核对，属实"
    sheet["H20"].note.text = "王：" + sheet["H20"].note.text.replace("〔校验完〕", "")
    commands.check()
    commands.clear_marks()
    assert sheet["H24"].note.text == "已核对，属实"
    assert sheet["H20"].note.text == "王："


def test_archived_and_extended_lists_are_not_deleted(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    book.sheets["校验结果"].name = "校验结果（第一轮）"
    commands.check()
    book.sheets["校验结果"]["K3"].value = "整改：已补"
    commands.check()
    commands.clear_marks()
    assert [sheet.name for sheet in book.sheets][1:] == ["校验结果（第一轮）", "校验结果"]


def test_sheet_with_a_similar_heading_is_still_read(opened: Any, said: Said) -> None:
    book = opened(FAULTY)
    book.sheets[0]["A1"].value = "perfxl 培训项目支出绩效自评表"
    commands.check()
    assert said().startswith("读到1张表")


def test_formula_scores_are_kept_and_the_grade_follows_them(opened: Any, said: Said) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    name = sheet.name
    sheet["H24"].formula = "=15*2"
    commands.score()
    assert formulas_of(sheet["H24"])[0][0] == "=15*2"
    assert sheet["H26"].value == pytest.approx(72.43)
    assert sheet["B27"].value.startswith("中")
    assert f"{name}!H24 是您自己的公式，没有动" in said()


def test_rate_in_a_percent_cell_stays_a_number(opened: Any) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    rate = process(FAULTY, load_profile()).document.tables[0].annual_total.rate.cell
    sheet[rate].number_format = "0.00%"
    sheet[rate].value = 0.5
    commands.score()
    assert sheet[rate].value == pytest.approx(0.2433)
    commands.restore()
    assert sheet[rate].value == 0.5


def test_blanks_errors_and_dates_come_back_exactly(opened: Any) -> None:
    book = opened(SETTLED)
    sheet = book.sheets[0]
    sheet["H24"].value = "' 30 \n"
    sheet["H20"].formula = "=NA()"
    sheet["H20"].value = "#N/A"
    sheet["H26"].number_format = "yyyy-mm-dd"
    before = _state(book)
    commands.score()
    commands.restore()
    assert _state(book) == before


def test_locked_structure_leaves_nothing_half_done(opened: Any, said: Said) -> None:
    book = opened(FAULTY)
    before = _state(book)
    book.api.protect("")
    commands.check()
    assert _state(book) == before
    book.api.unprotect("")
    commands.check()
    book.api.protect("")
    commands.clear_marks()
    assert re.search(r"已清除\d+处标记", said())
    assert "的结构受保护，“校验结果”表删不掉；" in said()
    book.api.unprotect("")


def test_stale_marks_on_a_sheet_protected_since_are_told(opened: Any, said: Said) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    commands.check()
    sheet.impl.xs.protect("")
    commands.check()  # 标着的正是要标的，没有过时
    assert "受保护" not in said()
    sheet.impl.xs.unprotect("")
    marked = next(note.location for note in sheet.notes if note.location.value is not None)
    marked.clear_contents()
    sheet.impl.xs.protect("")
    commands.check()
    assert "受保护，上一次的标记没能清掉，可能已经过时" in said()
    sheet.impl.xs.unprotect("")


def test_command_line_skips_the_sheets_the_commands_made(opened: Any, tmp_path: Path) -> None:
    book = opened(FAULTY)
    commands.check()
    commands.score()
    saved = tmp_path / "存下.xlsx"
    book.save(str(saved))
    assert len(process(saved, load_profile()).scores) == 1


def test_a_long_ledger_beside_the_table_costs_little(tmp_path: Path, opened: Any) -> None:
    source = tmp_path / "台账.xlsx"
    book = openpyxl.load_workbook(FAULTY)
    ledger = book.create_sheet("台账")
    for row in range(1, 3001):
        for column in range(1, 5):
            cell = ledger.cell(row, column, row * column)
            cell.number_format = ("0", "0.00", "#,##0.00", "0%")[column - 1]
    book.save(source)
    live = opened(source)
    asked: list[int] = []
    read_sheet(live.sheets["台账"], lambda: asked.append(1))
    assert asked == []
    live.sheets["台账"]["F1"].value = "指标台账"
    read_sheet(live.sheets["台账"], lambda: asked.append(1))
    assert len(asked) < 100
