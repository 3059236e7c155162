"""日志：出了什么错记在一个文件里，给维护者看；格里、弹出的话里只有一句中文。"""

import logging
import os
import tempfile
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_NAME = "perfxl.log"
_LARGEST = 1_000_000
_logger = logging.getLogger("perfxl")


def log_path() -> Path:
    """日志在哪里：安装时建的设置文件夹里；没有那个文件夹的（macOS、没有装的）在临时文件夹里。"""
    settings = Path(os.environ.get("APPDATA") or "\0") / "perfxl"
    with suppress(OSError, ValueError):
        if settings.is_dir():
            return settings / FILE_NAME
    return Path(tempfile.gettempdir()) / FILE_NAME


def keep_log() -> Path:
    """从现在起记日志，已经在记的不重复；没有出错就没有文件。记不下也不碍事。"""
    path = log_path()
    kept = [each for each in _logger.handlers if isinstance(each, RotatingFileHandler)]
    if any(Path(each.baseFilename) == path for each in kept):
        return path
    for each in kept:
        _logger.removeHandler(each)
        each.close()
    with suppress(OSError):
        handler = _Handler(path, maxBytes=_LARGEST, backupCount=1, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _logger.addHandler(handler)
    return path


class _Handler(RotatingFileHandler):
    """写不进的日志不出声：Excel 里没有地方看，也不能因此停下。"""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """不说。"""
