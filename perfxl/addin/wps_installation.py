"""把窗格放进 WPS 表格，或从里面拿掉：``jsaddons`` 里的一个文件夹，和 ``publish.xml`` 里的一条。

照 WPS 公开的文档放；没有在真的 WPS 里试过，见 docs/窗格核对单.md。
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perfxl import __version__
from perfxl.addin.checks import Check, State
from perfxl.addin.computer import Computer
from perfxl.addin.errors import AddinError
from perfxl.addin.installation import Outcome
from perfxl.addin.page_files import refuse_without_engine, write_new_folder
from perfxl.addin.wps_files import (
    LISTED,
    digest,
    files_of,
    listed_files,
    write_wps_files,
)
from perfxl.addin.wps_publish import NAME, entry, installed_version, with_entry, without_entry
from perfxl.hosts.into_place import made_folder
from perfxl.hosts.outputs import Output, Outputs
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.hosts.whole_file import written_whole
from perfxl.model.file_faults import NotWritableError
from perfxl.model.os_fault import os_fault
from perfxl.shipped import MANUAL, manual_page

_INSTALL = "请运行 perfxl addin wps install"
_RESTART = "请退出 WPS 再打开；头一次会问信不信任这个加载项。"
_TRIED = "WPS 这一边还没有在真的 WPS 里试过，照 docs/窗格核对单.md 看一遍再给别人用。"


@dataclass(frozen=True)
class WpsPlaces:
    """``wps`` 是 WPS 自己的文件夹，``addins`` 是放加载项的，``publish`` 是清单。"""

    wps: Path

    @property
    def addins(self) -> Path:
        return self.wps / "jsaddons"

    @property
    def publish(self) -> Path:
        return self.addins / "publish.xml"

    def folder(self, version: str) -> Path:
        """这一版的文件夹。"""
        return self.addins / f"{NAME}_{version}"


def wps_places(computer: Computer) -> WpsPlaces:
    """没有 WPS 加载项的系统抛 ``AddinError``。"""
    if computer.is_mac:
        raise AddinError("WPS 的加载项只装在 Windows 和 Linux 上；Mac 上请用 perfxl serve。")
    if not computer.is_windows:
        return WpsPlaces(computer.home / ".local" / "share" / "Kingsoft" / "wps")
    roaming = Path(computer.environment.get("APPDATA", ""))
    if not roaming.is_absolute():
        raise AddinError(
            "没有找到本用户的应用数据文件夹（环境变量 APPDATA）；请登录到桌面，在普通的命令窗口里运行。"
        )
    return WpsPlaces(roaming / "kingsoft" / "wps")


def install_wps(computer: Computer) -> Outcome:
    """装好；先查清能不能装，不能的什么也不写，抛 ``AddinError``。"""
    where = wps_places(computer)
    refuse_without_engine()
    if not where.wps.is_dir():
        raise AddinError(f"没有找到 WPS（没有“{where.wps}”）；请先装好 WPS、打开一次，再装加载项。")
    before = _publish(where)
    old = installed_version(before)
    target = where.folder(__version__)
    for folder in {target, where.folder(old or __version__)}:
        _refuse_foreign(folder)
    after = with_entry(before, __version__)
    try:
        with made_folder(where.addins), temporary_folder(where.addins) as work:
            write_wps_files(work / "新的")
            _swap(work / "新的", target, work / "以前的", lambda: _put(where.publish, after))
        if old is not None and old != __version__:
            _remove(where.folder(old))
    except OSError as error:
        raise AddinError(f"写不进“{where.addins}”：{os_fault(error)}。") from error
    replaced = (f"换下了以前装的 {old}。",) if old is not None else ()
    return Outcome((target, where.publish), (*replaced, _RESTART, _TRIED))


def uninstall_wps(computer: Computer) -> Outcome:
    """去掉清单里我们的一条和文件夹里我们写的文件；别人的都不动。"""
    where = wps_places(computer)
    before = _publish(where)
    version = installed_version(before)
    folders = sorted(where.addins.glob(f"{NAME}_*")) if where.addins.is_dir() else []
    own = [each for each in folders if not each.is_symlink() and listed_files(each) is not None]
    if version is not None:
        left = without_entry(before)
        if left:
            _put(where.publish, left)
        else:
            where.publish.unlink()
    removed = [where.publish] if version is not None else []
    notes = []
    try:
        for folder in own:
            _remove(folder)
            removed.append(folder)
            if folder.exists():
                notes.append(f"“{folder}”里有不是安装时写的、或者改过的文件，留着没有删。")
        if own and not any(where.addins.iterdir()):
            where.addins.rmdir()
    except OSError as error:
        raise AddinError(f"删不了：{os_fault(error)}；请先退出 WPS，再运行一次。") from error
    return Outcome(tuple(removed), tuple(notes))


def wps_status(computer: Computer) -> list[Check]:
    """逐项检查；没有 WPS 加载项的系统抛 ``AddinError``。"""
    where = wps_places(computer)
    checks = [_wps(where), _engine()]
    try:
        version = installed_version(_publish(where))
    except AddinError as error:
        return [*checks, Check("清单", State.BAD, f"“{where.publish}”：{error}")]
    if version is None:
        return [
            *checks,
            Check("清单", State.BAD, f"“{where.publish}”里没有 {NAME}", f"{_INSTALL}。"),
        ]
    return [*checks, _listed(version), _folder(where.folder(version))]


def bundle_wps(target: Path) -> int:
    """做一个文件夹，拷到不上网的电脑上照“说明.txt”放；给出多少字节。已有内容的不写。"""
    refuse_without_engine()

    def write(folder: Path) -> None:
        write_wps_files(folder / f"{NAME}_{__version__}")
        (folder / "publish.xml").write_bytes(with_entry(b"", __version__))
        manual = manual_page()
        if manual is not None:
            shutil.copytree(manual.parent, folder / MANUAL)
        (folder / "说明.txt").write_bytes(_guide(has_manual=bool(manual)).encode("utf-8-sig"))

    return write_new_folder(target, write)


def _guide(*, has_manual: bool) -> str:
    reading = f"说明书：双击“{MANUAL}”里的 index.html，在浏览器里看，不用上网；不必拷进去。"
    lines = (
        "perfxl 窗格装进 WPS 表格（不用 Python，不上网）",
        "",
        "1. 退出 WPS。打开放加载项的文件夹，没有的新建：",
        r"   Windows：%APPDATA%\kingsoft\wps\jsaddons",
        "   Linux：~/.local/share/Kingsoft/wps/jsaddons",
        f"2. 把“{NAME}_{__version__}”整个文件夹拷进去。",
        "3. 那里没有 publish.xml 的，把这里的 publish.xml 拷进去；有的不要换掉，在 </jsplugins> 前加上一行：",
        f"   {entry(__version__)}",
        "4. 打开 WPS 表格，问信不信任时点信任，选项卡里有“绩效”。",
        "",
        "卸载：删去这个文件夹，去掉 publish.xml 里的那一行。",
        *([reading] if has_manual else []),
        _TRIED,
        "",
    )
    return "\r\n".join(lines)


def _publish(where: WpsPlaces) -> bytes:
    try:
        return where.publish.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise AddinError(f"“{where.publish}”读不了：{os_fault(error)}。") from error


def _put(publish: Path, content: bytes) -> None:
    """换上新的清单；设成只读的不换：那是管这台电脑的人定的。"""
    if publish.exists() and not publish.stat().st_mode & 0o200:
        raise AddinError(f"“{publish}”设成了只读，没有动它；请让管这台电脑的人去掉只读再试。")
    try:
        with written_whole(Output(Outputs(replace=True), publish)) as temporary:
            temporary.write_bytes(content)
    except NotWritableError as error:
        raise AddinError(str(error)) from error


def _swap(made: Path, target: Path, aside: Path, then: Callable[[], None]) -> None:
    """做好的换到位，再做 ``then``；有一样不成的，以前的放回原处。"""
    if target.exists():
        target.rename(aside)
    try:
        made.rename(target)
        then()
    except BaseException:
        if target.exists():
            target.rename(made)
        if aside.exists():
            aside.rename(target)
        raise


def _wps(where: WpsPlaces) -> Check:
    if where.wps.is_dir():
        return Check("WPS", State.OK, f"有“{where.wps}”")
    return Check("WPS", State.BAD, f"没有找到 WPS（没有“{where.wps}”）", "请先装好 WPS、打开一次。")


def _engine() -> Check:
    try:
        refuse_without_engine()
    except AddinError as error:
        fact, _, advice = str(error).partition("；")
        return Check("网页里的引擎", State.NOTE, fact, advice)
    return Check("网页里的引擎", State.OK, "取来了，能装")


def _listed(version: str) -> Check:
    if version == __version__:
        return Check("清单", State.OK, f"publish.xml 里有 {NAME} {version}")
    fact = f"publish.xml 里的是 {version}，运行着的 perfxl 是 {__version__}"
    return Check("清单", State.NOTE, fact, f"{_INSTALL}，换成这一版。")


def _folder(folder: Path) -> Check:
    listed = listed_files(folder)
    if listed is None:
        return Check("文件", State.BAD, f"没有“{folder}”，或者不是安装时写的", f"{_INSTALL}。")
    missing = [
        name
        for name, said in listed.items()
        if not (folder / name).is_file() or digest(folder / name) != said
    ]
    if missing:
        return Check("文件", State.BAD, f"“{folder}”里的 {missing[0]} 少了或改过", f"{_INSTALL}。")
    return Check("文件", State.OK, f"{len(listed)} 个文件都在，没有改过")


def _refuse_foreign(folder: Path) -> None:
    if os.path.lexists(folder) and (folder.is_symlink() or listed_files(folder) is None):
        raise AddinError(
            f"“{folder}”已经在那里，不是 perfxl addin wps install 写的，没有换它；请先把它移到别处。"
        )
    if changed := _not_own(folder):
        raise AddinError(
            f"“{folder}”里的 {changed[0]} 不是安装时写的、或者改过，没有换它；请先把它移到别处。"
        )


def _not_own(folder: Path) -> list[str]:
    """不是安装时写的、改过的文件。"""
    listed = listed_files(folder) or {}
    return [name for name in files_of(folder) if listed.get(name) != digest(folder / name)]


def _remove(folder: Path) -> None:
    """只删安装时写的、没有改过的；空了的文件夹也删。"""
    kept = set(_not_own(folder))
    for name in files_of(folder):
        if name not in kept:
            (folder / name).unlink()
    (folder / LISTED).unlink()
    inside = sorted((each for each in folder.rglob("*") if each.is_dir()), reverse=True)
    for each in (*inside, folder):
        if not any(each.iterdir()):
            each.rmdir()
