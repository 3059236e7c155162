"""项目名称是不是同一个：序号、编码、括号全角半角、空白、“经费/项目”一类尾词不计。"""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern

_ORDINAL = Pattern(
    r"^(?:\(?[一二三四五六七八九十百]+[)、.．]|[(]?\d{1,2}[)、.．](?!\d)|[(（]\d{1,2}[)）])"
)
# 短的编码后面要有分隔：12345热线、12315平台是名称。
_CODE = Pattern(
    r"^[\[(]?([0-9]{5}[0-9A-Za-z]{3,}+|[0-9]{5}[0-9A-Za-z]{0,2}(?=[\])]?[-—－_:：、]))"
    r"[\])]?[-—－_:：、\s]*(?=\D)"
)
# 短于这么多位的不是项目编码，是单位、地区的编号。
_SHORTEST_CODE = 8
_TAIL = Pattern(r"(专项资金|项目经费|工作经费|补助经费|项目资金|经费|项目|资金|费用)$")
# 只在单位、年度相同，金额或指标也对得上时才不计的尾词。
_LOOSE_TAIL = Pattern(
    r"(?:专项资金|项目经费|工作经费|补助经费|补助资金|专项经费|经费|项目|资金|费用|补助|补贴|工作|专项|工程)$"
)
_SHORTEST = 2
_YEAR_OF = Pattern(r"(20\d\d)年度?")
_SUFFIX = Pattern(r"\([^()]*\)$")
_YEARS = Pattern(r"[(（]20\d\d(?:年度?)?[)）]|20\d\d(?:年度?)?")
_NUMBERS = Pattern(r"\d+|[一二三四五六七八九十]+")
_LEVELS = ("中央", "省级", "市级", "州级", "县级", "区级")
# 两个名称的字有这么多相同，而数字、批次都相同，才算相近。
_CLOSE = 0.8

SAME = "名称相同"
TRIFLES = "名称只差序号、括号或“经费”“项目”一类尾词"
OWN_YEAR = "名称只差有没有写这一年度"
BRACKET = "名称只差末尾的括号"
CLOSE = "名称相近"
# 从最有把握的起。
GROUNDS = (SAME, TRIFLES, BRACKET, CLOSE)


def same_project(one: str, other: str) -> bool:
    """两个名称指的是同一个项目（或同一条指标）。

    >>> same_project("培训经费（2024年）", "培训经费(2024年)"), same_project("培训经费", "培训项目")
    (True, True)
    >>> same_project("省级资金（2023年）", "省级资金（2024年）"), same_project("", "")
    (False, False)
    """
    return alike(one, other) in (SAME, TRIFLES)


def alike(one: str, other: str) -> str:
    """两个名称为什么算同一个；不是同一个为 ``""``。

    数字不同（年份、批次）的一律不算相近。

    >>> alike("(二) 技工学校学生资助资金", "技工院校学生资助资金")
    '名称相近'
    >>> alike("三支一扶省级补助", "三支一扶省级补助（2023第二批）"), alike("省级资金(2023)", "省级资金(2024)")
    ('名称只差末尾的括号', '')
    """
    first, second = bare_name(one), bare_name(other)
    if not first or not second:
        return ""
    if first == second:
        return SAME
    if name_key(one) == name_key(other):
        return TRIFLES
    if without_bracket(first) == second or without_bracket(second) == first:
        return BRACKET
    if _is_close(name_key(one), name_key(other)):
        return CLOSE
    return ""


def similarity(one: str, other: str) -> float:
    """两个名称的字有几成相同，0 到 1。"""
    return SequenceMatcher(None, bare_name(one), bare_name(other), autojunk=False).ratio()


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """序号、括号、尾词都去掉后的名称；同一个项目的几种写法得到同一个键。

    >>> name_key("（一）考试考务经费 "), name_key("52272X24T000-考试考务项目")
    ('考试考务', '考试考务')
    """
    return _trimmed(bare_name(name))


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """去掉序号、编码、空白，括号引号写法统一。"""
    folded = _ORDINAL.sub("", compact(name).translate(_FOLDED))
    return _CODE.sub("", folded) or folded


