"""Texts in XML, as `xml.sax.saxutils` would write them, which loads HTTP and TLS for its other half."""

from __future__ import annotations

import re
from html import escape

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_ATTRIBUTE = str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def in_text(text: str) -> str:
    """Between two tags."""
    return escape(text, quote=False)


def in_attribute(text: str) -> str:
    """Between the double quotes of an attribute."""
    return in_text(text).translate(_IN_ATTRIBUTE)


def is_legal(text: str) -> bool:
    """Whether it holds no character that XML forbids."""
    return _ILLEGAL.search(text) is None


def legal(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _ILLEGAL.sub("", text)
