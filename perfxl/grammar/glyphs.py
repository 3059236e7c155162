"""字形折叠：全角、形近符号、不可见字符归为一种写法。

不用 NFKC：它会把 10² 变成 102、把 ① 变成 1。
"""

import re

_TABLE: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
for _target, _variants in {
    "≥": "≧⩾≽⪰⋝",
    "≤": "≦⩽≼⪯⋜",
    "=": "═﹦꞊⹀",
    ">": "﹥",
    "<": "﹤",
    "≈": "≅≒≃≌∽≊",
    "~": "∼〜˜",
    "-": "‐‑‒–−﹣",
    "+": "﹢",
    "×": "✕✖╳⨯",
    "*": "﹡∗",
    "·": "•‧∙・⋅･",
    "%": "﹪٪",
    ":": "∶︰﹕",
    ",": "﹐",
    ";": "﹔",
    "、": "､﹑",
    "。": "｡",
    "/": "∕⁄",
    "(": "﹙",
    ")": "﹚",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\t",
}.items():
    _TABLE.update(dict.fromkeys(map(ord, _variants), _target))
_TABLE.update(
    dict.fromkeys(
        [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF], None
    )
)

_LATEX = re.compile(
    r"\\(?:(?P<ge>geqslant|geqq?|ge)|(?P<le>leqslant|leqq?|le)"
    r"|(?P<about>approx|cong|simeq)|(?P<times>times|cdot)|(?P<percent>%)"
    r"|(?:text|mathrm|rm)(?=\s*\{)|[ ,;])(?![a-zA-Z])"
)
_LATEX_SIGNS = {"ge": "≥", "le": "≤", "about": "≈", "times": "×", "percent": "%"}
_DOUBLED = re.compile(
    r"([>≥](?:\s*=)+|(?:=\s*)+>(?:\s*=)*)|([<≤](?:\s*=)+|(?:=\s*)+<(?:\s*=)*)|=(?:\s*=)+"
)


def fold(text: str) -> str:
    r"""返回折叠后的文字；空白与换行保留为普通空格和换行，其余内容不动。

    >>> fold("＞＝９５％"), fold("≧ 300\u3000人"), fold("=> 5"), fold("1≦2")
    ('≥95%', '≥ 300 人', '≥ 5', '1≤2')
    >>> fold(r"$\geq 90\%$"), fold("10²"), fold("①")
    ('≥ 90%', '10²', '①')
    """
    text = text.translate(_TABLE)
    if "\\" in text:
        text = _LATEX.sub(lambda found: _LATEX_SIGNS.get(found.lastgroup or "", " "), text)
        text = text.translate({ord(mark): None for mark in "${}"})
    if "=" in text and len(text) > 1:
        text = _DOUBLED.sub(lambda found: "≥" if found[1] else "≤" if found[2] else "=", text)
    return text
