"""一个文件写一份的，要写到的地方正是这次要读的文件：不替换它，说一句。"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from perfxl.cli.console import notice
from perfxl.hosts.outputs import Outputs

# 一句话里最多列几个文件。
_SHOWN = 3


def places_read(places: Iterable[Path], outputs: Outputs) -> Sequence[Path]:
    """``places`` 里正是这次要读的文件的几处。"""
    return [place for place in places if outputs.is_input(place)]


def say_read_there(read: Sequence[Path], written: Sequence[Path]) -> None:
    """``read`` 是 ``places_read`` 给的，``written`` 是写到了哪里。"""
    again = {each.with_stem(each.stem.rpartition("(")[0]) for each in written}
    kept = [each for each in read if each in again]
    if kept:
        notice(
            f"  “{kept[0].parent}”里的 {_files_named(kept)} 正在读，没有替换，新写的名字加了 (2)；"
            "留着两份，以后一起查会说重复：请用 -o 写另一个文件夹。"
        )


def _files_named(paths: Sequence[Path]) -> str:
    more = f"等 {len(paths)} 个" if len(paths) > _SHOWN else ""
    return "、".join(f"“{path.name}”" for path in paths[:_SHOWN]) + more
