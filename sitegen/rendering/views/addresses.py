"""Old addresses that still lead somewhere, and the name of the domain."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.core import routes
from sitegen.core.model import Planned
from sitegen.rendering.views import feed_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.core.model import Dossier
    from sitegen.rendering.site import Site

_DOMAIN = re.compile(r"(?!.*\.github\.io$)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*")


def plan(site: Site) -> Iterator[Planned]:
    """Redirects for partners that were merged into others; `CNAME` for a site that has a domain for itself."""
    if not site.main:
        return
    taken = {dossier.slug for dossier in site.digest.dossiers}
    for dossier in site.digest.dossiers:
        for ident in dossier.partner.merged:
            old = routes.old(routes.partner(ident))
            if ident not in taken and old is not None:
                taken.add(ident)
                yield from _redirect(site, dossier, old)
    domain = domain_of(site.config.base_url)
    if domain:
        yield Planned("CNAME", site.key("domain", domain), lambda: f"{domain}\n".encode())


def _redirect(site: Site, dossier: Dossier, old: str) -> Iterator[Planned]:
    """The page leads on; feeds cannot, so whoever subscribed to the old ones gets the same entries there."""
    target, title = routes.partner(dossier.slug), dossier.partner.name
    values = {"title": title, "target": target}
    yield site.page(old, "redirect.html", site.key("redirect", old, target, title), partial(dict, values))
    yield from feed_files.plan(site, old, f"{title} – {site.config.title}", dossier.stories)


def domain_of(base_url: str) -> str:
    """The domain of a site that lives at the root of one, as GitHub Pages wants it in `CNAME`; else ""."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    own = parts.path in ("", "/") and parts.port is None and _DOMAIN.fullmatch(host) and host != "localhost"
    return host if own else ""
