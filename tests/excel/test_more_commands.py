"""命令行会的，功能区也会：改正、只列重的、认可、空白表、县里自己的口径。"""

from pathlib import Path
from typing import Any

import pytest

import perfxl
from perfxl import read as read_document
from perfxl.excel import commands
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.copies import fix_copy
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import process
from perfxl.model.finding import Severity
from perfxl.shipped import shipped_folder
from perfxl.standards.own_profiles import known_profile
from perfxl.standards.profile import load_profile

pytestmark = pytest.mark.libreoffice

SAMPLES = workbook_paths([shipped_folder("workbooks") / "自评表"])
FAULTY = SAMPLES[10]
FIXABLE = next(
    path
    for path in SAMPLES
    if any(finding.fixes for finding in process(path, load_profile()).findings)
)


def _values(book: Any) -> Any:
    return book.sheets[0].used_range.options(ndim=2, err_to_str=True).value


def _listed(book: Any) -> list[list[Any]]:
    names = [sheet.name for sheet in book.sheets]
    if "校验结果" not in names:
        return []
    rows: list[list[Any]] = book.sheets["校验结果"].used_range.options(ndim=2).value[2:]
    return rows


def test_fix_writes_what_the_command_line_writes(opened: Any, said: Any, tmp_path: Path) -> None:
    book = opened(FIXABLE)
    before = _values(book)
    commands.fix()
    fixed = fix_copy(process(FIXABLE, load_profile()), tmp_path / "改.xlsx")
    assert fixed.target is not None
    [grid, *_] = read_workbook(fixed.target).grids
    for made in fixed.outcome.made:
        shown = grid.text(made.edit.row, made.edit.column)
        saved = tmp_path / "看.xlsx"
        if not saved.exists():
            book.api.SaveCopyAs(str(saved))
        [live, *_] = read_workbook(saved).grids
        assert live.text(made.edit.row, made.edit.column) == shown
    assert said().startswith(f"改好{len(fixed.outcome.made)}格，原内容记在“改动记录”表")
    assert [row[1:4] for row in _listed(book)] == [
        [each.rule, each.sheet, each.cells]
        for each in process(fixed.target, load_profile()).findings
    ]
    commands.restore()
    assert said().startswith(f"已把“改正”改的{len(fixed.outcome.made)}格放回原来的内容")
    assert _values(book) == before


def test_fix_without_anything_certain_says_so(opened: Any, said: Any) -> None:
    book = opened(SAMPLES[2])
    before = _values(book)
    commands.fix()
    assert said().startswith("没有能确定改法的格，没有改动。")
    assert _values(book) == before


@pytest.mark.parametrize("label", ["错误", "提醒", "参考"])
def test_only_the_heavier_are_listed(label: str, opened: Any, said: Any) -> None:
    source = shipped_folder("workbooks") / "自评表"
    paths = workbook_paths([source])
    mixed = max(paths, key=lambda p: len({f.severity for f in process(p, load_profile()).findings}))
    book = opened(mixed)
    commands.check_level(label)
    findings = process(mixed, load_profile()).findings
    level = next(each for each in Severity if each.label == label)
    wanted = [each for each in findings if each.severity.at_least(level)]
    assert [row[1] for row in _listed(book)] == [each.rule for each in wanted]
    for each in Severity:
        count = sum(finding.severity is each for finding in findings)
        assert not count or f"{each.label}{count}处" in said()


def test_an_unknown_level_is_one_sentence(opened: Any, said: Any) -> None:
    opened(FAULTY)
    commands.check_level("随便")
    assert said() == "没有“随便”这个级别；有：错误、提醒、参考。"


def test_a_finding_is_accepted_from_its_cell(
    opened: Any, said: Any, app: Any, tmp_path: Path
) -> None:
    book = opened(FAULTY)
    commands.check()
    before = _listed(book)
    cell = before[0][3].partition(",")[0].partition(":")[0]
    sheet = book.sheets[before[0][2]]
    sheet[cell].select()
    app.impl.answers = ['县局要求照印："原样"']
    commands.accept()
    assert before[0][1] in app.impl.questions[-1]
    assert said().startswith("已认可1处，理由记在“")
    assert "另有1处已认可，没有列出" in said()
    assert [row[1:4] for row in _listed(book)] == [row[1:4] for row in before[1:]]
    written = tmp_path / "校验认可.yaml"
    assert "县局要求照印" in written.read_text("utf-8")
    # 命令行也照它。
    results = process(FAULTY, load_profile()).findings
    assert len(results) == len(before)
    app.impl.answers = [False]
    sheet[_listed(book)[0][3].partition(",")[0].partition(":")[0]].select()
    commands.accept()
    assert said() == "没有认可。"


def test_own_words_of_the_list_of_acceptances_are_kept(
    opened: Any, said: Any, app: Any, tmp_path: Path
) -> None:
    listed = tmp_path / "校验认可.yaml"
    own = "# 王会计记\n- rule: PX999\n  reason: 试\n".replace("PX999", "PX301")
    listed.write_text(own, "utf-8")
    book = opened(FAULTY)
    commands.check()
    row = _listed(book)[0]
    book.sheets[row[2]][row[3].partition(",")[0].partition(":")[0]].select()
    app.impl.answers = ["县里核对过，照印"]
    commands.accept()
    assert said().startswith("已认可")
    assert listed.read_text("utf-8").startswith(own)
    faulty = "accepted: {}\n"
    listed.write_text(faulty, "utf-8")
    app.impl.answers = ["县里核对过，照印"]
    commands.accept()
    assert "认可清单" in said()
    assert listed.read_text("utf-8") == faulty


