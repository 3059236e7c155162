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
    "shipped",
    "actions",
    "functions",
    "contract",
    "hosts",
    "many_files",
    "interface",
    "pane",
    "excel",
    "addin",
    "cli",
)
_CORE = _ORDER[: _ORDER.index("contract") + 1]
# openpyxl 切分公式的一小块，不带它的读写。
_TOKENIZER = "openpyxl.formula"
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
            names = {name for name in _imports(path) if not name.startswith(_TOKENIZER)}
            top = {name.partition(".")[0] for name in names}
            assert not top & _HOST_LIBRARIES, path
            called = {
                ast.unparse(node.func)
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Call)
            }
            assert not called & {"print", "datetime.now", "date.today", "time.time", "open"}, path


# 宿主认得的：一格、一张网格、一处改动、一份方案；不认得指标、资金、问题。
_NEUTRAL = frozenset(
    {
        *("perfxl.grammar.amounts", "perfxl.grammar.continued_text"),
        *("perfxl.grammar.cached_property", "perfxl.grammar.patterns"),
        *(
            "perfxl.grammar.exact_numbers",
            "perfxl.grammar.visible_text",
            "perfxl.grammar.yaml_tables",
        ),
        *("perfxl.model.address", "perfxl.model.arrangement", "perfxl.model.cell"),
        *("perfxl.model.edit", "perfxl.model.file_faults", "perfxl.model.grid"),
        *("perfxl.model.money_units", "perfxl.model.number_format", "perfxl.model.os_fault"),
        *("perfxl.model.own_notes", "perfxl.model.shown_amounts"),
        *("perfxl.model.workbook", "perfxl.model.errors"),
    }
)


def test_hosts_know_no_rule_and_no_word_of_the_field() -> None:
    """宿主和它照着写的方案只引用中性的几样。"""
    for package, path in _modules():
        if package not in ("hosts", "plans"):
            continue
        own = {name for name in _imports(path) if name.startswith("perfxl.")}
        known = {name for name in own if name.split(".")[1] in (package, "plans")}
        assert own - known <= _NEUTRAL, (path, sorted(own - known - _NEUTRAL))


def test_actions_and_functions_know_no_host() -> None:
    """动作、函数、对外 JSON、方案：不引用宿主，不引用 xlwings，openpyxl 只用它切分公式的一小块。"""
    checked = 0
    for package, path in _modules():
        if package in ("actions", "functions", "contract", "plans"):
            checked += 1
            names = _imports(path)
            assert not any(
                name.startswith(("perfxl.hosts", "perfxl.excel", "perfxl.many_files", "xlwings"))
                or (name.partition(".")[0] == "openpyxl" and not name.startswith(_TOKENIZER))
                for name in names
            ), path
    assert checked > 20


def test_the_engine_of_rules_knows_no_rule() -> None:
    """``rules/engine`` 和 ``rules/facts`` 不引用哪一类规则；规则由登记处找到。"""
    checked = 0
    for _, path in _modules():
        if path.parent.parent.name == "rules" and path.parent.name in ("engine", "facts"):
            own = {name for name in _imports(path) if name.startswith("perfxl.rules.")}
            checked += len(own)
            assert {name.split(".")[2] for name in own} <= {"engine", "facts"}, path
    assert checked > 30


def test_nothing_of_xlwings_pro() -> None:
    for _, path in _modules():
        for name in _imports(path):
            assert not name.startswith(("xlwings.pro", "xlwings.reports", "xlwings.server")), path
