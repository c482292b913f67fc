"""What a sentence of a clipping shows as named, and which sentence tells a deal in a list."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from rendering.markup import html
from rendering.samples import files_of, party, quote, story
from sitegen.core.model import Dated, Deal, Facts, Kind, Money, Origin, PartialDate, Span, Story, Summary, Value

TEXT = "Viettel và KT ký hợp đồng 20 tỷ đồng ngày 26/5/2025 <b>tại Hà Nội</b>."


def _told(text: str, sum_at: Span, day_at: Span) -> Story:
    """A clipping of one sentence; its sum and its day stand at the spans."""
    made = story("a", party("viettel"), party("kt"), summary=text)
    proof = quote(text, ("Viettel", Kind.ORG, "viettel"), ("KT", Kind.ORG, "kt"))
    value = Value(Money(Decimal("2e10"), "VND"), "20 tỷ đồng", sum_at, Origin.PATTERN)
    signed = Dated(PartialDate(2025, 5, 26), "26/5/2025", day_at, Origin.PATTERN)
    deals = tuple(replace(deal, evidence=proof, value=value, signed_on=signed) for deal in made.facts.deals)
    summary = Summary(text, (proof,), Origin.PATTERN)
    return replace(made, facts=replace(made.facts, deals=deals, values=(value,), signed_on=signed, summary=summary))


def _at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def _marked(told: Story, kind: str, where: str) -> list[str]:
    tree = html.document_fromstring(files_of([told])["tin/a/index.html"])
    return [node.text_content() for node in tree.xpath(f"//{where}//*[@class='e e-{kind}']")]


def test_the_sum_and_the_day_of_a_deal_are_marked_in_summary_and_proof() -> None:
    told = _told(TEXT, _at("20 tỷ đồng"), _at("26/5/2025"))
    for where in ("p[@class='lede']", "blockquote"):
        assert _marked(told, "money", where) == ["20 tỷ đồng"]
        assert _marked(told, "date", where) == ["26/5/2025"]
    assert _marked(told, "date", "p[@class='legend']") == ["thời gian"]


def test_a_span_that_says_something_else_here_is_not_marked() -> None:
    told = _told(TEXT, Span(3, 13), _at("26/5/2025"))
    assert _marked(told, "money", "p[@class='lede']") == []
    assert _marked(told, "org", "p[@class='lede']") == ["Viettel", "KT"]


def test_a_clipping_without_a_deal_has_no_day_of_signing() -> None:
    told = _told(TEXT, _at("20 tỷ đồng"), _at("26/5/2025"))
    page = files_of([replace(told, facts=replace(told.facts, deals=()))])["tin/a/index.html"].decode()
    assert "Ký:" not in page
    assert "Ký:" in files_of([told])["tin/a/index.html"].decode()


def test_of_several_deals_each_is_told_by_the_sentence_that_names_its_parties() -> None:
    lead = quote("Hai hợp đồng được ký sáng nay.")
    first = quote("Viettel mua của KT.", ("Viettel", Kind.ORG, "viettel"), ("KT", Kind.ORG, "kt"))
    second = quote("Viettel bán cho Microsoft.", ("Viettel", Kind.ORG, "viettel"), ("Microsoft", Kind.ORG, "microsoft"))
    made = story("a", party("viettel"), party("kt"), party("microsoft"))
    deal = replace(made.facts.deals[0], evidence=lead)
    deals: tuple[Deal, ...] = tuple(replace(deal, parties=("viettel", other)) for other in ("kt", "microsoft"))
    facts: Facts = replace(made.facts, deals=deals, summary=Summary(lead.text, (lead, first, second), Origin.PATTERN))
    tree = html.document_fromstring(files_of([replace(made, facts=facts)])["index.html"])
    assert [node.text_content() for node in tree.xpath("//p[@class='say']")] == [first.text, second.text]