@lru_cache(maxsize=8192)
def core_name(name: str, year: int | None) -> str:
    """``name_key`` 再去掉自己这一年的字和“补助”“工作”“工程”一类尾词；相同的只是可能是同一个项目。

    >>> core_name("2024年教师培训补助经费", 2024), core_name("农村公路养护工程", None)
    ('教师培训', '农村公路养护')
    >>> core_name("专项工作经费", 2024), core_name("教师培训工程（一期）", None)
    ('专项', '教师培训(一期)')
    """
    bare = bare_name(without_year(name, year))
    suffix = _SUFFIX.search(bare)
    cut = suffix.start() if suffix else len(bare)
    core = bare[:cut]
    while (found := _LOOSE_TAIL.search(core)) and found.start() >= _SHORTEST:
        core = core[: found.start()]
    return core + bare[cut:]


def project_code(name: str) -> str:
    """名称前写着的项目编码（``63012300024T000000269-名称``）；没有为 ``""``。

    >>> project_code("63012300024T000000269-公益性岗位"), project_code("2024年培训")
    ('63012300024T000000269', '')
    >>> project_code("12345热线平台运维"), project_code("20240015-热线平台运维")
    ('', '20240015')

    五六位的是单位、地区的编号，几个项目前面写的都是它，不是项目编码：

    >>> project_code("723001-公益性岗位"), project_code("522300-A02-技能大赛")
    ('', '')
    """
    found = _CODE.match(compact(name).translate(_FOLDED))
    return found[1] if found and len(found[1]) >= _SHORTEST_CODE else ""


def without_code(name: str) -> str:
    """去掉名称前写着的项目编码，其余照印。

    >>> without_code("63012300024T000000269-公益性岗位补贴"), without_code(" 2024年 培训")
    ('公益性岗位补贴', '2024年 培训')
    """
    return _CODE.sub("", name.strip()) or name.strip()


def without_year(name: str, year: int | None) -> str:
    """去掉名称里这一年的字：两个年度的同一个项目、同一条指标，名称里各写各的年度。

    >>> without_year("培训经费（2024年）", 2024), without_year("2023年结转资金", 2024)
    ('培训经费', '2023年结转资金')
    """
    if year is None or str(year) not in name:
        return name
    return re.sub(rf"[(（]{year}(?:年度?)?[)）]|{year}(?:年度?)?", "", name) or name


def without_years(name: str) -> str:
    """去掉名称里的各个年份，不管是哪一年。

    >>> without_years("2024年培训经费（2023年度）"), without_years("2024")
    ('培训经费', '2024')
    """
    return _YEARS.sub("", name) or name


_FOLDED = str.maketrans(
    {"“": '"', "”": '"', "〔": "(", "〕": ")", "【": "(", "】": ")"},
)


def _trimmed(name: str) -> str:
    """年份写法统一，去掉尾词；末尾括号里的字留着。"""
    plain = _YEAR_OF.sub(r"\1", name)
    suffix = _SUFFIX.search(plain)
    cut = suffix.start() if suffix else len(plain)
    base = plain[:cut]
    return (_TAIL.sub("", base) or base) + plain[cut:]


def _is_close(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    # 字数差得多的，短的全部相同也到不了 _CLOSE。
    if (
        shorter < 4
        or 2 * shorter < _CLOSE * (shorter + longer)
        or name_marks(one) != name_marks(other)
    ):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # 先看上限，免得逐对细比。
    return all(
        measure() >= _CLOSE
        for measure in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    )


@lru_cache(maxsize=8192)
def name_marks(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """名称里的数字和资金级次：批次不同的，中央、省级的，不是同一笔钱。"""
    return tuple(_NUMBERS.findall(name)), frozenset(each for each in _LEVELS if each in name)


@lru_cache(maxsize=8192)
def without_bracket(name: str) -> str:
    """``bare_name`` 去掉末尾的括号。

    >>> without_bracket("就业补助资金(第二批)")
    '就业补助资金'
    """
    return _SUFFIX.sub("", name)
