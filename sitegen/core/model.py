"""Every value that flows through the pipeline, in order of appearance: the glossary.

All values are frozen; offsets are characters into `Article.text` unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Annotated

from msgspec import Meta, Struct, field


class Span(Struct, frozen=True, order=True):
    """A half-open stretch of characters: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Kind(StrEnum):
    """What a marked stretch of text names."""

    ORG = "org"
    PERSON = "person"
    PLACE = "place"
    ROLE = "role"
    MONEY = "money"
    DATE = "date"


class Origin(IntEnum):
    """Who says so, strongest first."""

    EDITOR = 0
    REGISTRY = 1
    PATTERN = 2
    MODEL = 3


class PartnerKind(StrEnum):
    COMPANY = "company"
    GOVERNMENT = "government"
    UNIVERSITY = "university"
    BANK = "bank"
    HOSPITAL = "hospital"
    ASSOCIATION = "association"
    FUND = "fund"
    INTERNATIONAL_ORG = "international_org"
    MEDIA = "media"
    OTHER = "other"


class DealKind(StrEnum):
    MOU = "mou"
    STRATEGIC_PARTNERSHIP = "strategic_partnership"
    COOPERATION_AGREEMENT = "cooperation_agreement"
    CONTRACT = "contract"
    JOINT_VENTURE = "joint_venture"
    INVESTMENT_MA = "investment_ma"
    DISTRIBUTION = "distribution"
    SPONSORSHIP = "sponsorship"
    TRAINING_RESEARCH = "training_research"


class DealStage(StrEnum):
    TALKS = "talks"
    SIGNED = "signed"
    LAUNCHED = "launched"
    ENDED = "ended"


class Topic(StrEnum):
    TELECOM = "telecom"
    CLOUD_DATACENTER = "cloud_datacenter"
    AI = "ai"
    CYBERSECURITY = "cybersecurity"
    DIGITAL_GOVERNMENT = "digital_government"
    SMART_CITY = "smart_city"
    FINTECH_PAYMENT = "fintech_payment"
    BANKING_FINANCE = "banking_finance"
    INSURANCE = "insurance"
    EDUCATION_TRAINING = "education_training"
    HEALTH = "health"
    ENERGY = "energy"
    TRANSPORT_LOGISTICS = "transport_logistics"
    AUTOMOTIVE = "automotive"
    REAL_ESTATE = "real_estate"
    RETAIL_ECOMMERCE = "retail_ecommerce"
    AGRICULTURE_FOOD = "agriculture_food"
    TOURISM_AVIATION = "tourism_aviation"
    MANUFACTURING = "manufacturing"
    MEDIA_ENTERTAINMENT = "media_entertainment"
    SPORT = "sport"
    ENVIRONMENT = "environment"
    STARTUP_INNOVATION = "startup_innovation"
    OTHER = "other"


class PartialDate(Struct, frozen=True, order=True):
    """A date known to the day, the month or the year; `year` None for "--05-26"."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """ISO 8601, shortened to what is known: `2025-10-27`, `2016-12`, `2016`, `--05-26`, `--05`."""
        parts = [f"{self.year:04d}" if self.year else "-"]
        if self.month:
            parts.append(f"{self.month:02d}")
            if self.day:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read what `str` writes. Raises ValueError for anything else, impossible days included."""
        import datetime

        if text.startswith("--"):
            numbers = [int(part) for part in text[2:].split("-")]
            if len(numbers) > 2:
                raise ValueError(f"not a date: {text!r}")
            datetime.date(2000, numbers[0], numbers[1] if len(numbers) == 2 else 1)
            return cls(None, *numbers)
        numbers = [int(part) for part in text.split("-")]
        if not 1 <= len(numbers) <= 3 or not 1900 <= numbers[0] <= 2200:
            raise ValueError(f"not a date: {text!r}")
        datetime.date(*[*numbers, 1, 1][:3])
        return cls(*numbers)


# ---------------------------------------------------------------------------------------------- 1 reading


class Clipping(Struct, frozen=True):
    """One file as it lies in the site: `path` relative to the site with `/`, bytes as read.

    No bytes where the file is known to lie as it lay when it was read last; `digest` is theirs.
    """

    path: str
    raw: bytes
    digest: str


class PartRole(StrEnum):
    """The parts of a raw clipping."""

    TITLE = "title"
    CAPTION = "caption"
    LEAD = "lead"
    BODY = "body"
    BYLINE = "byline"
    SOURCE = "source"
    LEFTOVER = "leftover"


class Part(Struct, frozen=True):
    """One part of a clipping, and how sure we are of its role (0 to 1)."""

    role: PartRole
    span: Span
    sure: float = 1.0


