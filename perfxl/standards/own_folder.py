"""这台电脑上这个用户自己的文件夹：记录的钥匙、加进来的口径放在这里，不在工作簿里。"""

import os
import sys
from pathlib import Path


def own_folder() -> Path:
    """还没有的，由要写的人建。"""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "perfxl"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "perfxl"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "perfxl"
