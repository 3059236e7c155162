"""读 YAML：同一项写两遍的、引用套引用撑得太大的、套得太深的都不收。

口径、认可清单可能是别人随文件发来的：安全的类型（``SafeLoader``）之外，大小也要先看过再展开。
"""

from typing import Any

import yaml

TWICE, TOO_LARGE = "twice:", "too large"
# 一份口径一千来项。别名（``*名``）展开以后也不能比这多；合并（``<<``）是照展开的样子做的。
_MOST_NODES = 50_000
_DEEPEST = 50


def load_yaml(text: str) -> Any:
    """一段 YAML 的内容；写得不成样子、同一项写两遍的抛 ``yaml.YAMLError``。"""
    _measure(text)
    try:
        return yaml.load(text, Loader=_QuickLoader)
    except yaml.YAMLError:
        return yaml.load(text, Loader=_Loader)  # 第几行出错，以它说的为准
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise yaml.YAMLError(str(error)) from error  # 写了标记（!!bool）、值却不是那一种的


def entry_lines(text: str) -> list[range]:
    r"""最外面是一条一个“-”的：各条占哪几行，从 0 数起；写成别的样子的为空。``text`` 读得成。

    >>> entry_lines("# 认可的\n- rule: PX301\n  reason: 已核对\n# 另一条\n- rule: PX302\n  reason: 同上\n")
    [range(1, 3), range(4, 6)]
    """
    node = yaml.compose(text, Loader=_QuickLoader)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        return []
    lines = text.splitlines()
    return [range(_dash(lines, each), _last_line(each) + 1) for each in node.value]


def _dash(lines: list[str], node: yaml.Node) -> int:
    """一条的“-”在哪一行：可以写在内容上面。"""
    line: int = node.start_mark.line
    while line and not lines[line].lstrip().startswith("-"):
        line -= 1
    return line


def _last_line(node: yaml.Node) -> int:
    """一条的最后一个字在哪一行；后面的空行、说明不算它的。"""
    if isinstance(node, yaml.ScalarNode) or not node.value:
        end: Any = node.end_mark
        return int(end.line - (end.column == 0 and end.line > node.start_mark.line))
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


def _measure(text: str) -> None:
    """展开以后太大、套得太深的抛 ``yaml.YAMLError``；只数，不展开。"""
    sizes: dict[str | None, int] = {}
    open_nodes: list[tuple[str | None, int]] = []  # 还没有结束的列表、字典：名字，此前数到几
    total = 0
    for event in yaml.parse(text, Loader=_QuickLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            name, before = open_nodes.pop()
            if name is not None:
                sizes[name] = total - before
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        if isinstance(event, yaml.AliasEvent):
            if any(event.anchor == name for name, _ in open_nodes):
                raise _marked("holds itself", event)
            total += sizes.get(event.anchor, 1)
        elif isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, total))
            total += 1
        else:
            total += 1
            if event.anchor is not None:
                sizes[event.anchor] = 1
        if total > _MOST_NODES or len(open_nodes) > _DEEPEST:
            raise _marked(TOO_LARGE, event)


def _marked(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    mark: Any = event.start_mark
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


class _OnlyOnce:
    """同一项写两遍的不收：后一个会悄悄盖过前一个。"""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="not a name", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=TWICE + key.value, problem_mark=key.start_mark)
            seen.add(key.value)
        made: dict[Any, Any] = super().construct_mapping(node, deep)  # type: ignore[misc]
        return made

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """``!!timestamp`` 后面不是日期的，pyyaml 自己会出错。"""
        if self.timestamp_regexp.match(node.value) is None:  # type: ignore[attr-defined]
            raise yaml.MarkedYAMLError(problem="not a date", problem_mark=node.start_mark)
        return super().construct_yaml_timestamp(node)  # type: ignore[misc]


class _Loader(_OnlyOnce, yaml.SafeLoader):
    pass


class _QuickLoader(_OnlyOnce, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    pass


for _each in (_Loader, _QuickLoader):
    _made: Any = _each.construct_yaml_timestamp
    _each.add_constructor("tag:yaml.org,2002:timestamp", _made)
