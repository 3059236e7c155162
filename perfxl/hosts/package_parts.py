"""就地改一个 .xlsx 包里的部件：取出全部部件，改完整个写回。"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfxl.hosts.xlsx_reader import Package


@contextmanager
def edited_parts(path: Path) -> Iterator[tuple[Package, dict[str, bytes]]]:
    """给出包和各部件的内容；改动字典即改部件，出了上下文写回。

    ``path`` 须是自己写出的临时文件：写到一半断电会坏。
    """
    with zipfile.ZipFile(path) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
        yield Package(path, source), parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
