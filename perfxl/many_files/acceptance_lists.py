"""工作簿旁边的认可清单：``校验认可.yaml``，管同一文件夹里的文件。"""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from perfxl.hosts.outputs import Outputs
from perfxl.hosts.whole_file import written_whole
from perfxl.model.file_faults import NotWritableError
from perfxl.rules.engine.running import refuse_unknown_rules
from perfxl.standards.profile import ProfileError, load_acceptances
from perfxl.standards.rule_settings import Acceptance

ACCEPTANCE_LIST = "校验认可.yaml"


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

    @property
    def listed_in(self) -> str:
        """叫它什么。"""
        return ACCEPTANCE_LIST if self.instead is None else self.instead.name

    def _of(self, path: Path) -> tuple[Acceptance, ...]:
        if path not in self._read:
            self._read[path] = self._load(path) if os.path.isfile(path) else ()  # noqa: PTH113
        return self._read[path]

    def _load(self, path: Path) -> tuple[Acceptance, ...]:
        try:
            acceptances = load_acceptances(path)
            refuse_unknown_rules((each.rule for each in acceptances), f"认可清单“{path}”")
        except ProfileError as error:
            self.faulty.append((path, error))
            return ()
        return acceptances


def accept_beside(workbook: Path, fresh: Sequence[Acceptance]) -> Path:
    """在 ``workbook`` 旁边的认可清单末尾添几条，原有的一字不动；没有清单的新建。

    清单有误的抛 ``ProfileError``；写不成、添了读不成的抛 ``NotWritableError``。
    """
    path = workbook.parent / ACCEPTANCE_LIST
    known = load_acceptances(path) if path.exists() else ()
    before = path.read_text("utf-8-sig") if path.exists() else ""
    text = before + ("\n" if before and not before.endswith("\n") else "")
    text += "".join(map(_entry, fresh))
    output = Outputs(replace=True).named(path)
    with written_whole(output) as temporary:
        temporary.write_text(text, "utf-8", newline="\n")
        if _read_back(temporary) != (*known, *fresh):
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
    known = load_acceptances(path)
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
        return load_acceptances(path)
    except ProfileError:
        return ()
