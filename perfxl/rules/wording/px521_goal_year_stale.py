"""PX521 目标、名称里的年份是往年的"""

import re
from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import ABSENT, Entry, Table
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention

_YEAR = Pattern(r"(?<!\d)(20\d\d)\s*年")
# 与往年比、依据往年的文件和资金批次，年份本来就是往年的。
_REFERENCE = Pattern(
    r"(?:较|比|同比|相比|对比|自|从|截至|截止|根据|按照|依据|〔|\[|（|\(|以)[^，。；]{0,4}$"
)
_BATCH = Pattern(
    "^[^，。；]{0,16}(?:资金|补助|补贴|批|专项|债|结转|规划|计划|方案|通知|文件|招募|招录|入学|毕业)"
)
# 名称里的时段：2023年12月前、2023年底。“2023年招募人数”说的是哪一批人，不算。
_PERIOD = Pattern(
    r"(20\d\d)年(?:1[0-2]|0?[1-9])月|(20\d\d)年(?:底|末|全年|[上下]半年|第?[一二三四]季度)"
)

# 哪年哪月做完了什么。
_DONE = Pattern(
    r"(?<!\d)(20\d\d)\s*年\s*(?:1[0-2]|0?[1-9])月[^，。；]{0,8}(?:完工|完成|竣工|验收|建成|投入使用|投用|发放|拨付|到位|办结|结束|举办)"
)
# 分几年做的，往年做完一步是真的。
_OVER_YEARS = Pattern("跨年|续建|结转|延续|第[二三四]年|20[0-9]{2}年?[-—~至到]20[0-9]{2}")

_GOALS = {"expected": "年度总体目标", "adjusted": "调整后的年度总体目标"}


@rule(
    id="PX521",
    title="目标、名称里的年份是往年的",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("年度目标说本年度的事"),),
    message="{what}里写的是 {found} 年，这张表是 {expected} 年度的，可能照抄了往年。",
    hint="请核对 {cells} 的年份。",
)
def goal_year_stale(subject: Subject) -> Iterator[Hit]:
    """年度目标只提往年、没有提本年度的，实际完成情况写往年哪月做完的，和名称里的时段在往年的。

    分几年做的项目、资金批次（2023年省级资金）、与往年比较、招募批次不算；指标值里的时限由 PX502 报。
    """
    table = subject.table
    if table.year is None:
        return
    goals = [(_GOALS[name], goal) for name, goal in table.goals.items() if name in _GOALS]
    goals += [("绩效目标", line.goal) for line in table.lines]
    for what, goal in goals:
        years = [int(year) for year in _YEAR.findall(goal.text)]
        if not years or max(years) >= table.year or not goal.exists:
            continue
        if all(_is_reference(goal.text, found) for found in _YEAR.finditer(goal.text)):
            continue
        yield _hit(what, [goal], max(years), table.year)
    yield from _done_before(table)
    for _, names in subject.stated_names:
        stale = [
            int(found[1] or found[2])
            for found in _PERIOD.finditer(names[0].text)
            if not _is_reference(names[0].text, found)
        ]
        if stale and max(stale) < table.year and str(table.year) not in names[0].text:
            yield _hit(f"三级指标{quoted(names[0].text)}", list(names), max(stale), table.year)


def _done_before(table: Table) -> Iterator[Hit]:
    """实际完成情况里做完的时间全在往年。"""
    done = table.goals.get("actual", ABSENT)
    text = done.text
    if table.year is None or not done.exists or str(table.year) in text or _OVER_YEARS.search(text):
        return
    years = [int(f[1]) for f in _DONE.finditer(text) if not _is_reference(text, f)]
    if years and max(years) < table.year:
        yield _hit("实际完成情况", [done], max(years), table.year)


def _is_reference(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    return bool(_REFERENCE.search(before) or _BATCH.search(after))


def _hit(what: str, entries: list[Entry], found: int, year: int) -> Hit:
    return Hit(entries, found=str(found), expected=str(year), words={"what": what})
