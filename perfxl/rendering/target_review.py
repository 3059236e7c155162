"""绩效目标审核表（财预〔2015〕163号的四项）：完整性、相关性、适当性、可行性各建议一个等级，理由是查出的问题。

等级是建议，由审核人定；程序看不出的，写明请人核。
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from perfxl.matching.project_names import without_code
from perfxl.model.finding import Finding, Severity
from perfxl.model.table import Table
from perfxl.plans.template import Content, Group, Item
from perfxl.rendering.output_names import REVIEW_HEADING

GRADES = ("优", "良", "中", "差")
_BASIS = "四项照财预〔2015〕163号，措辞请以原文为准；等级是程序照查出的问题建议的，由审核人定。"
_SCALE = (
    "建议的等级：没有问题为优；没有错误、提醒不过 2 处（或只有参考）为良；"
    "错误 1 处或提醒不过 5 处为中；再多为差。综合取四项里最低的。"
)
# 一项的理由最多列几条。
_REASONS = 6


class Quality(NamedTuple):
    """审核的一项：看什么，哪些规则说的是它，程序看不出什么。"""

    name: str
    points: str
    rules: frozenset[str]
    unseen: str


def _ids(text: str) -> frozenset[str]:
    return frozenset(f"PX{number}" for number in text.split())


QUALITIES = (
    Quality(
        "完整性",
        "规范完整：照规定的格式填，没有缺项、错项；明确清晰：目标说得明白，反映项目的主要情况、预期的产出和效果",
        _ids(
            "101 103 104 107 108 109 110 111 112 113 118 119 121 122 126 128 129 201 203 206 207 210 "
            "211 212 213 214 216 217 219 222 223 224 515 516 520 541"
        ),
        "目标的描述是否充分、恰当，请人看。",
    ),
    Quality(
        "相关性",
        "目标相关：符合规划和部门职能；指标科学：指标全面、细化、量化，选取了关键的，分值分得恰当",
        _ids(
            "114 115 301 302 303 315 317 318 341 501 506 507 508 509 510 511 512 513 517 518 519 522 "
            "523 526 530 531 532 533 542"
        ),
        "与规划、部门职能是否密切相关，请人看。",
    ),
    Quality(
        "适当性",
        "绩效合理：预期绩效明显，与上年、同类项目比合理；资金匹配：目标与资金的数量、用途相称",
        _ids(
            "221 231 401 402 408 420 421 422 423 424 425 426 427 430 431 437 438 440 503 504 505 514 "
            "536 540 607 608 611 614 615 623 624 628"
        ),
        "与同类项目比是否合理、资金规模是否恰当，请人看。",
    ),
    Quality(
        "可行性",
        "实现可能：经过论证和测算，能够实现；条件充分：实施计划、保障措施、组织和制度齐备",
        _ids("123 124 502 521 524 534 537"),
        "是否经过论证、实施的条件是否具备，请人看。",
    ),
)


@dataclass(frozen=True)
class ReviewedQuality:
    """一项的建议：等级，理由。"""

    quality: Quality
    grade: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class TargetReview:
    """一个项目的绩效目标审核表。"""

    table: Table
    unit: str
    qualities: tuple[ReviewedQuality, ...]
    year: int | None = None

    @property
    def overall(self) -> str:
        """综合：四项里最低的。"""
        return max((each.grade for each in self.qualities), key=GRADES.index)


def review_target(
    table: Table, unit: str, findings: Iterable[Finding], year: int | None = None
) -> TargetReview:
    """照这张表查出的问题，四项各建议一个等级；牵连出来的不另算。``year`` 没有给的照表上写的。"""
    own = [each for each in findings if each.cause is None]
    qualities = tuple(_reviewed(quality, own) for quality in QUALITIES)
    return TargetReview(table, unit, qualities, year or table.year)


def _reviewed(quality: Quality, findings: Sequence[Finding]) -> ReviewedQuality:
    own = [each for each in findings if each.rule in quality.rules]
    own.sort(key=lambda each: list(Severity).index(each.severity))
    reasons = [f"{each.cells}　{each.message}".strip() for each in own[:_REASONS]]
    if len(own) > _REASONS:
        reasons.append(f"……共 {len(own)} 处，见审核意见。")
    return ReviewedQuality(
        quality,
        proposed_grade(each.severity for each in own),
        tuple(reasons or ("没有发现问题。",)),
    )


def proposed_grade(severities: Iterable[Severity]) -> str:
    """几处问题建议什么等级。

    >>> error, warning, info = Severity
    >>> [proposed_grade(each) for each in ([], [info] * 9, [warning] * 2, [error], [warning] * 6)]
    ['优', '良', '良', '中', '差']
    """
    tally = Counter(severities)
    errors, warnings = tally[Severity.ERROR], tally[Severity.WARNING]
    if not tally:
        return "优"
    if not errors and warnings <= 2:
        return "良"
    return "中" if errors <= 1 and warnings <= 5 else "差"


def review_content(review: TargetReview, *, final: bool = False) -> Content:
    """写进审核表的模板：单个的名字，和“审核”一组。"""
    table = review.table
    rows = [
        Item(
            {
                "项目": each.quality.name,
                "要点": each.quality.points,
                "等级": each.grade,
                "理由": "\n".join((*each.reasons, each.quality.unseen)),
            }
        )
        for each in review.qualities
    ]
    return Content(
        {
            "标题": f"{REVIEW_HEADING}{'' if final else '（建议稿）'}",
            "项目名称": without_code(table.project),
            "实施单位": review.unit,
            "年度": f"{review.year}年度" if review.year else "",
            "综合": review.overall,
            "说明": f"{_BASIS}{_SCALE}",
        },
        {"审核": Group(rows, frozenset({"项目", "要点", "等级", "理由"}), required=True)},
    )
