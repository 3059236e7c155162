"""Excel 启动的 Python：在规定的时间里登记好，登记不成就退出，免得 Excel 一直等。

动态库最多等两分钟，中间 Excel 是冻住的；这个进程退出了，它就不等，把为什么告诉 VBA。
"""

import logging
import os
import sys
import threading
from typing import Any

from perfxl.excel.log_file import keep_log
from perfxl.hosts.temporary_files import remove_stale

# 加上动态库和 Python 自己启动的时间，十五秒以内说得出话。
SECONDS = 12.0
_log = logging.getLogger(__name__)


def serve(clsid: str, seconds: float = SECONDS) -> None:
    """登记 COM 服务，直到 Excel 退出；``clsid`` 由动态库给。"""
    keep_log()
    waiting = threading.Timer(seconds, _give_up, (seconds,))
    waiting.daemon = True
    waiting.start()
    try:
        remove_stale()
        import xlwings

        # 别的系统上的 serve 没有参数。
        run: Any = xlwings.serve
        run(clsid)
    except BaseException:
        _log.exception("the COM server did not start or broke off")
        raise
    finally:
        waiting.cancel()


def is_serving() -> bool:
    """已经登记好：xlwings 登记以后才让它的事件循环转起来。"""
    loop = getattr(sys.modules.get("xlwings.com_server"), "loop", None)
    return loop is not None and loop.is_running()


def _give_up(seconds: float) -> None:
    if is_serving():
        return
    _log.error("the COM server was not registered within %s seconds", seconds)
    logging.shutdown()
    os._exit(1)
