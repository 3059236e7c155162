"""VBA 的文字源变成能装进加载项的源码：只有 ASCII，CRLF 换行，每行不太长。"""

import re

from perfxl.addin.errors import AddinError

# VBA 编辑器每行最多 1023 个字符。
_LONGEST_LINE = 1_000
_CHINESE = re.compile(r'PerfxlText\("([^"]*[^\x00-\x7f][^"]*)"\)')


def packed_source(name: str, text: str, version: str) -> str:
    """一个模块的源码；``text`` 里的中文只许写在 ``PerfxlText("…")`` 里，否则抛 ``AddinError``。

    >>> packed_source("M", 'x = PerfxlText("绩效")\\n', "0.1.0")
    'x = PerfxlText("7EE9 6548")\\r\\n'
    """
    source = text.replace("\r\n", "\n").replace("@PERFXL_VERSION@", version)
    source = _CHINESE.sub(lambda found: f'PerfxlText("{hex_codes(found[1])}")', source)
    for number, line in enumerate(source.split("\n"), 1):
        if not line.isascii():
            raise AddinError(f"{name} 第{number}行：中文只能写在 PerfxlText(“…”) 里")
        if len(line) > _LONGEST_LINE:
            raise AddinError(f"{name} 第{number}行太长：{len(line)}个字符，最多{_LONGEST_LINE}个")
    return source.replace("\n", "\r\n")


def hex_codes(text: str) -> str:
    """``PerfxlText`` 认的编码：每个字四位十六进制。

    >>> hex_codes("绩效")
    '7EE9 6548'
    """
    wide = text.encode("utf-16-be")
    return " ".join(wide[place : place + 2].hex().upper() for place in range(0, len(wide), 2))
