"""``python -m perfxl`` 与 ``perfxl`` 相同。"""

from perfxl.cli import run

if __name__ == "__main__":  # 另起的工作进程也会载入这里
    run()
