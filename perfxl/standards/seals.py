"""记号：凭它认得出一行记录、存放处的一份是不是这台电脑上这个用户写的。钥匙存在本人的文件夹里，别处只有算出来的记号。"""

import hmac
import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from perfxl.standards.own_folder import own_folder

KEY_NAME, _BYTES, _TRIES = "record.key", 32, 20


def seal(words: Sequence[str | int]) -> str:
    """几个字合在一起的记号，32 个十六进制字符。换行的几种写法算一样。"""
    plain = [
        word.replace("\r\n", "\n").replace("\r", "\n") if isinstance(word, str) else word
        for word in words
    ]
    said = json.dumps(plain, ensure_ascii=True).encode()
    return hmac.new(_key(own_folder() / KEY_NAME), said, "sha256").hexdigest()[:32]


def seal_of(name: str, content: bytes) -> str:
    """名叫 ``name`` 的一份内容的记号，64 个十六进制字符。"""
    return Sealing()(name, content)


class Sealing:
    """几千份一起认：钥匙只找一次。"""

    def __init__(self) -> None:
        self._own = _key(own_folder() / KEY_NAME)

    def __call__(self, name: str, content: bytes) -> str:
        """同 ``seal_of``。"""
        return hmac.digest(self._own, name.encode() + b"\0" + content, "sha256").hex()


def is_sealed(words: Sequence[str | int], given: str) -> bool:
    """记号对得上。"""
    return hmac.compare_digest(seal(words).encode(), given.encode())


def keep_key(text: str) -> None:
    """网页里没有本人的文件夹：钥匙（十六进制）由网页记着，开始时交来，写在引擎自己的那一个里；不成样子的不要。"""
    key = bytes.fromhex(text)
    path = own_folder() / KEY_NAME
    if len(key) == _BYTES and _written_key(path) is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_key(path, key)


@cache
def _key(path: Path) -> bytes:
    """钥匙；没有的新写一把。写不下的只在这次启动里有效：以后会当作不是这台电脑写的。"""
    known = _written_key(path)
    if known is not None:
        return known
    fresh = os.urandom(_BYTES)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_key(path, fresh)
        except FileExistsError:
            # 同时启动的另一个进程刚写下的；写坏了的换掉。
            for _ in range(_TRIES):
                known = _written_key(path)
                if known is not None:
                    return known
                time.sleep(0.01)
            path.unlink(missing_ok=True)
            _write_key(path, fresh)
    return fresh


def _written_key(path: Path) -> bytes | None:
    with suppress(OSError, ValueError):
        known = bytes.fromhex(path.read_text("ascii"))
        if len(known) == _BYTES:
            return known
    return None


def _write_key(path: Path, key: bytes) -> None:
    number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(number, "w", encoding="ascii") as stream:
        stream.write(key.hex())
