"""检查：装好时没有“不行”；坏一处，正好那一项说出来，连同怎么办。"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fake_computer import mac, windows

import perfxl.cli.addin_commands as commands
from perfxl.addin.checks import Check, State, sound, status
from perfxl.addin.computer import Computer, this_computer
from perfxl.addin.errors import AddinError
from perfxl.addin.installation import install
from perfxl.addin.places import places
from perfxl.addin.windows_registry import OfficeSettings, read_settings

XLAM = b"PK this version"
NETWORK = "\\\\server\\share"


def addin() -> bytes:
    return XLAM


def installed(computer: Computer) -> Computer:
    install(computer, addin=addin)
    return computer


def complaints(computer: Computer) -> dict[str, Check]:
    """不是“正常”的各项，按名字。"""
    checks = status(computer, addin=addin)
    assert all(check.advice for check in checks if check.state is not State.OK)
    return {check.name: check for check in checks if check.state is not State.OK}


def only(computer: Computer, name: str, state: State) -> Check:
    found = complaints(computer)
    assert {each: check.state for each, check in found.items()} == {name: state}
    return found[name]


@pytest.mark.parametrize("make", [windows, mac])
def test_all_well_after_install(make: Callable[[Path], Computer], tmp_path: Path) -> None:
    computer = installed(make(tmp_path))
    assert complaints(computer) == {}
    assert sound(status(computer, addin=addin))


def test_nothing_installed(tmp_path: Path) -> None:
    found = complaints(windows(tmp_path))
    assert set(found) == {"加载项文件", "设置文件"}
    assert all("perfxl addin install" in check.advice for check in found.values())
    assert set(complaints(mac(tmp_path / "m"))) == {"加载项文件", "启动脚本", "设置文件"}


def test_addin_file_tampered_with(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    places(computer).addin.write_bytes(XLAM + b"!")
    assert "不一样" in only(computer, "加载项文件", State.BAD).fact


def test_addin_cannot_be_compared(tmp_path: Path) -> None:
    def unable() -> bytes:
        raise AddinError("请先装 pyOpenVBA")

    computer = installed(windows(tmp_path))
    [first, *_] = status(computer, addin=unable)
    assert (first.state, first.advice) == (State.NOTE, "请先装 pyOpenVBA")


def test_script_tampered_with(tmp_path: Path) -> None:
    computer = installed(mac(tmp_path))
    script = places(computer).script
    assert script is not None
    script.write_bytes(b"on run")
    only(computer, "启动脚本", State.BAD)


def test_blocked_file_mark(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    mark = places(computer).addin.with_name("perfxl.xlam:Zone.Identifier")
    mark.write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")
    only(computer, "来自网络的标记", State.BAD)


@pytest.mark.parametrize(
    ("content", "state", "said"),
    [
        (b"", State.BAD, "第一行是空的"),
        (b"\r\nC:\\Python\\pythonw.exe\r\n", State.BAD, "第一行是空的"),
        (b"C:\\gone\\pythonw.exe\r\n", State.BAD, "不在了"),
        ("D:\\财政局\\pythonw.exe\r\n".encode("gbk"), State.BAD, "财政局"),
    ],
)
def test_settings_file(content: bytes, state: State, said: str, tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    places(computer).interpreter.write_bytes(content)
    assert said in only(computer, "设置文件", state).fact


def test_settings_file_of_another_python(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    other = tmp_path / "other" / "pythonw.exe"
    other.parent.mkdir()
    other.write_bytes(b"MZ")
    places(computer).interpreter.write_text(f"{other}\n", "ascii")
    assert str(other) in only(computer, "设置文件", State.NOTE).fact


def test_settings_file_missing(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    places(computer).interpreter.unlink()
    only(computer, "设置文件", State.BAD)


def test_python_32_bit(tmp_path: Path) -> None:
    computer = replace(installed(windows(tmp_path)), pointer_size=4)
    assert "32 位" in only(computer, "Python", State.BAD).fact


def test_python_gone(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    computer.executable.with_name("pythonw.exe").unlink()
    assert set(complaints(computer)) == {"Python"}


def test_packages(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    older = replace(computer, versions={"xlwings": "0.30.0"})
    assert "0.30.0" in only(older, "xlwings", State.BAD).fact
    only(replace(computer, versions={}), "xlwings", State.BAD)
    only(replace(computer, importable=frozenset()), "pywin32", State.BAD)
    apple = installed(mac(tmp_path / "m"))
    only(replace(apple, importable=frozenset({"psutil"})), "appscript", State.BAD)


def test_library_missing(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    [dll] = computer.executable.parent.parent.glob("xlwings64-*.dll")
    dll.unlink()
    assert dll.name in only(computer, "动态库", State.BAD).fact
    assert complaints(replace(computer, office=OfficeSettings(bits=32))) == {}
    only(replace(computer, office=OfficeSettings(bits=64)), "动态库", State.BAD)


OK, NOTE, BAD = State.OK, State.NOTE, State.BAD


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ({"macro_level": 1}, {}),
        ({"macro_level": 3}, {}),
        ({"macro_level": 4}, {"宏设置": NOTE}),
        ({"macro_level": 1, "trusted_locations_off": True}, {"受信任位置": NOTE}),
        ({"trusted_locations_off": True}, {"受信任位置": NOTE, "宏设置": NOTE}),
        ({"macro_level": 3, "trusted_locations_off": True}, {"受信任位置": NOTE, "宏设置": BAD}),
        ({"macro_level": 4, "trusted_locations_off": True}, {"受信任位置": NOTE, "宏设置": BAD}),
        ({"vba_off": True}, {"宏设置": BAD}),
        ({"perfxl_disabled": True}, {"禁用项目": BAD}),
        ({"child_processes_blocked": True}, {"防护规则": NOTE}),
        ({"all_addins_off": True}, {"加载项规定": BAD}),
        ({"addins_must_be_signed": True}, {"加载项规定": BAD}),
        ({"macros_always_signed": True}, {"加载项规定": BAD}),
        ({"addins_by_list_only": True}, {"加载项规定": NOTE}),
        ({"internet_macros_blocked": True}, {}),
    ],
)
def test_office_settings(
    office: dict[str, Any], expected: dict[str, State], tmp_path: Path
) -> None:
    computer = installed(windows(tmp_path))
    found = complaints(replace(computer, office=OfficeSettings(**office)))
    assert {name: check.state for name, check in found.items()} == expected


def test_silent_policy_is_said_to_be_silent(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    office = OfficeSettings(addins_must_be_signed=True, unsigned_addins_silent=True)
    check = only(replace(computer, office=office), "加载项规定", State.BAD)
    assert "也不提示" in check.fact
    assert "代码签名证书" in check.advice


@pytest.mark.skipif(os.name == "nt", reason="问的是 POSIX 的权限")
def test_folder_that_others_may_write_to(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    computer.executable.parent.chmod(0o777)
    assert "别的账户也写得进" in only(computer, "Python 的文件夹", State.NOTE).fact
    computer.executable.parent.chmod(0o1777)
    assert complaints(computer) == {}


def test_log_is_named(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    log = places(computer).logs[0]
    log.write_text("x", "utf-8")
    facts = {check.name: check.fact for check in status(computer, addin=addin)}
    assert facts["日志"] == f"出过错，记在“{log}”，反馈时请附上"


def test_macro_setting_by_policy_is_for_the_administrator(tmp_path: Path) -> None:
    computer = installed(windows(tmp_path))
    office = OfficeSettings(macro_level=4, macro_level_by_policy=True)
    check = only(replace(computer, office=office), "宏设置", State.NOTE)
    assert "单位统一规定" in check.fact
    assert "电脑管理员" in check.advice


def test_user_folder_on_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computer = installed(windows(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "is_absolute", lambda self: True)
    shared = replace(computer, environment={"APPDATA": NETWORK})
    assert complaints(shared)["受信任位置"].state is State.NOTE
    strict = replace(shared, office=OfficeSettings(macro_level=4))
    assert complaints(strict)["宏设置"].state is State.BAD
    allowed = replace(shared, office=OfficeSettings(network_locations_trusted=True))
    assert "受信任位置" not in complaints(allowed)


def test_running_excel_is_mentioned(tmp_path: Path) -> None:
    computer = replace(installed(windows(tmp_path)), excel_running=True)
    [excel] = [check for check in status(computer, addin=addin) if check.name == "Excel"]
    assert (excel.state, "正在运行" in excel.fact) == (State.OK, True)


class Registry:
    """``winreg`` 的替身：键和值名不分大小写。"""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = "HKCU", "HKLM"
    KEY_READ, KEY_WOW64_64KEY = 0x20019, 0x100

    def __init__(self, values: dict[str, object]) -> None:
        self.values = {name.lower(): value for name, value in values.items()}

    class Key(str):
        def __enter__(self) -> "Registry.Key":
            return self

        def __exit__(self, *_: object) -> None:
            """没有要关的。"""

    def OpenKey(self, hive: str, key: str, reserved: int, access: int) -> "Registry.Key":  # noqa: N802
        path = f"{hive}\\{key}\\".lower()
        if not any(name.startswith(path) for name in self.values):
            raise FileNotFoundError(2, key)
        return Registry.Key(path)

    def QueryValueEx(self, key: str, name: str) -> tuple[object, int]:  # noqa: N802
        try:
            return self.values[key + name.lower()], 4
        except KeyError as error:
            raise FileNotFoundError(2, name) from error

    def EnumValue(self, key: str, place: int) -> tuple[str, object, int]:  # noqa: N802
        inside = [name for name in self.values if name.startswith(key)]
        if place >= len(inside):
            raise OSError(259, "no more")
        return inside[place], self.values[inside[place]], 3


USER = r"HKCU\Software\Microsoft\Office\16.0\Excel"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel"
CLOUD = r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0\Excel"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration\Platform"
CHILD_RULE = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard"
    r"\ASR\Rules\d4f940ab-401b-4efc-aadc-ad5f3c50688a"
)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, {}),
        ({rf"{USER}\Security\VBAWarnings": 4}, {"macro_level": 4}),
        (
            {rf"{USER}\Security\VBAWarnings": 1, rf"{POLICY}\Security\VBAWarnings": 3},
            {"macro_level": 3, "macro_level_by_policy": True},
        ),
        ({rf"{USER}\Security\VBAWarnings": "?"}, {}),
        ({rf"{USER}\Security\VBAWarnings": 9}, {}),
        (
            {rf"{USER}\Security\Trusted Locations\AllLocationsDisabled": 1},
            {"trusted_locations_off": True},
        ),
        (
            {rf"{POLICY}\Security\Trusted Locations\AllowNetworkLocations": 1},
            {"network_locations_trusted": True},
        ),
        ({CLICK_TO_RUN: "x64"}, {"bits": 64}),
        ({CLICK_TO_RUN: "x86"}, {"bits": 32}),
        (
            {r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Excel\InstallRoot\Path": "C:\\"},
            {"bits": 32},
        ),
        ({r"HKLM\SOFTWARE\Microsoft\Office\16.0\Excel\InstallRoot\Path": "C:\\"}, {"bits": 64}),
        ({r"HKCU\Software\Policies\Microsoft\Office\16.0\Common\VBAOff": 1}, {"vba_off": True}),
        ({CHILD_RULE: "1"}, {"child_processes_blocked": True}),
        ({rf"{POLICY}\Security\DisableAllAddins": 1}, {"all_addins_off": True}),
        ({rf"{POLICY}\Security\requireaddinsig": 1}, {"addins_must_be_signed": True}),
        ({rf"{CLOUD}\Security\RequireAddinSig": 1}, {"addins_must_be_signed": True}),
        ({rf"{USER}\Security\RequireAddinSig": 1}, {"addins_must_be_signed": True}),
        ({rf"{USER}\Security\RequireAddinSig": 1, rf"{POLICY}\Security\RequireAddinSig": 0}, {}),
        ({rf"{POLICY}\Security\NoTBPromptUnsignedAddin": 1}, {"unsigned_addins_silent": True}),
        ({rf"{POLICY}\Security\requirealwaysonmacrosig": 1}, {"macros_always_signed": True}),
        ({rf"{POLICY}\Resiliency\RestrictToList": 1}, {"addins_by_list_only": True}),
        (
            {rf"{POLICY}\Security\blockcontentexecutionfrominternet": 1},
            {"internet_macros_blocked": True},
        ),
        ({CHILD_RULE: "2"}, {}),
        (
            {
                rf"{USER}\Resiliency\DisabledItems\3A": b"\x01\x02",
                rf"{USER}\Resiliency\DisabledItems\3B": "\x01\x02C:\\XLSTART\\Perfxl.xlam".encode(
                    "utf-16-le"
                ),
            },
            {"perfxl_disabled": True},
        ),
        ({rf"{USER}\Resiliency\DisabledItems\3A": "别的.xlam".encode("utf-16-le")}, {}),
    ],
)
def test_registry_readings(values: dict[str, object], expected: dict[str, Any]) -> None:
    assert read_settings(Registry(values)) == OfficeSettings(**expected)


def test_this_computer_can_be_described() -> None:
    computer = this_computer()
    assert computer.executable.is_file()
    assert computer.pointer_size in (4, 8)


def test_no_excel_on_this_system(tmp_path: Path) -> None:
    with pytest.raises(AddinError, match="没有 Excel"):
        status(replace(mac(tmp_path), platform="linux"))


def test_command_in_text_and_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyopenvba")
    computer = windows(tmp_path)
    monkeypatch.setattr(commands, "this_computer", lambda: computer)
    run = CliRunner().invoke
    assert run(commands.addin, ["install"]).exit_code == 0
    done = run(commands.addin, ["status"])
    assert done.exit_code == 0
    assert "正常　加载项文件：" in done.stdout
    places(computer).addin.unlink()
    done = run(commands.addin, ["status", "--json"])
    assert done.exit_code == 1
    assert '"schema": "perfxl.addin_status/1"' in done.stdout
    assert '"state": "bad"' in done.stdout
    assert "已删除" in run(commands.addin, ["uninstall"]).stderr
    assert "没有要删的" in run(commands.addin, ["uninstall"]).stderr
