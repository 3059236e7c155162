"""对每个文件做什么：读、评、逐张查，有存放处的先看记过没有。"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.actions.assessment import Assessment, assess
from perfxl.actions.document import document_of
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.file_result import Depth, FileResult
from perfxl.model.file_faults import UnreadableFileError
from perfxl.standards.profile import Profile, load_profile

if TYPE_CHECKING:
    from perfxl.many_files.parting import Parted
    from perfxl.many_files.store import Store


@dataclass(frozen=True)
class Work:
    """对每个文件做什么；不看别的文件，所以在哪个进程、哪台机器上做都一样。

    ``store`` 是记着以前结果的存放处；``stored``：给的也可以是存放处里的一份（.json）。
    ``aside``：在工作进程里就分成两半（``parted``），主进程不必都拆开；``packs``：轮廓、问题也装成字节；
    ``summarised``：汇总要的各行先写好。

    没有给 ``profile`` 时用工作簿里名称“绩效口径”写的，也没有写的照表推断。
    """

    profile: Profile | None = None
    depth: Depth = Depth.CHECK
    store: "Store | None" = None
    stored: bool = False
    aside: bool = False
    packs: bool = False
    summarised: bool = False

    def of(self, path: Path) -> FileResult:
        """一个文件的结果；读不了的写进 ``why``，不抛异常。有存放处的，记过的不再读，没有记过的记下。"""
        if self.stored and path.suffix.lower() == ".json":
            from perfxl.many_files.stored_documents import stored_result  # 少有人给存放处

            return stored_result(path, self.profile, self.depth)
        known = self.store.known(path) if self.store is not None else None
        if self.store is None or known is None:
            return result_of(path, lambda: self._assessed(path))
        kept = self.store.kept(known, path, self.profile, self.depth)
        if kept is not None:
            return kept
        result = result_of(path, lambda: self._assessed(path))
        return replace(result, unkept=self.store.keep(known, result, self.profile, self.depth))

    def taking(self, store: "Store", path: Path) -> Callable[[], FileResult] | None:
        """``store`` 里记过 ``path`` 的，给出怎样取出它的结果（取不成的，再读一遍）；没有记过为 ``None``。"""
        known = store.known(path)
        if known is None or not store.has(known):
            return None
        again = replace(self, store=store)
        return lambda: store.kept(known, path, self.profile, self.depth) or again.of(path)

    def parted(self, path: Path) -> "FileResult | Parted":
        """一个文件的结果，分成留在内存里的和放到一边的两半。"""
        from perfxl.many_files.parting import parted  # 文件不多的用不着

        return parted(self.of(path), summarised=self.summarised, packs=self.packs)

    def _assessed(self, path: Path) -> Assessment:
        workbook = read_workbook(path)
        if self.depth is Depth.READ:
            return Assessment(document_of(workbook), load_profile(), stamp=workbook.stamp)
        return assess(workbook, self.profile, check=self.depth is Depth.CHECK)


def result_of(path: Path, work: Callable[[], Assessment]) -> FileResult:
    """``work`` 做成的；做不成的写进 ``why``，不抛异常。"""
    try:
        return FileResult(path, work())
    except UnreadableFileError as error:
        return FileResult(path, why=str(error), cause=error)
    except OSError as error:
        return FileResult(path, why=str(UnreadableFileError.because(path, error)), cause=error)
    except Exception as error:  # noqa: BLE001  程序的毛病也不能拖累其余文件
        why = (
            f"处理“{path.name}”时程序出错（{type(error).__name__}），这个文件没有结果；"
            "请加上 --debug 再运行一次，把显示的内容反馈给维护者。"
        )
        return FileResult(path, why=why, cause=error)
