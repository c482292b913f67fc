"""Confidence against what is observed."""

from __future__ import annotations

from sitegen.core.registry import load_knowledge
from sitegen.learning.answers import Answer, Partner
from sitegen.learning.reliability import Bin, bins, claims, off
from sitegen.learning.samples import sample

TEXT = (
    "Viettel và FPT ký thỏa thuận hợp tác\n\nNgày 5/3/2021, tại Hà Nội, Tập đoàn Viettel và Tập đoàn FPT đã ký kết "
    "hợp đồng cung cấp dịch vụ trị giá 20 tỷ đồng.\n\nHợp đồng có thời hạn ba năm."
)


def test_claims_fall_into_tenths() -> None:
    found = bins([(0.125, True), (0.1875, False), (1.0, True)])
    assert found == (Bin(0.1, 2, 0.15625, 0.5), Bin(0.9, 1, 1.0, 1.0))


def test_off_is_zero_where_confidence_holds() -> None:
    assert off(bins([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])) == 0
    assert off(bins([(1.0, False), (0.0, False)])) == 0.5
    assert off(()) == 0


def test_a_claim_is_right_where_the_labels_say_so() -> None:
    nothing = frozenset[str]()
    partners = (Partner("Viettel", ("Tập đoàn Viettel",)), Partner("Không Ai"))
    truth = Answer(
        "a", None, True, partners, (None,), 2021, nothing, nothing, frozenset(((2e10, "VND"),)), nothing, frozenset()
    )
    one = sample(truth, TEXT, load_knowledge())
    found = {name: [right for _, right in rows] for name, rows in claims([one]).items()}
    assert sorted(party.name for party in one.facts.parties) == ["FPT", "Viettel"]
    assert sorted(found["parties"]) == [False, True]
    assert (found["deal"], found["values"], found["dates"]) == ([True], [True], [False])
    assert found["kinds"]
    assert not any(found["kinds"])
