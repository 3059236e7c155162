"""命令行：``perfxl check 文件夹``。命令名是英文，给人看的每个字都是中文。

退出码：0 没有 error 级问题；1 有；2 有文件读不了、写不出或命令写错；3 程序自身出错。
"""

import sys

from perfxl.cli.chinese import speak_chinese


def run() -> None:
    """``perfxl`` 命令的入口。"""
    speak_chinese()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    from perfxl.cli.app import main  # click 的中文要在它载入之前备好

    main()
