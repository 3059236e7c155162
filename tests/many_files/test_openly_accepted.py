"""被查的一方写的认可清单：照认，但都说出来；财政部门可以不理，可以换成自己的。"""

import json
from pathlib import Path

from click.testing import CliRunner
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl.cli.checking_commands import check


def run(*arguments: object) -> str:
    return CliRunner().invoke(check, [str(each) for each in arguments]).stdout


def listed(folder: Path, reason: str = "系统导出的总分") -> Path:
    book = to_workbook(changed(sound(), {"H22": "99"}), folder / "自评.xlsx")
    text = f"- rule: PX406\n  reason: {reason}\n"
    (folder / "校验认可.yaml").write_text(text, "utf-8")
    return book


def test_which_list_which_rule_how_many(tmp_path: Path) -> None:
    book = listed(tmp_path)
    assert "校验认可.yaml 认可了 PX406 1 处（系统导出的总分）。" in run(book)
    data = json.loads(run(book, "--format", "json"))
    accepted = {"list": "校验认可.yaml", "rule": "PX406", "reason": "系统导出的总分", "count": 1}
    assert (data["findings"], data["acceptances"]) == ([], [accepted])


def test_a_bureau_ignores_it_or_brings_its_own(tmp_path: Path) -> None:
    book = listed(tmp_path)
    assert "PX406" in run(book, "--no-acceptances", "--level", "error")
    own = tmp_path / "局里的.yaml"
    own.write_text("- rule: PX504\n  reason: 核对过\n", "utf-8")
    assert "错误 1 处" in run(book, "--acceptances", own)
    own.write_text("- rule: PX406\n  reason: 县局统一口径\n", "utf-8")
    assert "局里的.yaml 认可了 PX406 1 处（县局统一口径）。" in run(book, "--acceptances", own)


def test_an_error_takes_more_than_a_word(tmp_path: Path) -> None:
    assert "错误 1 处" in run(listed(tmp_path, "已阅"))


def test_a_list_of_any_size_is_not_read(tmp_path: Path) -> None:
    book = listed(tmp_path, "长" * 400_000)
    done = CliRunner().invoke(check, [str(book)])
    assert "错误 1 处" in done.stdout
    assert "大过 1 MB" in done.stdout + done.stderr


def test_rules_that_the_profile_turned_off_are_said(tmp_path: Path) -> None:
    book = listed(tmp_path)
    own = tmp_path / "县.yaml"
    own.write_text("extends: 黔南州\nname: 我县\nrules: {disabled: [PX504]}\n", "utf-8")
    said = run(book, "--profile", own)
    assert "口径“我县”关掉了 PX504。" in said
    assert "口径：我县（检查时指定的）。" in said
