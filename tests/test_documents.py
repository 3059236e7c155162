"""说明文档不过时：模板里能写的名字文档里都有，文档里写的命令、表名都有。"""

import re
from pathlib import Path

from perfxl.actions.forms_made import made_form
from perfxl.rendering.form_content import GROUP_ATTRIBUTES, VALUES
from perfxl.rules.engine.reference import reference_document

_MAKE = re.compile(r"perfxl make (\w+)")
_ROOT = Path(__file__).parent.parent


def test_every_placeholder_is_in_the_manual() -> None:
    manual = (_ROOT / "docs" / "模板.md").read_text("utf-8")
    missing = [name for name in VALUES if name not in manual]
    for group, attributes in GROUP_ATTRIBUTES.items():
        missing += [name for name in (f"{group}.", *attributes) if name not in manual]
    assert missing == []


def test_forms_named_in_the_documents_can_be_made() -> None:
    """全部的表由 ``perfxl form`` 列出；文档里举例的也要真有。"""
    documents = [_ROOT / "README.md", *sorted((_ROOT / "docs").glob("*.md"))]
    words = [word for path in documents for word in _MAKE.findall(path.read_text("utf-8"))]
    assert len(words) > 3
    assert {word for word in words if made_form(word) is None} <= {"表名", "整本"}


def test_reference_of_rules_is_fresh() -> None:
    """不对时运行 ``perfxl rule --markdown > docs/规则.md``。"""
    assert (_ROOT / "docs" / "规则.md").read_text("utf-8") == reference_document() + "\n"
