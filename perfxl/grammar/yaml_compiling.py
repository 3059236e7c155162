"""把随程序带的 YAML 编译成旁边的 .json。"""

import json
from datetime import date
from pathlib import Path

from perfxl.grammar.yaml_loading import load_yaml
from perfxl.grammar.yaml_tables import MADE_FROM, TABLE, mark


def shipped_tables() -> list[Path]:
    """随程序带的各份 YAML。"""
    return sorted(Path(__file__).parents[1].rglob("*.yaml"))


def compiled(source: Path) -> str:
    """由 ``source`` 编译的 .json 的全文。"""
    text = source.read_text("utf-8")
    kept = {MADE_FROM: mark(text), TABLE: load_yaml(text)}
    return json.dumps(kept, ensure_ascii=False, indent=0, default=_plain) + "\n"


def _plain(value: object) -> str:
    if type(value) is date:
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")


if __name__ == "__main__":
    for path in shipped_tables():
        path.with_suffix(".json").write_text(compiled(path), "utf-8", newline="\n")
