"""The words for kinds, stages, topics: English here, every other language in its catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.core.model import DealKind, DealStage, Kind, Origin, PartnerKind, Topic

if TYPE_CHECKING:
    from enum import Enum


def mark(message: str) -> str:
    """Give the message back: says to the catalogue tool that it is to be translated."""
    return message


# By type too: members of different kinds may hold the same word, and then count as equal.
_LABELS: dict[tuple[type[Enum], Enum], str] = {
    (DealKind, DealKind.MOU): mark("Memorandum of understanding"),
    (DealKind, DealKind.STRATEGIC_PARTNERSHIP): mark("Strategic partnership"),
    (DealKind, DealKind.COOPERATION_AGREEMENT): mark("Cooperation agreement"),
    (DealKind, DealKind.CONTRACT): mark("Contract"),
    (DealKind, DealKind.JOINT_VENTURE): mark("Joint venture"),
    (DealKind, DealKind.INVESTMENT_MA): mark("Investment and M&A"),
    (DealKind, DealKind.DISTRIBUTION): mark("Distribution"),
    (DealKind, DealKind.SPONSORSHIP): mark("Sponsorship"),
    (DealKind, DealKind.TRAINING_RESEARCH): mark("Training and research"),
    (DealStage, DealStage.TALKS): mark("in talks"),
    (DealStage, DealStage.SIGNED): mark("signed"),
    (DealStage, DealStage.LAUNCHED): mark("under way"),
    (DealStage, DealStage.ENDED): mark("ended"),
    (PartnerKind, PartnerKind.COMPANY): mark("company"),
    (PartnerKind, PartnerKind.GOVERNMENT): mark("public authority"),
    (PartnerKind, PartnerKind.UNIVERSITY): mark("university"),
    (PartnerKind, PartnerKind.BANK): mark("bank"),
    (PartnerKind, PartnerKind.HOSPITAL): mark("hospital"),
    (PartnerKind, PartnerKind.ASSOCIATION): mark("association"),
    (PartnerKind, PartnerKind.FUND): mark("fund"),
    (PartnerKind, PartnerKind.INTERNATIONAL_ORG): mark("international organisation"),
    (PartnerKind, PartnerKind.MEDIA): mark("media"),
    (PartnerKind, PartnerKind.OTHER): mark("organisation"),
    (Topic, Topic.TELECOM): mark("Telecoms"),
    (Topic, Topic.CLOUD_DATACENTER): mark("Cloud and data centres"),
    (Topic, Topic.AI): mark("Artificial intelligence"),
    (Topic, Topic.CYBERSECURITY): mark("Cybersecurity"),
    (Topic, Topic.DIGITAL_GOVERNMENT): mark("Digital government"),
    (Topic, Topic.SMART_CITY): mark("Smart cities"),
    (Topic, Topic.FINTECH_PAYMENT): mark("Fintech and payments"),
    (Topic, Topic.BANKING_FINANCE): mark("Banking and finance"),
    (Topic, Topic.INSURANCE): mark("Insurance"),
    (Topic, Topic.EDUCATION_TRAINING): mark("Education and training"),
    (Topic, Topic.HEALTH): mark("Health"),
    (Topic, Topic.ENERGY): mark("Energy"),
    (Topic, Topic.TRANSPORT_LOGISTICS): mark("Transport and logistics"),
    (Topic, Topic.AUTOMOTIVE): mark("Automotive"),
    (Topic, Topic.REAL_ESTATE): mark("Real estate"),
    (Topic, Topic.RETAIL_ECOMMERCE): mark("Retail and e-commerce"),
    (Topic, Topic.AGRICULTURE_FOOD): mark("Agriculture and food"),
    (Topic, Topic.TOURISM_AVIATION): mark("Tourism and aviation"),
    (Topic, Topic.MANUFACTURING): mark("Manufacturing"),
    (Topic, Topic.MEDIA_ENTERTAINMENT): mark("Media and entertainment"),
    (Topic, Topic.SPORT): mark("Sport"),
    (Topic, Topic.ENVIRONMENT): mark("Environment"),
    (Topic, Topic.STARTUP_INNOVATION): mark("Start-ups and innovation"),
    (Topic, Topic.OTHER): mark("Other fields"),
    (Kind, Kind.ORG): mark("organisation"),
    (Kind, Kind.PERSON): mark("person"),
    (Kind, Kind.PLACE): mark("place"),
    (Kind, Kind.ROLE): mark("role"),
    (Kind, Kind.MONEY): mark("money"),
    (Kind, Kind.DATE): mark("time"),
    (Origin, Origin.EDITOR): mark("stated by the editor"),
    (Origin, Origin.REGISTRY): mark("found in the register of organisations"),
    (Origin, Origin.PATTERN): mark("read from the wording of a sentence"),
    (Origin, Origin.MODEL): mark("recognised by the statistical tagger"),
}

# What a made title says of the deal.
_HEADLINES: dict[DealKind, str] = {
    DealKind.MOU: mark("memorandum of understanding signed"),
    DealKind.STRATEGIC_PARTNERSHIP: mark("strategic partnership agreed"),
    DealKind.COOPERATION_AGREEMENT: mark("cooperation agreement signed"),
    DealKind.CONTRACT: mark("contract signed"),
    DealKind.JOINT_VENTURE: mark("joint venture set up"),
    DealKind.INVESTMENT_MA: mark("investment deal"),
    DealKind.DISTRIBUTION: mark("distribution partnership"),
    DealKind.SPONSORSHIP: mark("sponsorship deal"),
    DealKind.TRAINING_RESEARCH: mark("partnership in training and research"),
}


def headline_word(kind: DealKind) -> str:
    """The message with which a made title ends."""
    return _HEADLINES[kind]


def word_for(value: Enum) -> str:
    """The message that names a kind, a stage, a topic or an origin. KeyError for any other value."""
    return _LABELS[type(value), value]
