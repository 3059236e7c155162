"""一个命令只载入它用的：看载入了哪些模块，不看用时。"""

import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest
from command_line import perfxl

from perfxl.cli.app import COMMANDS, cli, loaded
from perfxl.shipped import shipped_folder

_FORM = shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx"
_GUIDE = shipped_folder("workbooks") / "导览.xlsx"
# 重的：光载入就要十几毫秒以上的库，和全部规则、写工作簿的各层。
_HEAVY = (
    "importlib.metadata", "jinja2", "lxml", "openpyxl", "pydantic", "rich", "xlrd", "xlwings", "yaml",
    "perfxl.addin", "perfxl.many_files", "perfxl.contract.shapes", "perfxl.excel", "perfxl.grammar",
    "perfxl.hosts", "perfxl.hosts.editor", "perfxl.model.table", "perfxl.plans", "perfxl.reading",
    "perfxl.rendering", "perfxl.rules.layout",
)  # fmt: skip
_SAID = "print('LOADED', *sys.modules, file=sys.__stderr__)"


def loaded_by(*arguments: str | Path) -> set[str]:
    """另起一个进程运行一次命令，载入了 ``_HEAVY`` 里的哪些。"""
    code = (
        f"import atexit, sys; atexit.register(lambda: {_SAID}); from perfxl.cli import run; run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, encoding="utf-8"
    )
    assert done.returncode in (0, 1), done.stderr
    modules = done.stderr.rpartition("LOADED ")[2].split()
    assert "perfxl.cli.app" in modules
    return {name for name in _HEAVY if name in modules}


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"]])
def test_a_look_at_the_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_by(*arguments) == set()


def test_reading_one_value_loads_the_grammar_alone() -> None:
    assert loaded_by("value", "98%") == {"perfxl.grammar"}


def test_checking_loads_no_writer_and_no_library_for_templates() -> None:
    unused = {
        "importlib.metadata", "jinja2", "openpyxl", "pydantic", "rich", "yaml", "xlrd", "xlwings", "perfxl.addin",
        "perfxl.contract.shapes", "perfxl.excel", "perfxl.hosts.editor", "perfxl.plans",
    }  # fmt: skip
    assert loaded_by("check", _FORM) & unused == set()


def test_making_a_shipped_form_loads_no_other_writer(tmp_path: Path) -> None:
    unused = {"importlib.metadata", "openpyxl", "pydantic", "xlrd", "xlwings", "perfxl.addin"}
    made = loaded_by("make", "整本", "--from", _GUIDE, "-o", tmp_path / "成.xlsx")
    assert made & unused == set()
    with zipfile.ZipFile(tmp_path / "成.xlsx") as package:
        sheets = package.read("xl/workbook.xml").decode()
    # 没有载入 openpyxl，关系号也照通常的前缀写。
    assert sheets.count("r:id=") == 2
    assert "ns0" not in sheets


def test_scoring_and_reading_load_no_rule() -> None:
    for command in ("read", "score"):
        assert "perfxl.rules.layout" not in loaded_by(command, _FORM)


def test_the_help_says_of_each_command_what_the_command_says_of_itself() -> None:
    context = click.Context(cli)
    for name, stub in cli.commands.items():
        command = loaded(name)
        assert command.name == name
        assert (command.help or "").partition("\n")[0] == stub.help
        for width in (20, 60, 200):
            assert command.get_short_help_str(width) == stub.get_short_help_str(width)
    assert cli.list_commands(context) == list(COMMANDS)
    assert cli.resolve_command(context, ["check", "表.xlsx"]) == (
        "check",
        loaded("check"),
        ["表.xlsx"],
    )


def test_a_misspelt_command_is_answered_with_the_likely_one() -> None:
    assert "'check'" in perfxl("chek").err
    assert perfxl("没有的命令").code == 2
