"""一组并排量的比值：给各个量法用的形状，和屏幕上的样子。"""

import importlib.util
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratios:
    """各项是 ``base`` 的几倍，越小越快。

    ``name`` 是图的文件名；``said`` 是量的什么、怎样量；``own`` 是我们自己的各项；``missing`` 是没有装、没有量的。
    """

    name: str
    said: str
    base: str
    values: dict[str, float]
    own: frozenset[str] = frozenset()
    missing: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def picture(self) -> str:
        """图的文件名：网页的链接里不能有空格。"""
        return f"{self.name.replace(' ', '')}.svg"

    def text(self) -> str:
        """屏幕上的几行。"""
        lines = [f"{self.name}（{self.base} = 1）"]
        lines += [f"  {name}：{shown(value)}" for name, value in self.values.items()]
        lines += [f"  没有装 {name}，没有量" for name in self.missing]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])


def shown(value: float) -> str:
    """三位有效数字，大数只写整数。"""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def absent(names: Sequence[str]) -> list[str]:
    """没有装的包；``名字=模块`` 的，看那个模块。"""
    modules = {name.partition("=")[0]: name.rpartition("=")[2] for name in names}
    return [name for name, module in modules.items() if importlib.util.find_spec(module) is None]


def middle_ratios(samples: dict[str, list[float]], base: str) -> dict[str, float]:
    """同一轮里各项与 ``base`` 之比的中位数。"""
    return {
        name: statistics.median(
            one / other for one, other in zip(times, samples[base], strict=True)
        )
        for name, times in samples.items()
    }
