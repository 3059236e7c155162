"""说明文档不过时：模板里能写的名字文档里都有，文档里写的命令都照着跑得通，写的表名都有。"""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import openpyxl
import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl.actions.forms_made import made_form
from perfxl.cli.app import cli, loaded
from perfxl.rendering.form_content import GROUP_ATTRIBUTES, VALUES
from perfxl.rules.engine.reference import reference_document
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import Profile

_MAKE = re.compile(r"perfxl make (\w+)")
_ROOT = Path(__file__).parent.parent
_PAGES = [_ROOT / "README.md", *sorted((_ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^ *```\w*\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
# 不在测试里跑的：要一个集群；装进本人的 Excel（Windows、Mac），tests/addin 另试；一直开着的服务，tests/pane 另试。
_ELSEWHERE = re.compile(r"--scheduler|perfxl addin |perfxl serve|learn")


def test_every_placeholder_is_in_the_manual() -> None:
    manual = (_ROOT / "docs" / "模板.md").read_text("utf-8")
    missing = [name for name in VALUES if name not in manual]
    for group, attributes in GROUP_ATTRIBUTES.items():
        missing += [name for name in (f"{group}.", *attributes) if name not in manual]
    assert missing == []


def test_forms_named_in_the_documents_can_be_made() -> None:
    """全部的表由 ``perfxl form`` 列出；文档里举例的也要真有。"""
    documents = [_ROOT / "README.md", *sorted((_ROOT / "docs").glob("*.md"))]
    words = [word for path in documents for word in _MAKE.findall(path.read_text("utf-8"))]
    assert len(words) > 3
    assert {word for word in words if made_form(word) is None} <= {"表名", "整本"}


def test_reference_of_rules_is_fresh() -> None:
    """不对时运行 ``perfxl rule --markdown > docs/规则.md``。"""
    assert (_ROOT / "docs" / "规则.md").read_text("utf-8") == reference_document() + "\n"


def written_commands(page: Path) -> Iterator[str]:
    """一页上写在框里的各条命令，去掉后面的说明。"""
    for block in _BLOCK.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            command = line.strip().partition("  ")[0].partition(" #")[0].strip()
            if command.startswith("perfxl ") and not command.endswith("的全文："):
                yield command


_WRITTEN = {page.name: list(written_commands(page)) for page in _PAGES}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """文档里说到的文件夹和文件，各放上样表。"""
    samples = shipped_folder("workbooks")
    evaluations = sorted((samples / "自评表").glob("*.xlsx"))[:3]
    approvals = sorted((samples / "目标表").glob("*.xlsx"))[:2]
    for folder in (
        "收到的",
        "收到的表",
        "填好的",
        "2023年/收到的",
        "2024年/收到的",
        "2023年",
        "2024年",
        "批复",
    ):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for book in approvals if folder == "批复" else evaluations:
            shutil.copy(book, tmp_path / folder)
    stages = {
        "自评": sound(),
        "调整": sound("调整批复"),
        "批复": sound("目标表"),
        "申报": sound("申报表"),
    }
    for stage, rows in stages.items():
        to_workbook(rows, tmp_path / f"{stage}.xlsx")
    to_workbook(changed(sound(), {"H15": ""}), tmp_path / "自评表.xlsx")
    to_workbook(sound(), tmp_path / "改前.xlsx")
    to_workbook(changed(sound(), {"H15": ""}), tmp_path / "改后.xlsx")
    own = "extends: 黔南州\nname: 某县\ntitle: 某县口径\nrules:\n  disabled: [PX504]\n"
    (tmp_path / "我的口径.yaml").write_text(own, "utf-8")
    for path in tmp_path.rglob("*.xlsx"):
        openpyxl.load_workbook(path).close()
    return tmp_path


@pytest.mark.parametrize("page", [name for name, commands in _WRITTEN.items() if commands])
def test_every_command_written_in_the_documents_runs(page: str, desk: Path) -> None:
    """照先后运行：后一条用得到前一条写的。"""
    for command in _WRITTEN[page]:
        if _ELSEWHERE.search(command):
            continue
        done = perfxl(*shlex.split(command)[1:], cwd=desk)
        assert done.code in (0, 1), f"{command}：{done.err}"
        assert "Traceback" not in done.err


def test_every_command_named_in_a_line_exists_with_its_options() -> None:
    """夹在话里的命令（`perfxl check 文件夹 --mark`）：有这个命令，它有这些选项。"""
    named = [
        (page.name, command)
        for page in [*_PAGES, _ROOT / "SECURITY.md", _ROOT / "CONTRIBUTING.md"]
        for command in re.findall(r"`(perfxl [^`]+)`", page.read_text("utf-8"))
    ]
    assert len(named) > 80
    for page, command in named:
        words = command.split()[1:]
        found: click.Command = cli
        while isinstance(found, click.Group) and words and not words[0].startswith("-"):
            assert words[0] in found.commands, f"{page}：{command}"
            name = words.pop(0)
            found = loaded(name) if found is cli else found.commands[name]
        known = {"-h", "--help", "--version"}
        known |= {option for each in found.params for option in each.opts}
        options = {word for word in words if re.fullmatch(r"--?[a-z][a-z-]*", word)}
        assert options <= known, f"{page}：{command}"


def test_the_documents_have_commands() -> None:
    assert sum(map(len, _WRITTEN.values())) > 30


def test_the_profile_in_the_manual_is_one(tmp_path: Path) -> None:
    page = (_ROOT / "docs" / "口径.md").read_text("utf-8")
    written = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(written) == 2
    for text in written:
        [name] = re.findall(r"^name: (.+)$", text, re.MULTILINE)
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        done = perfxl("profile", f"{name}.yaml", cwd=tmp_path)
        assert done.code == 0, done.err
        assert done.out.startswith(f"{name}：")


def test_every_item_of_a_profile_is_in_the_manual() -> None:
    page = (_ROOT / "docs" / "口径.md").read_text("utf-8")
    assert [each.name for each in fields(Profile) if f"`{each.name}`" not in page] == []


def test_every_link_between_the_documents_leads_somewhere() -> None:
    for page in _PAGES:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}：{target}"


def test_every_dependency_has_a_reason_and_a_licence() -> None:
    """钉住的、直接要的都在 docs/依赖.md；不对时 ``python docs/making/dependencies.py --write``。"""
    page = (_ROOT / "docs" / "依赖.md").read_text("utf-8")
    rows = re.findall(r"^\| (\S+) \| (\S+) \| ([^|]*) \| ([^|]*) \|$", page, re.MULTILINE)
    listed = {name: version for name, version, _, _ in rows}
    pins = re.findall(
        r"^([\w.-]+)==([^\s;]+)", (_ROOT / "constraints.txt").read_text("utf-8"), re.M
    )
    pinned = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pins}
    asked = re.findall(r'^ +"([\w.-]+)[>=\[]', (_ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    for name in asked:
        key = re.sub(r"[-_.]+", "-", name).lower()
        assert listed.get(key) == pinned[key], name
    assert all(why.strip() and licence.strip() for _, _, why, licence in rows[2:])
