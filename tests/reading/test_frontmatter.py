"""What stands above a clipping: where it begins and ends, what its values may be, what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.core.errors import ClippingError
from sitegen.core.model import (
    MOST_PARTIES,
    DealKind,
    DealStage,
    EditorDeal,
    EditorFacts,
    Money,
    PartialDate,
    Source,
    Topic,
)
from sitegen.reading import editorvalues
from sitegen.reading.frontmatter import FrontMatter, facts_of, read, source_of, split

ZONE = "Asia/Ho_Chi_Minh"


def front(text: str) -> FrontMatter:
    return read(split(f"---\n{text}\n---\nBody.", "content/a.md"), "content/a.md", ZONE)


def fault(text: str) -> str:
    with pytest.raises(ClippingError) as caught:
        front(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "inside", "body", "body_line"),
    [
        ("---\ntitle: a\n---\nBody", "title: a\n", "Body", 3),
        ("\n \n---\ntitle: a\n---\n\nBody", "title: a\n", "\nBody", 5),
        ("---\n---\nBody", "", "Body", 2),
        ("---\n# note\ntitle: a\n...\nBody", "# note\ntitle: a\n", "Body", 4),
        ("---\ntitle: a\n---", "title: a\n", "", 3),
        ("Body\n---\nmore", None, "Body\n---\nmore", 0),
        ("---\nA rule, then text.\n---\nmore", None, "---\nA rule, then text.\n---\nmore", 0),
        ("----\na: b\n---", None, "----\na: b\n---", 0),
    ],
)
def test_split(text: str, inside: str | None, body: str, body_line: int) -> None:
    parted = split(text, "a.md")
    assert (parted.front, parted.body, parted.body_line) == (inside, body, body_line)


def test_front_matter_must_be_closed() -> None:
    with pytest.raises(ClippingError, match=r"a\.md:2: the front matter is not closed"):
        split("\n---\ntitle: a\nBody", "a.md")


def test_without_front_matter_nothing_is_said() -> None:
    said = read(split("Body", "a.md"), "a.md", ZONE)
    assert said == FrontMatter()
    assert facts_of(said) == EditorFacts()


def test_every_key() -> None:
    said = front(
        """
