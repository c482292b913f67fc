"""A site made of stories in brief is the site made of whole ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from rendering.samples import config, digest_of, files_of, party, sample, story, untitled
from sitegen.core.brief import Pool, Wholes, in_brief
from sitegen.core.model import DealKind, Source, Span
from sitegen.digest import with_ids
from sitegen.rendering import load_theme, prints, render

if TYPE_CHECKING:
    from sitegen.core.model import Story


def files_in_brief(stories: list[Story], **settings: object) -> dict[str, bytes]:
    whole = {story.id: story for story in stories}
    digest = digest_of([in_brief(story) for story in stories], config(**settings))

    def get(brief: Story) -> Story:
        return with_ids(whole[brief.id], digest.renamed.get(brief.id, {}))

    wholes = Wholes({ident: prints.of_value(story) for ident, story in whole.items()}, get)
    return {each.path: each.make() for each in render(digest, config(**settings), load_theme(), None, wholes)}


def stories() -> list[Story]:
    bare = untitled(story("khong-tieu-de", party("viettel"), party("kt")), DealKind.JOINT_VENTURE, "lập liên doanh")
    source = Source("Báo Kho Vận", None, "Theo Báo Kho Vận", Span(7, 23), 0.9)
    return [*sample(), bare, story("bao-tu-ke", party("kt"), party("microsoft"), source=source)]


@pytest.mark.parametrize("languages", [(), ("en",)])
def test_no_page_tells_whether_lists_know_stories_in_brief(languages: tuple[str, ...]) -> None:
    settings = {"republish": True, "languages": languages}
    expected = files_of(stories(), config(**settings))
    made = files_in_brief(stories(), **settings)
    assert made.keys() == expected.keys()
    assert [path for path in expected if made[path] != expected[path]] == []


def test_the_brief_of_a_brief_is_itself() -> None:
    briefs = [in_brief(story) for story in stories()]
    assert [in_brief(story) for story in briefs] == briefs
    assert briefs != stories()


def test_how_sure_a_text_is_of_partnership_stands_in_no_brief() -> None:
    """It changes with any word of the text: a brief that told it would have all lists planned anew by every edit."""
    one = sample()[0]
    other = replace(one, facts=replace(one.facts, sure=one.facts.sure / 2))
    assert other != one
    assert in_brief(other) == in_brief(one)


def test_parts_that_stories_share_are_one_and_the_stories_what_they_were() -> None:
    briefs, alone, pool = [in_brief(story) for story in stories()], [in_brief(story) for story in stories()], Pool()
    for brief in briefs:
        pool.share(brief)
    assert briefs == alone
    parties = [party for brief in briefs for party in brief.facts.parties]
    assert len({id(party.name) for party in parties}) == len({party.name for party in parties})


def test_a_partner_that_is_called_like_a_kind_of_deal_stays_one() -> None:
    kind = DealKind.CONTRACT
    one = in_brief(story("mot", party(kind.value), party("kt")))
    facts = replace(one.facts, deals=(replace(one.facts.deals[0], parties=(kind.value,), kinds=(kind,)),))
    Pool().share(replace(one, facts=facts))
    assert [type(each) for each in (*facts.deals[0].parties, *facts.deals[0].kinds)] == [str, DealKind]
