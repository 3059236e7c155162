"""读一个工作簿：看内容（不看后缀）是哪种格式，交给相应的读法。"""

from dataclasses import replace
from pathlib import Path

from perfxl.hosts.sheet_limits import room
from perfxl.hosts.source_file import head_of
from perfxl.hosts.xlsx_reader import read_xlsx
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.workbook import Stamp, Workbook

_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Excel 2–4 的 .xls 没有复合文档的外壳，直接以 BOF 记录开头。
_BARE_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"


def read_workbook(path: Path) -> Workbook:
    """读 .xlsx、.xlsm、.xls、.et；读不了时抛 ``UnreadableFileError``。"""
    head, stamp = _head(path)
    return replace(_read_by_content(path, head), stamp=stamp, room=room())


def _read_by_content(path: Path, head: bytes) -> Workbook:
    if head.startswith(_OLE_SIGNATURE):
        if _is_encrypted_package(path):
            raise UnreadableFileError(
                f"“{path.name}”设有打开密码，请在 Excel 或 WPS 中取消密码后另存再试。"
            )
        return _read_xls(path)
    if head.startswith(_BARE_BIFF):
        return _read_xls(path)
    if not head.startswith(b"PK"):
        raise UnreadableFileError(_why_not_workbook(path, head))
    return read_xlsx(path)


def _read_xls(path: Path) -> Workbook:
    from perfxl.hosts.xls_reader import read_xls  # 少见，连同 xlrd 用到才载入

    return read_xls(path)


def _head(path: Path) -> tuple[bytes, Stamp]:
    try:
        head, stamp = head_of(path, 512)
    except FileNotFoundError:
        raise UnreadableFileError(f"没有找到文件“{path}”，请核对路径和文件名。") from None
    except IsADirectoryError:
        raise UnreadableFileError(f"“{path}”是文件夹，不是工作簿，请给出其中的文件。") from None
    except PermissionError:
        raise UnreadableFileError(
            f"“{path.name}”没有读取权限或正被其他程序占用，请关闭后再试。"
        ) from None
    except OSError as error:
        raise UnreadableFileError.because(path, error) from error
    if not head:
        raise UnreadableFileError(f"“{path.name}”是空文件，没有内容，请换用完整的文件。")
    return head, stamp


def _is_encrypted_package(path: Path) -> bool:
    """设了打开密码的 .xlsx 装在复合文档里。"""
    try:
        with path.open("rb") as stream:
            return "EncryptedPackage".encode("utf-16-le") in stream.read(4 * 1024 * 1024)
    except OSError as error:
        raise UnreadableFileError.because(path, error) from error


def _why_not_workbook(path: Path, head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return f"“{path.name}”是 2003 版的 XML 表格，{_SAVE_AS}"
    if text.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<style")):
        return f"“{path.name}”其实是网页（系统导出的常是这样），{_SAVE_AS}"
    if text.startswith(b"<?xml"):
        return f"“{path.name}”是 XML 文本，不是 Excel 工作簿，{_SAVE_AS}"
    return f"“{path.name}”不是 Excel 工作簿，{_SAVE_AS}"