def test_accepting_needs_a_finding_and_a_reason(
    opened: Any, said: Any, app: Any, tmp_path: Path
) -> None:
    book = opened(FAULTY)
    book.sheets[0]["A1"].select()
    commands.accept()
    assert "A1 上没有查出的问题" in said()
    cells = process(FAULTY, load_profile()).findings[0].cells
    book.sheets[0][cells.partition(",")[0].partition(":")[0]].select()
    app.impl.answers = ["   "]
    commands.accept()
    assert said() == "认可要写明理由，没有写，没有认可。"
    assert not (tmp_path / "校验认可.yaml").exists()


def test_a_blank_form_is_written_beside(opened: Any, said: Any, app: Any, tmp_path: Path) -> None:
    opened(FAULTY)
    commands.blank("自评表")
    target = tmp_path / "自评表（空白）.xlsx"
    assert said() == f"空白的自评表存为“{target}”，现已打开。"
    assert app.books.active.name == target.name
    assert read_workbook(target).grids[0].name
    commands.blank("没有的表")
    assert said().startswith("没有“没有的表”这种表")


def test_the_form_of_next_year_is_written_from_this_year_s(
    opened: Any, said: Any, app: Any, tmp_path: Path
) -> None:
    opened(FAULTY)
    commands.next_year("申报表")
    target = tmp_path / f"{FAULTY.stem}（新一年申报表）.xlsx"
    assert said().startswith(f"已生成1张新一年申报表，存为“{target}”，现已打开。")
    assert "还要填：" in said()
    assert app.books.active.name == target.name
    [made] = read_document(target).tables
    [before] = read_document(FAULTY).tables
    assert made.form.label == "项目支出绩效目标申报表"
    assert [row.level3.text for row in made.indicators] == [
        row.level3.text for row in before.indicators
    ]
    by_api = perfxl.make("申报表", [FAULTY], blank=True)
    assert all(f"{each}。" in said() for each in by_api.cautions)
    commands.next_year("自评汇总表")
    assert said().startswith("自评汇总表不能照去年的表留空")


def test_what_to_look_at_in_a_made_form_is_told(opened: Any, said: Any) -> None:
    path = next(path for path in SAMPLES if path.name.startswith("07"))
    opened(path)
    commands.make("自评表")
    by_api = perfxl.make("自评表", [path])
    assert by_api.cautions
    for each in by_api.cautions:
        assert f"{each}。" in said()


COUNTY = """name: 某县
title: 某县项目支出绩效自评口径
extends: 黔南州
equal_miss: pro_rata
"""


def test_a_county_s_profile_is_taken_from_a_file(
    opened: Any, said: Any, app: Any, tmp_path: Path, own_folder: Path
) -> None:
    given = tmp_path / "县口径.yaml"
    given.write_text(COUNTY, "utf-8")
    book = opened(FAULTY)
    app.impl.answers = [str(given)]
    commands.profile_from_file()
    assert said().startswith("口径“某县”已加进来")
    assert (own_folder / "口径" / "某县.yaml").read_text("utf-8") == COUNTY
    commands.check()
    assert "（口径：某县，" in str(book.sheets["校验结果"]["A1"].value)
    # 换了内容的重读。
    given.write_text(COUNTY.replace("某县项目", "某县新的项目"), "utf-8")
    app.impl.answers = [str(given)]
    commands.profile_from_file()
    renewed = known_profile("某县")
    assert renewed is not None
    assert renewed.title == "某县新的项目支出绩效自评口径"
    app.impl.answers = [False]
    commands.profile_from_file()
    assert said() == "没有选口径文件，口径没有变。"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: 全国\nextends: 黔南州\n", "与随程序带的同名"),
        ("name: ../../偷\nextends: 黔南州\n", "不能作名字"),
        ("name: 'a\"&CALL()&\"'\nextends: 黔南州\n", "不能作名字"),
        ("name: 某县\nextends: 没有的\n", "不是随程序带的口径"),
        ("[1, 2", "有误"),
    ],
)
def test_a_bad_profile_file_is_one_sentence_and_nothing_is_kept(
    text: str, words: str, opened: Any, said: Any, app: Any, tmp_path: Path, own_folder: Path
) -> None:
    given = tmp_path / "坏.yaml"
    given.write_text(text, "utf-8")
    book = opened(FAULTY)
    app.impl.answers = [str(given)]
    commands.profile_from_file()
    assert words in said()
    assert not (own_folder / "口径").exists()
    assert not list(book.names)


@pytest.mark.parametrize("named", ["../../etc/passwd", "某县", "C:\\\\x\\\\y.yaml", "黔南州.yaml"])
def test_a_forged_profile_name_is_said_and_no_file_is_read(
    named: str, opened: Any, said: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(FAULTY)
    before = _values(book)
    book.names.add("绩效口径", f'="{named}"')
    (tmp_path / "某县.yaml").write_text(COUNTY, "utf-8")
    monkeypatch.chdir(tmp_path)
    for command in (commands.check, commands.score, commands.fix):
        command()
        assert "没有这个口径" in said()
    assert _values(book) == before
    assert [sheet.name for sheet in book.sheets] == [book.sheets[0].name]
