"""引用只许单向，核心不碰宿主库，任何地方不碰 xlwings.pro。"""

import ast
from pathlib import Path

import perfxl

_ROOT = Path(perfxl.__file__).parent
# 左边的不许引用右边的。
_ORDER = (
    "grammar",
    "model",
    "plans",
    "reading",
    "standards",
    "matching",
    "scoring",
    "rules",
    "rendering",
    "contract",
    "shipped",
    "hosts",
    "batch",
    "excel",
    "addin",
    "cli",
)
_CORE = _ORDER[: _ORDER.index("contract") + 1]
_HOST_LIBRARIES = {"lxml", "openpyxl", "xlwings", "python_calamine", "zipfile", "click", "rich"}


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def _modules() -> list[tuple[str, Path]]:
    return [
        (path.relative_to(_ROOT).parts[0].removesuffix(".py"), path)
        for path in sorted(_ROOT.rglob("*.py"))
    ]


def test_imports_run_one_way() -> None:
    against: list[str] = []
    checked = 0
    for package, path in _modules():
        if package not in _ORDER:
            continue
        for name in _imports(path):
            parts = name.split(".")
            if parts[0] == "perfxl" and len(parts) > 1 and parts[1] in _ORDER:
                checked += 1
                if _ORDER.index(parts[1]) > _ORDER.index(package):
                    against.append(f"{path.relative_to(_ROOT)} imports {name}")
    assert checked > 100
    assert against == []


def test_every_package_has_its_place_in_the_order() -> None:
    packages = {package for package, _ in _modules()} - {"__init__", "__main__"}
    assert packages == set(_ORDER)


def test_core_opens_no_workbook_prints_nothing_reads_no_clock() -> None:
    for package, path in _modules():
        if package in _CORE:
            top = {name.partition(".")[0] for name in _imports(path)}
            assert not top & _HOST_LIBRARIES, path
            called = {
                ast.unparse(node.func)
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Call)
            }
            assert not called & {"print", "datetime.now", "date.today", "time.time", "open"}, path


def test_nothing_of_xlwings_pro() -> None:
    for _, path in _modules():
        for name in _imports(path):
            assert not name.startswith(("xlwings.pro", "xlwings.reports", "xlwings.server")), path
