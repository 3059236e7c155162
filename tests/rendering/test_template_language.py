"""模板的语言：取值、判断、循环照做；会把电脑拖垮的不做，而且很快就说。"""

from decimal import Decimal

import pytest
from jinja2 import TemplateError

from perfxl.plans.template_language import TemplateLanguage, TooMuchError

ROWS = [{"名": "甲", "分": Decimal(10)}, {"名": "乙", "分": Decimal(8)}]


def rendered(text: str, **data: object) -> str:
    return TemplateLanguage().from_string(text).render(**data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% for 项 in 行 %}{{loop.index}}.{{项.名}}{% endfor %}", "1.甲2.乙"),
        ("{{ 行 | sum(attribute='分') }}", "18"),
        ("{{ 行 | map(attribute='名') | join('、') }}", "甲、乙"),
        ("{{ 行[0].名 ~ '：' ~ 行[0].分 }}", "甲：10"),
        ("{{ '甲乙' | replace('甲', '丙') }}", "丙乙"),
        ("{{ 2 ** 10 }} {{ 3 * '=' }} {{ 1 + 2 }} {{ 7 % 4 }}", "1024 === 3 3"),
        ("{% if 行[0].名 in ['甲', '乙'] %}是{% endif %}", "是"),
        ("{% for 项 in 行 if 项.分 > 9 %}{{项.名.strip()}}{{loop.length}}{% endfor %}", "甲1"),
        ("{% set 首 = 行[0] %}{{首.名}}", "甲"),
        ("{% for 项 in 行 %}{{loop.cycle('a', 'b')}}{% endfor %}", "ab"),
    ],
)
def test_what_an_office_writes_is_done(text: str, expected: str) -> None:
    assert rendered(text, 行=ROWS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 10**9 }}",
        "{{ (10**7) ** (10**5) }}",
        "{{ 9**99 * 9**99 * 9**99 * 9**99 * 9**99 * 9**99 * 9**99 }}",
        "{% for i in range(999) %}{% for j in range(999) %}{% endfor %}{% endfor %}",
        "{% for i in range(99999) %}{% endfor %}",
        "{{ '%999999999d' % 1 }}",
        "{{ 行 * 99999 }}",
        "{{ 行 + 行 }}",
        "{{ ('a' * 100000) | replace('a', 'bbbb') }}",
        "{% set a = 'a' * 99999 %}{{ a ~ a ~ a }}",
        "{% for i in range(999) %}{{ 'a' * 999 }}{% endfor %}",
        "{{ ['a'] | sum(start='b') }}",
        "{{ (10**300) | round(-9999999) }}",
    ],
)
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(TooMuchError):
        rendered(text, 行=ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "{% macro 宏() %}{{ 宏() }}{% endmacro %}{{ 宏() }}",
        "{% set 甲 = [行, 行] %}",
        "{% set 甲 = {'键': 行} %}",
        "{% for 对 in 行 recursive %}{{ loop(对) }}{% endfor %}",
        "{% set 甲 %}字{% endset %}",
        "{{ '{0}{1}'.format(1) }}",
        "{{ 'a'.ljust(10**9) }}",
        "{{ '%999999999d' | format(1) }}",
        "{{ cycler.__init__.__globals__.os.popen('true').read() }}",
        "{{ lipsum() }}",
        "{% include 'x' %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{" * 16000,
        "{{ " + "9" * 30_000 + " }}",
    ],
)
def test_what_no_form_needs_is_not_understood(text: str) -> None:
    with pytest.raises(TemplateError):
        rendered(text, 行=ROWS)


def test_each_rendering_has_its_own_turns() -> None:
    template = TemplateLanguage().from_string(
        "{% for i in range(300) %}{% for j in range(300) %}{% endfor %}{% endfor %}好"
    )
    assert [template.render(), template.render()] == ["好", "好"]
