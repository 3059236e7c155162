"""一次运行写出的文件：写到哪里，能不能替换已有的，都在这里定。

    outputs = Outputs([表, 口径文件], replace=False)
    outputs.named(用户写明的文件)      # 已有的不替换：抛 NotWritableError
    outputs.chosen(程序取的文件名)     # 已有的不替换：名字加 (2)、(3)…

``replace`` 是用户写了 ``--replace``：已有的替换；``how`` 是怎样写才替换，说给用户听。
无论怎样，这次运行要读的文件、刚写出的文件都不替换。
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from perfxl.hosts.file_names import fits_in, fitting_name, longest_name
from perfxl.hosts.into_place import put_new, put_over
from perfxl.model.file_faults import NotWritableError

# 命令行上怎样写才替换。
HOW_TO_REPLACE = "加上 --replace"


class Outputs:
    """一次运行：读哪些文件，写了哪些文件，许不许替换。"""

    def __init__(
        self, inputs: Iterable[Path] = (), *, replace: bool = False, how: str = HOW_TO_REPLACE
    ) -> None:
        self.replace = replace
        self.how = how
        self._inputs = _Files()
        self._written = _Files()
        self._avoided: set[str] = set()
        self.reads(inputs)

    def reads(self, paths: Iterable[Path]) -> None:
        """再登记几个要读的文件；还没有的也记下名字。"""
        for path in paths:
            self._inputs.add(path)

    def is_input(self, path: Path) -> bool:
        """是不是这次要读的文件：同一个文件的别的名字（链接、大小写不同）也算。"""
        return path in self._inputs

    def is_written(self, path: Path) -> bool:
        """是不是这次写出的文件。"""
        return path in self._written

    def avoid(self, names: Iterable[str]) -> None:
        """程序取名时也避开这些文件名，不论在哪个文件夹。"""
        self._avoided |= {name.casefold() for name in names}

    def is_avoided(self, path: Path) -> bool:
        """是不是要避开的名字。"""
        return path.name.casefold() in self._avoided

    def wrote(self, path: Path) -> None:
        """记下写好的一个。"""
        self._written.add(path)

    def named(self, path: Path) -> "Output":
        """用户写明的文件：是输入文件、是文件夹、已经有了而不许替换的，抛 ``NotWritableError``。"""
        output = Output(self, path)
        output.refuse()
        return output

    def chosen(self, path: Path, ending: str = "") -> "Output":
        """程序取的文件名，``ending`` 是名字末尾截短时要留的字；已经有了而不许替换的，加序号。"""
        return Output(self, path, ending=ending, numbered=True)


class Output:
    """要写的一个文件；写好以前 ``path`` 是打算写到的，写好以后是真写到的。"""

    def __init__(
        self, run: Outputs, path: Path, *, ending: str = "", numbered: bool = False
    ) -> None:
        self.run = run
        self._tail = f"{ending}{path.suffix}" if ending else path.suffix
        self._ending = ending
        too_long = not fits_in(path.name, path.parent)
        # 名字放不下的换成截短的：它不再是用户写明的那个，重名的也就加序号。
        self._numbered = numbered or too_long
        self._wanted = path
        self.path = path.with_name(self._numbered_name(1)) if too_long else path

    @property
    def shortened(self) -> bool:
        """名字太长，截短了。"""
        return not self.path.name.startswith(self._wanted.name.removesuffix(self._tail))

    @property
    def place(self) -> Path:
        """真正要写的文件：给的是链接，就是它指的那一个，链接照旧。"""
        is_link = not self._numbered and (self.path.is_symlink() or ".." in self.path.parts)
        return Path(os.path.realpath(self.path)) if is_link else self.path

    @property
    def replaced(self) -> Path | None:
        """写的时候要换掉的已有文件；没有、不换的为 ``None``。"""
        path = self._wanted.with_name(self._numbered_name(1)) if self._numbered else self.path
        return path if not self.run.is_avoided(path) and self._may_replace(path) else None

    def refuse(self) -> None:
        """写明的文件不能写的，抛 ``NotWritableError``；加序号的总有能写的名字，不抛。"""
        if self._numbered:
            return
        try:
            standing = standing_at(self.path)
        except OSError as error:
            raise NotWritableError.because(self.path, error) from error
        if standing is not None:
            self._refuse(standing)

    def _refuse(self, standing: os.stat_result) -> None:
        if self.run.is_input(self.path):
            raise NotWritableError(
                f"输出文件“{self.path}”就是输入文件（这次要读它）；为免改动原件，请换一个输出文件名。"
            )
        if stat.S_ISDIR(standing.st_mode):
            raise NotWritableError(f"“{self.path}”是文件夹，请写明输出文件名。")
        if not stat.S_ISREG(standing.st_mode):
            raise NotWritableError(
                f"“{self.path}”不是普通文件（是管道、设备一类），写不进；请换一个输出文件名。"
            )
        if self.run.is_written(self.path):
            raise NotWritableError(
                f"“{self.path}”这一次已经写过了，不能再写到它上面；请换一个输出文件名。"
            )
        if not self.run.replace:
            raise NotWritableError(
                f"已经有“{self.path}”，没有替换它；请换一个输出文件名，要替换的{self.run.how}。"
            )

    def put(self, temporary: Path, place: Path) -> None:
        """把写好的临时文件换到 ``place``（见同名的属性）；不许替换而已经有了的，抛 ``NotWritableError``。"""
        if self._numbered:
            self._put_numbered(temporary)
        else:
            self._put_named(temporary, place)
        self.run.wrote(self.path)

    def _put_named(self, temporary: Path, place: Path) -> None:
        standing = standing_at(place)
        if standing is None:
            try:
                put_new(temporary, place)
            except FileExistsError:
                # 刚刚有了：另一个程序写的。
                standing = place.stat()
            else:
                return
        self._refuse(standing)
        put_over(temporary, place, standing)

    def _put_numbered(self, temporary: Path) -> None:
        """依次试各个名字；有没有只由换到位的那一步说了算，先看后写会盖掉刚刚写好的。"""
        for number in count(1):
            path = self._wanted.with_name(self._numbered_name(number))
            if self.run.is_avoided(path):
                continue
            if self._may_replace(path):
                put_over(temporary, path, path.stat())
            else:
                try:
                    put_new(temporary, path)
                except FileExistsError:
                    continue
            self.path = path
            return

    def _may_replace(self, path: Path) -> bool:
        return (
            self.run.replace
            and path.is_file()
            and not path.is_symlink()
            and not self.run.is_input(path)
            and not self.run.is_written(path)
        )

    def _numbered_name(self, number: int) -> str:
        suffix = self._wanted.suffix
        tail = self._tail if number == 1 else f"{self._ending}({number}){suffix}"
        stem = self._wanted.name.removesuffix(self._tail)
        return fitting_name(stem, tail, longest_name(self._wanted.parent))


def free_folder(wanted: Path, *, replace: bool) -> Path:
    """程序取名的文件夹：已经有内容而不许替换的，加 (2)、(3)…"""
    folder, number = wanted, 1
    while not replace and _is_filled(folder):
        number += 1
        folder = wanted.with_name(f"{wanted.name}({number})")
    return folder


def _is_filled(folder: Path) -> bool:
    try:
        return os.path.lexists(folder) and any(folder.iterdir())
    except FileNotFoundError:
        return False
    except NotADirectoryError:
        return True
    except OSError as error:
        raise NotWritableError.because(folder, error) from error


def written_path(target: Path | Output) -> Path:
    """写到了哪里：由 ``Output`` 定的，名字可能加了序号。"""
    return target.path if isinstance(target, Output) else target


class _Files:
    """一些文件，凭“是不是同一个文件”认，不凭名字的写法。"""

    def __init__(self) -> None:
        # 真名的末一段 → 叫这个的各个文件。
        self._paths: dict[str, list[Path]] = {}
        self._numbers: set[tuple[int, int]] = set()

    def add(self, path: Path) -> None:
        name, number = _known_by(path)
        self._paths.setdefault(name, []).append(path)
        if number is not None:
            self._numbers.add(number)

    def __contains__(self, path: Path) -> bool:
        if not self._paths:
            return False
        name, number = _known_by(path)
        if number in self._numbers:
            return True
        # 读了以后换过的，号码变了，名字没有变。
        alike = self._paths.get(name, ())
        return bool(alike) and _real_name(path) in map(_real_name, alike)


def _known_by(path: Path) -> tuple[str, tuple[int, int] | None]:
    """真名的末一段，和在磁盘上的号码（硬链接的相同；没有的、问不出来的没有）。

    逐级去问真名很慢：不是链接的，末一段就是它自己的。
    """
    number = None
    with suppress(OSError):
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            path = Path(os.path.realpath(path))
            found = path.stat()
        number = (found.st_dev, found.st_ino) if found.st_ino else None
    name = path.name if _is_whole(path.name) else Path(_real_name(path)).name
    return os.path.normcase(name), number


def _is_whole(name: str) -> bool:
    """就是真名：不是上一级，也不是 Windows 的短名（``PROGRA~1``）。"""
    return name not in ("", "..") and "~" not in name


def _real_name(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def is_regular(standing: os.stat_result | None) -> bool:
    """是普通文件，或者还没有；管道、设备、文件夹不是。"""
    return standing is None or stat.S_ISREG(standing.st_mode)


def standing_at(path: Path) -> os.stat_result | None:
    """已有的文件；没有为 ``None``。"""
    try:
        return path.stat()
    except FileNotFoundError:
        return None
