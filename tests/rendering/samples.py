"""Stories made by hand, the site that comes of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.core.config import Config
from sitegen.core.model import (
    Dated,
    Deal,
    DealKind,
    DealStage,
    Digest,
    Entity,
    Facts,
    Kind,
    KindFact,
    Leaf,
    Mark,
    Money,
    Origin,
    PartialDate,
    Partner,
    PartnerKind,
    Party,
    Person,
    Place,
    Quote,
    Source,
    Span,
    Story,
    Summary,
    Topic,
    TopicFact,
    Value,
)
from sitegen.digest import index
from sitegen.rendering import Theme, load_theme, render

if TYPE_CHECKING:
    from collections.abc import Iterable

REGISTRY = {
    "viettel": Partner(
        "viettel",
        "Viettel",
        PartnerKind.COMPANY,
        "VN",
        full_name="Tập đoàn Công nghiệp – Viễn thông Quân đội",
        full_name_en="Viettel Group",
        aliases=("Tập đoàn Viettel",),
        homepage="https://viettel.com.vn",
    ),
    "viettel-post": Partner("viettel-post", "Viettel Post", PartnerKind.COMPANY, "VN", parent="viettel"),
    "kt": Partner("kt", "KT", PartnerKind.COMPANY, "KR"),
    "microsoft": Partner("microsoft", "Microsoft", PartnerKind.COMPANY, "US"),
    "dai-hoc-bach-khoa-ha-noi": Partner(
        "dai-hoc-bach-khoa-ha-noi", "Đại học Bách khoa Hà Nội", PartnerKind.UNIVERSITY, "VN"
    ),
}


def quote(text: str, *marks: tuple[str, Kind, str]) -> Quote:
    """A sentence with its marks: (words, kind, ref)."""
    found = [(text.index(words), words, kind, ref) for words, kind, ref in marks]
    return Quote(
        Span(0, len(text)), text, tuple(Mark(Span(at, at + len(words)), kind, ref) for at, words, kind, ref in found)
    )


def dated(date: str, sure: float = 0.9) -> Dated:
    return Dated(PartialDate.parse(date), date, None, Origin.PATTERN, sure)


def party(ident: str, name: str | None = None, registered: bool = True) -> Party:
    known = REGISTRY.get(ident)
    return Party(
        ident, name or (known.name if known else ident), (), None, Origin.REGISTRY, 0.95, registered=registered
    )


def story(
    ident: str,
    *parties: Party,
    title: str = "",
    published: str | None = None,
    signed: str | None = None,
    value: Money | None = None,
    topics: tuple[Topic, ...] = (Topic.TELECOM,),
    place: str | None = None,
    deals: tuple[Deal, ...] | None = None,
    source: Source | None = None,
    summary: str = "",
    aliases: tuple[str, ...] = (),
    slug: str = "",
    html: str = "",
    sure: float = 0.9,
    stage: DealStage = DealStage.SIGNED,
) -> Story:
    """A story with one deal between its parties, unless `deals` says otherwise."""
    names = " và ".join(each.name for each in parties)
    proof = quote(
        summary or f"{names} ký thỏa thuận hợp tác tại Hà Nội.",
        *((each.name, Kind.ORG, each.partner) for each in parties if not summary),
    )
    date = dated(signed) if signed else None
    if deals is None:
        worth = Value(value, "hơn " + str(value.amount), None, Origin.PATTERN, 0.6) if value else None
        idents = tuple(each.partner for each in parties)
        deals = (Deal(idents, (DealKind.MOU,), stage, proof, worth, date, place, sure=sure),) if parties else ()
    facts = Facts(
        is_partnership=bool(deals),
        sure=sure,
        title_made=None,
        parties=parties,
        deals=deals,
        signed_on=date,
        year=date.date.year if date else None,
        kinds=(),
        values=(),
        people=(Person("Tào Đức Thắng", "Chủ tịch", "Viettel", None, Origin.PATTERN),),
        places=(Place(place, place, None, Origin.REGISTRY),) if place else (),
        topics=tuple(TopicFact(topic, 0.8, Origin.PATTERN) for topic in topics),
        entities=tuple(
            Entity(each.name, Kind.ORG, (each.name,), (Span(0, 1), Span(2, 3)), Origin.REGISTRY, partner=each.partner)
            for each in parties
        ),
        summary=Summary(proof.text, (proof,), Origin.PATTERN),
    )
    return Story(
        id=ident,
        path=f"content/clippings/{ident}.md",
        slug=slug or ident,
        title=title or f"{names} hợp tác",
        title_made=not title,
        published=published,
        source=source,
        lang="vi",
        aliases=aliases,
        facts=facts,
        html=html,
    )


def untitled(told: Story, kind: DealKind, words: str) -> Story:
    """The story as if its clipping had no title: one is made of its parties, `words` for the kind of deal."""
    made = f"{' – '.join(each.name for each in told.facts.parties)}: {words}"
    facts = replace(told.facts, title_made=made, kinds=(KindFact(kind, Span(0, 1), Origin.PATTERN),))
    return replace(told, title=made, title_made=True, facts=facts)


def sample() -> list[Story]:
    return [
        story(
            "viettel-kt",
            party("viettel"),
            party("kt"),
            title="Viettel và KT bắt tay chuyển đổi AI",
            published="2025-05-27T08:00:00+07:00",
            signed="2025-05-26",
            topics=(Topic.AI, Topic.TELECOM),
            place="Hà Nội",
            source=Source("VIR", "https://vir.com.vn/viettel-kt.html"),
            aliases=("/2025/viettel-kt.html",),
        ),
        story("viettel-kt-2", party("viettel"), party("kt"), published="2025-08-12", signed="2025-08"),
        story(
            "viettel-microsoft",
            party("viettel"),
            party("microsoft"),
            value=Money(Decimal("2e12"), "VND"),
            sure=0.6,
            stage=DealStage.TALKS,
        ),
        story(
            "bach-khoa-an-binh",
            party("dai-hoc-bach-khoa-ha-noi"),
            party("cong-ty-an-binh", "Công ty An Bình", registered=False),
            published="2024-03-02",
            signed="2024",
            topics=(Topic.EDUCATION_TRAINING,),
        ),
        story("viettel-post", party("viettel-post"), party("microsoft"), published="2024-01-15", signed="2024-01-10"),
        story("chi-la-tin", title="Một bài không có thỏa thuận", published="2025-06-01", topics=()),
    ]


def config(**changes: object) -> Config:
    settings: dict[str, object] = {
        "title": "Điểm tin thử",
        "tagline": "Ai hợp tác với ai",
        "description": "Trang thử.",
        "base_url": "https://example.org/digest/",
        "author": "Tòa soạn",
        "email": "toasoan@example.org",
        "feed_entries": 50,
    }
    return Config(**(settings | changes))  # type: ignore[arg-type]


LEAVES = (Leaf("lien-he", "Liên hệ", "<p>Viết cho chúng tôi.</p>", "content/pages/lien-he.md"),)


def digest_of(stories: Iterable[Story], settings: Config | None = None, leaves: Iterable[Leaf] = LEAVES) -> Digest:
    return index(stories, REGISTRY, settings or config(), leaves)


def files_of(stories: Iterable[Story], settings: Config | None = None, theme: Theme | None = None) -> dict[str, bytes]:
    """Every file of the site that the stories make, by path."""
    settings = settings or config()
    planned = list(render(digest_of(stories, settings), settings, theme or load_theme()))
    assert len({each.path for each in planned}) == len(planned)
    return {each.path: each.make() for each in planned}
