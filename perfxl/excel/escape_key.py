"""Esc 键：Excel 等着 Python 时自己收不到按键，由 Python 问系统。"""

import ctypes
import platform
from typing import Any

_ESCAPE = 0x1B


def escape_pressed() -> bool:
    """正按着 Esc，或上次问过以后按过；只有 Windows 能问，别处总是 ``False``。"""
    if platform.system() != "Windows":
        return False
    user32: Any = getattr(ctypes, "windll").user32  # noqa: B009  别的系统没有这个属性
    # 最高位是正按着，最低位是上次问过以后按过。
    return bool(user32.GetAsyncKeyState(_ESCAPE) & 0x8001)
