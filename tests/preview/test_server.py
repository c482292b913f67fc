from __future__ import annotations

import socket
from threading import Event
from typing import TYPE_CHECKING

import httpx
import pytest

from preview.desk import LIMIT, Desk, news, running
from sitegen.core.errors import OutputError
from sitegen.preview.inject import with_reload
from sitegen.preview.server import Preview

if TYPE_CHECKING:
    from sitegen.preview.rebuild import Outcome


def test_a_page_is_served_with_the_script_that_its_file_does_not_have(serving: Desk) -> None:
    answer = serving.get()
    assert answer.status_code == 200
    assert "<h1>one</h1>" in answer.text
    assert answer.text.count("/_sitegen/preview.js") == 1
    assert "_sitegen" not in (serving.folder / "index.html").read_text()


def test_the_site_is_built_for_the_address_it_is_served_at(serving: Desk) -> None:
    assert f"<h1>{serving.preview.url}</h1>" in serving.get("/tin/").text


def test_a_folder_leads_to_its_page(serving: Desk) -> None:
    answer = serving.get("/tin")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"{serving.preview.url}tin/"


def test_other_files_are_served_as_they_are(serving: Desk) -> None:
    answer = serving.get("/style.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.content == (serving.folder / "style.css").read_bytes()


def test_an_unknown_address_gets_the_site_s_own_404_page(serving: Desk) -> None:
    answer = serving.get("/khong/co")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text
    assert "/_sitegen/preview.js" in answer.text


def test_a_saved_change_is_in_the_next_page_asked_for(serving: Desk) -> None:
    with news(serving.preview.url) as heard:
        first = next(heard)
        serving.write("content/a.md", "two")
        second = next(heard)
    assert first["build"] != second["build"]
    assert second["panel"] == ""
    assert "<h1>two</h1>" in serving.get().text


def test_a_burst_of_saves_is_few_builds_and_ends_with_the_last(serving: Desk) -> None:
    with news(serving.preview.url) as heard:
        next(heard)
        for number in range(200):
            serving.write("content/a.md", f"text {number}")
        while "<h1>text 199</h1>" not in serving.get().text:
            next(heard)
    assert serving.builds < 20


def test_every_open_page_hears_of_a_build(serving: Desk) -> None:
    with news(serving.preview.url) as one, news(serving.preview.url) as other:
        assert next(one) == next(other)
        serving.write("content/a.md", "two")
        assert next(one) == next(other)


def test_a_fault_is_told_over_the_last_good_page_until_it_is_mended(serving: Desk) -> None:
    with news(serving.preview.url) as heard:
        next(heard)
        serving.write("content/a.md", "broken")
        panel = next(heard)["panel"]
        assert "content/a.md:3" in panel
        assert "this is &lt;broken&gt;" in panel
        assert "mend it &amp; save" in panel
        assert "<h1>one</h1>" in serving.get().text
        serving.write("content/a.md", "mended")
        assert next(heard)["panel"] == ""
        assert "<h1>mended</h1>" in serving.get().text
    assert any("content/a.md:3: this is <broken>\n  hint: mend it & save" in line for line in serving.said)


def test_a_site_that_never_was_good_is_a_page_of_faults(desk: Desk) -> None:
    desk.write("content/a.md", "broken")
    desk.preview = Preview(desk.root, desk.folder, desk.make, port=0)
    with running(desk.preview.run, desk.preview.stop):
        desk.wait_for_builds(1)
        answer = desk.get()
        assert answer.status_code == 503
        assert "content/a.md:3" in answer.text
        assert "/_sitegen/preview.js" in answer.text
        with news(desk.preview.url) as heard:
            next(heard)
            desk.write("content/a.md", "mended")
            next(heard)
        assert desk.get().status_code == 200


def test_a_bug_is_told_with_its_traceback_and_survived(desk: Desk) -> None:
    def make(base_url: str) -> Outcome:
        desk.make(base_url)
        raise ZeroDivisionError("one over none")

    desk.preview = Preview(desk.root, desk.folder, make, port=0)
    with running(desk.preview.run, desk.preview.stop):
        desk.wait_for_builds(1)
        answer = desk.get()
        assert answer.status_code == 503
        assert "ZeroDivisionError: one over none" in answer.text
        assert "Traceback" in answer.text


def test_requests_wait_while_a_build_runs(desk: Desk) -> None:
    may_go_on = Event()

    def make(base_url: str) -> Outcome:
        outcome = desk.make(base_url)
        assert may_go_on.wait(LIMIT)
        return outcome

    desk.preview = Preview(desk.root, desk.folder, make, port=0)
    with running(desk.preview.run, desk.preview.stop):
        desk.wait_for_builds(1)
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(desk.preview.url, timeout=0.3)
        may_go_on.set()
        assert desk.get().status_code == 200


def test_a_long_first_build_is_a_page_that_says_so(desk: Desk) -> None:
    may_go_on = Event()

    def make(base_url: str) -> Outcome:
        assert may_go_on.wait(LIMIT)
        return desk.make(base_url)

    desk.preview = Preview(desk.root, desk.folder, make, port=0, language="en", patience=0.1)
    with running(desk.preview.run, desk.preview.stop):
        answer = desk.get()
        may_go_on.set()
        assert answer.status_code == 503
        assert "The first build is under way" in answer.text
        assert "/_sitegen/preview.js" in answer.text
        desk.wait_for_builds(1)


def test_a_request_just_after_a_save_sees_the_save(serving: Desk) -> None:
    with news(serving.preview.url) as heard:
        next(heard)
        serving.write("content/a.md", "two")
        while "<h1>two</h1>" not in (answer := serving.get()).text:
            assert "<h1>one</h1>" in answer.text  # the watch has not told yet; never half of it
        assert next(heard)["panel"] == ""


def test_a_taken_port_gives_way_to_the_next(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        desk.preview = Preview(desk.root, desk.folder, desk.make, port=taken, say=desk.said.append)
        assert desk.preview.port > taken
        with running(desk.preview.run, desk.preview.stop):
            assert desk.get().status_code == 200
    assert any(str(taken) in line for line in desk.said)


def test_an_address_that_is_not_ours_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(OutputError, match=r"cannot serve on '192\.0\.2\.1'"):
        Preview(desk.root, desk.folder, desk.make, host="192.0.2.1", port=0)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5", "localhost.", "", "user@localhost", "[::1", "a b"]
)
def test_a_foreign_host_is_refused(serving: Desk, host: str) -> None:
    assert serving.get("/", Host=host).status_code in (400, 403)
    assert serving.get("/_sitegen/events", Host=host).status_code in (400, 403)


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_every_name_of_this_machine_is_answered(serving: Desk, host: str) -> None:
    assert serving.get("/", Host=host).status_code == 200


def test_a_foreign_page_hears_nothing(serving: Desk) -> None:
    address = "/_sitegen/events"
    assert serving.get(address, Origin="http://evil.example").status_code == 403
    assert serving.get(address, Origin="null").status_code == 403
    assert serving.get(address, **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}).status_code == 403
    own = serving.preview.url.rstrip("/")
    assert serving.get("/", Origin=own).status_code == 200


def test_a_link_from_elsewhere_may_be_followed(serving: Desk) -> None:
    assert serving.get("/", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../a.md",
        "/../../content/a.md",
        "/%2e%2e/%2e%2e/content/a.md",
        "/..%2f..%2fcontent/a.md",
        "/..%5c..%5ccontent/a.md",
        "/%252e%252e/%252e%252e/content/a.md",
        "//content/a.md",
        "/tin/../../../content/a.md",
        "/_sitegen/../../content/a.md",
        "/_sitegen/%2e%2e/server.py",
        "/_sitegen/..%2fserver.py",
        "/a%00.md",
        "/%ff%fe",
        "/" + "a" * 5000,
        "/etc/passwd",
    ],
)
def test_nothing_outside_the_pages_is_served(serving: Desk, path: str) -> None:
    status, body = raw_get(serving.preview.port, path)
    assert status in (400, 404)
    assert body.strip() != b"one"
    assert b"uvicorn" not in body


