"""一次运行里全部并排量一遍，写成 docs/用时.md 和旁边的图。

    python benchmarks/side_by_side.py           # 300 个的文件夹；闲着的机器上两三分钟
    python benchmarks/side_by_side.py --long    # 另有 3,000、10,000 个的文件夹，和三千个都在一处的核对

只写比值：绝对的时间随机器变。图是 SVG，各根的位置与汇总的网页同一处算（``hosts/report_charts``）。
"""

import gc
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from importlib import metadata
from pathlib import Path

import across
import checking
import excel_functions
import grammar
import many
import reading
import rendering
import start
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ratios import Ratios, shown

from perfxl.hosts import report_charts
from perfxl.plans.report import ChartPoint, ReportChart

DOCS = Path(__file__).parents[1] / "docs"
PAGE, PICTURES = DOCS / "用时.md", DOCS / "用时"
# 浅底、深底上都看得清的两种颜色：别家的、我们的。
_OTHERS, _OWN = "8795A8", "0E9F8E"
_PACKAGES = ("openpyxl", "python-calamine", "excelize", "xltpl", "xlwings")


def works(*, long: bool) -> Iterator[Callable[[], Ratios]]:
    """各项，照页上的先后。"""
    yield reading.one_form
    yield reading.three_hundred
    yield checking.checking
    yield lambda: across.across(3, across.PLACES if long else across.PLACES[:2])
    yield rendering.rendering
    for count, rounds in ((300, 3), *(((3000, 1), (10_000, 1)) if long else ())):
        yield lambda count=count, rounds=rounds: many.folders(count, rounds)
    yield excel_functions.functions
    yield grammar.values
    yield start.starting


def machine() -> str:
    """哪一天，几个核，哪一版 Python，别家各是哪一版；没有机器的名字。"""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{date.today().isoformat()}，{cores} 核 {platform.system()}，"
        f"{platform.python_implementation()} {platform.python_version()}；{'、'.join(_versions())}。"
    )


def _versions() -> Iterator[str]:
    for name in _PACKAGES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} 没有装"


def chart(ratios: Ratios) -> ReportChart:
    """横着的一根一根：小的在上，快慢一眼看出。"""
    points = [
        ChartPoint(name, Decimal(shown(value)), _OWN if name in ratios.own else _OTHERS)
        for name, value in ratios.values.items()
    ]
    return ReportChart(
        ratios.name,
        "",
        f"是{ratios.base}的几倍",
        sorted(points, key=lambda each: each.value),
        horizontal=True,
        said=f"{ratios.base} = 1，越短越快",
    )


def svg_of(chart: ReportChart) -> str:
    """一张单独的 SVG：自己带着底色，浅色、深色的网页上都看得清。"""
    parts = Path(report_charts.__file__).with_name("report_page")
    environment = Environment(
        loader=FileSystemLoader(parts), autoescape=True, undefined=StrictUndefined
    )
    return environment.from_string(_SVG).render(chart=report_charts.drawn(chart))


_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -8 {{ chart.width + 20 }} {{ chart.height + 16 }}" \
width="{{ chart.width + 20 }}" role="img" aria-label="{{ chart.title }}：{{ chart.said }}">
<style>
  .card { fill: #fff; stroke: #d5dae1 }
  text { font: 13px "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; fill: #1f2937 }
  .value { font-weight: 600 }
  line { stroke: #9aa3af }
  @media (prefers-color-scheme: dark) {
    .card { fill: #1b2430; stroke: #3b4757 }
    text { fill: #e6eaf0 }
  }
</style>
<rect class="card" x="-9" y="-7" width="{{ chart.width + 18 }}" height="{{ chart.height + 14 }}" rx="6"/>
{%- include "bars.svg" %}
</svg>
"""


def page(measured: Sequence[Ratios], told: str, minutes: float) -> str:
    """docs/用时.md 的全文。"""
    lines = [_HEAD.format(machine=told, minutes=max(1, round(minutes)))]
    for each in measured:
        lines += [f"## {each.name}", "", each.said, ""]
        lines += [f"![{each.name}：{each.base} = 1]({PICTURES.name}/{each.picture})", ""]
        lines += [f"| | 是“{each.base}”的几倍 |", "|---|---|"]
        lines += [f"| {name} | {shown(value)} |" for name, value in each.values.items()]
        lines += [""]
        if each.missing:
            lines += [f"没有装 {'、'.join(each.missing)}，没有量。", ""]
        lines += [*each.notes, ""] if each.notes else []
    return "\n".join(lines).rstrip() + "\n"


_HEAD = """# 用时

由 `make bench` 一次写成（约 {minutes} 分钟），同一次运行里各项轮流跑，取同一轮之比的中位数；绿的是 perfxl，灰的是别家和作比的。
只写比值，绝对的时间随机器变。怎样变快的、试过什么、还差多少：[记下的](../benchmarks/README.md)。

{machine}
"""


def main() -> None:
    """量一遍，写下来。"""
    begun = time.monotonic()
    measured = []
    for work in works(long="--long" in sys.argv):
        # 前面几项留下的不在后面的账上：一次次找垃圾时不再看它们。
        gc.collect()
        gc.freeze()
        measured.append(work())
        print(measured[-1].text(), flush=True)
    PICTURES.mkdir(exist_ok=True)
    for stale in PICTURES.glob("*.svg"):
        stale.unlink()
    for each in measured:
        (PICTURES / each.picture).write_text(svg_of(chart(each)), "utf-8")
    PAGE.write_text(page(measured, machine(), (time.monotonic() - begun) / 60), "utf-8")
    print(f"已写出：{PAGE.relative_to(DOCS.parent)}，{len(measured)} 张图")


if __name__ == "__main__":
    main()
