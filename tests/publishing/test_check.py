"""Each rule of the check: a small folder that breaks it, and one that does not."""

from __future__ import annotations

import functools
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from sitegen.core.errors import OutputError
from sitegen.publishing.checking import Inspection, check_folder, check_outside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://example.org/digest/"
HEAD = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>t</title>'


def page(body: str = "", head: str = HEAD, html: str = '<html lang="vi">') -> str:
    return f"<!doctype html>\n{html}\n<head>{head}</head>\n<body><h1 id='top-of-page'>h</h1>\n{body}\n</body></html>\n"


def checked(out: Path, files: dict[str, str], base: str = BASE, **limits: int) -> Inspection:
    for name, text in {"index.html": page(), "404.html": page(), **files}.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, "utf-8")
    return check_folder(out, base, **limits)


def told(inspection: Inspection) -> list[str]:
    return [f"{one.rule} {one.problem.where}: {one.problem.message}" for one in inspection.findings]


RIGHT = """<a href="/digest/">home</a> <a href="/digest/tin/a/">a</a> <a href="../">up</a>
<a href="#top-of-page">top</a> <a href="https://example.org/digest/tin/a/#deal">deal</a>
<a href="/digest/tin/a">as Pages redirects</a> <a href="/digest/t%C3%ACm/?q=1">search</a>
<a href="mailto:a@example.org">mail</a> <a href="https://elsewhere.example/x#y">out</a>
<img src="/digest/a.png" srcset="/digest/a.png 1x, /digest/a.png 2x" alt="">
<svg><use href="#mark"></use><g id="mark"></g></svg>"""
RIGHT_FILES = {
    "index.html": page(RIGHT),
    "tin/a/index.html": page('<p id="deal">x'),
    "tìm/index.html": page(),
    "a.png": "",
}


def test_a_right_site_has_no_findings_and_is_counted(tmp_path: Path) -> None:
    seen = checked(tmp_path, RIGHT_FILES | {"tin/index.html": page('<a href="../tin/a/">a</a>')})
    assert told(seen) == ["link index.html:5: '../' leads out of the site, which lives below /digest/"]
    seen = checked(tmp_path, {"index.html": page(RIGHT.replace('"../"', '"./"'))})
    assert told(seen) == []
    assert (seen.pages, seen.files) == (5, 6)
    assert seen.outside == (("https://elsewhere.example/x", "index.html"),)


@pytest.mark.parametrize(
    ("body", "told_of"),
    [
        ('<a href="/digest/nowhere/">x</a>', "link index.html:5: '/digest/nowhere/' leads nowhere"),
        ('<a href="/tin/a/">x</a>', "link index.html:5: '/tin/a/' leads out of the site, which lives below /digest/"),
        ('<a href="Tin/a/">x</a>', "link index.html:5: 'Tin/a/' leads nowhere"),
        ('<a href="javascript:alert(1)">x</a>', "link index.html:5: 'javascript:alert(1)' runs a script"),
        ('<a href="http://[x/">x</a>', "link index.html:5: 'http://[x/' is not an address"),
        ('<img src="b.png" alt="">', "link index.html:5: 'b.png' leads nowhere"),
        ('<img src="a.png" srcset="a.png 1x, b.png 2x" alt="">', "link index.html:5: 'b.png' leads nowhere"),
        ('<a href="#gone">x</a>', "anchor index.html:5: there is no place 'gone' on index.html"),
        ('\n<a href="tin/a/#gone">x</a>', "anchor index.html:6: there is no place 'gone' on tin/a/index.html"),
        ('<p id="a"></p><p id="a"></p>', "id index.html:5: the id 'a' stands on this page twice"),
        ("<h1>two</h1>", "html index.html:1: the page has 2 main headings (<h1>) instead of one"),
        ('<img src="a.png">', "html index.html:5: a picture has no text alternative (alt)"),
        ("<p>x</b></p>", "html index.html:5: broken HTML: Unexpected end tag : b"),
    ],
)
def test_what_is_wrong_with_a_page_is_told_with_its_line(tmp_path: Path, body: str, told_of: str) -> None:
    files = {"index.html": page(body), "tin/a/index.html": page(), "a.png": ""}
    assert told(checked(tmp_path, files)) == [told_of]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (page().replace("<!doctype html>\n", ""), "does not begin with <!doctype html>"),
        (page(html="<html>"), "does not name its language"),
        (page(head=HEAD.replace("<title>t</title>", "<title> </title>")), "has no title"),
        (page(head=HEAD.replace('<meta charset="utf-8">', "")), "does not name its encoding"),
        (page(head=HEAD.replace("viewport", "other")), "has no viewport"),
        (" \n", "is empty"),
    ],
)
def test_the_basics_of_html(tmp_path: Path, text: str, missing: str) -> None:
    (found,) = told(checked(tmp_path, {"tin/a/index.html": text}))
    assert found.startswith("html tin/a/index.html")
    assert missing in found


