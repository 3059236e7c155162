"""中途中止很多次，看留不留下临时文件、半个文件。

    PYTHONPATH=tests/support python benchmarks/kills.py 500

每条要写文件的命令，在从头到尾不同的时候中止（SIGTERM、SIGINT、SIGHUP、SIGKILL 轮着来）；有一次不对，退出码为 1。
"""

import signal
import sys
from collections import Counter

from kill_runs import KILL, SIGNALS, every_command, stopped_run, whole_time


def main(times: int) -> int:
    """中止 ``times`` 次；有不对的返回 1。"""
    codes: Counter[str] = Counter()
    failed = 0
    signals = (*SIGNALS, KILL)
    each = -(-times // len(every_command()))
    for name, arguments in every_command().items():
        whole, before = whole_time(arguments), failed
        for place in range(each):
            number = signals[place % len(signals)]
            seconds = whole * (place + 0.5) / each
            done = stopped_run(arguments, seconds, number)
            codes["已做完" if done.code in (0, 1) else str(done.code)] += 1
            failed += bool(done.faults)
            for fault in done.faults:
                print(f"{name} {signal.Signals(number).name} {seconds:.2f} 秒：{fault}")
        print(f"{name}：{each} 次，{failed - before} 次不对", flush=True)
    print(f"中止 {each * len(every_command())} 次，{failed} 次不对；退出码：{dict(codes)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
