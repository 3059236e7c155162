"""区域的字体；区域内不一致时读出 ``None``。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from calc import colors
from calc.bridge import enum

if TYPE_CHECKING:
    from calc.ranges import Range

_BOLD, _NORMAL = 150.0, 100.0


class Font(base_classes.Font):
    """西文、中文的字体一同设置。"""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def api(self) -> Any:
        return self._cells.x

    @property
    def bold(self) -> bool | None:
        return self._cells.uniform("CharWeight", lambda weight: weight > _NORMAL)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", _BOLD if value else _NORMAL)

    @property
    def italic(self) -> bool | None:
        return self._cells.uniform("CharPosture", lambda posture: posture.value == "ITALIC")

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("CharPosture", enum("awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def size(self) -> float | None:
        return self._cells.uniform("CharHeight")

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def color(self) -> colors.RGB | None:
        color = self._cells.uniform("CharColor")
        return (0, 0, 0) if color == -1 else colors.to_rgb(color)

    @color.setter
    def color(self, value: colors.Color) -> None:
        self._cells.set_format("CharColor", colors.to_calc(value))

    @property
    def name(self) -> str | None:
        return self._cells.uniform("CharFontName")

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    def _set(self, name: str, value: object) -> None:
        self._cells.set_formats({f"{name}{script}": value for script in ("", "Asian", "Complex")})
