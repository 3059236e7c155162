"""窗格的网页在哪里。"""

from pathlib import Path


def page_folder() -> Path:
    """网页、脚本、样式所在的文件夹，随安装包走。"""
    return Path(__file__).parent / "page"
