"""The format of labelled clippings, and the clippings that keep to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sitegen.core.errors import SitegenError
from sitegen.core.model import DealKind, Kind, PartialDate, Topic
from sitegen.extraction.tokens import tokenize
from sitegen.learning.corpus import Labelled, parse, read_corpus, unmark
from sitegen.learning.samples import APART, CORPUS, digest, set_aside
from sitegen.learning.train import bio, held_out

ROOT = Path(__file__).parent.parent.parent


@cache
def clippings() -> list[Labelled]:
    return [*read_corpus(ROOT / CORPUS), *read_corpus(ROOT / APART)]


def test_marks_come_out_and_leave_what_they_mark() -> None:
    text, labels, keys = unmark("<k>[O:Sao Mai] ký tại [L:Huế].</k> Ông [P:An] vui.")
    assert text == "Sao Mai ký tại Huế. Ông An vui."
    marked = [(label.span.of(text), label.kind) for label in labels]
    assert marked == [("Sao Mai", Kind.ORG), ("Huế", Kind.PLACE), ("An", Kind.PERSON)]
    assert [key.of(text) for key in keys] == ["Sao Mai ký tại Huế."]


def test_brackets_of_the_text_stay() -> None:
    assert unmark("Giá [tạm tính] <b>")[0] == "Giá [tạm tính] <b>"


def test_a_file_without_a_head_is_refused() -> None:
    with pytest.raises(SitegenError, match=r"a\.txt: has no head"):
        parse("Sao Mai ký.", "a")


def test_a_tenth_is_held_out_by_name_alone() -> None:
    names = [f"{voice}-{number:03}" for voice in "abcdef" for number in range(200)]
    share = sum(map(held_out, names)) / len(names)
    assert 0.07 < share < 0.13


def test_a_third_of_gold_is_set_aside_and_never_a_seed() -> None:
    names = [f"vn-{number}" for number in range(1000)]
    assert 0.28 < sum(map(set_aside, names)) / len(names) < 0.39
    assert not any(set_aside(f"seed-{number:03}") for number in range(100))


def test_tags_follow_the_tokens() -> None:
    text, labels, _ = unmark("Ông [P:Lê An] của [O:Sao Mai] ở [L:Huế]")
    assert bio(tokenize(text), labels) == ["O", "B-PER", "I-PER", "O", "B-ORG", "I-ORG", "O", "B-LOC"]


def test_the_digest_sees_labels_and_text() -> None:
    one, *others = clippings()[:3]
    changed = Labelled(one.name, one.text, one.labels[1:], one.keys, one.head)
    assert len({digest([one]), digest([changed]), digest([one, *others]), digest([])}) == 4
    assert digest(clippings()[:3]) == digest([one, *others])


def test_every_clipping_says_what_its_text_holds() -> None:
    assert {one.name: faults for one in clippings() if (faults := [*_unheld(one), *_misspelled(one)])} == {}


def _unheld(clipping: Labelled) -> Iterator[str]:
    """What the labels name and the text does not."""
    head, text = clipping.head, clipping.text
    for partner in head["partners"] or ():
        yield from (surface for surface in partner["surfaces"] or () if surface not in text)
    yield from (one["name"] for one in head["people"] or () if one["name"] not in text)
    if head["title"] is not None and head["title"] not in text:
        yield head["title"]


def _misspelled(clipping: Labelled) -> Iterator[str]:
    """Words that are none of ours, dates that are none, names with blanks around them."""
    head = clipping.head
    yield from set(head["agreement_kinds"] or ()) - set(DealKind)
    yield from set(head["topics"] or ()) - set(Topic)
    yield from (words for one in clipping.labels if (words := one.span.of(clipping.text)) != words.strip())
    dates = (head["signed_on"], *(head.get("signed_on_all") or ()))
    yield from (date for date in dates if date is not None and str(PartialDate.parse(date)) != date)


def test_a_clipping_without_a_deal_has_no_facts_of_one() -> None:
    told = ("partners", "agreement_kinds", "values", "signed_on", "year")
    deals = {one.name for one in clippings() if one.head["is_partnership"] == "true"}
    assert {one.name for one in clippings() if one.head["partners"]} == deals
    assert {one.name for one in clippings() if any(one.head[key] for key in told)} == deals


def test_a_fault_in_a_clipping_is_seen() -> None:
    """The two checks above can fail."""
    one = next(one for one in clippings() if one.head["people"] and one.head["partners"])
    other = Labelled(one.name, "Sao Mai vui.", (), (), one.head | {"topics": ["weather"], "signed_on": "2019-3-5"})
    assert one.head["people"][0]["name"] in list(_unheld(other))
    assert list(_misspelled(other)) == ["weather", "2019-3-5"]
