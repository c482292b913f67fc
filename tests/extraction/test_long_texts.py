"""The worst that a recogniser can be fed: 200,000 characters of what it looks for. None of this may hang."""

from __future__ import annotations

import pytest
from clips import article, knowledge

from sitegen.core.model import Part, PartRole, Span
from sitegen.core.patience import at_most
from sitegen.extraction import extract
from sitegen.extraction.annotate import split
from sitegen.extraction.dates import DateReader
from sitegen.extraction.gazetteer import Gazetteer
from sitegen.extraction.lexicon import lexicon_of
from sitegen.extraction.money import MoneyReader
from sitegen.extraction.tokens import Token, tokenize

SIZE = 200_000


def long(piece: str, size: int = SIZE) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize("piece", ["1", "1.", "1/", "1-", "ngày ", "ngày 1 ", "1 1/", "tháng ", "(1 - ", "năm 20", " "])
def test_half_dates(piece: str) -> None:
    assert len(DateReader(knowledge()).find(long(piece))) <= SIZE // len(piece)


@pytest.mark.parametrize(
    "piece", ["1", "1.111", "1,", "1 ", "nghìn ", "1 nghìn ", "USD", "$", "$1", "1.111.", " ", "tỷ "]
)
def test_half_sums(piece: str) -> None:
    assert len(MoneyReader(knowledge()).find(long(piece))) <= SIZE // len(piece)


def test_many_whole_dates_and_sums() -> None:
    size = 20_000
    assert len(DateReader(knowledge()).find(long("ngày 5/3/2020, ", size))) == size // 15
    assert len(MoneyReader(knowledge()).find(long("giá 5 tỷ đồng, ", size))) == size // 15


class Counted(list[Token]):
    """Tokens that count how often they are looked at."""

    looks = 0

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        self.looks += 1
        return super().__getitem__(place)


@pytest.mark.parametrize("text", ["a b c d ", "a b c x ", "x "])
def test_a_gazetteer_looks_at_a_token_as_often_as_its_longest_phrase_is_long(text: str) -> None:
    words = Gazetteer([("a b c d e f", 1), ("b c d", 2), ("c", 3)])
    looks = []
    for size in (10_000, 20_000):
        tokens = Counted(tokenize(long(text, size)))
        words.find(tokens)
        looks.append(tokens.looks / len(tokens))
    assert looks[1] == pytest.approx(looks[0], rel=0.01)
    assert looks[1] <= 3 * 6


@pytest.mark.parametrize("piece", ["A. ", "TP. ", "“", "(", "a:", "...", "Tập đoàn ", "Công ty CP "])
def test_sentences_and_lists(piece: str) -> None:
    text = long(piece)
    sentences = split(text, [Part(PartRole.BODY, Span(0, len(text)))])
    assert sum(len(sentence.tokens) for sentence in sentences) == len(tokenize(text))
    lexicon = lexicon_of(knowledge())
    for sentence in sentences[:3]:
        assert len(lexicon.flags(sentence.tokens)) == len(sentence.tokens)


def test_a_long_clipping_decodes_to_itself() -> None:
    text = long("Sáng nay, hai bên gặp nhau ở Vinh. ").strip()
    assert article(text).text == text


@pytest.mark.parametrize(
    "piece", [". ", "FPT và ", "FPT ký kết với ", "FPT và VNPT ký hợp tác ngày 5/3/2020 tại Huế.\n"]
)
def test_many_sentences_or_none_at_all_are_read_in_time(piece: str) -> None:
    """Of what is looked at by pairs, no more may be compared than a sentence holds."""
    with at_most(8):
        extract(article(long(piece, 12_000)), knowledge())
