"""没有读成的行，每一种原因都说得出怎么办。"""

import pytest

from perfxl.model.unread import WhyUnread
from perfxl.rules.layout import px128_row_not_read


@pytest.mark.parametrize("why", WhyUnread)
def test_every_reason_has_its_advice(why: WhyUnread) -> None:
    assert px128_row_not_read._ADVICE[why]
