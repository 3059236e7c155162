"""让 click 说中文：它的话都经 gettext，这里给出中文译文。"""

import gettext
import os
from pathlib import Path

LOCALE_FOLDER = Path(__file__).parent / "locale"
_DOMAIN = "messages"
SOURCE = LOCALE_FOLDER / "zh_CN" / "LC_MESSAGES" / f"{_DOMAIN}.po"


def speak_chinese() -> None:
    """此后 click 的提示用中文。"""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain(_DOMAIN, str(LOCALE_FOLDER))


def compiled() -> bytes:
    """由 .po 编译的 .mo 内容；需要开发依赖 polib。"""
    import polib

    catalogue: bytes = polib.pofile(str(SOURCE)).to_binary()
    return catalogue


if __name__ == "__main__":
    SOURCE.with_suffix(".mo").write_bytes(compiled())
