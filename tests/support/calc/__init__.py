"""测试用的“Excel”：xlwings 引擎，背后是一个真在运行的 LibreOffice Calc。

导入本包不要求装有 LibreOffice；``require()`` 在缺少时跳过测试，``running_app()`` 才启动它::

    @pytest.fixture(scope="session")
    def app():
        calc.require()
        with calc.running_app() as app:
            yield app
"""

import importlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import xlwings as xw

__all__ = ["missing", "require", "running_app"]


def missing() -> str | None:
    """缺什么；都有时为 ``None``。"""
    if shutil.which("soffice") is None:
        return "没有装 LibreOffice"
    try:
        importlib.import_module("calc.engine")
    except ImportError as error:
        return f"没有装 python3-uno 或 xlwings：{error}"
    return None


def require() -> None:
    """缺少 LibreOffice 时跳过；环境变量要求必须有时算失败。"""
    reason = missing()
    if reason is None:
        return
    if os.environ.get("PERFXL_REQUIRE_LIBREOFFICE"):
        pytest.fail(f"CI 上必须装有 LibreOffice：{reason}")
    pytest.skip(f"{reason}，工作簿上的命令没有测")


@contextmanager
def running_app() -> "Iterator[xw.App]":
    """启动一个 LibreOffice，交出连着它的 ``xw.App``；退出时关掉文档和进程，删去配置文件夹。"""
    from calc.engine import activated

    with activated() as app:
        yield app
