"""几栏在表上所印的栏名：各地叫法不同，照原样写的时候照印。"""

from perfxl.grammar.glyphs import compact
from perfxl.reading.header import Header
from perfxl.reading.labels import indicator_column, result_column
from perfxl.reading.region import Region
from perfxl.reading.result_headers import ResultHeader

# 叫法不止一种、各叫法的意思又不全一样的几栏。
_NAMED_ALIKE = ("reason", "explanation")
# 更长的是填写要求，不是栏名。
_LONGEST = 16


def column_labels(region: Region, header: Header) -> dict[str, str]:
    """指标的原因、解释两栏所印的栏名，以栏的代号为键；照位置认的、一栏下面又分几格的没有。"""
    found: dict[str, str] = {}
    for role in _NAMED_ALIKE:
        for column in header.columns.get(role, ()):
            heads = _heads(region, header.top, header.bottom, column)
            names = [text for text in heads if indicator_column(text) == role]
            if names and role not in found and column not in header.parts:
                found[role] = names[0]
    return found


def note_label(region: Region, header: ResultHeader) -> dict[str, str]:
    """自评汇总表的备注一栏所印的栏名：备注、主要问题及改进措施。"""
    columns = [column for side in header.sides for column in side.notes]
    if len(columns) != 1:
        return {}
    names = [
        text
        for text in _heads(region, header.top, header.bottom, columns[0])
        if result_column(text) == "note"
    ]
    return {"note": names[0]} if names else {}


def _heads(region: Region, top: int, bottom: int, column: int) -> list[str]:
    """一列的表头里写着的字，从下往上。"""
    texts = (compact(region.grid.text(row, column)) for row in range(bottom, top - 1, -1))
    return [text for text in texts if text and len(text) <= _LONGEST]
