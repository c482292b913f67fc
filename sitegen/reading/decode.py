"""A clipping's bytes to an article: encoding, front matter, body, parts."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from sitegen.core.errors import ClippingError, Problem, Where
from sitegen.core.model import Article, Leaf, Span
from sitegen.reading import editorvalues, frontmatter, markup, wordlists
from sitegen.reading.anatomy import anatomy, title_of
from sitegen.reading.encoding import text_of
from sitegen.reading.outlet import outlet
from sitegen.reading.stamp import stamp

if TYPE_CHECKING:
    from sitegen.core.config import Config
    from sitegen.core.model import Clipping
    from sitegen.reading.frontmatter import FrontMatter

VERSION = "1"
_HEADING = re.compile(r"\s*<h1>(.*?)</h1>\s*", re.DOTALL)


def decode(clipping: Clipping, config: Config) -> Article:
    """The article that a clipping holds. Raises ClippingError with all problems found in it."""
    front, body, body_line = _opened(clipping, config)
    name = article_id(clipping.path)
    text, html, heading = _body(clipping.path, body, body_line)
    if not text and not front.title:
        hint = "paste the article's text below it, or give at least a title"
        raise ClippingError(Problem(Where(clipping.path), "there is no text below the front matter", hint))
    cues = wordlists.cues()
    parts = anatomy(text, cues, heading)
    standing = title_of(parts)
    printed = None if front.date else stamp(text, parts, cues)
    return Article(
        id=name,
        path=clipping.path,
        slug=str(front.slug or name),
        text=text,
        parts=parts,
        title=front.title or (standing.of(text) if standing else None),
        title_span=standing,
        published=str(front.date) if front.date else str(printed[0]) if printed else None,
        published_span=printed[1] if printed else None,
        source=frontmatter.source_of(front) or outlet(text, parts, cues),
        lang=front.lang,
        draft=front.draft,
        aliases=tuple(map(str, front.aliases)),
        editor=frontmatter.facts_of(front),
        html=_without_title(html, text, standing),
    )


def decode_page(clipping: Clipping, config: Config) -> Leaf:
    """An editor's own page. Raises ClippingError."""
    front, body, body_line = _opened(clipping, config)
    _, html, _ = _body(clipping.path, body, body_line)
    heading = _HEADING.match(html)
    title = front.title or (markup.text_of_html(heading[1]) if heading else "")
    if not title:
        hint = "add `title: ...` between two lines '---' at its top, or begin with `# Title`"
        raise ClippingError(Problem(Where(clipping.path, 1), "the page has no title", hint))
    slug = str(front.slug or article_id(clipping.path))
    return Leaf(slug, title, html[heading.end() :] if heading else html, clipping.path)


def article_id(path: str) -> str:
    """The stable id of the clipping at `path`: its file name in ASCII. Raises ClippingError for an unusable name."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    made = editorvalues.made_slug(stem)
    if len(made) > editorvalues.MAX_SLUG:  # two long names with one beginning stay two
        tail = hashlib.blake2b(stem.encode(), digest_size=4).hexdigest()
        made = f"{made[: editorvalues.MAX_SLUG - 9].rstrip('-')}-{tail}"
    if not made:
        raise ClippingError(Problem(Where(path), "the file name has no letter or digit", "rename the file"))
    if not editorvalues.is_slug(made):
        raise ClippingError(Problem(Where(path), f"'{made}' is a reserved name on Windows", "rename the file"))
    return made


def _opened(clipping: Clipping, config: Config) -> tuple[FrontMatter, str, int]:
    parted = frontmatter.split(text_of(clipping.raw, clipping.path), clipping.path)
    return frontmatter.read(parted, clipping.path, config.time_zone), parted.body, parted.body_line


def _body(path: str, body: str, line: int) -> tuple[str, str, Span | None]:
    """The plain text, the HTML, and where a Markdown heading says that the title stands."""
    if not path.lower().endswith(".md"):
        return body.strip(), markup.plain_html(body), None
    if not markup.has_syntax(body):
        return markup.plain_text(body), markup.plain_html(body), None
    if markup.is_too_dense(body):
        message = "more Markdown signs, or deeper nested ones, than an article can mean"
        raise ClippingError(Problem(Where(path, line + 1), message, "save the clipping as .txt, or remove them"))
    html = markup.markdown_html(body)
    text = markup.text_of_html(html)
    heading = _HEADING.match(html)
    return text, html, Span(0, len(markup.text_of_html(heading[1]))) if heading else None


def _without_title(html: str, text: str, title: Span | None) -> str:
    """The HTML of the body below its title, which the page shows by itself."""
    if title is None:
        return html
    heading = _HEADING.match(html)
    if heading:
        return html[heading.end() :]
    first, _, rest = html.partition("</p>")
    shown = first.removeprefix("<p>")
    escaped = markup.escaped(title.of(text))
    if not first.startswith("<p>") or not shown.startswith(escaped):
        return html
    left = shown[len(escaped) :].strip()
    return f"<p>{left}</p>{rest}" if left else rest.lstrip("\n")
