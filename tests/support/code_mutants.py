"""改坏一处代码，看测试发现不发现：评分、读资金、资金勾稽、排版各抽几处，一处一处地试。

    python tests/support/code_mutants.py --seed 1

在临时文件夹里的一份源码上改，不动工作区。先跑最近的测试，没有发现的再跑远一些的；
都没有发现的列出来：要么那一处怎样写都一样，要么缺一条测试。发现的不到八成半，退出码为 1。
"""

import argparse
import ast
import compileall
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
ENOUGH = 0.85
# 一处改坏后转不出来的，到这么多秒算发现。
SECONDS = 400
_LEFT_OUT = shutil.ignore_patterns(
    ".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "演示结果*", "dist"
)
_LAST = "tests/excel/test_functions_agree.py"


class Part(NamedTuple):
    """改坏哪几个文件（各是一个样式）里的几处，测试由近到远。"""

    name: str
    files: tuple[str, ...]
    times: int
    stages: tuple[str, ...]

    def paths(self, root: Path) -> list[str]:
        """各个样式的文件；一个也没有的，是文件换了地方，这里没有跟着改。"""
        found: list[str] = []
        for pattern in self.files:
            own = sorted(str(path.relative_to(root)) for path in root.glob(pattern))
            if not own:
                sys.exit(f"{Path(__file__).name}：没有 {pattern}。")
            found += own
        return found


PARTS = (
    Part(
        "评分",
        ("perfxl/scoring/judging*.py", "perfxl/scoring/comparable_numbers.py"),
        20,
        ("tests/scoring", "tests/rules", _LAST),
    ),
    Part(
        "读资金",
        tuple(
            f"perfxl/reading/{name}.py"
            for name in ("fund_header", "fund_rows", "fund_roles", "fund_outline")
        ),
        16,
        (
            "tests/reading/test_fund_reading.py tests/reading/test_fund_roles.py",
            "tests/reading tests/golden",
            "tests/rules",
            _LAST,
        ),
    ),
    Part(
        "资金勾稽",
        (
            "perfxl/**/fund_sums.py",
            *(f"perfxl/**/px{number}_fund_*.py" for number in (401, 402, 426, 427, 430)),
        ),
        8,
        ("tests/rules/test_fund_sums.py", "tests/rules", _LAST),
    ),
    Part(
        "排版",
        ("perfxl/**/planning.py",),
        16,
        (
            "tests/rendering/test_planning.py tests/rendering/test_template.py",
            "tests/rendering",
            _LAST,
        ),
    ),
)


class Mutant(NamedTuple):
    """一处改法：``start``、``end`` 是字在文件里的位置。"""

    path: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        old, new = (" ".join(text.split())[:90] for text in (self.old, self.new))
        return f"{self.path}:{self.line}  {old}  →  {new}"


# 怎样改坏

_SWAPPED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}


def mutants_of(path: str, source: str) -> list[Mutant]:
    """一个文件里函数之内的各种改法，改了仍是 Python 的。"""
    tree = ast.parse(source)
    inside: dict[int, ast.AST] = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            inside |= {id(node): node for each in function.body for node in ast.walk(each)}
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def place(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    found: list[Mutant] = []
    for node in inside.values():
        for new in _changes(node, source):
            assert isinstance(node, ast.expr | ast.stmt)
            start = place(node.lineno, node.col_offset)
            end = place(node.end_lineno or node.lineno, node.end_col_offset or 0)
            mutant = Mutant(path, node.lineno, start, end, source[start:end], new)
            if _is_python(source[:start] + new + source[end:]):
                found.append(mutant)
    return found


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _changes(node: ast.AST, source: str) -> Iterator[str]:
    """这一处可以换成什么。"""

    def text(part: ast.AST) -> str:
        return f"({ast.get_source_segment(source, part)})"

    match node:
        case ast.Compare(ops=[sign], comparators=[right]):
            yield f"({text(node.left)} {_SWAPPED[type(sign)]} {text(right)})"
        case ast.Compare():
            yield "(True)"
        case ast.BoolOp(op=joint, values=values):
            word, other = (" and ", " or ") if isinstance(joint, ast.And) else (" or ", " and ")
            yield f"({other.join(map(text, values))})"
            yield f"({word.join(map(text, values[:-1]))})"
            yield f"({word.join(map(text, values[1:]))})"
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield text(operand)
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)):
            yield str(value + 1)
        case ast.BinOp(left=left, right=right, op=ast.Add() | ast.Sub() as sign):
            yield f"({text(left)} {'-' if isinstance(sign, ast.Add) else '+'} {text(right)})"
        case ast.BinOp(left=left, right=right, op=ast.Mult() | ast.Div() as sign):
            yield f"({text(left)} {'/' if isinstance(sign, ast.Mult) else '*'} {text(right)})"
        case ast.IfExp(body=body, orelse=orelse):
            yield from (text(body), text(orelse))
        case ast.Continue() | ast.Break() | ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield "pass"


