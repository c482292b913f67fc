"""The e-mail version of a week or a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.core import routes
from sitegen.core.model import Planned
from sitegen.rendering import mails

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.core.model import DealRecord
    from sitegen.rendering.site import Site

_MOST = 40  # a letter is read in one go; the page has the rest


def planned(site: Site, base: str, key: str, title: Callable[[], str], records: Sequence[DealRecord]) -> Planned:
    """A letter beside the page at `base`: whole addresses, styles in the elements. `title` is asked when it is made."""

    def make() -> bytes:
        deals = site.nt("%(count)s deal", "%(count)s deals", len(records))
        partners = len({ident for record in records for ident in record.deal.parties})
        page = site.pages.render(
            "mail.html",
            base,
            title=title(),
            description="",
            records=records[:_MOST],
            more=max(0, len(records) - _MOST),
            facts=f"{deals} · {site.nt('%(count)s partner', '%(count)s partners', partners)}",
        )
        return mails.inlined(page)

    return Planned(f"{base}{routes.MAIL}", site.key(key, "mail"), make)
