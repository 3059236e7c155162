"""读 YAML，同一项写两遍的不收；把随程序带的编译成 .json。"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from perfxl.grammar.yaml_tables import MADE_FROM, TABLE, mark

TWICE = "twice:"


def load_yaml(text: str) -> Any:
    """一段 YAML 的内容；写得不成样子、同一项写两遍的抛 ``yaml.YAMLError``。"""
    try:
        return yaml.load(text, Loader=_QuickLoader)
    except yaml.YAMLError:
        return yaml.load(text, Loader=_Loader)  # 第几行出错，以它说的为准


class _OnlyOnce:
    """同一项写两遍的不收：后一个会悄悄盖过前一个。"""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=TWICE + key.value, problem_mark=key.start_mark)
            seen.add(key.value)
        made: dict[Any, Any] = super().construct_mapping(node, deep)  # type: ignore[misc]
        return made


class _Loader(_OnlyOnce, yaml.SafeLoader):
    pass


class _QuickLoader(_OnlyOnce, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    pass


def shipped_tables() -> list[Path]:
    """随程序带的各份 YAML。"""
    return sorted(Path(__file__).parents[1].rglob("*.yaml"))


def compiled(source: Path) -> str:
    """由 ``source`` 编译的 .json 的全文。"""
    text = source.read_text("utf-8")
    kept = {MADE_FROM: mark(text), TABLE: load_yaml(text)}
    return json.dumps(kept, ensure_ascii=False, indent=0, default=_plain) + "\n"


def _plain(value: object) -> str:
    if type(value) is date:
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")


if __name__ == "__main__":
    for path in shipped_tables():
        path.with_suffix(".json").write_text(compiled(path), "utf-8", newline="\n")
