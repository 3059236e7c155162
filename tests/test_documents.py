"""说明文档不过时：模板里能写的名字、能生成的表，文档里都有。"""

from pathlib import Path

from perfxl.batch.forms_made import MADE_NAMES
from perfxl.rendering.form_content import GROUP_ATTRIBUTES, VALUES
from perfxl.rules.reference import reference_document

_ROOT = Path(__file__).parent.parent


def test_every_placeholder_is_in_the_manual() -> None:
    manual = (_ROOT / "docs" / "模板.md").read_text("utf-8")
    missing = [name for name in VALUES if name not in manual]
    for group, attributes in GROUP_ATTRIBUTES.items():
        missing += [name for name in (f"{group}.", *attributes) if name not in manual]
    assert missing == []


def test_every_form_is_in_the_readme() -> None:
    readme = (_ROOT / "README.md").read_text("utf-8")
    assert [name for name in MADE_NAMES if name not in readme] == []


def test_reference_of_rules_is_fresh() -> None:
    """不对时运行 ``perfxl rule --markdown > docs/规则.md``。"""
    assert (_ROOT / "docs" / "规则.md").read_text("utf-8") == reference_document() + "\n"