title: "Sao Mai:  bắt tay"
date: 2024-05-31
slug: sao-mai
source: {name: Báo Kho, url: https://kho.vn/a?b=1}
partners: [sao-mai, Biển Xanh]
deals:
- {parties: [a, b], kinds: [contract], stage: signed, signed_on: 2024-05, value: 20 tỷ đồng, place: Long An}
signed_on: 31/05/2024
kinds: [mou]
value: {amount: 2000000000000, currency: vnd}
place: Long An
topics: [energy]
people: [Lê Hà, {name: Bảo, role: CEO, org: Sao Mai}]
summary: |
  Hai
  dòng.
draft: true
aliases: [/old/path/, cu.html]
lang: en"""
    )
    assert (said.title, said.date, said.slug, said.draft, said.lang) == (
        "Sao Mai: bắt tay",
        "2024-05-31",
        "sao-mai",
        True,
        "en",
    )
    assert source_of(said) == Source("Báo Kho", "https://kho.vn/a?b=1")
    assert said.aliases == ("old/path", "cu.html")
    value = Money(Decimal(20_000_000_000), "VND")
    deal = EditorDeal(("a", "b"), (DealKind.CONTRACT,), DealStage.SIGNED, PartialDate(2024, 5), value, "Long An")
    assert facts_of(said) == EditorFacts(
        partners=("sao-mai", "Biển Xanh"),
        deals=(deal,),
        signed_on=PartialDate(2024, 5, 31),
        kinds=(DealKind.MOU,),
        value=Money(Decimal(2_000_000_000_000), "VND"),
        place="Long An",
        topics=(Topic.ENERGY,),
        people=(("Lê Hà", None, None), ("Bảo", "CEO", "Sao Mai")),
        summary="Hai dòng.",
    )


def test_an_empty_list_says_that_there_is_none() -> None:
    assert facts_of(front("partners: []\ndeals: []")) == EditorFacts(partners=(), deals=())


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-05-31", "2024-05-31"),
        ("31/5/2024", "2024-05-31"),
        ("31-05-2024", "2024-05-31"),
        ("2024-05-31 08:00", "2024-05-31T08:00:00+07:00"),
        ("2024-05-31T08:00:30", "2024-05-31T08:00:30+07:00"),
        ("31/05/2024 8:05", "2024-05-31T08:05:00+07:00"),
        ("2024-05-31T08:00:00Z", "2024-05-31T08:00:00+00:00"),
        ("2024-05-31T08:00:00-0530", "2024-05-31T08:00:00-05:30"),
    ],
)
def test_dates(written: str, iso: str) -> None:
    assert front(f"date: {written}").date == iso


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("2.000 tỷ đồng", "2000000000000", "VND"),
        ("5 triệu USD", "5000000", "USD"),
        ("2,5 triệu euro", "2500000", "EUR"),
        ("2.5 triệu USD", "2500000", "USD"),
        ("2000000000000 VND", "2000000000000", "VND"),
        ("1.234.567,50 EUR", "1234567.5", "EUR"),
        ("1,234,567.50 EUR", "1234567.5", "EUR"),
        ("300 chf", "300", "CHF"),
        ("12 nghìn tỷ đồng", "12000000000000", "VND"),
    ],
)
def test_sums(written: str, amount: str, currency: str) -> None:
    assert facts_of(front(f"value: {written}")).value == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("partnres: [a]", "content/a.md:2: unknown key 'partnres'\n  hint: did you mean 'partners'?"),
        (
            "title: a\ndate: 31/02/2025",
            "content/a.md:3: 'date': '31/02/2025' is not a day of the calendar\n  hint: write 2024",
        ),
        ("date: tomorrow", "content/a.md:2: 'date': 'tomorrow' is not a date"),
        ("date: 2024-05-31 25:00", "has no such time of day"),
        ("date: 2024-05-31T08:00:00+99:00", "has no such time of day"),
        ("date: 0024-05-31", "the year 24 is not between 1900 and 2200"),
        ("signed_on: 2016-13", "'2016-13' is not a day of the calendar"),
        ("signed_on: 20161", "'20161' is not a date"),
        ("slug: ../../etc", "'slug': a slug has only a-z, 0-9 and '-' between words\n  hint: write 'etc'"),
        ("slug: Đại Học", "hint: write 'dai-hoc'"),
        ("slug: con", "'con' is a reserved name on Windows"),
        (f"slug: {'a' * 101}", "longer than 100 characters"),
        ("source: {name: a, url: 'javascript:alert(1)'}", "'url': 'javascript:alert(1)' is not a web address"),
        ("source: {url: https://a.vn}", "'source' lacks 'name'"),
        ("value: nhiều", "'value': 'nhiều' is not a sum of money\n  hint: write 2.000 tỷ đồng"),
        ("value: 1,500 USD", "'1,500' may be a decimal or thousands\n  hint: write 1500 or 1,5"),
        ("value: 5 ngàn hạt thóc", "is not a currency"),
        ("value: 9999999999 triệu tỷ đồng", "a sum of more than a billion billions"),
        ("value: {amount: -5, currency: VND}", "'-5' is not a number"),
        ("value: {amount: nan, currency: VND}", "'nan' is not a number"),
        ("kinds: [mous]", "did you mean 'mou'?"),
        ("topics: [enrgy]", "did you mean 'energy'?"),
        ("aliases: [../x]", "'../x' is not a path of this site"),
        ("aliases: ['https://a.vn/']", "is not a path of this site"),
        ("aliases: [a/nul.html]", "is no name on every system"),
        ("lang: fr", "'lang' must be 'vi' or 'en', not 'fr'"),
        ("deals: [{kinds: [mou]}]", "'deals' lacks 'parties'"),
        ("title: Bầu Đức: mời", "content/a.md:2: not valid YAML"),
        ("title: a\ntitle: b", "content/a.md:3: 'title' stands twice"),
        ("- a", "the document must be a mapping"),
        ("a: " + "x" * 70_000, "front matter of more than 64 kB"),
    ],
)
def test_refused(text: str, sentence: str) -> None:
    if text == "- a":
        text = "# list\n- a"
    assert sentence in fault(text)


@given(st.text(max_size=60))
def test_single_values_are_read_or_refused_in_words(text: str) -> None:
    zoned = [lambda value: editorvalues.read_moment(value, ZONE)]
    readers = [editorvalues.read_slug, editorvalues.read_url, editorvalues.read_alias, editorvalues.read_currency]
    for reader in [*zoned, *readers, editorvalues.read_money, editorvalues.read_partial_date, editorvalues.read_amount]:
        words: tuple[object, ...] = ()
        try:
            reader(text)
        except ValueError as error:
            words = error.args
        assert len(words) in (0, 2)
        assert all(words)


def test_a_crowd_of_partners_is_refused() -> None:
    crowd = [f"A{number}" for number in range(MOST_PARTIES)]
    listed = f"deals: [{{parties: [{', '.join(crowd)}]}}]\npartners: [A1, A2"
    assert front(f"{listed}]").partners == ("A1", "A2")
    message = f"content/a.md:2: {MOST_PARTIES + 1} partners, and a clipping may have {MOST_PARTIES}"
    assert message in fault(f"{listed}, one more]")
