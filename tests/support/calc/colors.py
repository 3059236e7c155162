"""颜色：xlwings 用 RGB 三元组、十六进制或 Excel 的整数，Calc 用 ``0xRRGGBB``，-1 是没有。"""

from xlwings import utils

Color = tuple[int, int, int] | int | str | None
RGB = tuple[int, int, int]


def to_calc(color: Color) -> int:
    """换成 Calc 的整数。"""
    if color is None:
        return -1
    if isinstance(color, str):
        color = utils.hex_to_rgb(color)
    elif isinstance(color, int):
        color = utils.int_to_rgb(color)
    red, green, blue = color
    return red << 16 | green << 8 | blue


def to_rgb(color: int | None) -> RGB | None:
    """换成三元组。"""
    if color is None or color == -1:
        return None
    return color >> 16 & 255, color >> 8 & 255, color & 255
