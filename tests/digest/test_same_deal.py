"""One deal told by several clippings."""

from __future__ import annotations

import pytest
from rendering.samples import digest_of, files_of, party, story

from sitegen.core.model import Deal, DealKind, DealStage, Source, Story


def test_two_clippings_of_one_day_and_the_same_parties_tell_one_deal() -> None:
    told = [
        story("a", party("viettel"), party("kt"), signed="2025-05-26", sure=0.8),
        story("b", party("kt"), party("viettel"), signed="2025-05-26", sure=0.9),
    ]
    (record,) = digest_of(told).deals
    assert record.id == "b"
    assert [each.id for each in record.also] == ["a"]
    viettel = next(each for each in digest_of(told).dossiers if each.partner.id == "viettel")
    assert viettel.works_with == (("kt", 1),)
    assert {each.id for each in viettel.stories} == {"a", "b"}


def both(ident: str, signed: str | None) -> Story:
    return story(ident, party("viettel"), party("kt"), signed=signed)


def test_a_month_joins_the_only_day_in_it() -> None:
    told = [both("a", "2025-05-26"), both("b", "2025-05")]
    (record,) = digest_of(told).deals
    assert str(record.on) == "2025-05-26"
    assert len(digest_of([*told, both("c", "2025-05-02")]).deals) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-05-26", "2025-05-27"),
        ("2025-05", "2025-05"),
        ("2025", "2025"),
        ("2025-05-26", "2025"),
        ("2025-05-26", None),
        (None, None),
    ],
)
def test_without_the_same_day_two_deals_stay_two(one: str | None, other: str | None) -> None:
    assert len(digest_of([both("a", one), both("b", other)]).deals) == 2


def test_another_party_makes_another_deal() -> None:
    told = [
        story("a", party("viettel"), party("kt"), signed="2025-05-26"),
        story("b", party("viettel"), party("microsoft"), signed="2025-05-26"),
    ]
    assert len(digest_of(told).deals) == 2


def test_two_deals_of_one_clipping_are_never_one() -> None:
    first = story("a", party("viettel"), party("kt"), signed="2025-05-26").facts.deals[0]
    second = Deal(first.parties, (DealKind.CONTRACT,), DealStage.SIGNED, None, signed_on=first.signed_on)
    assert len(digest_of([story("a", party("viettel"), party("kt"), deals=(first, second))]).deals) == 2


def test_each_clipping_leads_to_the_others() -> None:
    told = [
        story("a", party("viettel"), party("kt"), signed="2025-05-26", source=Source("VIR")),
        story("b", party("viettel"), party("kt"), signed="2025-05-26", source=Source("SGGP")),
    ]
    site = files_of(told)
    for own, other in (("a", "b"), ("b", "a")):
        elsewhere = site[f"tin/{own}/index.html"].decode().partition('id="elsewhere"')[2].partition("</section>")[0]
        assert f"/tin/{other}/" in elsewhere
        assert f"/tin/{own}/" not in elsewhere
    assert site["linh-vuc/telecom/index.html"].count(b'<article class="deal">') == 1
