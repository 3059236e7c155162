"""批复的文号：没有写批复文号而写在附件一行里的（某财预复〔2025〕63号附件1），就是它。"""

from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Derived, Entry, RemarkKind, Table

DOCUMENT_NUMBER = "批复文号"
_NUMBER = Pattern(r"[一-龥]{1,12}\s*[〔\[（(]\s*20\d\d\s*[〕\]）)]\s*(?:第\s*)?\d{1,4}\s*号")


def document_number(table: Table) -> Entry | None:
    """批复的表，附件一行开头写着的文号；表上另写着批复文号的、不是批复的为 ``None``。"""
    if not table.stage.is_issued or table.fields.get(DOCUMENT_NUMBER, Entry()).text:
        return None
    for remark in table.remarks:
        found = _NUMBER.match(remark.text) if remark.kind is RemarkKind.ENCLOSURE else None
        if found is not None:
            why = Derived("没有写批复文号，照附件一行里的文号", remark.entries)
            return Entry(found[0], derived=why)
    return None
