"""PX530 文字说的是别的项目"""

import re
from collections.abc import Iterator, Sequence

from perfxl.model.finding import Severity
from perfxl.model.table import ABSENT, Table
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.told_figures import figures_in
from perfxl.rules.facts.told_money import clauses_of
from perfxl.standards.documents import own_convention

_HAN = re.compile(r"[\u4e00-\u9fff]+")
# 哪个项目都说的话，不凭它认。
_COMMON = re.compile(
    "本?项目|资金|全年|年度|目标|指标|执行率?|绩效|工作|完成|实施|实际|情况|按期|按时|如期|全部|全面|各项|任务|预算|支出|支付|使用|规范"
    "|管理|验收|合格|投入|保障|效果|效益|社会|经济|群众|满意度?|良好|较好|达到|达成|实现|已经?|均|共|共计|合计|有效|提升|提高|改善|促进"
    "|得到|进一步|明显|显著|问题|存在|措施|改进|下一步|加强|年初|计划|预期|未|基本|正常|运行|运转|及时|足额|发放|到位|质量|数量|时效|成本"
    "|年|月|日|底|前|个|项|人|次|万|元|的|了|和|及|与|等|并|为|在|对|由|将|中|上|下|内|其|因|部分|总体|单位|部门|服务|建设|开展|组织|落实|覆盖|配备|新增|推进|保持|持续|全[县市区州省]|名"
)
# 少于这么多字，说不上说的是什么。
_FEWEST = 8
_DIGIT = re.compile(r"\d")


@rule(
    id="PX530",
    title="文字说的是别的项目",
    severity=Severity.WARNING,
    basis=(own_convention("实际完成情况、自评结论说本项目做成的事"),),
    hint="请核对 {cells}，多半是从别的项目的表上抄来没有改。",
)
def text_of_another_project(subject: Subject) -> Iterator[Hit]:
    """写着做了多少的几句，没有一个词与项目名称、目标、指标名称相同。

    通用的话（完成、资金、群众……）不凭它认；字数少的、没有写数的不判。
    """
    table = subject.table
    done = table.goals.get("actual", ABSENT)
    if len(table.indicators) < _FEW_ROWS:
        return
    for place, entry, more in (
        ("实际完成情况", done, ""),
        ("自评结论", table.conclusion, done.text),
    ):
        told = [each for each in clauses_of(entry.text) if _DIGIT.search(each)]
        told = [each for each in told if any(figures_in(each))]
        pairs = _pairs(told)
        if len(pairs) < _FEWEST:
            continue
        known = subject.once(_known_pairs)
        if known and not pairs & known and not pairs & _pairs([more]):
            yield Hit(
                entry,
                found="，".join(told),
                message=f"{place}写{quoted('，'.join(told))}，与本项目的名称、目标、指标没有一个词相同。",
            )


_FEW_ROWS = 3


def _known_pairs(subject: Subject) -> frozenset[str]:
    return frozenset(_pairs(_table_words(subject.table)))


def _table_words(table: Table) -> list[str]:
    rows = table.indicators
    texts = [table.project, *(e.text for name, e in table.goals.items() if name != "actual")]
    texts += [entry.text for entry in table.details.values()]
    texts += [t for row in rows for t in (row.level3.text, row.reason.text, row.note.text)]
    texts += [t for row in rows for t in (row.target.text, row.actual.text, row.explanation.text)]
    return texts


def _pairs(texts: Sequence[str]) -> set[str]:
    """去掉通用的话以后，每两个连着的字。"""
    return {
        run[at : at + 2]
        for text in texts
        for run in _HAN.findall(_COMMON.sub("|", text))
        for at in range(len(run) - 1)
    }
