"""一个函数不超过 60 行（连同说明；命令的选项不算）：再长的该分成几个，各有名字。岔路多少由 ruff 的 C901 管。"""

import ast
from collections.abc import Iterator
from pathlib import Path

import perfxl

_ROOT = Path(perfxl.__file__).parent
_LONGEST = 60


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    seen = 0
    too_long: list[str] = []
    for path in sorted(_ROOT.rglob("*.py")):
        for name, lines in _functions(path):
            seen += 1
            if lines > _LONGEST:
                too_long.append(f"{path.relative_to(_ROOT)} {name}：{lines} 行")
    assert seen > 1000
    assert too_long == []


def test_a_long_function_would_be_found(tmp_path: Path) -> None:
    source = tmp_path / "long.py"
    source.write_text("@cache\ndef far():\n" + "    step()\n" * 60, encoding="utf-8")
    assert list(_functions(source)) == [("far", 61)]
