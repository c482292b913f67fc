"""The worst cases of each recogniser are read while an ordinary clipping waits. `make hostile`: a megabyte of each."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from sites import put

from sitegen.build import build
from sitegen.core import schema
from sitegen.core.config import Config
from sitegen.core.errors import ClippingError, SitegenError, Where
from sitegen.core.model import MOST_PARTIES, Clipping
from sitegen.core.patience import at_most
from sitegen.core.registry import load_knowledge
from sitegen.core.sentences import sentences
from sitegen.core.text import clean, fold, new_tone, one_line
from sitegen.core.workers import Crew
from sitegen.desk import Desk, tell
from sitegen.extraction.dates import DateReader
from sitegen.extraction.money import MoneyReader
from sitegen.reading import editorvalues, markup
from sitegen.reading.anatomy import anatomy
from sitegen.reading.decode import decode
from sitegen.reading.encoding import text_of
from sitegen.reading.wordlists import cues

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE = int(os.environ.get("SITEGEN_WORST", "24000"))  # bytes
PATIENCE = 30.0 * max(SIZE, 100_000) / 1_000_000  # seconds of computing; a quadratic step would need minutes, or hours

BLOCKS = {
    "blanks": " ",
    "line ends": "\n",
    "blank lines": " \n",
    "tabs": "\t",
    "letters": "a",
    "capitals": "A",
    "digits": "1",
    "points": ".",
    "digits and points": "1.",
    "digits and commas": "111,",
    "thousands": "1.000",
    "dates": "12/3/2025 ",
    "half dates": "12/3/",
    "days": "ngày ",
    "ISO dates": "2019-03-05 ",
    "stamps": "Thứ tư, 17/04/2024 19:06 ",
    "days by commas": "chiều nay, 12-3, ",
    "events": "hội nghị ",
    "terms": "có hiệu lực từ ",
    "days and blanks": "ngày          ",
    "days and brackets": "ngày ( ",
    "spelled dates": "ngày 12 tháng 3 năm ",
    "sums": "200 tỷ đồng ",
    "half sums": "200 tỷ ",
    "dollars": "$",
    "dollar sums": "US$ 5 ",
    "quotes": '"',
    "open quotes": "“",
    "brackets": "(",
    "dashes": "- ",
    "rules": "---\n",
    "keys": "a: b\n",
    "short sentences": "A b. ",
    "glued sentences": "câu.Câu",
    "initials": "A.",
    "questions": "?!",
    "colons": "Ông A:",
    "combining marks": "e\u0323\u0302",
    "only marks": "\u0301",
    "tones": "òa",
    "stars": "*",
    "links": "[a](",
    "tags": "<b>",
    "comments": "<!--",
    "entities": "&amp",
    "tildes": "~",
    "bylines": "(Theo A)\n",
    "addresses": "https://a.vn/ ",
    "hosts": "a.vn.",
}


@lru_cache(maxsize=1)
def readers() -> tuple[DateReader, MoneyReader]:
    knowledge = load_knowledge()
    return DateReader(knowledge), MoneyReader(knowledge)


def decoded(text: str, ending: str) -> None:
    decode(Clipping(f"content/a{ending}", text.encode(), ""), Config())


def front(text: str) -> None:
    decoded(f"---\ntitle: {text}", ".md")


def value(text: str) -> None:
    for read in (
        editorvalues.read_money,
        editorvalues.read_partial_date,
        editorvalues.read_url,
        editorvalues.read_slug,
    ):
        with suppress(ValueError):
            read(text)


def each_sentence(find: Callable[[str], object], text: str) -> None:
    for sentence in sentences(text):
        find(sentence.of(text))


RECOGNISERS: dict[str, Callable[[str], Any]] = {
    "encoding": lambda text: text_of(text.encode(), "a.md"),
    "windows-1258": lambda text: text_of(text.encode("cp1258", "replace") + b"\xe9", "a.md"),
    "clean": clean,
    "fold": lambda text: (fold(text), new_tone(text), one_line(text)),
    "sentences": sentences,
    "anatomy": lambda text: anatomy(text.strip(), cues()),
    "a raw clipping": lambda text: decoded(text, ".txt"),
    "a Markdown clipping": lambda text: decoded(text, ".md"),
    "front matter": front,
    "values": value,
    "yaml": lambda text: schema.load_plain(text, Where("a.yaml"), ClippingError),
    "plain paragraphs": lambda text: (markup.plain_html(text), markup.plain_text(text)),
    "markdown signs": lambda text: (markup.has_syntax(text), markup.is_too_dense(text)),
    "clean html": markup.text_of_html,
    "dates": lambda text: each_sentence(readers()[0].find, text),
    "sums": lambda text: each_sentence(readers()[1].find, text),
}


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("name", RECOGNISERS)
def test_the_worst_is_read_in_time(name: str, block: str) -> None:
    text = BLOCKS[block] * (SIZE // len(BLOCKS[block]))
    with at_most(PATIENCE), suppress(SitegenError):
        RECOGNISERS[name](text)


def test_capitals_in_a_row_are_read_as_a_name_in_one_way() -> None:
    """They fit a line of up to six names in five million ways where names may stand without blanks."""
    with at_most(PATIENCE):
        decoded("FPT và Viettel ký kết.\n" + f"{'A' * 58}-\n" * 8, ".txt")


SYLLABLES = ("An", "Bình", "Châu", "Dũng", "Giang", "Hải", "Hoàng", "Lâm", "Minh", "Phúc", "Quang", "Sơn", "Trung")
SOUNDS = ("vi", "te", "ko", "ra", "lu", "mi", "sa", "do", "xe", "qu", "bo", "na")


def spelled(number: int, alphabet: Sequence[str]) -> list[str]:
    """Another word for each number."""
    letters: list[str] = []
    while number or not letters:
        number, letter = divmod(number, len(alphabet))
        letters.append(alphabet[letter])
    return letters


def name(number: int) -> str:
    return " ".join(spelled(number + len(SYLLABLES), SYLLABLES))


def brand(number: int) -> str:
    return "".join(spelled(number + len(SOUNDS) ** 2, SOUNDS)).capitalize()


# Sentences by number: thousands of them, no name twice, each form of a name a guess at another.
CROWDS: dict[str, Callable[[int], str]] = {
    "organisations": lambda n: f"Công ty Cổ phần {name(n)} ký kết hợp tác với Tập đoàn {brand(n)} tại Hà Nội.",
    "branches": lambda n: f"Tập đoàn {brand(n)} ký với Công ty {brand(n)} Việt Nam và {brand(n // 2)} Global.",
    "long forms": lambda n: f"Công ty Đầu tư Xây dựng {name(n)} và {name(n // 3)} ký kết hợp đồng.",
    "long forms of one": lambda n: f"Tập đoàn {name(n)} Viettel ký với Viettel {name(n)}.",
    "abbreviations": lambda n: f"Tập đoàn {brand(n)} {name(n)} (AB{n}) hợp tác cùng Công ty {name(n)} (ABC).",
    "aliases": lambda n: f"Tập đoàn {brand(n)} ({brand(n + 1)}) và {brand(n)} - {brand(n + 2)} ký kết.",
    "common abbreviations": lambda n: f"thủ tục hành chính (TTHC) của Tập đoàn {brand(n)} được ký.",
    "people": lambda n: f"Ông Nguyễn {name(n)}, Tổng Giám đốc Công ty {brand(n)}, gặp bà Trần {name(n * 7)}.",
    "places": lambda n: f"Lễ ký tại tỉnh {name(n)} và thành phố {brand(n)}, huyện {name(n * 3)}.",
    "offices": lambda n: f"UBND tỉnh {name(n)} ký kết với Sở Y tế tỉnh {name(n)} và UBND huyện {brand(n)}.",
    "signers": lambda n: (
        f"Cùng với Tập đoàn {brand(n)}, Thứ trưởng Bộ {name(n)} Nguyễn Văn {name(n)} không ký, chưa ký,"
    ),
    "brands": lambda n: (
        f"Công ty CP {name(n)}, chủ thương hiệu {brand(n)}, nhận vốn đầu tư từ quỹ {name(n // 2)} - {brand(n)},"
    ),
    "stakes": lambda n: (
        f"Công ty CP {name(n)} (HOSE: {brand(n)[:3].upper()}) bán {n} triệu cổ phần {brand(n)} cho quỹ {name(n // 2)}, "
        f"trường và Trường Đại học {name(n)} ký, trong đó có {brand(n)}, với sự góp mặt của {name(n)}"
    ),
    "sums put in": lambda n: (
        f"quỹ {name(n)} cho biết đã đầu tư {n} triệu USD vào Công ty {brand(n)}, gửi {name(n // 2)}"
    ),
    "shares of one": lambda n: f"Cổ phần FPT: quỹ {brand(n)} bán ra {n} triệu cổ phiếu.",
    "events": lambda n: (
        f"tại Hội nghị {name(n)} năm 2019, có hiệu lực trong 5 năm (2019-2024), ký ngày {n % 28 + 1}/{n % 12 + 1}"
    ),
    "papers": lambda n: f"hợp đồng với {name(n)} ký ở {brand(n)}, lập liên minh",
    "dates": lambda n: f"Ngày {n % 28 + 1}/{n % 12 + 1}, FPT ký kết hợp tác với Viettel.",
    "deals": lambda n: (
        f"Ngày {n % 28 + 1}/{n % 12 + 1}/2025, FPT ký biên bản ghi nhớ với Tập đoàn {brand(n)} trị giá {n} tỷ đồng."
    ),
    "pacts": lambda n: f"Lễ ký kết thỏa thuận giữa Tập đoàn {brand(n)} và Tập đoàn {brand(n + 1)} diễn ra hôm nay.",
    "the other side": lambda n: f"FPT ký kết với Tập đoàn {brand(n)}, Công ty {name(n)} và tỉnh {name(n // 2)}.",
    "one list": lambda n: f"{'' if n else 'FPT ký kết hợp tác với các hãng gồm '}Tập đoàn {brand(n)},",
    "one bracket": lambda n: f"{'' if n else 'FPT ký kết hợp tác với Viettel ('}Tập đoàn {brand(n)},",
    "one row": lambda n: f"{'' if n else 'FPT ký kết hợp tác với các tỉnh '}{name(n)},",
    "lists": lambda n: f"{brand(n)}, hãng {name(n)} và {brand(n // 2)} (AB{n}) ký kết hợp tác.",
    "choices": lambda n: f"Tập đoàn {brand(n)} được hãng {brand(n + 1)} chọn làm đại lý, được",
    "rivals": lambda n: f"FPT ký kết với Viettel để cạnh tranh với {brand(n)}, đối thủ của {brand(n // 2)} đã rút lui",
    "provinces": lambda n: f"{'' if n else 'FPT ký kết hợp tác. '}Lào Cai, Yên Bái và Phú Thọ vừa",
    "provinces that sign": lambda n: "Lào Cai, Yên Bái và Phú Thọ vừa ký kết hợp tác.",
    "slips": lambda n: f"Tập đoàn {brand(n)}tek ký kết hợp tác với Tập đoàn {brand(n)}tec và {brand(n)[:-1]}.",
    "plans": lambda n: (
        f"Ngày {n % 28 + 1}/{n % 12 + 1} tới, FPT sẽ ký kết hợp tác với {brand(n)} vào ngày {n % 28 + 1}/3."
    ),
    "plans of one": lambda n: f"{'' if n else 'FPT sẽ ký kết hợp tác '}vào ngày {n % 28 + 1}/3, dự kiến ký kết",
    "numbers": lambda n: f"Ban Quản lý dự án {n % 99}, ký với Cienco {n % 99}, và Tổng công ty Xây dựng {n % 9}.",
    "hyphens": lambda n: (
        f"Tập đoàn {brand(n)} - {name(n)} ký với ông Park {name(n)} - su, theo {brand(n)} - {name(n)}."
    ),
    "legal forms": lambda n: (
        f"Hãng {brand(n)} {name(n)} Group A/S ký với {brand(n)}, Co., Ltd. và {name(n)} S.p.A. mua."
    ),
    "twins": lambda n: (
        f"Công ty CP Bán lẻ {name(n)} An ({brand(n)}) ký với {name(n)} An Retail và {brand(n)} Q. 12 An."
    ),
    "purchases": lambda n: f"FPT ký hợp đồng mua {n} xe của {brand(n)}, thuê kho của {name(n)}, mua, mua, thuê, nhập",
    "the chosen": lambda n: (
        f"{brand(n)} chọn {name(n)} cung cấp hợp đồng, trao cho {brand(n // 2)} quyền phân phối, chọn"
    ),
    "items": lambda n: (
        f"\n- Bản ghi nhớ về {name(n)} giữa {brand(n)} và {brand(n // 2)}; theo {name(n)}, thỏa thuận giữa"
    ),
    "first letters": lambda n: f"Công ty {name(n)} An Khang ký với {name(n)[0]}AK Pharmacy, P{brand(n)[:2].upper()}.",
    "two forms": lambda n: f"Công ty CP Gốm {name(n)} – {name(n)} {brand(n)} và Công ty {name(n)} - {brand(n)} ký,",
    "owners": lambda n: (
        f"trước sự chứng kiến của ông Nguyễn {name(n)}, {brand(n)} thuộc Tập đoàn {name(n)} và {brand(n // 2)} họp và "
        "ký,"
    ),
    "leagues": lambda n: (
        f"liên danh Công ty {name(n)} - {brand(n)} - {name(n // 2)} ({brand(n + 1)}, AB{n}) ký, họp và"
    ),
    "called only": lambda n: f"Hợp tác xã {name(n)} họp. Hôm qua, hợp tác xã ký kết với Ngân hàng {brand(n)}.",
    "groups": lambda n: f"{brand(n)} ký với ba nhà đầu tư. Ba nhà đầu tư gồm {name(n)} và {brand(n // 2)}.",
    "short names": lambda n: f"Chuyên gia Willem {brand(n)} tới, ông {brand(n)} và bà {brand(n // 2)} ký.",
    "subsidiaries": lambda n: f"Công ty {brand(n)} {name(n)} (AB{n}), thành viên của Tập đoàn {brand(n)}, ký hợp đồng.",
    "one group": lambda n: f"Công ty {name(n)} Marlow, công ty con của Tập đoàn Marlow, ký với {name(n)} Marlow Land.",
    "full names": lambda n: (
        f"Trung tâm {name(n)} an toàn thông tin mạng (AB{n}) và Hiệp hội {name(n)} số (Ba Vì {brand(n)})."
    ),
    "products": lambda n: f"FPT ký kết triển khai phần mềm {brand(n)} {name(n)}, tờ {name(n)} đưa tin.",
    "kinds": lambda n: "ký kết thỏa thuận hợp tác chiến lược hợp đồng hợp tác đào tạo",
    "one name": lambda n: "Viettel ký.",
    "short lines": lambda n: f"{brand(n)}\n",
    "credits": lambda n: f"Đại diện {brand(n)} tại lễ ký. Ảnh: {name(n)}\n",
}


def crowd(sentence: Callable[[int], str], size: int) -> Clipping:
    """A clipping of so many bytes."""
    lines: list[str] = []
    left = size
    while left > 0:
        lines.append(sentence(len(lines)))
        left -= len(lines[-1].encode()) + 1
    return Clipping("content/a.txt", " ".join(lines).encode(), "")


@lru_cache(maxsize=1)
def desk() -> Desk:
    return Desk(Config(), load_knowledge(), "")


def cost(clipping: Clipping) -> float:
    """Seconds of computing that a clipping takes."""
    begun = process_time()
    tell(clipping, desk())
    return process_time() - begun


@pytest.mark.parametrize("kind", CROWDS)
def test_a_crowd_of_four_times_the_size_takes_four_times_as_long(kind: str) -> None:
    """Twice that is allowed, lest others on the machine decide; comparing all with all would take sixteen times."""
    small, large = (crowd(CROWDS[kind], size) for size in (SIZE // 4, SIZE))
    tell(crowd(CROWDS[kind], 1000), desk())  # what is loaded once is not to be measured
    assert any(cost(large) < 8 * cost(small) for _ in range(3))


def test_of_a_crowd_of_parties_so_many_stay_as_have_pages() -> None:
    """Each has a page that names all the others: without a bound 100 kB of text make a site of 400 MB."""
    facts = tell(crowd(CROWDS["pacts"], 100_000), desk()).story.facts
    assert len(facts.parties) == MOST_PARTIES
    assert min(party.sure for party in facts.parties) > 0.5


def test_a_clipping_without_end_is_given_up_and_the_others_are_built(tmp_path: Path) -> None:
    """No article is a single sentence of two megabytes of partners; that it ends is all that is asked."""
    put(tmp_path, "content/endless.md", "FPT và Viettel ký kết với " * 20_000)
    put(tmp_path, "content/good.md", "FPT và Viettel ký hợp tác.")
    report = build(tmp_path, crew=Crew(1, patience=1.0), keep_going=True)
    assert report.left_out == ("content/endless.md",)
    assert [str(problem.where) for problem in report.problems] == ["content/endless.md"]
    assert report.problems[0].message == "it was given up after 1 seconds of computing"
    assert (tmp_path / "public/tin/good/index.html").exists()
