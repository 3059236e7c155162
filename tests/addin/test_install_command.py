"""install.cmd 照 cmd 的规矩走一遍（没有 Windows）：各步的次序、哪一步不成说什么、装到的文件夹只有本人和管理员写得进。

真的 icacls、真的 Windows 上没有试过，见 docs/十分钟核对单.md 的 E6。
"""

import re
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from batch_files import Batch

from perfxl.addin import bundle, shared_folders

COMMAND = Path(bundle.__file__).parent / "offline" / "install.cmd"
HERE = "D:\\离线 安装\\"
PYTHON = "C:\\Python311\\python.exe"
FOUND = f"    ExecutablePath    REG_SZ    {PYTHON}\n"


class Computer:
    """一台电脑：有哪些文件，各个程序怎样答；``failing`` 是不成的那一步。"""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.files = {
            PYTHON,
            *(f"{HERE}{name}" for name in ("python-version.txt", "check_files.py")),
        }
        self.files |= {
            f"{HERE}messages\\{path.stem}.txt" for path in (COMMAND.parent / "messages").iterdir()
        }
        self.ran: list[list[str]] = []
        self.said: list[str] = []
        self.excel = ""
        self.registry = {"HKCU": FOUND}

    def has(self, path: str) -> bool:
        return path in self.files

    def program(self, words: Sequence[str]) -> tuple[int, str]:
        name = PureWindowsPath(words[0]).name.lower()
        if name == "type":
            self.said.append(PureWindowsPath(words[1]).stem)
            return 0, ""
        if name == "tasklist.exe":
            return 0, self.excel
        if name == "reg.exe":
            said = self.registry.get(words[2].partition("\\")[0])
            return (0, said) if said else (1, "")
        self.ran.append(list(words))
        step = (
            name
            if name == "icacls.exe"
            else next(
                each
                for each in ("check_files.py", "venv", "pip", "install", "status")
                if any(word == each or word.endswith(f"\\{each}") for word in words)
            )
        )
        return (1 if step == self.failing else 0), ""


def run(computer: Computer, *arguments: str) -> int:
    batch = Batch(COMMAND, HERE, computer.has, computer.program)
    batch.variables |= {"SYSTEMROOT": "C:\\Windows", "USERDOMAIN": "财政局", "USERNAME": "张三"}
    batch.reads["python-version.txt"] = "3.11"
    return batch.run(*arguments)


def test_the_steps_in_order() -> None:
    computer = Computer()
    assert run(computer) == 0
    assert computer.said == ["working", "done"]
    check, venv, guard, packages, install, status = computer.ran
    assert check == [PYTHON, "-I", f"{HERE}check_files.py", "3.11"]
    assert venv == [PYTHON, "-I", "-m", "venv", "--clear", "C:\\perfxl\\python"]
    assert guard[:2] == ["C:\\Windows\\System32\\icacls.exe", "C:\\perfxl"]
    own = "C:\\perfxl\\python\\Scripts\\python.exe"
    assert packages[:5] == [own, "-I", "-m", "pip", "--isolated"]
    assert "--no-index" in packages
    assert packages[packages.index("--find-links") + 1] == f"{HERE}wheelhouse"
    assert install == [own, "-I", "-m", "perfxl", "addin", "install"]
    assert status == [own, "-I", "-m", "perfxl", "addin", "status"]


@pytest.mark.parametrize(
    ("failing", "said", "steps"),
    [
        ("check_files.py", [], 1),
        ("venv", ["working", "no-folder"], 2),
        ("icacls.exe", ["working", "no-folder"], 3),
        ("pip", ["working", "no-packages"], 4),
        ("install", ["working", "not-installed"], 5),
        ("status", ["working", "not-sound"], 6),
    ],
)
def test_a_step_that_fails_is_the_last(failing: str, said: list[str], steps: int) -> None:
    computer = Computer(failing)
    assert run(computer) == 1
    assert computer.said == said
    assert len(computer.ran) == steps


def test_what_is_not_as_it_should_be_is_said_before_anything_is_done() -> None:
    for spoil, said in {
        "python-version.txt": "incomplete",
        "check_files.py": "incomplete",
        "excel": "excel-open",
        "registry": "no-python",
        "taken": "folder-taken",
    }.items():
        computer = Computer()
        computer.files.discard(f"{HERE}{spoil}")
        if spoil == "excel":
            computer.excel = "EXCEL.EXE   4242 Console"
        elif spoil == "registry":
            computer.registry = {}
        elif spoil == "taken":
            computer.files.add("C:\\perfxl\\python\\")
        assert run(computer) == 1
        assert computer.said == [said]
        assert [each for each in computer.ran if "check_files.py" not in each[2]] == []


def test_an_earlier_installation_and_places_of_ones_own_are_taken() -> None:
    computer = Computer()
    computer.registry = {"HKLM": FOUND}
    computer.files |= {"C:\\perfxl\\python\\", "C:\\perfxl\\python\\pyvenv.cfg"}
    assert run(computer) == 0
    computer = Computer()
    computer.files.add("E:\\py\\python.exe")
    assert run(computer, "E:\\py\\python.exe", "E:\\绩效") == 0
    assert computer.ran[0][0] == "E:\\py\\python.exe"
    assert computer.ran[2][1] == "E:\\绩效"


# icacls 的权限字母和 Windows 的权限位。
_MASKS = {"F": 0x1F01FF, "RX": 0x1200A9}
_SIDS = {"财政局\\张三": "S-1-5-21-1-2-3-1001"}


def test_nobody_else_may_write_where_the_programs_lie(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """icacls 给出的名单，按 ``status`` 查文件夹的同一套办法看：别的账户写不进。"""
    computer = Computer()
    run(computer)
    guard = computer.ran[2]
    assert guard[2:4] == ["/inheritance:r", "/grant:r"]
    granted = [re.fullmatch(r"(\*?)(.+):\(OI\)\(CI\)(\w+)", each) for each in guard[4:]]
    entries = []
    for each in granted:
        assert each is not None
        entries.append((0, 0x3, _MASKS[each[3]], each[2] if each[1] else _SIDS[each[2]]))
    assert {sid for *_, sid in entries} == {
        *("S-1-5-18", "S-1-5-32-544", "S-1-5-32-545"),
        _SIDS["财政局\\张三"],
    }
    monkeypatch.setattr(shared_folders.importlib, "import_module", lambda _: _Security(entries))
    assert not shared_folders._by_dacl(tmp_path, shared_folders._WRITES | shared_folders._REPLACES)
    # C:\ 下新建的文件夹原来的样子：登录的用户改得了。
    entries.append((0, 0x3, 0x1301BF, "S-1-5-11"))
    assert shared_folders._by_dacl(tmp_path, shared_folders._WRITES)


class _Security:
    """``win32security`` 的替身：名单上一个个（种类、标志、权限、谁）。"""

    SE_FILE_OBJECT, DACL_SECURITY_INFORMATION = 1, 4

    def __init__(self, entries: list[tuple[int, int, int, str]]) -> None:
        self.entries = entries

    def GetNamedSecurityInfo(self, *_: object) -> "_Security":  # noqa: N802
        return self

    def GetSecurityDescriptorDacl(self) -> "_Security":  # noqa: N802
        return self

    def GetAceCount(self) -> int:  # noqa: N802
        return len(self.entries)

    def GetAce(self, place: int) -> Any:  # noqa: N802
        kind, flags, mask, sid = self.entries[place]
        return (kind, flags), mask, sid

    def ConvertSidToStringSid(self, sid: str) -> str:  # noqa: N802
        return sid
