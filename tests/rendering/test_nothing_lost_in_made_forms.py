"""随带的每一份表照原样成表：每一格有字的，要么在成表里，要么点了名。"""

from pathlib import Path

import pytest
from source_texts import fate_of

from perfxl.actions.forms_made import own_form
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import process
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.shipped import shipped_folder

BOOKS = sorted(workbook_paths([shipped_folder("workbooks")]))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_text_is_in_the_made_form_or_told(path: Path, tmp_path: Path) -> None:
    result = process(path, check=False)
    assert result.document is not None
    if all(own_form(table.form) is None for table in result.document.tables):
        with pytest.raises(NotDerivableError, match="只读"):
            fate_of(result, tmp_path)
        return
    fate = fate_of(result, tmp_path)
    assert fate.cells
    assert (fate.unread, fate.unmade) == ([], [])
