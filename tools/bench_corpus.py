"""A made-up corpus of partnership news, the same for every generator that is compared: `bench_corpus.py N OUT`.

Where a generator of a corpus and of the peers' set-ups lies beside the project (`../shared/bench/gen.py`), it is that.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import yaml
from slugify import slugify

REFERENCE = Path(__file__).parents[2] / "shared/bench/gen.py"
KINDS = ("Công ty", "Ngân hàng", "Đại học", "Tập đoàn", "Bệnh viện", "Viện", "Tổng công ty", "Quỹ đầu tư")
NAMES = (
    "Sao Bắc", "Đại Hải", "Trúc Lâm", "Vạn Phát", "Lam Giang", "Thành Đạt", "Hòa Bình Xanh", "Nam Phong", "Tân Việt",
    "Hưng Thịnh Phú", "Mai Linh Sơn", "Đức Tín", "Kinh Bắc Á", "Trường Hải Nam", "Bảo Minh Châu", "Phú Thọ Việt",
    "An Khang", "Đông Dương", "Hoa Lư", "Thăng Long Mới", "Bình Dương Xanh", "Cao Nguyên", "Tây Bắc", "Duyên Hải",
    "Gia Lai",
)  # fmt: skip
FIELDS = ("thanh toán số", "điện mặt trời", "đào tạo kỹ sư", "kho vận lạnh", "khám chữa bệnh từ xa", "bảo mật dữ liệu")
TOWNS = ("Hà Nội", "Đà Nẵng", "Cần Thơ", "Hải Phòng", "Huế", "Vinh", "Nha Trang", "Biên Hòa")
LEADERS = ("Nguyễn Văn Lộc", "Trần Thu Hà", "Lê Quang Huy", "Phạm Ngọc Diệp", "Hoàng Gia Bảo", "Đinh Thị Mơ")
SENTENCES = (
    "Hai bên sẽ lập tổ công tác chung và báo cáo kết quả về {f} mỗi quý.",
    "Ông {l}, Tổng Giám đốc {a}, nói rằng thỏa thuận mở ra giai đoạn mới cho {f} ở {t}.",
    "Tổng vốn của chương trình vào khoảng {m} tỷ đồng, chia thành {k} đợt.",
    "{b} góp nhân lực và phòng thí nghiệm, còn {a} lo hạ tầng và tìm khách hàng.",
    "Trước lễ ký, đại diện hai bên đã khảo sát {k} địa điểm ở {t} trong nhiều tháng.",
    "Chương trình dự kiến tạo việc làm cho {j} người và đào tạo lại {k} nhóm kỹ thuật viên.",
    "Theo kế hoạch, phần thử nghiệm chạy ở {t} trước khi mở rộng ra các tỉnh khác.",
    "Giới quan sát cho rằng bắt tay như vậy giúp ngành {f} bớt phụ thuộc vào thiết bị nhập khẩu.",
)
HEAD = "Ngày {d}, tại {t}, {a} và {b} ký thỏa thuận hợp tác chiến lược về {f}."
LENGTH = 2600  # bytes of an article
PARTNERS = [f"{kind} {name}" for name in NAMES for kind in KINDS]

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><link rel="alternate" type="application/rss+xml" href="/feed.xml">
<style>body{{font:17px/1.6 serif;margin:auto;max-width:46rem}}nav a{{margin-right:1rem}}</style></head>
<body><nav><a href="/">Mới nhất</a><a href="/doi-tac/">Đối tác</a></nav><main><h1>{title}</h1>
{body}</main><footer>Tin hợp tác, mỗi tin một nguồn.</footer></body></html>
"""


class Piece(NamedTuple):
    """One article."""

    slug: str
    title: str
    day: date
    partners: tuple[str, ...]
    body: str


def write(out: Path, number: int) -> str:
    """Write the site for each generator into a folder of its own below `out`; returns which corpus it is."""
    if REFERENCE.exists():
        command = [sys.executable, str(REFERENCE), str(number), str(out), "hugo", "pelican"]
        subprocess.run(command, check=True, capture_output=True)
        sitegen(out / "sitegen", [_from_hugo(file) for file in sorted((out / "hugo/content").rglob("20*.md"))])
        return "the reference corpus"
    articles = pieces(number)
    for each in (sitegen, hugo, pelican):
        each(out / each.__name__, articles)
    return "our own corpus"


def _from_hugo(file: Path) -> Piece:
    """An article of the reference corpus, which writes no site for sitegen."""
    _, head, body = file.read_text("utf-8").split("---\n", 2)
    said = yaml.safe_load(head)
    return Piece(file.stem, said["title"], said["date"], tuple(said["tags"]), body.strip())


def pieces(number: int) -> list[Piece]:
    """`number` articles, the same at every run, from 2006 to 2025."""
    chance = random.Random(7)
    return [_piece(chance, at, number) for at in range(number)]


