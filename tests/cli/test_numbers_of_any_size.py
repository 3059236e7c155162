"""极大极小的数不使任何命令停下，也不使哪一条规则出错。"""

import json
import re
import zipfile
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl.cli.app import cli
from perfxl.hosts.workbook_reader import read_workbook

NUMBERS = [
    *("1e30", "1.7976931348623157e308", "-1e308", "1e-300", "5e-324", "123456789012345678"),
    *("33.333333333333336", "0.1234567890123456789", "1e400", "-1e999999999", "1e-999999999"),
]
FORMS = ["目标表", "功能分类", "批复清单", "收支总体", "调整批复", "项目支出批复"]
_NUMBER = re.compile(r'(<c r="[A-Z]+\d+"[^>]*?)(?: t="n")?(><v>)[-\d.]+(</v>)')


def with_every_number(path: Path, form: str, number: str) -> Path:
    """一张没有毛病的表，每个存成数的格都换成 ``number``。"""
    plain = to_workbook(sound(form), path.with_name("平.xlsx"))
    with zipfile.ZipFile(plain) as read, zipfile.ZipFile(path, "w") as write:
        for name in read.namelist():
            data = read.read(name)
            if name.endswith("sheet1.xml"):
                data = _NUMBER.sub(rf"\g<1>\g<2>{number}\g<3>", data.decode()).encode()
            write.writestr(name, data)
    plain.unlink()
    return path


def run(*arguments: str | Path) -> str:
    done = CliRunner().invoke(cli, [*map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "程序出错" not in done.stderr
    assert "PX901" not in done.stdout
    return done.stdout


def strict(text: str) -> Any:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize(
    ("form", "number"),
    [*(("自评表", number) for number in NUMBERS), *product(FORMS, ("1e30", "33.333333333333336"))],
)
def test_stored_as_numbers(tmp_path: Path, form: str, number: str) -> None:
    path = with_every_number(tmp_path / "甲.xlsx", form, number)
    read_workbook(path)
    run("read", path)
    strict(run("read", "--json", path))
    strict(run("check", path, "--format", "json"))
    run("make", "整本", "--from", path, "-o", tmp_path / "整.xlsx")
    run("check", path, "--mark", "-o", tmp_path / "标.xlsx")
    if form == "自评表":
        strict(run("score", path, "--format", "json"))
        run("score", path, "-o", tmp_path / "评.xlsx")
        run("check", path, "--fix", "-o", tmp_path / "改.xlsx")
        run("make", "自评表", "--from", path, "-o", tmp_path / "成.xlsx")
    for copy in ("整", "标", "评", "改", "成"):
        if (tmp_path / f"{copy}.xlsx").exists():
            read_workbook(tmp_path / f"{copy}.xlsx")


@pytest.mark.parametrize("number", [*NUMBERS, "1E+30", "9" * 20, "1" + "0" * 30, "1" * 32_000])
def test_written_as_text(tmp_path: Path, number: str) -> None:
    rows = changed(
        sound(),
        {
            "D7": f"{number}元",
            "E7": f"{number}",
            "F7": f"{number}万元",
            "H7": f"{number}%",
            "E15": f"≥{number}个",
            "F15": f"{number}个",
            "E16": f"{number}~{number}万册",
            "E18": f"{number}年",
            "E19": f"≤{number}万亿元",
            "F19": f"{number}元",
            "G15": f"{number}分",
            "H15": f"{number}",
            "E21": f"≥{number}%",
            "F21": number,
        },
    )
    path = to_workbook(rows, tmp_path / "甲.xlsx")
    run("read", path)
    strict(run("read", "--json", path))
    strict(run("check", path, "--format", "json"))
    strict(run("score", path, "--format", "json"))
    run("make", "自评表", "--from", path, "-o", tmp_path / "成.xlsx")
