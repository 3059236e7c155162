"""写好的 .xlsx、.docx 再存一份 PDF：由电脑上的 LibreOffice 转，它用自己的一份设置，不碰用户的。"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from perfxl.hosts.outputs import Output
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.hosts.whole_file import copy_whole
from perfxl.model.file_faults import NotWritableError
from perfxl.model.os_fault import os_fault

# 起 LibreOffice 要几秒，一份表一两秒：先给这么多秒，每份再加一些。
_SECONDS, _SECONDS_EACH = 60, 20
# 一次转这么多份：太多的，命令行写不下。
_AT_ONCE = 50
_NAMES = ("soffice", "libreoffice")
_USUAL = (
    *(r"C:\Program Files\LibreOffice\program\soffice.exe",),
    *(r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",),
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_NOT_MADE = "LibreOffice 转不了这种文件（可能没有装齐：工作簿要 Calc，文档要 Writer）"
NO_OFFICE = (
    "这台电脑上没有找到 LibreOffice，没有写 PDF；请安装 LibreOffice，或在 Excel、WPS 里另存为 PDF。"
)


def office() -> str | None:
    """LibreOffice 的程序；没有装为 ``None``。"""
    found = (shutil.which(name) for name in _NAMES)
    usual = (path for path in _USUAL if Path(path).is_file())
    return next((each for each in (*found, *usual) if each), None)


def write_pdfs(copies: Mapping[Path, Output]) -> list[str]:
    """各文件的 PDF 写到哪里；写不成的几句话，都写成的为空。"""
    program = office()
    if program is None:
        return [NO_OFFICE] if copies else []
    paths = list(copies)
    said: list[str] = []
    for start in range(0, len(paths), _AT_ONCE):
        said += _convert(program, paths[start : start + _AT_ONCE], copies)
    return said


def _convert(program: str, paths: Sequence[Path], copies: Mapping[Path, Output]) -> list[str]:
    with temporary_folder() as folder:
        given, made = folder / "表", folder / "PDF"
        given.mkdir()
        named = {path: given / f"{n}{path.suffix.lower()}" for n, path in enumerate(paths, 1)}
        for path, copy in named.items():
            shutil.copyfile(path, copy)
        fault = _run(program, list(named.values()), made, folder / "设置")
        said: list[str] = []
        for path, copy in named.items():
            pdf = made / f"{copy.stem}.pdf"
            if not pdf.is_file():
                said.append(f"“{path.name}”没有写成 PDF：{fault or _NOT_MADE}。")
                continue
            try:
                copy_whole(pdf, copies[path])
            except NotWritableError as error:
                said.append(f"没有写成 PDF：{error}")
        return said


def _run(program: str, paths: Sequence[Path], made: Path, profile: Path) -> str:
    """转一次；没有转成的原因，转成的为 ``""``。"""
    command = [
        *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
        *("--nologo", "--nolockcheck", "--convert-to", "pdf", "--outdir", str(made)),
        *map(str, paths),
    ]
    seconds = _SECONDS + _SECONDS_EACH * len(paths)
    quiet = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    # 自成一组：到时候连它起的进程一起停下。
    own_group = {"start_new_session": True} if sys.platform != "win32" else {}
    try:
        running = subprocess.Popen(command, **quiet, **own_group)  # type: ignore[call-overload]
    except OSError as error:
        return f"LibreOffice 起不来（{os_fault(error)}）"
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        return f"LibreOffice 过了 {seconds} 秒还没有转完"
    finally:
        _end(running)
    return ""


def _end(running: "subprocess.Popen[bytes]") -> None:
    if running.poll() is not None:
        return
    if sys.platform == "win32":
        running.kill()
    else:
        os.killpg(running.pid, 9)
    running.wait()