def raw_get(port: int, path: str) -> tuple[int, bytes]:
    """Ask for a path exactly as it is written: clients tidy paths before they send them."""
    with socket.create_connection(("127.0.0.1", port), LIMIT) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def test_a_link_out_of_the_pages_is_not_followed(serving: Desk) -> None:
    (serving.folder / "out.md").symlink_to(serving.root / "content" / "a.md")
    assert serving.get("/out.md").status_code == 404


def test_folders_are_not_listed(serving: Desk) -> None:
    (serving.folder / "bare").mkdir()
    assert serving.get("/bare/").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_is_written(serving: Desk, method: str) -> None:
    assert httpx.request(method, serving.preview.url, timeout=LIMIT).status_code == 405


def test_it_ends_at_once_although_pages_are_open(desk: Desk) -> None:
    desk.preview = Preview(desk.root, desk.folder, desk.make, port=0)
    with running(desk.preview.run, desk.preview.stop):
        desk.wait_for_builds(1)
        with news(desk.preview.url) as heard:
            next(heard)
            desk.preview.stop()
            assert list(heard) == []


def test_the_print_of_a_page_leaves_out_its_style_sheets() -> None:
    def print_of(html: bytes) -> bytes:
        return with_reload(html, "1").partition(b'data-page="')[2].partition(b'"')[0]

    page = b'<link rel="stylesheet" href="/a.%s.css"><body>%s</body>'
    assert print_of(page % (b"1", b"x")) == print_of(page % (b"2", b"x"))
    assert print_of(page % (b"1", b"x")) != print_of(page % (b"1", b"y"))


def test_the_script_stands_before_the_last_end_of_the_body() -> None:
    html = with_reload(b"<BODY><pre>&lt;/body></pre><script>'</body>'</script></BODY></html>", "1")
    assert html.endswith(b"</script></BODY></html>")
    assert with_reload(b"<p>no body", "1").startswith(b"<p>no body<script ")
