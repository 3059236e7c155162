"""几个指标值合成一条的问题。"""

from collections.abc import Iterable, Iterator

from perfxl.rules.engine.registry import Hit
from perfxl.rules.facts.indicator_cells import StatedTarget


def one_for_all(found: Iterable[StatedTarget], **words: object) -> Iterator[Hit]:
    """一张表里同一种毛病合成一条，举第一个为例；一个也没有的不报。

    消息里可用 ``{times}``（几个）、``{level3}``、``{found}`` 和 ``words``。
    """
    stated = list(found)
    if stated:
        first = stated[0]
        yield Hit(
            [entry for each in stated for entry in each.targets],
            found=first.target.text,
            words={"times": len(stated), "level3": first.level3.text, **words},
        )
