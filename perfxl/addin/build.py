"""生成 ``perfxl.xlam``。

VBA 工程由 pyOpenVBA 写进它自带的空白加载项（原为 Excel 所存）；其余部分是我们自己的文字。
"""

from collections.abc import Sequence
from pathlib import Path

from perfxl import __version__
from perfxl.addin.errors import AddinError
from perfxl.addin.package import (
    read_package,
    with_hints,
    with_properties,
    with_ribbon,
    with_texts,
    write_package,
)
from perfxl.addin.ribbon_menus import with_forms
from perfxl.addin.vba_source import packed_source, texts_of
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.hosts.whole_file import written_whole
from perfxl.model.file_faults import NotWritableError
from perfxl.shipped import shipped_folder

FILE_NAME = "perfxl.xlam"
HINTS_SOURCE = "intellisense.xml"
_WORKBOOK_MODULE = "ThisWorkbook"
_TEMPLATE_MODULE = "Module1"
_PROJECT = "xl/vbaProject.bin"
_NO_CACHE = bytes.fromhex("CC61FFFF000000")

__all__ = [
    "FILE_NAME",
    "AddinError",
    "build_addin",
    "packed_modules",
    "sheet_texts",
    "write_project",
]


def build_addin(target: Path | Output) -> Path:
    """在 ``target`` 生成加载项，给出写到哪里；同一版源文件每次得到同样的字节。

    生成不了时抛 ``AddinError``，写不成抛 ``NotWritableError``。
    """
    wanted = written_path(target)
    if wanted.suffix.lower() != ".xlam":
        raise AddinError(f"加载项的文件名应以 .xlam 结尾，请改“{wanted.name}”。")
    ribbon, hints = _source("ribbon.xml"), _source(HINTS_SOURCE)
    with temporary_folder() as folder:
        project = folder / FILE_NAME
        try:
            write_project(project, packed_modules())
            packed = read_package(project)
        except OSError as error:
            raise NotWritableError.because(folder.parent, error) from error
        parts = with_ribbon(_without_caches(packed), with_forms(ribbon))
        parts = with_properties(with_hints(parts, hints))
    with written_whole(target) as temporary:
        write_package(parts, temporary)
    return written_path(target)


def _source(name: str) -> str:
    try:
        return (shipped_folder("addin") / name).read_text("utf-8")
    except OSError as error:
        raise AddinError(f"perfxl 装得不全：少了加载项的源文件 {name}，请重新安装。") from error


def _without_caches(parts: dict[str, bytes]) -> dict[str, bytes]:
    """按 [MS-OVBA] 2.3.4.1 写 ``_VBA_PROJECT``：版本 FFFF，不带缓存，Excel 打开时由源码编译。

    pyOpenVBA 留着模板的版本号和清了零的缓存；xlwings 发布的加载项也是 FFFF 这一种。
    """
    from pyopenvba.cfb import CFB  # type: ignore[import-untyped]

    project = CFB.from_bytes(parts[_PROJECT])
    project.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_CACHE)
    return {**parts, _PROJECT: project.to_bytes()}


def _sources() -> dict[str, str]:
    """各 VBA 模块的文字源，按名字；工作簿模块 ``ThisWorkbook`` 也在其中。"""
    paths = sorted(
        path
        for path in (shipped_folder("addin") / "vba").glob("*")
        if path.suffix in (".bas", ".cls")
    )
    if _WORKBOOK_MODULE not in {path.stem for path in paths}:
        raise AddinError("perfxl 装得不全：少了加载项的 VBA 源文件，请重新安装。")
    return {path.stem: path.read_text("utf-8") for path in paths}


def sheet_texts() -> list[str]:
    """加载项工作表里的各行中文。"""
    return texts_of(_sources().values())


def packed_modules() -> dict[str, str]:
    """各 VBA 模块的源码，按名字。"""
    texts = sheet_texts()
    return {
        name: packed_source(name, text, __version__, texts) for name, text in _sources().items()
    }


def write_project(path: Path, modules: dict[str, str], texts: Sequence[str] | None = None) -> None:
    """写一个含这些 VBA 模块的 .xlam 或 .xlsm，中文在第一张工作表里；``texts`` 省略时是加载项的。"""
    try:
        from pyopenvba import ExcelFile  # type: ignore[import-untyped]
    except ImportError as error:
        raise AddinError(
            "生成加载项要用 pyOpenVBA，请先运行：pip install pyOpenVBA==6.5.0"
        ) from error
    with ExcelFile.create_new(path) as book:
        project = book.vba_project()
        project.delete_module(_TEMPLATE_MODULE)
        for name, source in modules.items():
            if name == _WORKBOOK_MODULE:
                book.set_module(name, source)
            else:
                project.add_module(name, source)
        book.save()
    rows = sheet_texts() if texts is None else texts
    write_package(with_texts(read_package(path), rows), path)
