"""一段文字说的是哪个项目：去掉哪个项目都说的话以后，每两个连着的字（PX530、PX545 用）。"""

from collections.abc import Iterable
from functools import lru_cache

from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Table

_HAN = Pattern(r"[\u4e00-\u9fff]+")
# 哪个项目都说的话，不凭它认。
_COMMON = Pattern(
    "本?项目|资金|全年|年度|目标|指标|执行率?|绩效|工作|完成|实施|实际|情况|按期|按时|如期|全部|全面|各项|任务|预算|支出|支付|使用|规范"
    "|管理|验收|合格|投入|保障|效果|效益|社会|经济|群众|满意度?|良好|较好|达到|达成|实现|已经?|均|共|共计|合计|有效|提升|提高|改善|促进"
    "|得到|进一步|明显|显著|问题|存在|措施|改进|下一步|加强|年初|计划|预期|未|基本|正常|运行|运转|及时|足额|发放|到位|质量|数量|时效|成本"
    "|年|月|日|底|前|个|项|人|次|万|元|的|了|和|及|与|等|并|为|在|对|由|将|中|上|下|内|其|因|部分|总体|单位|部门|服务|建设|开展|组织|落实|覆盖|配备|新增|推进|保持|持续|全[县市区州省]|名"
)


def pairs_of(texts: Iterable[str]) -> set[str]:
    """去掉通用的话以后，每两个连着的字。

    >>> sorted(pairs_of(["完成农村公路建设"]))
    ['公路', '农村', '村公']
    """
    return set().union(*map(_pairs_in, texts))


@lru_cache(maxsize=512)
def _pairs_in(text: str) -> frozenset[str]:
    runs = _HAN.findall(_COMMON.sub("|", text))
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


def indicator_words(table: Table) -> list[str]:
    """各行指标里的字。"""
    rows = table.indicators
    texts = [t for row in rows for t in (row.level3.text, row.reason.text, row.note.text)]
    texts += [t for row in rows for t in (row.target.text, row.actual.text, row.explanation.text)]
    texts += [t for row in rows for t in (row.level3_adjusted.text, row.target_adjusted.text)]
    return texts
