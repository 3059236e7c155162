"""行列的新排法：输出的每一行（列）取自原来的哪一行（列），和原来的引用落到哪里。

插行、删行、按数据重复行、去掉一栏，都是同一件事：给出新排法。引用怎样跟着走只在这里说一次。
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence

from perfxl.grammar.cached_property import cached_property

# 一行在哪几层重复里、各是第几遍：外层在前。同一遍里的引用指向同一遍。
Path = tuple[int, ...]


class Axis:
    """一个方向（行或列）的新排法。

    ``sources`` 依次是第 1、2…行取自原来的哪一行；其后的行顺次接着原来最后一行之后的行。
    ``paths`` 与它等长，说明每一行属于哪一遍重复；同一遍重复里的引用指向自己那一遍。
    ``fresh`` 是只照样子新插的行：原来的引用不指它们。

    >>> axis = Axis([1, 2, 2, 2, 4], last=4)
    >>> axis.span(2, 2), axis.span(3, 3), axis.span(1, 4), axis.span(9, 9)
    ((2, 4), None, (1, 5), (10, 10))
    """

    def __init__(
        self,
        sources: Sequence[int],
        *,
        last: int,
        paths: Sequence[Path] | None = None,
        fresh: Collection[int] = (),
    ) -> None:
        self.sources = tuple(sources)
        self.last = last
        self.fresh = frozenset(fresh)
        self.paths = tuple(paths) if paths is not None else self._counted_paths()

    @classmethod
    def same(cls) -> "Axis":
        """一动不动。"""
        return cls((), last=0)

    @classmethod
    def inserted(cls, before: int, count: int, like: int) -> "Axis":
        """在 ``before`` 前插 ``count`` 行，样子照 ``like`` 那一行。

        >>> axis = Axis.inserted(3, 2, like=3)
        >>> axis.sources, axis.span(2, 3), axis.span(3, 3)
        ((1, 2, 3, 3, 3), (2, 5), (5, 5))
        """
        sources = [*range(1, before), *[like] * count, before]
        return cls(sources, last=before, fresh=range(before, before + count))

    @cached_property
    def is_same(self) -> bool:
        """没有任何变动。"""
        return self.sources == tuple(range(1, self.last + 1)) and not self.fresh

    def _counted_paths(self) -> tuple[Path, ...]:
        seen: dict[int, int] = {}
        paths: list[Path] = []
        for source in self.sources:
            seen[source] = seen.get(source, 0) + 1
            paths.append((seen[source],) if source in self.repeated else ())
        return tuple(paths)

    @cached_property
    def repeated(self) -> frozenset[int]:
        """用了不止一回的行。"""
        return frozenset(source for source, count in Counter(self.sources).items() if count > 1)

    @cached_property
    def _outputs(self) -> dict[int, list[int]]:
        outputs: dict[int, list[int]] = {}
        for place, source in enumerate(self.sources, 1):
            if place not in self.fresh:
                outputs.setdefault(source, []).append(place)
        return outputs

    @cached_property
    def _kept(self) -> list[int]:
        return sorted(self._outputs)

    def outputs(self, source: int) -> list[int]:
        """原来的一行排到了哪几行；删去的没有。"""
        if source > self.last:
            return [source + len(self.sources) - self.last]
        return self._outputs.get(source, [])

    def path(self, place: int) -> Path:
        """输出的一行属于哪一遍重复。"""
        return self.paths[place - 1] if place <= len(self.paths) else ()

    def nearest(self, source: int, at: int | None = None) -> list[int]:
        """原来的一行排到的各行里，与输出行 ``at`` 在同一遍重复里的；``at`` 为空时是全部。"""
        found = self.outputs(source)
        if at is None or len(found) < 2:
            return found
        if at in found:
            return [at]
        own = self.path(at)
        shared = [_shared(self.path(place), own) for place in found]
        most = max(shared)
        return [place for place, same in zip(found, shared, strict=True) if same == most]

    def span(self, first: int, last: int, at: int | None = None) -> tuple[int, int] | None:
        """原来的一段排到的一段：首行的第一处到末行的最后一处；整段删去的为 ``None``。"""
        top, bottom = self._after(first), self._before(last)
        if top is None or bottom is None or top > bottom:
            return None
        tops, bottoms = self.nearest(top, at), self.nearest(bottom, at)
        return min(tops), max(bottoms)

    def copies(self, first: int, last: int) -> list[tuple[int, int]]:
        """原来的一段排到的各段：整段重复的一遍一段，只有里面几行重复的拉长成一段。

        >>> Axis([1, 2, 3, 2, 3, 4], last=4, paths=[(), (1,), (1,), (2,), (2,), ()]).copies(2, 3)
        [(2, 3), (4, 5)]
        >>> Axis([1, 2, 2, 3], last=3).copies(1, 2)
        [(1, 3)]
        """
        top, bottom = self._after(first), self._before(last)
        if top is None or bottom is None or top > bottom:
            return []
        if top == bottom:
            return [(place, place) for place in self.outputs(top)]
        spans: list[tuple[int, int]] = []
        for start in self.outputs(top):
            end = max(self.nearest(bottom, start))
            if end >= start and (not spans or start > spans[-1][1]):
                spans.append((start, end))
        return spans

    def _after(self, source: int) -> int | None:
        """这一行，或删去了时其后第一个还在的。"""
        if source > self.last or source in self._outputs:
            return source
        place = bisect_left(self._kept, source)
        return self._kept[place] if place < len(self._kept) else self.last + 1

    def _before(self, source: int) -> int | None:
        """这一行，或删去了时其前最后一个还在的。"""
        if source > self.last or source in self._outputs:
            return source
        place = bisect_left(self._kept, source)
        return self._kept[place - 1] if place else None


def _shared(one: Path, other: Path) -> int:
    """从外层数起有几层是同一遍。"""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def joined_spans(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """首尾相接的几段并成一段。

    >>> joined_spans([(2, 3), (4, 4), (7, 9)])
    [(2, 4), (7, 9)]
    """
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and joined[-1][1] + 1 == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
