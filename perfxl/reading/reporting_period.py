"""监控表的栏名里写的一段时间：1—7月、截至8月底、上半年。"""

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern

_TO = "[-—–―~～至到]"
_MONTH = Pattern(
    rf"(?:截[至止到]?|至)?(?:20\d\d年)?(?:1月?{_TO})?(?:20\d\d年)?(\d{{1,2}})月(?:份|底|末|\d{{1,2}}日)?"
)
# 还没有填到几月的空白表：1—　月执行数（空白已经去掉）。
_NOT_FILLED = Pattern(rf"1月?{_TO}_*月(?:份|底|末)?")
_NAMED = {
    "第一季度": 3,
    "第二季度": 6,
    "第三季度": 9,
    "前三季度": 9,
    "前3季度": 9,
    "三季度": 9,
    "上半年度": 6,
    "上半年": 6,
    "半年度": 6,
    "半年": 6,
    "二季度": 6,
    "一季度": 3,
    "监控期": None,
    "监控期间": None,
}
_WHOLE_YEAR = 12


def months_said(text: str) -> int | None:
    """写明到几月；没有写明为 ``None``。

    >>> [months_said(text) for text in ("1—7月执行数", "截至2024年8月31日", "上半年执行情况", "执行数")]
    [7, 8, 6, None]
    """
    folded = compact(text)
    found = _MONTH.search(folded)
    if found and 1 <= int(found[1]) <= _WHOLE_YEAR:
        return int(found[1])
    return next((months for name, months in _NAMED.items() if name in folded), None)


def is_period(text: str) -> bool:
    """整格只写着一段时间。

    >>> [is_period(text) for text in ("1-4月", "上半年", "截至8月底", "1-4月执行情况", "")]
    [True, True, True, False, False]
    """
    folded = compact(text)
    return folded in _NAMED or _MONTH.fullmatch(folded) is not None


def period_key(key: str) -> str:
    """栏名开头的一段时间换成“期内”，到 12 月的换成“全年”；没有的照旧。

    >>> period_key("1-7月执行数"), period_key("截至8月底执行情况"), period_key("1-12月执行数")
    ('期内执行数', '期内执行情况', '全年执行数')
    >>> period_key("半年度指标执行情况"), period_key("全年执行数"), period_key("12月")
    ('期内指标执行情况', '全年执行数', '12月')
    >>> period_key("1—月执行情况")
    '期内执行情况'
    """
    found = _MONTH.match(key)
    if found and 1 <= int(found[1]) <= _WHOLE_YEAR:
        rest = key[found.end() :]
        if not rest:
            return key
        return ("全年" if int(found[1]) == _WHOLE_YEAR else "期内") + rest
    blank = _NOT_FILLED.match(key)
    if blank and key[blank.end() :]:
        return "期内" + key[blank.end() :]
    name = next((each for each in _NAMED if key.startswith(each) and key != each), None)
    return key if name is None else f"期内{key.removeprefix(name)}"
