"""What the editor is asked to look at."""

from __future__ import annotations

from clips import facts
from msgspec.structs import replace

from sitegen.core.model import Facts, Origin
from sitegen.editing.waiting import doubts_of

TEXT = "Ngày 12/3/2025, tại Hà Nội, Tập đoàn FPT và Viettel ký thỏa thuận hợp tác chiến lược về điện toán đám mây."


def with_deal(found: Facts, sure: float, origin: Origin = Origin.PATTERN) -> list[tuple[str, str, float]]:
    """The doubts about partners, where these are certain and their deal is so sure."""
    parties = tuple(replace(party, sure=0.9) for party in found.parties)
    deals = tuple(replace(deal, sure=sure, origin=origin) for deal in found.deals)
    doubts = doubts_of(replace(found, parties=parties, deals=deals))
    return [(one.key, one.words, one.sure) for one in doubts if one.key == "partners"]


def test_a_deal_that_is_perhaps_none_is_asked_about_by_its_parties() -> None:
    found = facts(TEXT)
    assert len(found.deals) == 1
    names = ", ".join(party.name for party in found.parties)
    assert with_deal(found, 0.35) == [("partners", names, 0.35)]
    assert with_deal(found, 0.9) == []
    assert with_deal(found, 0.35, Origin.EDITOR) == []


def test_parties_that_are_unsure_are_asked_about_one_by_one() -> None:
    found = facts(TEXT)
    unsure = replace(found.parties[0], sure=0.4)
    deals = tuple(replace(deal, sure=0.4) for deal in found.deals)
    doubts = list(doubts_of(replace(found, parties=(unsure, *found.parties[1:]), deals=deals)))
    assert [(one.key, one.words) for one in doubts if one.key == "partners"] == [("partners", unsure.name)]