class Source(Struct, frozen=True):
    """Where a clipping was published. `surface`, `span`: the line of the text that says so, where no editor does."""

    name: str
    url: str | None = None
    surface: str = ""
    span: Span | None = None
    sure: float = 1.0


class EditorDeal(Struct, frozen=True):
    """A deal as front matter gives it; None is "not said"."""

    parties: tuple[str, ...]
    kinds: tuple[DealKind, ...] | None = None
    stage: DealStage | None = None
    signed_on: PartialDate | None = None
    value: Money | None = None
    place: str | None = None


class EditorFacts(Struct, frozen=True):
    """What the editor wrote in front matter. None: nothing said, extraction decides. An empty tuple: there is none."""

    partners: tuple[str, ...] | None = None
    deals: tuple[EditorDeal, ...] | None = None
    signed_on: PartialDate | None = None
    kinds: tuple[DealKind, ...] | None = None
    value: Money | None = None
    place: str | None = None
    topics: tuple[Topic, ...] | None = None
    people: tuple[tuple[str, str | None, str | None], ...] | None = None  # name, role, organisation
    summary: str | None = None
    same_as: tuple[str, ...] = ()  # ids of clippings that tell the same deal
    not_same_as: tuple[str, ...] = ()  # ids of clippings that do not, though it may seem so


class Article(Struct, frozen=True):
    """A clipping, decoded. `text` is NFC and plain: everything that stood in the clip, title and byline too."""

    id: str  # from the file name; stable
    path: str
    slug: str
    text: str
    parts: tuple[Part, ...]  # in order, without overlap
    title: str | None  # the editor's, else as it stands in the text, else None
    title_span: Span | None = None
    published: str | None = None  # ISO 8601 date or date-time with offset; None: not known
    published_span: Span | None = None  # the line of the text that prints it; None where front matter says it
    source: Source | None = None
    lang: str = "vi"
    draft: bool = False
    aliases: tuple[str, ...] = ()  # old URLs that redirect here
    editor: EditorFacts = EditorFacts()
    html: str = ""  # the body as clean HTML, shown only where the site may republish it


# ------------------------------------------------------------------------------------------- 2 extraction


class Money(Struct, frozen=True):
    """An amount in whole units of an ISO 4217 currency."""

    amount: Decimal
    currency: str


class Mark(Struct, frozen=True):
    """A named stretch inside a `Quote`: offsets into `Quote.text`; `ref` is the partner id, person or place name."""

    span: Span
    kind: Kind
    ref: str = ""


class Quote(Struct, frozen=True):
    """Words of the clipping, with what they name. `span` says where they stand in `Article.text`."""

    span: Span
    text: str
    marks: tuple[Mark, ...] = ()


class Mention(Struct, frozen=True):
    """One stretch of text that names something, settled: mentions never overlap."""

    span: Span
    kind: Kind
    origin: Origin
    sure: float = 1.0
    partner: str | None = None  # registry id, where the name is in the registry
    rule: str = ""  # the registry entry, pattern or model that says so


class Entity(Struct, frozen=True):
    """Everything in one article that names the same thing."""

    name: str
    kind: Kind
    surfaces: tuple[str, ...]
    mentions: tuple[Span, ...]
    origin: Origin
    sure: float = 1.0
    partner: str | None = None


MOST_PARTIES = 200  # of one clipping, and deals: each has a page that names all the others


class Party(Struct, frozen=True):
    """An organisation that takes part in a deal of the article. `partner` is a registry id or a made slug."""

    partner: str
    name: str
    surfaces: tuple[str, ...]
    evidence: Quote | None
    origin: Origin
    sure: float = 1.0
    registered: bool = True


class Person(Struct, frozen=True):
    """Somebody named in the article, with role and organisation as the text gives them."""

    name: str
    role: str | None
    org: str | None
    span: Span | None
    origin: Origin
    sure: float = 1.0


class Place(Struct, frozen=True):
    """A place named in the article; `name` is the canonical form of `surface`."""

    surface: str
    name: str
    span: Span | None
    origin: Origin


class Value(Struct, frozen=True):
    """A sum of the deal itself, with the words that state it."""

    money: Money
    surface: str
    span: Span | None
    origin: Origin
    sure: float = 1.0


class Dated(Struct, frozen=True):
    """A date with the words that state it."""

    date: PartialDate
    surface: str
    span: Span | None
    origin: Origin
    sure: float = 1.0


class Deal(Struct, frozen=True):
    """One deal that an article reports. `parties` are partner ids."""

    parties: tuple[str, ...]
    kinds: tuple[DealKind, ...]
    stage: DealStage
    evidence: Quote | None
    value: Value | None = None
    signed_on: Dated | None = None
    place: str | None = None
    origin: Origin = Origin.PATTERN
    sure: float = 1.0


