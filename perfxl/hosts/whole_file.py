"""输出文件：写完整、落到磁盘，再换到位；绝不写到输入文件上，不许替换的不替换。"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from perfxl.hosts.into_place import folder_to_disk_later, made_folder, to_disk
from perfxl.hosts.outputs import Output, Outputs, is_regular, standing_at
from perfxl.hosts.temporary_files import moved_away, temporary_file
from perfxl.model.file_faults import NotWritableError, UnreadableFileError

# 后缀长过这些字节的，临时文件不带。
_LONGEST_SUFFIX = 20


@contextmanager
def written_whole(target: Path | Output, *, sources: Iterable[Path] = ()) -> Iterator[Path]:
    """给出一个临时路径供写入，写完整了再换到位；中途出错则什么也不留下。

    ``target`` 由 ``Outputs`` 定；只给路径的，是一个新文件，已经有了就不写。``sources`` 是输入文件。
    写不成抛 ``NotWritableError``。
    """
    output = target if isinstance(target, Output) else Output(Outputs(), target)
    output.run.reads(sources)
    try:
        place = output.place
        standing = standing_at(place)
        if output.run.is_input(output.path) or not is_regular(standing):
            output.refuse()
        mode = 0o600 if output.run.replace and standing is not None else 0o666
        suffix = (
            place.suffix if len(place.suffix.encode("utf-8", "replace")) <= _LONGEST_SUFFIX else ""
        )
        with made_folder(place.parent), temporary_file(place.parent, suffix, mode) as temporary:
            yield temporary
            to_disk(temporary)
            output.put(temporary, place)
            moved_away(temporary)
        folder_to_disk_later(place.parent)
    except OSError as error:
        raise NotWritableError.because(output.path, error) from error


def copy_whole(source: Path, target: Path | Output) -> None:
    """照抄一个文件；读不了抛 ``UnreadableFileError``，写不成抛 ``NotWritableError``。"""
    try:
        content = source.read_bytes()
    except OSError as error:
        raise UnreadableFileError.because(source, error) from error
    with written_whole(target, sources=[source]) as temporary:
        temporary.write_bytes(content)


def write_text(target: Path | Output, text: str, *, sources: Iterable[Path] = ()) -> None:
    """写一个 UTF-8 文本文件；写不成 UTF-8 的半个字写成问号。"""
    write_pieces(target, [text], sources=sources)


def write_pieces(
    target: Path | Output, pieces: Iterable[str], *, sources: Iterable[Path] = ()
) -> None:
    """同 ``write_text``，一段一段地写。"""
    with (
        written_whole(target, sources=sources) as temporary,
        temporary.open("w", encoding="utf-8", errors="replace") as stream,
    ):
        stream.writelines(pieces)
