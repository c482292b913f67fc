"""The desk: what waits, corrections that reach the files, and everybody who must not reach them."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import httpx
import pytest
import yaml

from preview.desk import LIMIT, Desk, running
from sitegen.preview.server import Preview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLIP = "content/clippings/a.md"
TEXT = """---
# của toà soạn
title: Sao Mai bắt tay Hòa Phước <b>
---
Công ty Cổ phần Sao Mai Pharma và Tập đoàn FPT ký thỏa thuận hợp tác chiến lược trị giá 200 tỷ đồng tại Hà Nội.
"""
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def site(desk: Desk) -> Iterator[Desk]:
    (desk.root / "content" / "a.md").unlink()
    desk.write(CLIP, TEXT)
    desk.preview = Preview(desk.root, desk.folder, desk.make, port=0, language="en", desk=True)
    with running(desk.preview.run, desk.preview.stop):
        desk.wait_for_builds(1)
        yield desk


def form_of(site: Desk, address: str = f"/_desk/clip/{CLIP}", index: int = 0) -> dict[str, str]:
    """The fields of a form on the desk that are sent when nothing is typed."""
    page = site.get(address)
    assert page.status_code == 200, page.text
    form = page.text.split("<form")[index + 1].split("</form>")[0]
    fields = dict(re.findall(r'<input[^>]*? name="(\w+)" value="([^"]*)"', form.replace('type="checkbox"', "")))
    fields |= dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)<', form))
    boxes = set(re.findall(r'<input type="checkbox" name="(\w+)"', form))
    return {
        name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in fields.items() if name not in boxes
    }


def send(site: Desk, fields: dict[str, str], address: str = f"/_desk/clip/{CLIP}", **headers: str) -> httpx.Response:
    own = site.preview.url.rstrip("/")
    return httpx.post(own + address, data=fields, headers={"Origin": own, **headers}, timeout=LIMIT)


def test_the_desk_tells_what_waits(site: Desk) -> None:
    page = site.get("/_desk/").text
    assert "Sao Mai bắt tay Hòa Phước &lt;b&gt;" in page
    assert "no date" in page
    assert "no source" in page
    assert 'href="/_desk/partner/' in page


def test_a_clipping_shows_its_text_with_the_evidence_marked(site: Desk) -> None:
    page = site.get(f"/_desk/clip/{CLIP}").text
    marked = "".join(re.findall(r'<mark class="[^"]*\bvalue\b[^"]*">([^<]*)<', page))
    assert "200 tỷ đồng" in marked
    partners = "".join(re.findall(r'<mark class="[^"]*\bpartners\b[^"]*">([^<]*)<', page))
    assert "FPT" in partners
    text = re.sub(r"<[^>]+>", "", page.split("<article")[1].split(">", 1)[1].split("</article>")[0])
    assert text == TEXT.split("---\n")[2].strip()


def test_a_correction_is_written_and_the_rest_stays(site: Desk) -> None:
    answer = send(site, form_of(site) | {"signed_on": "12/03/2025", "source": "Báo A"})
    assert answer.status_code == 303
    written = (site.root / CLIP).read_text("utf-8")
    assert written == TEXT.replace("<b>\n", "<b>\nsource: Báo A\nsigned_on: 12/03/2025\n")
    site.wait_for_builds(2)
    assert 'name="signed_on" value="2025-03-12"' in site.get(answer.headers["location"]).text


def test_partners_kinds_and_sums_are_written(site: Desk) -> None:
    fields = form_of(site) | {"partners": "FPT\r\n\r\n Sao Mai \r\n", "kinds": "mou", "value": "3 tỷ đồng"}
    fields |= {"source_url": "https://www.bao.example/a", "draft": "true"}
    assert send(site, fields).status_code == 303
    front = yaml.safe_load((site.root / CLIP).read_text("utf-8").split("---\n")[1])
    assert front["partners"] == ["FPT", "Sao Mai"]
    assert front["kinds"] == ["mou"]
    assert front["value"] == "3 tỷ đồng"
    assert front["source"] == {"name": "bao.example", "url": "https://www.bao.example/a"}
    assert front["draft"] is True


def test_a_wrong_value_is_told_and_not_written(site: Desk) -> None:
    answer = send(site, form_of(site) | {"signed_on": "31/02/2025"})
    assert answer.status_code == 422
    assert "31/02/2025" in answer.text.split('role="alert"')[1].split("</ul>")[0]
    assert 'name="signed_on" value="31/02/2025"' in answer.text
    assert (site.root / CLIP).read_text("utf-8") == TEXT


def test_an_edit_made_meanwhile_is_never_lost(site: Desk) -> None:
    fields = form_of(site) | {"place": "Huế"}
    site.write(CLIP, TEXT.replace("title:", "date: 2025-01-02\ntitle:"))
    answer = send(site, fields)
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text
    assert "Huế" in answer.text
    assert 'name="date" value="2025-01-02"' in answer.text
    assert "Huế" not in (site.root / CLIP).read_text("utf-8")


def test_a_form_without_a_change_writes_nothing(site: Desk) -> None:
    before = (site.root / CLIP).stat().st_mtime_ns
    assert send(site, form_of(site)).status_code == 303
    assert (site.root / CLIP).stat().st_mtime_ns == before


def found_address(site: Desk) -> str:
    match = re.search(r'href="(/_desk/partner/[^"]+)"', site.get("/_desk/").text)
    assert match
    return match[1]


def test_a_found_partner_becomes_a_partner(site: Desk) -> None:
    address = found_address(site)
    fields = form_of(site, address) | {
        "kind": "company",
        "act": "new",
        "id": "sao-mai-pharma",
        "name": "Sao Mai Pharma",
    }
    assert send(site, fields, address).status_code == 303
    entries = yaml.safe_load((site.root / "content" / "partners.yaml").read_text("utf-8"))
    assert [(entry["id"], entry["kind"]) for entry in entries] == [("sao-mai-pharma", "company")]
    assert address not in site.get("/_desk/").text


def test_a_found_partner_becomes_a_name_of_a_known_one(site: Desk) -> None:
    site.write("content/partners.yaml", "# riêng\n- id: sao-mai\n  name: Sao Mai\n")
    address = found_address(site)
    fields = form_of(site, address, 1) | {"partner": "sao-mai", "act": "same"}
    assert send(site, fields, address).status_code == 303
    text = (site.root / "content" / "partners.yaml").read_text("utf-8")
    assert text.startswith("# riêng\n- id: sao-mai\n  name: Sao Mai\n  aliases:\n")
    assert address not in site.get("/_desk/").text


def test_a_partner_that_clashes_is_refused(site: Desk) -> None:
    address = found_address(site)
    fields = form_of(site, address) | {"kind": "company", "act": "new"}
    for change in ({"id": "fpt"}, {"name": "Viettel"}, {"id": "../x"}, {"kind": "nothing"}):
        assert send(site, fields | change, address).status_code == 422
    assert not (site.root / "content" / "partners.yaml").exists()


ONE, OTHER = "content/clippings/mot.md", "content/clippings/hai.md"
SAID = {  # of one sum, a week apart: two deals, or one that an outlet dates wrongly
    ONE: "Ngày 26/5/2025, Tập đoàn FPT và Viettel ký thỏa thuận hợp tác chiến lược trị giá 200 tỷ đồng tại Hà Nội.",
    OTHER: "Sáng 2/6/2025 ở Hà Nội, Viettel cùng Tập đoàn FPT ký thỏa thuận hợp tác chiến lược trị giá 200 tỷ đồng.",
}
PAIR = "/_desk/same/hai/mot"


def tell_twice(site: Desk) -> str:
    """Two clippings that may tell one deal; the bytes of the first of the pair."""
    for path, outlet in ((ONE, "Báo <A>"), (OTHER, "Báo B")):
        site.write(path, f"---\n# tự viết\nsource: {outlet}\n---\n{SAID[path]}\n")
    return (site.root / OTHER).read_text("utf-8")


def test_what_may_be_one_deal_stands_side_by_side(site: Desk) -> None:
    tell_twice(site)
    assert f'href="{PAIR}"' in site.get("/_desk/").text
    page = site.get(PAIR).text
    texts = [re.sub(r"<[^>]+>", "", part) for part in re.findall(r"<article[^>]*>(.*?)</article>", page, re.DOTALL)]
    assert [text.strip() for text in texts] == [SAID[OTHER], SAID[ONE]]
    assert "Báo &lt;A&gt;" in page
    assert "Báo <A>" not in page


@pytest.mark.parametrize(("act", "key"), [("same", "same_as"), ("other", "not_same_as")])
def test_the_answer_is_written_and_asked_no_more(site: Desk, act: str, key: str) -> None:
    before = tell_twice(site)
    assert send(site, form_of(site, PAIR) | {"act": act}, PAIR).status_code == 303
    written = (site.root / OTHER).read_text("utf-8")
    front = yaml.safe_load(written.split("---\n")[1])
    assert front == {"source": "Báo B", key: ["mot"]}
    assert "# tự viết" in written
    assert written.endswith(before.split("---\n")[2])
    assert PAIR not in site.get("/_desk/").text
    assert site.get(PAIR).status_code == 404


def test_an_answer_to_another_text_or_from_elsewhere_is_refused(site: Desk) -> None:
    before = tell_twice(site)
    fields = form_of(site, PAIR) | {"act": "same"}
    assert send(site, fields | {"token": "x"}, PAIR).status_code == 403
    assert send(site, fields, PAIR, Origin="http://evil.example").status_code == 403
    assert send(site, fields | {"act": "perhaps"}, PAIR).status_code == 404
    assert send(site, fields | {"print": "0" * 32}, PAIR).status_code == 409
    assert send(site, fields, "/_desk/same/mot/a").status_code == 404
    assert (site.root / OTHER).read_text("utf-8") == before


FOREIGN: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"token": ""}, {}),
    ({"token": "é"}, {}),
    ({"token": "x" * 43}, {}),
    ({}, {"Origin": "http://evil.example"}),
    ({}, {"Origin": "null"}),
    ({}, {"Origin": "http://localhost:1"}),
    ({}, {"Sec-Fetch-Site": "cross-site"}),
    ({}, {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}),
    ({}, {"Host": "evil.example"}),
]


def test_a_foreign_form_is_refused(site: Desk) -> None:
    fields = form_of(site) | {"place": "Huế"}
    for change, headers in FOREIGN:
        assert send(site, fields | change, **headers).status_code == 403, (change, headers)
    assert (site.root / CLIP).read_text("utf-8") == TEXT
    assert send(site, fields).status_code == 303


def test_a_form_must_say_where_it_comes_from(site: Desk) -> None:
    fields = form_of(site) | {"place": "Huế"}
    address = f"{site.preview.url}_desk/clip/{CLIP}"
    assert httpx.post(address, data=fields, timeout=LIMIT).status_code == 403
    own = {"Origin": site.preview.url.rstrip("/")}
    assert httpx.post(address, json=fields, headers=own, timeout=LIMIT).status_code == 415
    assert httpx.post(address, files={"place": b"x"}, headers=own, timeout=LIMIT).status_code == 415
    assert (site.root / CLIP).read_text("utf-8") == TEXT


def test_a_form_may_not_be_endless(site: Desk) -> None:
    assert send(site, form_of(site) | {"summary": "x" * 300_000}).status_code == 413
    assert send(site, form_of(site) | {f"f{n}": "" for n in range(300)}).status_code == 403
    assert (site.root / CLIP).read_text("utf-8") == TEXT


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_other_methods_do_nothing(site: Desk, method: str) -> None:
    assert httpx.request(method, f"{site.preview.url}_desk/", timeout=LIMIT).status_code == 405


OUTSIDE = [
    "../secret.md",
    "content/../../secret.md",
    "content/..%2f..%2fsecret.md",
    "content/%2e%2e/%2e%2e/secret.md",
    "%2e%2e%2fsecret.md",
    "content%5c..%5c..%5csecret.md",
    "content/%252e%252e/%252e%252e/secret.md",
    "content/%c0%ae%c0%ae/secret.md",
    "content/a%00.md",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "content/link.md",
    "content/folder/secret.md",
    "content/site.yaml",
    "content/partners.yaml",
    "content/pages/about.md",
    "templates/base.html",
    ".sitegen/preview/index.html",
    "content",
    "content/",
    "",
]


def test_nothing_outside_the_clippings_is_read_or_written(site: Desk) -> None:
    secret = site.root.parent / "secret.md"
    secret.write_text("---\ntitle: geheim\n---\ngeheim", "utf-8")
    for name in ("content/site.yaml", "content/partners.yaml", "content/pages/about.md", "templates/base.html"):
        site.write(name, "" if name.endswith("yaml") else "geheim")
    (site.root / "content" / "link.md").symlink_to(secret)
    (site.root / "content" / "folder").symlink_to(site.root.parent, target_is_directory=True)
    names = [file for folder in ("content", "templates") for file in (site.root / folder).rglob("*") if file.is_file()]
    before = {file: file.read_bytes() for file in [*names, secret]}
    body = "&".join(f"{name}={value}" for name, value in (form_of(site) | {"place": "X", "title": "X"}).items())
    head = f"Host: 127.0.0.1:{site.preview.port}\r\nOrigin: http://127.0.0.1:{site.preview.port}\r\n"
    head += f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n"
    for path in OUTSIDE:
        assert "geheim" not in raw(site, f"GET /_desk/clip/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"), path
        status = int(raw(site, f"POST /_desk/clip/{path} HTTP/1.1\r\n{head}", body).split()[1])
        assert status in (307, 400, 404, 405, 422, 507), path
    assert before == {file: file.read_bytes() for file in before}


def raw(site: Desk, head: str, body: str = "") -> str:
    with socket.create_connection(("127.0.0.1", site.preview.port), LIMIT) as connection:
        connection.sendall(f"{head}Connection: close\r\n\r\n{body}".encode())
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode("utf-8", "replace")


def test_pages_may_not_be_framed_or_kept(site: Desk) -> None:
    headers = site.get("/_desk/").headers
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


def test_without_a_desk_there_is_none(serving: Desk) -> None:
    assert serving.get("/_desk/").status_code == 404


def test_served_to_a_network_the_desk_stays_here(desk: Desk) -> None:
    desk.preview = Preview(desk.root, desk.folder, desk.make, host="0.0.0.0", port=0, desk=True)
    with running(desk.preview.run, desk.preview.stop):
        desk.wait_for_builds(1)
        assert desk.get("/_desk/").status_code == 200
        assert desk.get("/", Host="192.0.2.7").status_code == 200
        assert desk.get("/_desk/", Host="192.0.2.7").status_code == 403


def test_a_fault_of_the_settings_is_told_on_the_desk(site: Desk, tmp_path: Path) -> None:
    del tmp_path
    site.write("content/site.yaml", "titel: x")
    answer = site.get("/_desk/")
    assert answer.status_code == 422
    assert "content/site.yaml:1" in answer.text
