"""系统的文件名写不了中文时（``LC_ALL=POSIX`` 又关了 Python 的 UTF-8 模式），换成 UTF-8 模式重新开始。

文件名在磁盘上是字节；不换，读得了的中文名字写不出去，自己要取的名字（已评分、校验结果）也写不出去。
"""

import os
import sys


def begin_again_in_utf8() -> None:
    """写得了中文的（UTF-8、GBK、GB18030）什么也不做；否则原样再运行一遍，不再回来。"""
    try:
        "表".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        if sys.flags.utf8_mode or not sys.executable:
            return
        os.environ["PYTHONUTF8"] = "1"  # 另起的工作进程也一样
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
