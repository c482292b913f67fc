"""Clippings that agree on a deal, seem to, or do not: joined, proposed, left apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace
from rendering.samples import digest_of, party, story

from sitegen.core.model import Money, Story
from sitegen.digest.likeness import likeness
from sitegen.extraction.resemblance import sketch

SUM = Money(Decimal(370_000_000), "USD")
TEXT = (
    "Ngày 26/5/2025, tại Hà Nội, Tập đoàn Viettel và Tập đoàn KT ký kết thỏa thuận hợp tác chiến lược về trí tuệ nhân "
    "tạo, trung tâm dữ liệu và đào tạo kỹ sư trong ba năm tới. Hai bên sẽ lập một nhóm làm việc chung."
)


def told(ident: str, signed: str | None, value: Money | None = SUM, published: str | None = None) -> Story:
    return story(ident, party("viettel"), party("kt"), signed=signed, value=value, published=published)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2025-05-26", "2025-05-27"), ("2025-05", "2025-05"), ("2025-05-26", "2025"), ("2025-10-31", "2025-11-02")],
)
def test_outlets_that_give_the_same_sum_may_be_off_by_days(one: str, other: str) -> None:
    (record,) = digest_of([told("a", one), told("b", other)]).deals
    assert {record.story.id, *(each.id for each in record.also)} == {"a", "b"}


@pytest.mark.parametrize(("one", "other"), [("2025-05-26", "2025-05-27"), ("2025-05", "2025-05")])
def test_without_a_second_sign_they_are_proposed(one: str, other: str) -> None:
    digest = digest_of([told("a", one), told("b", other, value=None)])
    assert len(digest.deals) == 2
    assert [(each.one, each.other) for each in digest.proposals] == [("a", "b")]


def test_months_apart_are_two_deals_and_no_question() -> None:
    digest = digest_of([told("a", "2025-02-26"), told("b", "2025-08-12")])
    assert (len(digest.deals), digest.proposals) == (2, ())


def test_an_undated_telling_joins_what_was_told_near_it() -> None:
    near = [told("a", "2025-05-26"), told("b", None, published="2025-06-01")]
    assert len(digest_of(near).deals) == 1
    assert len(digest_of([near[0], told("b", None, published="2026-06-01")]).deals) == 2


def test_the_editor_decides() -> None:
    one, other = told("a", "2025-05-26"), told("b", "2025-05-26")
    assert len(digest_of([one, replace(other, not_same_as=("a",))]).deals) == 2
    far = told("c", "2025-09-01", value=None)
    assert len(digest_of([one, replace(far, same_as=("a",))]).deals) == 1
    both = replace(told("d", "2025"), same_as=("a", "c"))
    assert len(digest_of([one, far, both]).deals) == 1


def test_a_reprint_is_known_by_its_words() -> None:
    one = replace(told("a", "2025-05-26"), sketch=sketch(TEXT))
    other = replace(told("b", None, value=None), sketch=sketch(f"{TEXT} Theo VIR."))
    own = replace(told("c", "2025-05-26"), sketch=sketch("Viettel bắt tay KT: mở lớp đào tạo cho kỹ sư tại Hà Nội."))
    (record,) = digest_of([one, other, own]).deals
    assert record.reprints in ((("b", "a"),), (("a", "b"),))
    assert likeness(one, other) > 0.8 > 0.25 > likeness(one, own)


def test_the_sketch_of_a_text_does_not_mind_case_or_tone_placement() -> None:
    assert sketch("Thoả thuận hợp tác") == sketch("THỎA thuận, hợp tác") != sketch("Thỏa thuận mua bán")
    assert sketch("hai chữ") == b""
