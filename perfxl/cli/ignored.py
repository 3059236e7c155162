"""没有用的表怎样说：同一个原因的合成一句。"""

from collections.abc import Iterable
from pathlib import Path

from perfxl.actions.compare import Ignored
from perfxl.cli.console import notice
from perfxl.model.short_paths import shown_names

# 一句里最多点几张的名。
_LISTED = 5


def report_ignored(ignored: Iterable[Ignored], what: str) -> None:
    """``what`` 是没有做什么（没有比、没有收）。"""
    ignored = list(ignored)
    names = shown_names(each.file for each in ignored)
    reasons: dict[str, list[str]] = {}
    for each in ignored:
        place = f"“{names[str(Path(each.file))]}”的“{each.sheet}”"
        reasons.setdefault(each.why, []).append(place)
    for why, places in reasons.items():
        more = f" 等 {len(places)} 张" if len(places) > _LISTED else ""
        notice(f"{what}：{'、'.join(places[:_LISTED])}{more}——{why}。")