class Summary(Struct, frozen=True):
    """Two or three sentences of the clipping (or the editor's own words, then without spans)."""

    text: str
    quotes: tuple[Quote, ...]
    origin: Origin


class TopicFact(Struct, frozen=True):
    topic: Topic
    sure: float
    origin: Origin


class KindFact(Struct, frozen=True):
    kind: DealKind
    evidence: Span | None
    origin: Origin
    sure: float = 1.0


class Facts(Struct, frozen=True):
    """All that extraction says about one article."""

    is_partnership: bool
    sure: float
    title_made: str | None  # made from the deal when the text has no title
    parties: tuple[Party, ...]
    deals: tuple[Deal, ...]
    signed_on: Dated | None
    year: int | None
    kinds: tuple[KindFact, ...]
    values: tuple[Value, ...]
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    topics: tuple[TopicFact, ...]
    entities: tuple[Entity, ...]
    summary: Summary


class Story(Struct, frozen=True):
    """An article with its facts, without its full text: what the digest and the pages are made from."""

    id: str
    path: str
    slug: str
    title: str
    title_made: bool
    published: str | None
    source: Source | None
    lang: str
    aliases: tuple[str, ...]
    facts: Facts
    html: str = ""
    sketch: bytes = b""  # MinHash of the text
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()


# ----------------------------------------------------------------------------------------------- 3 digest


class Partner(Struct, frozen=True):
    """An organisation of the registry, or one found in the texts (`registered` False)."""

    id: str
    name: str
    kind: PartnerKind = PartnerKind.OTHER
    country: str | None = None
    full_name: str | None = None
    full_name_en: str | None = None
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    parent: str | None = None
    homepage: str | None = None
    fields: tuple[Topic, ...] = ()
    registered: Annotated[bool, Meta(extra={"written": False})] = True  # follows from where it stands
    merged: tuple[str, ...] = ()  # ids of partners that turned out to be this one; their URLs lead here


class DealRecord(Struct, frozen=True):
    """A deal in the digest: stories that tell the same deal share one record, the others stand in `also`."""

    id: str  # stable: story id, or story id + "-2" for its second deal
    deal: Deal
    story: Story
    also: tuple[Story, ...] = ()
    reprints: tuple[tuple[str, str], ...] = ()  # ids: (a telling, the first one whose text it repeats)

    @property
    def on(self) -> PartialDate | None:
        return self.deal.signed_on.date if self.deal.signed_on else None


class Proposal(Struct, frozen=True, order=True):
    """Two stories, by id, that may tell one deal: the editor decides. `likeness` of their texts is 0 to 1."""

    one: str
    other: str
    likeness: float = 0.0


class Dossier(Struct, frozen=True):
    """All about one partner. `works_with`: (partner id, shared deals), most first."""

    partner: Partner
    slug: str
    stories: tuple[Story, ...]
    deals: tuple[DealRecord, ...]
    works_with: tuple[tuple[str, int], ...]
    members: tuple[str, ...] = ()


class YearShelf(Struct, frozen=True):
    """The deals and stories of one year; `year` None is the shelf of what is undated."""

    year: int | None
    stories: tuple[Story, ...]
    deals: tuple[DealRecord, ...]


class TopicShelf(Struct, frozen=True):
    topic: Topic
    stories: tuple[Story, ...]
    deals: tuple[DealRecord, ...]


class PlaceShelf(Struct, frozen=True):
    name: str
    slug: str
    stories: tuple[Story, ...]


class Leaf(Struct, frozen=True):
    """A page written by the editor (`content/pages/*.md`): about and the like."""

    slug: str
    title: str
    html: str
    path: str


class Digest(Struct, frozen=True):
    """The whole site as a value: everything sorted, every URL decided, newest first where dates lead."""

    stories: tuple[Story, ...]
    deals: tuple[DealRecord, ...]
    dossiers: tuple[Dossier, ...]  # Vietnamese alphabetical order of names
    years: tuple[YearShelf, ...]  # newest first, undated last
    topics: tuple[TopicShelf, ...]
    places: tuple[PlaceShelf, ...]
    pages: tuple[Leaf, ...]
    partners: dict[str, Partner] = field(default_factory=dict)  # every partner named by a story, by id
    partner_slugs: dict[str, str] = field(default_factory=dict)
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # story id -> ids of the stories nearest to it
    proposals: tuple[Proposal, ...] = ()
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)  # story id -> old id of a partner -> its id here


# -------------------------------------------------------------------------------------------- 4 rendering


class Planned(Struct, frozen=True):
    """A file of the site, not made yet: `path` relative to the output folder, with `/`.

    `key` names everything that the bytes depend on: equal keys, equal bytes. `make` renders; it may raise
    TemplateFailure.
    """

    path: str
    key: str
    make: Callable[[], bytes]
