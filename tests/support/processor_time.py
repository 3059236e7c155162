"""处理器时间：经过的时间随机器忙闲变，两个进程来回等的尤其变得厉害；处理器时间稳。"""

import os
from pathlib import Path


def processor(calc_process: int) -> float:
    """这个进程、它收了尸的子进程、Calc（soffice 的脚本、它起的 oosplash、soffice.bin）用过的处理器时间。"""
    own = os.times()
    every = _with_descendants(calc_process)
    ticks = sum(sum(map(int, _stat(each)[11:13])) for each in every)
    return sum(own[:4]) + ticks / os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[str]:
    """``/proc/…/stat`` 里名字以后的各项。"""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def _with_descendants(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(each) for thread in threads for each in thread.read_text().split()]
    return [process, *(each for child in children for each in _with_descendants(child))]
