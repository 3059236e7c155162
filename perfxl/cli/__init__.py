"""命令行：``perfxl check 文件夹``。命令名是英文，给人看的每个字都是中文。

退出码：0 没有 error 级问题；1 有；2 有文件读不了、写不出或命令写错；3 程序自身出错；
128 加信号的号码：中止了。
"""

from perfxl.cli.stopping import (
    Stopped,
    begin_work,
    end_work,
    refuse_to_go_on,
    say_stopped,
    watch_signals,
)


def run() -> None:
    """``perfxl`` 命令的入口。"""
    watch_signals()  # 在别的都没有载入之前
    import sys

    from perfxl.cli.file_names import begin_again_in_utf8
    from perfxl.cli.streams import guard_streams

    begin_again_in_utf8()
    output = guard_streams()
    if "--debug" not in sys.argv:
        # 半路扔下的对象收尾时出的错，不是给用户看的。
        sys.unraisablehook = lambda unraisable: None
    try:
        code = _code_of_main()
    except Stopped as stop:
        say_stopped()
        code = 128 + stop.number
    finally:
        end_work()
    sys.stdout.flush()
    if output.fault is not None:
        code = _said_lost(output.fault, code)
    sys.exit(code)


def _code_of_main() -> int:
    from perfxl.cli.chinese import speak_chinese

    speak_chinese()
    from perfxl.cli.app import main  # click 的中文要在它载入之前备好

    begin_work()
    try:
        main()
    except SystemExit as stop:
        refuse_to_go_on()
        return stop.code if isinstance(stop.code, int) else 0
    return 0


def _said_lost(fault: OSError, code: int) -> int:
    """屏幕上的结果没有写全：接收的程序先走了的不算毛病，别的说一句。"""
    import errno

    from perfxl.cli.console import notice
    from perfxl.model.os_fault import os_fault

    if fault.errno == errno.EPIPE:
        return code
    notice(f"屏幕上的结果（标准输出）没有写全：{os_fault(fault)}。")
    return max(code, 2)
