"""Structured data for search engines: schema.org values as JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup

from sitegen.core import routes
from sitegen.rendering.urls import Urls, web

if TYPE_CHECKING:
    from sitegen.core.model import Dossier, Story
    from sitegen.rendering.names import Names

_JSON = msgspec.json.Encoder(order="sorted")
_ESCAPES = [(char.encode(), f"\\u{ord(char):04x}".encode()) for char in "<>&\u2028\u2029"]


def as_script(value: dict[str, Any]) -> Markup:
    """JSON that may stand inside a `<script>`: no `<`, `>` or `&` of the value can end or open a tag."""
    value = {"@context": "https://schema.org", **value}
    try:
        text = _JSON.encode(value)
    except UnicodeEncodeError:  # half of a surrogate pair
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")
    for char, escaped in _ESCAPES:
        if char in text:
            text = text.replace(char, escaped)
    return Markup(text.decode())  # noqa: S704 - escaped for where it stands


def article(story: Story, title: str, names: Names, urls: Urls, picture: str = "") -> dict[str, Any]:
    """A clipping: its title on this page, date, publisher, the organisations that it tells of, its share card."""
    value: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": title[:110],
        "inLanguage": story.lang,
        "mainEntityOfPage": urls.absolute(routes.story(story.slug)),
        "mentions": [_organisation_ref(party.partner, names, urls) for party in story.facts.parties],
    }
    if picture:
        value["image"] = picture
    if story.published:
        value["datePublished"] = story.published
    if story.source:
        value["publisher"] = {"@type": "Organization", "name": story.source.name}
        if web(story.source.url):
            value["isBasedOn"] = web(story.source.url)
    return value


def _organisation_ref(ident: str, names: Names, urls: Urls) -> dict[str, str]:
    value = {"@type": "Organization", "name": names.partner_name(ident)}
    route = names.partner_route(ident)
    if route:
        value["url"] = urls.absolute(route)
    return value


def organisation(dossier: Dossier, names: Names, urls: Urls) -> dict[str, Any]:
    """A partner: its names, website and parent."""
    partner = dossier.partner
    value: dict[str, Any] = {
        "@type": "Organization",
        "name": partner.name,
        "mainEntityOfPage": urls.absolute(routes.partner(dossier.slug)),
    }
    others = [name for name in (partner.full_name, partner.full_name_en, *partner.aliases) if name]
    if others:
        value["alternateName"] = others
    if web(partner.homepage):
        value["url"] = web(partner.homepage)
    if partner.parent:
        value["parentOrganization"] = _organisation_ref(partner.parent, names, urls)
    return value


def dataset(title: str, description: str, urls: Urls) -> dict[str, Any]:
    """All deals as a data set."""
    files = [("deals.csv", "text/csv"), ("deals.json", "application/json")]
    return {
        "@type": "Dataset",
        "name": title,
        "description": description or title,
        "url": urls.absolute(routes.DATA),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": urls.absolute(routes.DATA + name)}
            for name, kind in files
        ],
    }


def trail(steps: list[tuple[str, str]], urls: Urls) -> dict[str, Any]:
    """The way from the home page to a page: (name, route)."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": urls.absolute(route)}
            for number, (name, route) in enumerate(steps, start=1)
        ],
    }


def graph(*values: dict[str, Any]) -> Markup:
    """Several values in one script."""
    return as_script({"@graph": list(values)})
