"""从 PDF、网页、微信复制来的字：看着一样就读得一样，一个坏字符不使一条命令停下，不耽误别的文件。"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from command_line import perfxl
from gridtext import Rows, changed, to_workbook
from rule_case import sound

from perfxl.cli.app import cli
from perfxl.hosts.workbook_reader import read_workbook

# 去掉就看不出的；在 XML 里写成 _xHHHH_ 的是写不进 XML 的。
UNSEEN = {
    "NUL": "_x0000_", "VT": "_x000B_", "BEL": "_x0007_", "DEL": "\x7f", "CSI": "\x9b",
    "FFFE": "_xFFFE_", "零宽空格": "\u200b", "方向": "\u202d", "BOM": "\ufeff", "连接": "\u2060",
    "软连字符": "\u00ad", "对象": "\ufffc", "变体": "\ufe0f", "标签": "\U000e0041",
}  # fmt: skip
KANGXI = str.maketrans(
    "一二人行大小支目立用色衣見言走里金長門雨食馬", "⼀⼆⼈⾏⼤⼩⽀⽬⽴⽤⾊⾐⾒⾔⾛⾥⾦⾧⾨⾬⾷⾺"
)


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(cli, [*map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def everywhere(sign: str) -> Rows:
    """每格的每个字后面都夹一个 ``sign``。"""
    return [
        [
            text if text in ("", "<", "^") else sign.join(text.replace("\\n", "\n")) + sign
            for text in row
        ]
        for row in sound()
    ]


def read(path: Path) -> Any:
    [table] = json.loads(run("read", "--json", path).stdout)["tables"]
    return table


@pytest.fixture
def plain(tmp_path: Path) -> Any:
    return read(to_workbook(sound(), tmp_path / "平.xlsx"))


@pytest.mark.parametrize("sign", UNSEEN.values(), ids=UNSEEN)
def test_unseen_characters_in_every_cell_change_nothing(
    tmp_path: Path, plain: Any, sign: str
) -> None:
    assert read(to_workbook(everywhere(sign), tmp_path / "夹.xlsx")) == plain


def test_kangxi_radicals_in_every_cell_change_nothing(tmp_path: Path, plain: Any) -> None:
    rows = [[text.translate(KANGXI) for text in row] for row in sound()]
    assert rows[13][1] == "⼀级指标"
    assert read(to_workbook(rows, tmp_path / "康熙.xlsx")) == plain


@pytest.mark.parametrize(
    "sign", [*UNSEEN.values(), "_xD83D_", "_x001B_[31m", "_x005F_x0041_", "😀"]
)
def test_every_command_goes_through(tmp_path: Path, sign: str) -> None:
    text = f"图书{sign}室"
    odd = dict.fromkeys(("C5", "D15", "I16", "J19"), text)
    rows = changed(sound(), {**odd, "E16": "≧2万册", "H22": "98", "B23": f"优。{text}"})
    path = to_workbook(rows, tmp_path / "甲.xlsx")
    to_workbook(sound(), tmp_path / "乙.xlsx")
    assert len(json.loads(run("check", tmp_path, "--format", "json").stdout)) > 0
    for number, arguments in enumerate(
        [
            *(["check", tmp_path], ["check", path, "--mark"], ["check", path, "--fix"]),
            *(
                ["score", path],
                ["make", "自评表", "--from", path],
                ["make", "整本", "--from", path],
            ),
        ]
    ):
        target = tmp_path / f"{number}.xlsx"
        done = run(*arguments, "-o", target)
        assert done.exit_code in (0, 1), done.stderr
        openpyxl.load_workbook(target)
        target.unlink()
    for command in ("read", "check", "score"):
        said = run(command, path)
        assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", said.stdout + said.stderr) is None


def test_list_shows_what_the_cell_shows(tmp_path: Path) -> None:
    rows = changed(sound(), {"D15": "建成_x000B_图_x005F_x0041_书室", "H15": ""})
    path = to_workbook(rows, tmp_path / "甲.xlsx")
    run("check", path, "-o", tmp_path / "清单.xlsx")
    grid = read_workbook(tmp_path / "清单.xlsx").grids[0]
    assert any("建成图_x0041_书室" in cell.shown for cell in grid.cells.values())


@pytest.mark.parametrize("words", [["form"], ["rule"], ["profile"], ["check", "--format"], []])
def test_what_the_user_typed_is_quoted_without_signs_of_the_terminal(words: list[str]) -> None:
    done = perfxl(*words, "x\u202e\x9b\x1b[31m")
    assert done.code == 2
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.out + done.err) is None


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x9b", "\u200f"])
def test_json_on_the_screen_does_not_turn_the_writing_around(sign: str) -> None:
    said = run("value", "--json", f"约{sign}5人").stdout
    assert sign not in said
    assert json.loads(said)["text"] == f"约{sign}5人"


def test_emoji_are_whole_in_json_and_in_forms(tmp_path: Path) -> None:
    rows = changed(sound(), {"J15": "完成_xD83D__xDE00_"})
    path = to_workbook(rows, tmp_path / "甲.xlsx")
    assert read(path)["indicators"][0]["note"] == "完成😀"
    run("make", "自评表", "--from", path, "-o", tmp_path / "成.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "成.xlsx").worksheets[0]
    assert "完成😀" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_names_that_look_alike_are_one_project(tmp_path: Path) -> None:
    first = changed(sound("调整批复"), {"B4": "乡镇图书室\u200b建设", "E10": "建成图书室"})
    to_workbook(first, tmp_path / "批复.xlsx")
    second = changed(sound(), {"C4": "乡镇图书室建设", "D15": "建成\u200b图书\u202d室数量"})
    to_workbook(second, tmp_path / "自评.xlsx")
    same = {
        (f["rule"], f["file"])
        for f in json.loads(run("check", tmp_path, "--format", "json").stdout)["findings"]
    }
    assert {rule for rule, _ in same} & {"PX601", "PX602", "PX603", "PX609"} == set()


def test_a_stored_character_that_cannot_be_seen_is_told(tmp_path: Path) -> None:
    rows = changed(sound(), {"C4": "乡镇⽂化建设", "D15": "建成\u200b图书室数量"})
    found = json.loads(
        run("check", to_workbook(rows, tmp_path / "甲.xlsx"), "--format", "json").stdout
    )["findings"]
    told = {f["cells"]: f["message"] for f in found if f["rule"] == "PX223"}
    assert "“（看不见的字符）”" in told["D15"]
    assert "里的“⽂”" in told["C4"]
    assert "乡镇文化建设" in told["C4"]


def _command(*arguments: str | bytes | Path, encoding: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    given = [each if isinstance(each, bytes) else str(each) for each in arguments]
    return subprocess.run(
        [sys.executable, "-m", "perfxl", *given], capture_output=True, env=environment, check=False
    )


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_screen_of_another_encoding(tmp_path: Path, encoding: str) -> None:
    path = to_workbook(changed(sound(), {"D15": "建成😀图书室㎡²"}), tmp_path / "甲.xlsx")
    done = _command("read", "--json", path, encoding=encoding)
    assert done.returncode == 0
    [table] = json.loads(done.stdout.decode(encoding))["tables"]
    assert table["indicators"][0]["level3"] == "建成😀图书室㎡²"
    for command in ("read", "check", "score"):
        said = _command(command, path, encoding=encoding)
        assert said.returncode in (0, 1), said.stderr.decode(encoding)
        assert said.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="别的系统的文件名总写得了中文")
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_a_system_whose_names_hold_no_chinese(tmp_path: Path, encoding: str) -> None:
    """语言没有定（LC_ALL=POSIX）、Python 的 UTF-8 模式也关着的机器。"""
    (tmp_path / "输入").mkdir()
    to_workbook(changed(sound(), {"H15": ""}), tmp_path / "输入" / "甲.xlsx")
    environment = {
        **os.environ,
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": encoding,
    }
    for words, made in (
        (["check", "输入", "--mark", "-o", "标注"], "标注/甲（已标注）.xlsx"),
        (["score", "输入", "-o", "评分"], "评分/甲（已评分）.xlsx"),
        (["make", "自评表", "--from", "输入", "-o", "成表.xlsx"], "成表.xlsx"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "perfxl", *words],
            capture_output=True,
            env=environment,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        assert (tmp_path / made).exists(), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="别的系统的文件名须是合格的 Unicode")
def test_file_name_that_is_no_text(tmp_path: Path) -> None:
    """GBK 的文件名、夹着控制字符的文件名。"""
    for name in ("甲表.xlsx".encode("gbk"), b"\x1b[31m\n.xlsx"):
        path = to_workbook(changed(sound(), {"H15": ""}), tmp_path / "x.xlsx")
        path.rename(tmp_path / os.fsdecode(name))
    done = _command("check", tmp_path, "--format", "json", encoding="utf-8")
    assert json.loads(done.stdout)["files"] == 2
    for ending in ("xlsx", "txt", "json"):
        target = tmp_path / "结果" / f"清单.{ending}"
        done = _command("check", tmp_path, "-o", target, encoding="utf-8")
        assert target.exists(), done.stderr.decode()
    said = _command("check", tmp_path, encoding="utf-8")
    assert b"\x1b" not in said.stdout + said.stderr
