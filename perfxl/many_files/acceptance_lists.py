"""工作簿旁边的认可清单：``校验认可.yaml``，管同一文件夹里的文件。"""

import os
from pathlib import Path

from perfxl.rules.engine.running import refuse_unknown_rules
from perfxl.standards.profile import ProfileError, load_acceptances
from perfxl.standards.rule_settings import Acceptance

ACCEPTANCE_LIST = "校验认可.yaml"


class AcceptanceLists:
    """各文件夹的认可清单，一个文件夹读一次；有误的记在 ``faulty``，不耽误别的。"""

    def __init__(self) -> None:
        self.faulty: list[tuple[Path, ProfileError]] = []
        self._read: dict[Path, tuple[Acceptance, ...]] = {}

    def beside(self, workbook: Path) -> tuple[Acceptance, ...]:
        """``workbook`` 所在文件夹的认可清单；没有为空。"""
        path = workbook.parent / ACCEPTANCE_LIST
        if path not in self._read:
            self._read[path] = self._load(path) if os.path.isfile(path) else ()  # noqa: PTH113
        return self._read[path]

    def is_faulty_beside(self, workbook: Path) -> bool:
        """``workbook`` 旁边的认可清单有误。"""
        return any(path.parent == workbook.parent for path, _ in self.faulty)

    def _load(self, path: Path) -> tuple[Acceptance, ...]:
        try:
            acceptances = load_acceptances(path)
            refuse_unknown_rules((each.rule for each in acceptances), f"认可清单“{path}”")
        except ProfileError as error:
            self.faulty.append((path, error))
            return ()
        return acceptances
