"""随程序带的 YAML：词表、单位、各种表、口径。

旁边有由它编译的 .json、而且正是由现在这份编译的，就读 .json：快几倍，也不必载入 yaml。改了 .yaml 马上算数；
改完运行 ``python -m perfxl.grammar.yaml_compiling`` 重新编译，忘了，测试会说。
"""

import json
import zlib
from pathlib import Path
from typing import Any

# .json 里的两项：由哪一份编译的，和内容（日期写成 2020-02-25 这样的文字）。
MADE_FROM, TABLE = "made_from", "table"


class BadYamlError(ValueError):
    """YAML 写得不成样子：``line`` 是第几行（不知道为 ``None``），``twice`` 是写了两遍的那一项，
    ``too_large`` 是项数太多、套得太深，``colon`` 是冒号用了中文的那一行（``line`` 就是它）。
    """

    def __init__(
        self, line: int | None, twice: str = "", *, too_large: bool = False, colon: str = ""
    ) -> None:
        super().__init__(line, twice, too_large, colon)
        self.colon = colon
        self.line = line
        self.twice = twice
        self.too_large = too_large


def yaml_table(source: Path) -> Any:
    """``source`` 的内容；写得不成样子抛 ``BadYamlError``。"""
    text = source.read_text("utf-8")
    try:
        kept = json.loads(source.with_suffix(".json").read_bytes())
        if kept[MADE_FROM] == mark(text):
            return kept[TABLE]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # 没有编译过，或者坏了
    return parsed(text)


def parsed(text: str) -> Any:
    """一段 YAML 的内容；写得不成样子、同一项写两遍的抛 ``BadYamlError``，日期、数不对的抛 ``ValueError``。"""
    import yaml

    from perfxl.grammar.yaml_loading import TOO_LARGE, TWICE, load_yaml

    try:
        return load_yaml(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else None
        problem = error.problem or ""
        twice = problem.removeprefix(TWICE) if line and problem.startswith(TWICE) else ""
        if not twice and problem != TOO_LARGE:
            line, colon = _chinese_colon(text) or (line, "")
            raise BadYamlError(line, colon=colon) from error
        raise BadYamlError(line, twice, too_large=problem == TOO_LARGE) from error
    except yaml.YAMLError as error:
        raise BadYamlError(None) from error


def _chinese_colon(text: str) -> tuple[int, str] | None:
    """名称后面的冒号用了中文的第一行：第几行、那一行的字；没有为 ``None``。"""
    for number, line in enumerate(text.splitlines(), 1):
        name, colon, _ = line.partition("：")
        if colon and name.strip(" -") and not any(each in name for each in ":#'\""):
            return number, line.strip()
    return None


def mark(text: str) -> str:
    """一段文字的记号：长度和校验码，改了就不同。"""
    content = text.encode()
    return f"{len(content)}-{zlib.crc32(content):08x}"
