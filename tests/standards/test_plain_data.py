"""快读只收样样都对的：收下的，pydantic 也收，读成的也一样。"""

import copy
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from perfxl.grammar.yaml_tables import parsed
from perfxl.standards.plain_data import DoubtError, built
from perfxl.standards.profile import Profile, profile_names
from perfxl.standards.rule_settings import Acceptance

_PROFILES = Path(__file__).parents[2] / "perfxl/standards/profiles"
_CHECK = TypeAdapter(Profile)
_ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-200, 200), st.floats(-5, 200), st.just(float("inf")),
    st.just(float("nan")), st.sampled_from(["", "zero", "pro_rata", "PX301", "PX30", "50", "优", "error"]),
    st.just(date(2020, 2, 25)), st.just([]), st.just({}), st.just(["PX301"]), st.just({"PX301": "info"}),
    st.just([{"rule": "PX301", "reason": "核对过"}]), st.just([{"rule": "PX301", "reason": ""}]),
)  # fmt: skip


def _data(name: str = "黔南州") -> dict[str, Any]:
    data: dict[str, Any] = parsed((_PROFILES / f"{name}.yaml").read_text("utf-8"))
    base = data.pop("extends", None)
    return data if base is None else _data(base) | data


def _places(data: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data if isinstance(data, list) else ())
    )
    return [path, *(place for key, each in inside for place in _places(each, (*path, key)))]


@pytest.mark.parametrize("name", profile_names())
def test_shipped_profiles_need_no_second_look(name: str) -> None:
    assert built(Profile, _data(name)) == _CHECK.validate_python(_data(name))


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_what_it_takes_pydantic_takes_alike(given_data: st.DataObject) -> None:
    data = _data()
    extra = {"explain_execution_below": 80, "rules": {"disabled": ["PX301"]}, "until": 2030}
    data |= given_data.draw(st.sampled_from([{}, extra]))
    for _ in range(given_data.draw(st.integers(1, 2))):
        place = given_data.draw(st.sampled_from([each for each in _places(data) if each]))
        holder: Any = data
        for key in place[:-1]:
            holder = holder[key]
        change = given_data.draw(st.sampled_from(["set", "drop", "rename"]))
        if change == "set" or isinstance(holder, list):
            holder[place[-1]] = copy.deepcopy(given_data.draw(_ODD))
        elif change == "drop":
            del holder[place[-1]]
        else:
            holder[f"{place[-1]}x"] = holder.pop(place[-1])
    try:
        taken = built(Profile, data)
    except DoubtError:
        return
    assert taken == _CHECK.validate_python(data)


@pytest.mark.parametrize(
    "data",
    [
        [{"rule": "PX301"}],
        [{"rule": "PX3", "reason": "核对过"}],
        [{"rule": "PX301\n", "reason": "核对过"}],
        [{"rule": "PX301", "reason": ""}],
        [{"rule": "PX301", "reason": "核对过", "ceels": "G3"}],
        {"rule": "PX301", "reason": "核对过"},
        [None],
    ],
)
def test_wrong_acceptances_are_left_to_pydantic(data: object) -> None:
    kind: Any = tuple[Acceptance, ...]
    with pytest.raises(DoubtError):
        built(kind, data)
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(data)


def test_a_shipped_profile_is_read_without_pydantic() -> None:
    code = "import sys; from perfxl.standards.profile import load_profile; load_profile(); print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
