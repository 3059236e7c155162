"""``make 表名 --blank --from 去年的表``：写成新一年待填的，屏幕上说还要填哪些。"""

from pathlib import Path

from command_line import perfxl
from openpyxl import load_workbook

from perfxl.shipped import shipped_folder

APPLICATIONS = shipped_folder("workbooks") / "申报表"


def test_a_folder_of_last_year_is_opened_for_the_next(tmp_path: Path) -> None:
    source = next(APPLICATIONS.glob("002_03*.xlsx"))
    done = perfxl(
        *("make", "申报表", "--blank", "--from", source, "--year", "2025"),
        *("-o", tmp_path / "新.xlsx"),
    )
    assert done.code == 0, done.err
    assert "还要填：资金 1 行的金额；年度总体目标；9 条指标值" in done.out + done.err
    [sheet] = load_workbook(tmp_path / "新.xlsx").worksheets
    assert sheet["A2"].value == "（2025年度）"
    # 读回来是一张还没有填的申报表，校验照常。
    assert perfxl("check", tmp_path / "新.xlsx").code in (0, 1)


def test_the_year_must_be_later_and_nothing_is_written(tmp_path: Path) -> None:
    source = next(shipped_folder("workbooks").glob("自评表/05*.xlsx"))
    done = perfxl(
        *("make", "申报表", "--blank", "--from", source, "--year", "2024"),
        *("-o", tmp_path / "新.xlsx"),
    )
    assert done.code == 2
    assert "2024 年度的，写不成 2024 年的" in done.out + done.err
    assert not list(tmp_path.iterdir())


def test_a_whole_book_is_not_blank(tmp_path: Path) -> None:
    done = perfxl("make", "整本", "--blank", "--from", APPLICATIONS, "-o", tmp_path / "新")
    assert done.code == 2
    assert "要给一种表名" in done.out + done.err


def test_the_screen_names_every_printed_field_that_the_list_names(tmp_path: Path) -> None:
    """清单里要填的栏目，不带清单的人在屏幕上也看得到。"""
    source = shipped_folder("workbooks") / "目标表" / "000_08_创业担保贷款贴息.xlsx"
    made = tmp_path / "申报.xlsx"
    args = ("--from", source, "--year", "2027", "-o", made, "--checklist")
    said = perfxl("make", "申报表", "--blank", *args).err
    rows = load_workbook(made)["填写清单"].iter_rows(min_row=3, values_only=True)
    wanted = [str(row[2]) for row in rows if row[1]]
    fields = [each[1:-1] for each in wanted if each.startswith("“") and each.count("”") == 1]
    own = [each for each in fields if f"“{each}”" in wanted]
    assert own
    assert [each for each in own if each not in said] == []