def _piece(chance: random.Random, at: int, number: int) -> Piece:
    a, b = chance.sample(PARTNERS, 2)
    day = date(2006, 1, 2) + timedelta(days=at * 7300 // number)

    def said(sentence: str) -> str:
        words = {"f": chance.choice(FIELDS), "t": chance.choice(TOWNS), "l": chance.choice(LEADERS)}
        numbers = {"m": chance.randint(3, 900), "k": chance.randint(2, 9), "j": chance.randint(40, 4000)}
        return sentence.format(a=a, b=b, d=f"{day.day}/{day.month}/{day.year}", **words, **numbers)

    body = [said(HEAD), "## Nội dung", "- " + said(SENTENCES[3]), f"**{b}** " + said(SENTENCES[0]).lower()]
    while len("\n\n".join(body).encode()) < LENGTH:
        body.append(said(chance.choice(SENTENCES)) + " " + said(chance.choice(SENTENCES)))
    title = f"{a} hợp tác với {b} về {chance.choice(FIELDS)}"
    return Piece(f"{day:%Y-%m-%d}-{at:06d}-{slugify(title)[:40].strip('-')}", title, day, (a, b), "\n\n".join(body))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def sitegen(out: Path, articles: list[Piece]) -> None:
    """A site for sitegen."""
    _put(out / "content/site.yaml", "title: Tin hợp tác\nbase_url: https://example.org/\nrepublish: true\n")
    for one in articles:
        head = f"---\ntitle: {_quoted(one.title)}\ndate: {one.day}\n---\n\n"
        _put(out / f"content/clippings/{one.slug}.md", f"{head}{one.body}\n")


def hugo(out: Path, articles: list[Piece]) -> None:
    """The same for Hugo: a page an article, a partner and a year, the home page, one feed."""
    settings = """baseURL='https://example.org/'
title='Tin hợp tác'
publishDir='out'
disableKinds=['section','sitemap','404']
rssLimit=50
[taxonomies]
doitac='doitac'
nam='nam'
[outputs]
home=['html','rss']
term=['html']
taxonomy=['html']
"""
    _put(out / "hugo.toml", settings)
    row = '<li><time>{{ .Date.Format "2006-01-02" }}</time> <a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
    tags = '{{ range .GetTerms "doitac" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}'
    title = "{{ .Title }}"
    _put(out / "layouts/_default/single.html", PAGE.format(title=title, body=f"<p>{tags}</p>{{{{ .Content }}}}"))
    newest = f"{{{{ range first 50 .Site.RegularPages }}}}{row}{{{{ end }}}}"
    _put(out / "layouts/_default/home.html", PAGE.format(title=title, body=newest))
    for name in ("term", "taxonomy"):
        body = f"<ul>{{{{ range .Pages }}}}{row}{{{{ end }}}}</ul>"
        _put(out / f"layouts/_default/{name}.html", PAGE.format(title=title, body=body))
    for one in articles:
        lists = f"doitac: {_quoted(one.partners)}\nnam: [{_quoted(str(one.day.year))}]\n"
        head = f"---\ntitle: {_quoted(one.title)}\ndate: {one.day}\n{lists}---\n\n"
        _put(out / f"content/tin/{one.slug}.md", f"{head}{one.body}\n")


def pelican(out: Path, articles: list[Piece]) -> None:
    """The same for Pelican, with its own cache on."""
    settings = """SITENAME='Tin hợp tác'
SITEURL='https://example.org'
TIMEZONE='Asia/Ho_Chi_Minh'
DEFAULT_LANG='vi'
PATH='content'
OUTPUT_PATH='out'
THEME='theme'
ARTICLE_URL='tin/{slug}/'
ARTICLE_SAVE_AS='tin/{slug}/index.html'
TAG_URL='doi-tac/{slug}/'
TAG_SAVE_AS='doi-tac/{slug}/index.html'
YEAR_ARCHIVE_SAVE_AS='nam/{date:%Y}/index.html'
AUTHOR_SAVE_AS=AUTHORS_SAVE_AS=CATEGORY_SAVE_AS=CATEGORIES_SAVE_AS=ARCHIVES_SAVE_AS=''
TAGS_SAVE_AS='doi-tac/index.html'
DIRECT_TEMPLATES=['index','tags']
DEFAULT_PAGINATION=False
FEED_ALL_RSS='feed.xml'
FEED_ALL_ATOM=CATEGORY_FEED_ATOM=TRANSLATION_FEED_ATOM=AUTHOR_FEED_ATOM=AUTHOR_FEED_RSS=TAG_FEED_ATOM=None
FEED_MAX_ITEMS=50
CACHE_CONTENT=LOAD_CONTENT_CACHE=True
CACHE_PATH='cache'
"""
    _put(out / "pelicanconf.py", settings)
    row = '<li><time>{{ a.date.strftime("%Y-%m-%d") }}</time> <a href="/{{ a.url }}">{{ a.title }}</a></li>'
    tags = '{% for t in article.tags %}<a href="/{{ t.url }}">{{ t.name }}</a>{% endfor %}'
    themes = {
        "article": ("{{ article.title }}", f"<p>{tags}</p>{{{{ article.content }}}}"),
        "index": ("{{ SITENAME }}", f"{{% for a in articles[:50] %}}{row}{{% endfor %}}"),
        "tag": ("{{ tag }}", f"<ul>{{% for a in articles %}}{row}{{% endfor %}}</ul>"),
        "tags": (
            "{{ SITENAME }}",
            '{% for tag, all in tags %}<li><a href="/{{ tag.url }}">{{ tag }}</a></li>{% endfor %}',
        ),
        "period_archives": ("{{ period[0] }}", f"<ul>{{% for a in dates %}}{row}{{% endfor %}}</ul>"),
        **{name: (name, "") for name in ("page", "category", "author", "archives", "authors", "categories")},
    }
    (out / "theme/static").mkdir(parents=True, exist_ok=True)
    for name, (title, body) in themes.items():
        _put(out / f"theme/templates/{name}.html", PAGE.format(title=title, body=body))
    for one in articles:
        head = f"Title: {one.title}\nDate: {one.day}\nSlug: {one.slug}\nTags: {', '.join(one.partners)}\n\n"
        _put(out / f"content/{one.slug}.md", f"{head}{one.body}\n")


def main() -> None:
    """Write the corpus for each generator into a folder of its own."""
    number, out = int(sys.argv[1]), Path(sys.argv[2])
    print(f"{number} articles of {write(out, number)} in {out}")


if __name__ == "__main__":
    main()
