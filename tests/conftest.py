"""整个测试只启动一个 LibreOffice：两个一起开着，xlwings 分不清哪个是当前的应用。"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import calc
import pytest

if TYPE_CHECKING:
    import xlwings as xw


@pytest.fixture(scope="session")
def app() -> "Iterator[xw.App]":
    """连着 LibreOffice 的应用；没有装的跳过。"""
    calc.require()
    with calc.running_app() as started:
        yield started
