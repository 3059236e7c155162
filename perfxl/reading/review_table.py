"""绩效目标审核表（财预〔2015〕163号所附）：审核内容、审核要点、审核意见，末尾是综合评定等级和总体意见。"""

from dataclasses import replace
from itertools import pairwise

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.form import Form
from perfxl.model.table import ABSENT, Entry, Line, Table, Total
from perfxl.reading.details import find_details
from perfxl.reading.extent import extent_of
from perfxl.reading.fields import find_fields
from perfxl.reading.grades import grade_entry, grade_in, has_options
from perfxl.reading.labels import is_conclusion, is_grade_label, is_subtotal, is_total, label_key
from perfxl.reading.line_headers import title_above
from perfxl.reading.parts import Part
from perfxl.reading.region import Region, after_label
from perfxl.reading.review_headers import ReviewHeader
from perfxl.reading.row_kinds import ENDS, kind_of_row
from perfxl.reading.scope_and_stage import standing_of
from perfxl.reading.ticked_parts import joined, ticked
from perfxl.reading.titles import find_year, is_year

# 各类审核的名称：编着号的，或这样收尾的。
_NUMBERED = Pattern(r"[(（]?[一二三四五六七八九十]+(?:[)）]|[、.．])")
_REVIEWS = ("审核", "评审", "审查")


def read_review_table(form: Form, book: str, part: Part) -> Table:
    """一张审核表：一行一项审核内容，``category`` 是它属于哪一类审核。"""
    header, region = part.header, part.region
    assert isinstance(header, ReviewHeader)
    grid = region.grid
    title = title_above(grid, header)
    first = title.row if title.exists else region.block.top
    above = grid.rows_between(first, header.top - 1)
    texts = [entry.text for row in above for entry in region.texts(row)]
    rows = _ReviewRows(region, header)
    rows.read(part)
    region.take(title)
    fields = find_fields(region, above)
    below = grid.rows_between(rows.end, region.block.bottom)
    fields.add_missing(find_fields(region, below, signed=True))
    region.take(*(each for row in above for each in region.texts(row) if is_year(each.text)))
    block = region.used_block(first)
    part.end = rows.end
    return Table(
        **standing_of(form, title, sheet=grid.name, book=book),
        **extent_of(grid, block),
        year=find_year(texts),
        money_unit=None,
        fields=fields.filled,
        blank_fields=fields.blank,
        field_labels=fields.printed,
        funds=(),
        goals={},
        details=find_details(region, [*above, *below]),
        lines=tuple(rows.lines),
        sums=tuple(rows.sums.found),
        total=rows.total,
        conclusion=rows.conclusion,
        grade=grade_entry(rows.grade_cell) or ABSENT,
        grade_cell=rows.grade_cell,
        unrecognised=rows.odd_grade,
    )