# 抽哪几处


def drawn(part: Part, root: Path, chance: random.Random) -> list[Mutant]:
    """这一份里抽中的，一行最多一处。"""
    every = [
        mutant
        for path in part.paths(root)
        for mutant in mutants_of(path, (root / path).read_text("utf-8"))
    ]
    chance.shuffle(every)
    first = {(mutant.path, mutant.line): mutant for mutant in reversed(every)}
    return [each for each in every if first[each.path, each.line] is each][: part.times]


# 试


@dataclass(frozen=True)
class Copy:
    """临时的一份源码。"""

    root: Path

    @cached_property
    def sound(self) -> set[str]:
        """没有改坏时全都通过的各组测试。"""
        return set()

    def fails(self, tests: str) -> bool:
        """这一组测试有没有不过的。"""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
        try:
            done = subprocess.run(
                [*command, "--hypothesis-seed=1", *tests.split()],
                cwd=self.root,
                env={
                    **os.environ,
                    "PYTHONPATH": f"{self.root}{os.pathsep}{self.root / 'tests/support'}",
                    "PYTHONDONTWRITEBYTECODE": "1",
                },
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0

    def stage_of(self, mutant: Mutant, stages: tuple[str, ...]) -> int | None:
        """第几组测试发现的，从 1 起；都没有发现为 ``None``。"""
        for stage, tests in enumerate(stages, 1):
            if tests not in self.sound:
                if self.fails(tests):
                    sys.exit(f"没有改坏，{tests} 也不过；先让测试都通过。")
                self.sound.add(tests)
            if self._fails_with(mutant, tests):
                return stage
        return None

    def _fails_with(self, mutant: Mutant, tests: str) -> bool:
        file = self.root / mutant.path
        source = file.read_text("utf-8")
        file.write_text(source[: mutant.start] + mutant.new + source[mutant.end :], "utf-8")
        try:
            return self.fails(tests)
        finally:
            file.write_text(source, "utf-8")


def copied(place: str) -> Copy:
    """源码的一份；没有改的文件预先编译，快一些。"""
    root = Path(place) / "perfxl"
    shutil.copytree(ROOT, root, ignore=_LEFT_OUT)
    compileall.compile_dir(root / "perfxl", quiet=1)
    for part in PARTS:
        for path in part.paths(root):
            for compiled in (root / path).parent.glob(f"__pycache__/{Path(path).stem}.*.pyc"):
                compiled.unlink()
    return Copy(root)


def main() -> int:
    """抽、试、说。"""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=1, help="抽哪几处；同一个数抽的相同")
    seed = parser.parse_args().seed
    chance = random.Random(seed)
    total = found = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        copy = copied(place)
        for part in PARTS:
            chosen = drawn(part, copy.root, chance)
            caught = 0
            for mutant in chosen:
                stage = copy.stage_of(mutant, part.stages)
                caught += stage is not None
                print(f"{f'第 {stage} 组发现' if stage else '没有发现'}  {mutant}", flush=True)  # noqa: T201
            print(f"{part.name}：改坏 {len(chosen)} 处，发现 {caught} 处", flush=True)  # noqa: T201
            total, found = total + len(chosen), found + caught
    print(f"共改坏 {total} 处，发现 {found} 处，{found / total:.0%}（种子 {seed}）")  # noqa: T201
    return 0 if found >= total * ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
