"""随程序带的文件：模板、样表。安装后在包内的 ``shipped/``，在源码树里在各自的顶层文件夹。"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped_folder(name: str) -> Path:
    """``templates``、``workbooks``、``addin`` 之一的所在。

    >>> (shipped_folder("templates") / "自评表.xlsx").is_file()
    True
    """
    installed = _PACKAGE / "shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
