"""读过的例子记着：写的一样的得到一样的表，各是各的；改了一处的另读。"""

from rule_case import Section, tables_of


def test_a_section_read_before_gives_equal_tables_of_its_own() -> None:
    [one], [other] = (tables_of([Section("自评表", "书.xlsx")]) for _ in range(2))
    assert one == other
    assert one is not other
    first, second = tables_of([Section("自评表", "书.xlsx")] * 2)
    assert first is not second


def test_a_section_changed_after_it_was_read_is_read_anew() -> None:
    section = Section("自评表", "书.xlsx")
    [before] = tables_of([section])
    section.changes["G15"] = "9"
    section.hidden_rows.add(16)
    [after] = tables_of([section])
    assert (before.indicators[0].weight.text, after.indicators[0].weight.text) == ("10", "9")
    [elsewhere] = tables_of([Section("自评表", "甲.xlsx")])
    assert (elsewhere.book, before.book) == ("甲.xlsx", "书.xlsx")
