"""``python -m perfxl`` 与 ``perfxl`` 相同。"""

from perfxl.cli import run

run()
