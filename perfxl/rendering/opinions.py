"""给单位的绩效审核意见：一个单位一份，问题一个项目一个项目地编号，因在先，牵连出来的跟着它，改哪一格写明。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from perfxl.model.finding import Severity
from perfxl.model.form import Form
from perfxl.model.score import TableScore
from perfxl.model.table import Table
from perfxl.plans.template import Content, Group, Item
from perfxl.rendering.derived.fresh_table import fresh_table
from perfxl.rendering.summary_report import DOUBTFUL
from perfxl.rendering.target_review import TargetReview, review_target
from perfxl.scoring.rounding import plain

DRAFT_MARK = "（草稿）"
DRAFT_SAID = "草稿：由程序照表格草拟，请审核人逐条核实、定稿后删去本行和标题里的“草稿”。"
ISSUED_SAID = (
    "附：发给单位的批复里要更正的（由批复单位更正，不用报送单位改；供审核人看，定稿不带这一段）"
)
# 没有给的，留着由人填。
_BLANK_UNIT = "（单位名称待填）"
_BLANK_DATE = "　　　　年　　月　　日"
_BLANK_SIGNATURE = "（审核单位盖章）"
_ORDINALS = "一二三四五六七八九十"


class Point(NamedTuple):
    """一条意见：级别，在哪里，事实，请怎么改，牵连出来的几处。"""

    severity: Severity
    place: str
    said: str
    hint: str
    consequences: tuple[str, ...] = ()


class Volume(NamedTuple):
    """项目太多、分成几册的意见里的一册：第几册，共几册。"""

    number: int = 1
    volumes: int = 1

    @property
    def mark(self) -> str:
        """写在名字后面的；不分册的为 ``""``。

        >>> Volume(2, 3).mark, Volume().mark
        ('（第2册，共3册）', '')
        """
        return f"（第{self.number}册，共{self.volumes}册）" if self.volumes > 1 else ""


# 不分册的。
ONE_VOLUME = Volume()


class UsedProfile(NamedTuple):
    """审核照的一份口径，用在哪些文件。"""

    name: str
    title: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class ProjectOpinion:
    """一个项目（部门整体、一张预算表也算）的意见；``score`` 是评过的自评表，没有为 ``None``。

    ``points`` 是单位报送的表里的，``issued`` 是批复单位自己发的表里的。``is_reported``：有报来待审的表；
    ``is_missing``：批复了，这个单位别的项目有自评表而它没有。
    """

    name: str
    points: tuple[Point, ...]
    score: TableScore | None = None
    year: int | None = None
    issued: tuple[Point, ...] = ()
    is_reported: bool = True
    is_missing: bool = False


@dataclass(frozen=True)
class UnitOpinion:
    """一个单位的意见。``tables`` 是审了的表，``left`` 是没有读懂、没有核对的，``reviews`` 是绩效目标审核表。

    ``unit`` 没有写的为 ``""``；``level`` 是写进来的最轻的级别；``profiles`` 是审核照的口径。
    ``current`` 是报来待审的各张（``id``），报送了而那一步已经过去的不在内，它们里面的 ``passed`` 处没有写。
    ``unevaluated`` 是别的单位有自评表、这个单位批复了而一张也没有的各年度。项目太多的分册，``volume`` 是第几册。
    """

    unit: str
    years: tuple[int, ...]
    tables: tuple[Table, ...]
    projects: tuple[ProjectOpinion, ...]
    level: Severity = Severity.WARNING
    left: tuple[str, ...] = ()
    reviews: tuple[TargetReview, ...] = ()
    profiles: tuple[UsedProfile, ...] = ()
    current: frozenset[int] = frozenset()
    passed: int = 0
    unevaluated: tuple[int, ...] = ()
    volume: Volume = ONE_VOLUME

    @property
    def points(self) -> list[Point]:
        """各项目的全部意见：要这个单位改的。"""
        return [point for project in self.projects for point in project.points]

    @property
    def issued(self) -> list[Point]:
        """批复单位自己发的表里的，不要这个单位改。"""
        return [point for project in self.projects for point in project.issued]

    @property
    def missing(self) -> list[ProjectOpinion]:
        """批复了而没有收到自评表的项目。"""
        return [project for project in self.projects if project.is_missing]

    @property
    def nothing_said(self) -> str:
        """一条也没有写的，没有的是什么：只写错误的，不说没有问题。"""
        return "没有错误" if self.level is Severity.ERROR else "没有发现要核改的问题"

    def titled(self, project: ProjectOpinion) -> str:
        """项目怎样称呼：审了几年的、不是审的那一年的，带着年度。"""
        told = project.year is None or self.years == (project.year,)
        return project.name if told else f"{project.name}（{project.year}年度）"


@dataclass(frozen=True)
class LetterHead:
    """由审核单位定的几样；没有给的留空。``final`` 为真的不标草稿。"""

    deadline: str = ""
    signature: str = ""
    date: str = ""
    number: str = ""
    contact: str = ""
    final: bool = False


def opinion_facts(opinion: UnitOpinion, head: LetterHead) -> dict[str, Any]:
    """意见书模板能用的名字；见 docs/审核意见.md。"""
    reported = [each for each in opinion.projects if each.is_reported]
    found = [each for each in reported if each.points]
    order = {id(each): n for n, each in enumerate(found, 1)}
    clean = [opinion.titled(each) for each in reported if not each.points]
    issued = [each for each in opinion.projects if each.issued and not head.final]
    return _single_facts(opinion, head) | {
        "没有问题的": "、".join(clean),
        "没有的": opinion.nothing_said,
        "没有审的": f"{'；'.join(opinion.left)}。" if opinion.left else "",
        "项目们": [
            {
                "序号": str(n),
                "次第": _ordinal(order[id(each)]) if each.points else "",
                **_project_facts(each),
                "名称": opinion.titled(each),
                "处数": _counted(opinion, each),
                "问题": _numbered(each.points),
            }
            for n, each in enumerate(reported, 1)
        ],
        "批复说明": ISSUED_SAID if issued else "",
        "批复们": [
            {"次第": _ordinal(n), "名称": opinion.titled(each), "问题": _numbered(each.issued)}
            for n, each in enumerate(issued, 1)
        ],
    }


def letter_title(opinion: UnitOpinion, head: LetterHead) -> str:
    """意见书的题目，写进文档的属性。"""
    facts = _single_facts(opinion, head)
    return (
        f"关于{facts['单位']}{facts['年度']}绩效表格的审核意见{opinion.volume.mark}{facts['草稿']}"
    )


def opinion_content(opinion: UnitOpinion, head: LetterHead) -> Content:
    """同样的内容，写进 .xlsx 的模板：“项目”一组、“问题”一组。"""
    facts = opinion_facts(opinion, head)
    projects, issued = facts.pop("项目们"), facts.pop("批复们")
    return Content(
        facts,
        {
            "概况": _group(projects, ("序号", "名称", "执行率", "自评", "核算", "处数")),
            "问题": _point_group(projects, opinion.nothing_said),
            "批复问题": _point_group(issued),
        },
    )


def _point_group(projects: Iterable[dict[str, Any]], nothing: str = "") -> Group:
    """逐条的问题；一条也没有的，给了 ``nothing`` 的写一行说没有。"""
    points = [
        {**point, "项目": project["名称"], "牵连": "\n".join(point["牵连"])}
        for project in projects
        for point in project["问题"]
    ]
    names = ("项目", "序号", "级别", "位置", "事实", "怎么改", "牵连")
    if nothing and not points:
        points = [dict.fromkeys(names, "") | {"事实": f"{nothing}。"}]
    return _group(points, names, merged=("项目",))


def _group(
    rows: Iterable[dict[str, Any]], names: tuple[str, ...], merged: tuple[str, ...] = ()
) -> Group:
    items = [Item({name: row[name] for name in names}) for row in rows]
    return Group(items, frozenset(names), merged=merged)


def _single_facts(opinion: UnitOpinion, head: LetterHead) -> dict[str, Any]:
    years = f"{'、'.join(map(str, opinion.years))}年度" if opinion.years else ""
    deadline = head.deadline or _BLANK_DATE
    unit = opinion.unit or _BLANK_UNIT
    return {
        "标题": f"绩效审核意见：{unit}{years}{opinion.volume.mark}",
        "草稿": "" if head.final else DRAFT_MARK,
        "草稿说明": "" if head.final else DRAFT_SAID,
        "单位": unit,
        "年度": years,
        "文号": head.number,
        "开头": _volume_said(opinion.volume) + _opening(opinion, years),
        "要求": _request(opinion, deadline),
        "期限": deadline,
        "落款": head.signature or _BLANK_SIGNATURE,
        "日期": head.date or _BLANK_DATE,
        "联系人": head.contact,
    }


def _request(opinion: UnitOpinion, deadline: str) -> str:
    """整改的要求；没有要改的不要求改，没有读懂的请核实，没有收到的请补报。"""
    by = f"请于{deadline.removesuffix('前')}前"
    said = "没有要整改的。"
    if opinion.points:
        said = f"{by}对照上述意见逐条核改，连同依据重新报送；不改的，请逐条说明理由。"
    elif opinion.left:
        said = "没有要整改的；没有读懂或没有核对的内容，请核实。"
    if missing := "、".join(map(opinion.titled, opinion.missing)):
        also, when = ("另有", "一并") if opinion.points else ("", by)
        said += f"{also}批复了而没有收到自评表的项目，{when}补报：{missing}；不须自评的，说明理由。"
    return said


def _volume_said(volume: Volume) -> str:
    """分了册的，先说这是第几册。"""
    number, count = volume
    return f"项目多，意见分成{count}册，这是第{number}册，只说其中的项目。" if count > 1 else ""


def _opening(opinion: UnitOpinion, years: str) -> str:
    """收到了什么、对照什么审的、查出几处、照什么口径；批复单位发的、已经过去的一步的，是用来对照的。"""
    rest = [table for table in opinion.tables if id(table) not in opinion.current]
    against = "和".join(
        f"{whose}（{forms}）"
        for whose, reported in (("批复单位发的表", False), ("你单位以前报送的表", True))
        if (forms := _counted_forms(table for table in rest if table.is_reported is reported))
    )
    given = _counted_forms(table for table in opinion.tables if id(table) in opinion.current)
    if not given:
        return f"没有收到你单位新报送的{years}绩效表格，只核对了{against}。"
    return (
        f"你单位报送的{years}绩效表格（{given}）已{f'对照{against}' if against else ''}审核，"
        f"{_found(opinion)}。{_standard(opinion.profiles)}现将意见反馈如下。"
    )


def _counted_forms(tables: Iterable[Table]) -> str:
    forms = Counter(table.called for table in tables)
    return "、".join(f"{name}{count}张" for name, count in forms.items())


def _standard(profiles: Sequence[UsedProfile]) -> str:
    """评分照的口径；用了几份的，各说用在哪些文件。"""
    told = [
        f"“{each.name}”，{each.title}"
        + (f"（用于 {'、'.join(each.files)}）" if len(profiles) > 1 else "")
        for each in profiles
    ]
    return f"评分口径：{'；'.join(told)}。" if told else ""


def _found(opinion: UnitOpinion) -> str:
    tally = Counter(point.severity for point in opinion.points)
    counted = "、".join(f"{each.label}{tally[each]}处" for each in Severity if tally[each])
    if not counted:
        return opinion.nothing_said
    return f"发现要核改的问题{sum(tally.values())}处：{counted}{_following(opinion)}"


def _following(opinion: UnitOpinion) -> str:
    """由别的问题牵连出来、不另编号的有几处。"""
    count = sum(len(point.consequences) for point in opinion.points)
    return f"（由它们牵连出来的另有{count}处，写在各条下面，不另计）" if count else ""


def _project_facts(project: ProjectOpinion) -> dict[str, Any]:
    score = project.score
    facts = {"执行率": "", "自评": "", "核算": ""}
    if score is not None:
        printed, total = score.table.total.score.number, score.total
        rate = score.execution.rate
        facts["执行率"] = "" if rate is None else f"{plain(rate)}%"
        facts["自评"] = _graded(printed, score.table.grade.text)
        unsettled = DOUBTFUL if score.is_unsettled else ""
        facts["核算"] = f"{_graded(total, score.grade) or '算不出'}{unsettled}"
    return facts


def _counted(opinion: UnitOpinion, project: ProjectOpinion) -> str:
    if project.points:
        return f"{len(project.points)}处"
    return "没有错误" if opinion.level is Severity.ERROR else "没有"


def _graded(total: Decimal | None, grade: str) -> str:
    return "" if total is None else f"{plain(total)}{grade}"


def _numbered(points: Iterable[Point]) -> list[dict[str, Any]]:
    return [_point_facts(point, number) for number, point in enumerate(points, 1)]


def _point_facts(point: Point, number: int) -> dict[str, Any]:
    return {
        "序号": str(number),
        "级别": point.severity.label,
        "位置": point.place,
        "事实": point.said,
        "怎么改": point.hint,
        "牵连": list(point.consequences),
    }


def _ordinal(number: int) -> str:
    """（一）、（十二）；过百的写数字。

    >>> [_ordinal(n) for n in (1, 10, 12, 30, 45, 120)]
    ['（一）', '（十）', '（十二）', '（三十）', '（四十五）', '（120）']
    """
    if number > 99:
        return f"（{number}）"
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_ORDINALS[tens - 1]}十"
    return f"（{head}{_ORDINALS[ones - 1] if ones else ''}）"


def sample_opinion() -> UnitOpinion:
    """一份样例，看模板写得对不对用。"""
    point = Point(
        Severity.ERROR, "自评表.xlsx H14", "得分与算式不符。", "请核对 H14。", ("总分不对。",)
    )
    table = fresh_table(Form("target"), "项目支出绩效目标表", year=2024)
    return UnitOpinion(
        "某单位",
        (2024,),
        (table,),
        (
            ProjectOpinion("某项目", (point,), issued=(point,)),
            ProjectOpinion("又一个项目", (), is_missing=True),
        ),
        left=("自评表.xlsx的“附件”没有认出表",),
        reviews=(review_target(table, "某单位", ()),),
        profiles=(UsedProfile("某县", "某县自评口径", ("自评表.xlsx",)),),
        current=frozenset({id(table)}),
    )
