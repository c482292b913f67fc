"""Links that leave the site, asked one by one over the network: only when somebody wants that."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from sitegen.publishing.checking.values import Finding, warning

if TYPE_CHECKING:
    from collections.abc import Iterable

_AGENT = "sitegen (link check)"
_NO_HEAD = {403, 405, 501}
_AT_ONCE = 8


def check_outside(links: Iterable[tuple[str, str]], seconds: float = 10.0) -> tuple[Finding, ...]:
    """Ask every (address, page) whether it is there; `seconds` is the patience for each."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = pool.map(lambda link: (link, _fault(link[0], seconds)), links)
        return tuple(
            warning("outside", page, 0, f"{address[:160]} {fault}", "look at the page yourself, then mend the link")
            for (address, page), fault in answers
            if fault
        )


def _fault(address: str, seconds: float) -> str:
    """Why an address does not answer; "" if it does."""
    fault = ""
    for method in ("HEAD", "GET"):
        try:
            with urlopen(Request(address, method=method, headers={"User-Agent": _AGENT}), timeout=seconds):  # noqa: S310 - http and https only
                return ""
        except HTTPError as error:
            error.close()
            fault = f"answers {error.code}"
            if error.code not in _NO_HEAD:
                return fault
        except (URLError, OSError, ValueError) as error:
            return f"does not answer: {getattr(error, 'reason', error)}"
    return fault
