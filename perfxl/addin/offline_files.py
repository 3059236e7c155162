"""安装文件夹里的命令文件和说明。

.cmd 只写 ASCII、CRLF：命令窗口按系统的代码页读它。给人看的中文另放 UTF-16 的文本文件，
命令窗口的 type 在哪种代码页下都认得。
"""

from pathlib import Path

VERSION_FILE = "python-version.txt"
_SOURCES = Path(__file__).parent / "offline"
# 复制成的文件名，按源文件名。
_COMMANDS = {
    "install.cmd": ("install.cmd",),
    "start_install.cmd": ("安装.cmd",),
    "self_check.cmd": ("自检.cmd",),
}
_CHECKER = "check_files.py"
_README = "说明.txt"
_MESSAGES = "messages"


def write_offline_files(folder: Path, python_version: str, version: str) -> None:
    """写出命令文件、说明和要显示的话。"""
    for source, names in _COMMANDS.items():
        text = (_SOURCES / source).read_text("ascii")
        for name in names:
            (folder / name).write_text(text, "ascii", newline="\r\n")
    checker = (_SOURCES / _CHECKER).read_text("utf-8")
    (folder / _CHECKER).write_text(checker, "utf-8", newline="\n")
    values = {"@PYTHON@": python_version, "@VERSION@": version}
    readme = _filled((_SOURCES / _README).read_text("utf-8"), values)
    (folder / _README).write_text(readme, "utf-8-sig", newline="\r\n")
    (folder / VERSION_FILE).write_text(f"{python_version}\n", "ascii", newline="\r\n")
    (folder / _MESSAGES).mkdir()
    for name, text in messages().items():
        place = folder / _MESSAGES / f"{name}.txt"
        content = _filled(text, values).replace("\n", "\r\n")
        place.write_bytes(b"\xff\xfe" + content.encode("utf-16-le"))


def messages() -> dict[str, str]:
    """安装时要显示的话，按名字。"""
    return {
        path.stem: path.read_text("utf-8") for path in sorted((_SOURCES / _MESSAGES).glob("*.txt"))
    }


def _filled(text: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text
