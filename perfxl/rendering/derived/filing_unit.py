"""新排的表由谁填报：没有写的，照编制、申报、实施这个项目的单位。"""

from collections.abc import Mapping

from perfxl.model.table import Derived, Entry

_FILING = "填报单位"
_WHO_FILES = ("编制单位", "申报单位", "实施单位")


def with_filing_unit(fields: Mapping[str, Entry]) -> dict[str, Entry]:
    """各栏目，填报单位没有写的补上；都不知道的照原样。"""
    found = dict(fields)
    known = next((name for name in _WHO_FILES if name in found and found[name].text), None)
    if known is not None and not found.get(_FILING, Entry()).text:
        why = Derived(f"没有写填报单位，照{known}", (found[known],))
        found[_FILING] = Entry(found[known].text, derived=why)
    return found
