"""Windows 注册表里与加载项有关的设置；只读不写，只有这里碰注册表。"""

import importlib
from dataclasses import dataclass
from typing import Any

_OFFICE = r"Software\Microsoft\Office\16.0"
# 云策略写的与组策略同一个样子。
_OFFICE_POLICY = r"Software\Policies\Microsoft\Office\16.0"
_CLOUD_POLICY = r"Software\Policies\Microsoft\Cloud\Office\16.0"
_SECURITY = r"Excel\Security"
_TRUSTED = r"Excel\Security\Trusted Locations"
_COMMON_SECURITY, _RESILIENCY = r"Common\Security", r"Excel\Resiliency"
_DISABLED = rf"{_OFFICE}\Excel\Resiliency\DisabledItems"
# “阻止所有 Office 应用程序创建子进程”这条规则的编号。
_CHILD_RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_RULES = r"Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_BITS = {"x64": 64, "amd64": 64, "x86": 32}
_BLOCK = "1"


@dataclass(frozen=True)
class OfficeSettings:
    """Office 与系统的设置；没有读到的按 Office 的默认。"""

    bits: int | None = None
    # 1 全部启用，2 禁用并通知（默认），3 只许签名的，4 全部禁用不通知。
    macro_level: int = 2
    macro_level_by_policy: bool = False
    vba_off: bool = False
    trusted_locations_off: bool = False
    network_locations_trusted: bool = False
    # 全部加载项停用；加载项要有受信任的签名；不合的不提示；宏总要有签名；只许名单上的加载项。
    all_addins_off: bool = False
    addins_must_be_signed: bool = False
    unsigned_addins_silent: bool = False
    macros_always_signed: bool = False
    addins_by_list_only: bool = False
    # 来自网络的文件里的宏一律拦下。
    internet_macros_blocked: bool = False
    perfxl_disabled: bool = False
    child_processes_blocked: bool = False


def office_settings() -> OfficeSettings:
    """这台电脑的设置；没有注册表的系统一律按默认。"""
    try:
        registry = importlib.import_module("winreg")
    except ImportError:
        return OfficeSettings()
    return read_settings(registry)


def read_settings(registry: Any) -> OfficeSettings:
    """从 ``registry``（``winreg`` 模块）读出设置。"""
    user, machine = registry.HKEY_CURRENT_USER, registry.HKEY_LOCAL_MACHINE

    def value(hive: Any, key: str, name: str) -> object:
        # 32 位 Office 写在 64 位系统的另一半里，读的总是 64 位这一半。
        access = registry.KEY_READ | registry.KEY_WOW64_64KEY
        try:
            with registry.OpenKey(hive, key, 0, access) as opened:
                found: object = registry.QueryValueEx(opened, name)[0]
        except OSError:
            return None
        return found

    def either(part: str, name: str) -> tuple[object, bool]:
        """组策略在先，用户的设置在后；后一项说是不是组策略。"""
        for root in (_OFFICE_POLICY, _CLOUD_POLICY):
            for hive in (user, machine):
                by_policy = value(hive, rf"{root}\{part}", name)
                if by_policy is not None:
                    return by_policy, True
        return value(user, rf"{_OFFICE}\{part}", name), False

    def on(part: str, name: str) -> bool:
        return either(part, name)[0] == 1

    level, by_policy = either(_SECURITY, "VBAWarnings")
    return OfficeSettings(
        bits=_bits(value, machine),
        macro_level=level if isinstance(level, int) and 1 <= level <= 4 else 2,
        macro_level_by_policy=by_policy,
        vba_off=any(
            value(hive, rf"{root}\Common", "VBAOff") == 1
            for hive in (user, machine)
            for root in (_OFFICE_POLICY, _CLOUD_POLICY, _OFFICE)
        ),
        trusted_locations_off=on(_TRUSTED, "AllLocationsDisabled"),
        network_locations_trusted=on(_TRUSTED, "AllowNetworkLocations"),
        all_addins_off=on(_SECURITY, "DisableAllAddins"),
        addins_must_be_signed=on(_SECURITY, "RequireAddinSig"),
        unsigned_addins_silent=on(_SECURITY, "NoTBPromptUnsignedAddin"),
        macros_always_signed=on(_SECURITY, "RequireAlwaysOnMacroSig")
        or on(_COMMON_SECURITY, "RequireAlwaysOnMacroSig"),
        addins_by_list_only=on(_RESILIENCY, "RestrictToList"),
        internet_macros_blocked=on(_SECURITY, "BlockContentExecutionFromInternet"),
        perfxl_disabled=_is_disabled(registry, user),
        child_processes_blocked=any(
            str(value(machine, rf"{root}\{_RULES}", _CHILD_RULE)) == _BLOCK
            for root in (r"SOFTWARE\Policies", "SOFTWARE")
        ),
    )


def _bits(value: Any, machine: Any) -> int | None:
    platform = value(machine, r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "Platform")
    if isinstance(platform, str) and platform.lower() in _BITS:
        return _BITS[platform.lower()]
    for part, bits in (("", 64), (r"WOW6432Node" + "\\", 32)):
        key = rf"SOFTWARE\{part}Microsoft\Office\16.0\Excel\InstallRoot"
        if value(machine, key, "Path") is not None:
            return bits
    return None


def _is_disabled(registry: Any, user: Any) -> bool:
    """Excel 出过错以后会把加载项记进“禁用项目”，文件名是 UTF-16。"""
    try:
        with registry.OpenKey(user, _DISABLED, 0, registry.KEY_READ) as opened:
            place = 0
            while True:
                _, content, _ = registry.EnumValue(opened, place)
                text = bytes(content or b"").decode("utf-16-le", "replace")
                if "perfxl.xlam" in text.lower():
                    return True
                place += 1
    except (OSError, TypeError, ValueError):
        return False
