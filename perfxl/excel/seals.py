"""记号：凭它认得出一行记录是不是这台电脑上这个用户写的。钥匙存在本人的文件夹里，工作簿里只有算出来的记号。"""

import hmac
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from perfxl.standards.own_folder import own_folder

KEY_NAME, _BYTES = "record.key", 32


def seal(words: Sequence[str | int]) -> str:
    """几个字合在一起的记号，32 个十六进制字符。换行的几种写法算一样。"""
    plain = [
        word.replace("\r\n", "\n").replace("\r", "\n") if isinstance(word, str) else word
        for word in words
    ]
    said = json.dumps(plain, ensure_ascii=True).encode()
    return hmac.new(_key(own_folder() / KEY_NAME), said, "sha256").hexdigest()[:32]


def is_sealed(words: Sequence[str | int], given: str) -> bool:
    """记号对得上。"""
    return hmac.compare_digest(seal(words).encode(), given.encode())


@cache
def _key(path: Path) -> bytes:
    """钥匙；没有的新写一把。写不下的只在这次启动里有效：以后的还原会说不是这台电脑写的。"""
    with suppress(OSError, ValueError):
        known = bytes.fromhex(path.read_text("ascii"))
        if len(known) == _BYTES:
            return known
    fresh = os.urandom(_BYTES)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(number, "w", encoding="ascii") as stream:
            stream.write(fresh.hex())
    return fresh
