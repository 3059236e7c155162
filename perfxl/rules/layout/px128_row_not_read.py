"""PX128 表格里有没读成的行"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.unread import HALVES, UnreadRow, WhyUnread
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_ADVICE = {
    WhyUnread.NAMELESS: "是指标的，补上名称和指标值；不是的，移到表外",
    WhyUnread.BELOW_END: "是指标的，移到表尾以上，中间不夹签章和别的栏目；不是的，与表隔开，另写栏名",
    WhyUnread.WEIGHT: "改成一个数；公式的，在 Excel 里打开算一遍再保存",
    WhyUnread.WEIGHTED: "要核对得分的，把权重改成分值（合计 100），得分改成权重乘得分",
    WhyUnread.MERGED: "把合并的格拆开，指标值与别的栏各写各的",
    WhyUnread.BONUS: "总分请自己算上它；各项合起来对不对，没有查",
    WhyUnread.OTHER_SHEET: "把它接到上一张工作表的表后面，或在这张工作表上写明表头",
    WhyUnread.CONTINUED: "把这些行移到这张表的后面，接成一张表再查",
    WhyUnread.CONTINUES: "把这张工作表上的行移到那张表的后面，接成一张表再查",
    WhyUnread.AMOUNT_NAMELESS: "补上名称；是合计的，写明“合计”",
    WhyUnread.NAME_UNCALCULATED: "在 Excel 里打开算一遍再保存",
    WhyUnread.AMOUNT_BELOW_END: "是预算一行的，移到表尾以上；不是的，与表隔开，另写栏名",
}


@rule(
    id="PX128",
    title="表格里有没读成的行",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    tells_uncalculated=True,
    basis=(own_convention("有一行没有读成，就不判总分、等级和合计，免得漏了一行还说得头头是道"),),
    message="{rows}{why}{unchecked}；总分、等级、合计和缺不缺指标，都没有判。",
    hint="请看{rows}：{advice}。",
)
def row_not_read(subject: Subject) -> Iterator[Hit]:
    """指标各栏（预算表的金额栏）里写着内容、却没有读成一行指标（科目、项目）的行。

    上下相连、原因相同的合成一条。只是没有认出是哪一栏的格，由 PX102 报。
    """
    for own in _runs_of_rows(subject.table.unread_rows):
        first, last = own[0], own[-1]
        lines = f"第 {first.row} 行" if len(own) == 1 else f"第 {first.row}—{last.row} 行"
        elsewhere = f"工作表“{first.sheet}”" if first.sheet else ""
        yield Hit(
            subject.place if elsewhere else [row.entries[0] for row in own],
            found=first.entries[0].text,
            words={
                "rows": elsewhere + lines,
                "why": first.why.label,
                "advice": _ADVICE[first.why],
                "unchecked": "" if first.why in HALVES else "，没有检查",
            },
        )


def _runs_of_rows(rows: tuple[UnreadRow, ...]) -> list[list[UnreadRow]]:
    groups: list[list[UnreadRow]] = []
    for row in rows:
        last = groups[-1][-1] if groups else None
        if last and (last.sheet, last.why, last.row + 1) == (row.sheet, row.why, row.row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
