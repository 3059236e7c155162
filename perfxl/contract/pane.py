"""窗格与引擎之间的一问一答：``perfxl.request/1``、``perfxl.answer/1``。

WebAssembly、``perfxl serve``、测试用的是同一份 JSON；文件装成 base64。
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from perfxl.contract.findings import FindingJson
from perfxl.contract.outcome import OutcomeJson
from perfxl.contract.shapes import Shape
from perfxl.contract.told import ListingJson
from perfxl.contract.unread import UnreadRowJson, UnreadSheetJson
from perfxl.standards.rule_settings import Acceptance

# 窗格收的工作簿最大几 MB；再大的用命令行。
LARGEST_WORKBOOK = 40
# 一次最多一起看几个。
MOST_WORKBOOKS = 500


class Command(StrEnum):
    """要做什么。"""

    ABOUT = "about"
    CHECK = "check"
    SCORE = "score"
    FIX = "fix"
    MAKE = "make"
    COPY = "copy"
    CLEAR = "clear"
    RESTORE = "restore"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    PROFILE = "profile"


class SideChosen(StrEnum):
    """由年初、调整后两份比出来的表，一个文件是哪一份，或者不用它。"""

    INITIAL = "initial"
    ADJUSTED = "adjusted"
    UNUSED = "unused"


class CopyKind(StrEnum):
    """要哪一种副本：标好问题的、改好的、填好分的。"""

    MARKED = "marked"
    FIXED = "fixed"
    SCORED = "scored"


class FileJson(Shape):
    """一个文件：名字不带文件夹，内容是 base64。"""

    name: str
    content: str


class _Asked(BaseModel):
    """收进来的，样样都要查：别处的程序写的。"""

    model_config = ConfigDict(frozen=True, extra="forbid")


class GivenFileJson(_Asked):
    """收到的一个文件，同 ``FileJson``；``folder`` 是它在拖进来的文件夹的哪一个下级里（``县医院/2025``）。

    ``loose`` 的是直接给的，不在文件夹里：照命令行写明的文件看，不是工作簿的也说。
    """

    name: str
    content: str
    folder: str = ""
    loose: bool = False


class GivenTextJson(_Asked):
    """拖进来的一份 .yaml：名字不带文件夹，``text`` 是里面的字。"""

    name: str
    text: Annotated[str, Field(max_length=1_048_576)]


class GivenCellJson(_Asked):
    """一格：哪张工作表的哪一个地址。"""

    sheet: str
    cell: str


class ChosenSideJson(_Asked):
    """``file``（照 ``FindingJson.file`` 的写法）是哪一份，用窗格的人定的。"""

    file: str
    side: SideChosen


class RequestJson(_Asked):
    """一问。``workbook`` 是工作簿现在的样子；``profile`` 不写时用工作簿里定的，没有定的照表推断。

    ``own_profile`` 是拖进来的一份口径，有它的照它，不看 ``profile``；``profile`` 命令问它是不是口径。
    ``acceptances`` 是已认可的问题；``form`` 是要生成的表，``pdf`` 是要它的 PDF，``copy_kind``（写作 ``copy``）是要的副本。
    ``others`` 是一起拖进来的别的工作簿：``check`` 一起查，连同文件与文件之间的；``make`` 由几个合成一份的表
    （``AboutJson.gathered``）都算在内；别的命令不看。
    ``from_folder``：它们都在拖进来的一个文件夹里，照命令行看一个文件夹（原件旁边的副本、与绩效无关的略过）。
    ``live`` 是要开着的工作簿照着做的（``AnswerJson.live``）；``only`` 不空的只改这几格，和改了它们才要跟着改的。
    ``acceptance_list`` 是工作簿旁边“校验认可.yaml”的内容，没有的为空，与命令行一样算数；``accept`` 把 ``acceptances``
    添在它末尾，``withdraw`` 把它们从里面去掉，换好的一份在 ``AnswerJson.file``。
    ``acceptance_folder`` 是这份清单在拖进来的文件夹的哪一个下级里：与命令行一样，只管那里的文件。
    ``acceptance_elsewhere``：它是先前拖进来的别的文件的，现在收到的一个也不管。
    ``acceptance_loose``：它不在哪个文件夹里，各条的 ``file`` 都写明同一个文件夹的，就管那里（``CheckJson.list_folder``）。
    ``root`` 是拖进来的那一个文件夹的名字，不止一个的为空。
    ``sides`` 是由年初、调整后两份比出来的表，各个文件是哪一份；不写的照表里、名字里写的，说不准的问（``AnswerJson.sides``）。
    """

    schema_: Literal["perfxl.request/1"] = Field("perfxl.request/1", alias="schema")
    command: Command
    workbook: GivenFileJson | None = None
    others: Annotated[list[GivenFileJson], Field(max_length=MOST_WORKBOOKS - 1)] = []
    from_folder: bool = False
    profile: str = ""
    own_profile: GivenTextJson | None = None
    acceptances: Annotated[list[Acceptance], Field(max_length=10_000)] = []
    acceptance_list: Annotated[str, Field(max_length=1_048_576)] = ""
    acceptance_folder: str = ""
    acceptance_elsewhere: bool = False
    acceptance_loose: bool = False
    root: str = ""
    sides: Annotated[list[ChosenSideJson], Field(max_length=MOST_WORKBOOKS)] = []
    only: Annotated[list[GivenCellJson], Field(max_length=10_000)] = []
    form: str = ""
    pdf: bool = False
    copy_kind: CopyKind | None = Field(None, alias="copy")
    live: bool = False


class AboutJson(Shape):
    """引擎是哪一版，有哪些口径、能生成哪些表，其中哪几种由几个工作簿合成一份（``gathered``）；
    工作簿最大几 MB，一次最多几个；认可“错误”级的理由至少几个字；写不写得了 PDF。
    """

    version: str
    profiles: list[str]
    default_profile: str
    forms: list[str]
    gathered: list[str]
    largest_workbook: int
    most_workbooks: int
    shortest_reason: int
    pdf: bool


class AcceptedJson(Shape):
    """认可了、没有列的一处。"""

    file: str
    sheet: str
    cells: str
    said: str


class AcceptanceJson(Shape):
    """“校验认可.yaml”里的一条。"""

    rule: str
    reason: str
    file: str
    sheet: str
    cells: str
    project: str


class ListedAcceptanceJson(Shape):
    """认可清单（``from_profile`` 的：口径）里的一条怎样了。

    ``met`` 是它认可了的几处；``void`` 是没有认可成的为什么，半句。两样都没有的，写明是别的文件的。
    """

    acceptance: AcceptanceJson
    from_profile: bool
    met: list[AcceptedJson]
    void: str


class CheckJson(Shape):
    """校验的结果；``findings`` 与 ``perfxl check --format json`` 的一字不差。

    ``listings`` 是照命令行的次序怎样列，三个级别各一份；``told`` 是几个文件的，没有读懂、没有读成的，一处一句。
    ``accepted`` 是没有列的已认可的几处，``acceptances`` 是认可清单里的各条，``listed_acceptances`` 说各条怎样了，
    连同口径里用上了的。``list_fault`` 是清单有误的一句话，一条也没有照它；没有误的为空。
    ``list_folder`` 是清单管的是哪一个下级，同 ``RequestJson.acceptance_folder``。
    """

    profile: str
    profile_why: str
    findings: list[FindingJson]
    unread_rows: list[UnreadRowJson]
    unread_sheets: list[UnreadSheetJson]
    accepted: int
    acceptances: list[AcceptanceJson]
    listings: list[ListingJson]
    told: list[str]
    listed_acceptances: list[ListedAcceptanceJson]
    list_fault: str
    list_folder: str = ""


class SideJson(Shape):
    """要用窗格的人定的一个文件：是年初的（``initial``）还是调整后的（``adjusted``），说不准的为空；``why`` 是怎样知道的。"""

    file: str
    side: str
    why: str


class LiveEditJson(Shape):
    """往开着的工作簿里写一格：``value`` 照交给 ``Range.Value2``，``null`` 是清空。

    看到的数已经照那一格的格式折成该存的；会被当作公式、数、日期的文字前面带着撇号。
    """

    sheet: str
    cell: str
    value: float | str | bool | None


class LiveRuleJson(Shape):
    """要加的一条颜色：地址（可以是几块）、带等号的公式、六位的颜色。后面的在上面。"""

    areas: str
    formula: str
    colour: str


class LiveNoteJson(Shape):
    """一格的批注：现在是 ``before``，要成为 ``after``；空的是没有批注。现在不是 ``before`` 的不要动。"""

    cell: str
    before: str
    after: str


class LiveMarksJson(Shape):
    """一张表上的标记要变的：``clears`` 是先去掉自己的各条颜色。不用变的表不列。"""

    sheet: str
    clears: bool
    rules: list[LiveRuleJson]
    notes: list[LiveNoteJson]


class LiveRecordJson(Shape):
    """“改动记录”表里要写的，写在各格以前。``adds`` 的先在最后加上这张表，各栏宽 ``widths``（字符数），``hidden`` 几栏藏起来。

    ``drops`` 的，各格写完以后这张表空了，删去。
    """

    sheet: str
    adds: bool
    widths: list[float]
    hidden: str
    cells: list[LiveEditJson]
    drops: bool


class OwnRulesJson(Shape):
    """自己加的颜色怎样认：公式正是 ``whole``，或以 ``opening`` 开头。"""

    whole: str
    opening: str


class LiveJson(Shape):
    """开着的工作簿照着做的：一格格写、一张张表标，不用再想。``marks`` 为空的没有要变的。

    有 ``record`` 的先记下原来的内容再写。
    """

    edits: list[LiveEditJson]
    marks: list[LiveMarksJson]
    own_rules: OwnRulesJson
    record: LiveRecordJson | None = None


class OwnProfileJson(Shape):
    """一份 .yaml 是什么：口径的，``name`` 是它自己的名字；不是的为空，``why`` 是为什么没有用，一句话。"""

    name: str
    why: str


class AnswerJson(Shape):
    """一答。``error`` 不空时什么也没有做，是给人看的一句话；``said`` 是做成了的话。

    ``live`` 与 ``outcome`` 是同一件事，写成开着的工作簿能照着做的；要了（``RequestJson.live``）才有。
    ``sides`` 不空的什么也没有写：各个文件是年初的还是调整后的，要先定（``RequestJson.sides``）。
    """

    schema_: Literal["perfxl.answer/1"] = "perfxl.answer/1"
    command: Command
    said: str = ""
    error: str = ""
    about: AboutJson | None = None
    outcome: OutcomeJson | None = None
    live: LiveJson | None = None
    check: CheckJson | None = None
    file: FileJson | None = None
    sides: list[SideJson] | None = None
    own_profile: OwnProfileJson | None = None
