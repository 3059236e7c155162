"""模板的语言：取值、判断、循环照做；会把电脑拖垮的不做，而且很快就说。"""

import time
from decimal import Decimal

import pytest
from jinja2 import TemplateError

from perfxl.plans.placeholders import PlaceholderError, parse_placeholder
from perfxl.plans.template_language import TemplateLanguage
from perfxl.plans.template_work import TooMuchError, shared_work

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


LONG, TURNS = "{% set 长 = '甲乙' * 99999 %}", "{% for i in range(999) %}{% for j in range(99) %}"


@pytest.mark.parametrize(
    "text",
    [
        LONG + TURNS + "{% set 几 = 长.find('乙甲' * 500 ~ '丙') %}",
        LONG + TURNS + "{% set 几 = 长.count('丙') %}",
        LONG + TURNS + "{% if '丙' in 长 %}{% endif %}",
        LONG + TURNS + "{% if '丙' is in 长 %}{% endif %}",
        LONG + TURNS + "{% set 几 = 长 | replace('丙', '丁') %}",
        LONG + TURNS + "{% set 几 = 长.split('乙') %}",
        LONG + "{% set 段 = 长.split('乙') %}" + TURNS + "{% set 几 = 段 | join('') %}",
        LONG + "{% set 段 = 长.split('乙') %}" + TURNS + "{% set 几 = 段 | sort %}",
        LONG + TURNS + "{% set 几 = 长[1:] %}",
        LONG + "{% set 同 = 长[0:] ~ '' %}" + TURNS + "{% if 长 == 同 %}{% endif %}",
        TURNS + "{% set 几 = 'a' * 199999 %}",
        TURNS + "{% set 几 = range(999) | map(attribute='real')" + " | list" * 20 + " %}",
        TURNS + "{% set 几 = i - 1 %}" * 6_000,
        "{% set 组 = range(999) | map('replace', '1', '字' * 9999) | list %}" * 40,
    ],
)
def test_long_texts_in_loops_are_refused_soon(text: str) -> None:
    text += "{% endfor %}" * text.count("{% for ")
    started = time.process_time()
    with pytest.raises(TooMuchError, match=r"太[多长]"):
        rendered(text)
    assert time.process_time() - started < 60


def test_work_shared_is_spent_together() -> None:
    """一份表的许多格合用一份。"""
    language = TemplateLanguage()
    template = language.from_string("{{ 长.count('乙') }}")
    with shared_work(language.new_work()):
        for _ in range(400):
            assert template.render(长="甲" * 9_999) == "0"
        with pytest.raises(TooMuchError, match="要做的太多"):
            [template.render(长="甲" * 9_999) for _ in range(400)]
    assert template.render(长="甲乙") == "1"


def test_each_rendering_has_its_own_turns() -> None:
    template = TemplateLanguage().from_string(
        "{% for i in range(300) %}{% for j in range(300) %}{% endfor %}{% endfor %}好"
    )
    assert [template.render(), template.render()] == ["好", "好"]


@pytest.mark.parametrize(
    ("text", "value"), [("{{1}}", "1"), ("{{true}}", "True"), ("{{none}}", None)]
)
def test_a_placeholder_naming_nothing_is_worked_out(text: str, value: str | None) -> None:
    assert parse_placeholder(text).value({}) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{填报单位 or ‘云溪县财政局’}}", "用英文的：写着 ‘’，换成 ''"),
        ("（{{填报单位 or “云溪县财政局”}}）", '用英文的：写着 “”，换成 ""'),
        ("{{指标.分值|round（1）}}", "用英文的：写着 （），换成 ()"),
        ("{{填报单位 or ‘云溪县财政局’", "大括号要成对"),
        ("{{填报单位 项目名称}}", "写得不通（要照写的字"),
    ],
)
def test_a_placeholder_that_does_not_parse_names_its_cause(text: str, said: str) -> None:
    with pytest.raises(PlaceholderError) as caught:
        parse_placeholder(text)
    assert said in str(caught.value)
