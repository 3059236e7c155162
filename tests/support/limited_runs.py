"""在另一个进程里、限着时间和内存，对一份文件依次运行几条命令；看它们各说了什么、退出码是几。

作为程序运行时是那个进程：从标准输入读命令（JSON），照样写回结果。
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CPU_SECONDS, MEGABYTES = 20, 600
_ROOM = 2 << 30


@dataclass(frozen=True)
class Ran:
    """一条命令：退出码，屏幕上的字（标准输出和标准错误）。"""

    command: str
    code: int
    said: str


@dataclass(frozen=True)
class Runs:
    """几条命令，和那个进程用的处理器时间（秒）、内存（MB）；``ending`` 是它自己的退出码。

    ``reached`` 是它碰了不该碰的：连网络、起别的程序、在所在文件夹以外打开文件来写。
    """

    commands: tuple[Ran, ...]
    seconds: float
    megabytes: int
    ending: int
    reached: tuple[str, ...] = ()


def limited_runs(commands: list[list[str]], cwd: Path) -> Runs:
    """依次运行；超了限度的，``ending`` 不是 0。"""
    [done] = many_limited_runs([(commands, cwd)])
    return done


def many_limited_runs(tasks: list[tuple[list[list[str]], Path]]) -> list[Runs]:
    """几份文件在一个进程里一份接一份，省去一次次启动；时间一份一份地限，内存是到那时为止最多的。

    半路被系统结束的，那一份的 ``ending`` 不是 0，余下的另起一个进程接着做。
    """
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps([(commands, str(cwd)) for commands, cwd in tasks]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    made = [
        Runs(
            tuple(Ran(*each) for each in one["ran"]),
            one["seconds"],
            one["megabytes"],
            0,
            tuple(one["reached"]),
        )
        for one in found
    ]
    if len(made) == len(tasks):
        return made
    ended = Runs((), 0, 0, done.returncode or 1)
    rest = tasks[len(made) + 1 :]
    return [*made, ended, *(many_limited_runs(rest) if rest else [])]


_OUTSIDE = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "urllib.",
)


def _watch(reached: list[str]) -> None:
    """由 Python 自己的审计事件看它碰了什么；写到当前文件夹里的不算。"""

    def look(event: str, given: tuple[object, ...]) -> None:
        if event.startswith(_OUTSIDE):
            reached.append(event)
        elif event == "open" and isinstance(given[0], str | os.PathLike):
            path = str(Path(given[0]).resolve())
            outside = not path.startswith(str(Path.cwd().resolve()))
            if _writes(given[1], given[2]) and outside and path != os.devnull:
                reached.append(path)

    sys.addaudithook(look)


def _writes(mode: object, flags: object) -> bool:
    if mode is not None:
        return any(sign in str(mode) for sign in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _run_all() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    from command_line import perfxl

    tasks = json.load(sys.stdin)
    reached: list[str] = []
    _watch(reached)
    for commands, folder in tasks:
        os.chdir(folder)
        before = _used()
        limit = int(before) + CPU_SECONDS + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        reached.clear()
        ran: list[tuple[str, int, str]] = []
        for arguments in commands:
            done = perfxl(*arguments)
            ran.append((" ".join(arguments[:2]), done.code, done.out + done.err))
        whole = {
            "ran": ran,
            "reached": sorted(set(reached)),
            "seconds": _used() - before,
            "megabytes": _most_megabytes(),
        }
        sys.stdout.write(json.dumps(whole) + "\n")
        sys.stdout.flush()


def _most_megabytes() -> int:
    """到现在为止最多用了多少内存；Linux 的 ``ru_maxrss`` 连启动它的进程那时用的也算，不能用。"""
    status = Path("/proc/self/status")
    if status.exists():
        [most] = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(most.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    _run_all()
