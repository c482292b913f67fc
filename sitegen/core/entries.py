"""What an entry of the registry may not say: faults of one partner, as sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.core.config import is_web_address
from sitegen.core.errors import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.core.model import Partner

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_LONGEST_ID = 100
_LONGEST_NAME = 300
_COUNTRY = re.compile(r"[A-Z]{2}")
_ENTRY = re.compile(r"""\bid["']?:[ ]*["']?([^\s"',}]+)""")


def faults(partner: Partner, where: Where) -> Iterator[Problem]:
    """All that is wrong with a partner by itself."""
    if not _ID.fullmatch(partner.id) or len(partner.id) > _LONGEST_ID or _RESERVED.fullmatch(partner.id):
        message = f"the id {partner.id[:60]!r} cannot be the name of a page on every system"
        yield Problem(where, message, "write words of a-z and 0-9 joined by '-'")
    for name in (partner.name, *partner.aliases, *partner.short, *partner.former):
        if not any(char.isalnum() for char in name) or len(name) > _LONGEST_NAME:
            yield Problem(where, f"{name[:60]!r} is no name of '{partner.id[:60]}'", "write its name, or remove it")
    if partner.homepage and not is_web_address(partner.homepage):
        message = f"the homepage {partner.homepage[:60]!r} of '{partner.id[:60]}' is not a web address"
        yield Problem(where, message, "write the whole address, from https:// on")
    if partner.country and not _COUNTRY.fullmatch(partner.country):
        message = f"{partner.country[:20]!r} is not the country of '{partner.id[:60]}'"
        yield Problem(where, message, "write a code of two capitals, such as VN")


def places(text: str, where: Where) -> dict[str, Where]:
    """Where the file `text` begins to tell of each id."""
    found: dict[str, Where] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        for match in _ENTRY.finditer(line):
            found.setdefault(match[1], Where(where.path, number))
    return found
