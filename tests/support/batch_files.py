"""走一遍 .cmd：只认 install.cmd 用到的那几种写法，别的当场报错；外面的程序由替身回答。

没有 Windows，就照 cmd 的规矩走：先展开 ``%变量%``，再看是哪一种；``||`` 后面的只在失败时走。
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path, PureWindowsPath

# 运行一个程序：它的各个词 → 退出码和说的话。
Program = Callable[[Sequence[str]], tuple[int, str]]
_FOR = re.compile(r"for /f \"tokens=2,\*\" %%A in \('(.*)'\) do set \"(\w+)=%%B\"$")


class Batch:
    """一个 .cmd 和它的变量。``files`` 说哪些文件、文件夹（照 Windows 的写法）在。"""

    def __init__(
        self, path: Path, here: str, files: Callable[[str], bool], program: Program
    ) -> None:
        self.lines = path.read_text("ascii").splitlines()
        self.labels = {
            line[1:].split()[0].lower(): number
            for number, line in enumerate(self.lines)
            if line.startswith(":")
        }
        self.here, self.files, self.program = here, files, program
        self.variables: dict[str, str] = {}
        self.level = 0
        self.reads: dict[str, str] = {}

    def run(self, *arguments: str) -> int:
        """走到 ``exit /b``；返回退出码。"""
        try:
            self._from(0, arguments)
        except _ExitError as ended:
            return ended.code
        return self.level

    def _from(self, place: int, arguments: Sequence[str]) -> None:
        while place < len(self.lines):
            jump = self._line(self.lines[place].strip(), arguments)
            if jump == "eof":
                return
            place = self.labels[jump] if jump is not None else place + 1

    def _line(self, line: str, arguments: Sequence[str]) -> str | None:
        """做一行；返回要跳到哪里。"""
        if not line or line.startswith((":", "rem ", "@echo off", "setlocal ")):
            return None
        looped = _FOR.match(line)
        if looped is not None:
            self._loop(self._expanded(looped[1], arguments), looped[2])
            return None
        return self._command(self._expanded(line, arguments))

    def _expanded(self, text: str, arguments: Sequence[str]) -> str:
        text = text.replace("%~dp0", self.here)
        text = re.sub(r"%~?(\d)", lambda found: _argument(arguments, int(found[1]) - 1), text)
        return re.sub(r"%(\w+)%", lambda found: self.variables.get(found[1].upper(), ""), text)

    def _command(self, line: str) -> str | None:
        either = re.match(r"if exist (\S+|\"[^\"]*\") \((.*)\) else \((.*)\)$", line)
        if either is not None:
            return self._command(either[2] if self.files(either[1].strip('"')) else either[3])
        condition = re.match(r"if (not )?(exist|defined|errorlevel) (\"[^\"]*\"|\S+) (.*)$", line)
        if condition is not None:
            holds = self._holds(condition[2], condition[3].strip('"')) is not bool(condition[1])
            return self._command(condition[4]) if holds else None
        first, _, otherwise = line.partition(" || ")
        if otherwise:
            self._command(first)
            return self._command(otherwise) if self.level else None
        return self._plain(line)

    def _holds(self, kind: str, value: str) -> bool:
        if kind == "exist":
            return self.files(value)
        return bool(self.variables.get(value.upper())) if kind == "defined" else self.level >= 1

    def _plain(self, line: str) -> str | None:
        word = line.partition(" ")[0]
        read = re.match(r"set /p (\w+)=<\"(.*)\"$", line)
        put = re.match(r"set \"(\w+)=(.*)\"$", line)
        if read is not None:
            self.variables[read[1].upper()] = self.reads[PureWindowsPath(read[2]).name]
        elif put is not None:
            self.variables[put[1].upper()] = put[2]
        elif word == "goto":
            return line.split()[1].lstrip(":").lower()
        elif word == "call":
            _, label, *given = line.split()
            self._from(
                self.labels[label.lstrip(":").lower()] + 1, [each.strip('"') for each in given]
            )
        elif word == "exit":
            raise _ExitError(int(line.split()[2]))
        elif word == "pause" or line == "echo." or word == "echo":
            pass
        else:
            self.level, _ = self._piped(line)
        return None

    def _piped(self, line: str) -> tuple[int, str]:
        code, said = 0, ""
        for part in re.sub(r" ?2?\^?>nul", "", line).replace("^|", "|").split(" | "):
            words = [each.strip('"') for each in re.findall(r"\"[^\"]*\"|\S+", part)]
            if PureWindowsPath(words[0]).name == "find.exe":
                code = 0 if words[-1].lower() in said.lower() else 1
            else:
                code, said = self.program(words)
        return code, said

    def _loop(self, command: str, variable: str) -> None:
        code, said = self._piped(command)
        for row in said.splitlines() if code == 0 else []:
            self.variables[variable.upper()] = row.split(None, 2)[2]


class _ExitError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def _argument(given: Sequence[str], place: int) -> str:
    return given[place] if 0 <= place < len(given) else ""
