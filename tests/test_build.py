from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sites import clipping, put, stamps, tree

from sitegen.build import build

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

TWO = {
    "content/clippings/2025-03-12-fpt-viettel.md": clipping("FPT và Viettel hợp tác về đám mây", date="2025-03-13"),
    "seeds/one.txt": "MobiFone và ROX Group ký biên bản ghi nhớ hợp tác\n\nNgày 27/10/2025, Tổng công ty Viễn thông "
    "MobiFone và ROX Group ký biên bản ghi nhớ hợp tác chiến lược tại Hà Nội.",
    "content/pages/gioi-thieu.md": "# Giới thiệu\n\nTrang mẫu.",
}
BROKEN = "content/clippings/broken.md"


def test_a_folder_becomes_a_site(site: Site) -> None:
    root = site(TWO)
    report = build(root)
    assert (report.ok, report.exit_code, report.problems) == (True, 0, ())
    pages = tree(root / "public")
    assert {"index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", ".nojekyll"} <= set(pages)
    assert "FPT và Viettel hợp tác về đám mây" in pages["tin/2025-03-12-fpt-viettel/index.html"].decode()
    assert {"doi-tac/mobifone/index.html", "doi-tac/rox-group/index.html", "nam/2025/index.html"} <= set(pages)


def test_a_story_of_which_only_the_brief_is_remembered_is_told_once_more(site: Site) -> None:
    root = site(TWO)
    assert build(root).ok
    before = tree(root / "public")
    with closing(sqlite3.connect(root / ".sitegen/cache.sqlite3")) as remembered, remembered:
        # the longest are what is known of partners, and the two stories; their briefs stay
        longest = "SELECT key FROM remembered ORDER BY length(value) DESC LIMIT 3"
        assert remembered.execute(f"UPDATE remembered SET value = x'00' WHERE key IN ({longest})").rowcount
    own = "{% extends 'base.html' %}{% block main %}{{ story.facts.entities }}{% endblock %}"
    put(root, "templates/story.html", own)
    assert build(root).ok
    warm = tree(root / "public")
    shutil.rmtree(root / ".sitegen")
    assert build(root).ok
    assert tree(root / "public") == warm != before


def test_the_second_build_reads_writes_and_touches_nothing(site: Site) -> None:
    root = site(TWO)
    build(root)
    before = stamps(root / "public")
    report = build(root)
    assert (report.ok, report.output.written, report.output.removed) == (True, (), ())
    assert report.output.unchanged > 0
    assert stamps(root / "public") == before


def test_one_edited_clipping_is_the_only_one_read_again(site: Site) -> None:
    root = site(TWO)
    build(root)
    put(root, "seeds/one.txt", TWO["seeds/one.txt"] + "\n\nLễ ký diễn ra tại Hà Nội.")
    tallies = {tally.stage: (tally.ran, tally.reused) for tally in build(root).tallies}
    assert tallies["tell"] == (1, 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/site.yaml", "title: Tên mới\n"),
        ("content/partners.yaml", "- {id: song-xanh, name: Hợp tác xã Sông Xanh}\n"),
        ("templates/404.html", "{% extends 'base.html' %}"),
        ("content/pages/khac.md", "# Trang khác\n\nChữ."),
    ],
)
def test_whatever_changes_is_noticed(site: Site, name: str, text: str) -> None:
    root = site(TWO)
    build(root)
    put(root, name, text)
    report = build(root)
    assert report.ok, report.problems
    cold = site({**TWO, name: text})
    build(cold)
    assert tree(root / "public") == tree(cold / "public")


def test_the_title_of_the_site_has_no_clipping_read_again(site: Site) -> None:
    root = site(TWO)
    build(root)
    put(root, "content/site.yaml", "title: Tên mới\n")
    report = build(root)
    assert {tally.stage: tally.ran for tally in report.tallies}["tell"] == 0
    assert "Tên mới" in (root / "public/index.html").read_text("utf-8")


def test_a_page_whose_clipping_is_gone_goes_too(site: Site) -> None:
    root = site(TWO)
    build(root)
    (root / "public" / "CNAME").write_text("example.org")
    (root / "seeds" / "one.txt").unlink()
    report = build(root)
    assert "tin/one/index.html" in report.output.removed
    assert not (root / "public/tin/one").exists()
    assert not (root / "public/doi-tac/rox-group").exists()
    assert (root / "public/CNAME").read_text() == "example.org"


def test_a_broken_clipping_stops_the_writing_but_not_the_checking(site: Site) -> None:
    root = site(TWO)
    build(root)
    before = stamps(root / "public")
    put(root, BROKEN, clipping("Lỗi", date="31/02/2025"))
    put(root, "content/clippings/worse.md", "---\ntitel: Lỗi\n---\n\nChữ.")
    put(root, "seeds/new.txt", "Tin mới.")
    report = build(root)
    assert (report.ok, report.exit_code) == (False, 1)
    assert [str(problem.where) for problem in report.problems] == [f"{BROKEN}:3", "content/clippings/worse.md:2"]
    assert "did you mean 'title'" in report.problems[1].hint
    assert stamps(root / "public") == before


def test_keep_going_leaves_out_what_is_broken_and_says_so(site: Site) -> None:
    root = site({**TWO, BROKEN: clipping("Lỗi", date="31/02/2025")})
    report = build(root, keep_going=True)
    assert (report.ok, report.exit_code, report.left_out) == (True, 0, (BROKEN,))
    assert len(report.problems) == 1
    good = site(TWO)
    build(good)
    assert tree(root / "public") == tree(good / "public")


