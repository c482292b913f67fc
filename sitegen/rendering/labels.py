"""The words for kinds, stages, topics: English here, every other language in its catalogue."""

from __future__ import annotations

from enum import Enum

from sitegen.core.model import DealKind, DealStage, Kind, Origin, PartnerKind, Topic


def mark(message: str) -> str:
    """Give the message back: says to the catalogue tool that it is to be translated."""
    return message


LABELS: dict[Enum, str] = {
    DealKind.MOU: mark("Memorandum of understanding"),
    DealKind.STRATEGIC_PARTNERSHIP: mark("Strategic partnership"),
    DealKind.COOPERATION_AGREEMENT: mark("Cooperation agreement"),
    DealKind.CONTRACT: mark("Contract"),
    DealKind.JOINT_VENTURE: mark("Joint venture"),
    DealKind.INVESTMENT_MA: mark("Investment and M&A"),
    DealKind.DISTRIBUTION: mark("Distribution"),
    DealKind.SPONSORSHIP: mark("Sponsorship"),
    DealKind.TRAINING_RESEARCH: mark("Training and research"),
    DealStage.TALKS: mark("in talks"),
    DealStage.SIGNED: mark("signed"),
    DealStage.LAUNCHED: mark("under way"),
    DealStage.ENDED: mark("ended"),
    PartnerKind.COMPANY: mark("company"),
    PartnerKind.GOVERNMENT: mark("public authority"),
    PartnerKind.UNIVERSITY: mark("university"),
    PartnerKind.BANK: mark("bank"),
    PartnerKind.HOSPITAL: mark("hospital"),
    PartnerKind.ASSOCIATION: mark("association"),
    PartnerKind.FUND: mark("fund"),
    PartnerKind.INTERNATIONAL_ORG: mark("international organisation"),
    PartnerKind.MEDIA: mark("media"),
    PartnerKind.OTHER: mark("organisation"),
    Topic.TELECOM: mark("Telecoms"),
    Topic.CLOUD_DATACENTER: mark("Cloud and data centres"),
    Topic.AI: mark("Artificial intelligence"),
    Topic.CYBERSECURITY: mark("Cybersecurity"),
    Topic.DIGITAL_GOVERNMENT: mark("Digital government"),
    Topic.SMART_CITY: mark("Smart cities"),
    Topic.FINTECH_PAYMENT: mark("Fintech and payments"),
    Topic.BANKING_FINANCE: mark("Banking and finance"),
    Topic.INSURANCE: mark("Insurance"),
    Topic.EDUCATION_TRAINING: mark("Education and training"),
    Topic.HEALTH: mark("Health"),
    Topic.ENERGY: mark("Energy"),
    Topic.TRANSPORT_LOGISTICS: mark("Transport and logistics"),
    Topic.AUTOMOTIVE: mark("Automotive"),
    Topic.REAL_ESTATE: mark("Real estate"),
    Topic.RETAIL_ECOMMERCE: mark("Retail and e-commerce"),
    Topic.AGRICULTURE_FOOD: mark("Agriculture and food"),
    Topic.TOURISM_AVIATION: mark("Tourism and aviation"),
    Topic.MANUFACTURING: mark("Manufacturing"),
    Topic.MEDIA_ENTERTAINMENT: mark("Media and entertainment"),
    Topic.SPORT: mark("Sport"),
    Topic.ENVIRONMENT: mark("Environment"),
    Topic.STARTUP_INNOVATION: mark("Start-ups and innovation"),
    Topic.OTHER: mark("Other fields"),
    Kind.ORG: mark("organisation"),
    Kind.PERSON: mark("person"),
    Kind.PLACE: mark("place"),
    Kind.ROLE: mark("role"),
    Kind.MONEY: mark("money"),
    Kind.DATE: mark("time"),
}

# By a table of its own: Origin is a number, and equal numbers would share a label.
ORIGINS: dict[Origin, str] = {
    Origin.EDITOR: mark("stated by the editor"),
    Origin.REGISTRY: mark("found in the register of organisations"),
    Origin.PATTERN: mark("read from the wording of a sentence"),
    Origin.MODEL: mark("recognised by the statistical tagger"),
}
