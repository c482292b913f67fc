"""`sitegen serve` as an editor starts it."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from preview.desk import news, served

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 60.0
CLIPPING = """---
title: {title}
slug: sao-mai
date: 2025-03-14
---
Ngày 14/3/2025, tại Hà Nội, Công ty Sao Mai Pharma và Bệnh viện Hòa Phước ký thoả thuận hợp tác.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    clippings = tmp_path / "content" / "clippings"
    clippings.mkdir(parents=True)
    (clippings / "2025-03-14-sao-mai.md").write_text(CLIPPING.format(title="Sao Mai hợp tác Hòa Phước"), "utf-8")
    (clippings / "2025-03-15-nhap.md").write_text(
        CLIPPING.format(title="Bản nháp").replace("slug: sao-mai", "slug: nhap\ndraft: true"), "utf-8"
    )
    return tmp_path


def get(address: str) -> str:
    answer = httpx.get(address, timeout=LIMIT)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_what_an_editor_does_is_seen(site: Path) -> None:
    clipping = site / "content" / "clippings" / "2025-03-14-sao-mai.md"
    write_later(site)
    with served(site) as address:
        assert "Sao Mai hợp tác Hòa Phước" in get(f"{address}tin/sao-mai/")
        for waiting in ("nhap", "mai-sau"):
            assert httpx.get(f"{address}tin/{waiting}/", timeout=LIMIT).status_code == 404
        with news(address) as heard:
            clipping.write_text(CLIPPING.format(title="Tiêu đề mới"), "utf-8")
            assert any("Tiêu đề mới" in get(f"{address}tin/sao-mai/") for _ in heard)

            clipping.write_text(CLIPPING.format(title="Tiêu đề mới").replace("date:", "dat:"), "utf-8")
            assert any("2025-03-14-sao-mai.md:4" in one["panel"] for one in heard)

            clipping.write_text(CLIPPING.format(title="Đã sửa"), "utf-8")
            assert any("sao-mai.md" not in one["panel"] for one in heard)
            assert "Đã sửa" in get(f"{address}tin/sao-mai/")

            (site / "templates").mkdir()
            (site / "templates" / "home.html").write_text("<p>\n{{ nothing_such }}", "utf-8")
            assert any("templates/home.html:2" in one["panel"] for one in heard)
            assert "Đã sửa" in get(f"{address}tin/sao-mai/")
    assert not (site / "public").exists()


def test_a_second_preview_of_a_site_is_shown_to_the_first(site: Path) -> None:
    command = [sys.executable, "-m", "sitegen", "-C", str(site), "serve", "--port", "0"]
    with served(site) as address:
        second = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT)
        assert second.returncode != 0
        assert f"this site is already previewed at {address}" in second.stderr
        assert "Traceback" not in second.stderr
        assert "Sao Mai hợp tác Hòa Phước" in get(f"{address}tin/sao-mai/")
    with served(site) as address:  # the lock went with its process
        assert "Sao Mai hợp tác Hòa Phước" in get(f"{address}tin/sao-mai/")


def test_drafts_and_what_is_dated_later_are_shown_where_asked_for(site: Path) -> None:
    write_later(site)
    with served(site, "--drafts", "--future") as address:
        assert "Bản nháp" in get(f"{address}tin/nhap/")
        assert "Mai sau" in get(f"{address}tin/mai-sau/")


def write_later(site: Path) -> None:
    later = site / "content" / "clippings" / "later.md"
    later.write_text(CLIPPING.format(title="Mai sau").replace("slug: sao-mai", "slug: mai-sau").replace("2025", "2199"))


def test_a_folder_that_is_no_site_is_told_in_the_browser(tmp_path: Path) -> None:
    with served(tmp_path) as address:
        answer = httpx.get(address, timeout=LIMIT)
        assert answer.status_code == 503
        assert "sitegen init" in answer.text


def test_an_endless_template_is_ended_and_mended(site: Path) -> None:
    with served(site) as address:
        get(address)
        with news(address) as heard:
            next(heard)
            (site / "templates").mkdir()
            template = site / "templates" / "home.html"
            template.write_text("{% for a in range(99999) %}\n{% for b in range(99999) %}{% endfor %}{% endfor %}")
            assert any("templates/home.html:2" in one["panel"] for one in heard)
            assert "Sao Mai" in get(address)
            template.write_text("<h1>{{ site.title }}</h1>")
            assert any("home.html" not in one["panel"] for one in heard)


def test_an_endless_template_does_not_keep_the_preview_from_ending(site: Path) -> None:
    with served(site) as address:
        get(address)
        (site / "templates").mkdir()
        (site / "templates" / "home.html").write_text(
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
        )
        time.sleep(2)


def test_content_goes_and_comes_back(site: Path) -> None:
    with served(site) as address, news(address) as heard:
        assert any("Sao Mai" in get(f"{address}tin/sao-mai/") for _ in heard)
        (site / "content").rename(site / "elsewhere")
        assert any("sitegen init" in one["panel"] for one in heard)
        assert "Sao Mai" in get(f"{address}tin/sao-mai/")
        (site / "elsewhere").rename(site / "content")
        assert any(one["panel"] == "" for one in heard)
        clipping = site / "content" / "clippings" / "2025-03-14-sao-mai.md"
        clipping.write_text(CLIPPING.format(title="Trở lại"), "utf-8")
        assert any("Trở lại" in get(f"{address}tin/sao-mai/") for _ in heard)
