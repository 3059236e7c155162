"""字形折叠：全角、形近符号、合在一个字里的单位（㎥）归为一种写法；比较文字都经过这里。

不用 NFKC：它会把 10² 变成 102、把 ① 变成 1。只有拆开来与原样看着一样的几段用它：
Ⅲ → III、㎥ → m³、⑴ → (1)、㋋ → 12月、𝟏𝟎 → 10。
"""

import re
from functools import lru_cache
from unicodedata import normalize

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.visible_text import visible_text

_TABLE: dict[str, str] = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
for _target, _variants in {
    "≥": "≧⩾≽⪰⋝≮",
    "≤": "≦⩽≼⪯⋜≯",
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
    "μ": "µ",
    "¥": "￥",
    "": "\u180b\u180c\u180d\u180e\u180f\u200c\u200d\ufe0e\ufe0f",
    " ": "\u3000\t",
}.items():
    _TABLE.update(dict.fromkeys(_variants, _target))


def _spelt_out(sign: str) -> str:
    plain = normalize("NFKC", sign)
    if "㍱" <= sign <= "㏟":  # 单位的平方、立方仍写成上标
        plain = plain.replace("2", "²").replace("3", "³")
    return "".join(_TABLE.get(each, each) for each in plain)


# 拆开来看着一样的：№ ℓ、罗马数字、⑴ ⒈ ⒜、㈠、㋀、㍘ ㎡ ㏠、ﬁ、竖排和小号的标点、数学字母。
for _first, _last in (
    *(("№", "№"), ("ℓ", "ℓ"), ("Ⅰ", "ⅿ"), ("⑴", "⒵"), ("㈀", "㉃"), ("㋀", "㋋"), ("㌀", "㏿")),
    *(("ﬀ", "ﬆ"), ("︐", "﹫"), ("￠", "￦"), ("\U0001d400", "\U0001d7ff")),
):
    for _code in range(ord(_first), ord(_last) + 1):
        _TABLE.setdefault(chr(_code), _spelt_out(chr(_code)))

# 数学字母另写成一段：逐个列出，正则对每个字都要一一比过。
_VARIANT = Pattern(
    "[" + re.escape("".join(sign for sign in _TABLE if sign < "𝐀")) + "\U0001d400-\U0001d7ff]"
)
_DEGREES = Pattern("[°º˚] ?C(?![a-zA-Z])")
_LATEX = Pattern(
    r"\\+(?:(?P<ge>geqslant|geqq?|ge)|(?P<le>leqslant|leqq?|le)"
    r"|(?P<about>approx|cong|simeq)|(?P<times>times|cdot)|(?P<percent>%)"
    r"|(?:text|mathrm|rm)(?=\s*\{)|[ ,;])(?![a-zA-Z])"
)
_LATEX_SIGNS = {"ge": "≥", "le": "≤", "about": "≈", "times": "×", "percent": "%"}
_DOUBLED = Pattern(
    r"([>≥](?:\s*=)+|(?:=\s*)+>(?:\s*=)*)|([<≤](?:\s*=)+|(?:=\s*)+<(?:\s*=)*)|=(?:\s*=)+"
)


def _plain_form(found: re.Match[str]) -> str:
    return _TABLE[found[0]]


def _latex_sign(found: re.Match[str]) -> str:
    return _LATEX_SIGNS.get(found.lastgroup or "", " ")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    r"""返回折叠后的文字；空白与换行保留为普通空格和换行，其余内容不动。

    >>> fold("＞＝９５％"), fold("≧ 300\u3000人"), fold("=> 5"), fold("1≦2")
    ('≥95%', '≥ 300 人', '≥ 5', '1≤2')
    >>> fold(r"$\geq 90\%$"), fold("10²"), fold("①")
    ('≥ 90%', '10²', '①')
    >>> fold("≥100㎥"), fold("Ⅲ级"), fold("㈠ ⑴"), fold("26°C"), fold("⼀级"), fold("㎍/㎥")
    ('≥100m³', 'III级', '(一) (1)', '26℃', '一级', 'μg/m³')
    """
    text = visible_text(text)
    if text.isascii():
        text = text.replace("\t", " ")
    else:
        plain = _VARIANT.sub(_plain_form, text)
        if plain != text:
            text = visible_text(plain)  # 换出来的字母与后面的附加符号又能合成一个
        if "C" in text:
            text = _DEGREES.sub("℃", text)
    if "\\" in text:
        text = _LATEX.sub(_latex_sign, text).translate({ord(mark): None for mark in "${}"})
        text = _LATEX.sub(_latex_sign, text)  # 去掉大括号才连上的
    if "=" in text and len(text) > 1:
        text = _DOUBLED.sub(lambda found: "≥" if found[1] else "≤" if found[2] else "=", text)
    return text


@lru_cache(maxsize=8192)
def compact(text: str) -> str:
    """折叠，再去掉全部空白：两处文字是不是同一句，都照这个写法比。

    >>> compact("绩 效\\n指　标（Ａ）：")
    '绩效指标(A):'
    """
    return "".join(fold(text).split())
