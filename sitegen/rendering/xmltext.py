"""Texts in XML, as `xml.sax.saxutils` would write them, which loads HTTP and TLS for its other half."""

from __future__ import annotations

from html import escape

_IN_ATTRIBUTE = str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def in_text(text: str) -> str:
    """Between two tags."""
    return escape(text, quote=False)


def in_attribute(text: str) -> str:
    """Between the double quotes of an attribute."""
    return in_text(text).translate(_IN_ATTRIBUTE)
