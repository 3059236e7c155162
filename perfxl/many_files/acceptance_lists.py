"""工作簿旁边的认可清单：``校验认可.yaml``，管同一文件夹里的文件。"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from perfxl.hosts.outputs import Outputs
from perfxl.hosts.whole_file import written_whole
from perfxl.model.file_faults import NotWritableError
from perfxl.model.short_paths import short_paths
from perfxl.rules.engine.running import refuse_unknown_rules
from perfxl.standards.profile import ProfileError, load_acceptances
from perfxl.standards.rule_settings import Acceptance

ACCEPTANCE_LIST = "校验认可.yaml"
# 记事本、别的编辑器常存成的名字。
_MISNAMED = ("校验认可.yaml.txt", "校验认可.txt", "校验认可.yml", "校验认可")
# 往上看几级文件夹，有没有放错了的清单。
_LEVELS_UP = 2
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")


class AcceptanceLists:
    """各文件夹的认可清单，一个文件夹读一次；有误的记在 ``faulty``，不耽误别的。

    ``instead`` 是代替它们的一份（财政部门自己的）；``ignoring`` 时一份也不读，口径里认可的也不理。
    """

    def __init__(self, instead: Path | None = None, *, ignoring: bool = False) -> None:
        self.instead, self.ignoring = instead, ignoring
        self.faulty: list[tuple[Path, ProfileError]] = []
        self._read: dict[Path, tuple[Acceptance, ...]] = {}

    def beside(self, workbook: Path) -> tuple[Acceptance, ...]:
        """``workbook`` 所在文件夹的认可清单；没有为空。"""
        if self.ignoring:
            return ()
        if self.instead is not None:
            return self._of(self.instead)
        return self._of(workbook.parent / ACCEPTANCE_LIST)

    def refuse_faulty(self, workbook: Path) -> None:
        """``workbook`` 的清单有误的抛 ``NotWritableError``：哪些认可了不知道，不替他改。"""
        own = self.instead or workbook.parent / ACCEPTANCE_LIST
        if any(path == own for path, _ in self.faulty):
            raise NotWritableError(
                f"“{workbook.name}”旁边的{own.name}有误，不知道哪些是认可了的；请先改好它。"
            )

    def listed_in(self, workbooks: Mapping[str, Path]) -> dict[str, str]:
        """各工作簿（键是怎样叫它）的清单叫什么：放在几个文件夹里的，连同文件夹。"""
        if self.instead is not None:
            return dict.fromkeys(workbooks, self.instead.name)
        lists = {name: str(path.parent / ACCEPTANCE_LIST) for name, path in workbooks.items()}
        if len(set(lists.values())) < 2:
            return dict.fromkeys(workbooks, ACCEPTANCE_LIST)
        short = short_paths(lists.values())
        return {name: short[path] for name, path in lists.items()}

    def unused(self, workbooks: Mapping[str, Path]) -> dict[str, list[str]]:
        """放错了地方、起错了名字、写的文件没有的认可清单，各一句，记在它旁边（下面）的第一个工作簿上。"""
        said: dict[str, list[str]] = {}
        if self.ignoring or self.instead is not None:
            return said
        folders: dict[Path, str] = {}
        for name, path in workbooks.items():
            folders.setdefault(path.parent, name)
        above: set[Path] = set()
        for folder, name in folders.items():
            told = [
                _misnamed(_called(folder, each)) for each in _MISNAMED if _is_file(folder / each)
            ]
            told += self._of_no_file(folder)
            higher = [up for up in folder.parents[:_LEVELS_UP] if up not in above]
            above.update(higher)
            told += [_rules_nothing(up) for up in higher if _holds_list_alone(up)]
            if told:
                said[name] = told
        return said

    def _of_no_file(self, folder: Path) -> list[str]:
        """清单里写的文件，这个文件夹里没有。"""
        entries = self._of(folder / ACCEPTANCE_LIST)
        there = _names_in(folder) if entries else ()
        if not there:
            return []
        gone = [one for one in entries if not any(map(one.is_for, there))]
        elsewhere = dict.fromkeys(one.file for one in gone if one.names_folder)
        missing = dict.fromkeys(one.file for one in gone if not one.names_folder)
        return [
            *(
                f"{_called(folder)} 里写的是“{each}”，别的文件夹里的，在这里没有用；请移到那个文件夹里。"
                for each in elsewhere
            ),
            *(
                f"{_called(folder)} 里写的文件“{each}”，这个文件夹里没有；请核对文件名，连同 .xlsx。"
                for each in missing
            ),
        ]

    def _of(self, path: Path) -> tuple[Acceptance, ...]:
        if path not in self._read:
            self._read[path] = self._load(path) if _is_file(path) else ()
        return self._read[path]

    def _load(self, path: Path) -> tuple[Acceptance, ...]:
        try:
            acceptances = load_acceptances(path) if path == self.instead else _entries_in(path)
            refuse_unknown_rules((each.rule for each in acceptances), f"认可清单“{path}”")
        except ProfileError as error:
            self.faulty.append((path, error))
            return ()
        return acceptances


def _entries_in(path: Path) -> tuple[Acceptance, ...]:
    """``path`` 里的各条；写明的文件夹就是它自己所在的，只留文件名。有误的抛 ``ProfileError``。"""
    return _own(path, load_acceptances(path))


def _own(path: Path, entries: Sequence[Acceptance]) -> tuple[Acceptance, ...]:
    """写在清单 ``path`` 里的各条，见 ``Acceptance.beside``。"""
    if not any(each.names_folder for each in entries):
        return tuple(entries)
    folder = Path(os.path.abspath(path)).parent  # noqa: PTH100  要的是怎样叫它，不跟着链接走
    return tuple(each.beside(folder) for each in entries)


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113  几千个文件夹，比 Path 快


def _misnamed(name: str) -> str:
    return (
        f"“{name}”没有用：名字要是“{ACCEPTANCE_LIST}”，一字不差。"
        "记事本另存时“保存类型”选“所有文件”；在资源管理器里显示“文件扩展名”，改名即可。"
    )


def _holds_list_alone(folder: Path) -> bool:
    """有清单而没有一个工作簿：它什么也管不着。"""
    names = _names_in(folder) if _is_file(folder / ACCEPTANCE_LIST) else ()
    return bool(names) and not any(each.lower().endswith(_WORKBOOKS) for each in names)


def _names_in(folder: Path) -> tuple[str, ...]:
    """文件夹里各个文件的名字；打不开的文件夹看不出，为空。"""
    try:
        return tuple(os.listdir(folder))  # noqa: PTH208  几千个文件夹，比 Path 快
    except OSError:  # 没有权限看的：有没有清单是小事，不耽误校验
        return ()


def _called(folder: Path, name: str = ACCEPTANCE_LIST) -> str:
    """连同所在的文件夹。"""
    return f"{folder.name}/{name}" if folder.name else name


def _rules_nothing(folder: Path) -> str:
    return (
        f"“{_called(folder)}”没有用：认可清单只管同一文件夹里的工作簿，那里一个也没有；"
        "请移到工作簿所在的文件夹，或者加 --acceptances 写明用它。"
    )


def accept_beside(workbook: Path, fresh: Sequence[Acceptance]) -> Path:
    """在 ``workbook`` 旁边的认可清单末尾添几条，原有的一字不动；没有清单的新建。

    清单有误的抛 ``ProfileError``；写不成、添了读不成的抛 ``NotWritableError``。
    """
    path = workbook.parent / ACCEPTANCE_LIST
    known = _entries_in(path) if path.exists() else ()
    before = path.read_text("utf-8-sig") if path.exists() else ""
    text = before + ("\n" if before and not before.endswith("\n") else "")
    text += "".join(map(_entry, fresh))
    output = Outputs(replace=True).named(path)
    with written_whole(output) as temporary:
        temporary.write_text(text, "utf-8", newline="\n")
        if _read_back(temporary) != (*known, *_own(path, fresh)):
            raise NotWritableError(
                f"“{path}”的写法接不上新的一条（不是一条一个“-”），没有写；请先在记事本里改好它。"
            )
    return path


def withdraw_beside(workbook: Path, gone: Sequence[Acceptance]) -> Path:
    """从 ``workbook`` 旁边的认可清单里去掉 ``gone`` 这几条，别的（连同说明、空行）一字不动。

    清单有误的抛 ``ProfileError``；里面没有的不管；去不掉的抛 ``NotWritableError``，没有写。
    """
    from perfxl.grammar.yaml_loading import entry_lines

    path = workbook.parent / ACCEPTANCE_LIST
    known = _entries_in(path)
    text = path.read_text("utf-8-sig")
    places = [place for place, each in enumerate(known) if each in gone]
    entries = entry_lines(text)
    taken = {line for place in places if place < len(entries) for line in entries[place]}
    lines = text.splitlines(keepends=True)
    left = "".join(line for number, line in enumerate(lines) if number not in taken)
    with written_whole(Outputs(replace=True).named(path)) as temporary:
        temporary.write_text(left, "utf-8", newline="\n")
        if _read_back(temporary) != tuple(each for each in known if each not in gone):
            raise NotWritableError(
                f"“{path}”的写法去不掉这一条（不是一条一个“-”），没有写；请在记事本里删去它。"
            )
    return path


def _entry(acceptance: Acceptance) -> str:
    """一条；字照 JSON 的写法加引号，也是 YAML。"""
    words = {
        "rule": acceptance.rule,
        "file": acceptance.file,
        "sheet": acceptance.sheet,
        "cells": acceptance.cells,
        "reason": acceptance.reason,
    }
    lines = [f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in words.items()]
    return "- " + "\n  ".join(lines) + "\n"


def _read_back(path: Path) -> tuple[Acceptance, ...]:
    try:
        return _entries_in(path)
    except ProfileError:
        return ()
