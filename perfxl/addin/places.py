"""加载项的各个文件在这台电脑上放在哪里；每种系统只有一处，与 VBA 里写的一致。"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from perfxl.addin.build import FILE_NAME
from perfxl.addin.computer import XLWINGS_VERSION, Computer
from perfxl.addin.errors import AddinError
from perfxl.excel.log_file import FILE_NAME as LOG_NAME
from perfxl.standards.own_profiles import PROFILE_FOLDER
from perfxl.standards.seals import KEY_NAME

SCRIPT_NAME = "perfxl.applescript"
LIBRARIES = {bits: f"xlwings{bits}-{XLWINGS_VERSION}.dll" for bits in (64, 32)}
_WINDOWS_FOLDER, _MAC_FOLDER = r"C:\perfxl", "/opt/perfxl"
_NO_EXCEL = (
    "这种系统上没有 Excel，加载项用不上。perfxl addin bundle 可以做一个给 Windows 电脑用的"
    "离线安装文件夹；在本机用命令行，如 perfxl check。"
)


@dataclass(frozen=True)
class Obstacle:
    """装不成的一个原因：事实，怎么办。"""

    fact: str
    advice: str

    def __str__(self) -> str:
        return f"{self.fact}；{self.advice}"


@dataclass(frozen=True)
class Places:
    """各文件的路径；``script`` 只有 macOS 有；``logs`` 是出错时记下的，``profiles`` 是加进来的口径。"""

    addin: Path
    interpreter: Path
    logs: tuple[Path, ...]
    script: Path | None = None
    # 改动记录的钥匙。
    keys: tuple[Path, ...] = ()
    profiles: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        return (self.addin, self.interpreter, *([self.script] if self.script else []))


def places(computer: Computer) -> Places:
    """没有 Excel 的系统、找不到用户文件夹时抛 ``AddinError``。"""
    if computer.is_windows:
        return _windows(computer)
    if computer.is_mac:
        return _mac(computer)
    raise AddinError(_NO_EXCEL)


def _windows(computer: Computer) -> Places:
    text = computer.environment.get("APPDATA", "")
    roaming = Path(text)
    if not text or not roaming.is_absolute():
        raise AddinError(
            "没有找到本用户的应用数据文件夹（环境变量 APPDATA）；请登录到桌面，在普通的命令窗口里运行。"
        )
    try:
        text.encode(computer.ansi)
    except UnicodeEncodeError as error:
        raise AddinError(
            f"“{text}”里有 Windows 当前语言写不出的字，Excel 的宏找不到这个文件夹；"
            "请换一个用户名能用本机语言写出的账户。"
        ) from error
    return Places(
        addin=roaming / "Microsoft" / "Excel" / "XLSTART" / FILE_NAME,
        interpreter=roaming / "perfxl" / "interpreter.txt",
        logs=_logs(roaming / "perfxl"),
        keys=(roaming / "perfxl" / KEY_NAME,),
        profiles=_profiles(roaming / "perfxl"),
    )


def _mac(computer: Computer) -> Places:
    library = computer.home / "Library"
    office = library / "Group Containers" / "UBF8T346G9.Office"
    return Places(
        addin=office / "User Content.localized" / "Startup.localized" / "Excel" / FILE_NAME,
        # Excel 在沙箱里，写不了这个文件夹：宏改不了用哪个 Python。
        interpreter=library / "Application Scripts/com.microsoft.Excel/perfxl-interpreter.txt",
        script=library / "Application Scripts" / "com.microsoft.Excel" / SCRIPT_NAME,
        logs=_logs(excel_data(computer)),
        keys=(library / "Application Support" / "perfxl" / KEY_NAME,),
        profiles=_profiles(library / "Application Support" / "perfxl"),
    )


def _profiles(folder: Path) -> tuple[Path, ...]:
    """加进来的口径，见 ``standards.own_profiles``。"""
    return tuple(sorted((folder / PROFILE_FOLDER).glob("*.yaml")))


def _logs(folder: Path) -> tuple[Path, ...]:
    """日志和换下来的前一份，见 ``perfxl.excel.log_file``。"""
    return folder / LOG_NAME, folder / f"{LOG_NAME}.1"


def excel_data(computer: Computer) -> Path:
    """macOS 上 Excel 自己的数据文件夹，第一次打开 Excel 时由系统建。"""
    return computer.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data"


def _zone_mark(addin: Path) -> Path:
    return addin.with_name(f"{addin.name}:Zone.Identifier")


def has_zone_mark(addin: Path) -> bool:
    """Windows 给来自网络的文件另记的一笔；有它，Excel 就拦下宏。"""
    try:
        _zone_mark(addin).read_bytes()
    except OSError:
        return False
    return True


def remove_zone_mark(addin: Path) -> None:
    """去掉这一笔；有的磁盘格式本来就记不了。"""
    with suppress(OSError):
        _zone_mark(addin).unlink()


def interpreter(computer: Computer) -> Path:
    """Excel 要启动的 Python。虚拟环境里的是链接，不能换成它指的那一个。"""
    if computer.is_windows:
        return computer.executable.with_name("pythonw.exe")
    return computer.executable


def library_folders(python: Path) -> tuple[Path, ...]:
    """VBA 找动态库的两处：Python 所在的文件夹和上一级。"""
    return (python.parent, python.parent.parent)


def missing_libraries(computer: Computer) -> list[str]:
    """Excel 要用而没有找到的动态库；不知道 Office 的位数时两个都要。"""
    bits = (computer.office.bits,) if computer.office.bits else (64, 32)
    folders = library_folders(interpreter(computer))
    names = [LIBRARIES[each] for each in bits]
    return [name for name in names if not any((folder / name).is_file() for folder in folders)]


def unusable(computer: Computer) -> Obstacle | None:
    """这个 Python 为什么不能给 Excel 用；能用时没有。"""
    python = interpreter(computer)
    if computer.is_windows:
        if computer.pointer_size != 8:
            return Obstacle(
                "运行 perfxl 的是 32 位 Python，xlwings 没有给它的动态库",
                "请改用 64 位 Python（32 位 Office 也用它）。",
            )
        if "WindowsApps" in (*computer.executable.parts, *computer.base_prefix.parts):
            return Obstacle(
                "运行 perfxl 的是微软商店版 Python，它写的设置 Excel 看不到",
                "请改用 Python 官网的 64 位安装程序。",
            )
    if not python.is_file():
        return Obstacle(f"没有找到“{python}”，Excel 靠它运行 perfxl", "请重新安装 Python。")
    return _unusable_path(python, windows=computer.is_windows)


def _unusable_path(python: Path, *, windows: bool) -> Obstacle | None:
    text = str(python)
    advice = (
        "请把 Python 装到只有英文字母和数字的文件夹，"
        f"如 {_WINDOWS_FOLDER if windows else _MAC_FOLDER}，再从那里运行。"
    )
    if not python.is_absolute() or not text.isascii() or not text.isprintable():
        return Obstacle(f"Python 在“{text}”，路径里有 Excel 传不过去的字", advice)
    # 与 VBA 的 PerfxlIsWindowsPath 查的相同。
    if windows and (len(text) > 250 or "$(" in text or set(text) & set('"*?<>|')):
        return Obstacle(f"Python 的路径“{text}”太长，或有 Excel 传不过去的符号", advice)
    return None
