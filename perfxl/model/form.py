"""表的种类。``forms.yaml`` 里有几种，这里就有几种。"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.yaml_tables import yaml_table
from perfxl.model.form_spec import FormSpec, Made, Stage
from perfxl.model.form_table import form_specs


@cache
def all_specs() -> Mapping[str, FormSpec]:
    """认得的全部表，照 ``forms.yaml`` 的先后。"""
    return form_specs(yaml_table(Path(__file__).with_name("forms.yaml")))


class Form(StrEnum):
    """表的种类；值是对外 JSON 里的 ``form``。``forms.yaml`` 里有几种，这里就有几种。"""

    _ignore_ = "_name _members"
    _members = vars()
    for _name in all_specs():
        _members[_name.upper()] = _name

    @cached_property
    def spec(self) -> FormSpec:
        """这种表是什么样。"""
        return all_specs()[self.value]

    @property
    def label(self) -> str:
        """给人看的名称，如 项目绩效目标表。"""
        return self.spec.label


def made_in_order() -> tuple[tuple[Form, Made], ...]:
    """能写成的各种表，照一年的先后：申报、批复、调整、监控、自评；同一步的照 ``forms.yaml`` 的先后。"""
    stages = list(Stage)
    made = [(form, each) for form in Form for each in form.spec.made]
    return tuple(
        sorted(made, key=lambda pair: stages.index(pair[1].stage or pair[0].spec.stages[0]))
    )


def forms_where(holds: Callable[[FormSpec], bool]) -> frozenset[Form]:
    """合乎条件的几种表。

    >>> sorted(forms_where(lambda spec: spec.scored))
    [<Form.SELF_EVALUATION: 'self_evaluation'>]
    """
    return frozenset(form for form in Form if holds(form.spec))
