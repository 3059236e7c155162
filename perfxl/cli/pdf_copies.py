"""``--pdf``：写好的文件旁边各存一份 PDF。"""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from perfxl.cli.console import notice
from perfxl.hosts.outputs import Output, Outputs

pdf_option = click.option(
    "--pdf", is_flag=True, help="写好的再各存一份 PDF（由 LibreOffice 转，没有装的说一句）。"
)


def _beside(path: Path) -> Path:
    return path.with_suffix(".pdf")


def refuse_pdf_without_book(output: Path | None, *, pdf: bool) -> None:
    """``--pdf`` 要有 .xlsx 才转得成；没有的抛 ``click.UsageError``。"""
    if pdf and (output is None or output.suffix.lower() != ".xlsx"):
        raise click.UsageError("--pdf 是把写好的工作簿存一份 PDF，请用 -o 写明一个 .xlsx 文件。")


def write_pdf_copies(
    written: Sequence[Path], outputs: Outputs, named: Callable[[Path], Path] = _beside
) -> bool:
    """写好的各文件旁边存一份 PDF，叫 ``named`` 的名字；有没有写成的返回 ``True``。"""
    from perfxl.hosts.pdf_copies import write_pdfs

    copies: dict[Path, Output] = {path: outputs.chosen(named(path)) for path in written}
    said = write_pdfs(copies)
    for path, output in copies.items():
        if outputs.is_written(output.path):
            notice(f"PDF：{output.path}")
        elif not said:
            notice(f"“{path.name}”没有写成 PDF。")
    for line in said:
        notice(line)
    return bool(said)