class _ReviewRows:
    """表头以下逐行读，直到签章。"""

    def __init__(self, region: Region, header: ReviewHeader) -> None:
        self.region = region
        self.header = header
        self.lines: list[Line] = []
        self.sums = _Sums()
        self.grade_cell = self.conclusion = ABSENT
        self.total = Total()
        self.end = header.bottom + 1
        self._category = self._name = ABSENT

    @property
    def odd_grade(self) -> tuple[Entry, ...]:
        """写着字而看不出等级的等级格。"""
        cell = self.grade_cell
        known = not cell.text or grade_in(cell.text) or has_options(cell.text)
        return () if known else (cell,)

    def read(self, part: Part) -> None:
        """各行审核内容、综合评定等级、总体意见。"""
        bottom = self.region.block.bottom
        self.end = bottom + 1
        for row in self.region.grid.rows_between(self.header.bottom + 1, bottom):
            texts = self.region.texts(row)
            if row in part.skipped or not texts:
                continue
            if self._closes(texts):
                continue
            if kind_of_row(texts) in ENDS:
                self.end = row
                break
            if is_subtotal(texts[0].text):
                self._subtotal(texts[0])
            elif not self._names_category(row, texts):
                self._add(row)
        self.sums.settle(self.lines)

    def _closes(self, texts: list[Entry]) -> bool:
        """综合评定等级、总体意见。"""
        label, *others = texts
        inline = after_label(label)
        name = inline.prefix if inline.text else label.text
        value = inline if inline.text else (others[0] if others else ABSENT)
        if is_grade_label(name):
            ticked_cell = self._ticked(label.row) if self.header.parts else value
            self.grade_cell = ticked_cell if ticked_cell.text else value
        elif is_total(name):
            weight, score = self._points(label.row, "weight"), self._points(label.row, "score")
            self.total = Total(label, weight, score)
            value = self._ticked(label.row)  # 打分的审核表，合计一行写着的等级
            self.grade_cell = value if grade_in(value.text) else self.grade_cell
            self.region.take(weight, score)
        elif is_conclusion(name):
            self.conclusion = value
        else:
            return False
        self.region.take(label, value, self.grade_cell)
        return True

    def _names_category(self, row: int, texts: list[Entry]) -> bool:
        """一、完整性审核：一行只有它，横贯各栏；打分的，右边是这一类的分值、得分。"""
        label = texts[0]
        if label.column > self.header.columns["name"][-1]:
            return False  # 审核要点一格：意见还没有写
        if len(texts) == 1:
            last = self.header.columns["criterion"][-1]
            short = self.region.grid.block(row, label.column).right < last
            if short and len(self._names(row)) > 1:
                return False
        elif not self._heads_points(row, label):
            return False
        self._category = label
        self._name = ABSENT
        self.region.take(label)
        if len(texts) > 1:
            self.sums.head(self._sum_line(label), len(self.lines))
        return True

    def _heads_points(self, row: int, label: Entry) -> bool:
        """审核要点空着、写着分值、得分的一行，是各类审核（一、完整性审核），不是忘了写要点的一项。"""
        criterion = self.region.first_said(row, self.header.columns["criterion"])
        points = [self._points(row, role) for role in ("weight", "score")]
        others = [each for each in self._names(row) if each.text and each.place != label.place]
        if others or (criterion.text and criterion.place != label.place):
            return False
        return any(each.text for each in points) and _is_section(label.text)

    def _subtotal(self, label: Entry) -> None:
        """小计：加的是上一个小计以下的各项。"""
        self.sums.tail(self._sum_line(label), len(self.lines))

    def _sum_line(self, label: Entry) -> Line:
        weight, score = self._points(label.row, "weight"), self._points(label.row, "score")
        grade = self._ticked(label.row)
        if grade.place == label.place:
            grade = ABSENT
        self.region.take(label, weight, score, grade)
        return replace(Line(label.row, label, grade=grade), weight=weight, score=score)

    def _names(self, row: int) -> list[Entry]:
        """审核内容一栏的各格：左边的是哪一类，右边的是哪一项。"""
        places = self.header.columns["name"]
        return list(
            {each.place: each for each in (self.region.entry(row, c) for c in places)}.values()
        )

    def _add(self, row: int) -> None:
        *upper, name = self._names(row)
        category = upper[-1] if upper and upper[-1].text else self._category
        criterion = self.region.first_said(row, self.header.columns["criterion"])
        if criterion.row != row or not (name.text or criterion.text):
            return
        name = name if name.text else self._name  # 没有合并的，审核内容只写在头一行
        self._name = name
        grade = self._ticked(row)
        notes = self.header.columns.get("note", [])
        note = self.region.first_said(row, notes) if notes else ABSENT
        weight, score = self._points(row, "weight"), self._points(row, "score")
        self.region.take(category, name, criterion, grade, note, weight, score)
        line = Line(row, name, category=category, grade=grade, note=note, criterion=criterion)
        self.lines.append(replace(line, weight=weight, score=score))

    def _points(self, row: int, role: str) -> Entry:
        """分值、得分；没有这一栏的为 ``ABSENT``。"""
        places = self.header.columns.get(role)
        return self.region.points(row, places[0]) if places else ABSENT

    def _ticked(self, row: int) -> Entry:
        """审核意见；分优、良、中、差几格的，是划了勾的一格。"""
        places, parts = self.header.columns.get("grade", []), self.header.parts
        if not parts:
            return self.region.first_said(row, places)
        said = ticked(self.region, row, places, parts)
        return joined(said, self.region.entry(row, places[0])._replace(text=""), parts.values())


class _Sums:
    """打分的审核表里加总的各行：写在各项上面的（一、完整性审核），写在下面的（小计）。"""

    def __init__(self) -> None:
        self.found: list[Line] = []
        self._heads: list[tuple[Line, int]] = []
        self._tails: list[tuple[Line, int]] = []

    def head(self, line: Line, before: int) -> None:
        """写在各项上面的一行；``before`` 是上面已经有几项。"""
        self._heads.append((line, before))

    def tail(self, line: Line, before: int) -> None:
        """写在各项下面的一行。"""
        self._tails.append((line, before))

    def settle(self, lines: list[Line]) -> None:
        """定各行加的是哪几项：上面的管到下一个为止，下面的从上一个起。"""
        heads = [place for _, place in self._heads]
        tails = [place for _, place in self._tails]
        runs = [
            *zip(self._heads, pairwise([*heads, len(lines)]), strict=True),
            *zip(self._tails, pairwise([0, *tails]), strict=True),
        ]
        own = (
            replace(line, sum_of=tuple(each.row for each in lines[start:end]))
            for (line, _), (start, end) in runs
        )
        self.found = sorted(own, key=lambda line: line.row)


def _is_section(text: str) -> bool:
    """一、完整性审核（20分）：编着大写的号，或说是哪一类审核。"""
    return _NUMBERED.match(compact(text)) is not None or label_key(text).endswith(_REVIEWS)
