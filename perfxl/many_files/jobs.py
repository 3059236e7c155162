"""用几个进程做。"""

import os

# 文件少于这个数，另起进程不如自己做。
WORTH_IT = 300


def jobs_for(files: int, given: int | None = None) -> int:
    """写明的照写明的，没有写的看文件有多少、准用几个核；不比文件多。"""
    wanted = given if given is not None else _cores() if files >= WORTH_IT else 1
    return max(1, min(wanted, files))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
