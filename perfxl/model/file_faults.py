"""读不了、写不出的文件：一句话说明是哪个文件、为什么、怎么办。"""

from pathlib import Path
from typing import Self

from perfxl.model.errors import PerfxlError
from perfxl.model.os_fault import os_fault

# 路径再长，一句话里也只写到这么多字。
_LONGEST = 120


class UnreadableFileError(PerfxlError):
    """文件读不了；``str()`` 就是给用户看的那句中文。"""

    @classmethod
    def because(cls, path: Path, error: OSError) -> Self:
        """系统说读不了。"""
        return cls(f"“{_shown(path)}”读不了：{os_fault(error)}。")


class NoTableError(UnreadableFileError):
    """一张表也没有认出。

    ``unrelated`` 是里面没有一个字说到绩效、预算（工资表、通讯录），或者 ``ours``：是本程序写的结果。
    """

    def __init__(self, sentence: str, *, unrelated: bool, ours: bool = False) -> None:
        super().__init__(sentence)
        self.unrelated, self.ours = unrelated, ours

    def skipped_said(self, name: str) -> str:
        """``unrelated`` 的为什么跳过。"""
        return f"“{name}”{'是本程序写的结果' if self.ours else '里没有绩效、预算的表'}"


class NotWritableError(PerfxlError):
    """结果写不出；``str()`` 就是给用户看的那句中文。"""

    @classmethod
    def because(cls, path: Path, error: OSError) -> Self:
        """系统说写不进。"""
        return cls(f"写不进“{_shown(path)}”：{os_fault(error)}。")


def _shown(path: Path) -> str:
    """句子里的路径：太长的只写两头。"""
    text = str(path)
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}……{text[-half:]}"
