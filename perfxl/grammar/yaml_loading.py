"""读 YAML，同一项写两遍的不收。"""

from typing import Any

import yaml

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
