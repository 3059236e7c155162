"""完成值是文字的：自己说了做到没有（达成、未完成、延期完成），或与指标值写的一样、同是分档的等级。"""

from perfxl.grammar import Attainment, Deadline, Measured, Qualitative, Value
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.score import Judged
from perfxl.scoring.alike_written import are_same_day
from perfxl.scoring.judging_in_bands import in_band, judged_late
from perfxl.scoring.row_to_judge import RowToJudge


def by_text(row: RowToJudge, target: Qualitative, actual: Value) -> Judged | None:
    """文字与文字：写的一样，或都是分档的等级（Ⅲ类以上、优）；别的为 ``None``。

    等级没有达到的没有算法，留给评价人。
    """
    if compact(target.raw) == compact(actual.raw):
        return in_band(row, row.profile.bands["met"], "完成值与指标值一致", "attainment-met")
    if isinstance(actual, Qualitative) and _says_only_partly(target, actual):
        return row.open(
            f"完成值“{actual.raw}”说的是只做到一部分，没有全部达到指标值“{target.raw}”",
            "missed-grade",
        )
    if not isinstance(actual, Qualitative) or target.standing is None or actual.standing is None:
        return None
    reached = actual.standing.reaches(target.standing)
    if reached is None:
        return None
    if reached:
        return row.full(f"完成值{actual.raw}达到指标值{target.raw}", "met-grade")
    return row.open(f"完成值“{actual.raw}”没有达到指标值“{target.raw}”", "missed-grade")


_PARTLY = Pattern("(?:仅|只|已)?部分([\u4e00-\u9fff]{2,8})")


def _says_only_partly(target: Qualitative, actual: Qualitative) -> bool:
    """指标值写“全面落实”“落实到位”，完成值写“部分落实”：说的是同一件事，没有全做到。"""
    found = _PARTLY.fullmatch(compact(actual.raw))
    wanted = compact(target.raw)
    return found is not None and found[1] in wanted and not wanted.startswith("部分")


def by_words(row: RowToJudge, target: Value, actual: Value) -> Judged | None:
    """完成值自己说了做到没有；没有说的为 ``None``。"""
    if isinstance(actual, Qualitative) and actual.level is not None:
        return _by_attainment(row, actual.level)
    if are_same_day(target, actual):
        return in_band(row, row.profile.bands["met"], "完成值与指标值一致", "attainment-met")
    if _says_done_late(target, actual):
        return judged_late(row, f"完成情况写“{actual.raw}”")
    if isinstance(actual, Qualitative) and _says_not_done(target, actual):
        return _by_attainment(row, Attainment.UNMET)
    return None


# 完成值说没有做到：“未有效提升”“不及时”“否”“延期”。“不断提升”“不低于”不是。
_NOT_DONE = Pattern(
    r"^(?:否|(?:没有|尚未|无法|未)(?!发生|出现|超|突破|接到|收到|发现|造成|产生|影响|受|引发|违|再)"
    r"|不(?!断|低|少|超|高|大|小|限|仅|同|晚|迟|错|负|凡|俗|菲))|推迟|延期|逾期|超期"
)
# 做完了，只是晚了：“延期完成”“逾期10天完成”；“延期，尚未完成”不是。
_DONE_LATE = Pattern(
    r"(?:推迟|延期|逾期|超期|延迟|滞后)[^未没无]*(?:完成|完工|建成|竣工|验收|交付)"
)


def _says_done_late(target: Value, actual: Value) -> bool:
    told = isinstance(target, Deadline) and isinstance(actual, Qualitative | Measured)
    return told and _DONE_LATE.search(compact(actual.raw)) is not None


def _says_not_done(target: Value, actual: Qualitative) -> bool:
    """指标值本身是“无投诉”“不发生”一类否定的，不能这样看。"""
    text = compact(actual.raw)
    wanted = compact(target.raw)
    if not isinstance(target, Qualitative | Deadline) or wanted[:1] in (
        "无",
        "不",
        "未",
        "零",
        "否",
    ):
        return False
    return _NOT_DONE.search(text) is not None


def _by_attainment(row: RowToJudge, level: Attainment) -> Judged:
    band = row.profile.bands[level.value]
    if level is Attainment.MET and isinstance(row.target, Measured):
        return row.full(f"完成值写“{row.scored.actual.raw}”", "attainment-met")
    return in_band(row, band, band.name, f"attainment-{level.value}")
