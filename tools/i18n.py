"""Bring the catalogues of the interface up to date: collect messages, merge, compile.

python tools/i18n.py            rewrites sitegen/locales
python tools/i18n.py --check    exit code 1 if that would change anything
"""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "sitegen" / "locales"
LANGUAGES = ("vi", "en")
KEYWORDS = {
    "_": None,
    "t": None,
    "nt": (1, 2),
    "mark": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# Forms that the program builds at run time, so that no call in the source shows them.
BUILT = {
    "date pattern": ("y", "MMM y", "d MMM y", "MMMM", "LLLL", "d MMMM"),
    "currency": ("VND", "USD", "EUR", "JPY", "KRW", "CNY", "GBP", "AUD", "SGD", "THB"),
    "large numbers": ("trillion=1e12 billion=1e9 million=1e6",),
}


def messages() -> Catalog:
    """All messages of templates and code, in order of place."""
    catalogue = Catalog(project="sitegen", charset="utf-8")
    for place, words, context in _found():
        catalogue.add(words, context=context, locations=[(place, 0)])
    for name, forms in BUILT.items():
        for form in forms:
            catalogue.add(form, context=name)
    return catalogue


def _found() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    jinja = {"newstyle_gettext": "true", "trimmed": "true"}
    sources = [
        (ROOT / "templates", "templates", [("**.html", "jinja2")], {"**.html": jinja}),
        (ROOT / "sitegen" / "rendering", "sitegen/rendering", [("**.py", "python")], {}),
    ]
    for folder, label, methods, options in sources:
        for name, _, words, _, context in extract_from_dir(folder, methods, options, KEYWORDS):
            yield f"{label}/{Path(name).as_posix()}", words, context


def updated(language: str, template: Catalog) -> tuple[bytes, bytes]:
    """The .po and the .mo of a language, with today's messages and the translations that stand in its file."""
    path = LOCALES / language / "LC_MESSAGES" / "sitegen.po"
    known = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    catalogue = Catalog(locale=language, project="sitegen", charset="utf-8")
    for message in template:
        if message.id:
            old = known.get(message.id, context=message.context)
            same_form = old and isinstance(old.id, str) == isinstance(message.id, str)
            string = old.string if old and same_form else ""
            catalogue.add(message.id, string, message.locations, context=message.context)
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, catalogue, omit_header=True, include_lineno=False, sort_by_file=True, width=110)
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"'
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n{plural}\n\n'
    content = head.encode() + text.getvalue()
    write_mo(compiled, _timeless(content, language))
    return content, compiled.getvalue()


class _Timeless(Catalog):
    """A catalogue that tells neither when nor by which version it was made: equal messages compile to equal bytes."""

    def __iter__(self) -> Iterator[Message]:
        for message in super().__iter__():
            if not message.id:  # the head
                lines = str(message.string).splitlines(keepends=True)
                message.string = "".join(line for line in lines if not line.startswith("Generated-By:"))
            yield message


def _timeless(content: bytes, language: str) -> Catalog:
    long_ago = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    catalogue = _Timeless(locale=language, charset="utf-8", creation_date=long_ago, revision_date=long_ago, fuzzy=False)
    for message in read_po(io.BytesIO(content), locale=language):
        if message.id:
            catalogue.add(message.id, message.string, context=message.context)
    return catalogue


def main(arguments: list[str]) -> int:
    """Rewrite the catalogues or, with --check, say which would change."""
    template, stale = messages(), []
    for language in LANGUAGES:
        folder = LOCALES / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        for ending, content in zip(("po", "mo"), updated(language, template), strict=True):
            path = folder / f"sitegen.{ending}"
            if not path.exists() or path.read_bytes() != content:
                stale.append(path.relative_to(ROOT).as_posix())
                if "--check" not in arguments:
                    path.write_bytes(content)
    print("\n".join(stale) or "catalogues are up to date")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
