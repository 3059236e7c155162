"""缩放、写着单位的数字格式：读的、查的、写回去的、成表的，都是人看到的那个数。"""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from gridtext import Rows, changed, to_workbook
from rule_case import sound

from perfxl.cli.app import cli
from perfxl.many_files.results import process

EVALUATION, BUDGET = sound("自评表"), sound("项目支出批复")
FUND_CELLS = [f"{column}{row}" for column in "DEF" for row in range(7, 12)]
WAN = {"A6": "项目资金（万元）"}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments])


def book(path: Path, rows: Rows, formats: dict[str, str]) -> Path:
    to_workbook(rows, path)
    opened = openpyxl.load_workbook(path)
    for address, code in formats.items():
        opened.worksheets[0][address].number_format = code
    opened.save(path)
    return path


def cell(path: Path, address: str) -> Any:
    return openpyxl.load_workbook(path).worksheets[0][address].value


def funds(path: Path) -> list[Any]:
    [table] = json.loads(run("read", "--json", path).stdout)["tables"]
    return [fund["initial"] for fund in table["funds"]]


def test_json_has_what_is_shown_and_names_what_is_doubtful(tmp_path: Path) -> None:
    scaled = dict.fromkeys(FUND_CELLS, "0!.0000")
    path = book(tmp_path / "万元.xlsx", changed(EVALUATION, WAN), scaled)
    assert funds(path) == [20, 20, 15, 5, 0]
    path = book(tmp_path / "元.xlsx", EVALUATION, scaled)
    [table] = json.loads(run("read", "--json", path).stdout)["tables"]
    assert table["funds"][0]["initial"] == 20
    assert table["doubtful_amounts"]["D7"] == "scale"
    assert "20？" in run("read", path).stdout


def test_no_form_is_written_from_a_doubtful_amount(tmp_path: Path) -> None:
    path = book(tmp_path / "元.xlsx", EVALUATION, {"D7": "0!.0000", "D8": "0!.0000"})
    target = tmp_path / "成表.xlsx"
    done = run("make", "自评表", "--from", path, "-o", target)
    assert "“表”的 D7、D8 数字格式与金额单位不合" in done.stderr
    assert funds(target) == [None, None, 150000, 50000, 0]


def test_forms_derived_from_doubtful_amounts_leave_them_and_their_sums_blank(
    tmp_path: Path,
) -> None:
    first = book(tmp_path / "甲.xlsx", sound("目标表"), {"D6": "0!.0000", "D7": "0!.0000"})
    second = changed(sound("目标表"), {"E4": "防汛物资储备"})
    target = tmp_path / "成表.xlsx"
    to_workbook(second, tmp_path / "乙.xlsx")
    for form in ("批复清单", "项目支出批复表"):
        run(
            "make", form, "--from", first, "--from", tmp_path / "乙.xlsx", "-o", target, "--replace"
        )
        [table] = json.loads(run("read", "--json", target).stdout)["tables"]
        lines = {
            line["name"]: line["initial"] for line in (*table.get("sums", ()), *table["lines"])
        }
        assert lines.pop("合计") is None
        assert sorted(lines.values(), key=str) in ([200000, None], [20, None])


def test_fix_writes_what_shows_the_right_amount(tmp_path: Path) -> None:
    wrong = {"D6": "-90000", "D7": "90000", "D8": "-9"}
    formats = {"D6": "0!.0000", "D7": '#,##0.00"元"', "D8": '0.00"万元"'}
    path = book(tmp_path / "批复.xlsx", changed(BUDGET, wrong), formats)
    target = tmp_path / "改.xlsx"
    run("check", path, "--fix", "-o", target)
    assert [cell(target, address) for address in ("D6", "D7", "D8")] == [-20000, 30000, -10]
    document = process(target).document
    assert document is not None
    changes = [line.change.total.number for line in document.tables[0].lines]
    assert changes == [-9, -9, -2, 3, -10, 0]


def test_fix_in_a_column_of_another_unit(tmp_path: Path) -> None:
    changes = {f"D{row}": str(int(BUDGET[row - 1][3]) * 10000) for row in range(4, 10)}
    rows = changed(BUDGET, {**changes, "D3": "增减数（元）", "D6": "-70000"})
    path = to_workbook(rows, tmp_path / "批复.xlsx")
    data = json.loads(run("check", path, "--format", "json").stdout)
    [fix] = [fix for each in data["findings"] for fix in each["fixes"]]
    assert fix == {"cell": "D6", "value": -20000, "what": "增减数", "unit": "元"}
    run("check", path, "--fix", "-o", tmp_path / "改.xlsx")
    assert cell(tmp_path / "改.xlsx", "D6") == -20000


@pytest.mark.parametrize(
    ("code", "stored"), [("0.00", 9), ("0%", 0.09), ('0.00"分"', 9), ("0.0_ ", 9)]
)
def test_scores_are_written_as_they_are_to_be_seen(
    tmp_path: Path, code: str, stored: float
) -> None:
    path = book(tmp_path / "自评.xlsx", changed(EVALUATION, {"H16": "8"}), {"H16": code})
    if "%" in code:
        path = book(path, changed(EVALUATION, {"H16": "0.08"}), {"H16": code})
    target = tmp_path / "评.xlsx"
    run("score", path, "-o", target)
    assert cell(target, "H16") == stored
    document = process(target).document
    assert document is not None
    assert document.tables[0].indicators[1].score.number == 9


def template_of(path: Path, code: str) -> Path:
    """随带的目标表模板，金额各格换成格式 ``code``。"""
    run("template", "new", "自评表", "-o", path)
    opened = openpyxl.load_workbook(path)
    for row in opened.worksheets[0].iter_rows():
        for each in row:
            if isinstance(each.value, str) and "{{资金." in each.value and "数" in each.value:
                each.number_format = code
    opened.save(path)
    return path


@pytest.mark.parametrize(
    ("code", "stored", "unit"),
    [("0!.0000", 200000, "万元"), ('0.00"万元"', 20, "元"), ('0!.0,"万元"', 200000, "元")],
)
def test_a_template_that_scales_shows_the_right_amount(
    tmp_path: Path, code: str, stored: int, unit: str
) -> None:
    template = template_of(tmp_path / "模板.xlsx", code)
    rows = EVALUATION
    if unit == "万元":
        amounts = {f"{c}{r}": "20" for c in "DEF" for r in (7, 8)}
        rows = changed(EVALUATION, {**WAN, **amounts, "D9": "15", "D10": "5"})
    path = to_workbook(rows, tmp_path / "自评.xlsx")
    target = tmp_path / "成表.xlsx"
    run("make", "自评表", "--from", path, "--template", template, "-o", target)
    assert cell(target, "D7") == stored
    assert cell(target, "H7") in (0.95, 1)  # 执行率的格是百分比格式，存的就是比值
