"""说明里窗格的画面：画的、存着的、说明里用到的是同样的几张。"""

import re
from pathlib import Path

from perfxl.shipped import shipped_folder

_ROOT = Path(__file__).parents[2]


def test_every_picture_is_drawn_kept_and_shown() -> None:
    script = (_ROOT / "docs" / "making" / "pane_pictures.py").read_text("utf-8")
    drawn = re.findall(r'^    "(\d+\S+)": _\w+,$', script, re.MULTILINE)
    assert len(drawn) >= 16
    kept = {path.stem for path in (shipped_folder("docs") / "窗格样张").glob("*.png")}
    page = (shipped_folder("docs") / "窗格.md").read_text("utf-8")
    shown = set(re.findall(r"\(窗格样张/([^)]+)\.png\)", page))
    assert kept == shown == set(drawn)
