"""一格里看得见的字：看不见的字符不算，兼容字形的汉字还成通用的字。

从 PDF、网页、微信、计算器复制来的字常夹着这些：``⼀级指标`` 的 ``⼀`` 是康熙部首，``188480`` 两头是
方向符。人看上去一样的，读进来就一样；存着的原文留在 ``Cell.value``。
①、²、㎡、Ⅲ 是人看得见的写法，照原样，比较时才折叠，见 ``grammar.glyphs``。
"""

from functools import lru_cache
from unicodedata import is_normalized, normalize

from perfxl.grammar.patterns import Pattern

# 划了删除线的字，每个后面跟着它（长横）：人看得见划掉了。
STRUCK = "\u0336"
# 部首补充、笔画两区里的字 → 同形的汉字（Unicode 15 EquivalentUnifiedIdeograph）；⺼ 按字形作 月。
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日"
    "⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊"
    "⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼月⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅"
    "⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾"
    "⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟㇆𠃌㇏乀㇐一㇑丨㇒丿㇓丿㇔丶㇕𠃍㇖乛㇗𠃊㇘𠃎㇙𠄌㇚亅㇛𡿨㇜𠃋㇝乀"
    "㇞𠃑㇟乚㇠乙㇡𠄎"
)
_BLANKS = "\u00a0\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u2800\u3164\uffa0"
# 连接符、变体选择符：在表情、连写的文字（阿拉伯、蒙古、印度诸文）后面管着字形，别处什么也看不见。
_JOINERS = "\u180b-\u180f\u200c\u200d\ufe0e\ufe0f"
_JOINED = (
    "\u0600-\u08ff\u0900-\u0dff\u1800-\u18af\u200c\u200d\u203c\u2049\u20e3\u2122\u2139\u2190-\u21ff"
    "\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\ufb50-\ufdcf\ufe0f\ufe70-\ufefc"
    "\U0001f000-\U0001faff"
)
# 控制字符、方向符、零宽字符、软连字符、注音和对象的占位、标签字符、不是字符的码位。
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u070f\u17b4\u17b5"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufe00-\ufe0d\ufeff"
    "\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
)
_HALVES = "\ud800-\udfff"
_LINE_ENDS = "\r\x85\u2028\u2029"
_COMPATIBLE = "\u2e80-\u2fdf\u31c0-\u31e3"  # 此外的兼容汉字（豈、郎）由 NFC 归并
# 要动的字符里 str.isprintable 放过的；其余的它都不放过，比正则快。
_ODD = Pattern(
    f"[{_COMPATIBLE}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc"
    "\U000e0100-\U000e01ef]"
)
_UNSEEN_HERE = Pattern(f"[{_UNSEEN}]|(?<![{_JOINED}])[{_JOINERS}]")
_BLANK = Pattern(f"[{_BLANKS}]")
_LINE_END = Pattern(f"\r\n|[{_LINE_ENDS}]")
_HALF = Pattern(f"[{_HALVES}]")

_UNIFIED = dict(zip(map(ord, _RADICALS[::2]), _RADICALS[1::2], strict=True))
_UNIFIED |= {code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


@lru_cache(maxsize=8192)
def visible_text(text: str) -> str:
    r"""人看得见的字；换行一律是 ``\n``，各种宽窄的空白是空格，成不了字的半个字符是 ``�``。

    >>> visible_text("⼀级指标"), visible_text("\u202d188480\u202c"), visible_text("招募\x0b人\u200b数")
    ('一级指标', '188480', '招募人数')
    >>> visible_text("\ud83d\ude00"), visible_text("完\ud83d"), visible_text("①10²㎡Ⅲ级　甲")
    ('😀', '完�', '①10²㎡Ⅲ级　甲')
    """
    printable = text.isprintable() or text.replace("\n", "").replace("\u3000", "").isprintable()
    if printable and _ODD.search(text) is None and is_normalized("NFC", text):
        return text
    if _HALF.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _UNSEEN_HERE.sub("", _LINE_END.sub("\n", text))
    return normalize("NFC", _BLANK.sub(" ", text).translate(_UNIFIED))
