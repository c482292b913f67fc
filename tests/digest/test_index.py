"""Stories on their shelves."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rendering.samples import REGISTRY, config, dated, digest_of, party, sample, story

from sitegen.core.errors import ClashError
from sitegen.core.model import Deal, DealKind, DealStage, Leaf, Topic


def test_stories_are_sorted_newest_first_whatever_their_order() -> None:
    digest = digest_of(sample())
    assert [each.id for each in digest.stories] == [
        "viettel-kt-2",
        "chi-la-tin",
        "viettel-kt",
        "bach-khoa-an-binh",
        "viettel-post",
        "viettel-microsoft",
    ]
    assert digest_of(reversed(sample())) == digest


def test_a_story_without_a_date_counts_by_its_signing() -> None:
    digest = digest_of([story("a", published="2025-01-01"), story("b", party("kt"), signed="2025-03")])
    assert [each.id for each in digest.stories] == ["b", "a"]


def test_a_dossier_holds_what_its_partner_signed() -> None:
    dossiers = {each.partner.id: each for each in digest_of(sample()).dossiers}
    viettel = dossiers["viettel"]
    assert [record.id for record in viettel.deals] == ["viettel-kt-2", "viettel-kt", "viettel-microsoft"]
    assert viettel.works_with == (("kt", 2), ("microsoft", 1))
    assert viettel.members == ("viettel-post",)
    assert not dossiers["cong-ty-an-binh"].partner.registered


def test_dossiers_stand_in_vietnamese_order() -> None:
    names = [each.partner.name for each in digest_of(sample()).dossiers]
    assert names == ["Công ty An Bình", "Đại học Bách khoa Hà Nội", "KT", "Microsoft", "Viettel", "Viettel Post"]


def test_years_go_by_signing_then_by_publication() -> None:
    digest = digest_of(sample())
    shelves = {shelf.year: [record.id for record in shelf.deals] for shelf in digest.years}
    assert [shelf.year for shelf in digest.years] == [2025, 2024, None]
    assert shelves == {
        2025: ["viettel-kt-2", "viettel-kt"],
        2024: ["viettel-post", "bach-khoa-an-binh"],
        None: ["viettel-microsoft"],
    }
    assert "chi-la-tin" in {each.id for each in digest.years[0].stories}
    late = digest_of([story("a", party("kt"), published="2024-12-31T20:00:00+00:00")])
    assert [shelf.year for shelf in late.years] == [2025]


def test_deals_of_one_story_stand_on_the_shelves_of_their_years() -> None:
    def deal(date: str) -> Deal:
        return Deal(("viettel", "kt"), (DealKind.MOU,), DealStage.SIGNED, None, signed_on=dated(date))

    told = story("a", party("viettel"), party("kt"), deals=(deal("2016-12-25"), deal("2017-01-20")))
    digest = digest_of([told])
    assert {shelf.year: [record.id for record in shelf.deals] for shelf in digest.years} == {2017: ["a-2"], 2016: ["a"]}


def test_topics_and_places_have_shelves() -> None:
    digest = digest_of(sample())
    assert {shelf.topic for shelf in digest.topics} == {Topic.AI, Topic.TELECOM, Topic.EDUCATION_TRAINING}
    assert [(shelf.name, shelf.slug) for shelf in digest.places] == [("Hà Nội", "ha-noi")]


def test_places_with_one_slug_are_kept_apart() -> None:
    digest = digest_of([story("a", party("kt"), place="Hà Nam"), story("b", party("kt"), place="Hạ Nam")])
    assert len({shelf.slug for shelf in digest.places}) == 2


def test_spellings_of_one_place_share_a_shelf() -> None:
    told = [
        story(name, party("kt"), place=place)
        for name, place in zip("abc", ("Hoà Lạc", "HÒA LẠC", "Hoà Lạc"), strict=True)
    ]
    (shelf,) = digest_of(told).places
    assert (shelf.name, shelf.slug, len(shelf.stories)) == ("Hoà Lạc", "hoa-lac", 3)


def test_found_partners_with_one_slug_and_two_names_are_kept_apart() -> None:
    told = [
        story("a", party("dai-viet", "Đại Việt", registered=False), party("kt"), published="2024-01-01"),
        story("b", party("dai-viet", "Đài Việt", registered=False), party("kt"), published="2025-01-01"),
        story("c", party("dai-viet", "ĐẠI VIỆT", registered=False), party("kt"), published="2025-02-01"),
    ]
    digest = digest_of(told)
    found = {each.partner.name: each for each in digest.dossiers if not each.partner.registered}
    assert {name: len(each.stories) for name, each in found.items()} == {"Đại Việt": 2, "Đài Việt": 1}
    assert found["Đại Việt"].slug == "dai-viet"
    assert found["Đài Việt"].slug.startswith("dai-viet-")
    assert digest_of(reversed(told)) == digest
    other = found["Đài Việt"]
    assert other.deals[0].deal.parties == (other.partner.id, "kt")
    evidence = other.deals[0].deal.evidence
    assert evidence is not None
    assert evidence.marks[0].ref == other.partner.id


def test_a_found_partner_never_takes_the_page_of_a_registered_one() -> None:
    digest = digest_of([story("a", party("kt", "Kỹ Thuật KT", registered=False), party("viettel"))])
    slugs = {each.partner.name: each.slug for each in digest.dossiers}
    assert slugs["Kỹ Thuật KT"].startswith("kt-")
    assert "KT" not in slugs


def test_slugs_are_ascii_and_never_empty() -> None:
    digest = digest_of(
        [story("a", party("Đường Đại Ái", "Đường Đại Ái", registered=False), party("!!!", "!!!", registered=False))]
    )
    slugs = {each.partner.name: each.slug for each in digest.dossiers}
    assert slugs["Đường Đại Ái"] == "duong-dai-ai"
    assert slugs["!!!"].isascii()
    assert slugs["!!!"].strip("-")


def test_one_url_claimed_twice_names_both_sources() -> None:
    with pytest.raises(ClashError) as caught:
        digest_of([story("a", slug="tin"), story("b", slug="tin")])
    assert "content/clippings/a.md" in str(caught.value)
    assert "content/clippings/b.md" in str(caught.value)
    with pytest.raises(ClashError, match=r"/tin/X/"):
        digest_of([story("a", slug="x"), story("b", slug="X")])


def test_all_clashes_are_reported_together() -> None:
    with pytest.raises(ClashError) as caught:
        digest_of([story("a", aliases=("/tin/b/",)), story("b"), story("c", aliases=("../../etc/passwd",))])
    assert [str(problem.where) for problem in caught.value.problems] == [
        "content/clippings/a.md",
        "content/clippings/c.md",
    ]


@pytest.mark.parametrize(
    "alias",
    [
        "/",
        "",
        "/doi-tac/",
        "/feed.xml",
        "/404.html",
        "/nam/2025/",
        "/assets/x/",
        "/a.html/b/",
        "/feeds.opml",
        "/a/../b",
        "/a//b",
        "/x\x00y",
        "\\x",
    ],
)
def test_an_old_url_cannot_be_a_page_of_the_site_or_outside_it(alias: str) -> None:
    with pytest.raises(ClashError, match=r"content/clippings/a\.md"):
        digest_of([story("a", aliases=(alias,))])


def test_an_old_url_may_repeat_that_of_its_own_page() -> None:
    assert digest_of([story("a", aliases=("/tin/a/", "https://old.example/2019/a/", "/2019/a/"))]).stories


def test_a_page_of_the_editor_cannot_take_a_folder_of_the_site() -> None:
    with pytest.raises(ClashError, match=r"content/pages/tin\.md"):
        digest_of([], leaves=[Leaf("tin", "Tin", "", "content/pages/tin.md")])


def test_related_stories_share_partners_first() -> None:
    digest = digest_of(sample())
    assert digest.related["viettel-kt"][0] == "viettel-kt-2"
    assert "bach-khoa-an-binh" not in digest.related["viettel-kt"]
    assert all(ident not in near for ident, near in digest.related.items())


def test_the_index_of_many_stories_is_bounded_for_each() -> None:
    told = [story(f"s{number}", party("viettel"), party("kt"), signed="2024") for number in range(300)]
    assert max(len(near) for near in digest_of(told).related.values()) <= 5


def test_an_unknown_party_still_gets_a_name() -> None:
    told = story("a", party("kt"))
    deal = replace(told.facts.deals[0], parties=("kt", "ai-do"))
    told = replace(told, facts=replace(told.facts, deals=(deal,)))
    digest = digest_of([told], config())
    assert digest.partners["ai-do"].name == "ai-do"
    assert set(REGISTRY) & set(digest.partners) == {"kt"}