def test_a_redirect_must_lead_somewhere_but_needs_no_heading(tmp_path: Path) -> None:
    text = '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>t</title>'
    text += '<meta http-equiv="Refresh" content="0; url=/digest/{}"></head><body></body></html>'
    files = {"old/index.html": text.format("tin/a/"), "older/index.html": text.format("gone/")}
    assert told(checked(tmp_path, {**files, "tin/a/index.html": page()})) == [
        "link older/index.html:1: '/digest/gone/' leads nowhere"
    ]


def test_what_style_sheets_ask_for(tmp_path: Path) -> None:
    style = "a { background: url(data:image/png;base64,x) }\nb { src: url('../f.woff2'), url( gone.svg ) }"
    files = {"assets/style.css": style, "f.woff2": ""}
    assert told(checked(tmp_path, files)) == ["link assets/style.css:2: 'gone.svg' leads nowhere"]


@pytest.mark.parametrize("content", [b"\x00", b"<!-- -->", b"<", b"\xff\xfe\x00", b"<p>" * 50_000])
def test_no_page_is_too_odd_to_be_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.html").write_bytes(content)
    assert checked(tmp_path, {}).findings[0].problem.where.path == "odd.html"


# --------------------------------------------------------------------------------------------- feeds and files

RSS = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>t</title>
<item><guid>1</guid><link>https://example.org/digest/</link><pubDate>Tue, 05 May 2026 12:00:00 +0700</pubDate></item>
<item><guid>2</guid><link>https://example.org/digest/404.html</link></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id>
<entry><id>1</id><updated>2026-05-05T12:00:00+07:00</updated><link href="https://example.org/digest/"/></entry></feed>
"""
JSON = '{"items": [{"id": "1", "url": "https://example.org/digest/", "date_published": "2026-05-05T12:00:00+07:00"}]}'
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.org/digest/</loc></url></urlset>"""
OPML = '<opml><body><outline text="g"><outline xmlUrl="https://example.org/digest/feed.xml"/></outline></body></opml>'
FEEDS = {"feed.xml": RSS, "atom.xml": ATOM, "feed.json": JSON, "sitemap.xml": SITEMAP, "feeds.opml": OPML}


def test_right_feeds(tmp_path: Path) -> None:
    assert told(checked(tmp_path, FEEDS)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "told_of"),
    [
        ("feed.xml", "</channel>", "", "feed.xml:5: not well-formed XML"),
        ("feed.xml", "<guid>2", "<guid>1", "feed.xml:4: two entries have the id '1'"),
        ("feed.xml", "<guid>2</guid>", "", "feed.xml:4: an entry has no id"),
        ("feed.xml", "https://example.org/digest/4", "/digest/4", "feed.xml:4: '/digest/404.html' is not a whole"),
        ("feed.xml", "404.html", "gone/", "feed.xml:4: https://example.org/digest/gone/ leads nowhere"),
        ("feed.xml", "example.org", "localhost", "feed.xml:3: https://localhost/digest/ is not on this site"),
        ("feed.xml", "Tue, 05 May", "Some day in", "feed.xml:3: 'Some day in 2026 12:00:00 +0700' is not a moment"),
        ("atom.xml", "+07:00", "", "atom.xml:2: '2026-05-05T12:00:00' is not a moment in time"),
        ("atom.xml", "<feed", "<food", "atom.xml:"),
        ("feed.json", '"id"', '"di"', "feed.json: not a JSON Feed: KeyError 'id'"),
        ("feed.json", "{", "[", "feed.json: not a JSON Feed"),
        ("sitemap.xml", "digest/<", "digest/gone/<", "sitemap.xml:2: https://example.org/digest/gone/ leads nowhere"),
        ("feeds.opml", "feed.xml", "gone.xml", "feeds.opml:1: https://example.org/digest/gone.xml leads nowhere"),
    ],
)
def test_wrong_feeds(tmp_path: Path, name: str, old: str, new: str, told_of: str) -> None:
    assert old in FEEDS[name]
    found = told(checked(tmp_path, {**FEEDS, name: FEEDS[name].replace(old, new, 1)}))
    assert found
    assert found[0].startswith(f"feed {told_of}")


