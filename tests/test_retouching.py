"""An edit that no list shows goes round the index; whatever else it does, the site is that of a cold build."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sites import BODY, clipping, put, run, tree

from sitegen.build import build

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

    from sitegen.core.report import BuildReport

MORE = "\n\nBuổi lễ diễn ra trong không khí ấm cúng và thân mật."
SETTINGS = "title: Bản tin\nrepublish: true\nlanguages: [en]\nbase_url: https://example.org/\n"
REPRINTED = (
    "Tập đoàn FPT và Tập đoàn Viettel ký biên bản ghi nhớ về điện toán đám mây trong tháng 3/2025.\n\n"
    "Theo đó hai bên cùng xây dựng trung tâm dữ liệu, chia sẻ hạ tầng và đào tạo kỹ sư trong ba năm tới.\n\n"
) + " ".join(f"Khoản {number} của văn bản nói rõ phần việc thứ {number} của mỗi bên." for number in range(40))
FIRST = (
    "Ngày 12/3/2025 tại Hà Nội, MobiFone và Vietcombank ký thỏa thuận hợp tác toàn diện về thanh toán số.\n\n"
    "Khách hàng của hai bên được mở tài khoản ngay tại cửa hàng, miễn phí chuyển khoản trong năm đầu tiên.\n\n"
    "Bà Trần Thị Bình, Phó Tổng Giám đốc MobiFone, nói dịch vụ sẽ đến cả vùng núi và hải đảo vào cuối năm."
)
SECOND = (
    "MobiFone bắt tay Vietcombank: lễ ký hợp tác toàn diện diễn ra hôm 12/3/2025.\n\n"
    "Theo nội dung được công bố, cửa hàng viễn thông trở thành điểm giao dịch, còn ngân hàng lo phần thẻ và hạn mức."
)
OTHER_WORDS = "\n\n" + " ".join(f"Đoạn văn riêng thứ {number} chẳng giống bài nào khác." for number in range(120))
# What lists show is settled by the editor, so that new words need not change it.
SETTLED = {"summary": "Hai bên bắt tay nhau.", "topics": "[ai]"}
FILES = {
    "content/site.yaml": SETTINGS,
    "content/clippings/mot.md": clipping("Tin thứ nhất", FIRST, date="2025-03-12", source="Báo Mẫu", **SETTLED),
    "content/clippings/hai.md": clipping("Tin thứ hai", SECOND, date="2025-03-13", **SETTLED),
    "content/clippings/ba.md": clipping("Tin thứ ba", BODY.replace("Viettel", "VNPT"), date="2025-04-02", **SETTLED),
    "content/clippings/bon.md": clipping("Tin thứ tư", REPRINTED, date="2025-03-14", **SETTLED),
    "content/clippings/nam.md": clipping("Tin thứ năm", REPRINTED, date="2025-03-30", **SETTLED),
    "content/clippings/sau.md": clipping("Tin nháp", BODY, draft="true"),
    "content/pages/gioi-thieu.md": "# Giới thiệu\n\nChữ.",
}


def indexed(report: BuildReport) -> int:
    """How many stories went through the index."""
    assert report.ok, report.problems
    return next(tally.ran for tally in report.tallies if tally.stage == "index")


def append(root: Path, name: str, text: str = MORE) -> None:
    file = root / "content/clippings" / name
    file.write_text(file.read_text("utf-8").rstrip() + text + "\n", "utf-8")


def equals_cold(root: Path) -> bool:
    cold = root.with_name("cold")
    shutil.rmtree(cold, ignore_errors=True)
    shutil.copytree(root, cold, ignore=shutil.ignore_patterns("public", ".sitegen"))
    assert build(cold).ok
    return tree(root / "public") == tree(cold / "public")


@pytest.mark.parametrize("name", ["mot.md", "hai.md", "ba.md", "bon.md", "nam.md"])
def test_an_edit_that_no_list_shows_makes_its_own_pages_alone(site: Site, name: str) -> None:
    root = site(FILES)
    assert indexed(build(root)) == 5
    for _ in range(2):  # the second time from what the first has noted
        append(root, name)
        report = build(root)
        slug = name.removesuffix(".md")
        assert indexed(report) == 0
        assert report.output.written == (f"en/tin/{slug}/index.html", f"tin/{slug}/index.html")
        assert report.drafts == 1
        assert equals_cold(root)


def test_several_edits_at_once_go_the_same_way(site: Site) -> None:
    root = site(FILES)
    build(root)
    for name in ("mot.md", "ba.md", "nam.md"):
        append(root, name)
    report = build(root)
    assert (indexed(report), len(report.output.written)) == (0, 6)
    assert equals_cold(root)


def test_new_words_that_make_a_reprint_a_telling_of_its_own_are_no_such_edit(site: Site) -> None:
    root = site(FILES)
    build(root)
    append(root, "nam.md", OTHER_WORDS)
    report = build(root)
    assert indexed(report) == 5
    assert "tin/bon/index.html" in report.output.written
    assert equals_cold(root)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mot.md", clipping("Tên khác", FIRST, date="2025-03-12", source="Báo Mẫu", **SETTLED)),
        ("mot.md", clipping("Tin thứ nhất", FIRST, date="2025-03-12", source="Báo Mẫu", draft="true")),
        ("sau.md", clipping("Tin nháp", BODY + MORE, draft="true")),
        ("sau.md", clipping("Tin nháp", BODY)),
        ("moi.md", clipping("Tin mới", BODY)),
    ],
)
def test_what_lists_show_goes_through_the_index(site: Site, name: str, text: str) -> None:
    root = site(FILES)
    build(root)
    put(root, f"content/clippings/{name}", text)
    assert indexed(build(root)) > 0
    assert equals_cold(root)


@pytest.mark.parametrize("name", ["content/site.yaml", "content/pages/gioi-thieu.md", "content/partners.yaml"])
def test_an_edit_beside_another_of_the_site_goes_through_the_index(site: Site, name: str) -> None:
    root = site(FILES)
    build(root)
    append(root, "mot.md")
    texts = {
        "content/site.yaml": SETTINGS.replace("Bản tin", "Bản tin khác"),
        "content/pages/gioi-thieu.md": "# Giới thiệu thêm\n\nChữ.",
        "content/partners.yaml": "- {id: fpt, name: FPT Mới, kind: company}\n",
    }
    put(root, name, texts[name])
    assert indexed(build(root)) == 5
    assert equals_cold(root)


def test_a_clipping_that_takes_the_place_of_another_goes_through_the_index(site: Site) -> None:
    root = site(FILES)
    build(root)
    (root / "content/clippings/ba.md").rename(root / "content/clippings/bay.md")
    assert indexed(build(root)) == 5
    assert equals_cold(root)


def test_a_page_that_somebody_took_away_comes_back_with_the_next_edit(site: Site) -> None:
    root = site(FILES)
    build(root)
    (root / "public/index.html").unlink()
    append(root, "mot.md")
    assert indexed(build(root)) == 5
    assert equals_cold(root)


def test_an_edit_is_right_where_nothing_is_remembered_of_the_others(site: Site) -> None:
    root = site(FILES)
    build(root)
    for file in (root / ".sitegen").glob("cache.sqlite3*"):
        file.unlink()
    append(root, "bon.md")
    assert indexed(build(root)) == 5
    assert equals_cold(root)


def test_word_lists_are_ready_made_for_the_next_process_and_no_other_facts_come_of_it(site: Site) -> None:
    root = site(FILES)
    assert run("build", cwd=root).returncode == 0
    with closing(sqlite3.connect(root / ".sitegen/cache.sqlite3")) as remembered:
        before = remembered.execute("SELECT count(*) FROM remembered WHERE length(value) > 1000000").fetchone()
    append(root, "mot.md")
    assert run("build", cwd=root).returncode == 0
    with closing(sqlite3.connect(root / ".sitegen/cache.sqlite3")) as remembered:
        after = remembered.execute("SELECT count(*) FROM remembered WHERE length(value) > 1000000").fetchone()
    assert before == after == (1,)
    assert equals_cold(root)
