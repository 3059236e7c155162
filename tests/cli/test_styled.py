"""写进文件、管道的与 rich 写的一字不差；终端上有颜色。"""

import sys
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.cli.screen import console
from perfxl.cli.styled import Styled, print_styled

_TEXT = st.text(
    alphabet=st.sampled_from([*"完成 ab1[]", "\n", "\t", "\r", "\x07", "\x1b", "\u200b", "é", "e", "\u0301", "：", "⼀", "\xa0"]),
    max_size=12,
)  # fmt: skip
_LINE = st.lists(st.tuples(_TEXT, st.sampled_from(["bold red", "dim", "cyan"])), max_size=4)


def _styled(spans: list[tuple[str, str]]) -> Styled:
    line = Styled()
    for text, style in spans:
        line.append(text, style)
    return line


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None
)
@given(st.lists(_LINE, max_size=4))
def test_plain_output_is_what_rich_writes(
    monkeypatch: pytest.MonkeyPatch, spans: list[list[tuple[str, str]]]
) -> None:
    lines = [_styled(each) for each in spans]
    written: list[str] = []
    for write in (print_styled, lambda many: console().print(*(m.rich() for m in many), sep="\n")):
        stream = StringIO()
        monkeypatch.setattr(sys, "stdout", stream)
        if lines:
            write(lines)
        written.append(stream.getvalue())
    assert written[0] == written[1]


def test_colours_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    print_styled([Styled("错误", "bold red")])
    assert "\x1b[" in capsys.readouterr().out
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.delenv("TTY_COMPATIBLE", raising=False)
    print_styled([Styled("错误", "bold red"), Styled()])
    assert capsys.readouterr().out == "错误\n\n"
