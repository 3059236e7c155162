"""栏目叫法：把格子里的标签折成可比的写法，查出它是哪一栏。"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.yaml_tables import yaml_table
from perfxl.model.money_units import ANY_MONEY_UNIT
from perfxl.reading.reporting_period import period_key

# 栏名、行标题一般不超过这么多字；更长的是正文。
LONGEST_LABEL = 30
_BRACKETED = Pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_LAST_BRACKET = Pattern(r"\(([^()]+)\)[:*]?$")
# 标签前面的序号：一、 十二. 1. 2) ①；后面接着数的是数（1.5万元），不是序号。括号里的“（一）”与别的括注一同去掉。
_ORDINAL = Pattern(
    r"^(?:[(（][一二三四五六七八九十\d]{1,3}[)）][、.．]?|[一二三四五六七八九十]{1,3}[、.．)）]+"
    r"|\d{1,2}[、.．)）]+(?!\d)|[①-⑳][、.．]?)"
)
_FUND_UNIT = Pattern(rf"[(（](?:单位[:：]?)?(?:{ANY_MONEY_UNIT})[)）]")
_FUND_PREFIX = Pattern(
    r"^(?:按\S{2,8}?分(?:类|组)?[:：、]|其中[:：、]?|[(（]?[一二三四五六\d]{1,2}(?:[.．、]|[)）]、?))*"
)


@cache
def label_table() -> dict[str, Any]:
    """``labels.yaml`` 的内容。"""
    table: dict[str, Any] = yaml_table(Path(__file__).with_name("labels.yaml"))
    return table


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """标签的可比写法：再去掉括号里的字、前面的序号、首尾冒号与星号。

    >>> label_key("年度指标值(A)"), label_key("单 位（盖章）："), label_key("产出指标\\n(50分)")
    ('年度指标值', '单位', '产出指标')
    >>> label_key("五、自评等级"), label_key("（二）预算执行情况（10分）"), label_key("3.项目名称："), label_key("1.5万元")
    ('自评等级', '预算执行情况', '项目名称', '1.5万元')
    """
    return without_ordinal(_BRACKETED.sub("", compact(text)).strip(":*#.、"))


def without_ordinal(key: str) -> str:
    """折叠过的一段字去掉前面的序号；只有序号的照旧。

    >>> without_ordinal("五、自评等级"), without_ordinal("2)得分"), without_ordinal("一、")
    ('自评等级', '得分', '一、')
    """
    return _ORDINAL.sub("", key) or key


@cache
def _column_words(section: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    table = label_table()[section]
    exact = {word: role for role, words in table["exact"].items() for word in words}
    contains = tuple((word, role) for role, words in table["contains"].items() for word in words)
    return exact, contains


# 栏名开头的一个年度：2024年实际；后面接着几月、半年的是一段时间。
_OF_ONE_YEAR = Pattern(r"^20\d\d年度?(?=[目计预实完达指])")
# 完成了百分之几，不是完成值。
_DONE_RATE = "done_rate"
# 栏名前面标的字母：A.全年预算数、B、全年执行数。
_LETTERED = Pattern(r"^[A-Z][.、:]")


def _column_role(section: str, text: str) -> str | None:
    key = _LETTERED.sub("", label_key(text))
    if not key or len(key) > 20:
        return None
    exact, contains = _column_words(section)
    printed = compact(text).strip(":*")
    if key in exact or printed in exact:
        return exact.get(printed) or exact[key]
    table = label_table()[section]
    ignored, endings = table.get("ignored", ()), tuple(table.get("ignored_endings", ()))
    starts = tuple(table.get("ignored_starts", ()))
    if key in ignored or key.endswith(endings) or key.startswith(starts):
        return None
    key = period_key(key)
    rest = key.removeprefix("期内")
    if rest in ignored:
        return None
    if exact.get(rest) == _DONE_RATE:
        return _DONE_RATE  # 1-7月完成率，不是1-7月完成的
    if key in exact:
        return exact[key]
    said = next((role for word, role in contains if word in key), None)
    return said or exact.get(_OF_ONE_YEAR.sub("全年", key))


@lru_cache(maxsize=1024)
def column_part(text: str, role: str) -> str | None:
    """一栏下面分的一格（偏差原因下面的 经费保障）的名称；不是为 ``None``。

    >>> column_part("经费 保障", "reason"), column_part("有可能", "likelihood"), column_part("其他", "score")
    ('经费保障', '有可能', None)
    """
    key = label_key(text)
    return key if key in label_table()["indicator_parts"].get(role, ()) else None


def is_split_column(role: str) -> bool:
    """下面分几格划勾的一栏。"""
    return role in label_table()["indicator_parts"]


@lru_cache(maxsize=1024)
def sub_column(text: str) -> str | None:
    """大栏下面分的一格，说是计划的（``target``）还是做到的（``actual``）；不是这样的为 ``None``。

    >>> sub_column("计划"), sub_column("实际完成"), sub_column("分值")
    ('target', 'actual', None)
    """
    key = label_key(text)
    table = label_table()["sub_columns"]
    return next((role for role, words in table.items() if key in words), None)


@lru_cache(maxsize=1024)
def is_scored_out_of(text: str) -> bool:
    """大栏“评分”下面说满分多少的一格。"""
    return label_key(text) in _words("scored_out_of")


@lru_cache(maxsize=8192)
def is_column_part(text: str) -> bool:
    """是某一栏下面分的一格。"""
    return any(column_part(text, role) for role in label_table()["indicator_parts"])


@lru_cache(maxsize=8192)
def is_exact_table_column(text: str) -> bool:
    """整句就是资金表头、指标表头里的一栏；只是含有其中的字（保障预算执行率）的不算。

    >>> is_exact_table_column("年初预算数"), is_exact_table_column("年初目标任务全部完成")
    (True, False)
    """
    key, printed = label_key(text), compact(text).strip(":*")
    return any(
        key in exact or printed in exact
        for exact, _ in map(_column_words, ("fund_columns", "indicator_columns"))
    )


@lru_cache(maxsize=8192)
def indicator_column(text: str) -> str | None:
    """指标栏表头里的一格是哪一栏；不认得时为 ``None``。

    >>> indicator_column("偏差原因分析及改进措施"), indicator_column("实际完成值（B）")
    ('reason', 'actual')
    >>> indicator_column("备注（未完成原因）"), indicator_column("备注（万元）"), indicator_column("B.完成值")
    ('reason', 'note', 'actual')
    >>> indicator_column("2024年实际"), indicator_column("2025年目标"), indicator_column("2024年新增")
    ('actual', 'target', None)
    """
    role = _column_role("indicator_columns", text)
    if role == "note" and (inside := _LAST_BRACKET.search(compact(text))) is not None:
        # 备注（未完成原因）：写的是原因
        return "reason" if _column_role("indicator_columns", inside[1]) == "reason" else role
    return role


@lru_cache(maxsize=8192)
def list_column(text: str) -> str | None:
    """清单表头里的一格是哪一栏：项目、单位、预算数……

    >>> list_column("预算数（万元）"), list_column("项目名称"), list_column("三级指标")
    ('initial', 'project', None)
    >>> list_column("项目执行单位"), list_column("资金使用单位名称")
    ('organisation', 'organisation')
    """
    return _column_role("list_columns", text) or _organisation(text)


@lru_cache(maxsize=8192)
def line_column(text: str) -> str | None:
    """预算批复表表头里的一格是哪一栏。

    >>> line_column("年初预算数"), line_column("科目编码"), line_column("增 减 数"), line_column("姓名")
    ('initial', 'code', 'change', 'foreign')
    """
    return _column_role("line_columns", text)


@lru_cache(maxsize=8192)
def result_column(text: str) -> str | None:
    """自评汇总表表头里的一格是哪一栏；金额、执行率、得分的别的叫法照资金的栏。

    >>> result_column("项目名称"), result_column("执行率（%）"), result_column("自评等级"), result_column("分值")
    ('name', 'rate', 'grade', 'foreign')
    """
    role = _column_role("result_columns", text) or _organisation(text)
    if role is not None:
        return role
    role = _column_role("fund_columns", text)
    return role if role in ("initial", "adjusted", "executed", "rate", "score") else None


@lru_cache(maxsize=1024)
def review_column(text: str) -> str | None:
    """审核表表头里的一格是哪一栏。

    >>> review_column("审核内容"), review_column("审核要点"), review_column("审核意见"), review_column("指标值")
    ('name', 'criterion', 'grade', None)
    """
    return _column_role("review_columns", text)


_AFTER = Pattern(
    r"^现(?=指标|目标|计划)|(?<!未)(?:调整|变更|修改|修订)(?!前|原因|说明|依据|理由|情况|事项)"
)
_BEFORE = Pattern(r"年初|调整前|变更前|修改前|^原")


@lru_cache(maxsize=8192)
def half_of(text: str) -> str | None:
    """左右并列的两套里，写明是年初的（``first``）还是调整后的（``second``）。

    >>> half_of("调整后绩效目标"), half_of("年初指标值"), half_of("调整前"), half_of("指标值")
    ('second', 'first', 'first', None)
    >>> half_of("三级指标（调整后）"), half_of("指标值（年初）"), half_of("现指标值")
    ('second', 'first', 'second')
    """
    key = compact(text).strip(":*")
    if not key or len(key) > 18:
        return None
    if _BEFORE.search(key):
        return "first"
    return "second" if _AFTER.search(key) else None


_SUPERSEDED = Pattern(
    r"^原(?!因|始)|^旧|[(（][原旧][)）]|原稿|旧稿|草稿|初稿|作废|废止|停用|旧值|修改前"
)


@lru_cache(maxsize=8192)
def is_superseded(text: str) -> bool:
    """栏名写着是改过以前的：指标值（原稿）、旧指标值。

    >>> [is_superseded(text) for text in ("指标值（原稿）", "原指标值", "原因分析", "年初指标值")]
    [True, True, False, False]
    """
    return _SUPERSEDED.search(compact(text)) is not None


_FULL_YEAR = Pattern(
    r"(?:全年|全程|年度|本年度?|当年|年末)程?(?:绩效)?(?:指标|目标|完成|实际|计划|预期)?值?"
)
_PART_YEAR = Pattern(
    r"[上下]?半年程?(?:指标|目标|完成|实际|计划|预期)?值?|第?[一二三四1-4]季度|前三季度|\d{1,2}月|年中"
)
_WHOLE_PERIOD = Pattern(
    r"(?:(?:项目)?实施期|实施周期|项目周?期|全周期|中长期|中期|长期)(?:内|总)?"
    r"(?:绩效)?(?:指标|目标|完成|实际|计划|预期)?(?:值|数|情况)?"
)


@lru_cache(maxsize=1024)
def year_part(text: str) -> str | None:
    """一栏下面分的一格：全年的（``full``）、半年季度的（``shorter``）、整个实施期的（``longer``）；

    不是这样分的为 ``None``。

    >>> year_part("全年（程）"), year_part("半年（程）"), year_part("上半年目标值"), year_part("指标值")
    ('full', 'shorter', 'shorter', None)
    >>> year_part("实施期"), year_part("中长期目标"), year_part("年度")
    ('longer', 'longer', 'full')
    """
    key = label_key(text)
    if _FULL_YEAR.fullmatch(key):
        return "full"
    if _PART_YEAR.fullmatch(key):
        return "shorter"
    return "longer" if _WHOLE_PERIOD.fullmatch(key) else None


# 分值一栏的附注：（满分90）、（90分）、共100分；其中：预算执行率10分。
_POINTS_REMARK = Pattern(
    r"\((?:满分|总分|合计|共|共计)?:?\d+(?:\.\d+)?分?\)|(?:满分|总分|合计|共|共计):?\d+(?:\.\d+)?分?|\d+分"
    r"|\(?(?:其中|不含|另有|另):?(?:预算|资金)执行率(?:另?占)?:?(?:\d+(?:\.\d+)?分?)?\)?"
)


@lru_cache(maxsize=8192)
def is_points_remark(text: str) -> bool:
    """表头里分值一栏的附注。

    >>> [is_points_remark(text) for text in ("（满分90）", "（90分）", "满分100分", "90", "分值")]
    [True, True, True, False, False]
    >>> [is_points_remark(text) for text in ("（合计90）", "其中：预算执行率10分", "预算执行率")]
    [True, True, False]
    """
    return _POINTS_REMARK.fullmatch(compact(text)) is not None


@lru_cache(maxsize=8192)
def is_header_remark(text: str) -> bool:
    """表头里的附注，不是一栏：分值权重下面的“其中:预算执行率”“（满分90）”。"""
    return label_key(text) in label_table()["header_remarks"] or is_points_remark(text)


@lru_cache(maxsize=8192)
def is_ignored_column(text: str) -> bool:
    """指标栏里看着像、其实不读的栏，如 评分标准、前年。"""
    return label_key(text) in label_table()["indicator_columns"]["ignored"]


@lru_cache(maxsize=8192)
def is_exact_column(text: str) -> bool:
    """表头里的一格整句就是栏名，不是凑巧含有栏名的字。"""
    return label_key(text) in _column_words("indicator_columns")[0]


# 栏名前面说的就是这一年：本年支出、当年实际支出数。
_THIS_YEAR = Pattern("^(?:本年度?|当年度?|全年度?|年度)")


@lru_cache(maxsize=8192)
def fund_column(text: str) -> str | None:
    """资金表头里的一格是哪一栏。

    >>> fund_column("全年执行数(B)"), fund_column("执行率（B/A）"), fund_column("上年决算数")
    ('executed', 'rate', None)
    >>> fund_column("本年支出"), fund_column("当年实际支出数"), fund_column("本年预算")
    ('executed', 'executed', None)
    """
    role = _column_role("fund_columns", text)
    if role is not None:
        return role
    key = label_key(text)
    bare = _THIS_YEAR.sub("", key)
    spent = bare != key and "executed" in (
        _column_role("fund_columns", bare),
        _column_role("fund_columns", f"全年{bare}"),
    )
    return "executed" if spent else None


@lru_cache(maxsize=8192)
def is_ignored_fund_column(text: str) -> bool:
    """资金表头里看着像、其实不读的栏：往年的数、结余。

    >>> is_ignored_fund_column("上年决算数"), is_ignored_fund_column("结余（万元）")
    (True, True)
    """
    table, key = label_table()["fund_columns"], label_key(text)
    return key in table["ignored"] or key.startswith(tuple(table["ignored_starts"]))


@cache
def _words(section: str) -> frozenset[str]:
    words: list[str] = label_table()[section]
    return frozenset(words)


@cache
def _names(section: str) -> dict[str, str]:
    table: dict[str, list[str]] = label_table()[section]
    return {word: name for name, words in table.items() for word in words} | {
        name: name for name in table
    }


@cache
def line_sums(kind: str) -> tuple[str, ...]:
    """预算批复表里加总行的叫法：``whole`` 合计，``year`` 印作小计的本年合计，``page`` 分页小计。

    >>> "收入总计" in line_sums("whole"), "本年收入小计" in line_sums("year")
    (True, True)
    """
    return tuple(label_table()["line_sums"][kind])


# 做这个项目、用这笔钱的单位，各地前后多写几个字：项目承担单位、资金使用单位名称、项目实施主体。
_DOING = {
    **dict.fromkeys(("实施", "承担"), "实施单位"),
    **dict.fromkeys(("责任", "负责"), "责任单位"),
    **{verb: f"{verb}单位" for verb in ("执行", "用款", "承办", "建设", "牵头")},
    "使用": "资金使用单位",
}
_LISTED = ("实施单位", "执行单位", "资金使用单位", "用款单位")
_DOING_UNIT = Pattern(
    f"(?:项目|资金|专项|具体|组织|主要)*({'|'.join(_DOING)})(?:单位|主体|机构)(?:名称|全称)?(?:及[代编]码)?"
)


def _organisation(text: str) -> str | None:
    """做这个项目、用这笔钱的单位一栏；责任单位、牵头单位常另是一栏，不算。"""
    doing = _DOING_UNIT.fullmatch(label_key(text))
    return "organisation" if doing and _DOING[doing[1]] in _LISTED else None


@lru_cache(maxsize=8192)
def field_name(text: str) -> str | None:
    """表头信息的规范名。

    >>> field_name("主管部门及代码"), field_name("单位（盖章）:"), field_name("产出指标")
    ('主管部门', '填报单位', None)
    >>> field_name("部门（单位）名称"), field_name("经办人："), field_name("市县主管部门")
    ('部门（单位）名称', '经办人', '市县主管部门')
    >>> field_name("项目承担单位"), field_name("使用单位"), field_name("项目执行单位名称"), field_name("服务单位")
    ('实施单位', '资金使用单位', '执行单位', None)
    """
    folded = without_ordinal(compact(text).strip(":*"))
    key = label_key(text)
    if folded in _words("fields_as_printed") or key in _words("fields_as_printed"):
        whole = folded in _words("fields_as_printed")
        return printed_field_name(text) if whole else key
    if key in (names := _names("fields")):
        return names[key]
    if key.endswith(("部门名称", "主管部门")) and len(key) <= 10:
        return key
    doing = _DOING_UNIT.fullmatch(key)
    return _DOING[doing[1]] if doing else None


# 一项目标管的是整个实施期：项目期目标、建设期绩效目标、三年总体目标。
_PERIOD_GOAL = Pattern(
    "(?:项目|专项|资金|债券){,2}(?:实施期间?|实施周期|项目期|项目周期|全周期|全生命周期|建设期|规划期|中期|中长期|长期|[两三四五]年)"
    "(?:内|的)?(?:总体|绩效|总|规划|预期)*目标"
    r"|20\d\d年?[-—–―~～至到]+20\d\d年(?:总体|绩效|总|规划|预期)*目标"
)
# 一段的序号：二、（二）。
_NUMBERED = Pattern(r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\))")
_YEAR_GOAL = Pattern(r"20\d\d年度?(?:总体|绩效|工作|预期)*目标")
# 说了是做什么的目标：购买服务目标、项目建设目标。
_WORK_GOAL = Pattern(
    "(?:项目|专项|资金|债券|基金|政策|购买|采购|服务|建设|改革|实施|工作|活动|任务|培训|研究|投资)+"
    "(?:年度|总体|预期|绩效)*目标"
)


@lru_cache(maxsize=8192)
def goal_name(text: str) -> str | None:
    """``expected``、``adjusted``、``actual``、``period``（实施期），或行标题 ``group``（年度总体目标）；

    不是目标标签时为 ``None``。

    >>> [goal_name(t) for t in ("预期目标", "年度总体目标完成情况综述", "年度\\n总体\\n目标", "已完成。")]
    ['expected', 'actual', 'group', None]
    >>> [goal_name(t) for t in ("项目期目标", "建设期绩效目标", "完成建设期目标")]
    ['period', 'period', None]
    >>> [goal_name(t) for t in ("2024—2026年目标", "2024年目标", "购买服务目标", "完成目标")]
    ['period', 'group', 'group', None]
    >>> [goal_name(t) for t in ("二、目标", "（二） 目标：", "目标")]
    ['group', 'group', None]
    """
    key = label_key(text)
    exact, contains = _goal_words()
    if key in exact:
        return exact[key]
    if len(key) > 16:
        return None
    found = next((name for word, name in contains if word in key), None)
    if found == "actual" and "指标" in key:
        return None  # 年度绩效指标完成情况：说的是指标，不是目标
    if found is None and _PERIOD_GOAL.fullmatch(key):
        return "period"
    if found is None and key.startswith("20") and _YEAR_GOAL.fullmatch(key):
        return "group"
    if found is None and len(key) <= 10 and key.endswith(("绩效目标", "总体目标", "总目标")):
        return "group"
    if found is None and len(key) <= 10 and _WORK_GOAL.fullmatch(key):
        return "group"
    if key == "目标" and _NUMBERED.match(compact(text)):
        return "group"  # 二、目标：是一段的标题；没有序号的“目标”是一栏的名称
    return found


@cache
def _goal_words() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    table = label_table()["goals"]
    exact = {
        word: name
        for name in ("expected", "adjusted", "actual", "period", "group")
        for word in table[name]
    }
    contains = tuple((word, name) for name, words in table["contains"].items() for word in words)
    return exact, contains


# 自评总分及等级、项目总得分、得分总计、总评分。
_TOTAL = Pattern(
    r"(?:本?项目|自评|自我|评价|绩效|综合|最终|考核|评审|审核|年度|部门|整体|指标|各项)*"
    r"(?:总(?:得分|评分|评得分|分值|分数|计得分|分)|得分(?:总计|合计|总和|总分)|(?:合计|总计)(?:总分|得分|分数|分))"
    r"(?:合计)?(?:(?:及|和|与|/|、)?(?:自评|评定|评价|绩效)*(?:等级|等次|档次|结果|结论))?"
)


@lru_cache(maxsize=8192)
def is_total(text: str) -> bool:
    """总分行的标签。

    >>> [is_total(text) for text in ("自评总分及等级", "项目总得分", "得分总计", "总评分", "总分/等级")]
    [True, True, True, True, True]
    >>> is_total("总分排名"), is_total("自评得分")
    (False, False)
    """
    key = label_key(text)
    return key in _words("totals") or _TOTAL.fullmatch(key) is not None


@lru_cache(maxsize=8192)
def is_score_above(text: str) -> bool:
    """表头里总分的标签：总分、自评得分；“合计”多半是资金的，不算。

    >>> is_score_above("自评总分"), is_score_above("自评得分（分）"), is_score_above("合计")
    (True, True, False)
    """
    key = label_key(text)
    return key in _words("totals_above") or (is_total(text) and "分" in key)


@lru_cache(maxsize=8192)
def is_subtotal(text: str) -> bool:
    """小计行的标签，如 小计、产出指标小计。"""
    return label_key(text).endswith(tuple(_words("subtotals")))


@lru_cache(maxsize=8192)
def is_conclusion(text: str) -> bool:
    """自评结论的标签。"""
    return label_key(text) in _words("conclusion")


@lru_cache(maxsize=8192)
def is_grade_label(text: str) -> bool:
    """自评等级的标签。"""
    return label_key(text) in _words("grade")


# 一级、二级指标名里印的分数：（50分）、50分，可得的分（0-20）分。
_LEVEL_POINTS = Pattern(r"\((?:\d+分?-)?\d+(?:\.\d+)?[分%]?\)分?|\d+(?:\.\d+)?分$")


@lru_cache(maxsize=8192)
def level_name(text: str) -> str:
    """一级、二级指标的全名；不认得的照印（去掉括号里的分数和换行）。

    >>> level_name("产出\\n(50分)"), level_name("服务对象满意度"), level_name("产出 指标")
    ('产出指标', '服务对象满意度指标', '产出指标')
    >>> level_name("特色指标（自设）"), level_name("产出指标50分"), level_name("成本指标（0-20）分")
    ('特色指标(自设)', '产出指标', '成本指标')
    >>> level_name("二、产出指标（50分）"), level_name("1.数量"), level_name("3个指标")
    ('产出指标', '数量指标', '3个指标')
    """
    key, names = label_key(text), _names("level_names")
    if key in names or (key := key.removesuffix("值")) in names:
        return names[key]
    if len(text) > 100:
        return compact(text)  # 不是指标名；下面的式子对长串数字很慢
    bare = _LEVEL_POINTS.sub("", compact(text))
    return names.get(bare) or names.get(without_number(bare)) or bare


@lru_cache(maxsize=8192)
def is_level1_name(text: str) -> bool:
    """认得的一级指标名：产出、效益、满意度、成本。"""
    return level_name(text) in label_table()["level1_names"]


_TWO_LEVELS = Pattern(
    r"^(.+?指标(?:[(（][^()（）]*[)）])?|.+?)\s*(?:[\n—–―－\-/／·:：>→|]+|(?<=[标)）]))\s*(.+)$"
)


@lru_cache(maxsize=8192)
def two_levels(text: str) -> tuple[str, str] | None:
    """一级、二级指标写在一格里的，各是哪几个字；不是这样写的为 ``None``。

    >>> two_levels("产出指标\\n数量指标"), two_levels("产出（50分）—质量（20分）"), two_levels("产出指标数量指标")
    (('产出指标', '数量指标'), ('产出（50分）', '质量（20分）'), ('产出指标', '数量指标'))
    >>> two_levels("产出指标—成本指标"), two_levels("效益/满意度指标"), two_levels("产出指标（50分）")
    (('产出指标', '成本指标'), None, None)
    """
    found = _TWO_LEVELS.search(text.strip()) if len(text) <= LONGEST_LABEL else None
    if found is None:
        return None
    upper, lower = found[1].strip(), found[2].strip()
    if not is_level1_name(upper) or not is_known_level(lower):
        return None
    # 成本也可以是产出下面的二级；别的两个都是一级的，是并列的两类。
    alone = is_level1_name(lower) and (level_name(upper), level_name(lower)) != (
        "产出指标",
        "成本指标",
    )
    return None if alone else (upper, lower)


@lru_cache(maxsize=8192)
def section_level(text: str) -> str | None:
    """写着序号的一级指标（一、产出指标（50分））去掉序号的名称；不是一级指标的为 ``None``。

    >>> section_level("一、产出指标（50分）"), section_level("效益指标"), section_level("一、项目概况")
    ('产出指标（50分）', '效益指标', None)
    """
    name = without_number(text)
    return name if len(name) <= LONGEST_LABEL and is_level1_name(name) else None


def without_number(text: str) -> str:
    """去掉前面的序号：一、 （一） 1.

    >>> without_number("（一）数量指标"), without_number("1.质量指标")
    ('数量指标', '质量指标')
    """
    return _NUMBERED.sub("", text.strip())


_NUMBERED = Pattern(r"^[(（]?\s*[一二三四五六七八九十\d]{1,2}\s*[)）]?[、.．\s]*")


@lru_cache(maxsize=8192)
def is_known_level(text: str) -> bool:
    """认得的一级、二级指标名。

    >>> is_known_level("社会效益"), is_known_level("产出指标（50分）"), is_known_level("填报人")
    (True, True, False)
    """
    return level_name(text) in label_table()["level_names"]


@lru_cache(maxsize=8192)
def fund_name(text: str) -> str:
    """资金行的名称：去掉“其中”、冒号和括号里的金额单位。

    >>> fund_name("  其中:上级补助:"), fund_name("年度资金总额："), fund_name("其中： 财政 拨款")
    ('上级补助', '年度资金总额', '财政拨款')
    >>> fund_name("预算资金（万元）：")
    '预算资金'
    """
    bare = "".join(text.split())
    return _FUND_UNIT.sub("", _FUND_PREFIX.sub("", bare)).strip(":：")


@lru_cache(maxsize=8192)
def is_fund_name(text: str) -> bool:
    """资金情况里的资金名称；彩票公益金有许多叫法（福彩公益金、中央专项彩票公益金），看末尾的字。"""
    name = fund_name(compact(text))
    return name in _words("fund_names") or name.endswith("公益金")


@lru_cache(maxsize=8192)
def is_fund_group(text: str) -> bool:
    """资金情况左边的行标题。"""
    key = label_key(text)
    return key in _words("fund_groups") or (
        len(key) <= 10 and key.endswith(("资金情况", "预算情况"))
    )


@lru_cache(maxsize=8192)
def detail_name(text: str) -> str | None:
    """别的文字栏目的名称；不认得时为 ``None``。

    >>> detail_name("部门（单位）明细目标"), detail_name("部门职能 概述"), detail_name("其他")
    ('部门(单位)明细目标', '部门职能概述', None)
    """
    printed = without_ordinal(compact(text).strip(":*"))
    return printed if label_key(text) in _words("details") else None


@lru_cache(maxsize=8192)
def is_group_label(text: str) -> bool:
    """左边、上边的行标题，自己没有值。"""
    key = label_key(text)
    if len(key) <= 10 and key.endswith(("基本情况", "基本信息")):
        return True
    return key in _words("group_labels") or _INDICATORS_OF_YEAR.fullmatch(key) is not None


# 本年度绩效指标、当年绩效指标完成情况。
_INDICATORS_OF_YEAR = Pattern("[本当]年度?(?:绩效)?指标(?:(?:完成|执行|设置)?情况)?")
_SECTION = Pattern(r"^[(]?[一二三四五六七八九十]{1,2}[)、.．]+")


@lru_cache(maxsize=8192)
def is_section(text: str) -> bool:
    """写着序号的大标题：四、年度绩效指标完成情况。

    >>> is_section("四、年度绩效指标完成情况"), is_section("一、项目基本情况"), is_section("一、完成培训")
    (True, True, False)
    """
    key = compact(text).strip(":")
    bare = _SECTION.sub("", key) if len(key) <= 20 else key
    ends = ("指标完成情况", "基本情况", "基本信息", "绩效指标")
    return bare != key and (bare.endswith(ends) or is_group_label(bare))


_DETAIL = Pattern(
    r"(?:计划|依据|理由|措施|内容|概况|概述|说明|必要性|可行性|方案|意见|职能|职责|任务|用途|背景|简介|范围|说明的?(?:事项|问题|情况))$"
)


@lru_cache(maxsize=8192)
def detail_like_name(text: str) -> str | None:
    """像文字栏目的名称：认得的，或以 计划、依据、措施…… 收尾的短语。

    >>> detail_like_name("项目实施进度计划："), detail_like_name("按照年度计划开展各项工作，明确职责和内容")
    ('项目实施进度计划', None)
    """
    known = detail_name(text)
    if known is not None:
        return known
    printed = without_ordinal(compact(text).strip(":*"))
    return printed if len(printed) <= 16 and _DETAIL.search(label_key(text)) else None


_SEAL = Pattern(r"[(（](?:单位)?(?:盖章|公章|签章|签字|章)[)）]")


@lru_cache(maxsize=8192)
def is_sealed(text: str) -> bool:
    """末尾留着盖章、签字的位置。

    >>> is_sealed("主管部门（盖章）："), is_sealed("财政部门(公章)"), is_sealed("盖章")
    (True, True, False)
    """
    bare = compact(text).strip(":")
    found = _SEAL.search(bare)
    return found is not None and found.end() == len(bare)


@lru_cache(maxsize=8192)
def bears_seal(text: str) -> bool:
    """写着盖章、签字的位置，前后可以有单位、日期。

    >>> bears_seal("（盖章）某县财政局　2024年1月26日"), bears_seal("已盖章")
    (True, False)
    """
    return _SEAL.search(compact(text)) is not None


_WITH_CODE = Pattern(r"(?:及|和|\()(?:代码|编码)\)?$")


@lru_cache(maxsize=8192)
def printed_field_name(text: str) -> str:
    """栏目所印的名称：去掉空白、冒号、前面的序号、（盖章）和“及代码”。

    >>> printed_field_name("单 位（盖章）："), printed_field_name("主管部门及代码")
    ('单位', '主管部门')
    """
    bare = without_ordinal(_SEAL.sub("", "".join(text.split()).strip(":：*")))
    return _WITH_CODE.sub("", bare) or bare
