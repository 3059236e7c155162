"""给工作簿添几种底色：照抄原来的单元格样式，只换填充。

为什么自己写：excelize 的 ``get_style`` → ``new_style`` 会把“自动”颜色的边框写成不合规的颜色值。
这里在 styles.xml 里照抄 ``xf`` 再改一个属性，其余字节不动。依据：ECMA-376 第 1 部分 18.8.10、18.8.21。
"""

import re
from collections.abc import Iterable
from pathlib import Path

from perfxl.hosts.package_parts import edited_parts

_CELL_FORMATS = re.compile(r"<((?:\w+:)?)cellXfs\b[^>]*>(.*?)</\1cellXfs>", re.DOTALL)
_FORMAT = re.compile(r"<(?:\w+:)?xf\b[^>]*?(?:/>|>.*?</(?:\w+:)?xf>)", re.DOTALL)


def add_filled_styles(path: Path, wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """在 ``path``（须是自己写出的临时文件）里添样式：``(原样式号, RRGGBB)`` → 新样式号。"""
    added: dict[tuple[int, str], int] = {}
    fills: dict[str, int] = {}
    with edited_parts(path) as (package, parts):
        part = package.styles_part()
        xml = parts[part].decode()
        for base, colour in dict.fromkeys(wanted):
            if colour not in fills:
                xml, fills[colour] = _with_fill(xml, colour)
            xml, added[base, colour] = _with_format(xml, base, fills[colour])
        parts[part] = xml.encode()
    return added


def _with_fill(xml: str, colour: str) -> tuple[str, int]:
    found = re.search(r"<((?:\w+:)?)fills\b[^>]*>(.*?)</\1fills>", xml, re.DOTALL)
    if found is None:
        raise ValueError("styles part has no fills")
    p = found[1]
    number = len(re.findall(rf"<{p}fill>|<{p}fill\b[^>]*>", found[2]))
    fill = (
        f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{colour}"/>'
        f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
    )
    return _counted(xml, f"{p}fills", number + 1, fill), number


def _with_format(xml: str, base: int, fill: int) -> tuple[str, int]:
    found = _CELL_FORMATS.search(xml)
    if found is None:
        raise ValueError("styles part has no cellXfs")
    formats = _FORMAT.findall(found[2])
    copied = formats[base] if base < len(formats) else formats[0]
    start, bracket, rest = copied.partition(">")
    closed = start.endswith("/")
    start = re.sub(r'\s(?:fillId|applyFill)="[^"]*"', "", start.rstrip("/"))
    copied = f'{start} fillId="{fill}" applyFill="1"{"/" if closed else ""}{bracket}{rest}'
    return _counted(xml, f"{found[1]}cellXfs", len(formats) + 1, copied), len(formats)


def _counted(xml: str, tag: str, count: int, addition: str) -> str:
    """在一组元素末尾加一个，并改它的 ``count``。"""
    xml = re.sub(rf'(<{tag}\b[^>]*?)\scount="\d+"', rf'\1 count="{count}"', xml, count=1)
    return xml.replace(f"</{tag}>", f"{addition}</{tag}>", 1)
