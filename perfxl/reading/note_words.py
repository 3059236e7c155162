"""说明的开头：注、填表说明：、有关说明……"""

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern

_NOTE = Pattern(
    r"^\(?(?:注意?事?项?|备注|附注|[填编]表说明|(?:填报|填写|编制|特别|有关)说明|说明|(?:填报|填写)要求)(?:[:：、.)\d]|$)"
    r"|^(?:[※★]|\*[^*])"
)


def says_note(text: str) -> bool:
    """是说明的开头。"""
    return _NOTE.search(compact(text)) is not None


def is_written_note(text: str) -> bool:
    """一格里写着说明和它的内容（填表说明：1.……），不只是栏目名。"""
    _, colon, said = text.replace("：", ":").partition(":")
    return bool(colon and said.strip()) and says_note(text)
