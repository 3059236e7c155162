"""一个 .xlsx 里各表按公式着色的条件格式：在哪些格、什么公式、涂什么颜色。"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from perfxl.hosts.part_names import without_namespace
from perfxl.hosts.xlsx_reader import Package, open_package

_RULES = re.compile(rb"<((?:\w+:)?conditionalFormatting)\b[^<>]*(?<!/)>.*?</\1>", re.DOTALL)
_COLOURS = re.compile(rb"<((?:\w+:)?dxfs)\b[^<>]*(?<!/)>.*?</\1>", re.DOTALL)
_ROOT = re.compile(rb"<((?:\w+:)?(?:worksheet|styleSheet))\b[^<>]*(?<!/)>")
_RGB = 6


class FormulaRule(NamedTuple):
    """一条：各块的地址、带等号的公式、六位的颜色；没有底色的为 ``""``。"""

    areas: tuple[str, ...]
    formula: str
    colour: str


def formula_rules(path: Path) -> dict[str, list[FormulaRule]]:
    """工作表名 → 各条，照优先的次序；没有的为空。读不了时抛 ``UnreadableFileError``。"""
    with open_package(path) as opened:
        package = Package(path, opened)
        parts = package.sheet_parts()
        written = {name: _parts(_RULES, package.raw(part)) for name, _, part in parts}
        colours = _fills(package.raw(package.styles_part)) if any(written.values()) else []
        return {name: list(_rules(found, colours)) for name, found in written.items()}


def _parts(pattern: re.Pattern[bytes], xml: bytes) -> list[Element]:
    """只解析这几段；前缀照根元素的声明。"""
    root = _ROOT.search(xml)
    found = b"".join(each[0] for each in pattern.finditer(xml))
    if root is None or not found:
        return []
    return list(fromstring(root[0] + found + b"</" + root[1] + b">"))


def _rules(groups: Sequence[Element], colours: Sequence[str]) -> Iterator[FormulaRule]:
    ranked = []
    for group in groups:
        areas = tuple(group.get("sqref", "").split())
        for rule in _named(group, "cfRule"):
            formulas = [each.text or "" for each in _named(rule, "formula")]
            if rule.get("type") != "expression" or len(formulas) != 1:
                continue
            number = int(rule.get("dxfId", "-1"))
            colour = colours[number] if 0 <= number < len(colours) else ""
            found = FormulaRule(areas, f"={formulas[0]}", colour)
            ranked.append((int(rule.get("priority", "0")), found))
    yield from (rule for _, rule in sorted(ranked, key=lambda each: each[0]))


def _fills(xml: bytes) -> list[str]:
    """各个差异样式的底色。"""
    return [
        next((each.get("rgb", "")[-_RGB:] for each in style.iter() if _is_fill(each)), "")
        for styles in _parts(_COLOURS, xml)
        for style in _named(styles, "dxf")
    ]


def _is_fill(element: Element) -> bool:
    return without_namespace(element.tag) == "bgColor"


def _named(parent: Element, name: str) -> Iterator[Element]:
    return (each for each in parent if without_namespace(each.tag) == name)
