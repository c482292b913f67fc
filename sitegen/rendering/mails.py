"""E-mail versions of pages: the style sheet of the template becomes attributes, as mail programs need it."""

from __future__ import annotations


def inlined(page: bytes) -> bytes:
    """The page with the rules of its `<style>` in the elements; rules for dark screens stay in the head."""
    from css_inline import CSSInliner

    inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
    return inliner.inline(page.decode("utf-8")).encode("utf-8")
