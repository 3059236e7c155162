"""加载项装得好不好：一项一项，写明事实和怎么办。"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from perfxl import __version__
from perfxl.addin.computer import REINSTALL_XLWINGS, XLWINGS_VERSION, Computer
from perfxl.addin.errors import AddinError
from perfxl.addin.installation import addin_bytes, script_bytes
from perfxl.addin.places import (
    LIBRARIES,
    Places,
    has_zone_mark,
    interpreter,
    missing_libraries,
    places,
    unusable,
)
from perfxl.addin.shared_folders import others_may_write
from perfxl.addin.windows_registry import OfficeSettings

_INSTALL = "请运行 perfxl addin install"
_LEVELS = {
    1: "启用所有宏",
    2: "禁用宏，并发出通知",
    3: "只启用有数字签名的宏",
    4: "禁用所有宏，并且不通知",
}
_TRUST_CENTER = "文件—选项—信任中心—信任中心设置"


class State(Enum):
    """一项检查的结论。"""

    OK = "正常"
    NOTE = "注意"
    BAD = "不行"


@dataclass(frozen=True)
class Check:
    """一项检查：结论、事实、怎么办（没有事要办时为空）。"""

    name: str
    state: State
    fact: str
    advice: str = ""


def status(computer: Computer, *, addin: Callable[[], bytes] = addin_bytes) -> list[Check]:
    """逐项检查；没有 Excel 的系统抛 ``AddinError``。"""
    where = places(computer)
    checks = [_addin_file(where.addin, addin)]
    if computer.is_windows:
        checks += [*_blocked(where.addin), *_macros(computer, where.addin)]
        checks += _policies(computer.office)
    if where.script:
        checks.append(_script(where.script))
    checks += [
        _settings(computer, where),
        _python(computer),
        _folder(computer),
        *_packages(computer),
    ]
    if computer.is_windows:
        checks += [_libraries(computer), _office(computer), _protection(computer)]
    checks += [_log(where), _excel(computer)]
    return checks


def sound(checks: list[Check]) -> bool:
    """没有一项“不行”。"""
    return all(check.state is not State.BAD for check in checks)


def _addin_file(path: Path, addin: Callable[[], bytes]) -> Check:
    name = "加载项文件"
    if not path.is_file():
        return Check(name, State.BAD, f"没有“{path}”", f"{_INSTALL}。")
    try:
        expected = addin()
    except AddinError as error:
        return Check(name, State.NOTE, f"“{path}”在，没有能同本版比对", str(error))
    if _digest(path) != hashlib.sha256(expected).digest():
        return Check(
            name,
            State.BAD,
            f"“{path}”与 perfxl {__version__} 带的不一样",
            "可能是旧版，也可能被改动过。请退出 Excel，运行 perfxl addin install。",
        )
    return Check(name, State.OK, f"“{path}”与 perfxl {__version__} 带的一样")


def _digest(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        raise AddinError(f"“{path}”读不了；请退出 Excel，再运行一次。") from error


def _blocked(path: Path) -> Iterator[Check]:
    if has_zone_mark(path):
        yield Check(
            "来自网络的标记",
            State.BAD,
            "加载项文件带着“来自网络”的标记，Excel 会拦下它的宏",
            f"{_INSTALL}，重新安装时会去掉；或在文件的“属性”里勾选“解除锁定”。",
        )


def _macros(computer: Computer, path: Path) -> Iterator[Check]:
    office = computer.office
    on_network = str(path).startswith("\\\\") and not office.network_locations_trusted
    trusted = not office.trusted_locations_off and not on_network
    if office.trusted_locations_off:
        yield Check(
            "受信任位置",
            State.NOTE,
            "Excel 的受信任位置全部停用，XLSTART 里的加载项不再直接放行",
            f"{_TRUST_CENTER}—受信任位置，取消“禁用所有受信任位置”；改不了的，请找电脑管理员。",
        )
    elif on_network:
        yield Check(
            "受信任位置",
            State.NOTE,
            f"XLSTART 在网络上（{path.parent}），Excel 默认不信任网络位置",
            f"{_TRUST_CENTER}—受信任位置，勾选“允许网络上的受信任位置”；改不了的，请找电脑管理员。",
        )
    else:
        yield Check("受信任位置", State.OK, "XLSTART 是受信任位置")
    yield _macro_level(computer, trusted=trusted)
    if office.perfxl_disabled:
        yield Check(
            "禁用项目",
            State.BAD,
            "Excel 把 perfxl.xlam 记进了“禁用项目”，不再载入",
            "文件—选项—加载项，下方“管理”选“禁用项目”，点“转到”，选中 perfxl，点“启用”，重开 Excel。",
        )


_SIGN = "请电脑管理员用单位的代码签名证书签署 perfxl.xlam（说明见 docs/安装.md 的“签名”），或取消这一条。"


def _policies(office: OfficeSettings) -> Iterator[Check]:
    """会不声不响停掉加载项的规定；没有的不列。"""
    silently = "，也不提示" if office.unsigned_addins_silent else ""
    found = (
        (
            office.all_addins_off,
            State.BAD,
            "规定停用全部加载项（DisableAllAddins）",
            "请电脑管理员取消这一条；取消不了的，请用命令行，如 perfxl check。",
        ),
        (
            office.addins_must_be_signed,
            State.BAD,
            f"规定加载项要有受信任的签名（RequireAddinSig），没有的停用{silently}",
            _SIGN,
        ),
        (
            office.macros_always_signed,
            State.BAD,
            "规定宏总要有签名（RequireAlwaysOnMacroSig），受信任位置也不例外",
            _SIGN,
        ),
        (
            office.addins_by_list_only,
            State.NOTE,
            "规定只用名单上的加载项（RestrictToList）",
            "如果 Excel 里没有“绩效”选项卡，请电脑管理员把 perfxl.xlam 加进名单。",
        ),
        (
            office.internet_macros_blocked,
            State.OK,
            "来自网络的文件里的宏一律拦下（BlockContentExecutionFromInternet）；装好的加载项没有这个标记",
            "",
        ),
    )
    for applies, state, fact, advice in found:
        if applies:
            yield Check("加载项规定", state, fact, advice)


def _folder(computer: Computer) -> Check:
    """Python 的文件夹别人写得进，就能换掉 Excel 要运行的程序。"""
    name, folder = "Python 的文件夹", interpreter(computer).parent
    if others_may_write(folder):
        return Check(
            name,
            State.NOTE,
            f"“{folder}”别的账户也写得进，里面的程序可能被人换掉",
            "请让电脑管理员收回别的账户的写权限，或装到只有自己写得进的文件夹。",
        )
    return Check(name, State.OK, f"没有看到别的账户写得进“{folder}”")


def _macro_level(computer: Computer, *, trusted: bool) -> Check:
    name, office = "宏设置", computer.office
    if office.vba_off:
        return Check(
            name, State.BAD, "这台电脑的 Office 关掉了 VBA，加载项不能运行", "请找电脑管理员启用。"
        )
    by_policy = "（单位统一规定）" if office.macro_level_by_policy else ""
    fact = f"Excel 的宏设置是“{_LEVELS[office.macro_level]}”{by_policy}"
    change = (
        "请电脑管理员把 XLSTART 设为受信任位置，或放宽宏设置。"
        if office.macro_level_by_policy
        else f"{_TRUST_CENTER}—宏设置，改为“通过通知禁用 VBA 宏”，或恢复受信任位置。"
    )
    if trusted:
        if office.macro_level == 4:
            return Check(
                name,
                State.NOTE,
                f"{fact}；受信任位置里的加载项不受此限",
                f"如果 Excel 里没有“绩效”选项卡：{change}",
            )
        return Check(name, State.OK, fact)
    if office.macro_level == 1:
        return Check(name, State.OK, fact)
    if office.macro_level == 2:
        return Check(name, State.NOTE, fact, "每次打开 Excel 时，请在提示里点“启用宏”。")
    return Check(name, State.BAD, f"{fact}，加载项不能运行", change)


def _script(path: Path) -> Check:
    name = "启动脚本"
    if not path.is_file():
        return Check(name, State.BAD, f"没有“{path}”", f"{_INSTALL}。")
    if _digest(path) != hashlib.sha256(script_bytes()).digest():
        return Check(name, State.BAD, f"“{path}”与本版的不一样", f"{_INSTALL}。")
    return Check(name, State.OK, f"“{path}”与本版的一样")


def _settings(computer: Computer, where: Places) -> Check:
    """设置文件指着哪个 Python；Excel 只看第一行。"""
    name, path, ours = "设置文件", where.interpreter, interpreter(computer)
    try:
        lines = path.read_bytes().decode(computer.ansi, "replace").splitlines()
    except FileNotFoundError:
        return Check(name, State.BAD, f"没有“{path}”，Excel 不知道 Python 在哪里", f"{_INSTALL}。")
    except OSError:
        return Check(name, State.BAD, f"“{path}”读不了", f"{_INSTALL}。")
    said = lines[0].strip() if lines else ""
    if not said:
        return Check(name, State.BAD, f"“{path}”的第一行是空的", f"{_INSTALL}。")
    if said == str(ours):
        return Check(name, State.OK, f"“{path}”指着本 Python：{said}")
    if not Path(said).is_file():
        return Check(name, State.BAD, f"“{path}”指着的 Python 不在了：{said}", f"{_INSTALL}。")
    return Check(
        name,
        State.NOTE,
        f"“{path}”指着另一个 Python：{said}；以下各项查的是运行本命令的 Python：{ours}",
        f"要让 Excel 用本 Python，{_INSTALL}；否则用那个 Python 运行 perfxl addin status。",
    )


def _python(computer: Computer) -> Check:
    obstacle = unusable(computer)
    if obstacle is not None:
        return Check("Python", State.BAD, obstacle.fact, obstacle.advice)
    return Check("Python", State.OK, f"{interpreter(computer)}，{computer.pointer_size * 8} 位")


def _packages(computer: Computer) -> Iterator[Check]:
    yield Check("perfxl", State.OK, f"{__version__} 版")
    found = computer.versions.get("xlwings")
    if found == XLWINGS_VERSION:
        yield Check("xlwings", State.OK, f"{found} 版")
    else:
        fact = f"装的是 {found} 版" if found else "没有装"
        yield Check(
            "xlwings",
            State.BAD,
            f"{fact}，加载项认的是 {XLWINGS_VERSION} 版",
            f"请运行 pip install xlwings=={XLWINGS_VERSION}。",
        )
    needed = {"pythoncom": "pywin32"} if computer.is_windows else {}
    if computer.is_mac:
        needed = {"appscript": "appscript", "psutil": "psutil"}
    for module, package in needed.items():
        if module in computer.importable:
            yield Check(package, State.OK, "装好了")
        else:
            yield Check(
                package,
                State.BAD,
                "没有装，或载入不了",
                f"请运行 pip install --force-reinstall {package}。",
            )


def _libraries(computer: Computer) -> Check:
    name, missing = "动态库", missing_libraries(computer)
    if missing:
        return Check(
            name,
            State.BAD,
            f"Python 的文件夹里没有 {'、'.join(missing)}",
            f"请运行 {REINSTALL_XLWINGS}。",
        )
    bits = (computer.office.bits,) if computer.office.bits else (64, 32)
    return Check(name, State.OK, f"{'、'.join(LIBRARIES[each] for each in bits)} 都在")


def _office(computer: Computer) -> Check:
    bits = computer.office.bits
    fact = f"{bits} 位" if bits else "没有读到是 32 位还是 64 位，两种都能用"
    return Check("Office", State.OK, fact)


def _protection(computer: Computer) -> Check:
    name = "防护规则"
    if computer.office.child_processes_blocked:
        return Check(
            name,
            State.NOTE,
            "Windows Defender 的规则“阻止所有 Office 应用程序创建子进程”开着",
            f"Excel 里提示 Python 没有启动的，请电脑管理员为“{interpreter(computer)}”加例外。",
        )
    return Check(name, State.OK, "没有读到不许 Excel 启动 Python 的规则")


def _log(where: Places) -> Check:
    """出过的错记在哪里。"""
    kept = [path for path in where.logs if path.is_file()]
    if kept:
        return Check("日志", State.OK, f"出过错，记在“{kept[0]}”，反馈时请附上")
    return Check("日志", State.OK, f"没有记过出错；出错时记在“{where.logs[0]}”")


def _excel(computer: Computer) -> Check:
    if computer.excel_running:
        return Check("Excel", State.OK, "正在运行；改动要退出 Excel 再打开才起作用")
    return Check("Excel", State.OK, "没有在运行")
