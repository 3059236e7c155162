"""xlwings 引擎：登记、读值时的清理，以及一次会话。"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import xlwings as xw

from calc.apps import Apps
from calc.cell_values import CellError


class Engine:
    """以 LibreOffice Calc 为后台的引擎。"""

    name = "calc"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(
        data: list[list[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """按 ``Range.options`` 的要求换算读出的值。"""

        def cleaned(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return value.text if err_to_str else None
            if isinstance(value, datetime):
                return datetime_builder(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            if number_builder is not None and type(value) is float:
                return number_builder(value)
            return value

        return [[cleaned(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: object) -> Any:
        """写之前：空值和 NaN 都是空格。"""
        return "" if value is None or value != value else value


_ENGINE = Engine()


@contextmanager
def activated() -> Iterator[xw.App]:
    """登记并启用引擎，启动一个应用；退出时一一还原。可以套着用，每层各有一个应用。"""
    is_outermost, previous = _ENGINE.name not in xw.engines.engines_by_name, xw.engines.active
    if is_outermost:
        xw.engines.add(xw.Engine(impl=_ENGINE))
    xw.engines[_ENGINE.name].activate()
    try:
        app = xw.App(add_book=False)
        try:
            yield app
        finally:
            if app in list(xw.apps):
                app.quit()
    finally:
        xw.engines.active = previous
        if is_outermost:
            xw.engines.engines.remove(xw.engines.engines_by_name.pop(_ENGINE.name))
            if hasattr(xw.Book, "_mock_caller"):
                del xw.Book._mock_caller