def test_an_external_entity_in_a_feed_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    doctype = f'<!DOCTYPE rss [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
    feed = RSS.replace("<rss", doctype + "<rss").replace("<guid>1", "<guid>&e;")
    assert "secret" not in " ".join(told(checked(tmp_path / "out", {"feed.xml": feed})))


def test_names_that_clash_or_cannot_be_everywhere(tmp_path: Path) -> None:
    found = told(checked(tmp_path, {"a/B.html": page(), "a/b.html": page(), "aux.txt": "", "x:y": ""}))
    assert [one.partition(": ")[0] for one in found] == ["name a/b.html", "name aux.txt", "name x:y"]
    assert "differs from 'a/B.html' only in case" in found[0]


def test_sizes_against_the_limits(tmp_path: Path) -> None:
    files = {"big.bin": "x" * 4000}
    (large,) = told(checked(tmp_path, files, most_file=4000))
    assert large.startswith("size big.bin: ")
    total = sum(len(file.read_bytes()) for file in tmp_path.rglob("*"))
    (near,) = checked(tmp_path, files, most_site=total + 1).findings
    (over,) = checked(tmp_path, files, most_site=total).findings
    assert (near.problem.fatal, over.problem.fatal) == (False, True)
    assert told(checked(tmp_path, files, most_site=2 * total)) == []


def test_a_site_without_an_address_is_told_so(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, {}, base="").findings
    assert (found.rule, found.problem.fatal) == ("address", False)


def test_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no built site"):
        check_folder(tmp_path)
    (tmp_path / "index.html").write_text(page())
    assert told(check_folder(tmp_path, BASE)) == ["html 404.html: this page is missing"]


# ------------------------------------------------------------------------------------------------ links outside


class Answers(BaseHTTPRequestHandler):
    """200 for /good, 404 for /gone, 405 to HEAD for /get-only."""

    def __init__(self, asked: list[str], *rest: object) -> None:
        self.asked = asked
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_HEAD(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        code = {"/good": 200, "/get-only": 405 if self.command == "HEAD" else 200}.get(self.path, 404)
        self.send_response(code)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def elsewhere(asked: list[str]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Answers, asked))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_links_outside_are_asked_only_on_request(tmp_path: Path, elsewhere: str, asked: list[str]) -> None:
    links = " ".join(f'<a href="{elsewhere}/{name}">x</a>' for name in ("good", "gone", "get-only"))
    seen = checked(tmp_path, {"index.html": page(links + '<a href="http://127.0.0.1:1/">x</a>')})
    assert (told(seen), asked) == ([], [])
    found = check_outside(seen.outside)
    assert [one.problem.fatal for one in found] == [False, False]
    assert [one.problem.message.partition(": ")[0] for one in found] == [
        "http://127.0.0.1:1/ does not answer",
        f"{elsewhere}/gone answers 404",
    ]
    assert "GET /get-only" in asked


@pytest.mark.parametrize(
    ("built", "checked_for", "faults"),
    [
        (BASE, BASE, 0),
        (BASE, "", 1),
        (BASE, "https://example.org/", 1),
        ("https://localhost/digest/", "", 0),
        ("http://127.0.0.1:8000/digest/", "https://example.org/", 1),
    ],
)
def test_why_all_links_of_a_site_for_another_address_are_wrong(
    tmp_path: Path, built: str, checked_for: str, faults: int
) -> None:
    home = page(head=HEAD + f'<link rel="canonical" href="{built}">')
    found = told(checked(tmp_path, {"index.html": home}, checked_for))
    assert sum(one.startswith("address content/site.yaml: the site was built for") for one in found) == faults
