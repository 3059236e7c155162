"""临时文件夹里装出来的 Windows 和 macOS：只有路径、文件和读到的设置，没有 Excel。"""

from pathlib import Path

from perfxl import __version__
from perfxl.addin.computer import XLWINGS_VERSION, Computer

DLLS = tuple(f"xlwings{bits}-{XLWINGS_VERSION}.dll" for bits in (32, 64))


def windows(root: Path, *, user: str = "张三") -> Computer:
    """用户名是中文，XLSTART 还没有；perfxl 装在 ASCII 路径的虚拟环境里。"""
    scripts = root / "perfxl" / "python" / "Scripts"
    scripts.mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe"):
        (scripts / name).write_bytes(b"MZ")
    for name in DLLS:
        (scripts.parent / name).write_bytes(b"MZ")
    roaming = root / "Users" / user / "AppData" / "Roaming"
    roaming.mkdir(parents=True)
    return Computer(
        platform="win32",
        environment={"APPDATA": str(roaming)},
        home=root / "Users" / user,
        executable=scripts / "python.exe",
        base_prefix=root / "Python311",
        pointer_size=8,
        ansi="gbk",
        versions={"perfxl": __version__, "xlwings": XLWINGS_VERSION},
        importable=frozenset({"pythoncom"}),
    )


def mac(root: Path) -> Computer:
    """Excel 打开过一次的 macOS。"""
    python = root / "opt" / "perfxl" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    python.write_bytes(b"")
    home = root / "Users" / "张三"
    (home / "Library/Containers/com.microsoft.Excel/Data").mkdir(parents=True)
    return Computer(
        platform="darwin",
        environment={},
        home=home,
        executable=python,
        base_prefix=root / "opt",
        pointer_size=8,
        ansi="utf-8",
        versions={"perfxl": __version__, "xlwings": XLWINGS_VERSION},
        importable=frozenset({"appscript", "psutil"}),
    )
