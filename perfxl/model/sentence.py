"""一句话：字，和说到的格。格写在哪里，说的时候才定：同一句话，对着读来的表说一遍，对着成的表再说一遍。"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from perfxl.model.entry import Entry


class Told(NamedTuple):
    """一句话说到的一格；``name`` 是紧跟着说的指标名，不说的为 ``None``。"""

    entry: Entry
    name: str | None = None


class Place(NamedTuple):
    """一格怎样说；``in_words``：说的已经是哪一行的什么（“办学条件”的得分），后面不再跟指标名、不空一格。"""

    text: str
    in_words: bool = False


# 一格在要说的那一份里怎样说。
PlaceOf = Callable[[Entry], Place]


@dataclass(frozen=True, slots=True)
class Sentence:
    """一句话的各段，由 ``sentence``、``joined`` 拼成：相连的字是一段。没有话的是 ``NOTHING``，当作假。"""

    parts: tuple[str | Told, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __str__(self) -> str:
        """照读来的表说。"""
        return self.at(lambda entry: Place(entry.cell))

    def at(self, place_of: PlaceOf) -> str:
        """各格照 ``place_of`` 说。

        >>> said = sentence(Told(Entry("好转", 7, 5), "办学条件"), " 没有写日期")
        >>> str(said), said.at(lambda entry: Place("“办学条件”的完成值", in_words=True))
        ('E7“办学条件” 没有写日期', '“办学条件”的完成值没有写日期')
        """
        texts: list[str] = []
        in_words = False
        for part in self.parts:
            if isinstance(part, str):
                texts.append(part.removeprefix(" ") if in_words else part)
                in_words = False
                continue
            text, in_words = place_of(part.entry) if part.entry.exists else Place("")
            named = part.name is not None and not in_words
            texts.append(f"{text}“{part.name}”" if named else text)
        return "".join(texts)


# 没有话。
NOTHING = Sentence()

# 拼成一句话的一段。
Part = str | Entry | Told | Sentence


def sentence(*parts: Part) -> Sentence:
    """拼成一句：字照写，格（``Entry``）说它在哪里，已经拼好的照接。

    >>> str(sentence(Entry("3", 5, 7), " 的得分是 ", "3"))
    'G5 的得分是 3'
    """
    whole: list[str | Told] = []
    for part in parts:
        for each in part.parts if isinstance(part, Sentence) else (part,):
            if isinstance(each, Entry):
                whole.append(Told(each))
            elif isinstance(each, str) and whole and isinstance(whole[-1], str):
                whole[-1] += each
            elif each:
                whole.append(each)
    return Sentence(tuple(whole))


def joined(between: str, parts: Iterable[Part]) -> Sentence:
    """各段之间夹着 ``between``；没有一段的为空。

    >>> str(joined("、", [Entry("", 5, 7), Entry("", 6, 7)]))
    'G5、G6'
    """
    whole: list[Part] = []
    for part in parts:
        whole += (between, part) if whole else (part,)
    return sentence(*whole)
