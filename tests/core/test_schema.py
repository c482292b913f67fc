"""YAML with lines: what is read, and the sentence for what is refused."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.core import schema
from sitegen.core.errors import ConfigError, Problem, SitegenError, Where
from sitegen.core.model import DealKind, PartialDate


class Pair(msgspec.Struct, frozen=True):
    left: str
    right: int = 2


class Form(msgspec.Struct):
    title: str | None = None
    count: int = 3
    draft: bool = False
    pair: str | Pair | None = None
    names: tuple[str, ...] | None = None
    pairs: tuple[Pair, ...] = ()
    kinds: tuple[DealKind, ...] | None = None
    on: PartialDate | None = None
    links: dict[str, str] = {}


WHERE = Where("content/a.md", 1)
READERS = {PartialDate: PartialDate.parse}


def load(text: str) -> Form:
    return schema.load(text, Form, WHERE, ConfigError, READERS)


def faults(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(text)
    return str(caught.value)


def test_an_empty_text_is_all_defaults() -> None:
    assert load("") == load("# only a comment\n") == Form()


def test_scalars_stay_as_typed_unless_the_type_converts() -> None:
    form = load("title: 2024-05-31\ncount: '7'\ndraft: yes\nnames: [NO, 1.0]")
    assert (form.title, form.count, form.draft, form.names) == ("2024-05-31", 7, True, ("NO", "1.0"))


def test_an_empty_value_is_as_if_the_key_were_absent_and_an_empty_list_is_not() -> None:
    assert load("title:\nnames: null\ncount: ~") == Form()
    assert load("names: []").names == ()
    assert load('title: ""').title == ""


def test_a_union_is_decided_by_what_stands_there() -> None:
    assert load("pair: one").pair == "one"
    assert load("pair: {left: a, right: 4}").pair == Pair("a", 4)


def test_nested_values_enums_readers_and_mappings() -> None:
    form = load("pairs: [{left: a}]\nkinds: [mou]\non: 2016-12\nlinks: {a: b}")
    assert form.pairs == (Pair("a"),)
    assert form.kinds == (DealKind.MOU,)
    assert form.on == PartialDate(2016, 12)
    assert form.links == {"a": "b"}


def test_all_faults_come_together_with_their_lines() -> None:
    said = faults("count: many\ntitel: x\npairs:\n- left: a\n  rihgt: 1\n- right: 5\n")
    assert said == (
        "content/a.md:2: 'count' must be a whole number, not 'many'\n"
        "content/a.md:3: unknown key 'titel'\n  hint: did you mean 'title'?\n"
        "content/a.md:6: unknown key 'rihgt'\n  hint: did you mean 'right'?\n"
        "content/a.md:7: 'pairs' lacks 'left'\n  hint: add a line 'left: ...'"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title: a\ntitle: b", "content/a.md:3: 'title' stands twice (first in line 2)"),
        ("names: &x [a]\npair: *x", "content/a.md:2: YAML anchors (&x) are not allowed here"),
        ("title: *x", "content/a.md:2: YAML aliases (*x) are not allowed here"),
        ("title: !!python/object:os.system x", "are not allowed here"),
        ("\nnames: " + "[" * 50 + "]" * 50, "content/a.md:3: nested deeper than 20 levels"),
        ("[" * 100_000, "content/a.md:2: nested deeper than 20 levels"),
        ("names: [" + "a," * 11_000 + "]", "content/a.md:2: more than 10,000 values"),
        ("title: a: b", "content/a.md:2: not valid YAML: mapping values are not allowed"),
        ("title: 'open", "content/a.md:2: not valid YAML"),
        ("title: a\n---\ntitle: b", "content/a.md:4: a second document begins here"),
        ("? [a]\n: b", "content/a.md:2: a list or mapping cannot be a key"),
        ("- a", "content/a.md:2: the document must be a mapping with the keys title, count"),
        ("names: Viettel", "content/a.md:2: 'names' must be a list\n  hint: write it in brackets: [one, two]"),
        ("names: [[a]]", "content/a.md:2: 'names' must be text"),
        ("title: [a]", "content/a.md:2: 'title' must be text"),
        ("kinds: [contrat]", "'contrat' is not a value for 'kinds'\n  hint: did you mean 'contract'?"),
        ("kinds: [zzzzz]", "hint: one of: mou, strategic_partnership"),
        ("on: 2025-02-31", "content/a.md:2: 'on': day is out of range for month"),
        ("draft: maybe", "'draft' must be true or false, not 'maybe'"),
        ("zzz: 1", "hint: the keys known here: title, count"),
        ("title: a\x01b", "not valid YAML"),
    ],
)
def test_refused(text: str, sentence: str) -> None:
    assert sentence in faults(text)


def test_a_fault_never_spills_foreign_text_over_lines() -> None:
    said = faults('"' + "x" * 500 + '\\n\\u202e": 1')
    assert len(said.splitlines()[0]) < 120


def test_lists_and_plain_trees() -> None:
    where = Where("k.yaml")
    assert schema.load_list("- {left: a}\n- {left: b}", Pair, where, ConfigError) == (Pair("a"), Pair("b"))
    assert schema.load_list("", Pair, where, ConfigError) == ()
    assert schema.load_plain("a: [1, {b: NO}]\nc:", where, ConfigError) == {"a": ["1", {"b": "NO"}], "c": None}
    with pytest.raises(ConfigError, match="stands twice"):
        schema.load_plain("a: {b: 1, b: 2}", where, ConfigError)


def test_did_you_mean_ignores_marks_and_case() -> None:
    assert schema.did_you_mean("ĐAI HOC", ["đại học", "bệnh viện"]) == "đại học"
    assert schema.did_you_mean("qqq", ["title"]) is None


@given(st.text(alphabet=st.sampled_from(list("titlenamspar:[]{}-&*!'\"\n #?|>,%@`\tÀđ")), max_size=80))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        load(text)
    except SitegenError as error:
        problems = error.problems
    assert all(problem.where.line > 1 and problem.message for problem in problems)