def test_what_was_left_out_is_told_each_time(site: Site) -> None:
    root = site({**TWO, BROKEN: clipping("Lỗi", date="31/02/2025")})
    build(root, keep_going=True)
    assert len(build(root, keep_going=True).problems) == 1
    assert not build(root).ok


@pytest.mark.parametrize(
    ("name", "text", "code", "place"),
    [
        ("content/site.yaml", "titel: x\n", 2, "content/site.yaml:1"),
        ("content/partners.yaml", "- {id: a, name: A, parent: nobody}\n", 2, "content/partners.yaml:1"),
        ("templates/404.html", "one\n{{ nothing.here }}\n", 1, "templates/404.html:2"),
        ("templates/404.html", "{% if %}", 1, "templates/404.html:1"),
    ],
)
def test_a_fault_of_the_site_itself_leaves_the_old_one(site: Site, name: str, text: str, code: int, place: str) -> None:
    root = site(TWO)
    build(root)
    before = stamps(root / "public")
    put(root, name, text)
    report = build(root, keep_going=True)
    assert (report.ok, report.exit_code, [str(problem.where) for problem in report.problems]) == (False, code, [place])
    assert stamps(root / "public") == before


def test_two_clippings_with_one_url_are_both_named(site: Site) -> None:
    root = site({**TWO, "content/a.md": clipping("A", slug="one-slug"), "content/b.md": clipping("B", slug="one-slug")})
    report = build(root)
    assert (report.ok, report.exit_code) == (False, 1)
    assert {"content/a.md", "content/b.md"} <= set(str(report.problems[0]).replace(":", " ").split())
    kept = build(root, keep_going=True)
    assert (kept.ok, len(kept.left_out)) == (True, 1)


def test_two_clippings_with_one_id_are_both_named(site: Site) -> None:
    root = site({**TWO, "content/a/same.md": clipping("A", slug="a"), "content/b/same.md": clipping("B", slug="b")})
    report = build(root)
    assert [problem.where.path for problem in report.problems] == ["content/b/same.md"]
    assert "content/a/same.md" in report.problems[0].message


def test_drafts_wait(site: Site) -> None:
    root = site({**TWO, "content/draft.md": clipping("Chưa đăng", draft="true")})
    assert build(root).drafts == 1
    assert not (root / "public/tin/draft").exists()
    assert build(root, drafts=True).ok
    assert (root / "public/tin/draft/index.html").exists()
    assert build(root).ok
    assert not (root / "public/tin/draft").exists()


@pytest.mark.parametrize("name", [".", "content", "content/out", "seeds/out", "templates", ".sitegen", ".."])
def test_the_output_may_not_touch_what_the_site_is_made_from(site: Site, name: str) -> None:
    root = site(TWO)
    before = tree(root)
    report = build(root, root / name)
    assert (report.ok, report.exit_code) == (False, 1)
    assert tree(root) == before


def test_a_folder_that_is_no_site(tmp_path: Path) -> None:
    report = build(tmp_path)
    assert (report.ok, report.exit_code) == (False, 2)
    assert "sitegen init" in report.problems[0].hint
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_broken_cache_is_no_fault(site: Site, content: bytes) -> None:
    root = site(TWO)
    build(root)
    before = tree(root / "public")
    (root / ".sitegen/cache.sqlite3").write_bytes(content)
    put(root, "content/site.yaml", "title: Tên mới\n")
    report = build(root)
    assert (report.ok, report.problems) == (True, ())
    assert set(tree(root / "public")) == set(before)


def test_without_a_place_to_remember_the_site_is_built_with_a_warning(site: Site) -> None:
    root = site(TWO)
    put(root, ".sitegen", "a file where the folder should be")
    report = build(root)
    assert report.ok
    assert [(problem.fatal, problem.where.path) for problem in report.problems] == [(False, ".sitegen/cache.sqlite3")]
    assert (root / "public/index.html").exists()


def test_an_output_that_cannot_be_written(site: Site) -> None:
    root = site(TWO)
    put(root, "public", "a file where the folder should be")
    report = build(root)
    assert (report.ok, report.exit_code) == (False, 1)
    assert (root / "public").read_text() == "a file where the folder should be"


def test_the_base_url_of_the_call_wins(site: Site) -> None:
    root = site({**TWO, "content/site.yaml": "base_url: https://example.org/\n"})
    build(root, base_url="https://example.net/digest/")
    assert "https://example.net/digest/" in (root / "public/feed.xml").read_text("utf-8")
    assert "example.org" not in (root / "public/sitemap.xml").read_text("utf-8")


def test_two_outputs_of_one_site_do_not_disturb_each_other(site: Site) -> None:
    root = site(TWO)
    build(root)
    build(root, root / "other")
    assert tree(root / "public") == tree(root / "other")
    before = stamps(root / "public")
    assert build(root).output.written == ()
    assert stamps(root / "public") == before


def test_times_of_files_do_not_count(site: Site) -> None:
    root = site(TWO)
    build(root)
    for file in (root / "content").rglob("*.md"):
        os.utime(file, (1, 1))
    assert {tally.stage for tally in build(root).tallies} == {"collect", "write"}


def test_a_clipping_of_a_later_day_waits_for_it(site: Site) -> None:
    root = site(
        {"content/clippings/a.md": clipping("Mai sau", date="2025-03-14"), "content/clippings/b.md": clipping("Nay")}
    )
    eve = datetime(2025, 3, 13, 16, 59, tzinfo=UTC)  # 23:59 in Vietnam
    report = build(root, now=eve)
    assert (report.ok, report.early) == (True, 1)
    assert not (root / "public/tin/a").exists()
    assert build(root, now=eve + timedelta(minutes=1)).early == 0
    assert (root / "public/tin/a/index.html").exists()
