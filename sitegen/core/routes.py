"""Where every page lives: paths relative to the root of the site, folders with a `/` at the end."""

from __future__ import annotations

import re

HOME = ""
STORIES = "tin/"
PARTNERS = "doi-tac/"
YEARS = "nam/"
WEEKS = "tuan/"
NETWORK = "mang-luoi/"
TOPICS = "linh-vuc/"
PLACES = "noi-chon/"
DEALS = "thuong-vu/"
SEARCH = "tim/"
FEEDS = "nguon-tin/"
ABOUT = "gioi-thieu/"
DATA = "du-lieu/"
ASSETS = "assets/"
PICTURE = "og.png"  # the share card of a page, in its folder
MAIL = "thu.html"  # the e-mail version of a page, in its folder
LANGUAGES = ("vi/", "en/")  # where the pages in a further language live

# First folders that no page of the editor and no old URL may claim.
RESERVED = frozenset(
    route.rstrip("/")
    for route in (
        STORIES,
        PARTNERS,
        YEARS,
        WEEKS,
        NETWORK,
        TOPICS,
        PLACES,
        DEALS,
        SEARCH,
        FEEDS,
        DATA,
        ASSETS,
        *LANGUAGES,
    )
)


_FILES = (".html", ".htm")
_SAFE = re.compile(r"[\w.~-]+(?:/[\w.~-]+)*")


def story(slug: str) -> str:
    """The page of a clipping."""
    return f"{STORIES}{slug}/"


def partner(slug: str) -> str:
    """The dossier of a partner."""
    return f"{PARTNERS}{slug}/"


def year(number: int | None) -> str:
    """The shelf of a year; None is the shelf of what is undated."""
    return f"{YEARS}{number}/" if number else f"{YEARS}khong-ro/"


def month(number: int, of_year: int) -> str:
    """All of one month; `number` is 1 to 12."""
    return f"{YEARS}{of_year}/{number:02d}/"


def week(year: int, number: int) -> str:
    """All of one week, by its ISO year and number."""
    return f"{WEEKS}{year}-{number:02d}/"


def topic(slug: str) -> str:
    """`slug` is the topic's id with dashes: `cloud-datacenter`."""
    return f"{TOPICS}{slug.replace('_', '-')}/"


def place(slug: str) -> str:
    """What a place is named in."""
    return f"{PLACES}{slug}/"


def leaf(slug: str) -> str:
    """A page that the editor wrote."""
    return f"{slug}/"


def numbered(route: str, page: int) -> str:
    """The n-th part of a long list; the first is the list itself."""
    return route if page == 1 else f"{route}trang-{page}/"


def file_of(route: str) -> str:
    """The file that a server sends for a route: `tin/x/` is `tin/x/index.html`."""
    return f"{route}index.html" if not route or route.endswith("/") else route


def old(alias: str) -> str | None:
    """The route that an old URL asks for, such as `2019/tin-cu/`; None if it cannot be a path of the site."""
    path = re.sub(r"^https?://[^/]*", "", alias.strip()).strip("/")
    if not _SAFE.fullmatch(path) or any(not part.strip(".") for part in path.split("/")):
        return None
    if any(part.endswith(_FILES) for part in path.split("/")[:-1]):
        return None
    return path if path.endswith(_FILES) else f"{path}/"
