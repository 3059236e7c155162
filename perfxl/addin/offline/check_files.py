"""装之前查：这个 Python 合不合用，文件夹拷得全不全。只用标准库，由 install.cmd 运行。"""

import hashlib
import importlib.util
import struct
import sys
from pathlib import Path

_SUMS = "SHA256SUMS.txt"


def python_problem(needed: str) -> str:
    """这个 Python 为什么不能用；能用时为空。"""
    version = "{}.{}".format(*sys.version_info[:2])
    if version != needed:
        return (
            f"“{sys.executable}”是 Python {version}，这个文件夹要 Python {needed}；请安装那一版。"
        )
    if struct.calcsize("P") != 8:
        return f"“{sys.executable}”是 32 位的；请安装 64 位 Python（32 位 Office 也用它）。"
    if "WindowsApps" in Path(sys.base_prefix).parts:
        return "这是微软商店版 Python，Excel 用不了；请改用 Python 官网的 64 位安装程序。"
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return "这是不带 venv 和 pip 的精简版 Python；请改用 Python 官网的 64 位安装程序。"
    return ""


def file_problems(folder: Path) -> list[str]:
    """没有拷全的文件，一个一句。"""
    try:
        lines = (folder / _SUMS).read_text("utf-8").splitlines()
    except OSError:
        return [f"少了 {_SUMS}"]
    problems = []
    for line in lines:
        digest, _, name = line.partition("  ")
        try:
            content = (folder / name).read_bytes()
        except OSError:
            problems.append(f"少了 {name}")
            continue
        if hashlib.sha256(content).hexdigest() != digest:
            problems.append(f"{name} 与原来的不一样")
    return problems


def main(needed: str) -> int:
    """有毛病时说出来，返回 1。"""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    problem = python_problem(needed)
    if problem:
        print(problem)  # noqa: T201
        return 1
    problems = file_problems(Path(__file__).parent)
    for each in problems[:5]:
        print(each)  # noqa: T201
    if problems:
        print("安装文件夹没有拷全，请从原处重新拷一份。")  # noqa: T201
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
