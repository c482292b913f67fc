"""Hostile text in every field of a site: in each kind of file it is what it is, text."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from sites import tree

from sitegen.build import build

from . import site as hostile

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LETTER = "/thu.html"  # to be sent as e-mail, where styles can only stand inside
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "background", "ping")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("hostile")
    hostile.lay_out(root)
    report = build(root, base_url="https://digest.example/x/", jobs=1)
    assert report.ok, report.problems
    assert not (root / "evil").exists()
    return tree(root / "public")


def pages(files: dict[str, bytes]) -> Iterator[tuple[str, html.HtmlElement]]:
    for path, content in files.items():
        if path.endswith(".html"):
            yield path, html.fromstring(content)


def test_all_clippings_are_there(files: dict[str, bytes]) -> None:
    for name in hostile.TITLES:
        assert f"tin/{name}/index.html" in files
        assert f"tin/seed-{name}/index.html" in files


def test_pages_hold_no_script_frame_form_or_handler_of_the_text(files: dict[str, bytes]) -> None:
    for path, page in pages(files):
        scripts = page.xpath("//script")
        assert all(
            one.get("type") == "application/ld+json" or one.get("src", "").startswith("/x/") for one in scripts
        ), path
        assert not page.xpath("//iframe|//object|//embed|//base|//video|//math|//frame|//applet"), path
        assert path.endswith(LETTER) or not page.xpath("//style"), path
        assert not page.xpath("//svg//*[local-name()='script' or local-name()='animate']"), path
        assert not [name for one in page.iter(etree.Element) for name in one.attrib if name.lower().startswith("on")]
        assert not page.xpath("//main//form[starts-with(@action, 'http')]"), path
        assert not [one for one in page.iter(etree.Comment) if "pwned" in (one.text or "")], path


def test_every_address_is_one_that_may_be_linked(files: dict[str, bytes]) -> None:
    for path, page in pages(files):
        for element in page.iter(etree.Element):
            for name in ADDRESSES:
                value = element.get(name)
                assert value is None or urlsplit(value).scheme in ("", "http", "https", "mailto"), (path, value)
                assert value is None or not value.startswith(("//", "\\")), (path, value)
        assert all(one.get("href", "").startswith(("/x/", "https://digest.example/x/")) for one in page.xpath("//link"))
        assert not page.xpath("//img[starts-with(@src, 'http')]"), path


def test_every_page_states_a_strict_policy_before_anything_else(files: dict[str, bytes]) -> None:
    for path, page in pages(files):
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        rules = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
        assert rules["default-src"] == "'none'", path
        assert "unsafe" not in policy.replace("style-src 'unsafe-inline'", "" if path.endswith(LETTER) else "unsafe")
        assert "http" not in policy, path
        assert "*" not in policy, path
        assert (
            files[path].index(b"Content-Security-Policy") < files[path].index(b"<link")
            if b"<link" in files[path]
            else 1
        )


def test_no_template_of_the_text_was_run(files: dict[str, bytes]) -> None:
    text = files["tin/template/index.html"].decode()
    assert hostile.COMPUTED not in text
    assert "{{ 191*193 }}" in html.fromstring(files["tin/template/index.html"]).text_content()


def test_a_title_is_shown_as_it_was_written(files: dict[str, bytes]) -> None:
    for name in ("script", "image", "breaks", "comment", "cdata", "json", "url", "entity"):
        page = html.fromstring(files[f"tin/{name}/index.html"])
        heading = " ".join(page.xpath("string(//h1)").split())
        assert heading == " ".join(hostile.TITLES[name].split()), name


def test_nothing_hidden_and_no_control_character_is_in_any_file(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
        assert not HIDDEN.search(text), path
        assert not CONTROLS.search(text), path
        assert "\\u202e" not in text, path


def test_structured_data_is_whole(files: dict[str, bytes]) -> None:
    for path, page in pages(files):
        for script in page.xpath("//script[@type='application/ld+json']"):
            assert "<" not in script.text, path
            assert json.loads(script.text)["@context"] == "https://schema.org"
    script = html.fromstring(files["tin/json/index.html"]).xpath("//script[@type='application/ld+json']")[0]
    assert hostile.TITLES["json"] in json.dumps(json.loads(script.text)["@graph"], ensure_ascii=False).replace(
        "\\\\", "\\"
    ).replace('\\"', '"')


def test_xml_files_are_sound_and_declare_nothing(files: dict[str, bytes]) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    found = [path for path in files if path.endswith((".xml", ".opml", ".graphml", ".svg"))]
    assert {path.rpartition(".")[2] for path in found} >= {"xml", "opml", "graphml", "svg"}
    for path in found:
        root = etree.fromstring(files[path], parser)
        assert root.getroottree().docinfo.internalDTD is None, path
        assert not root.xpath("//*[local-name()='script' or local-name()='iframe']"), path
        assert not [name for one in root.iter(etree.Element) for name in one.attrib if str(name).startswith("on")], path


def test_html_inside_feeds_is_clean(files: dict[str, bytes]) -> None:
    bodies = [
        text
        for path in files
        if path.endswith(("feed.xml", "atom.xml"))
        for text in etree.fromstring(files[path]).xpath(
            "//*[local-name()='content' or local-name()='encoded']/text() | //item/description/text()"
        )
    ]
    bodies += [
        item["content_html"]
        for path in files
        if path.endswith("feed.json")
        for item in json.loads(files[path])["items"]
        if "content_html" in item
    ]
    assert bodies
    for body in bodies:
        page = html.fromstring(f"<div>{body}</div>")
        assert not page.xpath("//script|//iframe|//object|//embed|//style|//img|//form|//*[@onerror]|//*[@onload]")
        assert not [link for link in page.xpath("//@href") if urlsplit(link).scheme not in ("http", "https", "mailto")]


def test_no_cell_is_a_formula(files: dict[str, bytes]) -> None:
    tables = [path for path in files if path.endswith(".csv")]
    assert tables
    for path in tables:
        rows = list(csv.reader(io.StringIO(files[path].decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1, path
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], path
    cells = [cell for row in csv.reader(io.StringIO(files["du-lieu/deals.csv"].decode("utf-8-sig"))) for cell in row]
    assert "'=cmd" in cells


def test_json_files_are_sound(files: dict[str, bytes]) -> None:
    for path in files:
        if path.endswith(".json"):
            json.loads(files[path])


def test_no_path_leaves_the_site(files: dict[str, bytes]) -> None:
    for path in files:
        assert re.fullmatch(r"[\w.-]+(?:/[\w.-]+)*", path, re.ASCII), path
        assert not {"..", "."} & set(path.split("/")), path
