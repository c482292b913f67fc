"""Adds the reload script to a page while it is sent; files never hold it."""

from __future__ import annotations

import hashlib
import re

_STYLE_SHEET = re.compile(rb"<link\b[^>]*\brel=[\"']?stylesheet\b[^>]*>", re.IGNORECASE)


def with_reload(html: bytes, build: str) -> bytes:
    """`html` with the script before its last `</body>` (else at its end). `build` is the number of the build.

    The script learns a print of the page without its style sheets: where only these differ, it swaps them.
    """
    tag = f'<script src="/_sitegen/preview.js" data-page="{_print(html)}" data-build="{build}" defer></script>'
    at = html.lower().rfind(b"</body>")
    at = len(html) if at < 0 else at
    return html[:at] + tag.encode() + html[at:]


def _print(html: bytes) -> str:
    return hashlib.blake2b(_STYLE_SHEET.sub(b"", html), digest_size=8).hexdigest()
