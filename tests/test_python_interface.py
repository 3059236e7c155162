"""``import perfxl`` 的几个函数：文档里的例子照着跑；与命令行说的一样；出错抛一种；文件不被悄悄改、悄悄漏。"""

import doctest
import json
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from command_line import perfxl as command

import perfxl
from perfxl.shipped import shipped_folder

_ROOT = Path(__file__).parent.parent
_WORKBOOKS = shipped_folder("workbooks")
_EVALUATION = _WORKBOOKS / "自评表" / "16_employment_subsidy_local.xlsx"
_TARGETS = _WORKBOOKS / "目标表"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(_WORKBOOKS / "自评表" / "01_szyf_exam.xlsx", tmp_path / "自评表.xlsx")
    shutil.copy(_EVALUATION, tmp_path / "就业补助.xlsx")
    shutil.copy(next(_TARGETS.glob("000_01*.xlsx")), tmp_path / "目标表.xlsx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _contents(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_examples_of_the_manual_hold(folder: Path) -> None:
    before = _contents(folder)
    failed, tried = doctest.testfile(
        str(_ROOT / "docs" / "Python接口.md"), module_relative=False, encoding="utf-8"
    )
    assert failed == 0
    assert tried > 20
    assert before.items() <= _contents(folder).items()


def test_the_examples_of_the_readme_hold(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [snippet] = re.findall(r"```python\n(.*?)```", (_ROOT / "README.md").read_text("utf-8"), re.S)
    exec(snippet, {})
    said = capsys.readouterr().out
    assert "E18:E20,E22:E23 成本金额用了“=”" in said
    assert (folder / "自评.xlsx").is_file()


def test_every_name_is_there_and_documented() -> None:
    for name in perfxl.__all__:
        assert getattr(perfxl, name).__doc__
        assert name in dir(perfxl)
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        perfxl.chekc  # noqa: B018


def test_importing_it_loads_nothing() -> None:
    code = (
        "import perfxl, sys; print(*[name for name in sys.modules if name.startswith('perfxl.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_it_finds_what_the_command_finds(folder: Path) -> None:
    told = json.loads(command("check", folder, "--format", "json").out)
    checked = perfxl.check(folder)
    assert [
        (each["rule"], each["file"], each["cells"], each["message"]) for each in told["findings"]
    ] == [(each.rule, each.file, each.cells, each.message) for each in checked.findings]
    assert (told["files"], told["unread"]) == (checked.files, [])
    scores = json.loads(command("score", _EVALUATION, "--format", "json").out)["tables"]
    assert [each["total"] for each in scores] == [
        float(each.total or 0) for each in perfxl.score(_EVALUATION).scores
    ]


def test_a_named_file_that_is_not_read_is_an_error(folder: Path) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    for function in (perfxl.read, perfxl.check, perfxl.score):
        with pytest.raises(perfxl.PerfxlError, match=r"坏\.xlsx"):
            function("坏.xlsx")
    with pytest.raises(perfxl.PerfxlError, match=r"坏\.xlsx"):
        perfxl.make("自评表", ["坏.xlsx"])
    with pytest.raises(perfxl.PerfxlError, match=r"坏\.xlsx"):
        perfxl.check("自评表.xlsx", "坏.xlsx")


def test_one_in_a_folder_is_told_and_the_others_go_on(folder: Path) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    checked, scored = perfxl.check(folder), perfxl.score(folder)
    made = perfxl.make("自评表", [folder])
    for unread in (checked.unread, scored.unread, made.unread):
        assert [(Path(each.file).name, "坏.xlsx" in each.why) for each in unread] == [
            ("坏.xlsx", True)
        ]
    assert len(checked.tables) == 3
    assert len(scored.scores) == 2
    assert [Path(each.file).name for each in scored.unscored] == ["目标表.xlsx"]
    assert len(made.sheets) == 3


def test_a_faulty_list_of_acceptances_is_not_passed_over(folder: Path) -> None:
    (folder / "校验认可.yaml").write_text("- rule: PX504\n", "utf-8")
    with pytest.raises(perfxl.PerfxlError, match="少了这一项"):
        perfxl.check("自评表.xlsx")
    [unread] = perfxl.check(folder).unread
    assert "校验认可.yaml" in unread.why
    (folder / "校验认可.yaml").write_text("- rule: PX504\n  reason: 核对过\n", "utf-8")
    checked = perfxl.check("自评表.xlsx")
    assert checked.findings == ()
    assert [each.rule for each in checked.accepted] == ["PX504"]


def test_nothing_to_read_is_an_error(folder: Path) -> None:
    (folder / "空").mkdir()
    with pytest.raises(perfxl.PerfxlError, match="没有 Excel 工作簿"):
        perfxl.check("空")
    with pytest.raises(perfxl.PerfxlError, match="没有 Excel 工作簿"):
        perfxl.check()
    with pytest.raises(perfxl.PerfxlError, match="没有自评表"):
        perfxl.score("目标表.xlsx")
    with pytest.raises(perfxl.PerfxlError, match="没有“决算表”这种表"):
        perfxl.make("决算表", ["自评表.xlsx"])
    with pytest.raises(perfxl.PerfxlError, match="sources="):
        perfxl.make("自评表")
    with pytest.raises(perfxl.PerfxlError, match="blank=True"):
        perfxl.make("整本", blank=True)
    with pytest.raises(perfxl.PerfxlError, match="年初"):
        perfxl.make("调整批复表", ["目标表.xlsx"])
    with pytest.raises(perfxl.PerfxlError, match="没有名为“没有的”的口径"):
        perfxl.check("自评表.xlsx", profile="没有的")


def test_results_are_shown_in_one_line(folder: Path) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    assert repr(perfxl.check("自评表.xlsx")) == "<Checked 1个文件、1张表：参考1处>"
    assert repr(perfxl.score(folder)).endswith(" 81.28良；1个文件没有读成>")
    assert repr(perfxl.make("自评表", ["就业补助.xlsx"])) == "<MadeBook 自评表：就业补助资金>"
    assert len(repr(perfxl.read("自评表.xlsx"))) < 200


def test_the_profile_is_followed(folder: Path) -> None:
    own = folder / "我县.yaml"
    own.write_text("extends: 黔南州\nname: 我县\nrules:\n  disabled: [PX504]\n", "utf-8")
    assert perfxl.check("自评表.xlsx", profile=own).findings == ()
    assert perfxl.score("自评表.xlsx", profile="全国").scores[0].profile == "全国"


def test_saving_replaces_nothing_unasked(folder: Path) -> None:
    scored, made = perfxl.score("就业补助.xlsx"), perfxl.make("自评表", ["就业补助.xlsx"])
    for save in (scored.save, made.save):
        before = _contents(folder)
        with pytest.raises(perfxl.PerfxlError, match="replace=True"):
            save("目标表.xlsx")
        for replace in (False, True):
            with pytest.raises(perfxl.PerfxlError, match="就是输入文件"):
                save("就业补助.xlsx", replace=replace)
        assert _contents(folder) == before
    assert scored.save(folder / "填好.xlsx") == folder / "填好.xlsx"
    with pytest.raises(perfxl.PerfxlError, match="只写"):
        made.save("成表.pdf")
    with pytest.raises(perfxl.PerfxlError, match="几个文件"):
        perfxl.score(folder).save("全部.xlsx")
    filled = perfxl.read("填好.xlsx").tables[0]
    assert filled.total.score.number == Decimal("79.02")
    assert perfxl.score("填好.xlsx").save("再填.xlsx") is None
    assert not (folder / "再填.xlsx").exists()


def test_forms_are_made_from_two_groups_and_blank(folder: Path) -> None:
    first, *rest = sorted(_TARGETS.glob("*.xlsx"))[:2]
    book = perfxl.make("调整批复表", [first, [first, *rest]])
    assert len(book.sheets) == 2
    made = perfxl.read(book.save("调整.xlsx"))
    assert {table.form.value for table in made.tables} == {"approval_adjustment"}
    blank = perfxl.make("批复表", blank=True)
    assert blank.save("空白.xlsx").is_file()
    whole = perfxl.make("整本", ["自评表.xlsx"])
    assert [table.total.score.number for table in perfxl.read(whole.save("整本.xlsx")).tables] == [
        table.total.score.number for table in perfxl.read("自评表.xlsx").tables
    ]


def test_what_is_not_written_or_filled_is_told(folder: Path) -> None:
    book = openpyxl.load_workbook("就业补助.xlsx")
    sheet = book.active
    assert sheet is not None
    evaluation = perfxl.read("就业补助.xlsx").tables[0]
    sheet[evaluation.total.score.cell] = "=80+9.02"
    sheet.cell(evaluation.indicators[0].row, evaluation.block.right + 1, "另注的话")
    book.save("改过.xlsx")
    made = perfxl.make("自评表", "改过.xlsx")
    assert made.not_written == (
        "“改过.xlsx”里有 1 格没有读懂（就业补助资金!K15“另注的话”），没有写进。",
    )
    scored = perfxl.score("改过.xlsx")
    assert f"{evaluation.total.score.cell} 是公式" in scored.not_filled[0]
    assert perfxl.score("就业补助.xlsx").not_filled == ()
    assert perfxl.make("自评表", "就业补助.xlsx").not_written == ()


def test_next_year_s_form_is_made_from_last_year_s(tmp_path: Path) -> None:
    source = shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx"
    book = perfxl.make("申报表", source, blank=True, year=2031)
    [table] = perfxl.read(book.save(tmp_path / "申报.xlsx")).tables
    assert (table.form.label, table.year) == ("项目支出绩效目标申报表", 2031)
    assert any("还要填" in each for each in book.cautions)
    for wrong in ({"blank": False}, {"sources": ()}):
        with pytest.raises(perfxl.PerfxlError, match="year 是新一年待填的表的年度"):
            perfxl.make("申报表", **{"sources": source, "blank": True, "year": 2031, **wrong})  # type: ignore[arg-type]
    with pytest.raises(perfxl.PerfxlError, match="要写比它晚的年度"):
        perfxl.make("申报表", source, blank=True, year=1999)
