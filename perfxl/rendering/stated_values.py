"""指标值、完成值写进成表的字。"""

from perfxl.grammar import Unreadable, parse, show
from perfxl.model.entry import Entry


def stated(entry: Entry) -> str:
    """照显示的写；离开了格式就会认错的（202412、(3.50)），写明白的那一种。

    >>> from perfxl.model.entry import Reading
    >>> stated(Entry("202412", reading=Reading("202412", "2024年12月")))
    '2024年12月'
    >>> stated(Entry("一千八百人", reading=Reading("一千八百人", "1800人"))), stated(Entry("≥95%"))
    ('一千八百人', '≥95%')
    """
    if entry.to_read == entry.text:
        return entry.text
    shown, said = parse(entry.text), parse(entry.to_read)
    same = shown.kind is said.kind and show(shown) == show(said)
    return entry.text if same or isinstance(said, Unreadable) else entry.to_read
