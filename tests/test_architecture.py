"""docs/架构.md 的图：每个框是一个文件，每个箭头上的那一种东西，两头都真的用到。"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "架构.md").read_text("utf-8")
PICTURES = re.findall(r"```mermaid\n(.*?)```", PAGE, re.DOTALL)
BOX = re.compile(r'^ +(\w+)\["([^<"]+)<br>[^"]+"\]$')
ARROW = re.compile(r"^ +(\w+) -- (\w+) --> (\w+)$")


def boxes(picture: str) -> dict[str, Path]:
    found = (BOX.match(line) for line in picture.splitlines())
    return {match[1]: ROOT / "perfxl" / match[2] for match in found if match}


def arrows(picture: str) -> list[tuple[str, str, str]]:
    found = (ARROW.match(line) for line in picture.splitlines())
    return [(match[1], match[2], match[3]) for match in found if match]


def names(path: Path) -> set[str]:
    """一个文件里用到、定义的名字，和它返回值的类型。"""
    tree = ast.parse(path.read_text("utf-8"))
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return named | {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def made_by_what_it_calls(path: Path) -> set[str]:
    """一个文件引用的 perfxl 函数，返回值里写着的类型。"""
    made: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("perfxl."):
            source = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            wanted = {alias.name for alias in node.names}
            if source.exists():
                made |= _returned(ast.parse(source.read_text("utf-8")), wanted)
    return made


def _returned(tree: ast.Module, wanted: set[str]) -> set[str]:
    functions = (
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name in wanted and node.returns
    )
    return {
        part.id
        for function in functions
        for part in ast.walk(function.returns or function)
        if isinstance(part, ast.Name)
    }


CASES = [
    pytest.param(boxes(picture), arrow, id=" ".join(arrow))
    for picture in PICTURES
    for arrow in arrows(picture)
]


def test_every_line_of_a_picture_is_a_box_or_an_arrow() -> None:
    assert len(PICTURES) == 2
    for picture in PICTURES:
        lines = [line for line in picture.splitlines()[1:] if line.strip()]
        assert picture.startswith("flowchart TD\n")
        assert len(boxes(picture)) + len(arrows(picture)) == len(lines)


@pytest.mark.parametrize(("files", "arrow"), CASES)
def test_what_flows_is_known_at_both_ends(
    files: dict[str, Path], arrow: tuple[str, str, str]
) -> None:
    start, thing, end = arrow
    for each in (files[start], files[end]):
        assert thing in names(each) | made_by_what_it_calls(each), each.relative_to(ROOT)


@pytest.mark.parametrize("picture", PICTURES)
def test_every_box_stands_on_an_arrow(picture: str) -> None:
    drawn = {name for start, _, end in arrows(picture) for name in (start, end)}
    assert drawn == set(boxes(picture))


def test_every_path_named_in_the_page_is_there() -> None:
    places = re.findall(r"`((?:[a-z_]+/)+(?:[\w.]+)?)`", PAGE)
    roots = (ROOT / "perfxl", ROOT)
    assert places
    for place in places:
        assert any((root / place).exists() for root in roots), place
