"""收到的：要求里的口径、认可清单，写进临时文件夹的工作簿读懂、评分、逐张查好的。"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from perfxl.actions.acceptances import across
from perfxl.actions.assessment import Assessment, assess
from perfxl.contract.findings import FindingJson
from perfxl.contract.pane import (
    AcceptanceJson,
    AcceptedJson,
    CheckJson,
    ListedAcceptanceJson,
    RequestJson,
)
from perfxl.contract.told import ListingJson
from perfxl.contract.unread import UnreadRowJson, UnreadSheetJson
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.acceptance_lists import ACCEPTANCE_LIST, AcceptanceLists
from perfxl.pane.given_profile import chosen_profile
from perfxl.pane.own_names import folder_within, own_folder, without_folder
from perfxl.standards.rule_settings import Acceptance


class GivenList:
    """收到的认可清单，放在 ``root`` 的哪个下级里就只管那里的文件。

    ``listed`` 是里面的各条，``faulty`` 是有误的一句话（问题照列），``acceptances`` 连同要求里另写的。
    """

    def __init__(self, request: RequestJson, root: Path) -> None:
        self._root, self._folder = root, own_folder(root, request.acceptance_folder)
        self._elsewhere = request.acceptance_elsewhere
        beside = self._folder / ACCEPTANCE_LIST
        if request.acceptance_list:
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(request.acceptance_list, "utf-8")
        lists = AcceptanceLists()
        self.listed = lists.beside(beside)
        named = self._named_folder() if request.acceptance_loose else None
        if named is not None:
            self._folder = named
            self.listed = tuple(each.beside(named) for each in self.listed)
        # 管的是别的文件的，它的毛病与这些无关。
        faulty = [] if self._elsewhere else lists.faulty
        self.faulty = "".join(without_folder(root, str(error)) for _, error in faulty)
        self.acceptances = (*self.listed, *request.acceptances)

    @property
    def folder(self) -> str:
        """管的是哪一个下级，从 ``root`` 写起；最上面一级为空。"""
        return folder_within(self._root, self._folder)

    def _named_folder(self) -> Path | None:
        """各条都写明的那一个文件夹；没有写全、不止一个、没有收到的为 ``None``。"""
        if not self.listed or not all(each.names_folder for each in self.listed):
            return None
        folders = (path for path in self._root.rglob("*") if path.is_dir())
        held = [
            path
            for path in folders
            if not any(each.beside(path).names_folder for each in self.listed)
        ]
        return held[0] if len(held) == 1 else None

    def over(self, path: Path) -> tuple[Acceptance, ...]:
        """管着 ``path`` 的各条。"""
        return self.acceptances if self._rules(path) else ()

    def _rules(self, path: Path) -> bool:
        return path.parent == self._folder and not self._elsewhere

    def useless(self, entry: Acceptance, every: Iterable[Assessment]) -> str:
        """``entry`` 写明是别的文件夹的，这份清单一个文件也管不着的，半句；管得着的为 ``""``。"""
        if entry.names_folder:
            return "写明了文件夹，这里的不在那个文件夹里；单独拖来的看不出在哪里，请拖它的文件夹"
        held = any(self._rules(self._root / each.file) for each in every)
        return "" if held else "清单只管它旁边的文件，这些都不在它旁边"

    def across(self, every: Sequence[Assessment]) -> list[Assessment]:
        """补上跨表的问题，去掉认可了的；``every`` 的文件名从 ``root`` 起。"""
        return across(every, {each.file: self.over(self._root / each.file) for each in every})


class GivenBook:
    """收到的一个工作簿，读懂、评分、校验好了的。"""

    def __init__(self, request: RequestJson, root: Path, path: Path) -> None:
        self.path = path
        # 临时文件夹不是用户认得的地方：问题里的文件名从它里面起。
        self.workbook = replace(read_workbook(path), file=path.relative_to(root).as_posix())
        self.list = GivenList(request, root)
        self.acceptances = self.list.over(path)
        [self.assessed] = self.list.across([assess(self.workbook, chosen_profile(request))])


def check_json(
    together: Sequence[Assessment], own: Assessment | None, given: GivenList, told: Sequence[str]
) -> CheckJson:
    """``together`` 是一起查的各个文件，``own`` 是其中选着的一个（没有读成的为 ``None``），``told`` 是另要说的几句。"""
    documents = [each.document for each in together]
    return CheckJson(
        profile=own.profile.name if own is not None else "",
        profile_why=own.profile_why if own is not None else "",
        findings=list(FindingJson.each_of(each.findings for each in together)),
        unread_rows=UnreadRowJson.all_of(documents),
        unread_sheets=UnreadSheetJson.all_of(documents),
        accepted=sum(len(each.accepted) for each in together),
        acceptances=[AcceptanceJson.alike(each) for each in given.listed],
        listings=ListingJson.each_of(together),
        told=list(told),
        list_fault=given.faulty,
        list_folder=given.folder,
        listed_acceptances=[
            *(
                _listed(each, together, from_profile=False, useless=given.useless(each, together))
                for each in given.listed
            ),
            *_of_profiles(together),
        ],
    )


def _listed(
    entry: Acceptance, together: Iterable[Assessment], *, from_profile: bool, useless: str = ""
) -> ListedAcceptanceJson:
    """``useless`` 是整份清单没有用的缘故。"""
    met = [
        AcceptedJson.alike(finding)
        for each in together
        for finding, by in zip(each.accepted, each.accepted_by, strict=True)
        if by.acceptance == entry
    ]
    void = (
        said.why for each in together for said in each.void_acceptances if entry in said.entries
    )
    return ListedAcceptanceJson(
        acceptance=AcceptanceJson.alike(entry),
        from_profile=from_profile,
        met=met,
        void=next(void, useless),
    )


def _of_profiles(together: Sequence[Assessment]) -> list[ListedAcceptanceJson]:
    """口径里的各条，用上了的。"""
    every = {each.profile.name: each.profile for each in together}
    own = dict.fromkeys(one for profile in every.values() for one in profile.accepted)
    found = (_listed(each, together, from_profile=True) for each in own)
    return [each for each in found if each.met]
