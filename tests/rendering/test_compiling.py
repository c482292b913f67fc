"""Templates compiled in our way show what Jinja's own way shows."""

# ruff: noqa: E501 - a template is easier to read on one line

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import ChainableUndefined, DictLoader, Environment, StrictUndefined, UndefinedError, pass_context
from markupsafe import Markup

from sitegen.rendering import compiling

BASE = "<{% block head %}{{ title }}{% endblock %}>{% for each in names %}{% block row scoped %}{{ each }},{% endblock %}{% endfor %}"
TEMPLATES = {
    "base.html": BASE,
    "child.html": "{% extends 'base.html' %}unseen{% set x = 1 %}{% block head %}{{ super() }}|{{ shout(title) }}{% endblock %}",
    "maybe.html": "{% extends parent if parent else 'base.html' %}{% block head %}{{ html }}{% endblock %}",
    "macro.html": "{% macro tag(name) %}<b>{{ shout(name) }}{{ caller() if caller is defined }}</b>{% endmacro %}top",
    "import.html": "{% from 'macro.html' import tag %}{% import 'macro.html' as all %}{{ tag(title) }}{{ all.tag('<') }}"
    "{% call tag('c') %}{{ title }}{% endcall %}",
    "shadow.html": "{% macro shout(x) %}macro {{ x }}{% endmacro %}{{ shout(title) }}{% set f = asked %}{{ f() }}{{ asked() }}",
    "include.html": "a{% include 'base.html' %}b{% set kept %}<i>{{ title }}</i>{% endset %}{{ kept }}{{ kept|upper }}",
    "loop.html": "{% for n in names recursive %}{{ loop.index }}{{ n }}{% if n == 'stop' %}{% break %}{% endif %}{% else %}none"
    "{% endfor %}{{ names|join(title) }}{{ none }}{{ 1.5 }}{{ [title] }}",
    "volatile.html": "{% autoescape false %}{{ title }}{% endautoescape %}{{ title }}{% filter upper %}{{ title }}{% endfilter %}",
    "reach.html": "{{ {'title': title}.title }}{{ {'a': {'b': title}}.a.b }}{% for n in names if n.strip().upper() %}{{ n.upper().lower() }}{% endfor %}"
    "{{ title.nowhere is defined }}{{ title.nowhere|default('d') }}{{ none.x|default(title) }}{{ {}.get('x', title) }}"
    "{% macro who(x=title.upper()) %}{{ x.lower() }}{% endmacro %}{{ who() }}{{ (names|first).upper() if names.count('x') else title.strip() }}",
    "call.html": "{{ shout(title, end='?') }}{{ shout(*names[:1]) }}{{ shout(**{'text': title}) }}{{ 'a'.upper() }}",
}


def shout(text: str, end: str = "!") -> str:
    return text.upper() + end


@pass_context
def asked(context: Any) -> str:
    return str(context["title"])


def environment(**settings: Any) -> Environment:
    options = {"autoescape": True, "undefined": StrictUndefined, "extensions": ["jinja2.ext.loopcontrols"], **settings}
    made = Environment(loader=DictLoader(TEMPLATES), **options)
    made.globals.update(shout=shout, asked=asked)
    return made


class Ours(Environment):
    code_generator_class = compiling.Compiler
    template_class = compiling.Prepared


def ours(**settings: Any) -> Environment:
    made = Ours(loader=DictLoader(TEMPLATES), autoescape=True, **{"undefined": StrictUndefined, **settings})
    made.add_extension("jinja2.ext.loopcontrols")
    made.globals.update(shout=shout, asked=asked)
    return made


@pytest.mark.parametrize("name", sorted(TEMPLATES))
@pytest.mark.parametrize("names", [("a&b", "stop", "<c>"), ("x",)])
def test_the_same_is_shown(name: str, names: tuple[str, ...]) -> None:
    values = {"title": "R&D \"<x>\" 'y'", "names": names, "html": Markup("<p>&amp;</p>"), "parent": "", "none": None}
    assert ours().get_template(name).render(values) == environment().get_template(name).render(values)


def test_what_is_undefined_is_a_fault_with_its_line() -> None:
    template = ours().from_string("one\n{{ shout(title) }}\n{{ nobody() }}")
    with pytest.raises(UndefinedError, match="'nobody' is undefined"):
        template.render(title="x")
    for text in ("{{ title.nowhere }}", "{{ title.nowhere.further }}", "{{ nobody.title }}"):
        with pytest.raises(UndefinedError) as theirs:
            environment().from_string(text).render(title="x")
        with pytest.raises(UndefinedError) as own:
            ours().from_string(text).render(title="x")
        assert str(own.value) == str(theirs.value)


def test_an_undefined_that_may_be_shown_is_shown() -> None:
    text = "{{ a.b.c }}{{ a }}."
    assert ours(undefined=ChainableUndefined).from_string(text).render() == "."
