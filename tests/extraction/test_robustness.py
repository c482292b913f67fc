"""However a text is dressed, the facts stay the same. `make reliability`: four times as many texts."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from clips import article, facts

from sitegen.core.model import Facts
from sitegen.core.text import new_tone
from sitegen.learning.corpus import parse

FOLDER = Path(__file__).parent.parent.parent / "corpus" / "clippings"
STEP = int(os.environ.get("SITEGEN_DRESSED", "32"))  # of so many clippings one
FILES = sorted(FOLDER.glob("*.txt"))[::STEP]
TEXTS = {file.stem: parse(file.read_text(encoding="utf-8"), file.stem).text for file in FILES}


def plain_title(clipping: str) -> str | None:
    return article(TEXTS[clipping]).title


_OLD = {
    new: old
    for old in ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
    for new in [new_tone(old)]
}
_OPEN_SYLLABLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD)})(?!\w)", re.IGNORECASE)


def old_tones(text: str) -> str:
    """ "hòa" as "hoà"."""

    def swap(found: re.Match[str]) -> str:
        old = _OLD[found.group().lower()]
        return "".join(new.upper() if given.isupper() else new for new, given in zip(old, found.group(), strict=True))

    return _OPEN_SYLLABLE.sub(swap, text)


def other_quotes(text: str) -> str:
    quotes = iter("“”" * text.count('"'))
    return re.sub('"', lambda _: next(quotes), text)


def straight_quotes(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def below_the_first_line(change: Callable[[str], str]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        first, sign, rest = text.partition("\n")
        return first + sign + change(rest)

    return changed


def double_blanks(text: str) -> str:
    return re.sub(r"(?<=\w) (?=\w)", "  ", text)


DRESSES: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "hard blanks": lambda text: text.replace(" ", "\u00a0"),
    "zero width": lambda text: text.replace(" ", " \u200b"),
    "curly quotes": other_quotes,
    "straight quotes": straight_quotes,
    "old tones": old_tones,
}
PARAGRAPHS: dict[str, Callable[[str], str]] = {
    "many paragraphs": lambda text: re.sub(r"(?<=[a-zà-ỹ]\.) (?=[A-ZĐÀ-Ỹ])", "\n\n", text),
    "one paragraph": below_the_first_line(lambda rest: "\n" + " ".join(rest.split())),
}


def core(found: Facts) -> dict[str, object]:
    """What must not change: who, what kind, how much, when; spelled the same way."""
    return {
        "deal": found.is_partnership,
        "parties": sorted(new_tone(" ".join(party.name.split())) for party in found.parties),
        "kinds": sorted(fact.kind for fact in found.kinds),
        "values": sorted((value.money.amount, value.money.currency) for value in found.values),
        "date": str(found.signed_on.date) if found.signed_on else None,
    }


@cache
def plain(clipping: str) -> dict[str, object]:
    return core(facts(TEXTS[clipping]))


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("clipping", TEXTS)
def test_facts_do_not_hang_on_the_dress(clipping: str, dress: str) -> None:
    assert core(facts(DRESSES[dress](TEXTS[clipping]))) == plain(clipping)


@pytest.mark.parametrize("dress", PARAGRAPHS)
def test_facts_hardly_hang_on_paragraphs(dress: str) -> None:
    """Where a sentence stands is evidence, so a fact may tip over; it may not become the rule."""
    change = PARAGRAPHS[dress]
    same = [core(facts(change(text))) == plain(name) for name, text in TEXTS.items()]
    assert sum(same) >= 0.9 * len(same)


def test_the_dresses_change_the_text() -> None:
    for name, change in {**DRESSES, **PARAGRAPHS}.items():
        assert any(change(text) != text for text in TEXTS.values()), name


TITLE = "Thiên Ân Land bắt tay VIB hỗ trợ người mua căn hộ Sông Trà Riverside"
LEAD = "Ngày 12/6/2018, Thiên Ân Land và VIB đã ký kết thỏa thuận hợp tác trị giá 20 triệu đô la Úc."


def test_a_title_with_double_blanks_stays_whole() -> None:
    given = article(double_blanks(f"{TITLE}\n\n{LEAD}")).title
    assert given is not None
    assert " ".join(given.split()) == TITLE


def test_facts_do_not_hang_on_double_blanks() -> None:
    change = below_the_first_line(double_blanks)
    assert [name for name, text in TEXTS.items() if core(facts(change(text))) != plain(name)] == []


def test_a_currency_with_double_blanks() -> None:
    (found,) = facts(double_blanks(LEAD)).values
    assert found.money.currency == "AUD"
