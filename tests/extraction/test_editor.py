"""What the editor writes in front matter stands over whatever is extracted."""

from __future__ import annotations

import pytest
from clips import facts, parties

from sitegen.core.model import DealKind, Origin, Topic

TEXT = """Ngày 4/10/2023, tại Hà Nội, VNPT và Viettel đã ký kết hợp đồng cung cấp đường truyền trị giá 5 tỷ đồng.

Ông Nguyễn Văn Bình, Giám đốc VNPT, dự lễ ký."""


def test_partners() -> None:
    found = facts(TEXT, "partners: [Gốm Lam Kiều, viettel]")
    assert [(one.partner, one.name, one.registered) for one in found.parties] == [
        ("gom-lam-kieu", "Gốm Lam Kiều", False),
        ("viettel", "Viettel", True),
    ]
    assert {one.origin for one in found.parties} == {Origin.EDITOR}
    evidence = found.parties[1].evidence
    assert evidence is not None
    assert "Viettel" in evidence.text


def test_no_partners_is_no_deal() -> None:
    found = facts(TEXT, "partners: []")
    assert (found.is_partnership, found.parties, found.deals, found.year) == (False, (), (), None)


def test_partners_make_a_deal_of_any_text() -> None:
    found = facts("Hai bên gặp nhau ở Huế.", "partners: [VNPT, Viettel]")
    assert found.is_partnership
    assert parties(found) == {"VNPT", "Viettel"}


@pytest.mark.parametrize("front", ["kinds: [mou]", "signed_on: 2023-10", "value: 5 tỷ đồng"])
def test_a_word_of_a_deal_says_that_there_is_one(front: str) -> None:
    text = "VNPT và Viettel thăm nhau ở Huế.\n\nHai bên trao đổi về đường truyền."
    assert not facts(text).is_partnership
    found = facts(text, front)
    assert found.is_partnership
    assert found.sure == 1.0
    assert parties(found) == {"VNPT", "Viettel"}


def test_kinds() -> None:
    assert [fact.kind for fact in facts(TEXT, "kinds: [mou, sponsorship]").kinds] == [
        DealKind.MOU,
        DealKind.SPONSORSHIP,
    ]


def test_value() -> None:
    (value,) = facts(TEXT, "value: 3 tỷ đồng").values
    assert (int(value.money.amount), value.money.currency, value.origin) == (3 * 10**9, "VND", Origin.EDITOR)


def test_signing_date() -> None:
    found = facts(TEXT, "signed_on: 2020-01")
    assert found.signed_on is not None
    assert (str(found.signed_on.date), found.year) == ("2020-01", 2020)


def test_topics() -> None:
    assert [(fact.topic, fact.sure) for fact in facts(TEXT, "topics: [sport]").topics] == [(Topic.SPORT, 1.0)]


def test_people() -> None:
    front = "people: [{name: An, role: Kế toán, org: Lam Kiều}, Bình]"
    assert [(one.name, one.role, one.org) for one in facts(TEXT, front).people] == [
        ("An", "Kế toán", "Lam Kiều"),
        ("Bình", None, None),
    ]


def test_summary() -> None:
    found = facts(TEXT, "summary: Hai nhà mạng ký hợp đồng.").summary
    assert (found.text, found.quotes, found.origin) == ("Hai nhà mạng ký hợp đồng.", (), Origin.EDITOR)


def test_deals() -> None:
    front = """deals:
  - {parties: [VNPT, Lam Kiều], kinds: [mou], stage: talks, signed_on: 2021, value: 2 triệu USD, place: Vinh}
  - {parties: [VNPT, Viettel], stage: ended}"""
    first, second = facts(TEXT, front).deals
    assert (first.parties, first.kinds, first.stage, first.place) == (
        ("vnpt", "lam-kieu"),
        (DealKind.MOU,),
        "talks",
        "Vinh",
    )
    assert first.value is not None
    assert int(first.value.money.amount) == 2_000_000
    assert first.signed_on is not None
    assert str(first.signed_on.date) == "2021"
    assert (second.parties, second.stage, second.origin) == (("vnpt", "viettel"), "ended", Origin.EDITOR)


@pytest.mark.parametrize(
    ("named", "proof"),
    [
        ("[Viettel, VNPT]", "Ngày 4/10/2023"),
        ("[VNPT, Viettel, FPT]", "Ngày 4/10/2023"),
        ("[VNPT]", "Ngày 4/10/2023"),
        ("[FPT, VNPT, VNPT]", None),
        ("[FPT]", None),
        ("[Vietcombank, MobiFone]", "Cùng ngày"),
        ("[Vietcombank, VNPT]", None),
    ],
)
def test_the_proof_of_a_given_deal_is_a_sentence_that_names_its_parties(named: str, proof: str | None) -> None:
    text = f"VNPT và Viettel đều đông khách.\n\n{TEXT}\n\nCùng ngày, Vietcombank và MobiFone ký kết hợp tác."
    (deal,) = facts(text, f"deals:\n  - {{parties: {named}}}").deals
    assert deal.evidence is None if proof is None else deal.evidence and deal.evidence.text.startswith(proof)


def test_place() -> None:
    assert [deal.place for deal in facts(TEXT, "place: Vinh").deals] == ["Vinh"]


@pytest.mark.xfail(strict=True, reason="a name that is no registered surface is linked to an entry that shares a word")
def test_an_unknown_partner_keeps_its_name() -> None:
    assert [one.name for one in facts(TEXT, "partners: [Sao Mai, VNPT]").parties] == ["Sao Mai", "VNPT"]


def test_nothing_said_leaves_everything_to_the_text() -> None:
    bare, titled = facts(TEXT), facts(TEXT, "title: Hai nhà mạng")
    assert bare.parties == titled.parties
    assert (bare.title_made is None, titled.title_made) == (False, None)
