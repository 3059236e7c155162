"""VBA 的文字源变成能装进加载项的源码：只有 ASCII，CRLF 换行，每行不太长。

中文放在加载项自己的工作表里，一行一段，VBA 照行号取：谁都看得见原文，VBA 里没有要解码的东西（安全软件最留意这个）。
"""

import re
from collections.abc import Iterable, Sequence

from perfxl.addin.errors import AddinError

# VBA 编辑器每行最多 1023 个字符。
_LONGEST_LINE = 1_000
_CHINESE = re.compile(r'PerfxlText\("([^"]*[^\x00-\x7f][^"]*)"\)')


def texts_of(sources: Iterable[str]) -> list[str]:
    """各模块里写在 ``PerfxlText("…")`` 里的中文，各一次，照先后。

    >>> texts_of(['a = PerfxlText("绩效")', 'b = PerfxlText("口径") & PerfxlText("绩效")'])
    ['绩效', '口径']
    """
    return list(dict.fromkeys(text for each in sources for text in _CHINESE.findall(each)))


def packed_source(name: str, text: str, version: str, texts: Sequence[str] = ()) -> str:
    """一个模块的源码；``text`` 里的中文只许写在 ``PerfxlText("…")`` 里，否则抛 ``AddinError``。

    ``texts`` 是工作表里的各行，不在其中的抛 ``ValueError``。

    >>> packed_source("M", 'x = PerfxlText("绩效")\\n', "0.1.0", ["口径", "绩效"])
    'x = PerfxlText(2)\\r\\n'
    """
    source = text.replace("\r\n", "\n").replace("@PERFXL_VERSION@", version)
    source = _CHINESE.sub(lambda found: f"PerfxlText({texts.index(found[1]) + 1})", source)
    for number, line in enumerate(source.split("\n"), 1):
        if not line.isascii():
            raise AddinError(f"{name} 第{number}行：中文只能写在 PerfxlText(“…”) 里")
        if len(line) > _LONGEST_LINE:
            raise AddinError(f"{name} 第{number}行太长：{len(line)}个字符，最多{_LONGEST_LINE}个")
    return source.replace("\n", "\r\n")
