"""`score 文件夹 -o`：每句话跟在它自己的文件名下面；由别的表得来的，说不带过来的是什么。"""

from pathlib import Path

from command_line import perfxl
from gridtext import changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound

from perfxl.shipped import shipped_folder


def test_what_is_said_of_a_file_stands_under_its_own_name(tmp_path: Path) -> None:
    folder = tmp_path / "收到的"
    folder.mkdir()
    to_workbook(changed(sound(), {"H16": "10", "H22": "99.5"}), folder / "甲.xlsx")
    uncounted = to_workbook(sound(), folder / "乙.xlsx")
    book = load_workbook(uncounted)
    book.active["F15"] = "=6+6"
    book.save(uncounted)
    to_workbook(sound(), folder / "丙.xlsx")
    lines = perfxl("score", folder, "-o", tmp_path / "评好的").err.splitlines()
    said = "  F15 是公式，文件里没有计算结果，总分算不出，H22 仍是原来的 98.5、B23 仍是原来的“优”，没有改"
    own = lines.index(f"“{uncounted}”没有能填的，没有写副本：")
    assert lines[own + 1] == said
    assert lines.count(said) == 1
    assert f"“{folder / '丙.xlsx'}”表中的分与算出的相同，没有要填的，没有写副本。" in lines


def test_what_belongs_to_the_form_it_was_made_of_is_not_said_to_have_no_place(
    tmp_path: Path,
) -> None:
    """模板有附件号的位置：批复的附件号不是自评表的，不带过来，也不说没有位置。"""
    approved = to_workbook([["附件2"], *sound("目标表")], tmp_path / "批复.xlsx")
    made = perfxl("make", "自评表", "--from", approved, "-o", tmp_path / "成表")
    [said] = [line for line in made.err.splitlines() if "附件号" in line]
    assert said.endswith("附件号（A1）是原来那张表的，没有带过来，要写的请自己填")
    template = load_workbook(shipped_folder("templates") / "自评表.xlsx").active
    assert any("{{附件号" in str(each) for row in template.values for each in row)


def test_what_is_made_tells_the_old_total_in_a_conclusion_too(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {"H16": "10", "H22": "99.5", "B23": "优。自评得分99.5分。"}
    path = to_workbook(changed(sound(), changes), tmp_path / "书.xlsx")
    said = (
        "{} 的自评结论里写着 99.5 分，总分是 98.5 分；这个数照原样，没有改，请把 99.5 改成 98.5。"
    )
    # 成的自评表说自己的格，汇总表里没有结论一格，说原表的。
    for form, cell in (("自评表", "C23"), ("自评汇总表", "B23")):
        target = tmp_path / form / "成.xlsx"
        assert said.format(cell) in perfxl("make", form, "--from", path, "-o", target).err
    made = load_workbook(tmp_path / "自评表" / "成.xlsx").active
    assert "优。自评得分99.5分。" in [each for row in made.values for each in row]
